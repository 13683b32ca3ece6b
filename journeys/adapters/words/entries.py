"""Entries as lines of text: what happened, in both wordings, and what each field says."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from journeys.adapters.words.ids import shortened
from journeys.adapters.words.language import say, shown
from journeys.adapters.words.names import CHOICE_FIELDS, HOUR_FIELDS, choice_name, field_name
from journeys.projections.timeline import TimelineEntry

DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Detailed(Protocol):
    """A line of a timeline, of a journey or of an employer."""

    @property
    def details(self) -> Mapping[str, Any]:
        """What the entry says, by field."""


def entry_lines(
    line: TimelineEntry, titles: Mapping[int, str] = MappingProxyType({})
) -> Iterator[str]:
    """Yield what an entry says: the professional line, the citizen's, then each field.

    `titles` has the professional line of each entry by its number, for what a retraction retracts.
    """
    retracts = line.details.get("entry")
    what = entry_title(line.professional, retracts, titles.get(retracts or 0, ""))
    retracted = say("(retracted by {entry})", entry=line.retracted_by)
    yield f"{what} {retracted}" if line.retracted_by else what
    yield f"{say(line.citizen)}."
    yield from field_lines(line)


def entry_title(professional: str, retracted: int | None = None, what: str = "") -> str:
    """Return what an entry is called among staff; a retraction says which entry it retracts.

    `what` is the professional line of that entry, where it is known.
    """
    if retracted is None:
        return say(professional)
    if what:
        said = say(what)
        facts = {"entry": retracted, "what": f"{said[0].lower()}{said[1:]}"}
        return say("Entry {entry} ({what}) was retracted", **facts)
    return say("Entry {entry} was retracted", entry=retracted)


def field_lines(line: Detailed) -> Iterator[str]:
    """Yield each field of an entry; what has parts has a line for each of them."""
    for field, value in line.details.items():
        name = say(field_name(field))
        if isinstance(value, list):
            yield f"  {name}:"
            yield from (f"  - {_shown(field, part)}" for part in value)
        elif isinstance(value, dict):
            yield f"  {name}:"
            for inner, part in value.items():
                parts = part if isinstance(part, list) else [part]
                for each in (each for each in parts if each != ""):
                    yield f"  - {say(field_name(inner))}: {_shown(inner, each)}"
        else:
            yield f"  {name}: {_shown(field, value)}"


def _shown(field: str, value: Any) -> str:  # noqa: ANN401, PLR0911 - any JSON value
    if isinstance(value, dict):
        return ": ".join(_shown(each, part) for each, part in value.items() if part not in ("", []))
    if isinstance(value, list):
        return ", ".join(_shown(field, part) for part in value)
    if field in CHOICE_FIELDS:
        return say(choice_name(value))
    if field in HOUR_FIELDS:
        return str(shown(Decimal(value)))
    if field == "time":
        return str(shown(time.fromisoformat(value)))
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, str) and (digits := shortened(value)):
        return digits
    return str(shown(date.fromisoformat(value))) if DAY.fullmatch(str(value)) else str(value)
