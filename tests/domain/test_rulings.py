"""Rulings: what the municipality decides, what was heard before, and how it is explained."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from journeys import RulingId, events, verbs
from journeys.testing import Question
from tests.invented import APR_1, FEB_1, JAN_1, JUL_1, JUN_1, MAR_1, MAY_1, MAY_9, OPENED
from tests.scenario import after

TARGET = RulingId(UUID("00000000-0000-4000-8000-000000000101"))
OTHER = RulingId(UUID("00000000-0000-4000-8000-000000000102"))
BASIS = "Lov om en aktiv beskæftigelsesindsats § 6"

HEARD = events.WishesHeard(on=FEB_1, matter="målgruppe", words="Jeg vil gerne blive, hvor jeg er.")
RULED = events.RulingMade(
    on=MAR_1, ruling=TARGET, matter="målgruppe", outcome="granted", legal_basis=BASIS
)
REASONS: dict[str, Any] = {
    "explanation": "Du kan mere, end du kunne sidste år.",
    "considerations": "Praktikken gik over ti uger uden pause.",
    "appeal_to": "Ankestyrelsen",
    "appeal_by": APR_1,
}
AGAINST = RULED.model_copy(update={"against_wish": True, **REASONS})
APPEALED = events.RulingAppealed(on=APR_1, ruling=TARGET, words="Jeg ser det anderledes")
ANSWERED = events.AppealDecided(on=JUN_1, ruling=TARGET, answer="changed")
CLOSED = events.JourneyClosed(on=MAY_1, reason="Flyttet")
REQUEST: dict[str, Any] = {
    "ruling": TARGET,
    "matter": "målgruppe",
    "outcome": "granted",
    "legal_basis": BASIS,
    "on": MAR_1,
}

HEARING = after(OPENED, HEARD)
DECIDED = after(OPENED, HEARD, RULED)


def against_wish(**otherwise: Any) -> Question:  # noqa: ANN401 - any argument of the verb
    """Ask for the ruling against the wish, with something in it left out or said otherwise."""
    return HEARING.when(
        verbs.make_ruling, **{**REQUEST, **REASONS, "against_wish": True, **otherwise}
    )


def test_wishes_are_heard_in_a_matter_and_kept_in_the_citizens_words() -> None:
    """Before anything is decided."""
    after(OPENED).when(verbs.hear_wishes, matter=HEARD.matter, words=HEARD.words, on=FEB_1).then(
        HEARD
    )
    assert HEARING.journey.rulings.heard == {"målgruppe"}


def test_what_was_heard_in_one_matter_stays_heard_when_another_is() -> None:
    """Nobody is asked twice for the sake of the file."""
    of_another = events.WishesHeard(on=FEB_1, matter="plan", words="En kortere plan")
    after(OPENED, HEARD, of_another).when(verbs.make_ruling, **REQUEST).then(RULED)


def test_a_kind_of_measure_is_a_matter_too() -> None:
    """One may be asked about mentor support alone."""
    after(OPENED).when(
        verbs.hear_wishes, matter="mentorstøtte", words="En, der ringer", on=FEB_1
    ).then(events.WishesHeard(on=FEB_1, matter="mentorstøtte", words="En, der ringer"))


def test_who_was_heard_said_something() -> None:
    """An empty hearing is none."""
    after(OPENED).when(verbs.hear_wishes, matter="målgruppe", words=" ", on=FEB_1).then_refused(
        "words-missing"
    )


def test_a_matter_is_one_of_the_vocabularys() -> None:
    """Otherwise a hearing and a ruling on the same thing would never meet; nor does nothing."""
    for matter in ("målgruppen", ""):
        after(OPENED).when(verbs.hear_wishes, matter=matter, words="Ja", on=FEB_1).then_refused(
            "code-unknown"
        )


def test_a_ruling_is_made_on_a_legal_basis() -> None:
    """With all that it rests on, as it was."""
    HEARING.when(verbs.make_ruling, **REQUEST).then(RULED)
    HEARING.when(verbs.make_ruling, **REQUEST, hearing=FEB_1, effective=APR_1, **REASONS).then(
        RULED.model_copy(update={"hearing": FEB_1, "effective": APR_1, **REASONS})
    )


@pytest.mark.parametrize("against_wish", [False, True])
def test_no_ruling_is_made_without_its_legal_basis(against_wish: bool) -> None:  # noqa: FBT001 - a row
    """Whether somebody wished it or not."""
    asked = {**REQUEST, **REASONS, "legal_basis": " ", "against_wish": against_wish}
    HEARING.when(verbs.make_ruling, **asked).then_refused("legal-basis-missing")


def test_no_ruling_is_made_before_the_citizens_wishes_were_heard() -> None:
    """In this matter, and by that day: neither another matter nor a later hearing will do."""
    of_another = events.WishesHeard(on=FEB_1, matter="plan", words="En kortere plan")
    too_late = HEARD.model_copy(update={"on": APR_1})
    for walk in (after(OPENED), after(OPENED, of_another), after(OPENED, too_late)):
        walk.when(verbs.make_ruling, **REQUEST).then_refused("wishes-not-heard")


def test_a_ruling_may_be_made_on_the_day_the_wishes_were_heard() -> None:
    """A talk and a decision fit into one day."""
    HEARING.when(verbs.make_ruling, **{**REQUEST, "on": FEB_1}).then(
        RULED.model_copy(update={"on": FEB_1})
    )


def test_the_citizen_is_heard_as_a_party_before_a_ruling() -> None:
    """A hearing on the day after is none; on the day itself it is one."""
    HEARING.when(verbs.make_ruling, **REQUEST, hearing=APR_1).then_refused("hearing-too-late")
    HEARING.when(verbs.make_ruling, **REQUEST, hearing=MAR_1).then(
        RULED.model_copy(update={"hearing": MAR_1})
    )


def test_a_ruling_against_the_wish_says_why_and_how_to_appeal() -> None:
    """A decision is explained by those who make it."""
    against_wish().then(AGAINST)
    assert AGAINST.explained
    assert not RULED.explained


def test_a_ruling_against_the_wish_is_refused_where_a_piece_of_it_is_missing() -> None:
    """Each by a code of its own; a deadline that is over is none."""
    against_wish(explanation=" ").then_refused("explanation-missing")
    against_wish(considerations="\n").then_refused("considerations-missing")
    against_wish(appeal_to=" ").then_refused("appeal-guidance-missing")
    for deadline in (None, FEB_1, MAR_1):
        against_wish(appeal_by=deadline).then_refused("appeal-guidance-missing")


def test_what_a_ruling_lacks_is_named_all_at_once() -> None:
    """One code where several parts are missing, whose sentence names each with its option."""
    bare = {**REQUEST, "legal_basis": "", "against_wish": True}
    refusal = after(OPENED).when(verbs.make_ruling, **bare).then_refused("ruling-incomplete")
    assert refusal.sentence.facts["codes"].split() == [
        "legal-basis-missing",
        "wishes-not-heard",
        "explanation-missing",
        "considerations-missing",
        "appeal-guidance-missing",
    ]
    for option in ("legal-basis", "wish", "explanation", "considerations", "appeal-to"):
        assert f": --{option}" in refusal.sentence
    late = HEARING.when(verbs.make_ruling, **bare, hearing=APR_1)
    assert "wishes-not-heard" not in late.then_refused("ruling-incomplete").sentence.facts["codes"]


@pytest.mark.parametrize(
    "left_out",
    [{"explanation": ""}, {"considerations": ""}, {"appeal_to": ""}, {"appeal_by": None}],
    ids=lambda left_out: next(iter(left_out)),
)
def test_the_same_ruling_with_the_wish_needs_none_of_these(left_out: dict[str, Any]) -> None:
    """Who gets what they asked for is not told how to appeal it."""
    HEARING.when(verbs.make_ruling, **{**REQUEST, **REASONS, **left_out}).then(
        RULED.model_copy(update={**REASONS, **left_out})
    )
    assert not AGAINST.model_copy(update=left_out).explained


def test_a_ruling_is_made_once() -> None:
    """With other words it is a mistake to be retracted, or another ruling."""
    DECIDED.when(verbs.make_ruling, **REQUEST).then_nothing()
    DECIDED.when(verbs.make_ruling, **{**REQUEST, "outcome": "not-granted"}).then_refused(
        "recorded-already"
    )
    DECIDED.when(verbs.make_ruling, **{**REQUEST, "ruling": OTHER}).then(
        RULED.model_copy(update={"ruling": OTHER})
    )


@pytest.mark.parametrize(
    "role",
    [
        "external-provider",
        "mentor",
        "employer",
        "project-leader",
        "relative",
        "auditor",
        "service",
        "citizen",
    ],
)
def test_a_ruling_is_never_made_by_anybody_but_the_municipality(role: str) -> None:
    """The exercise of authority stays there, and whatever is said with it."""
    HEARING.by(role).when(verbs.make_ruling, **REQUEST).then_refused("role-may-not")
    HEARING.by(role).when(verbs.make_ruling, **REQUEST, against_wish=True, **REASONS).then_refused(
        "role-may-not"
    )


@pytest.mark.parametrize("role", ["caseworker", "manager"])
def test_the_municipality_makes_rulings(role: str) -> None:
    """The caseworker and the manager."""
    HEARING.by(role).when(verbs.make_ruling, **REQUEST).then(RULED)


def test_the_citizen_is_told_of_a_ruling_and_how() -> None:
    """Also on a closed journey: word that is owed does not lapse."""
    informed = events.CitizenInformed(on=MAY_9, ruling=TARGET, how="letter")
    for walk in (DECIDED, after(OPENED, HEARD, RULED, CLOSED)):
        walk.when(verbs.inform_citizen, ruling=TARGET, how="letter", on=MAY_9).then(informed)
    assert after(OPENED, HEARD, RULED, informed).journey.rulings.made[TARGET].informed == MAY_9


def test_the_citizen_may_be_told_twice_and_was_told_on_the_first_day() -> None:
    """A talk after the letter is worth its line."""
    letter = events.CitizenInformed(on=MAR_1, ruling=TARGET, how="letter")
    talk = events.CitizenInformed(on=APR_1, ruling=TARGET, how="talk")
    told = after(OPENED, HEARD, RULED, letter)
    told.when(verbs.inform_citizen, ruling=TARGET, how="talk", on=APR_1).then(talk)
    told_again = told.followed_by(talk)
    assert told_again.journey.rulings.made[TARGET].informed == MAR_1


def test_what_was_never_decided_can_neither_be_told_nor_appealed() -> None:
    """Nor on a day before it was decided."""
    for walk, ruling, on in ((DECIDED, OTHER, APR_1), (DECIDED, TARGET, FEB_1)):
        walk.when(verbs.inform_citizen, ruling=ruling, how="talk", on=on).then_refused(
            "ruling-unknown"
        )
        walk.when(verbs.appeal_ruling, ruling=ruling, on=on).then_refused("ruling-unknown")
        walk.when(verbs.decide_appeal, ruling=ruling, answer="upheld", on=on).then_refused(
            "ruling-unknown"
        )


def test_a_citizen_appeals_a_ruling() -> None:
    """In own name, in own words, whenever: the one who answers judges the deadline."""
    for walk in (DECIDED, DECIDED.by("citizen"), after(OPENED, HEARD, AGAINST, CLOSED)):
        walk.when(verbs.appeal_ruling, ruling=TARGET, words=APPEALED.words, on=APR_1).then(APPEALED)
    late = events.RulingAppealed(on=JUL_1, ruling=TARGET)
    after(OPENED, HEARD, AGAINST).when(verbs.appeal_ruling, ruling=TARGET, on=JUL_1).then(late)


def test_a_ruling_is_appealed_once() -> None:
    """On a later day it is appealed already; on an earlier one the entry has to be retracted."""
    walk = after(OPENED, HEARD, RULED, APPEALED)
    walk.when(verbs.appeal_ruling, ruling=TARGET, on=MAY_1).then_nothing()
    walk.when(verbs.appeal_ruling, ruling=TARGET, on=MAR_1).then_refused("recorded-already")


def test_an_appeal_is_answered_once() -> None:
    """The first answer stands; another one is a mistake to be retracted."""
    walk = after(OPENED, HEARD, RULED, APPEALED)
    walk.when(verbs.decide_appeal, ruling=TARGET, answer="changed", on=JUN_1).then(ANSWERED)
    answered = walk.followed_by(ANSWERED)
    answered.when(
        verbs.decide_appeal, ruling=TARGET, answer=ANSWERED.answer, on=JUL_1
    ).then_nothing()
    answered.when(verbs.decide_appeal, ruling=TARGET, answer="upheld", on=JUL_1).then_refused(
        "recorded-already"
    )
    answered.when(verbs.decide_appeal, ruling=TARGET, answer="upheld", on=MAY_1).then_refused(
        "recorded-already"
    )


def test_an_appeal_that_was_never_made_is_not_answered() -> None:
    """Nor on a day before it was made."""
    DECIDED.when(verbs.decide_appeal, ruling=TARGET, answer="upheld", on=JUN_1).then_refused(
        "appeal-unknown"
    )
    after(OPENED, HEARD, RULED, APPEALED).when(
        verbs.decide_appeal, ruling=TARGET, answer="upheld", on=MAR_1
    ).then_refused("appeal-unknown")


@pytest.mark.parametrize(
    ("answer", "holds"), [("upheld", True), ("changed", False), ("sent-back", False)]
)
def test_a_ruling_has_effect_from_its_day_until_an_appeal_takes_it_back(
    answer: Any,  # noqa: ANN401 - a row of the table
    holds: bool,  # noqa: FBT001 - a row of the table
) -> None:
    """While the appeal waits, it holds."""
    later = RULED.model_copy(update={"effective": APR_1})
    answered = ANSWERED.model_copy(update={"answer": answer})
    history = after(OPENED, HEARD, later, APPEALED, answered).history

    def holds_on(day: date) -> bool:
        return history.on(day).journey.rulings.made[TARGET].holds_on(day)

    assert [holds_on(day) for day in (MAR_1, APR_1, MAY_1, JUN_1)] == [False, True, True, holds]


def test_what_says_nothing_of_a_known_ruling_changes_nothing() -> None:
    """A history that no verb would make is read, and not refused."""
    nothing = after(
        OPENED, HEARD, events.CitizenInformed(on=APR_1, ruling=OTHER, how="talk"), ANSWERED
    )
    assert nothing.journey.rulings == HEARING.journey.rulings
    unasked = after(OPENED, HEARD, RULED, ANSWERED).journey.rulings
    assert unasked == DECIDED.journey.rulings


def test_rights_and_duties_are_explained_in_words() -> None:
    """Not only in a leaflet."""
    explained = events.DutyExplained(on=FEB_1, words="Hvad du har ret til, og hvad vi beder om")
    after(OPENED).when(verbs.explain_duty, words=explained.words, on=FEB_1).then(explained)
    after(OPENED).when(verbs.explain_duty, words="", on=FEB_1).then_refused("words-missing")


def test_a_sanction_is_considered_with_its_considerations() -> None:
    """Whatever comes of it is a ruling."""
    considered = events.SanctionConsidered(on=FEB_1, considerations="Hun havde meldt fra dagen før")
    after(OPENED).when(
        verbs.consider_sanction, considerations=considered.considerations, on=FEB_1
    ).then(considered)
    after(OPENED).when(verbs.consider_sanction, considerations=" ", on=FEB_1).then_refused(
        "considerations-missing"
    )
    assert after(OPENED, considered).journey == after(OPENED).journey


def test_nothing_is_heard_or_decided_on_a_journey_that_is_not_open() -> None:
    """Neither before it was opened nor after it was closed."""
    asked: list[tuple[Any, dict[str, Any]]] = [
        (verbs.hear_wishes, {"matter": "målgruppe", "words": "Ja"}),
        (verbs.make_ruling, {name: value for name, value in REQUEST.items() if name != "on"}),
        (verbs.explain_duty, {"words": "Ja"}),
        (verbs.consider_sanction, {"considerations": "Ja"}),
    ]
    for verb, arguments in asked:
        after().when(verb, **arguments, on=JAN_1).then_refused("journey-not-open")
        after(OPENED, HEARD, CLOSED).when(verb, **arguments, on=MAY_9).then_refused(
            "journey-closed"
        )
    after().when(verbs.appeal_ruling, ruling=TARGET, on=JAN_1).then_refused("journey-not-open")
    after().when(verbs.inform_citizen, ruling=TARGET, how="talk", on=JAN_1).then_refused(
        "journey-not-open"
    )
    after().when(verbs.decide_appeal, ruling=TARGET, answer="upheld", on=JAN_1).then_refused(
        "journey-not-open"
    )
