"""Continuity: how often the caseworker changed, how soon an effort began, how long none ran."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CTE,
    ColumnElement,
    Connection,
    Date,
    Select,
    Subquery,
    Table,
    and_,
    case,
    func,
    literal,
    or_,
    select,
    union_all,
)

from journeys.domain.duties import HANDOVER
from journeys.domain.duties import duties as duties_in
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.dates import days_between
from journeys.projections.periods import Period, periods
from journeys.projections.tables import duties, journeys, owed
from journeys.projections.tables import periods as table
from journeys.projections.view import View

EFFORTS = ("placement", "measure", "education")
DAYS_IN_A_YEAR = 365.25


class Continuity(View):
    """Sammenhæng i ét forløb, from the day it was opened to a day."""

    journey: UUID
    on: date
    opened: date | None
    """None where it was not opened by that day; then all else is nothing."""
    caseworker_changes: int
    changes_a_year: float
    """Over all years walked so far; less than a year counts as one."""
    handovers_waiting: int
    """Offered, and not answered yet."""
    handovers_not_accepted: int
    """Offered, and not taken: waiting, declined, or taken over by somebody else."""
    days_to_first_effort: int | None
    longest_gap: int
    """Days in a row without any placement, measure or education."""


class MunicipalContinuity(View):
    """Sammenhæng i en kommune: the same over all of its journeys."""

    municipality: str
    journeys: int
    caseworker_changes: int
    changes_a_year: float
    handovers_waiting: int
    handovers_not_accepted: int
    without_effort: int
    """Journeys on which no effort has begun."""
    days_to_first_effort: float | None
    """The mean over those on which one has; None where there are none."""
    longest_gap: int


class ContinuityOverview(View):
    """Sammenhæng, a line for each municipality in the store."""

    on: date
    municipalities: tuple[MunicipalContinuity, ...]


def continuity(journey_id: UUID, history: History, book: Rulebook, on: date) -> Continuity:
    """Return the continuity of one journey, from the day it was opened to that day."""
    seen = history.on(on)
    people, told = seen.journey.people, periods(seen)
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
    until = max(opened, _last_day(told, on))
    changes = sum(period.track == "caseworker" for period in told) - 1
    efforts = sorted(_efforts(told, opened, until))
    offers = [duty for duty in duties_in(seen, book) if duty.kind == HANDOVER]
    return Continuity(
        journey=journey_id,
        on=on,
        opened=opened,
        caseworker_changes=changes,
        changes_a_year=a_year(changes, (until - opened).days),
        handovers_waiting=sum(offer.is_open(on) for offer in offers),
        handovers_not_accepted=max(0, len(offers) - changes),
        days_to_first_effort=(efforts[0][0] - opened).days if efforts else None,
        longest_gap=max(_gaps([(opened, opened), *efforts, (until, until)])),
    )


def a_year(changes: int, days: int) -> float:
    """Return how many changes a year that is; less than a year counts as one."""
    return round(changes / max(1.0, days / DAYS_IN_A_YEAR), 2)


def _last_day(told: tuple[Period, ...], on: date) -> date:
    """Return the day the journey was closed, where it is; else the day asked about."""
    ends = [period.ends for period in told if period.track == "journey"]
    return on if not ends or None in ends else max(end for end in ends if end is not None)


def _efforts(told: tuple[Period, ...], opened: date, until: date) -> Iterator[tuple[date, date]]:
    for period in told:
        ends = min(period.ends or until, until)
        if period.track in EFFORTS and ends >= opened and period.starts <= until:
            yield max(period.starts, opened), ends


def _gaps(stretches: list[tuple[date, date]]) -> Iterator[int]:
    covered = stretches[0][1]
    for (_, ended), (starts, _ends) in pairwise(stretches):
        covered = max(covered, ended)
        yield max(0, (starts - covered).days)


def continuity_overview(connection: Connection, on: date) -> ContinuityOverview:
    """Return the continuity of every municipality in the store on that day, as known now."""
    walks = _walks(on).cte("walks")
    efforts = _efforts_of(walks, on).cte("efforts")
    gaps = _longest_gaps(walks, efforts)
    changes = _counted(table, table.c.track == "caseworker", table.c.starts <= on, less=1)
    offers = _counted(duties, duties.c.kind == HANDOVER, duties.c.since <= on)
    waiting = _counted(duties, duties.c.kind == HANDOVER, owed(on))
    taken = func.coalesce(changes.c.number, 0)
    not_accepted = case((offers.c.number > taken, offers.c.number - taken), else_=0)
    first = (
        select(efforts.c.journey, func.min(efforts.c.starts).label("starts"))
        .group_by(efforts.c.journey)
        .subquery()
    )
    soon = days_between(walks.c.opened, first.c.starts)
    asked = (
        select(
            walks.c.municipality,
            func.count().label("journeys"),
            func.coalesce(func.sum(changes.c.number), 0).label("changes"),
            func.sum(days_between(walks.c.opened, walks.c.until)).label("days"),
            func.coalesce(func.sum(waiting.c.number), 0).label("waiting"),
            func.sum(not_accepted).label("not_accepted"),
            func.count(first.c.starts).label("begun"),
            func.avg(soon).label("soon"),
            func.coalesce(func.max(gaps.c.gap), 0).label("gap"),
        )
        .outerjoin(changes, changes.c.journey == walks.c.journey)
        .outerjoin(offers, offers.c.journey == walks.c.journey)
        .outerjoin(waiting, waiting.c.journey == walks.c.journey)
        .outerjoin(first, first.c.journey == walks.c.journey)
        .outerjoin(gaps, gaps.c.journey == walks.c.journey)
        .group_by(walks.c.municipality)
        .order_by(walks.c.municipality)
    )
    return ContinuityOverview(
        on=on,
        municipalities=tuple(
            MunicipalContinuity(
                municipality=row.municipality,
                journeys=row.journeys,
                caseworker_changes=row.changes,
                changes_a_year=a_year(int(row.changes), int(row.days)),
                handovers_waiting=row.waiting,
                handovers_not_accepted=row.not_accepted,
                without_effort=row.journeys - row.begun,
                days_to_first_effort=None if row.soon is None else round(float(row.soon), 1),
                longest_gap=row.gap,
            )
            for row in connection.execute(asked)
        ),
    )


def _walks(on: date) -> Select[Any]:
    """Select the journeys opened by that day, and up to when each is followed."""
    walk, day = table.alias("walk"), literal(on, Date)
    goes_on = or_(walk.c.ends.is_(None), walk.c.ends > on)
    until = case(
        (func.coalesce(func.max(case((goes_on, 1), else_=0)), 1) == 1, day),
        else_=func.max(walk.c.ends),
    )
    return (
        select(
            journeys.c.journey,
            journeys.c.municipality,
            journeys.c.opened,
            until.label("until"),
        )
        .outerjoin(
            walk,
            and_(
                walk.c.journey == journeys.c.journey,
                walk.c.track == "journey",
                walk.c.starts <= on,
            ),
        )
        .where(journeys.c.opened <= on)
        .group_by(journeys.c.journey, journeys.c.municipality, journeys.c.opened)
    )


def _efforts_of(walks: CTE, on: date) -> Select[Any]:
    """Select the stretches of efforts, cut off where the journey begins and ends."""
    ends = case(
        (or_(table.c.ends.is_(None), table.c.ends > walks.c.until), walks.c.until),
        else_=table.c.ends,
    )
    starts = case((table.c.starts < walks.c.opened, walks.c.opened), else_=table.c.starts)
    return (
        select(walks.c.journey, starts.label("starts"), ends.label("ends"))
        .join(table, table.c.journey == walks.c.journey)
        .where(
            table.c.track.in_(EFFORTS),
            table.c.starts <= on,
            table.c.starts <= walks.c.until,
            ends >= walks.c.opened,
        )
    )


def _longest_gaps(walks: CTE, efforts: CTE) -> Subquery:
    """Select the longest stretch of days without an effort, by journey."""
    stretches = union_all(
        select(walks.c.journey, walks.c.opened.label("starts"), walks.c.opened.label("ends")),
        select(efforts.c.journey, efforts.c.starts, efforts.c.ends),
        select(walks.c.journey, walks.c.until, walks.c.until),
    ).subquery()
    covered = func.max(stretches.c.ends).over(
        partition_by=stretches.c.journey,
        order_by=(stretches.c.starts, stretches.c.ends),
        rows=(None, -1),
    )
    each = select(
        stretches.c.journey, days_between(covered, stretches.c.starts).label("gap")
    ).subquery()
    return (
        select(each.c.journey, func.max(each.c.gap).label("gap"))
        .group_by(each.c.journey)
        .subquery()
    )


def _counted(of: Table, *where: ColumnElement[bool], less: int = 0) -> Subquery:
    """Select how many rows there are, by journey; `less` of them do not count."""
    return (
        select(of.c.journey, (func.count() - less).label("number"))
        .where(*where)
        .group_by(of.c.journey)
        .subquery()
    )
