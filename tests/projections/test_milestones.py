"""Milestones: where am I, what have I done, my next step, what is owed to me."""

from uuid import UUID

from journeys.domain.events.path import (
    SmallSuccessNoticed,
    SubgoalReached,
    SubgoalSet,
    SubgoalSetAside,
)
from journeys.domain.events.pension import PensionReturnRequested
from journeys.domain.events.people import HandoverOffered
from journeys.domain.events.work import PlacementEnded
from journeys.domain.journey import Event
from journeys.domain.vocabulary import SubgoalId
from journeys.projections.milestones import Milestones, milestones
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    COOK,
    FEB_1,
    GARDEN,
    GRANTED,
    KITCHEN,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    STUDYING,
    WALK,
    WISHED,
)
from tests.scenario import BOOK, after

DIG = SubgoalSet(on=MAR_1, subgoal=GARDEN, title="Grave have", why="Luft", set_by="citizen")


def seen(*events: Event) -> Milestones:
    """Return the milestones after these events."""
    return milestones(WALK, after(*events).history, BOOK)


def test_the_next_step_is_the_oldest_open_one() -> None:
    """Now and next come first; the way is not shown as endless."""
    assert seen(OPENED).next_step is None
    picture = seen(OPENED, COOK, DIG)
    assert picture.next_step is not None
    assert picture.next_step.subgoal == KITCHEN
    reached = seen(OPENED, COOK, DIG, SubgoalReached(on=MAY_1, subgoal=KITCHEN))
    assert reached.next_step is not None
    assert reached.next_step.subgoal == GARDEN


def test_each_step_says_what_became_of_it_and_when() -> None:
    """Reached or laid aside, both with their day."""
    picture = seen(
        OPENED,
        COOK,
        DIG,
        SubgoalReached(on=MAY_1, subgoal=KITCHEN),
        SubgoalSetAside(on=MAY_9, subgoal=GARDEN, reason="Vinter"),
    )
    assert [(step.status, step.until) for step in picture.steps] == [
        ("reached", MAY_1),
        ("set-aside", MAY_9),
    ]


def test_successes_and_activities_are_shown_as_they_are() -> None:
    """In the words they were noticed with."""
    success = SmallSuccessNoticed(on=MAR_1, words="Tog bussen selv", noticed_by=ANNA)
    picture = seen(OPENED, success, BAKING, STUDYING)
    assert [each.words for each in picture.successes] == ["Tog bussen selv"]
    assert [each.kind for each in picture.activities] == ["småjob", "videregående"]


def test_what_was_learned_stays_when_a_placement_ends() -> None:
    """It is told until which day it was held, and never that it was lost."""
    ended = PlacementEnded(on=MAY_1, placement=BAKERY, reason="Slut", learned="At bage")
    (activity,) = seen(OPENED, BAKING, ended).activities
    assert (activity.until, activity.learned) == (MAY_1, "At bage")


def test_what_the_municipality_owes_is_shown_until_it_is_done() -> None:
    """A pension asked back comes before a handover that waits."""
    offered = HandoverOffered(on=MAR_1, to=BO, reason="Ny afdeling")
    asked = PensionReturnRequested(on=APR_1)
    picture = seen(OPENED, GRANTED, WISHED, RESTED, offered, asked)
    assert [(each.kind, each.since, each.by) for each in picture.owed] == [
        ("pension-return", APR_1, ANNA),
        ("income-gap", MAR_1, ANNA),
        ("explain-safety", MAR_1, ANNA),
        ("handover", MAR_1, BO),
    ]


def test_many_open_steps_are_a_notice_and_no_refusal() -> None:
    """More than three in one track are hard to see at a glance."""
    steps = [DIG.model_copy(update={"subgoal": SubgoalId(UUID(int=number))}) for number in range(4)]
    assert seen(OPENED, *steps[:3]).notices == ()
    (notice,) = seen(OPENED, *steps).notices
    assert "4 subgoals are open" in notice


def test_the_picture_of_a_day_shows_that_day() -> None:
    """What came later is not there yet."""
    picture = milestones(WALK, after(OPENED, COOK, DIG).history, BOOK, on=FEB_1)
    assert [step.subgoal for step in picture.steps] == [KITCHEN]
