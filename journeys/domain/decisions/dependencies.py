"""Dependencies between entries: each may rest on something that an earlier one established.

They are checked when an entry is retracted, and when late news takes effect before later entries.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import Any

from journeys.domain.employers.employer import Employer
from journeys.domain.employers.events import EmployerFact
from journeys.domain.employers.posts import PostOpened, TaskCarvedOut, TaskWithdrawn
from journeys.domain.errors import Refused
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.fact import Fact
from journeys.domain.events.joining import JourneyAbsorbed, JourneyMerged
from journeys.domain.events.measures import MeasureStarted
from journeys.domain.events.pension import (
    PensionGranted,
    PensionRested,
    PensionRestRequested,
    PensionResumed,
    PensionWithdrawn,
)
from journeys.domain.events.people import HandoverAccepted, HandoverDeclined
from journeys.domain.events.rulings import RulingMade
from journeys.domain.journey import Event, Journey
from journeys.domain.stream import AnyEntry, AnyHistory, Change
from journeys.domain.vocabulary import MEASURES

NEEDING_A_STATE = frozenset(
    {
        EntryRetracted,
        JourneyMerged,
        JourneyAbsorbed,
        TaskWithdrawn,
        TaskCarvedOut,
        PostOpened,
        HandoverAccepted,
        HandoverDeclined,
        PensionGranted,
        PensionWithdrawn,
        PensionResumed,
        PensionRestRequested,
        PensionRested,
        RulingMade,
        MeasureStarted,
    }
)
"""What may be unprepared (`_unprepared`), and what changes more than it adds."""


def established(history: AnyHistory) -> Mapping[str, Any]:
    """Return what the history establishes, each thing with the entry that established it."""
    # It is asked at nearly every decision, and most entries of a long history establish nothing.
    return {
        entry.event.establishes: entry
        for entry in history.in_force
        if type(entry.event).establishes is not Fact.establishes and entry.event.establishes
    }


def still_cited(entries: Iterable[int]) -> Refused:
    """Return the refusal of a retraction on which these other entries rest."""
    return Refused(
        "entry-still-cited",
        "Other entries rest on this one: {entries}. Retract them first, newest first, or "
        "record the replacement together with the retraction.",
        entries=", ".join(map(str, entries)),
    )


def orphaned(before: AnyHistory, after: AnyHistory) -> list[int]:
    """Return, by version, the entries that rested on something before and would not after."""
    return sorted({*_orphans(after)} - {*_orphans(before)})


def orphaned_by(history: AnyHistory, events: Sequence[Fact]) -> list[int]:
    """Return, by version, what would be orphaned by these events recorded next, and of them.

    It is `orphaned` of the history with them. News only adds to what there is, so that of later
    entries those alone can be orphaned that need a certain state.
    """
    after = history.followed_by(events)
    later = after.since(min(event.on for event in events))
    if any(type(entry.event) in NEEDING_A_STATE for entry in later):
        return orphaned(history, after)
    new = after.entries[len(history.entries) :]
    return [entry.version for entry in new if not _has_ground(entry, after)]


def _has_ground(entry: AnyEntry, history: AnyHistory) -> bool:
    """Whether what an entry rests on was provided before it; the opening on any day."""
    ground = entry.event.rests_on
    if ground is None or entry.event.on > history.until:
        return True
    if ground == history.opening:
        return any(each.event.establishes == ground for each in history.in_force)
    before = takewhile(lambda each: each is not entry, history.in_force)
    return any(each.event.provides == ground for each in before)


def _orphans(history: AnyHistory) -> Iterator[int]:
    # A pension, a job or an education may be older than the journey, and a post than the day on
    # which its employer was registered. Nothing else may be older than what it rests on.
    exists = {history.opening} & established(history).keys()
    for change in history.changes:
        event = change.entry.event
        if (event.rests_on is not None and event.rests_on not in exists) or _unprepared(change):
            yield change.entry.version
        if event.provides is not None:
            exists.add(event.provides)


def _unprepared(change: Change[Any, Any]) -> bool:
    """Whether something that this entry needs first was missing when it took effect."""
    event = change.entry.event
    if isinstance(event, EmployerFact):
        return _unprepared_at_employer(change.before, event)
    return _unprepared_on_journey(change.before, event)


def _unprepared_at_employer(before: Employer, event: EmployerFact) -> bool:
    match event:
        case TaskWithdrawn(task=task):
            return task not in before.room.tasks
        case TaskCarvedOut(need=need) if need is not None:
            return need not in before.needs
        case PostOpened(carved=carved):
            free = {key for key, held in before.room.tasks.items() if held.can_join_a_post}
            return not free.issuperset(carved)
        case _:
            return False


def _unprepared_on_journey(before: Journey, event: Event) -> bool:  # noqa: PLR0911 - a return a case
    match event:
        case HandoverAccepted(by=by) | HandoverDeclined(by=by):
            return not before.people.offered_to(by)
        case PensionGranted():
            return before.pension.exists
        case PensionWithdrawn(ruling=ruling, on=on):
            made = before.rulings.made.get(ruling)
            return not before.pension.exists or made is None or not made.withdraws(on)
        case PensionResumed():
            # A withdrawn pension is resumed only if an appeal took the ruling back.
            return before.pension.state == "withdrawn" and not before.withdrawal_undone
        case PensionRestRequested() | PensionRested():
            return not before.path.wishes
        case RulingMade(matter=matter):
            return not before.rulings.heard & {matter, MEASURES}
        case MeasureStarted(measure=measure):
            known = before.measures.granted.get(measure)
            return known is None or not before.rulings.heard & {
                known.granted.measure_kind,
                MEASURES,
            }
        case _:
            return False
