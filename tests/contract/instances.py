"""Values that a JSON Schema allows, and schemas to compare; hypothesis draws them.

Only the keywords that the comparison understands are drawn here, and `jsonschema` is the judge of
what is allowed.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

Schema = Mapping[str, Any] | bool

WORDS = st.text("ab1-", max_size=4)
FORMATS: Mapping[str, st.SearchStrategy[str]] = {
    "date": st.dates().map(str),
    "time": st.times().map(str),
    "uuid": st.uuids().map(str),
}
PATTERNS = ("^a", "1", "^-?[0-9]+$")


def allows(schema: Schema, value: object) -> bool:
    """Return whether a schema allows a value, its formats included."""
    checker = Draft202012Validator.FORMAT_CHECKER
    valid: bool = Draft202012Validator(schema, format_checker=checker).is_valid(value)
    return valid


def instances(schema: Schema, root: Schema | None = None) -> st.SearchStrategy[Any]:
    """Return values that are near to what a schema asks for: most of them are allowed."""
    if isinstance(schema, bool):
        return anything() if schema else st.nothing()
    root = schema if root is None else root
    if "$ref" in schema:
        assert isinstance(root, Mapping)
        return instances(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    if "anyOf" in schema:
        return st.one_of([instances(each, root) for each in schema["anyOf"]])
    if "const" in schema or "enum" in schema:
        return st.sampled_from(schema["enum"] if "enum" in schema else [schema["const"]])
    named = schema.get("type", ())
    types = [named] if isinstance(named, str) else named
    return st.one_of([_of_type(each, schema, root) for each in types]) if types else anything()


NUMBERS = st.integers(-3, 6)
PLAIN: Mapping[str, st.SearchStrategy[Any]] = {
    "null": st.none(),
    "boolean": st.booleans(),
    "integer": NUMBERS,
    "number": NUMBERS | st.sampled_from([-0.5, 0.5, 1.5, 4.5]),
}


def _of_type(named: str, schema: Mapping[str, Any], root: Schema) -> st.SearchStrategy[Any]:
    if named == "string":
        return _texts(schema)
    if named == "array":
        return _lists(schema, root)
    return _objects(schema, root) if named == "object" else PLAIN[named]


@cache
def anything() -> st.SearchStrategy[Any]:
    """Return any small JSON value."""
    plain = st.none() | st.booleans() | NUMBERS | st.just(0.5) | WORDS
    return (
        plain
        | st.lists(plain, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), plain, max_size=3)
    )


def _texts(schema: Mapping[str, Any]) -> st.SearchStrategy[str]:
    if "format" in schema:
        return FORMATS[schema["format"]]
    if "pattern" in schema:
        return st.from_regex(schema["pattern"], alphabet="ab1.-E+023456789", fullmatch=False)
    return WORDS


def _lists(schema: Mapping[str, Any], root: Schema) -> st.SearchStrategy[list[Any]]:
    first = [instances(each, root) for each in schema.get("prefixItems", ())]
    others = instances(schema.get("items", True), root)
    most = schema.get("maxItems", 4)
    rest = st.just([]) if others.is_empty else st.lists(others, max_size=max(0, most - len(first)))
    return st.tuples(st.tuples(*first), rest).map(lambda parts: [*parts[0], *parts[1]])


def _objects(schema: Mapping[str, Any], root: Schema) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: instances(each, root) for name, each in schema.get("properties", {}).items()}
    needed = set(schema.get("required", ()))
    others = instances(schema.get("additionalProperties", True), root)
    named = st.fixed_dictionaries(
        {name: each for name, each in fields.items() if name in needed},
        optional={name: each for name, each in fields.items() if name not in needed},
    )
    if others.is_empty:
        return named
    more = st.dictionaries(st.sampled_from("abcd"), others, max_size=2)
    return st.tuples(more, named).map(lambda parts: {**parts[0], **parts[1]})


def _with(keywords: Mapping[str, st.SearchStrategy[Any]], named: str) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries({"type": st.just(named)}, optional=dict(keywords))


def _numbers(named: str) -> st.SearchStrategy[Any]:
    bound = st.integers(-2, 5)
    return _with(
        {
            "minimum": bound,
            "maximum": bound,
            "exclusiveMinimum": bound,
            "exclusiveMaximum": bound,
            "multipleOf": st.integers(1, 3),
        },
        named,
    )


def _leaves() -> st.SearchStrategy[Any]:
    sizes = {"minLength": st.integers(0, 3), "maxLength": st.integers(0, 4)}
    return st.one_of(
        st.booleans(),
        st.just({}),
        st.just({"type": "null"}),
        st.just({"type": "boolean"}),
        st.just({"type": ["string", "null", "integer"]}),
        _with(sizes, "string"),
        _with({"pattern": st.sampled_from(PATTERNS)}, "string"),
        _with({"format": st.sampled_from(sorted(FORMATS))}, "string"),
        _numbers("integer"),
        _numbers("number"),
        st.lists(
            st.sampled_from(["a", "b", 1, 2, True, False, None]), min_size=1, unique_by=repr
        ).map(lambda values: {"enum": values}),
        st.sampled_from(["a", 1, True]).map(lambda value: {"const": value}),
        # What is not understood is drawn as well: it must never count as compatible.
        st.just({"type": "string", "not": {"const": "a"}}),
        st.just({"oneOf": [{"type": "string"}, {"type": "integer"}]}),
    )


def _branches(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    sizes = {"minItems": st.integers(0, 2), "maxItems": st.integers(0, 3)}
    lists = {
        "items": inner,
        "prefixItems": st.lists(inner, min_size=1, max_size=2),
        "uniqueItems": st.booleans(),
    }
    objects = {
        "properties": st.dictionaries(st.sampled_from("abc"), inner, max_size=3),
        "required": st.lists(st.sampled_from("abc"), unique=True),
        "additionalProperties": inner,
        "minProperties": st.integers(0, 2),
        "maxProperties": st.integers(0, 3),
    }
    return st.one_of(
        _with(lists | sizes, "array"),
        _with(objects, "object"),
        st.lists(inner, min_size=1, max_size=3).map(lambda choices: {"anyOf": choices}),
    )


def schemas() -> st.SearchStrategy[Any]:
    """Return any small schema, as one is found in a catalogue or not."""
    inner = st.recursive(_leaves(), _branches, max_leaves=5)
    return _branches(inner) | _leaves()
