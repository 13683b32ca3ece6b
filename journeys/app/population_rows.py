"""Everybody's rows, to be taken out: each look is logged before the rows of a part are returned."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import NamedTuple

from journeys.app.logged_reads import RESTRICTED, LoggedReads
from journeys.app.population import PartAnswers, Population
from journeys.app.ports.maintenance import Progress
from journeys.app.sealing import Sealing
from journeys.domain.decisions.access import require_may_export, require_may_export_ids
from journeys.domain.decisions.forms import not_understood
from journeys.domain.errors import StoreError
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.projections.population_rows import (
    EmployerRows,
    JourneyRows,
    Naming,
    employer_rows,
    journey_rows,
)
from journeys.projections.process_log import KEY_LENGTH

LOOK, LOOK_WITH_IDS = "population-rows", "population-rows-with-ids"
"""What a look at one of them is called."""


@dataclass(frozen=True)
class Rows:
    """Rækker: which rows are taken out of which stores, and what everything is called in them.

    Refused: role-may-not, where the actor may not export journeys, see several people at once, or
    take out ids; not-understood, where the key is of another length.
    """

    population: Population
    naming: Naming
    upto: date | None = None
    """Only what takes effect up to this day; None for every day, planned ones too."""
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        if len(self.naming.key) != KEY_LENGTH:
            raise not_understood("key", Message("{count} random bytes", count=KEY_LENGTH))
        for logged in self.stores.values():
            require_may_export(logged.actor, logged.book)
            if self.naming.with_ids:
                require_may_export_ids(logged.actor, logged.book)

    @property
    def stores(self) -> Mapping[str, LoggedReads]:
        """The stores by the code of the municipality; empty for a single one."""
        return self.population.stores

    def book(self, store: str) -> Rulebook:
        """Return the rulebook by which the rows of a store are made."""
        return self.stores[store].book.known_at(self.known_at)

    def parts(
        self,
        *,
        today: date,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Progress | None = None,
        done: Collection[str] = (),
    ) -> Iterator[PartAnswers[JourneyRows]]:
        """Yield the rows of every journey, part by part, as `Population.answers`."""
        look = LOOK_WITH_IDS if self.naming.with_ids else LOOK
        return replace(self.population, look=look).answers(
            partial(journey_rows, naming=self.naming, upto=self.upto),
            on=today,
            known_at=self.known_at,
            executor=executor,
            workers=workers,
            progress=progress,
            done=done,
        )

    def of_employers(self, store: str) -> "OfEmployers":
        """Return the rows of every employer of a store, and a checkpoint that covers what was read.

        No citizen is in them, so no look is logged.
        """
        logged, found = self.stores[store], list[EmployerRows]()
        with logged.store.reading() as transaction:
            every = transaction.employers.employers()
            read = transaction.employers.read_together(every).values()
            readable = [each for each in read if not isinstance(each, StoreError)]
        for each in readable:
            known = each.as_of(known_at=self.known_at)
            if known.entries:
                found.append(employer_rows(known, self.naming, self.upto))
        checkpoint = Sealing(logged.store, logged.book).checkpoint()
        return OfEmployers(found, len(every) - len(readable), checkpoint)


class OfEmployers(NamedTuple):
    """Virksomheders rækker: of one store, and the checkpoint that was made after all was read."""

    rows: list[EmployerRows]
    unreadable: int
    """How many employers could not be read."""
    checkpoint: str


def left_out(whys: Iterable[Message]) -> Mapping[str, int]:
    """Return how many journeys were set aside, by why: restricted to others, or unreadable."""
    return Counter("restricted" if why == RESTRICTED else "unreadable" for why in whys)
