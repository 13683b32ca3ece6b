"""Retiring: the closed journeys of a day, and which of them the municipality keeps no longer."""

from datetime import date

from journeys.app.logged_reads import RESTRICTED, LoggedReads
from journeys.app.ports.store import Transaction
from journeys.domain.decisions.access import require_may_manage
from journeys.domain.decisions.erasure import still_walked_with
from journeys.domain.errors import StoreError
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
        set_aside, closed = dict(damaged), []
        restricted = logged.restricted(transaction)
        for each in ids:
            history = transaction.many.read(each)
            if each in restricted:
                set_aside[str(each)] = RESTRICTED
            elif isinstance(history, StoreError):
                set_aside[str(each)] = history.sentence
            elif line := closed_journey(each, history, logged.book, on):
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
