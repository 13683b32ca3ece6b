"""The briefing: somebody who takes over gets everything that the citizen said once."""

from uuid import UUID

from hypothesis import given

from journeys import History, JourneyId, events
from journeys.projections.briefing import Briefing, briefing
from journeys.projections.milestones import milestones
from journeys.projections.safety.answer import safety
from journeys.testing.strategies import histories
from tests.invented import (
    APR_1,
    BO,
    COOK,
    FEB_1,
    HEARD,
    JAN_1,
    MAR_1,
    OPENED,
    RULED,
    WALK,
    WISHED,
)
from tests.scenario import BOOK, after

AGAINST = RULED.model_copy(
    update={
        "on": FEB_1,
        "against_wish": True,
        "explanation": "Der er ingen plads på holdet",
        "appeal_to": "Ankestyrelsen",
        "appeal_by": APR_1,
    }
)


def briefing_of(*facts: events.Event) -> Briefing:
    """Return the briefing on 1 April of a journey that is open."""
    return briefing(JourneyId(UUID(int=1)), after(OPENED, *facts).history, BOOK, APR_1)


def test_what_the_citizen_wishes_is_told_in_their_words() -> None:
    """To work, and in each matter."""
    view = briefing_of(WISHED, HEARD, COOK)
    assert [(each.about, each.words) for each in view.wishes] == [
        ("tilbud", "Helst om formiddagen"),
        ("", "Jeg vil gerne prøve at arbejde lidt."),
    ]
    assert [step.title for step in view.picture.steps] == ["Lave mad til ti"]


def test_a_ruling_is_told_as_it_was_explained_and_what_came_after() -> None:
    """That it goes against the wish, whether the citizen was informed, and how to appeal."""
    (made,) = briefing_of(AGAINST).decided
    assert made.against_wish
    assert made.explanation == "Der er ingen plads på holdet"
    assert (made.informed, made.appealed, made.answer) == (None, None, "")
    assert (made.appeal_to, made.appeal_by) == ("Ankestyrelsen", APR_1)
    informed = events.CitizenInformed(on=MAR_1, ruling=AGAINST.ruling, how="talk")
    appealed = events.RulingAppealed(on=MAR_1, ruling=AGAINST.ruling)
    (made,) = briefing_of(AGAINST, informed, appealed).decided
    assert (made.informed, made.appealed) == (MAR_1, MAR_1)
    assert isinstance(AGAINST, events.RulingMade)


def test_who_is_close_is_told_with_what_they_may_know_and_do() -> None:
    """As the citizen wished; and why life changed."""
    sister = events.RelativeInvolved(on=FEB_1, who="Min søster", scope="Må ringe", consent=FEB_1)
    changed = events.LifePhaseChanged(
        on=FEB_1, what="Fylder 30", why="Uddannelseshjælp", told=JAN_1
    )
    view = briefing_of(sister, events.MentorAssigned(on=FEB_1, who="Mads"), changed)
    assert [(each.who, each.scope) for each in view.relatives] == [("Min søster", "Må ringe")]
    assert view.mentors == ("Mads",)
    assert [(each.about, each.words) for each in view.changes] == [
        ("Fylder 30", "Uddannelseshjælp")
    ]


def test_only_the_last_handovers_are_told() -> None:
    """With why; what is longer ago stands in the timeline."""
    offers = [
        events.HandoverOffered(on=FEB_1.replace(day=nr), to=BO, reason=f"Grund {nr}")
        for nr in (1, 2, 3, 4)
    ]
    assert [each.words for each in briefing_of(*offers).handovers] == [
        "Grund 2",
        "Grund 3",
        "Grund 4",
    ]


@given(histories())
def test_it_says_what_the_picture_and_the_safety_say(history: History) -> None:
    """Of any history, on both clocks: they are the same views."""
    moment = history.entries[-1].recorded_at if history.entries else None
    view = briefing(WALK, history, BOOK, APR_1, moment)
    assert view.picture == milestones(WALK, history, BOOK, APR_1, moment)
    assert view.safety == safety(WALK, history, BOOK, APR_1, moment)
