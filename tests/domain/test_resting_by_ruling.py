"""A pension rests by ruling only where a ruling says so; another ground is another thing."""

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings

from journeys import RulingId, events, verbs
from journeys.domain.vocabulary import RestGround
from journeys.testing.strategies import Request, beginnings, requests_of
from tests.domain.test_laws import walked
from tests.invented import APR_1, FEB_1, GRANTED, MAR_1, MAY_1, OPENED, RESTED, RULED, WISHED
from tests.scenario import after

RULED_TO_REST = RULED.model_copy(update={"matter": "hvilende pension"})


@pytest.mark.parametrize(
    "ruling",
    [
        (),
        (RULED_TO_REST.model_copy(update={"outcome": "not-granted"}),),
        (RULED_TO_REST.model_copy(update={"matter": "frakendelse"}),),
        (RULED_TO_REST.model_copy(update={"matter": "tilbud"}),),
        (RULED_TO_REST.model_copy(update={"on": MAY_1}),),
        (RULED_TO_REST.model_copy(update={"effective": APR_1}),),
        (
            RULED_TO_REST,
            events.RulingAppealed(on=FEB_1, ruling=RULED_TO_REST.ruling),
            events.AppealDecided(on=MAR_1, ruling=RULED_TO_REST.ruling, answer="changed"),
        ),
        (
            RULED_TO_REST,
            events.RulingAppealed(on=FEB_1, ruling=RULED_TO_REST.ruling),
            events.AppealDecided(on=MAR_1, ruling=RULED_TO_REST.ruling, answer="sent-back"),
        ),
        (RULED_TO_REST, events.EntryRetracted(on=FEB_1, entry=4, why="En anden borger")),
    ],
)
def test_without_a_ruling_that_says_so_a_pension_does_not_rest_by_ruling(
    ruling: tuple[events.Event, ...],
) -> None:
    """One that grants it, stands, and has effect by that day; the refusal says what to do."""
    walk = after(OPENED, GRANTED, WISHED, *ruling)
    refusal = walk.when(verbs.rest_pension, ground="ruling", on=MAR_1).then_refused(
        "rest-ruling-missing"
    )
    assert "ruling make" in refusal.sentence
    assert "own wish" in refusal.sentence
    walk.when(verbs.rest_pension, on=MAR_1).then(RESTED)


def test_a_ruling_that_grants_a_rest_in_part_or_was_upheld_is_one() -> None:
    """And one that has effect on that very day."""
    upheld = (
        events.RulingAppealed(on=FEB_1, ruling=RULED_TO_REST.ruling),
        events.AppealDecided(on=MAR_1, ruling=RULED_TO_REST.ruling, answer="upheld"),
    )
    changed: list[dict[str, Any]] = [{}, {"outcome": "partly-granted"}, {"effective": MAR_1}]
    for changes in changed:
        ruled = RULED_TO_REST.model_copy(update=changes)
        after(OPENED, GRANTED, WISHED, ruled, *upheld).when(
            verbs.rest_pension, ground="ruling", on=MAR_1
        ).then(events.PensionRested(on=MAR_1, ground="ruling"))


def test_a_ruling_that_was_carried_out_once_lets_no_pension_rest_again() -> None:
    """The citizen has been paid again since; nor does one about an earlier pension."""
    rested = events.PensionRested(on=FEB_1, ground="ruling")
    back = events.PensionResumed(on=MAR_1, paid_from=MAR_1)
    walk = after(OPENED, GRANTED, WISHED, RULED_TO_REST, rested, back)
    walk.when(verbs.rest_pension, ground="ruling", on=APR_1).then_refused("rest-ruling-missing")
    other = RulingId(UUID("00000000-0000-4000-8000-000000000403"))
    later = RULED_TO_REST.model_copy(update={"ruling": other, "on": APR_1})
    walk.followed_by(later).when(verbs.rest_pension, ground="ruling", on=APR_1).then(
        events.PensionRested(on=APR_1, ground="ruling")
    )
    granted = GRANTED.model_copy(update={"on": FEB_1})
    after(OPENED, WISHED, RULED_TO_REST, granted).when(
        verbs.rest_pension, ground="ruling", on=MAR_1
    ).then_refused("rest-ruling-missing")


@pytest.mark.parametrize(("ground", "other"), [("own-wish", "ruling"), ("ruling", "own-wish")])
def test_a_pension_that_rests_by_another_ground_is_recorded_otherwise(
    ground: RestGround, other: RestGround
) -> None:
    """On that day and later: it is no repetition, and a mistake is retracted first."""
    rested = events.PensionRested(on=MAR_1, ground=ground)
    walk = after(OPENED, GRANTED, WISHED, RULED_TO_REST, rested)
    for day in (MAR_1, APR_1):
        walk.when(verbs.rest_pension, ground=ground, on=day).then_nothing()
        refusal = walk.when(verbs.rest_pension, ground=other, on=day).then_refused(
            "pension-rested-otherwise"
        )
        assert "retract" in refusal.sentence
    taken_back = events.EntryRetracted(on=APR_1, entry=5, why="Forkert grund")
    right = events.PensionRested(on=MAR_1, ground=other)
    walk.followed_by(taken_back).when(verbs.rest_pension, ground=other, on=MAR_1).then(right)


def test_a_history_in_which_a_pension_rests_by_no_ruling_reads_all_the_same() -> None:
    """Rules run when somebody decides; what was recorded before is never refused."""
    old = events.PensionRested(on=MAR_1, ground="ruling")
    walk = after(OPENED, GRANTED, WISHED, old)
    assert walk.journey.pension.state == "resting"
    walk.when(verbs.rest_pension, ground="ruling", on=MAR_1).then_nothing()


@given(beginnings(), requests_of(verbs.rest_pension))
def test_whoever_asks_rests_it_by_ruling_only_where_one_says_so(
    beginning: tuple[events.Event, ...], asked: Request
) -> None:
    """From every beginning, on every day."""
    history = walked([asked], after(*beginning).history)
    recorded = [each for each in history.events if isinstance(each, events.PensionRested)]
    rulings = [each for each in beginning if isinstance(each, events.RulingMade)]
    for rested in recorded:
        assert rested.ground == "own-wish" or any(
            each.matter == "hvilende pension" and each.effective_on <= rested.on for each in rulings
        )


def test_the_strategies_meet_a_rest_by_ruling() -> None:
    """A law that no example reaches proves nothing."""
    seen = set[str]()

    @settings(max_examples=500, derandomize=True)
    @given(beginnings(), requests_of(verbs.rest_pension))
    def look(beginning: tuple[events.Event, ...], asked: Request) -> None:
        history = walked([asked], after(*beginning).history)
        seen.update(
            each.ground for each in history.events if isinstance(each, events.PensionRested)
        )

    look()
    assert seen == {"own-wish", "ruling"}
