"""Room: what citizens take of posts."""

from datetime import date
from typing import NamedTuple

from journeys.domain.vocabulary import EmployerId, Hours, JourneyId, PlacementId, PostId, TaskId


class Taken(NamedTuple):
    """Taget: what a placement takes of a task, from a day until before another."""

    journey: JourneyId
    placement: PlacementId
    employer: EmployerId
    post: PostId
    task: TaskId
    hours: Hours
    starts: date
    ends: date | None
