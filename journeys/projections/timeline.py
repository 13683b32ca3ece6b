"""Timeline: every entry in order, in professional and in the citizen's words, on both clocks."""

import operator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, Field

from journeys.domain.history import Entry, History
from journeys.projections.view import AsKnown, View


class TimelineEntry(View):
    """One entry: what it says, from which day, when it was recorded, if it is retracted."""

    entry: int
    kind: str
    on: date
    recorded_at: datetime
    professional: str
    citizen: str
    details: dict[str, Any]
    """What the entry says, by field; empty fields are left out."""
    retracted_by: int | None


class TimelineLine(TimelineEntry):
    """The same, with who recorded it, and in which role."""

    actor: str
    role: str | None
    on_behalf_of: str | None
    """For whom it was recorded; None where the actor recorded for themselves."""
    on_behalf_of_role: str | None
    sure: tuple[str, ...] = Field(default=(), exclude_if=operator.not_)
    """The codes of the doubts about it that were acknowledged; left out where there is none."""


class Timeline(AsKnown):
    """Tidslinje: entries in order of effect, then of recording."""

    journey: UUID
    on: date | None
    known_at: datetime | None
    lines: tuple[TimelineLine, ...]


def timeline(
    journey_id: UUID, history: History, on: date | None = None, known_at: datetime | None = None
) -> Timeline:
    """Return every entry up to a day, as known at a moment, in order of effect, then of recording.

    Retracted entries and retractions are included: nothing that was recorded is hidden.
    """
    as_of = history.as_of(on, known_at)
    shown = sorted(
        (entry for entry in as_of.entries if entry.event.on <= as_of.until),
        key=lambda entry: entry.event.on,
    )
    return Timeline(
        journey=journey_id,
        on=on,
        known_at=known_at,
        lines=tuple(timeline_line(entry, as_of) for entry in shown),
    )


def timeline_entry(entry: Entry, history: History) -> TimelineEntry:
    """Return an entry without who recorded it."""
    return TimelineEntry(**_fields(entry, history))


def timeline_line(entry: Entry, history: History) -> TimelineLine:
    """Return an entry with who recorded it, and in which role."""
    name, role = entry.on_behalf_of or (None, None)
    return TimelineLine(
        **_fields(entry, history),
        actor=entry.actor,
        role=entry.role,
        on_behalf_of=name,
        on_behalf_of_role=role,
        sure=entry.sure,
    )


def _fields(entry: Entry, history: History) -> dict[str, Any]:
    event = entry.event
    retraction = history.retracted.get(entry.version)
    return {
        "entry": entry.version,
        "kind": event.kind,
        "on": event.on,
        "recorded_at": entry.recorded_at,
        "professional": event.professional,
        "citizen": event.citizen,
        "details": details(event),
        "retracted_by": retraction.version if retraction else None,
    }


def details(event: BaseModel) -> dict[str, Any]:
    """Return what an event of any stream says, by field, without the empty ones."""
    return {
        field: value
        for field, value in event.model_dump(mode="json", exclude={"on", "kind"}).items()
        if value not in (None, "", [])
    }
