"""Overview: all citizens whatever their support basis, on any day."""

from datetime import date

from sqlalchemy import Connection, distinct, func, select

from journeys.projections.tables import holds, periods
from journeys.projections.view import View

ACTIVITIES = ("placement", "measure", "education")


class Overview(View):
    """Overblik: how many journeys are open or resting on a day, by basis and by activity.

    Somebody with two activities counts in both; `none` counts those without any.
    """

    on: date
    journeys: int
    by_support_basis: dict[str, int]
    by_activity: dict[str, int]


def overview(connection: Connection, on: date) -> Overview:
    """Return the counts on that day, whatever day it is; as known now."""
    walk, held = periods.alias("walk"), periods.alias("held")
    walking = select(walk.c.journey).where(holds(walk, ("journey",), on))

    def count(tracks: tuple[str, ...]) -> dict[str, int]:
        rows = connection.execute(
            select(held.c.value, func.count(distinct(held.c.journey)).label("number"))
            .where(holds(held, tracks, on), held.c.journey.in_(walking))
            .group_by(held.c.value)
            .order_by(held.c.value)
        )
        return {row.value: row.number for row in rows}

    journeys: int = connection.execute(
        select(func.count()).select_from(walking.subquery())
    ).scalar_one()
    active: int = connection.execute(
        select(func.count(distinct(held.c.journey))).where(
            holds(held, ACTIVITIES, on), held.c.journey.in_(walking)
        )
    ).scalar_one()
    return Overview(
        on=on,
        journeys=journeys,
        by_support_basis=count(("basis",)),
        by_activity={**count(ACTIVITIES), "none": journeys - active},
    )
