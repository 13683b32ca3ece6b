"""No CPR number and no diagnosis code in anything that is written."""

import string
import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some

from journeys import events, verbs
from journeys.domain.decisions.privacy import CPR_NUMBER, DIAGNOSIS_CODE, holds_cpr_number
from journeys.domain.law.privacy_words import privacy_words
from journeys.domain.plain_text import without_joiners
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
    "6 1 0 1 9 0 1 2 3 4",
    "61 01 90 12 34",
    "61-01-1990-12-34",
    "610190      1234",
    "610190\N{NON-BREAKING HYPHEN}1234",
    "610190\N{MINUS SIGN}1234",
    "610190\N{NARROW NO-BREAK SPACE}1234",
    "6101\N{SOFT HYPHEN}90-1234",
    "61\N{ZERO WIDTH SPACE}0190\N{WORD JOINER}-12\N{ZERO WIDTH NO-BREAK SPACE}34",
    "\uff16\uff11\uff10\uff11\uff19\uff10-\uff11\uff12\uff13\uff14",
    "\u0666\u0661\u0660\u0661\u0669\u0660-\u0661\u0662\u0663\u0664",
    "6\u03361\u03360\u03361\u03369\u03360\u03361\u03362\u03363\u03364",
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
        "Den 01.02.26 12.30 og den 03.06.2027 15:08",
        "Mødet 01.02.2026 12, ring 12 34 56 78",
        "Den 01.02.26 12 34 56 78",
    ],
)
def test_what_people_really_write_is_kept(words: str) -> None:
    """Telephone numbers, days, rooms, hours and company numbers are none of these."""
    assert CPR_NUMBER.search(words) is None
    assert not holds_cpr_number(words)
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


@pytest.mark.parametrize(
    "sign", ["\x7f", "\x80", "\x9f", "\u202a", "\u202e", "\u2066", "\u2069", "\x1b"]
)
def test_signs_that_steer_a_screen_or_turn_a_text_are_refused(sign: str) -> None:
    """In words and in names."""
    walk = after(OPENED)
    walk.when(verbs.state_hope, words=f"Et {sign}job", on=FEB_1).then_refused("words-unprintable")
    walk.when(verbs.offer_handover, to=f"Bo{sign}", reason="Ferie", on=FEB_1).then_refused(
        "words-unprintable"
    )


@pytest.mark.parametrize(
    "words",
    ["👩\u200d🍳 i køkkenet", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "To\nlinjer\tog"],
)
def test_joiners_and_line_ends_stay_in_words(words: str) -> None:
    """Emoji and Arabic are written with them; a name is compared without."""
    after(OPENED).when(verbs.state_hope, words=words, on=FEB_1).then(
        events.HopeStated(on=FEB_1, words=words)
    )
    assert without_joiners("Jen\u200dsen\u00ad") == "Jensen"


def digits() -> some.SearchStrategy[tuple[str, ...]]:
    """Return any script's own ten digits."""
    return some.sampled_from(
        [
            tuple(chr(zero + value) for value in range(10))
            for zero in range(0x110000)
            if unicodedata.digit(chr(zero), None) == 0
            and [unicodedata.digit(chr(zero + value), None) for value in range(10)]
            == list(range(10))
        ]
    )


UNSEEN = ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"]


def between() -> some.SearchStrategy[list[list[str]]]:
    """Return what may stand after each sign of a number: spaces, dashes, and what is not seen."""
    spaces_and_dashes = [
        chr(each) for each in range(0x110000) if unicodedata.category(chr(each)) in {"Pd", "Zs"}
    ]
    signs = some.sampled_from([*spaces_and_dashes, *UNSEEN, *"-./ _"])
    return some.lists(some.lists(signs, max_size=4), min_size=10, max_size=10)


@given(
    some.sampled_from(["6101901234", "0102031234", "9112994321", "3112001234"]),
    some.deferred(digits),  # all of Unicode is looked through where it is asked for
    some.deferred(between),
)
def test_a_cpr_number_is_found_in_any_digits_with_any_signs_between(
    number: str, digits: tuple[str, ...], between: list[list[str]]
) -> None:
    """In words, in a purpose and in a name alike."""
    parts = (
        digits[int(sign)] + "".join(signs) for sign, signs in zip(number, between, strict=True)
    )
    written = "".join(parts)
    # 31.12.20 01.23: as it stands there, a day and a time.
    if "." not in written and "/" not in written:
        assert holds_cpr_number(f"Ring til {written}, tak")


CHAPTERS = string.ascii_uppercase


@given(
    some.sampled_from(CHAPTERS),
    some.integers(0, 99),
    some.sampled_from(["", ".0", ".21", "5", "A"]),
    some.sampled_from(["", "D", "d"]),
    some.sampled_from(["Trods", "i", "mod Kolding ad", "til kl.", "diagnosen", "(", "nr."]),
)
def test_every_code_of_a_chapter_is_refused_without_a_word_for_a_place(
    chapter: str, number: int, rest: str, prefix: str, before: str
) -> None:
    """Whatever stands before it."""
    after(OPENED).when(
        verbs.state_hope, words=f"{before} {prefix}{chapter}{number:02}{rest} gik det", on=FEB_1
    ).then_refused("words-carry-diagnosis")


@given(
    some.sampled_from(privacy_words().places.before),
    some.sampled_from(["E45", "B12", "A10", "c25", "F32"]),
    some.sampled_from(["", "nr. ", "nummer "]),
)
def test_a_code_beside_a_word_for_a_place_is_a_place(word: str, code: str, between: str) -> None:
    """This is the edge: F32 beside a room is a room."""
    words = f"Mød mig ved {word.capitalize()} {between}{code}, tak"
    after(OPENED).when(verbs.state_hope, words=words, on=FEB_1).then(
        events.HopeStated(on=FEB_1, words=words)
    )


@pytest.mark.parametrize(
    "words",
    [
        "E45 mod Kolding",
        "lokale B12 efter F32",
        "bus F32.2",
        "rum DF32",
        "bus, F32",
        "busser F32",
        "bus mod F32",
        "opgang F321",
        "F32 lokale",
    ],
)
def test_a_word_for_a_place_elsewhere_changes_nothing(words: str) -> None:
    """It has to stand directly beside the code, and the code has to be a letter and two digits."""
    after(OPENED).when(verbs.state_hope, words=words, on=FEB_1).then_refused(
        "words-carry-diagnosis"
    )


def test_after_a_code_few_words_make_it_a_place() -> None:
    """E45 motorvejen."""
    words = "Ad E45 motorvejen til arbejde"
    after(OPENED).when(verbs.state_hope, words=words, on=FEB_1).then(
        events.HopeStated(on=FEB_1, words=words)
    )


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
