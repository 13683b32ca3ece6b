"""Employers: what is recorded of them, who may record it, and what is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from journeys import employers, events, verbs
from journeys.employers import Task
from journeys.errors import Refused
from tests.invented import (
    ANNA,
    BAKE,
    BO,
    CARLA,
    CHARTER,
    CVR,
    FEB_1,
    HELP,
    JAN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    NEEDED,
    OPENED,
    P_NUMBER,
    POSTED,
    REGISTERED,
    SHOP,
    TILL,
)
from tests.scenario import after, after_employer

AGREED = employers.PartnershipAgreed(
    on=JAN_1,
    partnership=CHARTER,
    employer_promises="Ti småjob om året",
    municipality_promises="Svar inden for en uge",
    agreement="charter",
)
MOVED = employers.EmployerContactChanged(on=FEB_1, to=BO, why="Anna har fået andet arbejde")
REGISTERING: dict[str, Any] = {
    "name": REGISTERED.name,
    "employer_kind": "privat",
    "contact": ANNA,
    "on": JAN_1,
}


def test_an_employer_is_registered_once() -> None:
    """With one named contact; asked twice, nothing is added."""
    after_employer().when(employers.register_employer, **REGISTERING).then(REGISTERED)
    after_employer(REGISTERED).when(
        employers.register_employer, **REGISTERING | {"contact": BO}
    ).then_refused("recorded-already")


@pytest.mark.parametrize("typed", [CVR, "10 00 00 09", " 10000009 "])
def test_spaces_in_a_typed_number_are_forgiven(typed: str) -> None:
    """As they stand on letters; the number is stored without them."""
    after_employer().when(
        employers.register_employer, cvr=typed, p_number="10 0000 0000", **REGISTERING
    ).then(REGISTERED.model_copy(update={"cvr": CVR, "p_number": P_NUMBER}))


def refused_number(code: str, **numbers: str) -> None:
    """Expect that a number is refused by this code, and not repeated."""
    asked = after_employer().when(employers.register_employer, **{**REGISTERING, **numbers})
    refusal = asked.then_refused(code)
    assert not any(number in str(refusal) for number in numbers.values())


def test_a_number_that_is_none_is_refused() -> None:
    """And not repeated: it may be a person's."""
    asked = after_employer().when
    asked(employers.register_employer, cvr="1000000", **REGISTERING).then_refused("cvr-malformed")
    asked(employers.register_employer, cvr="10000008", **REGISTERING).then_refused("cvr-wrong")
    asked(employers.register_employer, p_number="1000", **REGISTERING).then_refused(
        "p-number-malformed"
    )
    refused_number("cvr-malformed", cvr="1000000x")
    refused_number("cvr-malformed", cvr="0102031234")
    refused_number("words-carry-cpr", p_number="0102031234")
    refused_number("words-carry-cpr", p_number="610203 1234")


def test_a_p_number_of_today_may_look_like_the_number_of_somebody_born_on_a_tenth() -> None:
    """All P-numbers begin with 10. By modulus 11 none is refused."""
    after_employer().when(employers.register_employer, p_number="1001010001", **REGISTERING).then(
        REGISTERED.model_copy(update={"p_number": "1001010001"})
    )


def test_a_cpr_number_gets_into_no_field_of_a_number_by_another_way() -> None:
    """A host may make its own event."""

    def by_hand(_case: employers.EmployerCase, *, on: date) -> list[employers.EmployerEvent]:
        return [REGISTERED.model_copy(update={"on": on, "p_number": "010203-1234"})]

    by_hand.__name__ = "register_employer"
    after_employer().when(by_hand, on=JAN_1).then_refused("words-carry-cpr")


def test_the_name_of_a_firm_may_look_like_a_diagnosis_code() -> None:
    """And no CPR number gets in by it."""
    named = {**REGISTERING, "name": "F24 Byg ApS"}
    after_employer().when(employers.register_employer, **named).then(
        REGISTERED.model_copy(update={"name": "F24 Byg ApS"})
    )
    asked = after_employer().when
    for name, code in (("Byg 010203-1234", "words-carry-cpr"), ("Byg\x07", "words-unprintable")):
        asked(employers.register_employer, **REGISTERING | {"name": name}).then_refused(code)
    asked(employers.register_employer, **REGISTERING | {"name": " "}).then_refused("name-missing")


