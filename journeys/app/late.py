"""What was done late: duties that were met late, and rulings explained late, across journeys.

As known now the read tables say in which journeys to look; as known at a moment every history is
read. Which clock ran late is read off the histories alone.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import TypeVar

from journeys.app.histories import histories
from journeys.app.logged_reads import LoggedReads
from journeys.app.ports.maintenance import Progress
from journeys.app.ports.store import Transaction
from journeys.domain.history import History
from journeys.domain.vocabulary import JourneyId
from journeys.projections.late import MetLate, late_duties
from journeys.projections.late_rulings import LateRulings, late_rulings
from journeys.projections.view import SetAside

T = TypeVar("T")


def met_late(
    logged: LoggedReads,
    *,
    on: date,
    known_at: datetime | None,
    kind: str | None,
    progress: Progress | None,
) -> MetLate:
    """Return the duties that were met late by a day, each a logged look at the journey.

    Refused: role-may-not.
    """
    book = logged.book.known_at(known_at)

    def found(transaction: Transaction) -> MetLate:
        only = None if known_at else transaction.queries.maybe_met_late(on, logged.book, kind)
        duties, set_aside, ahead = _searched(
            transaction,
            only,
            known_at,
            lambda journey, history: late_duties(journey, history, book, on, kind),
            progress,
        )
        duties.sort(key=lambda each: (each.clocks.due, each.since, str(each.journey)))
        view = MetLate(
            on=on, known_at=known_at, kind=kind, duties=tuple(duties), set_aside=set_aside
        )
        return view.with_stamped_ahead(ahead)

    return logged.open_to_actor(
        "met-late", found, lambda view: (each.journey for each in view.duties)
    )


def explained_late(
    logged: LoggedReads, *, on: date, known_at: datetime | None, progress: Progress | None
) -> LateRulings:
    """Return the rulings against the wish that were explained late or not, each a logged look.

    Refused: role-may-not.
    """
    book = logged.book.known_at(known_at)

    def found(transaction: Transaction) -> LateRulings:
        only = None if known_at else transaction.queries.ruled_against(on, logged.book)
        rulings, set_aside, ahead = _searched(
            transaction,
            only,
            known_at,
            lambda journey, history: late_rulings(journey, history, book, on),
            progress,
        )
        rulings.sort(key=lambda each: (each.made, str(each.journey), each.entry))
        view = LateRulings(on=on, known_at=known_at, rulings=tuple(rulings), set_aside=set_aside)
        return view.with_stamped_ahead(ahead)

    return logged.open_to_actor(
        "late-rulings", found, lambda view: (each.journey for each in view.rulings)
    )


def _searched(
    transaction: Transaction,
    only: Sequence[JourneyId] | None,
    known_at: datetime | None,
    late: Callable[[JourneyId, History], Iterable[T]],
    progress: Progress | None,
) -> tuple[list[T], SetAside, int]:
    """Return what is late in these histories, those that cannot be read, and what a clock hides."""
    found, set_aside, ahead = list[T](), dict(transaction.many.set_aside()), 0
    for journey, history in histories(transaction, set_aside, only=only, progress=progress):
        if known_at is not None:
            ahead += history.stamped_ahead(known_at, transaction.now)
        found += late(journey, history.as_of(known_at=known_at))
    return found, set_aside, ahead
