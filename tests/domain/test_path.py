"""Path: wishes, hopes, subgoals and small successes."""

from typing import Any

import pytest

from journeys import events, verbs
from journeys.domain.decisions.deciding import Verb
from journeys.domain.vocabulary import SetBy
from tests.invented import (
    ANNA,
    APR_1,
    COOK,
    FEB_1,
    GARDEN,
    KITCHEN,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    WISHED,
)
from tests.scenario import after

REACHED = events.SubgoalReached(on=MAY_9, subgoal=KITCHEN)
LAID_ASIDE = events.SubgoalSetAside(on=MAY_9, subgoal=KITCHEN, reason="Noget andet kom først")
IMPOSED = COOK.model_copy(update={"set_by": "caseworker"})

EACH_VERB: dict[Verb[...], dict[str, Any]] = {
    verbs.express_wish_to_work: {"words": WISHED.words},
    verbs.state_hope: {"words": "At komme lidt ud"},
    verbs.set_subgoal: {"subgoal": GARDEN, "title": "Grave haven", "why": "Ro"},
    verbs.revise_subgoal: {"subgoal": KITCHEN, "title": "Lave mad til to"},
    verbs.reach_subgoal: {"subgoal": KITCHEN},
    verbs.set_aside_subgoal: {"subgoal": KITCHEN, "reason": LAID_ASIDE.reason},
    verbs.notice_small_success: {"words": "Sang", "noticed_by": ANNA},
}
each_verb = pytest.mark.parametrize("verb", EACH_VERB, ids=lambda verb: verb.__name__)


@each_verb
def test_no_step_is_taken_before_the_journey_is_opened(verb: Verb[...]) -> None:
    """There is no way yet to take it on."""
    walk = after(OPENED.model_copy(update={"on": MAY_1}))
    walk.when(verb, **EACH_VERB[verb], on=APR_1).then_refused("journey-not-open")


@each_verb
def test_no_step_is_taken_after_the_journey_is_closed(verb: Verb[...]) -> None:
    """One can always come back: it is resumed first."""
    closed = after(OPENED, COOK, events.JourneyClosed(on=APR_1, reason="Flyttet"))
    closed.when(verb, **EACH_VERB[verb], on=MAY_1).then_refused("journey-closed")


def test_a_wish_to_work_is_kept_in_the_citizens_words() -> None:
    """The wish that every pension trial needs."""
    after(OPENED).when(verbs.express_wish_to_work, words=WISHED.words, on=FEB_1).then(WISHED)


def test_a_wish_says_something() -> None:
    """An empty wish is no wish."""
    after(OPENED).when(verbs.express_wish_to_work, words="\n", on=FEB_1).then_refused(
        "words-missing"
    )


def test_a_hope_needs_no_job_goal() -> None:
    """We do not necessarily know where the journey ends."""
    after(OPENED).when(verbs.state_hope, words="At komme lidt ud", on=FEB_1).then(
        events.HopeStated(on=FEB_1, words="At komme lidt ud")
    )


def test_a_hope_says_something() -> None:
    """With a job goal or without: the hope is in the words."""
    after(OPENED).when(verbs.state_hope, words=" ", job_goal="Kok", on=FEB_1).then_refused(
        "words-missing"
    )


def test_a_subgoal_is_set_with_its_why() -> None:
    """Concrete, and meaningful to the citizen."""
    after(OPENED).when(
        verbs.set_subgoal, subgoal=KITCHEN, title=COOK.title, why=COOK.why, on=FEB_1
    ).then(COOK)


def test_a_subgoal_without_title_or_why_is_refused() -> None:
    """Both are required."""
    after(OPENED).when(
        verbs.set_subgoal, subgoal=KITCHEN, title="", why="Fordi", on=FEB_1
    ).then_refused("title-missing")
    after(OPENED).when(
        verbs.set_subgoal, subgoal=KITCHEN, title="Lave mad", why="", on=FEB_1
    ).then_refused("why-missing")


def test_a_subgoal_stands_in_some_track() -> None:
    """Tracks are what the municipality calls them, but not nothing."""
    after(OPENED).when(
        verbs.set_subgoal, subgoal=KITCHEN, title="Lave mad", why="Fordi", track="", on=FEB_1
    ).then_refused("track-missing")


