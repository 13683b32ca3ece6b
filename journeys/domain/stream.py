"""A stream: its entries, as known at a moment and in force on a day (bitemporal).

What every kind of stream has in common. A journey (`history.py`) and an employer
(`employers/history.py`) each say what their entries fold into.
"""

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from operator import is_not
from types import MappingProxyType
from typing import Any, ClassVar, Generic, NamedTuple, Protocol, Self, TypeAlias, TypeVar, cast
from uuid import UUID

from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JoiningFact
from journeys.domain.roles import Principal


class AnyEntry(Protocol):
    """One entry of a stream of any kind: the event, and when, where and by whom it was recorded."""

    @property
    def version(self) -> int:
        """Counts the entries of its stream from 1."""

    @property
    def position(self) -> int:
        """Counts the entries of its whole log from 1."""

    @property
    def recorded_at(self) -> datetime:
        """When the log recorded it."""

    @property
    def actor(self) -> str:
        """Who recorded it."""

    @property
    def role(self) -> str | None:
        """In which role; None in entries from before roles were recorded."""

    @property
    def on_behalf_of(self) -> Principal | None:
        """For whom it was recorded; None where the actor recorded for themselves."""

    @property
    def event(self) -> Any:  # noqa: ANN401 - an event of the kind of stream
        """What happened."""

    @property
    def request_id(self) -> str | None:
        """The id of the request that it answered."""


N = TypeVar("N", bound=AnyEntry)
S = TypeVar("S")
V = TypeVar("V")
T = TypeVar("T")


class Change(NamedTuple, Generic[N, S]):
    """An entry in force, and the state of its stream just before and just after it."""

    entry: N
    before: S
    after: S


