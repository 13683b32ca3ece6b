"""What the rows of every figure are made of."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Float, Select, literal, null, select

from journeys.adapters.sql.readmodels.tables import holds, periods
from journeys.projections.management import Days

Rows = Select[Any]
"""Rows with the columns journey, value, day and number."""

Source = Callable[[Days], Rows]
"""Selects the rows of a figure on the days that it is about."""

NO_NUMBER = null().cast(Float)


def row(
    journey: ColumnElement[Any],
    day: ColumnElement[Any],
    number: ColumnElement[Any] = NO_NUMBER,
    value: ColumnElement[Any] | None = None,
) -> Rows:
    """Select rows with whose journey it is, the value, the day and the number."""
    return select(
        journey.label("journey"),
        (literal("") if value is None else value).label("value"),
        day.label("day"),
        number.label("number"),
    )


def on_day(on: date) -> ColumnElement[date]:
    """Return a day as an expression of the database."""
    return literal(on, Date)


def walking(on: date, *states: str) -> Select[Any]:
    """Select the journeys that are open or resting on a day."""
    walk = periods.alias("walking")
    found = select(walk.c.journey).where(holds(walk, ("journey",), on))
    return found.where(walk.c.value.in_(states)) if states else found


def within(day: ColumnElement[date], days: Days) -> ColumnElement[bool]:
    """Return the condition that a day is one of these days."""
    return day.between(days.starts, days.ends)
