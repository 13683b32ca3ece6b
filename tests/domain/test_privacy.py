"""No CPR number and no diagnosis code in anything that is written."""

from uuid import UUID

import pytest

from journeys import events, verbs
from journeys.domain.decisions.privacy import CPR_NUMBER, DIAGNOSIS_CODE
from tests.invented import ANNA, COOK, FEB_1, JAN_1, MAY_1, OPENED
from tests.scenario import after

INVENTED_CPR_NUMBERS = [
    "61-01-90-1234",
    "61.01.1990-1234",
    "610190 / 1234",
    "610190_1234",
    "610190-1234",
    "6101901234",
    "610190 1234",
    "61 01 90 1234",
    "61.01.90-1234",
    "610190 - 1234",
    "610190\N{EN DASH}1234",
    "(610190-1234)",
    "cpr610190-1234x",
    "910177-4321",
]


@pytest.mark.parametrize("number", INVENTED_CPR_NUMBERS)
def test_a_cpr_number_in_any_spelling_is_refused(number: str) -> None:
    """The refusal does not repeat it."""
    refusal = (
        after(OPENED)
        .when(verbs.state_hope, words=f"Ring til {number} i morgen", on=FEB_1)
        .then_refused("words-carry-cpr")
    )
    assert number not in str(refusal)
    assert "1234" not in str(refusal)


@pytest.mark.parametrize("code", ["F32", "F32.2", "DF322", "f32.2", "DM545", "(Z56.0)", "s83"])
def test_a_diagnosis_code_is_refused_and_the_way_out_is_shown(code: str) -> None:
    """Competences count; diagnoses are never recorded."""
    refusal = (
        after(OPENED)
        .when(verbs.notice_small_success, words=f"Trods {code} gik det", noticed_by=ANNA, on=FEB_1)
        .then_refused("words-carry-diagnosis")
    )
    assert "write what the citizen can do" in refusal.sentence
    assert code.strip("()") not in str(refusal)


@pytest.mark.parametrize(
    "words",
    [
        "Ring på 12 34 56 78 mellem 9 og 11",
        "Den 1. maj 2026 kl. 9.30, lokale B-12",
        "10 timer om ugen fra uge 27 til uge 32, 1.500 kr.",
        "CVR 13748136, P-nummer 1019388394",
        "4321-1234 og 99 01 90-1234",
        "Har lært at køre truck type A og B1",
        "🎉 Hurra — det gik!",
    ],
)
def test_what_people_really_write_is_kept(words: str) -> None:
    """Telephone numbers, days, rooms, hours and company numbers are none of these."""
    assert CPR_NUMBER.search(words) is None
    assert DIAGNOSIS_CODE.search(words) is None
    after(OPENED).when(verbs.state_hope, words=words, on=FEB_1).then(
        events.HopeStated(on=FEB_1, words=words)
    )


def test_every_text_of_every_event_is_looked_at() -> None:
    """Names and codes too, wherever somebody could put it."""
    after(OPENED).when(
        verbs.offer_handover, to="610190-1234", reason="Ferie", on=FEB_1
    ).then_refused("words-carry-cpr")
    after().when(
        verbs.open_journey, municipality="621", basis="F32.2", responsible=ANNA, on=JAN_1
    ).then_refused("words-carry-diagnosis")


def test_a_user_name_may_look_like_a_code() -> None:
    """Many are a letter and some digits; a CPR number is none."""
    opened = OPENED.model_copy(update={"responsible": "b1234"})
    after().when(
        verbs.open_journey, municipality="621", basis=OPENED.basis, responsible="b1234", on=JAN_1
    ).then(opened)


def test_signs_that_cannot_be_printed_are_refused() -> None:
    """They hide in pasted text and would break what shows it."""
    after(OPENED).when(verbs.state_hope, words="Et\x00job", on=FEB_1).then_refused(
        "words-unprintable"
    )
    after(OPENED).when(verbs.state_hope, words="\ud800", on=FEB_1).then_refused("words-unprintable")


def test_an_id_is_no_cpr_number_whatever_its_digits() -> None:
    """Else one journey in a thousand could not be closed with its subgoal left open."""
    step = COOK.model_copy(update={"subgoal": UUID("ab010203-1234-4000-8000-000000000001")})
    closed = events.JourneyClosed(on=MAY_1, reason="Flyttet", leaving=(str(step.subgoal),))
    after(OPENED, step).when(
        verbs.close_journey, reason="Flyttet", leaving=[str(step.subgoal)], on=MAY_1
    ).then(closed)
    after(OPENED).when(
        verbs.state_hope, words=f"{step.subgoal} 010203-1234", on=FEB_1
    ).then_refused("words-carry-cpr")


def test_several_words_are_no_user_name() -> None:
    """Names stand in read tables: a diagnosis is refused there, too."""
    after(OPENED).when(
        verbs.offer_handover, to="Bo, der har F32", reason="Ferie", on=FEB_1
    ).then_refused("words-carry-diagnosis")


def test_a_refusal_never_repeats_what_was_typed() -> None:
    """Refusals are logged."""
    told = (
        after(OPENED)
        .when(verbs.close_journey, reason="Flyttet", leaving=["010203-1234 F20"], on=FEB_1)
        .then_refused("not-left-open")
    )
    assert "010203" not in str(told)
    answered = after(OPENED).when(verbs.decline_handover, by="010203-1234 F20", on=FEB_1)
    assert "010203" not in str(answered.then_refused("handover-not-offered"))
