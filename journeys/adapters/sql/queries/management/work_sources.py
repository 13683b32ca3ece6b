"""Rows of the figures about hours and efforts: paid hours, the way to work, and gaps."""

from datetime import date

from sqlalchemy import ColumnElement, FromClause, Subquery, and_, case, exists, func, select

from journeys.adapters.sql.queries.continuity import efforts_of, longest_gaps, walks_on
from journeys.adapters.sql.queries.days_between import days_between
from journeys.adapters.sql.queries.management.rows import Rows, on_day, row, walking, within
from journeys.adapters.sql.queries.overview import hours_step
from journeys.adapters.sql.readmodels.tables import holds, periods
from journeys.projections.management import Days
from journeys.projections.overview import NO_VALUE


def in_paid_hours(days: Days) -> Rows:
    """Select who has paid hours on a day, with all of them together."""
    place = periods.alias("place")
    hours = func.sum(place.c.paid_hours)
    return (
        row(place.c.journey, func.min(place.c.starts), hours)
        .where(
            holds(place, ("placement",), days.ends),
            place.c.paid_hours > 0,
            place.c.journey.in_(walking(days.ends)),
        )
        .group_by(place.c.journey)
    )


def by_hours(days: Days) -> Rows:
    """Select everybody with the band of their paid hours; `none` without a placement."""
    walk, place = periods.alias("walk"), periods.alias("place")
    hours = func.sum(place.c.paid_hours)
    band = case((func.count(place.c.journey) == 0, NO_VALUE), else_=hours_step(hours))
    return (
        row(walk.c.journey, walk.c.starts, hours, band)
        .outerjoin(
            place,
            and_(place.c.journey == walk.c.journey, holds(place, ("placement",), days.ends)),
        )
        .where(holds(walk, ("journey",), days.ends))
        .group_by(walk.c.journey, walk.c.starts)
    )


def without_effort(days: Days) -> Rows:
    """Select who has had no effort yet, with the days since the opening."""
    walks = walks_on(days.ends).cte("walks")
    efforts = efforts_of(walks, days.ends).subquery()
    return row(
        walks.c.journey, walks.c.opened, days_between(walks.c.opened, on_day(days.ends))
    ).where(
        walks.c.journey.in_(walking(days.ends)),
        ~exists().where(efforts.c.journey == walks.c.journey),
    )


def _first(rows: FromClause, day: ColumnElement[date], *where: ColumnElement[bool]) -> Subquery:
    return (
        select(rows.c.journey, func.min(day).label("day"))
        .where(*where)
        .group_by(rows.c.journey)
        .subquery()
    )


def first_effort(days: Days) -> Rows:
    """Select the first effort of each journey, and how long it took from the opening."""
    walks = walks_on(days.ends).cte("walks")
    efforts = efforts_of(walks, days.ends).cte("efforts")
    first = _first(efforts, efforts.c.starts)
    return (
        row(walks.c.journey, first.c.day, days_between(walks.c.opened, first.c.day))
        .join(first, first.c.journey == walks.c.journey)
        .where(within(first.c.day, days))
    )


def first_paid_hour(days: Days) -> Rows:
    """Select the first paid hour of each journey, and how long it took from the first effort."""
    walks = walks_on(days.ends).cte("walks")
    efforts = efforts_of(walks, days.ends).cte("efforts")
    first = _first(efforts, efforts.c.starts)
    paid = _first(efforts, efforts.c.starts, efforts.c.paid_hours > 0)
    return (
        row(paid.c.journey, paid.c.day, days_between(first.c.day, paid.c.day))
        .join(first, first.c.journey == paid.c.journey)
        .where(within(paid.c.day, days))
    )


def longest_gap(days: Days) -> Rows:
    """Select everybody with their longest time without an effort."""
    walks = walks_on(days.ends).cte("walks")
    gaps = longest_gaps(walks, efforts_of(walks, days.ends).cte("efforts"))
    return (
        row(walks.c.journey, walks.c.opened, gaps.c.gap)
        .join(gaps, gaps.c.journey == walks.c.journey)
        .where(walks.c.journey.in_(walking(days.ends)))
    )
