"""The kept catalogues of events, and the page that shows the newest."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from journeys.adapters.contract.catalogue import Catalogue, EventSchema, catalogue, read_catalogue
from journeys.adapters.contract.compatibility import compatibility
from tests.docs.pages import DOCS

EVENTS = DOCS / "events"
PAGE = EVENTS / "kinds.md"

HEAD = """# Kinds of events

Catalogue {number}, made from the code by `make pages` and held to it by a test.
[{number}.json]({number}.json) is the same as one JSON document, with a JSON Schema for each kind.
[Events as a contract](index.md) says what can be relied on.

*Optional*: a stored event may be without the field. *Left out*: an optional field that is not
stored where it has no value. *Since*: the first catalogue that has the field. Each event also has
its `kind`. It is in the stream of a journey, where nothing else is said.
"""

RAISE = (
    "The events are not those of docs/events/{number}.json any more, and a kept catalogue is not "
    "changed: set NUMBER in journeys/adapters/contract/catalogue.py to {next}, then run "
    "`make pages`."
)
WRITE = "docs/events/{number}.json does not say what the code says: run `make pages`."


def kept(folder: Path = EVENTS) -> dict[int, Catalogue]:
    """Return every catalogue that is kept, by its number."""
    found = [read_catalogue(file) for file in folder.glob("*.json")]
    return {each.number: each for each in sorted(found, key=lambda each: each.number)}


def stale(now: Catalogue, before: Mapping[int, Catalogue]) -> str | None:
    """Return what is to be done so that the catalogue of the code is kept; None where it is."""
    known = before.get(now.number)
    if known is None:
        return WRITE.format(number=now.number)
    if compatibility(known, now).differences or _promises(known) != _promises(now):
        return RAISE.format(number=now.number, next=now.number + 1)
    if known.kinds != now.kinds:
        return WRITE.format(number=now.number)
    return None


def _promises(of: Catalogue) -> object:
    """Return what a catalogue says beside its schemas, but for words and since when it says so."""
    words: Mapping[str, Any] = {
        "da": "",
        "en": "",
        "since": 0,
        "since_later": {},
        "json_schema": {},
    }
    return of.upcasts, {kind: each.model_copy(update=words) for kind, each in of.kinds.items()}


def write_catalogue(folder: Path = EVENTS) -> None:
    """Write the catalogue of the code, and its page. Raises SystemExit where its number is taken.

    Of a catalogue that is kept, only words and since when a field is there are ever changed.
    """
    now, before = catalogue(), kept(folder)
    if todo := stale(now, before):
        if todo == RAISE.format(number=now.number, next=now.number + 1):
            raise SystemExit(todo)
        if known := before.get(now.number):
            made_with = {"library": known.library, "schema_version": known.schema_version}
            now = now.model_copy(update=made_with)
        (folder / f"{now.number}.json").write_text(now.as_json(), encoding="utf-8")
    (folder / PAGE.name).write_text(page(now), encoding="utf-8")


def page(now: Catalogue) -> str:
    """Return the page of a catalogue."""
    kinds = (line for kind, each in now.kinds.items() for line in _kind(kind, each))
    return "\n".join([HEAD.format(number=now.number), *kinds])


def _kind(kind: str, each: EventSchema) -> Iterator[str]:
    schema = each.json_schema
    yield f"## {kind}\n"
    yield f"*{each.da}*: {each.en}\n"
    if each.streams != ("journey",):
        yield f"In streams of: {', '.join(each.streams)}.\n"
    yield "| field | value | optional | since |"
    yield "|---|---|---|---|"
    for name, field in schema["properties"].items():
        if name == "kind":
            continue
        optional = "left out" if name in each.left_out else "optional"
        yield (
            f"| `{name}` | {described(field, schema)} "
            f"| {optional if name in each.optional else ''} "
            f"| {each.since_later.get(name, each.since)} |"
        )
    yield ""


PLAIN = {
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "string": "text",
    "date": "a day, as 2026-12-31",
    "time": "a time of day, as 10:30:00",
    "uuid": "a UUID",
}


def described(  # noqa: PLR0911 - a line for each form of a field
    field: Mapping[str, Any], root: Mapping[str, Any]
) -> str:
    """Return in words what a field of an event may be."""
    match field:
        case {"$ref": str(name)}:
            return described(root["$defs"][name.removeprefix("#/$defs/")], root)
        case {"anyOf": [*choices]}:
            return ", or ".join(described(each, root) for each in choices)
        case {"enum": [*values]}:
            return ", ".join(f"`{value}`" for value in values)
        case {"const": value}:
            return f"`{value}`"
        case {"type": "array", "items": items}:
            return f"a list, each: {described(items, root)}"
        case {"type": "object", "properties": properties}:
            inner = (f"`{name}` ({described(each, root)})" for name, each in properties.items())
            return " and ".join(inner)
        case {"pattern": _}:
            return "a decimal number, as text"
    return PLAIN[field.get("format", field["type"])]
