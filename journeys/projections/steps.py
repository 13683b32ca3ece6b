"""Steps: the subgoals, small successes and ties to communities of a journey, as rows."""

from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from journeys.domain.history import History


class StepRow(NamedTuple):
    """A subgoal, a small success or a tie to a community: ids, codes and days, no words."""

    kind: Literal["subgoal", "small-success", "community-tie"]
    since: date
    step: UUID | None = None
    track: str | None = None
    set_by: str | None = None
    done_by: str | None = None
    reached: date | None = None
    set_aside: date | None = None
    subgoal: UUID | None = None


def steps(history: History) -> tuple[StepRow, ...]:
    """Return the subgoals in the order they were set, then the successes, then the ties."""
    path, strengths = history.journey.path, history.journey.strengths
    subgoals = (
        StepRow(
            kind="subgoal",
            since=each.since,
            step=each.subgoal,
            track=each.track,
            set_by=each.set_by,
            done_by=each.done_by,
            reached=each.reached,
            set_aside=each.set_aside,
        )
        for each in path.subgoals.values()
    )
    successes = (
        StepRow(kind="small-success", since=each.on, subgoal=each.subgoal)
        for each in path.successes
    )
    ties = (
        StepRow(kind="community-tie", since=each.since, step=each.tie)
        for each in strengths.ties.values()
    )
    return (*subgoals, *successes, *ties)
