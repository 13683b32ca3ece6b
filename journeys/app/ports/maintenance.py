"""Maintenance of the read models: status, check and rebuild."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import datetime
from random import Random
from typing import Literal, NamedTuple, Protocol

from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId
from journeys.projections.law_seal import EditionSeal
from journeys.projections.retirements import Periods
from journeys.projections.view import SetAside, View


class Rebuilt(NamedTuple):
    """Genopbygget: how many journeys' rows were rebuilt, and which journeys cannot be read."""

    journeys: int
    set_aside: Mapping[str, str]
    """By journey, or employer, why. They keep the rows they had."""
    resumed: bool
    """Whether it resumed an interrupted rebuild."""


Progress = Callable[[int, int], None]
"""Called with how many parts are done, and how many there are."""


class Difference(View):
    """Forskel: a row that is not what a fold gives; or a journey that cannot be read, and why."""

    journey: str
    """The id of the journey, or of the employer: see `of`."""
    table: str
    """Empty where the journey, or the employer, cannot be read."""
    nr: int
    """The number of the row among those of its journey; 0 is the journey's own."""
    what: Message
    of: Literal["journey", "employer"] = "journey"
    """Whose row it is."""


class TableStatus(View):
    """One read table: its rows, its size in bytes, and the projection that made it."""

    name: str
    rows: int
    bytes: int
    made_by: int | None
    """The version of the projection that made its rows; None where it is unknown."""
    known: int
    """The version of the projection in this code."""


class Underway(View):
    """A rebuild that runs or was interrupted: how many of its parts are done."""

    done: int
    parts: int


class AheadOfClock(View):
    """Ur foran: entries of one log that are stamped later than now, because a clock was ahead."""

    log: str
    entries: int
    """How many there are."""
    since: int
    """The position of the first."""
    latest: datetime
    """The latest moment that one carries; until then each new entry carries it, too."""


class Status(View):
    """Tilstand: where the log stands, and how the read tables compare with it and this code."""

    position: int
    """Of the newest entry."""
    lag: int
    """Journeys whose rows are older than their newest entry: none, unless somebody altered them."""
    tables: tuple[TableStatus, ...]
    behind_law: int
    """Journeys whose rows were made by an older edition of the law."""
    behind_rulebook: int
    """Journeys whose rows were made by another law, vocabulary, deadline or practice."""
    set_aside: SetAside
    """By journey or employer that cannot be read, why: the last rebuild could not, or its stream is
    damaged."""
    rebuild: Underway | None
    law: tuple[EditionSeal, ...]
    """The editions of the law, as they are in use and as this store sealed them."""
    behind_employers: int = 0
    """Employers whose rows are older than their newest entry, or were made by another rulebook."""
    clock_ahead: tuple[AheadOfClock, ...] = ()
    """The logs with entries stamped later than now; none, unless a clock was once ahead."""
    retention: Periods
    """How long closed journeys are kept, as the municipality's own file says."""


def silent(_done: int, _parts: int) -> None:
    """Report no progress."""


class Maintenance(Protocol):
    """Vedligehold: of the read models of a store.

    None of it shows what is recorded about anybody: a difference is named, never its content.
    """

    def status(self) -> Status:
        """Return where the log stands, and how the read models compare with it and this code."""

    def clock_ahead(self) -> tuple[AheadOfClock, ...]:
        """Return the logs with entries stamped later than now, by the clock that records."""

    def unreadable(self, journeys: Iterable[JourneyId]) -> SetAside:
        """Return those of these journeys that are in the store and cannot be read, and why."""

    def check(
        self, sample: int | None = None, random: Random | None = None
    ) -> Iterator[Difference]:
        """Yield where the rows differ from a fold of the history.

        Of every journey and employer, or of a random `sample` of so many journeys. Each part is
        compared in one state of the store. Nothing is repaired: `rebuild` does that.
        """

    def rebuild(
        self,
        *,
        workers: int = 1,
        only: Collection[str] = (),
        progress: Progress = silent,
    ) -> Rebuilt:
        """Rebuild the read models, or those named `only`, by this code and this rulebook.

        Needed after an upgrade, and after a change of the rulebook that duties depend on. The new
        tables are built alongside the old ones, which stay in use until all is done; employers are
        few, and their rows are brought up to date in place, before the others. An interrupted
        rebuild is resumed. Several `workers` are processes started with `spawn`: call it where
        your main module may be imported. In a transaction of yours, and in a rehearsal, everything
        is rebuilt in that transaction.

        Raises InputUnreadable for an unknown table, KeyMissing where the keys cannot be handed
        to other processes, and StoreBusy where readers keep it from switching.
        """

    def abandon_rebuild(self) -> bool:
        """Drop what an interrupted rebuild has done; return whether there was anything."""