def test_one_subgoal_is_not_set_twice_with_other_words() -> None:
    """It is revised instead."""
    after(OPENED, COOK).when(
        verbs.set_subgoal, subgoal=KITCHEN, title="Noget andet", why="Fordi", on=FEB_1
    ).then_refused("recorded-already")


def test_a_subgoal_is_revised_only_where_it_changes() -> None:
    """What is left out, or the same, stays."""
    revised = events.SubgoalRevised(on=MAR_1, subgoal=KITCHEN, title="Lave mad til to")
    after(OPENED, COOK).when(
        verbs.revise_subgoal, subgoal=KITCHEN, title="Lave mad til to", why=COOK.why, on=MAR_1
    ).then(revised)
    step = after(OPENED, COOK, revised).journey.path.subgoals[KITCHEN]
    assert (step.title, step.why) == ("Lave mad til to", COOK.why)


def test_who_does_a_step_is_revised_too() -> None:
    """From together to alone: help to help oneself."""
    alone = events.SubgoalRevised(on=MAR_1, subgoal=KITCHEN, done_by="me")
    walk = after(OPENED, COOK)
    walk.when(verbs.revise_subgoal, subgoal=KITCHEN, done_by="me", on=MAR_1).then(alone)
    walk.when(verbs.revise_subgoal, subgoal=KITCHEN, done_by="together", on=MAR_1).then_nothing()
    step = after(OPENED, COOK, alone).journey.path.subgoals[KITCHEN]
    assert (step.title, step.done_by) == (COOK.title, "me")


def test_a_subgoal_that_was_never_set_cannot_be_reached() -> None:
    """Nor revised or set aside."""
    walk = after(OPENED, COOK)
    walk.when(verbs.reach_subgoal, subgoal=GARDEN, on=MAY_1).then_refused("subgoal-unknown")
    walk.when(verbs.revise_subgoal, subgoal=GARDEN, on=MAY_1).then_refused("subgoal-unknown")
    walk.when(verbs.set_aside_subgoal, subgoal=GARDEN, reason="Nej", on=MAY_1).then_refused(
        "subgoal-unknown"
    )


def test_a_reached_subgoal_is_reached_once() -> None:
    """Asked on a later day, it is still reached on the first."""
    after(OPENED, COOK).when(verbs.reach_subgoal, subgoal=KITCHEN, on=MAY_9).then(REACHED)
    after(OPENED, COOK, REACHED).when(verbs.reach_subgoal, subgoal=KITCHEN, on=MAY_9).then_nothing()


def test_a_subgoal_is_set_aside_with_its_reason() -> None:
    """And without any blame."""
    after(OPENED, COOK).when(
        verbs.set_aside_subgoal, subgoal=KITCHEN, reason=LAID_ASIDE.reason, on=MAY_9
    ).then(LAID_ASIDE)
    after(OPENED, COOK).when(
        verbs.set_aside_subgoal, subgoal=KITCHEN, reason="", on=MAY_9
    ).then_refused("reason-missing")


def test_a_subgoal_laid_aside_is_not_reached() -> None:
    """To take it up, a new one is set."""
    after(OPENED, COOK, LAID_ASIDE).when(
        verbs.reach_subgoal, subgoal=KITCHEN, on=MAY_9
    ).then_refused("subgoal-set-aside")


def test_what_is_reached_or_laid_aside_is_pursued_no_longer() -> None:
    """The first of the two stands, should an odd history tell of both."""
    assert after(OPENED, COOK).journey.path.open_subgoals
    for first, then in ((REACHED, LAID_ASIDE), (LAID_ASIDE, REACHED)):
        path = after(OPENED, COOK, first).journey.path
        assert path.open_subgoals == ()
        assert after(OPENED, COOK, first, then).journey.path == path


def test_a_reached_subgoal_is_neither_revised_nor_laid_aside() -> None:
    """A success stays one."""
    walk = after(OPENED, COOK, REACHED)
    walk.when(verbs.revise_subgoal, subgoal=KITCHEN, title="Mere", on=MAY_9).then_refused(
        "subgoal-reached"
    )
    walk.when(verbs.set_aside_subgoal, subgoal=KITCHEN, reason="Nej", on=MAY_9).then_refused(
        "subgoal-reached"
    )


