"""A history: the entries of one stream, as known at a moment and in force on a day."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from operator import is_
from types import MappingProxyType
from typing import NamedTuple, Self, TypeVar, cast
from uuid import UUID

from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.journey import EMPTY, Event, Journey, evolve
from journeys.domain.vocabulary import JourneyId

T = TypeVar("T")

Slices = Callable[[Journey], tuple[object, ...]]
"""What somebody looks at of a journey; the same object where an entry left it as it was."""


class Entry(NamedTuple):
    """One entry of a stream: the event, and when, where and by whom it was recorded.

    `version` counts the entries of this journey from 1, `position` those of the whole store.
    """

    journey: JourneyId
    version: int
    position: int
    recorded_at: datetime
    actor: str
    event: Event
    request_id: str | None = None
    role: str | None = None
    """In which role; None in entries from before roles were kept."""


class Change(NamedTuple):
    """An entry that holds, and the journey just before and just after it."""

    entry: Entry
    before: Journey
    after: Journey


@dataclass(frozen=True)
class History:
    """Historik: the entries of one journey in the order they were recorded.

    `known_at` and `on` give the same history seen from another moment or day; both can be asked
    of any history, in any order, any number of times.
    """

    entries: tuple[Entry, ...] = ()
    until: date = field(default=date.max)

    @property
    def version(self) -> int:
        """The version of the newest entry; 0 where there is none."""
        return self.entries[-1].version if self.entries else 0

    def known_at(self, moment: datetime) -> Self:
        """Return what was recorded at that moment or before.

        Raises ValueError for a moment without a time zone: it would be another one elsewhere.
        """
        if moment.tzinfo is None:
            raise ValueError("known_at needs a moment with a time zone, such as UTC.")
        return replace(
            self, entries=tuple(entry for entry in self.entries if entry.recorded_at <= moment)
        )

    def on(self, day: date) -> Self:
        """Return what was in force on that day: facts whose day of effect had come."""
        if self.until <= day:
            return self
        seen = replace(self, until=day)
        if self.latest <= day:
            # The same entries hold: what they add up to is made out once.
            seen.__dict__.update(
                retracted=self.retracted, in_force=self.in_force, changes=self.changes
            )
        return seen

    def as_of(self, on: date | None = None, known_at: datetime | None = None) -> Self:
        """Return the history on both clocks; None asks for all there is."""
        history = self if known_at is None else self.known_at(known_at)
        return history if on is None else history.on(on)

    @cached_property
    def latest(self) -> date:
        """The last day that any entry takes effect on."""
        return max((entry.event.on for entry in self.entries), default=date.min)

    @cached_property
    def retracted(self) -> Mapping[int, Entry]:
        """By version, each entry that no longer holds, with the retraction that says so.

        A retraction can itself be retracted, so they are read from the newest back. One that
        names itself or a later entry retracts nothing.
        """
        gone: dict[int, Entry] = {}
        for entry in reversed(self.entries):
            event = entry.event
            if (
                isinstance(event, EntryRetracted)
                and entry.version not in gone
                and 1 <= event.entry < entry.version
            ):
                gone.setdefault(event.entry, entry)
        return MappingProxyType(gone)

    @cached_property
    def in_force(self) -> tuple[Entry, ...]:
        """The entries that hold, in order of effect, then of record. Retractions are not shown."""
        return tuple(
            sorted(
                (
                    entry
                    for entry in self.entries
                    if entry.event.on <= self.until
                    and entry.version not in self.retracted
                    and not isinstance(entry.event, EntryRetracted)
                ),
                key=lambda entry: (entry.event.on, entry.version),
            )
        )

    @property
    def events(self) -> Iterable[Event]:
        """The events that hold, in order of effect, then of record."""
        return (entry.event for entry in self.in_force)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The entries that hold, in order, with what each did: for whatever looks at every step."""
        return tuple(changed(EMPTY, self.in_force))

    def changes_to(self, slices: Slices) -> tuple[Change, ...]:
        """Return the changes that touched any of these slices of the journey; most touch others."""
        if slices not in self._moving:
            self._moving[slices] = _that_move(slices, self.changes)
        return self._moving[slices]

    @cached_property
    def _moving(self) -> dict[Slices, tuple[Change, ...]]:
        return {}

    @property
    def journey(self) -> Journey:
        """What the events that hold add up to."""
        return self.changes[-1].after if self.changes else EMPTY

    def extended_by(self, entries: tuple[Entry, ...]) -> Self:
        """Return the history with these entries recorded next.

        Where they only continue what is there, what is made out already is not made out again.
        """
        grown = replace(self, entries=self.entries + entries)
        if "changes" in self.__dict__ and self._continued_by(entries):
            new = tuple(changed(self.journey, entries))
            grown.__dict__.update(
                latest=max((self.latest, *(entry.event.on for entry in entries))),
                retracted=self.retracted,
                in_force=self.in_force + entries,
                changes=self.changes + new,
                _moving={
                    slices: moved + _that_move(slices, new)
                    for slices, moved in self._moving.items()
                },
            )
        return grown

    def _continued_by(self, entries: tuple[Entry, ...]) -> bool:
        """Whether these take effect in this order, after all there is, and retract nothing."""
        day = self.in_force[-1].event.on if self.in_force else date.min
        for entry in entries:
            if isinstance(entry.event, EntryRetracted) or not day <= entry.event.on <= self.until:
                return False
            day = entry.event.on
        return True

    def memoised(self, view: Callable[["History"], T]) -> T:
        """Return what a view says of this history; asked again, it is not made out again."""
        if view not in self._told:
            self._told[view] = view(self)
        return cast("T", self._told[view])

    @cached_property
    def _told(self) -> dict[Callable[["History"], object], object]:
        return {}

    def followed_by(self, events: Iterable[Event]) -> Self:
        """Return the history as it would read with these events recorded next."""
        last = self.entries[-1] if self.entries else None
        return replace(
            self,
            entries=self.entries
            + tuple(
                Entry(
                    journey=last.journey if last else JourneyId(UUID(int=0)),
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


def _that_move(slices: Slices, changes: tuple[Change, ...]) -> tuple[Change, ...]:
    return tuple(
        change
        for change in changes
        if not all(map(is_, slices(change.before), slices(change.after)))
    )


def changed(journey: Journey, entries: Iterable[Entry]) -> Iterator[Change]:
    """Yield what each of these entries does, one after the other, to a journey."""
    for entry in entries:
        before, journey = journey, evolve(journey, entry.event)
        yield Change(entry, before, journey)
