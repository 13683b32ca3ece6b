"""Retiring: the closed journeys of a day, and which of them the municipality keeps no longer."""

from datetime import date

from journeys.app.histories import histories
from journeys.app.logged_reads import RESTRICTED, LoggedReads
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.access import require_may_manage
from journeys.domain.decisions.erasure import still_walked_with
from journeys.domain.vocabulary import JourneyId
from journeys.projections.retirements import Retirements, by_due_day, closed_journey, periods


def closed_journeys(logged: LoggedReads, on: date, only: JourneyId | None) -> Retirements:
    """Return the closed journeys of a day, or one of them, each a logged look.

    Refused: role-may-not, still-walked-with. Raises UnknownJourney, Erased.
    """
    require_may_manage(logged.actor, logged.book)

    def found(transaction: Transaction) -> Retirements:
        if only is None:
            ids, damaged = transaction.queries.closed(on)
        else:
            ids, damaged = [transaction.log.existing(only).stream], {}
        restricted, closed = logged.restricted(transaction), []
        set_aside = {**damaged, **{str(each): RESTRICTED for each in ids if each in restricted}}
        may_open = [each for each in ids if each not in restricted]
        for each, history in histories(transaction, set_aside, only=may_open):
            if line := closed_journey(each, history, logged.book, on):
                closed.append(line)
            elif only is not None:
                raise still_walked_with(on)
        return Retirements(
            on=on,
            periods=periods(logged.book.keeping),
            journeys=tuple(sorted(closed, key=by_due_day)),
            set_aside=set_aside,
        )

    return logged.across(
        "retirements", found, lambda view: (each.journey for each in view.journeys)
    )