@pytest.mark.parametrize("set_by", ["citizen", "together"])
def test_a_citizen_sets_and_moves_subgoals_of_their_own(set_by: SetBy) -> None:
    """Ownership of one's own life: set alone or together, changed, reached or dropped."""
    own = COOK.model_copy(update={"set_by": set_by})
    after(OPENED).by("citizen").when(
        verbs.set_subgoal, subgoal=KITCHEN, title=COOK.title, why=COOK.why, set_by=set_by, on=FEB_1
    ).then(own)
    walk = after(OPENED, own).by("citizen")
    walk.when(verbs.revise_subgoal, subgoal=KITCHEN, why="Fordi jeg vil", on=MAR_1).then(
        events.SubgoalRevised(on=MAR_1, subgoal=KITCHEN, why="Fordi jeg vil")
    )
    walk.when(verbs.reach_subgoal, subgoal=KITCHEN, on=MAY_9).then(REACHED)
    walk.when(verbs.set_aside_subgoal, subgoal=KITCHEN, reason=LAID_ASIDE.reason, on=MAY_9).then(
        LAID_ASIDE
    )


def test_a_citizen_neither_sets_nor_moves_what_the_caseworker_alone_set() -> None:
    """Nobody speaks in another's name; the two talk instead."""
    after(OPENED).by("citizen").when(
        verbs.set_subgoal,
        subgoal=KITCHEN,
        title="Lave mad",
        why="Ro",
        set_by="caseworker",
        on=FEB_1,
    ).then_refused("subgoal-not-own")
    walk = after(OPENED, IMPOSED).by("citizen")
    walk.when(verbs.revise_subgoal, subgoal=KITCHEN, title="Spise mad", on=MAR_1).then_refused(
        "subgoal-not-own"
    )
    walk.when(verbs.reach_subgoal, subgoal=KITCHEN, on=MAY_9).then_refused("subgoal-not-own")
    walk.when(verbs.set_aside_subgoal, subgoal=KITCHEN, reason="Nej", on=MAY_9).then_refused(
        "subgoal-not-own"
    )


def test_a_caseworker_moves_any_subgoal() -> None:
    """Also one the citizen set, for it is the caseworker who was told."""
    own = COOK.model_copy(update={"set_by": "citizen"})
    for step in (own, IMPOSED):
        after(OPENED, step).when(verbs.reach_subgoal, subgoal=KITCHEN, on=MAY_9).then(REACHED)
    after(OPENED).when(
        verbs.set_subgoal,
        subgoal=KITCHEN,
        title=COOK.title,
        why=COOK.why,
        set_by="caseworker",
        on=FEB_1,
    ).then(IMPOSED)


def test_a_citizen_notices_a_success_toward_any_subgoal() -> None:
    """What went well went well, whoever set the step."""
    after(OPENED, IMPOSED).by("citizen").when(
        verbs.notice_small_success,
        words="Lavede suppe",
        noticed_by="mig",
        subgoal=KITCHEN,
        on=MAR_1,
    ).then(
        events.SmallSuccessNoticed(
            on=MAR_1, words="Lavede suppe", noticed_by="mig", subgoal=KITCHEN
        )
    )


def test_anyone_on_the_journey_may_notice_a_small_success() -> None:
    """With or without a subgoal that it is a step toward."""
    after(OPENED, COOK).when(
        verbs.notice_small_success, words="Tog bussen selv", noticed_by="naboen", on=MAR_1
    ).then(events.SmallSuccessNoticed(on=MAR_1, words="Tog bussen selv", noticed_by="naboen"))
    after(OPENED, COOK).when(
        verbs.notice_small_success, words="Lavede suppe", noticed_by=ANNA, subgoal=KITCHEN, on=MAR_1
    ).then(
        events.SmallSuccessNoticed(on=MAR_1, words="Lavede suppe", noticed_by=ANNA, subgoal=KITCHEN)
    )


def test_a_small_success_names_who_noticed_and_a_subgoal_that_exists() -> None:
    """Nothing stands without a speaker, nor without words."""
    after(OPENED).when(
        verbs.notice_small_success, words="", noticed_by=ANNA, on=MAR_1
    ).then_refused("words-missing")
    after(OPENED).when(
        verbs.notice_small_success, words="Sang", noticed_by="", on=MAR_1
    ).then_refused("noticed-by-missing")
    after(OPENED).when(
        verbs.notice_small_success, words="Sang", noticed_by=ANNA, subgoal=GARDEN, on=MAR_1
    ).then_refused("subgoal-unknown")
