"""Timeline: everything in order, in professional and in the citizen's words, on both clocks."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from journeys.domain.history import Entry, History
from journeys.projections.view import View


class TimelineEntry(View):
    """One entry: what holds from when, when it was recorded, and if it still holds."""

    entry: int
    kind: str
    on: date
    recorded_at: datetime
    professional: str
    citizen: str
    details: dict[str, Any]
    """What the entry carries, by field; what is empty is left out."""
    retracted_by: int | None


class TimelineLine(TimelineEntry):
    """The same, with who recorded it, in which role."""

    actor: str
    role: str | None


class Timeline(View):
    """Tidslinje."""

    journey: UUID
    on: date | None
    known_at: datetime | None
    lines: tuple[TimelineLine, ...]


def timeline(
    journey_id: UUID, history: History, on: date | None = None, known_at: datetime | None = None
) -> Timeline:
    """Return every entry up to a day, as known at a moment, in order of effect, then of record.

    Retracted entries and retractions are shown too: nothing that was recorded is hidden.
    """
    seen = history.as_of(on, known_at)
    shown = sorted(
        (entry for entry in seen.entries if entry.event.on <= seen.until),
        key=lambda entry: (entry.event.on, entry.version),
    )
    return Timeline(
        journey=journey_id,
        on=on,
        known_at=known_at,
        lines=tuple(timeline_line(entry, seen) for entry in shown),
    )


def timeline_entry(entry: Entry, history: History) -> TimelineEntry:
    """Return an entry of a history as it is told."""
    return TimelineEntry(**_told(entry, history))


def timeline_line(entry: Entry, history: History) -> TimelineLine:
    """Return an entry of a history as it is told, with who recorded it."""
    return TimelineLine(**_told(entry, history), actor=entry.actor, role=entry.role)


def _told(entry: Entry, history: History) -> dict[str, Any]:
    event = entry.event
    retraction = history.retracted.get(entry.version)
    return {
        "entry": entry.version,
        "kind": event.kind,
        "on": event.on,
        "recorded_at": entry.recorded_at,
        "professional": event.professional,
        "citizen": event.citizen,
        "details": {
            field: value
            for field, value in event.model_dump(mode="json", exclude={"on", "kind"}).items()
            if value not in (None, "", [])
        },
        "retracted_by": retraction.version if retraction else None,
    }
