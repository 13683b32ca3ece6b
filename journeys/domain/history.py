"""A history: the entries of one citizen, as known at a moment and in force on a day (bitemporal).

They are those of one stream, and of the streams that were joined to it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from operator import is_
from types import MappingProxyType
from typing import NamedTuple, Self, TypeVar, cast
from uuid import UUID

from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JourneyAbsorbed, JourneyMerged
from journeys.domain.journey import EMPTY, Event, Journey, evolve
from journeys.domain.roles import Principal
from journeys.domain.vocabulary import JourneyId

T = TypeVar("T")

Slices = Callable[[Journey], tuple[object, ...]]
"""Selects slices of a journey. An unchanged slice is the same object before and after an entry."""


JOINED = 1_000_000
"""Entries of joined streams have numbers above this; a stream's own entries lie below it."""


class Entry(NamedTuple):
    """One entry of a stream: the event, and when, where and by whom it was recorded.

    `version` counts the entries of this journey from 1, `position` those of the whole store. In a
    history of joined streams `journey` is the entry's own stream, and `version` its number in the
    stream plus what `JourneyAbsorbed` says.
    """

    journey: JourneyId
    version: int
    position: int
    recorded_at: datetime
    actor: str
    event: Event
    request_id: str | None = None
    role: str | None = None
    """In which role; None in entries from before roles were recorded."""
    on_behalf_of: Principal | None = None
    """For whom it was recorded; None where the actor recorded for themselves."""
    sure: tuple[str, ...] = ()
    """The codes of its doubts that were acknowledged (`domain/decisions/doubts.py`)."""

    @property
    def principal_role(self) -> str | None:
        """In which role the person who stands behind it acted; None as for `role`."""
        return self.role if self.on_behalf_of is None else self.on_behalf_of.role


class Change(NamedTuple):
    """An entry in force, and the journey just before and just after it."""

    entry: Entry
    before: Journey
    after: Journey


