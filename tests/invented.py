"""The invented people, days and things of the kit, and what tests of a store need beside them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from journeys import JourneyId, Journeys, PlacementId, Reader, verbs
from journeys.keys import MasterKey
from journeys.testing import invented
from journeys.testing.invented import *  # noqa: F403 - tests name them all from one place
from journeys.testing.invented import ANNA, BY_ANNA, FEB_1, JAN_1, WALK

__all__ = ["KEYS", "TODAY", "looking", "opened", "working"]
__all__ += invented.__all__

KEYS = MasterKey(bytes(range(32)))
"""What opens the stores of tests. Never the key of anything else."""

TODAY = date(2026, 12, 31)
"""The day that it is in the stores of tests: later than most days that they record with."""


def opened(walks: Journeys, journey: JourneyId = WALK) -> JourneyId:
    """Open a journey in a store, where it is not open yet, and return its id."""
    walks.decide(
        journey,
        verbs.open_journey,
        actor=BY_ANNA,
        municipality="621",
        basis="kontanthjælp",
        responsible=ANNA,
        on=JAN_1,
    )
    return journey


def working(walks: Journeys, *hours: str | None, on: date = FEB_1) -> JourneyId:
    """Open the journey of somebody who begins small jobs with so many paid hours a week.

    None: the hours of that job are not recorded.
    """
    journey = opened(walks, JourneyId(uuid4()))
    for paid in hours:
        walks.decide(
            journey,
            verbs.start_placement,
            BY_ANNA,
            placement=PlacementId(uuid4()),
            placement_kind="småjob",
            paid_hours=None if paid is None else Decimal(paid),
            on=on,
        )
    return journey


def looking(walks: Journeys) -> Reader:
    """Return the journeys of a store as Anna sees them, for her work on the case."""
    return walks.seen_by(BY_ANNA, "sagsbehandling")
