"""Two JSON Schemas against each other: each difference, and what it breaks.

Where no difference breaks backward, the newer schema allows every value that the older one allows;
where none breaks forward, the other way round. Each difference is judged by itself: the answer may
be too strict, and is never too lax.
"""

from collections.abc import Iterator, Mapping
from math import inf
from typing import Any, Literal, NamedTuple

from journeys.adapters.contract.shape import NotUnderstood, canonical, resolved, shape

Change = Literal[
    "kind-added",
    "kind-removed",
    "kind-upcast",
    "field-added-optional",
    "field-added-required",
    "field-removed",
    "field-made-optional",
    "field-made-required",
    "default-changed",
    "type-widened",
    "type-narrowed",
    "enum-value-added",
    "enum-value-removed",
    "constraint-tightened",
    "constraint-loosened",
    "constraint-changed",
    "not-understood",
]
"""What became of a kind, a field, its type, its choices or a constraint."""


class Found(NamedTuple):
    """A difference at a place in a schema."""

    where: str
    """The path of the field, as `scores[].value`; empty for the whole."""
    change: Change
    what: str
    """The value, the type or the constraint that it is about."""
    backward: bool
    """Whether all that the older schema allows is still allowed."""
    forward: bool
    """Whether the older schema allows all that is allowed now."""


def tightened(where: str, what: str) -> Found:
    """Return the difference of a constraint that allows less than before."""
    return Found(where, "constraint-tightened", what, backward=False, forward=True)


def loosened(where: str, what: str) -> Found:
    """Return the difference of a constraint that allows more than before."""
    return Found(where, "constraint-loosened", what, backward=True, forward=False)


def changed(where: str, what: str, change: Change = "constraint-changed") -> Found:
    """Return a difference that breaks both ways: neither is known to allow the other."""
    return Found(where, change, what, backward=False, forward=False)


def schema_differences(older: Mapping[str, Any], newer: Mapping[str, Any]) -> list[Found]:
    """Return every difference between two whole schemas."""
    return list(_between(resolved(older, older), resolved(newer, newer), ""))


def _between(old: Any, new: Any, where: str) -> Iterator[Found]:  # noqa: ANN401 - any JSON
    if canonical(old) == canonical(new):
        return
    try:
        before, after = shape(old), shape(new)
        # A list: a keyword inside may not be understood either, and then none of it is yielded.
        yield from list(_types(before, after, where))
    except NotUnderstood as unknown:
        yield changed(where, unknown.keywords, "not-understood")
    except (TypeError, ValueError, AttributeError, KeyError):
        # A keyword has a value that no JSON Schema gives it.
        yield changed(where, "?", "not-understood")


def _types(
    before: Mapping[str, Mapping[str, Any]], after: Mapping[str, Mapping[str, Any]], where: str
) -> Iterator[Found]:
    for name in [each for each in before if each not in after]:
        if name == "integer" and "number" in after:
            if "number" not in before:
                yield Found(where, "type-widened", "+ number", backward=True, forward=False)
            yield from _constraints("number", before[name], after["number"], where)
        else:
            yield Found(where, "type-narrowed", f"- {name}", backward=False, forward=True)
    for name in [each for each in after if each not in before]:
        if name == "integer" and "number" in before:
            yield from _constraints("number", before["number"], after[name], where)
        else:
            yield Found(where, "type-widened", f"+ {name}", backward=True, forward=False)
    for name in [each for each in before if each in after]:
        yield from _constraints(name, before[name], after[name], where)


LEAST = ("minLength", "minItems", "minProperties")
MOST = ("maxLength", "maxItems", "maxProperties")
INCOMPARABLE = ("pattern", "format", "multipleOf")
"""Constraints of which two different ones are never compared."""


def _constraints(
    of: str, old: Mapping[str, Any], new: Mapping[str, Any], where: str
) -> Iterator[Found]:
    yield from _values(old, new, where)
    for name in LEAST:
        yield from _bound(name, old.get(name, 0), new.get(name, 0), where)
    for name in MOST:
        yield from _bound(name, -old.get(name, inf), -new.get(name, inf), where)
    yield from _bound("minimum", _lower(old), _lower(new), where)
    yield from _bound("maximum", _upper(old), _upper(new), where)
    for name in INCOMPARABLE:
        yield from _incomparable(name, old, new, where)
    if of == "array":
        yield from _items(old, new, where)
    if of == "object":
        yield from _fields(old, new, where)