@dataclass(frozen=True)
class StreamHistory(Generic[N, S, V]):
    """Historik: the entries of one stream in the order they were recorded.

    `known_at` and `on` return the history as of another moment or day. They can be combined in any
    order, any number of times.
    """

    empty: ClassVar[Any]
    """The state of a stream without entries."""
    evolve: ClassVar[Any]
    """Returns the state after an event. Total: no event in any state is refused."""
    opening: ClassVar[str]
    """The name of what most facts of such a stream rest on."""

    entries: tuple[N, ...] = ()
    until: date = field(default=date.max)

    @property
    def version(self) -> int:
        """The version of the newest entry of its own stream; 0 where there is none."""
        return self.entries[-1].version if self.entries else 0

    @abstractmethod
    def _next(self, version: int, event: V) -> N:
        """Return the entry of an event as it would read recorded next."""

    def _is_left_out(self, _entry: N) -> bool:
        """Whether an entry that nothing retracts is not in force all the same."""
        return False

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
        # What was in force on an earlier day is the beginning of what is: one fold is for both.
        earlier.__dict__.update(
            retracted=self.retracted, in_force=self.in_force[: self._place(day)], _fold=self._fold
        )
        return earlier

    def as_of(self, on: date | None = None, known_at: datetime | None = None) -> Self:
        """Return the history as of a day and a moment; None sets no limit."""
        history = self if known_at is None else self.known_at(known_at)
        return history if on is None else history.on(on)

    @cached_property
    def retracted(self) -> Mapping[int, N]:
        """By version, each retracted entry, with the entry that retracts it.

        A retraction can itself be retracted, so the newest is read first. A retraction of itself
        or of a later entry has no effect.
        """
        if not any(isinstance(entry.event, EntryRetracted) for entry in self.entries):
            return MappingProxyType({})
        place = {entry.version: nr for nr, entry in enumerate(self.entries)}
        retracted: dict[int, N] = {}
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
    def in_force(self) -> tuple[N, ...]:
        """The entries in force, by day of effect, then as recorded; without retractions."""
        until, retracted, is_left_out = self.until, self.retracted, self._is_left_out
        return tuple(
            sorted(
                (
                    entry
                    for entry in self.entries
                    if entry.event.on <= until
                    and entry.version not in retracted
                    and not isinstance(entry.event, EntryRetracted)
                    and not is_left_out(entry)
                ),
                key=lambda entry: entry.event.on,
            )
        )

    @property
    def events(self) -> Iterable[V]:
        """The events in force, by day of effect, then as recorded."""
        return (entry.event for entry in self.in_force)

    def since(self, day: date) -> tuple[N, ...]:
        """Return the entries in force that take effect on that day or later, in their order."""
        return self.in_force[bisect_left(self.in_force, day, key=_day) :]

    def _place(self, day: date) -> int:
        """Return how many of the entries in force take effect on that day or before."""
        return bisect_right(self.in_force, day, key=_day)

    @cached_property
    def changes(self) -> tuple[Change[N, S], ...]:
        """The entries in force, in order, each with the state before and after it."""
        folded, wanted = self._fold.changes, len(self.in_force)
        if len(folded) < wanted:
            state = folded[-1].after if folded else self.empty
            folded += tuple(self._changed(state, self.in_force[len(folded) :]))
            # Set as a whole: a thread that folds the same meanwhile finds the one or the other.
            self._fold.changes = folded
        return folded[:wanted]

    @cached_property
    def _fold(self) -> "_Fold[N, S]":
        return _Fold()

    def _changed(self, state: S, entries: Iterable[N]) -> Iterator[Change[N, S]]:
        """Yield the change that each of these entries makes to a state, one after the other."""
        evolve = type(self).evolve
        for entry in entries:
            before, state = state, evolve(state, entry.event)
            yield Change(entry, before, state)

    def changes_to(self, slices: Callable[[S], tuple[object, ...]]) -> tuple[Change[N, S], ...]:
        """Return the changes to any of these slices of the state, memoised per history.

        An unchanged slice is the same object before and after an entry.
        """
        if slices not in self._changes_to:
            self._changes_to[slices] = _that_change(slices, self.changes)
        return self._changes_to[slices]

    @cached_property
    def _changes_to(
        self,
    ) -> dict[Callable[[S], tuple[object, ...]], tuple[Change[N, S], ...]]:
        return {}

    @property
    def state(self) -> S:
        """The fold of the events in force."""
        return self.changes[-1].after if self.changes else cast("S", self.empty)

    def extended_by(self, entries: tuple[N, ...]) -> Self:
        """Return the history with these entries recorded next.

        What takes effect before all of them is not folded again.
        """
        if not entries:
            return self
        extended = replace(self, entries=self.entries + entries)
        if "in_force" in self.__dict__ and not any(map(_changes_what_is_in_force, entries)):
            in_force, place = list(self.in_force), len(self.in_force)
            extended.__dict__["retracted"] = self.retracted
            for entry in entries:
                if entry.event.on <= self.until and not extended._is_left_out(entry):  # noqa: SLF001
                    at = bisect_right(in_force, entry.event.on, key=_day)
                    in_force.insert(at, entry)
                    place = min(place, at)
            extended.__dict__.update(
                in_force=tuple(in_force), _fold=_Fold(self._fold.changes[:place])
            )
        return extended

    def memoised(self, view: Callable[[Any], T]) -> T:
        """Return a view of this history, memoised per history."""
        if view not in self._memoised:
            self._memoised[view] = view(self)
        return cast("T", self._memoised[view])

    @cached_property
    def _memoised(self) -> dict[Callable[[Any], object], object]:
        return {}

    def followed_by(self, events: Iterable[V]) -> Self:
        """Return the history as it would read with these events recorded next."""
        new = (self._next(nr, event) for nr, event in enumerate(events, start=self.version + 1))
        return self.extended_by(tuple(new))

    def of_request(self, request_id: str) -> tuple[N, ...]:
        """Return the entries that were recorded for that request."""
        return tuple(entry for entry in self.entries if entry.request_id == request_id)


class _Fold(Generic[N, S]):
    """The changes folded so far: those of the first entries in force, of a day or of a later one.

    It is shared by the histories of other days, so that each entry is folded once for all of them.
    """

    __slots__ = ("changes",)

    def __init__(self, changes: tuple[Change[N, S], ...] = ()) -> None:
        self.changes = changes


AnyHistory: TypeAlias = StreamHistory[Any, Any, Any]
"""The history of a stream of any kind."""


def _day(entry: AnyEntry) -> date:
    """Return the day of effect of an entry."""
    on: date = entry.event.on
    return on


def _changes_what_is_in_force(entry: AnyEntry) -> bool:
    """Whether an entry may put others out of force, or back into it."""
    return isinstance(entry.event, EntryRetracted | JoiningFact)


def _that_change(
    slices: Callable[[S], tuple[object, ...]], changes: tuple[Change[N, S], ...]
) -> tuple[Change[N, S], ...]:
    """Return those of these changes, each of which follows the one before, that change a slice."""
    found = list[Change[N, S]]()
    before = slices(changes[0].before) if changes else ()
    for change in changes:
        if change.after is change.before:
            continue
        after = slices(change.after)
        if any(map(is_not, before, after)):
            found.append(change)
        before = after
    return tuple(found)


NEVER = datetime.min.replace(tzinfo=UTC)
"""When an entry was recorded that is recorded next, on a stream without entries."""

NOBODY = UUID(int=0)
"""The stream of an entry that is recorded next, where it has no entries yet."""
