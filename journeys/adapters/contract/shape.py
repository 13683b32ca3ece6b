"""A JSON Schema as far as it is understood: by type, the keywords that a value must satisfy.

What is not listed here is not guessed: `NotUnderstood` names it.
"""

import json
from collections.abc import Mapping
from typing import Any

DIALECT = "https://json-schema.org/draft/2020-12/schema"

NUMERIC = ("minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum", "multipleOf", "format")
KEYWORDS: Mapping[str, tuple[str, ...]] = {
    "null": (),
    "boolean": (),
    "integer": NUMERIC,
    "number": NUMERIC,
    "string": ("minLength", "maxLength", "pattern", "format"),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems"),
    "object": ("properties", "required", "additionalProperties", "minProperties", "maxProperties"),
}
"""By type, the keywords that are compared."""

ANNOTATIONS = frozenset({"title", "description", "examples", "deprecated", "$comment", "since"})
"""Keywords that say nothing of which values are valid."""

ANY_TYPE = tuple(each for each in KEYWORDS if each != "integer")
UNDERSTOOD = {
    "type",
    "enum",
    "const",
    "anyOf",
    "default",
    *(k for ks in KEYWORDS.values() for k in ks),
}

Schema = Mapping[str, Any] | bool
Shape = Mapping[str, Mapping[str, Any]]
"""By type that a value may have, the keywords it must satisfy."""


class NotUnderstood(Exception):
    """A schema says something that cannot be compared. Its keywords are the arguments."""

    @property
    def keywords(self) -> str:
        """The keywords, in order."""
        return ", ".join(sorted(map(str, self.args)))


def canonical(value: object) -> str:
    """Return a JSON value as text that is the same for equal values only: 1 is not true."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def resolved(schema: Any, root: Mapping[str, Any], inside: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 - any JSON
    """Return a schema with its references filled in, and without annotations.

    A reference that cannot be filled in holds the whole document: it is the same only where all
    of that is.
    """
    if not isinstance(schema, dict):
        return schema
    if "$id" in schema:
        return {"$id": root}  # references inside start from another place
    bare = {name: value for name, value in schema.items() if name not in ANNOTATIONS}
    bare.pop("$defs", None)
    if bare.get("$schema") == DIALECT:
        del bare["$schema"]
    if "$ref" in bare:
        return _referred(bare, root, inside)
    for name, value in bare.items():
        if name in ("items", "additionalProperties"):
            bare[name] = resolved(value, root, inside)
        elif name == "properties" and isinstance(value, dict):
            bare[name] = {each: resolved(inner, root, inside) for each, inner in value.items()}
        elif name in ("anyOf", "prefixItems") and isinstance(value, list):
            bare[name] = [resolved(inner, root, inside) for inner in value]
    return bare


def _referred(bare: dict[str, Any], root: Mapping[str, Any], inside: tuple[str, ...]) -> Any:  # noqa: ANN401 - any JSON
    """Return what a reference leads to; its own default stays."""
    default = {name: bare[name] for name in bare if name == "default"}
    name = str(bare["$ref"]).removeprefix("#/$defs/")
    target = root.get("$defs", {}).get(name)
    if len(bare) > 1 + len(default) or target is None or name in inside:
        return {**bare, "$ref": root}
    target_schema = resolved(target, root, (*inside, name))
    return {**target_schema, **default} if isinstance(target_schema, dict) else target_schema


def shape(schema: Any) -> Shape:  # noqa: ANN401 - any JSON
    """Return the shape of a resolved schema. Raises NotUnderstood."""
    if schema is False:
        return {}
    if schema is True:
        return shape({})
    if not isinstance(schema, dict):
        raise NotUnderstood(type(schema).__name__)
    if unknown := schema.keys() - UNDERSTOOD:
        raise NotUnderstood(*unknown)
    if "anyOf" in schema:
        return _any_of(schema)
    types = _types(schema)
    keywords = {
        each: {name: schema[name] for name in KEYWORDS[each] if name in schema} for each in types
    }
    if "enum" in schema or "const" in schema:
        return _of_values(schema, keywords)
    if "boolean" in keywords:
        keywords["boolean"] = {"enum": [False, True]}
    return keywords


def _types(schema: Mapping[str, Any]) -> tuple[str, ...]:
    named = schema.get("type", ANY_TYPE)
    types = (named,) if isinstance(named, str) else tuple(named)
    if not set(types) <= KEYWORDS.keys():
        raise NotUnderstood("type")
    # A whole number is a number.
    return tuple(each for each in types if each != "integer" or "number" not in types)


def _any_of(schema: Mapping[str, Any]) -> Shape:
    if others := schema.keys() - {"anyOf", "default"}:
        raise NotUnderstood("anyOf", *others)
    merged = dict[str, Mapping[str, Any]]()
    for choice in schema["anyOf"]:
        for name, keywords in shape(choice).items():
            known = merged.setdefault(name, keywords)
            if canonical(known) == canonical(keywords):
                continue
            if known.keys() != {"enum"} or keywords.keys() != {"enum"}:
                raise NotUnderstood("anyOf")
            merged[name] = {"enum": [*known["enum"], *keywords["enum"]]}
    return merged


TYPE_OF: Mapping[type, str] = {bool: "boolean", int: "integer", str: "string", type(None): "null"}


def _of_values(schema: Mapping[str, Any], keywords: Shape) -> Shape:
    """Return the shape of a schema that lists its values; lists and objects are not compared."""
    if "enum" in schema and "const" in schema:
        raise NotUnderstood("const", "enum")
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    found = dict[str, dict[str, Any]]()
    for value in values:
        name = TYPE_OF.get(type(value))
        if name is None:
            raise NotUnderstood("enum")
        allowed = "number" if name == "integer" and "number" in keywords else name
        if allowed in keywords:
            found.setdefault(name, {**keywords[allowed], "enum": []})["enum"].append(value)
    found.get("null", {}).pop("enum", None)
    return found
