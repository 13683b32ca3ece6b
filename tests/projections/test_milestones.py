"""Milestones: where am I, what have I done, my next step, what is owed to me."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from journeys import AidId, SubgoalId, events
from journeys.projections.milestones import Milestones, milestones
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    CARLA,
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
    SUPPORT,
    WALK,
    WISHED,
)
from tests.scenario import BOOK, after

DIG = events.SubgoalSet(on=MAR_1, subgoal=GARDEN, title="Grave have", why="Luft", set_by="citizen")


def seen(*facts: events.Event) -> Milestones:
    """Return the milestones after these events."""
    return milestones(WALK, after(*facts).history, BOOK)


def test_the_next_step_is_the_oldest_open_one() -> None:
    """Now and next come first; the way is not shown as endless."""
    assert seen(OPENED).next_step is None
    picture = seen(OPENED, COOK, DIG)
    assert picture.next_step is not None
    assert picture.next_step.subgoal == KITCHEN
    reached = seen(OPENED, COOK, DIG, events.SubgoalReached(on=MAY_1, subgoal=KITCHEN))
    assert reached.next_step is not None
    assert reached.next_step.subgoal == GARDEN


def test_each_step_says_what_became_of_it_and_when() -> None:
    """Reached or laid aside, both with their day."""
    picture = seen(
        OPENED,
        COOK,
        DIG,
        events.SubgoalReached(on=MAY_1, subgoal=KITCHEN),
        events.SubgoalSetAside(on=MAY_9, subgoal=GARDEN, reason="Vinter"),
    )
    assert [(step.status, step.until) for step in picture.steps] == [
        ("reached", MAY_1),
        ("set-aside", MAY_9),
    ]


def test_successes_and_activities_are_shown_as_they_are() -> None:
    """In the words they were noticed with."""
    success = events.SmallSuccessNoticed(on=MAR_1, words="Tog bussen selv", noticed_by=ANNA)
    picture = seen(OPENED, success, BAKING, STUDYING)
    assert [each.words for each in picture.successes] == ["Tog bussen selv"]
    assert [each.kind for each in picture.activities] == ["småjob", "videregående"]


def test_what_was_learned_stays_when_a_placement_ends() -> None:
    """It is shown until which day it ran, and never that it was lost."""
    ended = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Slut", learned="At bage")
    (activity,) = seen(OPENED, BAKING, ended).activities
    assert (activity.until, activity.learned) == (MAY_1, "At bage")


def test_what_the_municipality_owes_is_shown_until_it_is_done() -> None:
    """A pension asked back comes before a handover that waits."""
    offered = events.HandoverOffered(on=MAR_1, to=BO, reason="Ny afdeling")
    asked = events.PensionReturnRequested(on=APR_1)
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


def test_a_scheme_that_the_days_do_not_settle_is_a_notice() -> None:
    """The caseworker is asked for the day the case was begun."""
    granted = GRANTED.model_copy(update={"scheme": "old", "on": date(2004, 5, 1)})
    (notice,) = seen(OPENED, granted).notices
    assert "--case-begun" in notice
    begun = granted.model_copy(update={"case_begun": date(2002, 5, 1)})
    assert seen(OPENED, begun).notices == ()


def test_the_picture_of_a_day_shows_that_day() -> None:
    """What came later is not there yet."""
    picture = milestones(WALK, after(OPENED, COOK, DIG).history, BOOK, on=FEB_1)
    assert [step.subgoal for step in picture.steps] == [KITCHEN]


def test_what_was_granted_is_to_come_until_it_begins() -> None:
    """The citizen sees what is promised, and then what runs."""
    chair = events.AidGranted(on=MAR_1, aid=AidId(WALK), aid_kind="hjælpemiddel")
    promised = seen(OPENED, SUPPORT, chair)
    assert [each.kind for each in promised.to_come] == ["mentorstøtte", "hjælpemiddel"]
    assert promised.activities == ()
    started = events.MeasureStarted(on=APR_1, measure=SUPPORT.measure)
    running = seen(OPENED, SUPPORT, chair, started, events.AidArrived(on=APR_1, aid=chair.aid))
    assert running.to_come == ()
    assert [each.kind for each in running.activities] == ["mentorstøtte"]


def test_who_walks_along_and_how_one_is_met_is_on_the_page() -> None:
    """In the citizen's own words, with the pace and the next talk."""
    picture = milestones(
        WALK,
        after(
            OPENED,
            events.MeetingNeedNoted(on=FEB_1, words="Sig det lige ud"),
            events.MentorAssigned(on=FEB_1, who=BO),
            events.RelativeInvolved(on=FEB_1, who=CARLA, scope="Samtaler", consent=FEB_1),
            events.PaceAgreed(on=FEB_1, words="Roligt", hours_a_week=Decimal(4)),
            events.FollowUpAgreed(on=FEB_1, due=APR_1),
            events.CompetenceRecorded(on=FEB_1, words="Bager boller", seen_where="Køkkenet"),
        ).history,
        BOOK,
        on=MAR_1,
    )
    assert picture.meet_me == ("Sig det lige ud",)
    assert [(each.who, each.role) for each in picture.alongside] == [
        (BO, "mentor"),
        (CARLA, "relative"),
    ]
    assert (picture.pace, picture.pace_hours, picture.next_talk) == ("Roligt", Decimal(4), APR_1)
    assert [(each.words, each.told_by) for each in picture.strengths] == [
        ("Bager boller", "Køkkenet")
    ]


def test_a_day_of_talk_that_has_gone_by_is_owed_and_not_shown_as_next() -> None:
    """The citizen is never shown that something is late."""
    history = after(OPENED, events.FollowUpAgreed(on=FEB_1, due=MAR_1)).history
    picture = milestones(WALK, history, BOOK, on=APR_1)
    assert picture.next_talk is None
    assert [each.kind for each in picture.owed] == ["follow-up"]


def test_duties_explained_and_sanctions_never_reach_the_citizens_picture() -> None:
    """Whatever was considered; a ruling shows as what is owed: word of it."""
    words = "Ret og pligt til tilbud"
    considered = events.SanctionConsidered(on=MAR_1, considerations=words)
    before, after_it = (
        seen(OPENED).model_dump_json(),
        seen(OPENED, events.DutyExplained(on=MAR_1, words=words), considered).model_dump_json(),
    )
    assert before == after_it
