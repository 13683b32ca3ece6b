"""Appointments: which talk is agreed, and what identifies it while it is moved.

There is one at a time: what is agreed next replaces it. It ends with the talk, or is called off.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, Protocol

from journeys.domain.duties import FOLLOW_UP, follow_ups
from journeys.domain.duties.duty import Duty
from journeys.domain.events.contact import FollowUpAgreed, FollowUpCalledOff
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.rulebook import Rulebook

ABOUT_IT = (FollowUpAgreed, FollowUpCalledOff)


class Appointment(NamedTuple):
    """Aftale: what was agreed last, and what identifies it: the same while it is moved."""

    agreed: FollowUpAgreed
    called_off: bool
    first: Entry
    """The entry by which it was first agreed."""
    changes: int
    """How often it was moved, called off or corrected since. It never becomes less."""


def agreed_talk(history: History, book: Rulebook, on: date) -> FollowUpAgreed | None:
    """Return the talk that is agreed and not held on that day; None where there is none."""
    seen = history.on(on)
    return agreed_by(history, (duty for duty in follow_ups(seen, book) if duty.is_open(on)))


class RaisedDuty(Protocol):
    """A duty, or a view of one."""

    @property
    def kind(self) -> str:
        """Its kind."""

    @property
    def raised(self) -> int:
        """The entry that raised it, by version."""


def agreed_by(history: History, owed: Iterable[RaisedDuty]) -> FollowUpAgreed | None:
    """Return the talk that raised one of these duties; None where none did."""
    raised = {duty.raised for duty in owed if duty.kind == FOLLOW_UP}
    for entry in reversed(history.in_force):
        if entry.version in raised and isinstance(entry.event, FollowUpAgreed):
            return entry.event
    return None


def last_agreed(history: History) -> FollowUpAgreed | FollowUpCalledOff | None:
    """Return what was agreed or called off last in this history; None where nothing was."""
    for entry in reversed(history.in_force):
        if isinstance(entry.event, ABOUT_IT):
            return entry.event
    return None


def replaced_by(history: History, events: Iterable[Event], book: Rulebook) -> Iterator[date]:
    """Yield the day of each appointment that one of these events replaces.

    `history` is the journey without the events, of which only one is a new appointment.
    """
    for event in events:
        if isinstance(event, FollowUpAgreed):
            before = agreed_talk(history.on(event.on), book, event.on)
            if before is not None:
                yield before.due


def appointment(history: History, book: Rulebook, on: date) -> Appointment | None:
    """Return the appointment on that day, also one that was called off before its day; or None."""
    seen = history.on(on)
    entries = {entry.version: entry for entry in seen.in_force}
    talks = sorted(
        follow_ups(seen, book),
        key=lambda duty: (duty.since, duty.raised),
    )
    last = next(
        (duty for duty in reversed(talks) if duty.is_open(on) or _is_off(duty, entries, on)), None
    )
    if last is None:
        return None
    agreed = entries[last.raised].event
    if not isinstance(agreed, FollowUpAgreed):
        return None
    ends = {duty.met_by for duty in talks if _is_over(duty, entries)}
    about = _about_one(seen, last.raised, ends)
    return Appointment(agreed, not last.is_open(on), first=about[0], changes=len(about) - 1)


def _about_one(seen: History, raised: int, ends: Collection[int | None]) -> list[Entry]:
    """Return the entries about the appointment that an entry raised, in the order of recording.

    It begins after the one before has ended. Of journeys that were joined, each had an appointment
    of its own until then.
    """
    place = {entry.version: nr for nr, entry in enumerate(seen.entries)}
    now = place[raised]
    about = [seen.entries[now]]
    for entry in reversed(seen.entries[:now]):
        if _in_one_calendar(seen, entry, about[0], place):
            if entry.version in ends:
                break
            if _is_about_it(entry, seen, place):
                about.insert(0, entry)
    raising = seen.entries[now]
    about += (
        entry
        for entry in seen.entries[now + 1 :]
        if _in_one_calendar(seen, raising, entry, place) and _is_about_it(entry, seen, place)
    )
    return about


def _in_one_calendar(seen: History, earlier: Entry, later: Entry, place: Mapping[int, int]) -> bool:
    """Whether both are of one journey, or of two that were joined when the later was recorded."""
    by = [seen.absorption_of(each.version) for each in (earlier, later)]
    if by[0] is by[1]:
        return True
    return place[later.version] > max(place[each.version] for each in by if each is not None)


def _is_over(duty: Duty, entries: Mapping[int, Entry]) -> bool:
    """Whether a talk was held or called off, and not moved.

    One that is held before its day leaves that day open: what is agreed next takes its place.
    """
    if duty.met is None or duty.met_by is None:
        return False
    match entries[duty.met_by].event:
        case FollowUpAgreed():
            return False
        case FollowUpCalledOff():
            return True
        case _:
            return duty.due <= duty.met


def _is_off(duty: Duty, entries: dict[int, Entry], on: date) -> bool:
    """Whether this talk was called off, and its day has not passed."""
    if duty.met_by is None or duty.due < on:
        return False
    return isinstance(entries[duty.met_by].event, FollowUpCalledOff)


def _is_about_it(entry: Entry, history: History, place: Mapping[int, int]) -> bool:
    """Whether an entry agrees on a talk or calls it off, or retracts an entry that does."""
    event = entry.event
    if isinstance(event, EntryRetracted):
        retracted = place.get(event.entry)
        return retracted is not None and isinstance(history.entries[retracted].event, ABOUT_IT)
    return isinstance(event, ABOUT_IT)
