"""Changes of a catalogue, each with the verdict it must get.

A narrowing makes a schema allow less: compared one way it is a change that the earlier version can
read (forward), compared the other way one that this version can read (backward).
"""

import copy
from collections.abc import Callable, Mapping
from random import Random
from typing import Any

from journeys.adapters.contract.catalogue import Catalogue
from journeys.adapters.contract.differences import Change

Json = dict[str, Any]

PLACE = "changed"
"""The field that is changed. It is put into an object that has none of its name."""


def objects(schema: Json) -> list[Json]:
    """Return every object with fields in a schema: the event, and those inside it."""
    return [each for each in (schema, *schema.get("$defs", {}).values()) if "properties" in each]


def _field(before: Json, after: Json) -> Callable[[Json, Json], None]:
    """Return the change of an optional field from one schema to another."""

    def change(wide: Json, narrow: Json) -> None:
        wide["properties"][PLACE] = copy.deepcopy(before)
        narrow["properties"][PLACE] = copy.deepcopy(after)

    return change


def _required(wide: Json, narrow: Json) -> None:
    _field({"type": "string"}, {"type": "string"})(wide, narrow)
    narrow["required"] = [*narrow["required"], PLACE]


def _optional_removed(wide: Json, _narrow: Json) -> None:
    wide["properties"][PLACE] = {"type": "string", "default": ""}


def _open(wide: Json, _narrow: Json) -> None:
    wide["additionalProperties"] = True


def _constraint(named: str, keyword: str, wide: Any, narrow: Any) -> Callable[[Json, Json], None]:  # noqa: ANN401 - any JSON
    """Return the change of a keyword; None is for a schema without it."""
    before, after = (
        {"type": named} if value is None else {"type": named, keyword: value}
        for value in (wide, narrow)
    )
    return _field(before, after)


NARROWING: Mapping[str, tuple[Callable[[Json, Json], None], Change, Change]] = {
    "a field": (_optional_removed, "field-removed", "field-added-optional"),
    "required": (_required, "field-made-required", "field-made-optional"),
    "other fields": (_open, "constraint-tightened", "constraint-loosened"),
    "null": (
        _field({"anyOf": [{"type": "string"}, {"type": "null"}]}, {"type": "string"}),
        "type-narrowed",
        "type-widened",
    ),
    "number": (_field({"type": "number"}, {"type": "integer"}), "type-narrowed", "type-widened"),
    "enum": (
        _field({"enum": ["a", "b"]}, {"enum": ["a"]}),
        "enum-value-removed",
        "enum-value-added",
    ),
    **{
        f"{keyword} {wide}": (
            _constraint(named, keyword, wide, narrow),
            "constraint-tightened",
            "constraint-loosened",
        )
        for named, keyword, wide, narrow in (
            ("string", "enum", None, ["a"]),
            ("string", "minLength", None, 1),
            ("string", "minLength", 1, 2),
            ("string", "maxLength", None, 9),
            ("string", "maxLength", 9, 8),
            ("string", "pattern", None, "^a"),
            ("string", "format", None, "date"),
            ("integer", "minimum", None, 0),
            ("integer", "minimum", 0, 1),
            ("number", "exclusiveMinimum", 0, 1),
            ("integer", "maximum", None, 9),
            ("number", "exclusiveMaximum", 9, 8),
            ("integer", "multipleOf", None, 2),
            ("array", "minItems", None, 1),
            ("array", "maxItems", 3, 2),
            ("array", "uniqueItems", None, True),
            ("object", "minProperties", 1, 2),
            ("object", "maxProperties", 2, 1),
        )
    },
}
"""By name: the change, what it is called, and what it is called the other way round."""


def _required_removed(wide: Json, _narrow: Json) -> None:
    wide["properties"][PLACE] = {"type": "string"}
    wide["required"] = [*wide["required"], PLACE]


BREAKING: Mapping[str, tuple[Callable[[Json, Json], None], frozenset[str], frozenset[str]]] = {
    "a required field": (
        _required_removed,
        frozenset({"field-removed"}),
        frozenset({"field-added-required"}),
    ),
    **{
        name: (change, frozenset(called), frozenset(called))
        for name, change, called in (
            (
                "another type",
                _field({"type": "string"}, {"type": "integer"}),
                ["type-narrowed", "type-widened"],
            ),
            (
                "another choice",
                _field({"const": "a"}, {"const": "b"}),
                ["enum-value-added", "enum-value-removed"],
            ),
            (
                "another pattern",
                _constraint("string", "pattern", "^a", "^b"),
                ["constraint-changed"],
            ),
            (
                "another format",
                _constraint("string", "format", "date", "uuid"),
                ["constraint-changed"],
            ),
            (
                "another default",
                _field({"type": "string", "default": ""}, {"type": "string", "default": "a"}),
                ["default-changed"],
            ),
            (
                "an unknown keyword",
                _constraint("string", "contentEncoding", None, "base64"),
                ["not-understood"],
            ),
        )
    },
}
"""Changes after which neither can read the other; what each is called, both ways round."""


def around(kind: str, whole: Catalogue) -> Catalogue:
    """Return the catalogue of a kind and two others: each kind is compared by itself."""
    names = sorted(whole.kinds)
    at = names.index(kind)
    few = {names[nr % len(names)] for nr in (at - 1, at, at + 1)}
    return whole.model_copy(update={"kinds": {name: whole.kinds[name] for name in few}})


def changed(
    whole: Catalogue, change: Callable[[Json, Json], None], random: Random
) -> tuple[Catalogue, Catalogue]:
    """Return a catalogue with the wider, and one with the narrower schema of some kind."""
    kind = random.choice(sorted(whole.kinds))
    earlier = around(kind, whole)
    schemas = [copy.deepcopy(earlier.kinds[kind].json_schema) for _ in range(2)]
    # The same object of both.
    at = random.randrange(len(objects(schemas[0])))
    change(objects(schemas[0])[at], objects(schemas[1])[at])
    wide, narrow = (
        earlier.model_copy(
            update={
                "kinds": {
                    **earlier.kinds,
                    kind: earlier.kinds[kind].model_copy(update={"json_schema": schema}),
                }
            }
        )
        for schema in schemas
    )
    return wide, narrow
