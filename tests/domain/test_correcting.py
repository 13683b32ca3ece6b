"""Correcting: the mistake is retracted and recorded again as corrected, in one commit."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from journeys import MeasureId, events, testing, verbs
from journeys.adapters.sql.log.mapper import KINDS
from journeys.domain.decisions.arguments import require_arguments
from journeys.domain.decisions.correcting import VERBS, arguments_of, correct, correctable_fields
from journeys.domain.decisions.dependencies import established
from journeys.testing import Question
from tests.invented import (
    ANNA,
    BAKERY,
    BAKING,
    BO,
    COOK,
    FEB_1,
    GARDEN,
    HEARD,
    JAN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    MAY_9,
    OFFERED,
    OPENED,
    PLANNED,
    RULED,
)
from tests.scenario import after
from tests.test_stored import STORED, read

TRIAL = MeasureId(UUID("00000000-0000-4000-8000-0000000000cc"))
HOPED = events.HopeStated(on=FEB_1, words="Et job", job_goal="bager")
REACHED = events.SubgoalReached(on=MAY_1, subgoal=KITCHEN)
PLANT = COOK.model_copy(update={"subgoal": GARDEN, "title": "Så et bed"})
COMPUTED = {"entry-retracted", "journey-absorbed", "journey-merged", "safety-explained"}


def correcting(
    given: testing.Given, entry: int, changes: Mapping[str, Any], why: str = "Tastet forkert"
) -> Question:
    """Ask to correct an entry on 9 May 2026."""
    return Question(
        given.history,
        lambda history: correct(
            history, given.actor, given.book, today=MAY_9, entry=entry, why=why, changes=changes
        ),
    )


def retracted(entry: int, why: str = "Tastet forkert") -> events.EntryRetracted:
    """Return the retraction of an entry on 9 May 2026."""
    return events.EntryRetracted(on=MAY_9, entry=entry, why=why)


def test_a_corrected_entry_says_what_was_not_given_as_before() -> None:
    """Its day, its words, or both."""
    walk = after(OPENED, HOPED)
    for changes in ({"on": MAR_1}, {"words": "Et fleksjob"}, {"on": MAR_1, "job_goal": ""}):
        correcting(walk, 2, changes).then(retracted(2), HOPED.model_copy(update=changes))


def test_what_rests_on_a_corrected_entry_still_does() -> None:
    """A thing keeps its id: the subgoal that was reached, the placement that was changed."""
    renamed = COOK.model_copy(update={"title": "Lave mad til to"})
    correcting(after(OPENED, COOK, REACHED), 2, {"title": "Lave mad til to"}).then(
        retracted(2), renamed
    )
    more = events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(5))
    correcting(after(OPENED, BAKING, more), 2, {"employer": "Bageriet"}).then(
        retracted(2), BAKING.model_copy(update={"employer": "Bageriet"})
    )
    correcting(after(OPENED), 1, {"basis": "sygedagpenge"}).then(
        retracted(1), OPENED.model_copy(update={"basis": "sygedagpenge"})
    )


def test_a_correction_that_leaves_later_entries_without_ground_is_refused() -> None:
    """A subgoal cannot be set after the day it was reached."""
    correcting(after(OPENED, COOK, REACHED), 2, {"on": MAY_9}).then_refused("entry-still-cited")


def test_what_rests_on_it_on_the_same_day_is_recorded_again_after_it() -> None:
    """Of one day, what is recorded later counts as later: a traineeship is granted, then begins."""
    granted = events.MeasureGranted(
        on=MAR_1, measure=TRIAL, measure_kind="virksomhedspraktik", provider="Bageriet"
    )
    begun = events.MeasureStarted(on=MAR_1, measure=TRIAL)
    ended = events.MeasureEnded(on=MAY_1, measure=TRIAL, effect="Mere ro")
    placed = BAKING.model_copy(update={"on": MAR_1, "measure": TRIAL})
    walk = after(OPENED, HEARD, granted, begun, placed, ended)
    decided: list[events.Event] = [
        retracted(3),
        granted.model_copy(update={"provider": "Bageriet Solsikken"}),
        retracted(4),
        begun,
    ]
    correcting(walk, 3, {"provider": "Bageriet Solsikken"}).then(*decided)
    measures = walk.history.followed_by(decided).journey.measures
    assert measures.granted[TRIAL].started == MAR_1
    assert measures.granted[TRIAL].ended == MAY_1


def test_another_subgoal_was_meant() -> None:
    """The entry is about it then."""
    correcting(after(OPENED, COOK, PLANT, REACHED), 4, {"subgoal": GARDEN}).then(
        retracted(4), REACHED.model_copy(update={"subgoal": GARDEN})
    )


def test_a_corrected_plan_keeps_its_version() -> None:
    """Who acknowledged it, acknowledged this one."""
    second = events.PlanAgreed(on=FEB_1, version=2, words="Tre formiddage")
    correcting(after(OPENED, PLANNED, second), 2, {"words": "To eftermiddage"}).then(
        retracted(2), PLANNED.model_copy(update={"words": "To eftermiddage"})
    )


def test_every_rule_of_the_verb_holds_for_the_corrected_entry() -> None:
    """It is asked again, with its codes and its words."""
    walk = after(OPENED, HEARD, RULED)
    correcting(walk, 3, {"legal_basis": ""}).then_refused("legal-basis-missing")
    correcting(walk, 3, {"matter": "guld"}).then_refused("wishes-not-heard")
    correcting(walk, 1, {"basis": "guld"}).then_refused("code-unknown")
    correcting(after(OPENED, HOPED), 2, {"words": "010190-1234"}).then_refused("words-carry-cpr")
    correcting(after(OPENED, HOPED), 2, {"words": 7}).then_refused("not-understood")


def test_a_correction_says_why_and_what() -> None:
    """No reason is invented, and nothing is corrected into what it says."""
    walk = after(OPENED, HOPED)
    correcting(walk, 2, {"on": MAR_1}, why=" ").then_refused("why-missing")
    correcting(walk, 2, {}).then_refused("correction-changes-nothing")
    correcting(walk, 2, {"words": HOPED.words}).then_refused("correction-changes-nothing")
    correcting(walk, 3, {"on": MAR_1}).then_refused("entry-unknown")
    refusal = correcting(walk, 2, {"title": "Nej"}).then_refused("field-unknown")
    assert refusal.sentence.facts["known"] == "on, words, job-goal"


def test_the_id_of_what_an_entry_made_is_never_corrected() -> None:
    """Else what rests on it would be lost."""
    correcting(after(OPENED, COOK), 2, {"subgoal": GARDEN}).then_refused("field-unknown")


def test_a_corrected_entry_is_corrected_where_it_stands_now() -> None:
    """The first one is retracted: the same correction adds nothing, another is refused."""
    fixed = HOPED.model_copy(update={"on": MAR_1})
    walk = after(OPENED, HOPED, retracted(2), fixed)
    correcting(walk, 2, {"on": MAR_1}).then_nothing()
    refusal = correcting(walk, 2, {"on": JAN_1}).then_refused("entry-retracted")
    assert refusal.sentence.facts["retraction"] == 3
    correcting(walk, 4, {"words": "Et fleksjob"}).then(
        retracted(4), fixed.model_copy(update={"words": "Et fleksjob"})
    )


def test_what_is_computed_is_not_corrected() -> None:
    """A retraction is itself retracted."""
    walk = after(OPENED, HOPED, retracted(2))
    correcting(walk, 3, {"why": "Andet"}).then_refused("entry-not-correctable")


def test_only_those_who_may_retract_and_may_record_it_correct() -> None:
    """A mentor does neither."""
    correcting(after(OPENED, HOPED).by("mentor"), 2, {"on": MAR_1}).then_refused("role-may-not")


def test_an_answered_handover_stays_answered_where_the_offer_is_corrected() -> None:
    """Responsibility moved, and that is not undone by a better reason."""
    accepted = events.HandoverAccepted(on=FEB_1, by=BO, told=FEB_1)
    walk = after(OPENED, OFFERED, accepted)
    correcting(walk, 2, {"reason": "Barsel"}).then(
        retracted(2), OFFERED.model_copy(update={"reason": "Barsel"})
    )
    assert ANNA != walk.journey.people.responsible == BO


@pytest.mark.parametrize("kind", sorted(KINDS - COMPUTED))
def test_every_kind_is_asked_again_as_it_was_asked(kind: str) -> None:
    """Its verb takes what the entry holds, and its day can be corrected."""
    event = read(kind, (STORED / f"{kind}.json").read_bytes().strip()).event
    assert require_arguments(VERBS[kind], (), arguments_of(event)).keys() >= {"on"}
    assert correctable_fields(event)[0] == "on"


def test_every_verb_can_be_corrected_but_the_computed_ones() -> None:
    """A new kind has its place in the table."""
    assert VERBS.keys() == KINDS - COMPUTED
    assert {verb.__name__ for verb in VERBS.values()} == {*verbs.__all__} - {"explain_safety"}


def test_a_correction_loses_no_thing() -> None:
    """What was established before is established after, whichever entry it was."""
    walk = after(OPENED, HEARD, RULED, COOK, PLANT, BAKING, REACHED, PLANNED)
    for entry in range(1, walk.history.version + 1):
        event = walk.history.entries[entry - 1].event
        words = next(
            (
                name
                for name in ("reason", "words", "title", "considerations", "tasks")
                if name in correctable_fields(event)
            ),
            "basis",
        )
        changes = {words: "dagpenge"}
        decided = correcting(walk, entry, changes).decision(walk.history)
        after_it = walk.history.followed_by(decided)
        assert established(after_it).keys() == established(walk.history).keys()
        assert after_it.version >= walk.history.version + 2


def test_a_correction_is_recorded_on_its_own_day() -> None:
    """What was known before stays answerable."""
    decided = correct(
        after(OPENED, HOPED).history,
        after().actor,
        after().book,
        today=date(2026, 6, 1),
        entry=2,
        why="Forkert dag",
        changes={"on": JAN_1},
    )
    assert [event.on for event in decided] == [date(2026, 6, 1), JAN_1]
