"""Continuity: changes of caseworker, days to the first effort, and gaps without any.

A change of caseworker is an offered handover that somebody else accepted, also on the day it was
offered; several on one day are several changes. Accepted by the person who is responsible already,
it is none. Nothing else is a change: opening a journey, by hand or by an import, names its first
caseworker; a journey that rests, is resumed or closed keeps the one it has.
"""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from uuid import UUID

from journeys.domain.duties import HANDOVER
from journeys.domain.duties import duties as duties_in
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.periods import NEW_CASEWORKER, Period, periods
from journeys.projections.view import View

EFFORTS = ("placement", "measure", "education")
DAYS_IN_A_YEAR = 365.25


class Continuity(View):
    """Sammenhæng i ét forløb, from the day it was opened to `on`."""

    journey: UUID
    on: date
    opened: date | None
    """None where it was not opened by that day; then every other number is zero or None."""
    caseworker_changes: int
    changes_a_year: float
    """The average over all years so far; less than a year counts as one."""
    handovers_waiting: int
    """Offers that nobody has answered yet."""
    handovers_not_accepted: int
    """Offers not accepted: waiting, declined, overtaken by another, or open when it was closed."""
    days_to_first_effort: int | None
    longest_gap: int
    """The most days in a row without any placement, measure or education."""


class MunicipalContinuity(View):
    """Sammenhæng i en kommune: the same, over all of its journeys."""

    municipality: str
    journeys: int
    caseworker_changes: int
    changes_a_year: float
    handovers_waiting: int
    handovers_not_accepted: int
    without_effort: int
    """How many journeys had no effort yet."""
    days_to_first_effort: float | None
    """The mean over the journeys with an effort; None where there are none."""
    longest_gap: int


class ContinuityOverview(View):
    """Sammenhæng, for each municipality in the store."""

    on: date
    municipalities: tuple[MunicipalContinuity, ...]


def continuity(journey_id: UUID, history: History, book: Rulebook, on: date) -> Continuity:
    """Return the continuity of one journey, from the day it was opened to that day."""
    as_of = history.on(on)
    people, all_periods = as_of.journey.people, periods(as_of)
    if people.opened is None:
        return Continuity(
            journey=journey_id,
            on=on,
            opened=None,
            caseworker_changes=0,
            changes_a_year=0,
            handovers_waiting=0,
            handovers_not_accepted=0,
            days_to_first_effort=None,
            longest_gap=0,
        )
    opened = people.opened
    until = max(opened, _last_day(all_periods, on))
    accepted = [period.value for period in all_periods if period.track == "accepted-offer"]
    changes = accepted.count(NEW_CASEWORKER)
    efforts = sorted(_efforts(all_periods, opened, until))
    offers = [duty for duty in duties_in(as_of, book) if duty.kind == HANDOVER]
    return Continuity(
        journey=journey_id,
        on=on,
        opened=opened,
        caseworker_changes=changes,
        changes_a_year=per_year(changes, (until - opened).days),
        handovers_waiting=sum(offer.is_open(on) for offer in offers),
        handovers_not_accepted=len(offers) - len(accepted),
        days_to_first_effort=(efforts[0][0] - opened).days if efforts else None,
        longest_gap=max(_gaps([(opened, opened), *efforts, (until, until)])),
    )


def per_year(changes: int, days: int) -> float:
    """Return how many changes a year these are on average; less than a year counts as one."""
    return round(changes / max(1.0, days / DAYS_IN_A_YEAR), 2)


def _last_day(all_periods: tuple[Period, ...], on: date) -> date:
    """Return the day the journey was closed, else `on`."""
    ends = [period.ends for period in all_periods if period.track == "journey"]
    return on if not ends or None in ends else max(end for end in ends if end is not None)


def _efforts(
    all_periods: tuple[Period, ...], opened: date, until: date
) -> Iterator[tuple[date, date]]:
    for period in all_periods:
        ends = min(period.ends or until, until)
        if period.track in EFFORTS and ends >= opened and period.starts <= until:
            yield max(period.starts, opened), ends


def _gaps(stretches: list[tuple[date, date]]) -> Iterator[int]:
    covered = stretches[0][1]
    for (_, ended), (starts, _ends) in pairwise(stretches):
        covered = max(covered, ended)
        yield max(0, (starts - covered).days)
