"""Timeline of an employer: every entry of its stream, on both clocks; it names no citizen."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.vocabulary import EmployerId
from journeys.projections.timeline import details
from journeys.projections.view import AsKnown, View


class EmployerTimelineLine(View):
    """One entry: what it says, from which day, when and by whom it was recorded."""

    entry: int
    kind: str
    on: date
    recorded_at: datetime
    professional: str
    for_employer: str
    """What happened, in words for the employer; empty for a retraction."""
    details: dict[str, Any]
    """What the entry says, by field; empty fields are left out."""
    retracted_by: int | None
    """The entry that retracts it."""
    actor: str
    role: str | None


class EmployerTimeline(AsKnown):
    """Tidslinje: entries in order of effect, then of recording."""

    employer: UUID
    on: date | None
    known_at: datetime | None
    lines: tuple[EmployerTimelineLine, ...]


def employer_timeline(
    employer_id: EmployerId,
    history: EmployerHistory,
    on: date | None = None,
    known_at: datetime | None = None,
) -> EmployerTimeline:
    """Return every entry up to a day, as known at a moment, retracted ones too."""
    as_of = history.as_of(on, known_at)
    shown = sorted(
        (entry for entry in as_of.entries if entry.event.on <= as_of.until),
        key=lambda entry: entry.event.on,
    )
    return EmployerTimeline(
        employer=employer_id,
        on=on,
        known_at=known_at,
        lines=tuple(_line(entry, as_of) for entry in shown),
    )


def _line(entry: EmployerEntry, history: EmployerHistory) -> EmployerTimelineLine:
    event, retraction = entry.event, history.retracted.get(entry.version)
    return EmployerTimelineLine(
        entry=entry.version,
        kind=event.kind,
        on=event.on,
        recorded_at=entry.recorded_at,
        professional=event.professional,
        for_employer=getattr(event, "for_employer", ""),
        details=details(event),
        retracted_by=retraction.version if retraction else None,
        actor=entry.actor,
        role=entry.role,
    )
