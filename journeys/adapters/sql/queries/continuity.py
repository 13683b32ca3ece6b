"""The continuity of every municipality in the store: `projections.continuity` over all journeys."""

from datetime import date
from typing import Any

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

from journeys.adapters.sql.queries.days_between import days_between
from journeys.adapters.sql.readmodels.tables import duties, journeys, owed
from journeys.adapters.sql.readmodels.tables import periods as table
from journeys.domain.duties import HANDOVER
from journeys.projections.continuity import (
    EFFORTS,
    ContinuityOverview,
    MunicipalContinuity,
    per_year,
)
from journeys.projections.periods import NEW_CASEWORKER


def continuity_overview(connection: Connection, on: date) -> ContinuityOverview:
    """Return the continuity of every municipality in the store on that day, as known now."""
    walks = walks_on(on).cte("walks")
    efforts = efforts_of(walks, on).cte("efforts")
    gaps = longest_gaps(walks, efforts)
    accepted_by_then = and_(table.c.track == "accepted-offer", table.c.starts <= on)
    accepted = _counted(table, accepted_by_then)
    changes = _counted(table, accepted_by_then, table.c.value == NEW_CASEWORKER)
    offers = _counted(duties, duties.c.kind == HANDOVER, duties.c.since <= on)
    waiting = _counted(duties, duties.c.kind == HANDOVER, owed(on))
    not_accepted = func.coalesce(offers.c.number, 0) - func.coalesce(accepted.c.number, 0)
    first = (
        select(efforts.c.journey, func.min(efforts.c.starts).label("starts"))
        .group_by(efforts.c.journey)
        .subquery()
    )
    soon = days_between(walks.c.opened, first.c.starts)
    statement = (
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
        .outerjoin(accepted, accepted.c.journey == walks.c.journey)
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
                changes_a_year=per_year(int(row.changes), int(row.days or 0)),
                handovers_waiting=row.waiting,
                handovers_not_accepted=row.not_accepted,
                without_effort=row.journeys - row.begun,
                days_to_first_effort=None if row.soon is None else round(float(row.soon), 1),
                longest_gap=row.gap,
            )
            for row in connection.execute(statement)
        ),
    )


def walks_on(on: date) -> Select[Any]:
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


def efforts_of(walks: CTE, on: date) -> Select[Any]:
    """Select the periods of efforts, within the days of the journey."""
    ends = case(
        (or_(table.c.ends.is_(None), table.c.ends > walks.c.until), walks.c.until),
        else_=table.c.ends,
    )
    starts = case((table.c.starts < walks.c.opened, walks.c.opened), else_=table.c.starts)
    return (
        select(walks.c.journey, starts.label("starts"), ends.label("ends"), table.c.paid_hours)
        .join(table, table.c.journey == walks.c.journey)
        .where(
            table.c.track.in_(EFFORTS),
            table.c.starts <= on,
            table.c.starts <= walks.c.until,
            ends >= walks.c.opened,
        )
    )


def longest_gaps(walks: CTE, efforts: CTE) -> Subquery:
    """Select the most days in a row without an effort, by journey."""
    periods_in_order = union_all(
        select(walks.c.journey, walks.c.opened.label("starts"), walks.c.opened.label("ends")),
        select(efforts.c.journey, efforts.c.starts, efforts.c.ends),
        select(walks.c.journey, walks.c.until, walks.c.until),
    ).subquery()
    covered = func.max(periods_in_order.c.ends).over(
        partition_by=periods_in_order.c.journey,
        order_by=(periods_in_order.c.starts, periods_in_order.c.ends),
        rows=(None, -1),
    )
    each = select(
        periods_in_order.c.journey, days_between(covered, periods_in_order.c.starts).label("gap")
    ).subquery()
    return (
        select(each.c.journey, func.max(each.c.gap).label("gap"))
        .group_by(each.c.journey)
        .subquery()
    )


def _counted(of: Table, *where: ColumnElement[bool]) -> Subquery:
    """Select the number of rows by journey."""
    return (
        select(of.c.journey, func.count().label("number"))
        .where(*where)
        .group_by(of.c.journey)
        .subquery()
    )
