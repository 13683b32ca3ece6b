"""Steps: subgoals, small successes and ties to communities, without a word of what they say."""

from journeys import TieId, events
from journeys.projections.steps import StepRow, steps
from tests.invented import ANNA, APR_1, COOK, FEB_1, KITCHEN, MAR_1, OPENED, WALK
from tests.scenario import after


def test_a_tie_to_a_community_counts_as_a_step() -> None:
    """The first link to others may be the first step of all."""
    tie = events.CommunityTieStarted(on=APR_1, tie=TieId(WALK), what="Kor")
    assert steps(after(OPENED, tie).history) == (
        StepRow(kind="community-tie", since=APR_1, step=WALK),
    )


def test_subgoals_come_first_then_successes_as_they_came() -> None:
    """With the days on which they were set and reached, and no words."""
    reached = events.SubgoalReached(on=APR_1, subgoal=KITCHEN, words="Suppe til to")
    success = events.SmallSuccessNoticed(
        on=MAR_1, words="Tog bussen", noticed_by=ANNA, subgoal=KITCHEN
    )
    told = steps(after(OPENED, COOK, success, reached).history)
    assert [(row.kind, row.since, row.reached) for row in told] == [
        ("subgoal", FEB_1, APR_1),
        ("small-success", MAR_1, None),
    ]
    assert "Suppe til to" not in str(told)
