"""Reading by both clocks: what somebody judged, and how late facts were recorded."""

from collections.abc import Iterator
from datetime import UTC, date

from journeys.domain.events.people import TargetGroupSet
from journeys.domain.events.plan import PhaseEntered
from journeys.domain.history import Entry, History
from journeys.projections.effects.facts import Delay, Judged, JudgedTrack

MEASURED = frozenset(
    {
        "education-ended",
        "education-started",
        "handover-accepted",
        "journey-closed",
        "measure-ended",
        "measure-started",
        "pension-granted",
        "placement-ended",
        "placement-hours-changed",
        "placement-started",
        "support-basis-changed",
    }
)
"""The kinds of plain facts whose delay says how late facts are recorded."""


def day_recorded(entry: Entry) -> date:
    """Return the day (UTC) on which an entry was recorded."""
    return entry.recorded_at.astimezone(UTC).date()


def belonging(history: History) -> Iterator[Entry]:
    """Yield every entry, retracted ones too, except of journeys that were separated again."""
    for entry in history.entries:
        by = history.absorption_of(entry.version)
        if by is None or by.version not in history.retracted:
            yield entry


def judged(history: History) -> Iterator[Judged]:
    """Yield each phase and target group, retracted ones too, as they were recorded."""
    for entry in belonging(history):
        event = entry.event
        track: JudgedTrack
        match event:
            case PhaseEntered():
                track, value = "phase", event.phase
            case TargetGroupSet():
                track, value = "target-group", event.target_group
            case _:
                continue
        by = history.retracted.get(entry.version)
        retracted = None if by is None else day_recorded(by)
        yield Judged(track, value, event.on, day_recorded(entry), retracted)


def delays(history: History) -> Iterator[Delay]:
    """Yield how late each plain fact in force was recorded; what was planned is not late.

    A fact that was recorded again as corrected, with its day as before, was known since the first.
    """
    first = dict[tuple[str, date, str], date]()
    for entry in belonging(history):
        if entry.event.kind in MEASURED:
            day, key = day_recorded(entry), _key(entry)
            first[key] = min(first.get(key, day), day)
    for entry in history.in_force:
        if entry.event.kind in MEASURED:
            on = entry.event.on
            yield Delay(entry.event.kind, on, max(0, (first[_key(entry)] - on).days))


def _key(entry: Entry) -> tuple[str, date, str]:
    event = entry.event
    return event.kind, event.on, event.establishes or event.rests_on or ""