def _values(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Iterator[Found]:
    if "enum" not in old and "enum" not in new:
        return
    if "enum" not in old:
        yield tightened(where, "enum")
        return
    if "enum" not in new:
        yield loosened(where, "enum")
        return
    before, after = ({canonical(each) for each in side["enum"]} for side in (old, new))
    for value in sorted(after - before):
        yield Found(where, "enum-value-added", value, backward=True, forward=False)
    for value in sorted(before - after):
        yield Found(where, "enum-value-removed", value, backward=False, forward=True)


def _bound(name: str, old: Any, new: Any, where: str) -> Iterator[Found]:  # noqa: ANN401 - numbers
    """Yield the difference of a bound; the greater one allows less."""
    if old != new:
        yield tightened(where, name) if new > old else loosened(where, name)


def _lower(keywords: Mapping[str, Any]) -> tuple[float, int]:
    """Return the least number allowed, and whether that number itself is not."""
    return max(
        (keywords.get("minimum", -inf), 0),
        (keywords.get("exclusiveMinimum", -inf), 1 if "exclusiveMinimum" in keywords else 0),
    )


def _upper(keywords: Mapping[str, Any]) -> tuple[float, int]:
    """Return the same of the greatest, with its sign turned: the greater one allows less."""
    return max(
        (-keywords.get("maximum", inf), 0),
        (-keywords.get("exclusiveMaximum", inf), 1 if "exclusiveMaximum" in keywords else 0),
    )


def _incomparable(
    name: str, old: Mapping[str, Any], new: Mapping[str, Any], where: str
) -> Iterator[Found]:
    if name not in old and name not in new:
        return
    if name not in old:
        yield tightened(where, name)
    elif name not in new:
        yield loosened(where, name)
    elif canonical(old[name]) != canonical(new[name]):
        yield changed(where, name)


def _items(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Iterator[Found]:
    before, after = old.get("uniqueItems", False), new.get("uniqueItems", False)
    yield from _bound("uniqueItems", bool(before), bool(after), where)
    places = max(len(each.get("prefixItems", ())) for each in (old, new))
    for place in range(places):
        at = f"{where}[{place}]"
        yield from _between(_item(old, place), _item(new, place), at)
    yield from _between(_item(old, places), _item(new, places), f"{where}[]")


def _item(array: Mapping[str, Any], place: int) -> Any:  # noqa: ANN401 - a schema
    """Return the schema of an item; False where no array is so long."""
    if place >= array.get("maxItems", inf):
        return False
    first = array.get("prefixItems", ())
    return first[place] if place < len(first) else array.get("items", True)


MISSING = object()


def _fields(old: Mapping[str, Any], new: Mapping[str, Any], where: str) -> Iterator[Found]:
    before, after = old.get("properties", {}), new.get("properties", {})
    others_before, others_after = (each.get("additionalProperties", True) for each in (old, new))
    needed_before, needed_after = (set(each.get("required", ())) for each in (old, new))
    for name in sorted({*before, *after} | needed_before | needed_after):
        at = f"{where}.{name}" if where else name
        was, now = before.get(name, others_before), after.get(name, others_after)
        needed, needs = name in needed_before, name in needed_after
        added, removed = name in after and name not in before, name in before and name not in after
        if added:
            change: Change = "field-added-required" if needs else "field-added-optional"
            keeps = was is not False and (needs or not needed)
            yield Found(at, change, "", backward=needed or not needs, forward=keeps)
        elif removed:
            keeps = now is not False and (needed or not needs)
            yield Found(at, "field-removed", "", backward=keeps, forward=needs or not needed)
        elif needs and not needed:
            yield Found(at, "field-made-required", "", backward=False, forward=True)
        elif needed and not needs:
            yield Found(at, "field-made-optional", "", backward=True, forward=False)
        elif not needs and _default(was) != _default(now):
            yield changed(at, "", "default-changed")
        if not (added and was is False) and not (removed and now is False):
            yield from _between(_without_default(was), _without_default(now), at)
    yield from _others(others_before, others_after, where)


def _others(old: Any, new: Any, where: str) -> Iterator[Found]:  # noqa: ANN401 - schemas
    """Yield how fields that are not named differ: none is allowed, or any of a schema."""
    if (old is False) != (new is False):
        other = loosened if old is False else tightened
        yield other(where, "additionalProperties")
    else:
        yield from _between(old, new, f"{where}.*" if where else "*")


def _default(field: Any) -> str:  # noqa: ANN401 - a schema
    """Return the default as text that is the same for equal ones; empty where there is none."""
    return canonical(field["default"]) if isinstance(field, dict) and "default" in field else ""


def _without_default(field: Any) -> Any:  # noqa: ANN401 - a schema
    if not isinstance(field, dict):
        return field
    return {name: value for name, value in field.items() if name != "default"}
