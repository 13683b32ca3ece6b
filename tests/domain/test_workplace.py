"""Workplace: how the tasks are done, who agreed on what, and how it holds."""

from typing import Any
from uuid import UUID

import pytest

from journeys import PlacementId, events, verbs
from journeys.domain.duties import open_duties
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    GRANTED,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import BOOK, after

NURSERY = PlacementId(UUID("00000000-0000-4000-8000-000000000301"))
PLANTING = BAKING.model_copy(update={"placement": NURSERY})
WORDS = "Brødene bages to ad gangen"
MATCHED = events.MatchAgreed(
    on=MAY_1,
    placement=BAKERY,
    employer="Bageriet",
    tasks="Brød til morgen",
    competences="Står gerne op",
    agreed_by=("citizen", "employer"),
)
MATCH: dict[str, Any] = {
    "employer": MATCHED.employer,
    "tasks": MATCHED.tasks,
    "competences": MATCHED.competences,
    "agreed_by": ("citizen", "employer"),
}

TOLD: list[tuple[Any, Any]] = [
    (verbs.find_way_of_working, events.WayOfWorkingFound),
    (verbs.agree_expectations, events.ExpectationsAgreed),
    (verbs.give_employer_feedback, events.EmployerFeedbackGiven),
    (verbs.notice_retention_risk, events.RetentionRiskNoticed),
    (verbs.check_retention, events.RetentionChecked),
    (verbs.check_in_after_job, events.CheckedInAfterJob),
]
"""The verbs that say something in words, and what each records."""

NAMES = [verb.__name__ for verb, _ in TOLD]

AT_WORK = after(OPENED, BAKING)


@pytest.mark.parametrize(("verb", "fact"), TOLD, ids=NAMES)
def test_what_is_seen_at_work_is_told_in_words(verb: Any, fact: Any) -> None:  # noqa: ANN401 - any verb
    """At one place of work, or of work in general."""
    AT_WORK.when(verb, words=WORDS, placement=BAKERY, on=MAY_1).then(
        fact(on=MAY_1, placement=BAKERY, words=WORDS)
    )
    after(OPENED).when(verb, words=WORDS, on=MAY_1).then(fact(on=MAY_1, words=WORDS))


@pytest.mark.parametrize(("verb", "fact"), TOLD, ids=NAMES)
def test_the_same_can_be_told_again_on_another_day(verb: Any, fact: Any) -> None:  # noqa: ANN401 - any verb
    """Told twice on one day it is told once."""
    walk = after(OPENED, BAKING, fact(on=MAY_1, placement=BAKERY, words=WORDS))
    walk.when(verb, words=WORDS, placement=BAKERY, on=MAY_1).then_nothing()
    walk.when(verb, words=WORDS, placement=BAKERY, on=JUN_1).then(
        fact(on=JUN_1, placement=BAKERY, words=WORDS)
    )


@pytest.mark.parametrize(("verb", "_fact"), TOLD, ids=NAMES)
def test_what_is_told_says_something_of_a_place_that_is_known(verb: Any, _fact: Any) -> None:  # noqa: ANN401 - any verb
    """Neither blank words, nor a place that nobody began at by that day."""
    AT_WORK.when(verb, words=" ", placement=BAKERY, on=MAY_1).then_refused("words-missing")
    AT_WORK.when(verb, words=WORDS, placement=NURSERY, on=MAY_1).then_refused("placement-unknown")
    AT_WORK.when(verb, words=WORDS, placement=BAKERY, on=MAR_1).then_refused("placement-unknown")


@pytest.mark.parametrize(("verb", "fact"), TOLD, ids=NAMES)
def test_a_place_of_work_is_spoken_of_after_it_ended_but_not_on_a_closed_journey(
    verb: Any,  # noqa: ANN401 - any verb
    fact: Any,  # noqa: ANN401 - any fact
) -> None:
    """Feedback and a call come late; a closed journey is resumed first."""
    ended = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Opgaven er løst")
    after(OPENED, BAKING, ended).when(verb, words=WORDS, placement=BAKERY, on=MAY_9).then(
        fact(on=MAY_9, placement=BAKERY, words=WORDS)
    )
    closed = events.JourneyClosed(on=MAY_1, reason="Flyttet")
    after(OPENED, BAKING, closed).when(verb, words=WORDS, placement=BAKERY, on=MAY_9).then_refused(
        "journey-closed"
    )
    after().when(verb, words=WORDS, on=MAY_9).then_refused("journey-not-open")


def test_a_match_is_agreed_by_citizen_and_employer() -> None:
    """Tasks and competences fit, and both say so; it may come before the place of work begins."""
    AT_WORK.when(verbs.agree_match, **MATCH, placement=BAKERY, on=MAY_1).then(MATCHED)
    before = MATCHED.model_copy(update={"placement": None})
    after(OPENED).when(verbs.agree_match, **MATCH, on=MAY_1).then(before)


@pytest.mark.parametrize("agreed_by", [(), ("citizen",), ("employer",), ("employer", "employer")])
def test_one_alone_makes_no_match(agreed_by: tuple[Any, ...]) -> None:
    """Terms are good for both, or there are none."""
    AT_WORK.when(
        verbs.agree_match, **{**MATCH, "agreed_by": agreed_by}, placement=BAKERY, on=MAY_1
    ).then_refused("match-not-by-both")