def test_the_words_of_an_employer_are_guarded_as_a_citizens() -> None:
    """A doubt, too, where they name a diagnosis; never in the name of a firm."""
    known = after_employer(REGISTERED)
    told: dict[str, Any] = {"need": HELP, "on": FEB_1}
    known.when(employers.tell_need, words="Ham med F32.2", **told).then_refused(
        "words-carry-diagnosis"
    )
    known.when(employers.tell_need, words="010203-1234 kan", **told).then_refused("words-carry-cpr")
    known.on_the_day(MAR_1).sure_of().when(
        employers.tell_need, words="Har hun skizofreni?", **told
    ).then_refused("words-name-diagnosis")
    known.when(
        employers.carve_task,
        task=Task(task=TILL, words="Butik", hours=Decimal(3), when="Efter 010203-1234"),
        on=FEB_1,
    ).then_refused("words-carry-cpr")
    after_employer().on_the_day(MAR_1).sure_of().when(
        employers.register_employer, **REGISTERING | {"name": "Skizofreniforeningen"}
    ).then(REGISTERED.model_copy(update={"name": "Skizofreniforeningen"}))


def test_there_is_always_one_contact() -> None:
    """Another one is named, and the employer is told: then it is recorded again."""
    known = after_employer(REGISTERED)
    known.when(employers.change_contact, to=BO, why=MOVED.why, on=FEB_1).then(MOVED)
    known.when(employers.change_contact, to=ANNA, why="Som før", on=FEB_1).then_nothing()
    told = MOVED.model_copy(update={"on": MAR_1, "told": MAR_1})
    known.followed_by(MOVED).when(
        employers.change_contact, to=BO, why=MOVED.why, told=MAR_1, on=MAR_1
    ).then(told)
    contact = known.followed_by(MOVED, told).employer.contact
    assert contact == (BO, FEB_1, MAR_1)
    known.when(employers.change_contact, to=" ", why="?", on=FEB_1).then_refused("to-missing")
    known.when(employers.change_contact, to=BO, why=" ", on=FEB_1).then_refused("why-missing")
    after_employer().when(employers.change_contact, to=BO, why="?", on=FEB_1).then_refused(
        "employer-unknown"
    )
    after_employer().when(
        employers.register_employer, **REGISTERING | {"contact": ""}
    ).then_refused("contact-missing")


def test_a_contact_of_whom_nobody_has_heard_is_doubted() -> None:
    """Nobody would call the employer back. Somebody who was its contact is known."""
    known = after_employer(REGISTERED)
    asked: dict[str, Any] = {"why": "Ny", "on": FEB_1}
    known.on_the_day(MAR_1).sure_of().when(
        employers.change_contact, to="cralla.example", **asked
    ).then_refused("colleague-not-known")
    known.on_the_day(MAR_1).sure_of().when(employers.change_contact, to=CARLA, **asked).then(
        employers.EmployerContactChanged(on=FEB_1, to=CARLA, why="Ny")
    )
    after_employer().on_the_day(MAR_1).sure_of().when(
        employers.register_employer, **REGISTERING | {"contact": "ana.example"}
    ).then_refused("colleague-not-known")


def test_a_partnership_says_what_each_promises() -> None:
    """It may be older than the day on which the employer was registered."""
    promised: dict[str, Any] = {
        "partnership": CHARTER,
        "employer_promises": AGREED.employer_promises,
        "municipality_promises": AGREED.municipality_promises,
        "agreement": "charter",
    }
    known = after_employer(REGISTERED.model_copy(update={"on": FEB_1}))
    known.when(employers.agree_partnership, on=JAN_1, **promised).then(AGREED)
    known.when(
        employers.agree_partnership, on=JAN_1, **promised | {"agreement": "chartre"}
    ).then_refused("code-unknown")
    after_employer().when(employers.agree_partnership, on=JAN_1, **promised).then_refused(
        "employer-unknown"
    )


