"""How many citizens there are on a day, counted by the database."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, distinct, func, select

from journeys.adapters.sql.readmodels.tables import holds, journeys, periods
from journeys.domain.days import MONTHS_IN_A_YEAR, months_after
from journeys.projections.alphabetical import alphabetical
from journeys.projections.overview import (
    HOURS_STEPS,
    NO_VALUE,
    PAID_HOURS,
    Dimension,
    Overview,
    Trend,
)

TRACKS: Mapping[Dimension, tuple[str, ...]] = {
    "basis": ("income",),
    "activity": ("placement", "measure", "education"),
    "phase": ("phase",),
    "target-group": ("target-group",),
    "responsible": ("caseworker",),
}
"""The tracks whose values are counted; somebody can be in several activities."""


def overview(connection: Connection, on: date, by: Collection[Dimension]) -> Overview:
    """Return the counts on that day, past or future, as known now."""
    walk = periods.alias("walk")
    walking = select(walk.c.journey).where(holds(walk, ("journey",), on))
    everybody = connection.scalar(select(func.count()).select_from(walking.subquery())) or 0
    return Overview(
        on=on,
        journeys=everybody,
        by={each: _counted(connection, each, walking, on, everybody) for each in by},
    )


def trend(connection: Connection, on: date, by: Collection[Dimension], months: int) -> Trend:
    """Return the counts on that day and on the same day of each of so many months before.

    Where the calendar begins later, the trend begins with it.
    """
    months = min(months, (on.year - 1) * MONTHS_IN_A_YEAR + on.month - 1)
    return Trend(
        days=tuple(
            overview(connection, months_after(on, -back), by) for back in range(months, -1, -1)
        )
    )


def _counted(
    connection: Connection, by: Dimension, walking: Select[Any], on: date, everybody: int
) -> dict[str, int]:
    """Return how many there are by each value, those who have none last."""
    valued = _values(by, walking, on).subquery()
    # Only of activities can somebody have two; to look for doubles takes longer than to count.
    counted = distinct(valued.c.journey) if by == "activity" else valued.c.journey
    values = connection.execute(
        select(valued.c.value, func.count(counted).label("number"))
        .group_by(valued.c.value)
        .order_by(valued.c.value)
    )
    numbers = {row.value: row.number for row in values}
    if by == "paid-hours":
        numbers = {step: numbers[step] for step in PAID_HOURS if step in numbers}
    if by == "responsible":
        numbers = {name: numbers[name] for name in sorted(numbers, key=alphabetical)}
    if by == "activity":  # where somebody can be counted twice
        some = connection.scalar(select(func.count(distinct(valued.c.journey)))) or 0
    else:
        some = sum(numbers.values())
    return numbers if some == everybody else {**numbers, NO_VALUE: everybody - some}


def _values(by: Dimension, walking: Select[Any], on: date) -> Select[Any]:
    """Select who has which value; nobody who has none."""
    if by == "municipality":
        return select(journeys.c.journey, journeys.c.municipality.label("value")).where(
            journeys.c.journey.in_(walking)
        )
    period = periods.alias("period")
    if by != "paid-hours":
        return select(period.c.journey, period.c.value).where(
            holds(period, TRACKS[by], on), period.c.journey.in_(walking)
        )
    hours = func.sum(period.c.paid_hours)
    return (
        select(period.c.journey, hours_step(hours).label("value"))
        .where(holds(period, ("placement",), on), period.c.journey.in_(walking))
        .group_by(period.c.journey)
    )


def hours_step(hours: Any) -> Any:  # noqa: ANN401 - SQLAlchemy's expressions
    """Return the step in which hours a week are, as the database finds it."""
    zero, *steps, more, not_said = PAID_HOURS
    upto = [(hours <= top, step) for top, step in zip(HOURS_STEPS, steps, strict=True)]
    return case((hours.is_(None), not_said), (hours == 0, zero), *upto, else_=more)
