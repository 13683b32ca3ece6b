"""The parts of a store, and a view of each journey of a part: what runs in whatever process."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, NamedTuple, TypeVar

from journeys.app.logged_reads import RESTRICTED
from journeys.app.ports.population import Part
from journeys.app.ports.store import Store, Transaction
from journeys.app.slices import digits_for, divided, slice_of, slices
from journeys.domain.decisions.restriction import may_open
from journeys.domain.errors import StoreError
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.by_name import Asked

T = TypeVar("T")


class StoreParts(NamedTuple):
    """Dele: the parts of a store as it was at one moment."""

    parts: Sequence[Part]
    set_aside: Mapping[str, Mapping[str, Message]]
    """By slice, the streams that are no journey's, and why."""
    now: datetime


def parts_of(transaction: Transaction, store: str) -> StoreParts:
    """Return the parts of a store, as it is in this transaction. `store` is what it is called.

    They are read up to the position that its log has now: so all of them are of one state of it,
    however long that takes.
    """
    upto = transaction.log.last_position
    digits = digits_for(upto)
    strange = defaultdict[str, dict[str, Message]](dict)
    for name, why in transaction.many.set_aside().items():
        strange[slice_of(name, digits)][name] = why
    return StoreParts(
        divided(transaction.log.journeys(), digits, upto, store),
        {each: strange[each] for each in slices(digits)},
        transaction.now,
    )


@dataclass(frozen=True)
class Answered(Generic[T]):
    """Besvaret: what a part answers, before the looks at it are logged."""

    answers: dict[JourneyId, T] = field(default_factory=dict)
    streams: dict[JourneyId, tuple[JourneyId, ...]] = field(default_factory=dict)
    """Of each journey that is answered about, the streams that its history has."""
    set_aside: dict[str, Message] = field(default_factory=dict)
    stamped_ahead: int = 0


@dataclass(frozen=True)
class Asking(Generic[T]):
    """Spørgsmål: a view of each journey, on a day, as known at a moment; pure but for the store."""

    view: Asked[T]
    book: Rulebook
    on: date
    known_at: datetime | None
    now: datetime
    actor: Actor | None
    """Whose looks they are; None where nobody is shown, and so nobody is restricted."""

    def __call__(self, store: Store, part: Part) -> Answered[T]:
        """Return what is answered about the journeys of a part, in the order of their ids."""
        with store.reading() as transaction:
            found = transaction.many.read_up_to(part.journeys, part.upto)
        book, known_at, ahead = self.book.known_at(self.known_at), self.known_at, 0
        answered = Answered[T]()
        for journey, history in found.items():
            if isinstance(history, StoreError):
                answered.set_aside[str(journey)] = history.sentence
                continue
            if self.actor is not None and not may_open(
                history, self.actor, self.book, self.now.date()
            ):
                answered.set_aside[str(journey)] = RESTRICTED
                continue
            known = history
            if known_at is not None:
                ahead += history.stamped_ahead(known_at, self.now)
                known = history.known_at(known_at)
            if known.entries:
                answered.answers[journey] = self.view(known, book, self.on, known_at)
                answered.streams[journey] = history.streams
        return Answered(answered.answers, answered.streams, answered.set_aside, ahead)
