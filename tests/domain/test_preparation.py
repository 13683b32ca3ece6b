"""Preparation: on the way to a pension, where work cannot carry."""

from typing import Any

import pytest

from journeys import events, verbs
from tests.invented import APR_1, BAKERY, BAKING, JUN_1, MAR_1, MAY_1, MAY_9, OPENED
from tests.scenario import after

FLEKSJOB = BAKING.model_copy(update={"placement_kind": "fleksjob"})
FOUND = events.SelfSupportFoundUnrealistic(on=MAR_1, words="Tre pladser er prøvet")
NOT_HELD = events.FlexJobNotSustainable(on=MAY_1, words="Fire timer blev for meget")
STARTED = events.PensionPreparationStarted(on=APR_1)
APPLIED = events.PensionApplied(on=MAY_1)
CLOSED = events.JourneyClosed(on=MAR_1, reason="Flyttet")


def test_it_is_found_that_a_job_is_not_the_way_and_preparing_is_due_at_once() -> None:
    """Nobody is held in what leads nowhere."""
    after(OPENED).when(verbs.find_self_support_unrealistic, words=FOUND.words, on=MAR_1).then(FOUND)
    assert after(OPENED, FOUND).journey.preparation.needed == MAR_1


def test_it_is_found_that_a_fleksjob_asks_too_much_and_preparing_is_due_at_once() -> None:
    """Who cannot hold on gets help to a pension; also when the fleksjob has ended already."""
    ended = events.PlacementEnded(on=APR_1, placement=BAKERY, reason="Timerne blev for mange")
    for walk in (after(OPENED, FLEKSJOB), after(OPENED, FLEKSJOB, ended)):
        walk.when(verbs.find_flex_job_not_sustainable, words=NOT_HELD.words, on=MAY_1).then(
            NOT_HELD
        )
    assert after(OPENED, FLEKSJOB, NOT_HELD).journey.preparation.needed == MAY_1


def test_a_fleksjob_that_is_not_known_cannot_ask_too_much() -> None:
    """Nor a job of another kind, nor one on a day before it began."""
    for walk, on in (
        (after(OPENED), MAY_1),
        (after(OPENED, BAKING), MAY_1),
        (after(OPENED, FLEKSJOB), MAR_1),
    ):
        walk.when(verbs.find_flex_job_not_sustainable, words=NOT_HELD.words, on=on).then_refused(
            "fleksjob-unknown"
        )


def test_what_was_found_is_told_in_words_about_work() -> None:
    """The citizen is to understand it, and no cause is asked for."""
    after(OPENED).when(verbs.find_self_support_unrealistic, words=" ", on=MAR_1).then_refused(
        "words-missing"
    )
    after(OPENED, FLEKSJOB).when(
        verbs.find_flex_job_not_sustainable, words="", on=MAY_1
    ).then_refused("words-missing")
    for fact in (events.SelfSupportFoundUnrealistic, events.FlexJobNotSustainable):
        assert set(fact.model_fields) == {"on", "kind", "words"}


def test_what_is_found_again_is_owed_since_the_first_day() -> None:
    """The days of waiting are not counted from the second time."""
    again = FOUND.model_copy(update={"on": APR_1})
    after(OPENED, FOUND).when(
        verbs.find_self_support_unrealistic, words=FOUND.words, on=APR_1
    ).then(again)
    waiting = after(OPENED, FLEKSJOB, FOUND, again, NOT_HELD).journey.preparation
    assert waiting.needed == MAR_1


@pytest.mark.parametrize("step", [STARTED, APPLIED], ids=["preparing", "applying"])
def test_preparing_or_applying_meets_what_is_owed(
    step: events.PensionPreparationStarted | events.PensionApplied,
) -> None:
    """And what is found after that is owed from then on."""
    met = after(OPENED, FLEKSJOB, FOUND, step)
    assert met.journey.preparation.needed is None
    later = NOT_HELD.model_copy(update={"on": JUN_1})
    assert met.followed_by(later).journey.preparation.needed == JUN_1


def test_preparing_a_pension_begins_once() -> None:
    """Whether anything was found before or not; asked later, it has begun already."""
    after(OPENED).when(verbs.start_pension_preparation, on=APR_1).then(STARTED)
    after(OPENED, FOUND).when(verbs.start_pension_preparation, on=APR_1).then(STARTED)
    after(OPENED, FOUND, STARTED).when(verbs.start_pension_preparation, on=MAY_9).then_nothing()


def test_preparing_begins_again_when_it_is_owed_again() -> None:
    """What was prepared once came to nothing; now the fleksjob cannot be held."""
    after(OPENED, FLEKSJOB, FOUND, STARTED, NOT_HELD).when(
        verbs.start_pension_preparation, on=MAY_9
    ).then(events.PensionPreparationStarted(on=MAY_9))


def test_a_pension_is_applied_for_with_or_without_preparation() -> None:
    """The case is raised on the day the citizen applies; and once more if it was not granted."""
    for walk in (after(OPENED), after(OPENED, FOUND), after(OPENED, FOUND, STARTED)):
        walk.when(verbs.apply_for_pension, on=MAY_1).then(APPLIED)
    applied = after(OPENED, FOUND, STARTED, APPLIED)
    applied.when(verbs.apply_for_pension, on=MAY_1).then_nothing()
    applied.when(verbs.apply_for_pension, on=JUN_1).then(events.PensionApplied(on=JUN_1))


def test_nothing_is_found_on_a_journey_that_is_not_open() -> None:
    """Neither before it was opened nor after it was closed."""
    asked: list[tuple[Any, dict[str, Any]]] = [
        (verbs.find_self_support_unrealistic, {"words": FOUND.words}),
        (verbs.find_flex_job_not_sustainable, {"words": NOT_HELD.words}),
    ]
    for verb, arguments in asked:
        after().when(verb, **arguments, on=APR_1).then_refused("journey-not-open")
        after(OPENED, CLOSED).when(verb, **arguments, on=APR_1).then_refused("journey-closed")


def test_what_is_owed_can_be_done_after_the_journey_was_closed() -> None:
    """The right to a pension case does not end with the journey."""
    closed = after(OPENED, FOUND, CLOSED)
    closed.when(verbs.start_pension_preparation, on=APR_1).then(
        events.PensionPreparationStarted(on=APR_1)
    )
    closed.when(verbs.apply_for_pension, on=APR_1).then(events.PensionApplied(on=APR_1))
    for verb in (verbs.start_pension_preparation, verbs.apply_for_pension):
        after().when(verb, on=APR_1).then_refused("journey-not-open")


@pytest.mark.parametrize("role", ["external-provider", "employer", "mentor"])
def test_whether_work_can_carry_is_found_by_the_municipality(role: str) -> None:
    """Others tell what they see; this is not an observation."""
    walk = after(OPENED, FLEKSJOB).by(role)
    walk.when(verbs.find_self_support_unrealistic, words=FOUND.words, on=MAY_1).then_refused(
        "role-may-not"
    )
    walk.when(verbs.find_flex_job_not_sustainable, words=NOT_HELD.words, on=MAY_1).then_refused(
        "role-may-not"
    )
