"""Rows of the figures about what waits on a journey and who is responsible for it."""

from sqlalchemy import and_, exists, func, or_

from journeys.adapters.sql.queries.days_between import days_between
from journeys.adapters.sql.queries.management.rows import Rows, on_day, row, walking, within
from journeys.adapters.sql.readmodels.tables import duties, holds, owed, periods, steps
from journeys.domain.duties import FOLLOW_UP, HANDOVER
from journeys.projections.management import Days
from journeys.projections.periods import NEW_CASEWORKER


def past_due(days: Days) -> Rows:
    """Select what is owed on a day and was due before it, with how many days that is."""
    waited = days_between(duties.c.due, on_day(days.ends))
    return row(duties.c.journey, duties.c.due, waited, duties.c.kind).where(
        owed(days.ends), duties.c.due < days.ends
    )


def changes(days: Days) -> Rows:
    """Select each change of caseworker."""
    return row(periods.c.journey, periods.c.starts).where(
        periods.c.track == "accepted-offer",
        periods.c.value == NEW_CASEWORKER,
        within(periods.c.starts, days),
    )


def changes_each(days: Days) -> Rows:
    """Select each journey that is open or resting, with its changes of caseworker."""
    walk, found = periods.alias("walk"), changes(days).subquery()
    return (
        row(walk.c.journey, walk.c.starts, func.count(found.c.journey))
        .outerjoin(found, found.c.journey == walk.c.journey)
        .where(holds(walk, ("journey",), days.ends))
        .group_by(walk.c.journey, walk.c.starts)
    )


def handovers(days: Days) -> Rows:
    """Select each handover that nobody has answered."""
    return row(duties.c.journey, duties.c.since).where(duties.c.kind == HANDOVER, owed(days.ends))


def without_next_step(days: Days) -> Rows:
    """Select the open journeys with neither an open subgoal nor a talk that is to come."""
    walk, on = periods.alias("walk"), days.ends
    # PostgreSQL answers NOT IN over many rows by reading them all for each journey.
    step = exists().where(
        steps.c.journey == walk.c.journey,
        steps.c.kind == "subgoal",
        steps.c.since <= on,
        or_(steps.c.reached.is_(None), steps.c.reached > on),
        or_(steps.c.set_aside.is_(None), steps.c.set_aside > on),
    )
    talk = exists().where(
        duties.c.journey == walk.c.journey,
        duties.c.kind == FOLLOW_UP,
        owed(on),
        duties.c.due >= on,
    )
    return row(walk.c.journey, walk.c.starts).where(
        holds(walk, ("journey",), on),
        walk.c.value == "open",
        ~step,
        ~talk,
    )


def citizens_past_due(days: Days) -> Rows:
    """Select the citizens to whom the person responsible owes something that is past due."""
    caseworker, on = periods.alias("responsible"), days.ends
    return (
        row(duties.c.journey, func.min(duties.c.due))
        .join(
            caseworker,
            and_(caseworker.c.journey == duties.c.journey, holds(caseworker, ("caseworker",), on)),
        )
        .where(
            owed(on),
            duties.c.due < on,
            or_(duties.c.owed_by == "", duties.c.owed_by == caseworker.c.value),
            duties.c.journey.in_(walking(on)),
        )
        .group_by(duties.c.journey)
    )