def test_the_two_promises_are_missed_by_name() -> None:
    """Each by its code."""
    known = after_employer(REGISTERED)
    said: dict[str, Any] = {"partnership": CHARTER, "on": JAN_1}
    known.when(
        employers.agree_partnership, employer_promises="", municipality_promises="x", **said
    ).then_refused("employer-promises-missing")
    known.when(
        employers.agree_partnership, employer_promises="x", municipality_promises="", **said
    ).then_refused("municipality-promises-missing")


def test_a_partnership_ends_once() -> None:
    """One that is not known does not."""
    ended = employers.PartnershipEnded(on=MAR_1, partnership=CHARTER, why="Ny ejer")
    known = after_employer(REGISTERED, AGREED)
    asked: dict[str, Any] = {"partnership": CHARTER, "why": "Ny ejer"}
    known.when(employers.end_partnership, on=MAR_1, **asked).then(ended)
    known.followed_by(ended).when(employers.end_partnership, on=MAY_1, **asked).then_nothing()
    known.followed_by(ended).when(employers.end_partnership, on=FEB_1, **asked).then_refused(
        "recorded-already"
    )
    after_employer(REGISTERED).when(employers.end_partnership, on=MAR_1, **asked).then_refused(
        "partnership-unknown"
    )


def test_a_need_is_answered_once_it_is_told() -> None:
    """And may be answered again. Late news is judged on its own day."""
    known = after_employer(REGISTERED)
    known.when(employers.tell_need, need=HELP, words=NEEDED.words, on=JAN_1).then(NEEDED)
    answered = employers.NeedAnswered(on=FEB_1, need=HELP, words="Vi kommer på tirsdag")
    asked: dict[str, Any] = {"need": HELP, "words": answered.words}
    known.followed_by(NEEDED).when(employers.answer_need, on=FEB_1, **asked).then(answered)
    known.followed_by(NEEDED, answered).when(employers.answer_need, on=MAR_1, **asked).then(
        answered.model_copy(update={"on": MAR_1})
    )
    known.when(employers.answer_need, on=FEB_1, **asked).then_refused("need-not-told")
    late = NEEDED.model_copy(update={"on": MAR_1})
    known.followed_by(late).when(employers.answer_need, on=FEB_1, **asked).then_refused(
        "need-not-told"
    )


def test_expectations_are_the_employers_words() -> None:
    """Some have to be said."""
    known = after_employer(REGISTERED)
    known.when(employers.state_expectations, words="Mød til tiden", on=FEB_1).then(
        employers.ExpectationsStated(on=FEB_1, words="Mød til tiden")
    )
    known.when(employers.state_expectations, words="", on=FEB_1).then_refused("words-missing")


def test_the_cooperation_is_rated_by_an_instrument_for_employers() -> None:
    """One for citizens scores no employer, and one for employers no citizen."""
    known = after_employer(REGISTERED)
    asked: dict[str, Any] = {"instrument": "samarbejde", "version": 1, "on": FEB_1}
    known.by("employer").when(employers.rate_cooperation, scores={"svar": 4}, **asked).then(
        employers.CooperationRated(
            on=FEB_1,
            instrument="samarbejde",
            version=1,
            scores=(events.Score(item="svar", value=4),),
        )
    )
    known.when(
        employers.rate_cooperation, scores={"morgen": 4}, **asked | {"instrument": "hverdag"}
    ).then_refused("rater-of-another-instrument")
    after(OPENED).when(
        verbs.measure_progress, rater="caseworker", scores={"svar": 4}, **asked
    ).then_refused("rater-of-another-instrument")


