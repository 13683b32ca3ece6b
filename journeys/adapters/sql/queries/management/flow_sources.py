"""Rows of the figures about who is there, comes in and leaves; about pensions and steps."""

from sqlalchemy import and_, exists, func, or_

from journeys.adapters.sql.queries.days_between import days_between
from journeys.adapters.sql.queries.management.rows import Rows, on_day, row, walking, within
from journeys.adapters.sql.readmodels.tables import holds, periods, steps
from journeys.projections.management import Days
from journeys.projections.overview import NO_VALUE


def citizens(days: Days) -> Rows:
    """Select the journeys that are open or resting on a day."""
    walk = periods.alias("walk")
    return row(walk.c.journey, walk.c.starts).where(holds(walk, ("journey",), days.ends))


def entered(days: Days) -> Rows:
    """Select each time that a journey was opened, or opened again after it was closed."""
    walk, before, income = (periods.alias(name) for name in ("walk", "before", "income"))
    basis = and_(
        income.c.journey == walk.c.journey,
        income.c.track == "income",
        income.c.starts <= walk.c.starts,
        or_(income.c.ends.is_(None), income.c.ends > walk.c.starts),
    )
    went_on = exists().where(
        before.c.journey == walk.c.journey,
        before.c.track == "journey",
        before.c.ends == walk.c.starts,
    )
    return (
        row(walk.c.journey, walk.c.starts, value=func.coalesce(income.c.value, NO_VALUE))
        .outerjoin(income, basis)
        .where(walk.c.track == "journey", within(walk.c.starts, days), ~went_on)
    )


def left(days: Days) -> Rows:
    """Select each time that a journey was closed, with the basis of its last day."""
    walk, after, income = (periods.alias(name) for name in ("walk", "after", "income"))
    basis = and_(
        income.c.journey == walk.c.journey,
        income.c.track == "income",
        income.c.starts < walk.c.ends,
        or_(income.c.ends.is_(None), income.c.ends >= walk.c.ends),
    )
    goes_on = exists().where(
        after.c.journey == walk.c.journey,
        after.c.track == "journey",
        after.c.starts == walk.c.ends,
    )
    return (
        row(walk.c.journey, walk.c.ends, value=func.coalesce(income.c.value, NO_VALUE))
        .outerjoin(income, basis)
        .where(walk.c.track == "journey", within(walk.c.ends, days), ~goes_on)
    )


def pension(state: str, days: Days) -> Rows:
    """Select the pensions that are in a state on a day, with the days since then."""
    pension = periods.alias("pension_state")
    since = days_between(pension.c.starts, on_day(days.ends))
    return row(pension.c.journey, pension.c.starts, since).where(
        holds(pension, ("pension",), days.ends),
        pension.c.value == state,
        pension.c.journey.in_(walking(days.ends)),
    )


def resumed(days: Days) -> Rows:
    """Select each time that a pension that rested, or was asked back, was resumed."""
    pension, before = periods.alias("pension_state"), periods.alias("before")
    rested = exists().where(
        before.c.journey == pension.c.journey,
        before.c.track == "pension",
        before.c.ends == pension.c.starts,
        before.c.value.in_(("resting", "return-asked")),
    )
    return row(pension.c.journey, pension.c.starts).where(
        pension.c.track == "pension",
        pension.c.value.in_(("resumed", "paid")),
        within(pension.c.starts, days),
        rested,
    )


def reached(days: Days) -> Rows:
    """Select each subgoal that was reached."""
    return row(steps.c.journey, steps.c.reached).where(
        steps.c.kind == "subgoal", within(steps.c.reached, days)
    )


def successes(days: Days) -> Rows:
    """Select each small success that was noticed."""
    return row(steps.c.journey, steps.c.since).where(
        steps.c.kind == "small-success", within(steps.c.since, days)
    )
