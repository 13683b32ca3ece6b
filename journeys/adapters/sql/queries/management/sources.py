"""The rows of each figure: whose journey, which value, on which day, and its number.

A row is there once for each time that a journey is in a figure. What a figure counts and whom
somebody sees who opens it are read off the same rows.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Float,
    FromClause,
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
)

from journeys.adapters.sql.queries.continuity import efforts_of, longest_gaps, walks_on
from journeys.adapters.sql.queries.days_between import days_between
from journeys.adapters.sql.queries.overview import hours_step
from journeys.adapters.sql.readmodels.tables import duties, holds, owed, periods, steps
from journeys.domain.duties import FOLLOW_UP, HANDOVER
from journeys.projections.figure_codes import FigureCode
from journeys.projections.management import Days
from journeys.projections.overview import NO_VALUE
from journeys.projections.periods import NEW_CASEWORKER

Rows = Select[Any]
"""Rows with the columns journey, value, day and number."""

Source = Callable[[Days], Rows]
"""Selects the rows of a figure on the days that it is about."""

NO_NUMBER = null().cast(Float)


def _row(
    journey: ColumnElement[Any],
    day: ColumnElement[Any],
    number: ColumnElement[Any] = NO_NUMBER,
    value: ColumnElement[Any] | None = None,
) -> Rows:
    return select(
        journey.label("journey"),
        (literal("") if value is None else value).label("value"),
        day.label("day"),
        number.label("number"),
    )


def _day(on: date) -> ColumnElement[date]:
    return literal(on, Date)


def _walking(on: date, *states: str) -> Select[Any]:
    """Select the journeys that are open or resting on a day."""
    walk = periods.alias("walking")
    found = select(walk.c.journey).where(holds(walk, ("journey",), on))
    return found.where(walk.c.value.in_(states)) if states else found


def _citizens(days: Days) -> Rows:
    walk = periods.alias("walk")
    return _row(walk.c.journey, walk.c.starts).where(holds(walk, ("journey",), days.ends))


def _in_paid_hours(days: Days) -> Rows:
    place = periods.alias("place")
    hours = func.sum(place.c.paid_hours)
    return (
        _row(place.c.journey, func.min(place.c.starts), hours)
        .where(
            holds(place, ("placement",), days.ends),
            place.c.paid_hours > 0,
            place.c.journey.in_(_walking(days.ends)),
        )
        .group_by(place.c.journey)
    )


def _by_hours(days: Days) -> Rows:
    walk, place = periods.alias("walk"), periods.alias("place")
    hours = func.sum(place.c.paid_hours)
    band = case((func.count(place.c.journey) == 0, NO_VALUE), else_=hours_step(hours))
    return (
        _row(walk.c.journey, walk.c.starts, hours, band)
        .outerjoin(
            place,
            and_(place.c.journey == walk.c.journey, holds(place, ("placement",), days.ends)),
        )
        .where(holds(walk, ("journey",), days.ends))
        .group_by(walk.c.journey, walk.c.starts)
    )


def _past_due(days: Days) -> Rows:
    waited = days_between(duties.c.due, _day(days.ends))
    return _row(duties.c.journey, duties.c.due, waited, duties.c.kind).where(
        owed(days.ends), duties.c.due < days.ends
    )


def _without_effort(days: Days) -> Rows:
    walks = walks_on(days.ends).cte("walks")
    efforts = efforts_of(walks, days.ends).subquery()
    return _row(
        walks.c.journey, walks.c.opened, days_between(walks.c.opened, _day(days.ends))
    ).where(
        walks.c.journey.in_(_walking(days.ends)),
        ~exists().where(efforts.c.journey == walks.c.journey),
    )


def _entered(days: Days) -> Rows:
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
        _row(walk.c.journey, walk.c.starts, value=func.coalesce(income.c.value, NO_VALUE))
        .outerjoin(income, basis)
        .where(walk.c.track == "journey", _within(walk.c.starts, days), ~went_on)
    )


def _left(days: Days) -> Rows:
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
        _row(walk.c.journey, walk.c.ends, value=func.coalesce(income.c.value, NO_VALUE))
        .outerjoin(income, basis)
        .where(walk.c.track == "journey", _within(walk.c.ends, days), ~goes_on)
    )


def _within(day: ColumnElement[date], days: Days) -> ColumnElement[bool]:
    return day.between(days.starts, days.ends)


def _pension(state: str, days: Days) -> Rows:
    pension = periods.alias("pension_state")
    since = days_between(pension.c.starts, _day(days.ends))
    return _row(pension.c.journey, pension.c.starts, since).where(
        holds(pension, ("pension",), days.ends),
        pension.c.value == state,
        pension.c.journey.in_(_walking(days.ends)),
    )


def _resumed(days: Days) -> Rows:
    """Select each time that a pension that rested, or was asked back, was resumed."""
    pension, before = periods.alias("pension_state"), periods.alias("before")
    rested = exists().where(
        before.c.journey == pension.c.journey,
        before.c.track == "pension",
        before.c.ends == pension.c.starts,
        before.c.value.in_(("resting", "return-asked")),
    )
    return _row(pension.c.journey, pension.c.starts).where(
        pension.c.track == "pension",
        pension.c.value.in_(("resumed", "paid")),
        _within(pension.c.starts, days),
        rested,
    )


def _reached(days: Days) -> Rows:
    return _row(steps.c.journey, steps.c.reached).where(
        steps.c.kind == "subgoal", _within(steps.c.reached, days)
    )


def _successes(days: Days) -> Rows:
    return _row(steps.c.journey, steps.c.since).where(
        steps.c.kind == "small-success", _within(steps.c.since, days)
    )


def _first(rows: FromClause, day: ColumnElement[date], *where: ColumnElement[bool]) -> Any:  # noqa: ANN401
    return (
        select(rows.c.journey, func.min(day).label("day"))
        .where(*where)
        .group_by(rows.c.journey)
        .subquery()
    )


def _first_effort(days: Days) -> Rows:
    """Select the first effort of each journey, and how long it took from the opening."""
    walks = walks_on(days.ends).cte("walks")
    efforts = efforts_of(walks, days.ends).cte("efforts")
    first = _first(efforts, efforts.c.starts)
    return (
        _row(walks.c.journey, first.c.day, days_between(walks.c.opened, first.c.day))
        .join(first, first.c.journey == walks.c.journey)
        .where(_within(first.c.day, days))
    )


def _first_paid_hour(days: Days) -> Rows:
    """Select the first paid hour of each journey, and how long it took from the first effort."""
    walks = walks_on(days.ends).cte("walks")
    efforts = efforts_of(walks, days.ends).cte("efforts")
    first = _first(efforts, efforts.c.starts)
    paid = _first(efforts, efforts.c.starts, efforts.c.paid_hours > 0)
    return (
        _row(paid.c.journey, paid.c.day, days_between(first.c.day, paid.c.day))
        .join(first, first.c.journey == paid.c.journey)
        .where(_within(paid.c.day, days))
    )


def _changes(days: Days) -> Rows:
    return _row(periods.c.journey, periods.c.starts).where(
        periods.c.track == "accepted-offer",
        periods.c.value == NEW_CASEWORKER,
        _within(periods.c.starts, days),
    )


def _changes_each(days: Days) -> Rows:
    """Select each journey that is open or resting, with its changes of caseworker."""
    walk, changes = periods.alias("walk"), _changes(days).subquery()
    return (
        _row(walk.c.journey, walk.c.starts, func.count(changes.c.journey))
        .outerjoin(changes, changes.c.journey == walk.c.journey)
        .where(holds(walk, ("journey",), days.ends))
        .group_by(walk.c.journey, walk.c.starts)
    )


def _longest_gap(days: Days) -> Rows:
    walks = walks_on(days.ends).cte("walks")
    gaps = longest_gaps(walks, efforts_of(walks, days.ends).cte("efforts"))
    return (
        _row(walks.c.journey, walks.c.opened, gaps.c.gap)
        .join(gaps, gaps.c.journey == walks.c.journey)
        .where(walks.c.journey.in_(_walking(days.ends)))
    )


def _handovers(days: Days) -> Rows:
    return _row(duties.c.journey, duties.c.since).where(duties.c.kind == HANDOVER, owed(days.ends))


def _without_next_step(days: Days) -> Rows:
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
    return _row(walk.c.journey, walk.c.starts).where(
        holds(walk, ("journey",), on),
        walk.c.value == "open",
        ~step,
        ~talk,
    )


def _citizens_past_due(days: Days) -> Rows:
    """Select the citizens to whom the person responsible owes something that is past due."""
    caseworker, on = periods.alias("responsible"), days.ends
    return (
        _row(duties.c.journey, func.min(duties.c.due))
        .join(
            caseworker,
            and_(caseworker.c.journey == duties.c.journey, holds(caseworker, ("caseworker",), on)),
        )
        .where(
            owed(on),
            duties.c.due < on,
            or_(duties.c.owed_by == "", duties.c.owed_by == caseworker.c.value),
            duties.c.journey.in_(_walking(on)),
        )
        .group_by(duties.c.journey)
    )


ASKED_BACK = partial(_pension, "return-asked")

SOURCES: Mapping[FigureCode, Source] = MappingProxyType(
    {
        "citizens": _citizens,
        "in-paid-hours": _in_paid_hours,
        "hours-a-week": _in_paid_hours,
        "hours-band": _by_hours,
        "past-due": _past_due,
        "past-due-days": _past_due,
        "without-effort": _without_effort,
        "without-effort-days": _without_effort,
        "entered": _entered,
        "left": _left,
        "pensions-resting": partial(_pension, "resting"),
        "pensions-asked-back": ASKED_BACK,
        "pensions-asked-back-days": ASKED_BACK,
        "pensions-resumed": _resumed,
        "subgoals-reached": _reached,
        "small-successes": _successes,
        "days-to-first-effort": _first_effort,
        "days-to-paid-hour": _first_paid_hour,
        "caseworker-changes": _changes,
        "changes-each": _changes_each,
        "longest-gap": _longest_gap,
        "handovers-waiting": _handovers,
        "without-next-step": _without_next_step,
        "citizens-past-due": _citizens_past_due,
    }
)
