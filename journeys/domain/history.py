"""A history: the entries of one citizen (`stream.py` says how they are read).

They are those of one stream, and of the streams that were joined to it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import ClassVar, NamedTuple, Self, TypeAlias

from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.fact import JOURNEY
from journeys.domain.events.joining import JourneyAbsorbed, JourneyMerged
from journeys.domain.journey import EMPTY, Event, Journey, evolve
from journeys.domain.roles import Principal
from journeys.domain.stream import NEVER, NOBODY, StreamHistory
from journeys.domain.stream import Change as StreamChange
from journeys.domain.vocabulary import JourneyId

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


Change: TypeAlias = StreamChange[Entry, Journey]
"""An entry in force, and the journey just before and just after it."""


@dataclass(frozen=True)
class History(StreamHistory[Entry, Journey, Event]):
    """Historik: the entries of one journey in the order they were recorded.

    Where another journey was joined to it (`joined_with`), those of both.
    """

    empty: ClassVar = EMPTY
    evolve: ClassVar = staticmethod(evolve)
    opening: ClassVar = JOURNEY

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
        if max(map(_number, self.entries), default=JOINED) < JOINED:
            return (self.stream,)
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

    @property
    def own(self) -> Self:
        """Return the history of its own stream alone."""
        return replace(self, entries=tuple(each for each in self.entries if is_own(each.version)))

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

    def _is_left_out(self, entry: Entry) -> bool:
        """Whether an entry came with a joining that was retracted since."""
        return not is_own(entry.version) and self._is_separated(entry.version)

    def _is_separated(self, number: int) -> bool:
        """Whether an entry came with a joining that was retracted since."""
        by = self.absorption_of(number)
        return by is not None and by.version in self.retracted

    @property
    def journey(self) -> Journey:
        """The fold of the events in force."""
        return self.state

    def _next(self, version: int, event: Event) -> Entry:
        last = self.entries[-1] if self.entries else None
        return Entry(
            journey=self.stream if last else JourneyId(NOBODY),
            version=version,
            position=last.position if last else 0,
            recorded_at=last.recorded_at if last else NEVER,
            actor="",
            event=event,
        )


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
