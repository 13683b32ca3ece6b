"""Safety: what is kept, how it is asked for, and where it must be verified."""

from datetime import date

import pytest

from journeys.domain.events.pension import (
    PensionResumed,
    PensionReturnRequested,
    PensionWithdrawn,
)
from journeys.domain.journey import Event
from journeys.domain.law import law
from journeys.projections.safety import Safety, Sentence, safety
from tests.invented import (
    APR_1,
    BAKING,
    FEB_1,
    GRANTED,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    RULED,
    WALK,
    WISHED,
)
from tests.scenario import after

TRYING: tuple[Event, ...] = (OPENED, GRANTED, WISHED, RESTED)
BACK: tuple[Event, ...] = (
    *TRYING,
    PensionReturnRequested(on=APR_1),
    PensionResumed(on=MAY_1, paid_from=JUN_1),
)


def on(day: date, *events: Event) -> Safety:
    """Return the safety on that day."""
    return safety(WALK, after(*events).history, law(), day)


def rules(sentences: tuple[Sentence, ...]) -> set[str]:
    """Return the ids of the rules that were said."""
    return {sentence.rule for sentence in sentences}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (FEB_1, "paid"),
        (MAR_1, "resting"),
        (APR_1, "return-asked"),
        (MAY_1, "resumed"),
        (JUN_1, "paid"),
    ],
)
def test_the_state_is_that_of_the_day(day: date, state: str) -> None:
    """On any day, before and after."""
    assert on(day, *BACK).state == state


def test_the_way_back_is_shown_in_steps_with_who_does_what() -> None:
    """Also before anybody needs it; done step by step."""
    done = {
        day: [step.done for step in on(day, *BACK).way_back] for day in (MAR_1, APR_1, MAY_9, JUL_1)
    }
    assert done == {
        MAR_1: [False, False, False],
        APR_1: [True, False, False],
        MAY_9: [True, True, False],
        JUL_1: [True, True, True],
    }
    assert [step.who for step in on(MAR_1, *TRYING).way_back] == [
        "borger",
        "kommune",
        "Udbetaling Danmark",
    ]


def test_every_answer_names_the_entries_and_rules_it_rests_on() -> None:
    """And the sources of the rules, as far as any was found."""
    answer = on(MAY_1, *BACK)
    assert answer.rests_on == (2, 4, 5, 6)
    said = (*answer.kept, *answer.warnings)
    assert said
    assert all(sentence.sources and sentence.tag == "verified" for sentence in said)
    assert all(set(step.rules) <= law().rules.keys() for step in answer.way_back)


def test_what_no_source_says_is_to_be_verified_and_never_promised() -> None:
    """The restart day, the supplements, and withdrawal after 2025."""
    answer = on(MAR_1, *TRYING)
    assert rules(answer.to_verify) == {
        "open-withdrawal-after-2025",
        "open-restart-day",
        "open-supplements",
    }
    assert all(
        "To be verified" in each.en and "Skal efterprøves" in each.da for each in answer.to_verify
    )


def test_the_pause_in_withdrawals_is_said_on_its_days_only() -> None:
    """It ran from 1 January 2023 to 31 December 2025."""
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    answers = [on(day, OPENED, GRANTED) for day in days]
    said = ["no-withdrawal-period" in rules(answer.kept) for answer in answers]
    asked = ["open-withdrawal-after-2025" in rules(answer.to_verify) for answer in answers]
    assert said == [False, True, True, False]
    assert asked == [False, False, False, True]


def test_the_old_scheme_has_its_own_rules() -> None:
    """It is never withdrawn against the wish, and rests by its own section."""
    old = GRANTED.model_copy(update={"scheme": "old", "on": date(2001, 6, 1)})
    answer = on(MAR_1, OPENED, old, WISHED, RESTED)
    assert {"never-withdrawn-old", "rest-without-limit-old"} <= rules(answer.kept)
    assert "open-withdrawal-after-2025" not in rules(answer.to_verify)


def test_a_reassessment_that_was_set_is_warned_of() -> None:
    """It stands although the pension rests."""
    reassessed = GRANTED.model_copy(update={"reassessment": date(2027, 6, 1)})
    assert "reassessment-stands" in rules(on(MAR_1, OPENED, reassessed, WISHED, RESTED).warnings)
    assert "reassessment-stands" not in rules(on(MAR_1, *TRYING).warnings)


def test_a_fleksjob_beside_a_paid_pension_is_warned_of() -> None:
    """It is a fact that the two cannot both stand."""
    fleksjob = BAKING.model_copy(update={"placement_kind": "fleksjob"})
    assert "fleksjob-needs-resting" not in rules(on(APR_1, *TRYING, fleksjob).warnings)
    assert "fleksjob-needs-resting" in rules(on(JUN_1, *BACK, fleksjob).warnings)


def test_without_a_pension_nothing_is_said() -> None:
    """Neither promised nor warned."""
    answer = on(MAR_1, OPENED)
    assert (answer.state, answer.kept, answer.way_back, answer.to_verify, answer.warnings) == (
        "none",
        (),
        (),
        (),
        (),
    )


def test_every_rule_of_the_data_is_in_force_on_some_day_and_told_in_both_languages() -> None:
    """And every rule that is not an open question names a source."""
    for rule in law().rules.values():
        assert rule.starts <= rule.ends
        assert rule.da
        assert rule.en
        assert rule.sources or rule.tag == "open"


def test_a_withdrawn_pension_keeps_nothing_and_promises_nothing() -> None:
    """The state is told, with the entries it rests on; no rule of keeping applies any more."""
    withdrawn = PensionWithdrawn(on=MAY_1, ruling=RULED.ruling, with_consent=True)
    answer = on(JUN_1, OPENED, GRANTED, RULED, withdrawn)
    assert answer.state == "withdrawn"
    assert (answer.kept, answer.way_back, answer.to_verify, answer.warnings) == ((), (), (), ())
    assert answer.rests_on == (2, 4)