def test_a_match_is_the_same_in_whichever_order_the_two_are_named() -> None:
    """Asked again the other way round, it adds nothing."""
    other_way = {**MATCH, "agreed_by": ["employer", "citizen"]}
    AT_WORK.when(verbs.agree_match, **other_way, placement=BAKERY, on=MAY_1).then(MATCHED)
    after(OPENED, BAKING, MATCHED).when(
        verbs.agree_match, **other_way, placement=BAKERY, on=MAY_1
    ).then_nothing()


def test_nobody_else_agrees_to_a_match() -> None:
    """Two have to live with it: a caseworker is none of them."""
    AT_WORK.when(
        verbs.agree_match, **{**MATCH, "agreed_by": ("citizen", "employer", "caseworker")}, on=MAY_1
    ).then_refused("not-understood")


def test_a_match_names_the_employer_the_tasks_and_the_competences() -> None:
    """Each by a code of its own."""
    AT_WORK.when(verbs.agree_match, **{**MATCH, "employer": " "}, on=MAY_1).then_refused(
        "employer-missing"
    )
    AT_WORK.when(verbs.agree_match, **{**MATCH, "tasks": ""}, on=MAY_1).then_refused(
        "tasks-missing"
    )
    AT_WORK.when(verbs.agree_match, **{**MATCH, "competences": "\n"}, on=MAY_1).then_refused(
        "competences-missing"
    )


def test_a_match_is_made_at_a_place_that_is_known_or_at_none() -> None:
    """On an open journey."""
    AT_WORK.when(verbs.agree_match, **MATCH, placement=NURSERY, on=MAY_1).then_refused(
        "placement-unknown"
    )
    after().when(verbs.agree_match, **MATCH, on=MAY_1).then_refused("journey-not-open")
    after(OPENED, events.JourneyClosed(on=MAY_1, reason="Flyttet")).when(
        verbs.agree_match, **MATCH, on=MAY_1
    ).then_refused("journey-closed")


@pytest.mark.parametrize(
    "basis",
    ["kontanthjælp", "sygedagpenge", "dagpenge", "selvforsørgelse", "ledighedsydelse", "uoplyst"],
)
def test_a_match_never_asks_what_somebody_lives_on(basis: str) -> None:
    """Insured or not, on a pension or on nothing: the same question has the same answer."""
    for walk in (
        after(OPENED.model_copy(update={"basis": basis}), BAKING),
        after(OPENED, BAKING, events.SupportBasisChanged(on=APR_1, basis=basis)),
        after(OPENED, GRANTED, BAKING, events.SupportBasisChanged(on=APR_1, basis=basis)),
        after(OPENED, GRANTED, WISHED, RESTED, BAKING),
    ):
        walk.when(verbs.agree_match, **MATCH, placement=BAKERY, on=MAY_1).then(MATCHED)
        walk.when(
            verbs.agree_match, **{**MATCH, "agreed_by": ("citizen",)}, placement=BAKERY, on=MAY_1
        ).then_refused("match-not-by-both")
    assert not {"basis", "support_basis"} & set(events.MatchAgreed.model_fields)


def test_the_ways_of_working_that_were_found_are_kept() -> None:
    """The next employer need not find them again."""
    way = events.WayOfWorkingFound(on=MAY_1, words=WORDS)
    assert after(OPENED, way).journey.workplace.ways == (way,)


def test_a_job_needs_a_hand_until_somebody_has_looked_at_that_job() -> None:
    """Reader at the one says nothing of the other; looking at all of it says something of each."""
    bread = events.RetentionRiskNoticed(on=MAY_1, placement=BAKERY, words="Travlt om morgenen")
    trees = events.RetentionRiskNoticed(on=MAY_9, placement=NURSERY, words="Langt at gå")
    some = events.RetentionRiskNoticed(on=MAY_9, words="Bussen er lagt om")
    walk: tuple[Any, ...] = (OPENED, BAKING, PLANTING, bread, trees, some)
    looked = events.RetentionChecked(on=JUN_1, placement=BAKERY, words="Vi begynder senere")
    at_all = events.RetentionChecked(on=JUL_1, words="Vi gik det hele igennem")
    ended = events.PlacementEnded(on=JUN_1, placement=NURSERY, reason="Opgaven er løst")

    def at_risk(*facts: events.Event) -> set[str]:
        told = open_duties(after(*facts).history, BOOK, JUL_1)
        return {duty.about for duty in told if duty.kind == "retention"}

    assert at_risk(*walk) == {str(BAKERY), str(NURSERY), ""}
    assert at_risk(*walk, looked) == {str(NURSERY)}
    assert at_risk(*walk, ended) == {str(BAKERY), ""}
    assert at_risk(*walk, at_all) == set()


@pytest.mark.parametrize("role", ["employer", "external-provider", "mentor", "project-leader"])
def test_who_is_close_to_the_work_tells_what_they_see_there(role: str) -> None:
    """A risk, and a way that works; a match is not theirs to make up, save a project leader's."""
    seen = AT_WORK.by(role)
    seen.when(verbs.notice_retention_risk, words=WORDS, placement=BAKERY, on=MAY_1).then(
        events.RetentionRiskNoticed(on=MAY_1, placement=BAKERY, words=WORDS)
    )
    seen.when(verbs.find_way_of_working, words=WORDS, placement=BAKERY, on=MAY_1).then(
        events.WayOfWorkingFound(on=MAY_1, placement=BAKERY, words=WORDS)
    )
    asked = seen.when(verbs.agree_match, **MATCH, placement=BAKERY, on=MAY_1)
    if role == "project-leader":
        asked.then(MATCHED)
    else:
        asked.then_refused("role-may-not")