@dataclass(frozen=True)
class History:
    """Historik: the entries of one journey in the order they were recorded.

    Where another journey was joined to it (`joined_with`), those of both.

    `known_at` and `on` return the history as of another moment or day. They can be combined in any
    order, any number of times.
    """

    entries: tuple[Entry, ...] = ()
    until: date = field(default=date.max)

    @property
    def version(self) -> int:
        """The version of the newest entry of its own stream; 0 where there is none."""
        return next((each.version for each in reversed(self.entries) if is_own(each.version)), 0)

    @property
    def stream(self) -> JourneyId:
        """The id of its own stream: of the journey that stays, where others were joined to it."""
        return next(
            (each for each in self.entries if is_own(each.version)), self.entries[0]
        ).journey

    @cached_property
    def streams(self) -> tuple[JourneyId, ...]:
        """The streams whose entries it has, its own first."""
        joined = sorted((each for each in self.entries if not is_own(each.version)), key=_number)
        own = (each for each in self.entries if is_own(each.version))
        return tuple(dict.fromkeys(each.journey for each in (*own, *joined)))

    @property
    def merged_into(self) -> JourneyId | None:
        """The journey that this one was joined to; None where it was not.

        A stream ends with that: only its retraction can follow.
        """
        last = self.entries[-1] if self.entries else None
        if last is None or not isinstance(last.event, JourneyMerged) or not is_own(last.version):
            return None
        return last.event.into

    @cached_property
    def absorptions(self) -> tuple[Entry, ...]:
        """The entries of its own stream by which others were joined to it, retracted ones too."""
        return tuple(
            each
            for each in self.entries
            if isinstance(each.event, JourneyAbsorbed) and is_own(each.version)
        )

    @property
    def absorbed(self) -> tuple[JourneyAbsorbed, ...]:
        """What joined others to it and was not retracted."""
        return tuple(
            each.event
            for each in self.absorptions
            if isinstance(each.event, JourneyAbsorbed) and each.version not in self.retracted
        )

    def absorption_of(self, number: int) -> Entry | None:
        """Return the entry that joined the stream to which an entry of this number belongs.

        None for an entry of its own stream.
        """
        if is_own(number):
            return None
        return next(
            (
                each
                for each in reversed(self.absorptions)
                if isinstance(each.event, JourneyAbsorbed) and each.event.numbered_from < number
            ),
            None,
        )

    def joined_with(self, others: Iterable[tuple[JourneyAbsorbed, "History"]]) -> Self:
        """Return this history with the entries of others, each as its `JourneyAbsorbed` says.

        They stand in the order in which the store recorded them. Nothing is copied in the store.
        """
        entries = list(self.entries)
        for by, other in others:
            entries += (_renumbered(entry, by.numbered_from) for entry in other.entries)
        return replace(self, entries=tuple(sorted(entries, key=lambda each: each.position)))

    def known_at(self, moment: datetime) -> Self:
        """Return what was recorded at that moment or before.

        Raises ValueError for a moment without a time zone: it would mean another moment elsewhere.
        """
        if moment.tzinfo is None:
            raise ValueError("known_at needs a moment with a time zone, such as UTC.")
        return replace(
            self, entries=tuple(entry for entry in self.entries if entry.recorded_at <= moment)
        )

    def stamped_ahead(self, known_at: datetime, now: datetime) -> int:
        """Return how many entries `known_at` hides whose moment is later than now.

        A clock was once ahead: that moment is not when they were recorded.
        """
        moment = max(known_at, now)
        return sum(entry.recorded_at > moment for entry in self.entries)

    def on(self, day: date) -> Self:
        """Return what was in force on that day: the facts whose day of effect had come."""
        if self.until <= day:
            return self
        earlier = replace(self, until=day)
        if self.latest <= day:
            # The same entries are in force: their fold is shared.
            earlier.__dict__.update(
                retracted=self.retracted, in_force=self.in_force, changes=self.changes
            )
        return earlier

    def as_of(self, on: date | None = None, known_at: datetime | None = None) -> Self:
        """Return the history as of a day and a moment; None sets no limit."""
        history = self if known_at is None else self.known_at(known_at)
        return history if on is None else history.on(on)

    @cached_property
    def latest(self) -> date:
        """The last day on which any entry takes effect."""
        return max((entry.event.on for entry in self.entries), default=date.min)

    @cached_property
    def retracted(self) -> Mapping[int, Entry]:
        """By version, each retracted entry, with the entry that retracts it.

        A retraction can itself be retracted, so the newest is read first. A retraction of itself
        or of a later entry has no effect.
        """
        if not any(isinstance(entry.event, EntryRetracted) for entry in self.entries):
            return MappingProxyType({})
        place = {entry.version: nr for nr, entry in enumerate(self.entries)}
        retracted: dict[int, Entry] = {}
        for nr in reversed(range(len(self.entries))):
            entry = self.entries[nr]
            event = entry.event
            if (
                isinstance(event, EntryRetracted)
                and entry.version not in retracted
                and place.get(event.entry, nr) < nr
            ):
                retracted.setdefault(event.entry, entry)
        return MappingProxyType(retracted)

    @cached_property
    def in_force(self) -> tuple[Entry, ...]:
        """The entries in force, by day of effect, then as recorded; without retractions."""
        return tuple(
            sorted(
                (
                    entry
                    for entry in self.entries
                    if entry.event.on <= self.until
                    and entry.version not in self.retracted
                    and not isinstance(entry.event, EntryRetracted)
                    and (is_own(entry.version) or not self._is_separated(entry.version))
                ),
                key=lambda entry: entry.event.on,
            )
        )

    def _is_separated(self, number: int) -> bool:
        """Whether an entry came with a joining that was retracted since."""
        by = self.absorption_of(number)
        return by is not None and by.version in self.retracted

    @property
    def events(self) -> Iterable[Event]:
        """The events in force, by day of effect, then as recorded."""
        return (entry.event for entry in self.in_force)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The entries in force, in order, each with the journey before and after it."""
        return tuple(changed(EMPTY, self.in_force))

    def changes_to(self, slices: Slices) -> tuple[Change, ...]:
        """Return the changes to any of these slices, memoised per history."""
        if slices not in self._changes_to:
            self._changes_to[slices] = _that_change(slices, self.changes)
        return self._changes_to[slices]

    @cached_property
    def _changes_to(self) -> dict[Slices, tuple[Change, ...]]:
        return {}

    @property
    def journey(self) -> Journey:
        """The fold of the events in force."""
        return self.changes[-1].after if self.changes else EMPTY

    def extended_by(self, entries: tuple[Entry, ...]) -> Self:
        """Return the history with these entries recorded next.

        If they take effect after all others, the fold continues from the one already computed.
        """
        extended = replace(self, entries=self.entries + entries)
        if "changes" in self.__dict__ and self._continued_by(entries):
            new = tuple(changed(self.journey, entries))
            extended.__dict__.update(
                latest=max((self.latest, *(entry.event.on for entry in entries))),
                retracted=self.retracted,
                in_force=self.in_force + entries,
                changes=self.changes + new,
                _changes_to={
                    slices: known + _that_change(slices, new)
                    for slices, known in self._changes_to.items()
                },
            )
        return extended

    def _continued_by(self, entries: tuple[Entry, ...]) -> bool:
        """Whether these take effect in this order, after all other entries, and retract nothing."""
        day = self.in_force[-1].event.on if self.in_force else date.min
        for entry in entries:
            if isinstance(entry.event, EntryRetracted) or not day <= entry.event.on <= self.until:
                return False
            day = entry.event.on
        return True

    def memoised(self, view: Callable[["History"], T]) -> T:
        """Return a view of this history, memoised per history."""
        if view not in self._memoised:
            self._memoised[view] = view(self)
        return cast("T", self._memoised[view])

    @cached_property
    def _memoised(self) -> dict[Callable[["History"], object], object]:
        return {}

    def followed_by(self, events: Iterable[Event]) -> Self:
        """Return the history as it would read with these events recorded next."""
        last = self.entries[-1] if self.entries else None
        return replace(
            self,
            entries=self.entries
            + tuple(
                Entry(
                    journey=self.stream if last else JourneyId(UUID(int=0)),
                    version=version,
                    position=last.position if last else 0,
                    recorded_at=last.recorded_at if last else datetime.min.replace(tzinfo=UTC),
                    actor="",
                    event=event,
                )
                for version, event in enumerate(events, start=self.version + 1)
            ),
        )

    def of_request(self, request_id: str) -> tuple[Entry, ...]:
        """Return the entries that were recorded for that request."""
        return tuple(entry for entry in self.entries if entry.request_id == request_id)


def is_own(number: int) -> bool:
    """Return whether an entry of this number is of the journey's own stream."""
    return number < JOINED


def _number(entry: Entry) -> int:
    return entry.version


def _renumbered(entry: Entry, numbered_from: int) -> Entry:
    """Return an entry of a joined stream as it is numbered in the history of both."""
    event = entry.event
    if isinstance(event, EntryRetracted):
        event = event.model_copy(update={"entry": event.entry + numbered_from})
    return entry._replace(version=entry.version + numbered_from, event=event)


def _that_change(slices: Slices, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(
        change
        for change in changes
        if not all(map(is_, slices(change.before), slices(change.after)))
    )


def changed(journey: Journey, entries: Iterable[Entry]) -> Iterator[Change]:
    """Yield the change that each of these entries makes to a journey, one after the other."""
    for entry in entries:
        before, journey = journey, evolve(journey, entry.event)
        yield Change(entry, before, journey)
