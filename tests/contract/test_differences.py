"""Two schemas against each other: what is called compatible is, on whatever value is drawn."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.adapters.contract.differences import schema_differences
from tests.contract.instances import allows, anything, instances, schemas
from tests.effort import tries


def fields(**properties: object) -> dict[str, Any]:
    """Return the schema of an object as events are: all required, and closed."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


@st.composite
def changed(draw: st.DrawFn, schema: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a schema that differs from another in one place, or in a few."""
    if not isinstance(schema, dict) or draw(st.integers(0, 3)) == 0:
        return draw(schemas())
    result = dict(schema)
    name = draw(st.sampled_from(sorted(schema) or ["type"]))
    value = schema.get(name)
    if name == "properties" and value:
        inner = draw(st.sampled_from(sorted(value)))
        result[name] = {**value, inner: draw(changed(value[inner]))}
    elif name in ("items", "additionalProperties"):
        result[name] = draw(changed(value))
    elif name in ("anyOf", "prefixItems") and isinstance(value, list):
        at = draw(st.integers(0, len(value) - 1))
        result[name] = [*value[:at], draw(changed(value[at])), *value[at + 1 :]]
    elif isinstance(value, int) and not isinstance(value, bool) and name != "const":
        result[name] = max(1 if name == "multipleOf" else 0, value + draw(st.sampled_from([-1, 1])))
    elif draw(st.booleans()):
        result.pop(name, None)
    else:
        other = draw(schemas().filter(lambda each: isinstance(each, dict)))
        result |= {keyword: other[keyword] for keyword in other if keyword != "type"}
    return result


def pairs() -> st.SearchStrategy[tuple[Any, Any]]:
    """Return two schemas, mostly near to each other."""
    near = schemas().flatmap(lambda schema: st.tuples(st.just(schema), changed(schema)))
    return near | near | st.tuples(schemas(), schemas())


@settings(max_examples=tries(30, 20_000))
@given(pairs(), st.data())
def test_what_is_compatible_allows_every_value_that_was_allowed(
    pair: tuple[Any, Any], data: st.DataObject
) -> None:
    """Backward from the older to the newer schema, and forward from the newer to the older."""
    older, newer = pair
    found = schema_differences(older, newer)
    for keeps, source, target in (
        (all(each.backward for each in found), older, newer),
        (all(each.forward for each in found), newer, older),
    ):
        if keeps:
            near = st.lists(instances(source) | anything(), min_size=3, max_size=6)
            for value in data.draw(near):
                if allows(source, value):
                    assert allows(target, value), (source, target, value)


@given(schemas())
def test_a_schema_does_not_differ_from_itself(schema: Any) -> None:  # noqa: ANN401 - any JSON
    """Not in whatever order it is written, and not in what people read of it."""
    assert schema_differences(schema, schema) == []
    if isinstance(schema, dict):
        named = {**dict(reversed(schema.items())), "title": "A", "description": "B"}
        assert schema_differences(schema, named) == []


SCORE = {"type": "object", "properties": {"item": {"type": "string"}}, "required": ["item"]}
RECURSIVE = {"$defs": {"A": {"type": "array", "items": {"$ref": "#/$defs/A"}}}, "$ref": "#/$defs/A"}


@pytest.mark.parametrize(
    ("older", "newer", "expected"),
    [
        ({"type": "integer"}, {"type": "number"}, {"type-widened"}),
        ({"type": ["integer", "number"]}, {"type": "number"}, set()),
        ({"enum": ["a"]}, {"const": "a"}, set()),
        ({"anyOf": [{"const": "a"}, {"const": "b"}]}, {"enum": ["b", "a"]}, set()),
        ({"type": "boolean"}, {"enum": [True]}, {"enum-value-removed"}),
        ({"const": 1}, {"const": True}, {"type-narrowed", "type-widened"}),
        (
            {"minimum": 1, "type": "integer"},
            {"exclusiveMinimum": 1, "type": "integer"},
            {"constraint-tightened"},
        ),
        ({"$defs": {"S": SCORE}, "$ref": "#/$defs/S"}, SCORE, set()),
        ({"type": "string"}, {"type": "string", "contentEncoding": "base64"}, {"not-understood"}),
        ({"oneOf": [{"type": "string"}]}, {"type": "string"}, {"not-understood"}),
        ({"$ref": "https://elsewhere.example/a"}, {"type": "string"}, {"not-understood"}),
        ({"$ref": "#/$defs/absent"}, {"type": "string"}, {"not-understood"}),
        (RECURSIVE, RECURSIVE, set()),
        (RECURSIVE, {**RECURSIVE, "x": 1}, {"not-understood"}),
        ({"$id": "a", "type": "string"}, {"$id": "b", "type": "string"}, {"not-understood"}),
        ({"$schema": "http://json-schema.org/draft-07/schema#"}, {}, {"not-understood"}),
        ({"type": "string", "minLength": "many"}, {"type": "string"}, {"not-understood"}),
        ({"type": "text"}, {"type": "string"}, {"not-understood"}),
        ({"enum": [[1]]}, {"enum": [[2]]}, {"not-understood"}),
        (
            {"type": "string", "pattern": "a"},
            {"type": "string", "pattern": "b"},
            {"constraint-changed"},
        ),
        (
            {"type": "string", "format": "date"},
            {"type": "string", "format": "uuid"},
            {"constraint-changed"},
        ),
    ],
)
def test_each_difference_has_its_name(
    older: Mapping[str, Any], newer: Mapping[str, Any], expected: set[str]
) -> None:
    """What cannot be compared is named, and breaks both ways."""
    found = schema_differences(older, newer)
    assert {each.change for each in found} == expected
    for each in found:
        if each.change in ("not-understood", "constraint-changed"):
            assert not each.backward
            assert not each.forward


def test_a_difference_says_where_it_is() -> None:
    """By the names of the fields, through lists and further fields."""
    scores = {"type": "array", "items": fields(value={"type": "integer", "minimum": 0})}
    looser = {"type": "array", "items": fields(value={"type": "integer"})}
    (found,) = schema_differences(fields(scores=scores), fields(scores=looser))
    assert (found.where, found.change, found.what) == (
        "scores[].value",
        "constraint-loosened",
        "minimum",
    )


def test_a_keyword_that_is_not_understood_is_named() -> None:
    """So that somebody can judge it."""
    newer = fields(a={"type": "string", "contentEncoding": "base64"})
    (found,) = schema_differences(fields(a={"type": "string"}), newer)
    assert (found.where, found.what) == ("a", "contentEncoding")