@pytest.mark.parametrize(
    ("role", "verb", "may"),
    [
        ("employer", "tell_need", True),
        ("employer", "state_expectations", True),
        ("employer", "rate_cooperation", True),
        ("employer", "answer_need", False),
        ("employer", "open_post", False),
        ("project-leader", "carve_task", True),
        ("project-leader", "withdraw_task", True),
        ("project-leader", "open_post", True),
        ("project-leader", "change_post", True),
        ("project-leader", "close_post", False),
        ("project-leader", "register_employer", False),
        ("service", "register_employer", True),
        ("service", "close_post", True),
        ("service", "answer_need", False),
        ("citizen", "tell_need", False),
        ("mentor", "tell_need", False),
    ],
)
def test_each_role_may_what_is_its_own(role: str, verb: str, may: bool) -> None:  # noqa: FBT001 - a table
    """All is the municipality's; few things are others' too."""
    given = after_employer().by(role)
    assert (verb in given.book.roles[role]) is may
    assert verb in given.book.roles["caseworker"]
    if not may:
        arguments: dict[str, Any] = {
            "answer_need": {"need": HELP, "words": "x"},
            "tell_need": {"need": HELP, "words": "x"},
            "open_post": {"post": SHOP, "post_kind": "småjob", "words": "x", "tasks": [BAKE]},
            "close_post": {"post": SHOP, "why": "x"},
            "register_employer": REGISTERING,
        }[verb]
        given.when(getattr(employers, verb), **{"on": JAN_1} | arguments).then_refused(
            "role-may-not"
        )


def test_a_verb_decides_on_its_own_kind_of_stream() -> None:
    """One about a journey knows nothing of an employer, and the other way round."""
    after_employer(REGISTERED).when(
        verbs.state_hope,  # type: ignore[arg-type]
        words="x",
        on=JAN_1,
    ).then_refused("not-understood")
    after(OPENED).when(
        employers.tell_need,  # type: ignore[arg-type]
        need=HELP,
        words="x",
        on=JAN_1,
    ).then_refused("not-understood")


def test_what_happened_has_come() -> None:
    """A post may be planned; a need was told, or was not."""
    today = after_employer(REGISTERED).on_the_day(FEB_1)
    today.when(employers.tell_need, need=HELP, words="x", on=MAR_1).then_refused("day-not-come")
    today.when(employers.change_contact, to=BO, why="Ny", told=MAR_1, on=FEB_1).then_refused(
        "day-not-come"
    )
    today.when(
        employers.open_post, post=SHOP, post_kind="småjob", words="x", tasks=[BAKE], on=MAY_1
    ).then(POSTED.model_copy(update={"on": MAY_1, "words": "x", "tasks": (BAKE,), "may_share": 1}))
    today.sure_of().when(
        employers.open_post, post=SHOP, post_kind="småjob", words="x", tasks=[BAKE], on=MAY_9
    ).then_refused("day-far-ahead")


def test_an_entry_is_taken_back_and_replaced() -> None:
    """By the same rules as on a journey."""
    known = after_employer(REGISTERED, NEEDED)
    known.when_retracting(entry=2, why="Forkert virksomhed", on=FEB_1).then(
        events.EntryRetracted(on=FEB_1, entry=2, why="Forkert virksomhed")
    )
    known.when_retracting(entry=1, why="?", on=FEB_1).then_refused("entry-still-cited")
    known.when_retracting(entry=9, why="?", on=FEB_1).then_refused("entry-unknown")
    known.when_retracting(entry=2, why=" ", on=FEB_1).then_refused("why-missing")
    known.by("employer").when_retracting(entry=2, why="?", on=FEB_1).then_refused("role-may-not")
    renamed = REGISTERED.model_copy(update={"name": "Eksempelbageren"})
    known.when_retracting(
        entry=1, why="Stavet forkert", on=FEB_1, replacement=lambda _: [renamed]
    ).then(events.EntryRetracted(on=FEB_1, entry=1, why="Stavet forkert"), renamed)
    with pytest.raises(Refused) as refused:
        known.when_retracting(
            entry=2,
            why="?",
            on=FEB_1,
            replacement=lambda _: [OPENED],  # type: ignore[list-item]
        ).decision(known.history)
    assert refused.value.code == "not-understood"
