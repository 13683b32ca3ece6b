"""Rows of a unit of work: made before anybody reads them, and at its end, as if made each time."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Engine

from journeys import JourneyId, Journeys, PlacementId, SubgoalId, verbs
from journeys.errors import Refused
from tests.effort import tries
from tests.invented import ANNA, BO, BY_ANNA, FEB_1, JAN_1, WALK, looking, opened

Act = Callable[[Journeys, JourneyId], object]

OTHER = JourneyId(UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7"))
DECEMBER = date(2026, 12, 1)


def steps_of(walks: Journeys) -> int:
    """Return how many rows of steps the journey has, as somebody is told who asks for all of it."""
    return len(looking(walks).subject_access(WALK, on=DECEMBER).rows["steps"])


def subgoal(walks: Journeys, nr: int, on: date = FEB_1, journey: JourneyId = WALK) -> None:
    """Set a subgoal."""
    step = SubgoalId(UUID(int=nr))
    walks.decide(
        journey, verbs.set_subgoal, BY_ANNA, subgoal=step, title=f"Step {nr}", why="To", on=on
    )


def test_rows_are_there_for_whoever_reads_them_in_the_unit(walks: Journeys) -> None:
    """A list, a count, a look at everything: each is of all that was recorded so far."""
    opened(walks)
    with walks.unit_of_work() as unit:
        subgoal(unit, 1)
        subgoal(unit, 2)
        assert steps_of(unit) == 2
        unit.decide(WALK, verbs.agree_follow_up, BY_ANNA, due=date(2026, 3, 1), on=FEB_1)
        owed = looking(unit).duties(on=DECEMBER, kind="follow-up").owed
        assert [each.journey for each in owed] == [WALK]
        subgoal(unit, 3)
        assert not list(unit.maintenance.check())
        subgoal(unit, 4)
    assert steps_of(walks) == 4
    assert not list(walks.maintenance.check())


def within(unit: Journeys) -> None:
    """Record in a unit of work inside another, read its rows, and fail."""
    with unit.unit_of_work() as inner:
        subgoal(inner, 2)
        assert steps_of(inner) == 2
        raise ZeroDivisionError


def test_what_fails_in_a_unit_leaves_the_rows_of_what_did_not(walks: Journeys) -> None:
    """A call that fails is rolled back alone, also where it made the rows of an earlier one."""
    opened(walks)
    with walks.unit_of_work() as unit:
        subgoal(unit, 1)
        with pytest.raises(Refused, match="already"):
            unit.decide(
                WALK,
                verbs.set_subgoal,
                BY_ANNA,
                subgoal=SubgoalId(UUID(int=1)),
                title="Another",
                why="To",
                on=FEB_1,
            )
        with pytest.raises(ZeroDivisionError):
            within(unit)
        assert steps_of(unit) == 1
        with unit.unit_of_work() as inner:
            subgoal(inner, 3)
    assert steps_of(walks) == 2
    assert not list(walks.maintenance.check())


def test_rows_are_those_of_what_a_host_kept(walks: Journeys, engine: Engine) -> None:
    """It may go back to a savepoint, or record beside the unit: so no rows wait there."""
    opened(walks)
    with engine.connect() as connection, connection.begin():
        with walks.joining(connection).unit_of_work() as unit:
            subgoal(unit, 1)
            savepoint = connection.begin_nested()
            subgoal(unit, 2)
            savepoint.rollback()
        with walks.joining(connection).unit_of_work() as unit:
            subgoal(unit, 3)
            subgoal(walks.joining(connection), 4)
            assert steps_of(walks.joining(connection)) == 3
    assert steps_of(walks) == 3
    assert not list(walks.maintenance.check())


def test_a_rehearsed_unit_leaves_no_rows(walks: Journeys) -> None:
    """It sees its own while it lasts."""
    opened(walks)
    with walks.rehearsing().unit_of_work() as unit:
        subgoal(unit, 1)
        assert steps_of(unit) == 1
    assert steps_of(walks) == 0


def test_a_restriction_holds_from_the_next_line_on(walks: Journeys) -> None:
    """Who may open a journey is asked of the rows: those never wait."""
    opened(walks)
    with walks.unit_of_work() as unit:
        subgoal(unit, 1)
        unit.decide(WALK, verbs.restrict_access, BY_ANNA, open_to=[ANNA], on=FEB_1)
        subgoal(unit, 2)
        bo = unit.seen_by(BY_ANNA._replace(name=BO), "sagsbehandling")
        assert bo.names([WALK]).restricted == {WALK}


def acts(random: Random, nr: int) -> Act:
    """Return something that is done to a journey on a random day."""
    on = JAN_1 + timedelta(days=random.randrange(300))
    step, place = SubgoalId(UUID(int=nr)), PlacementId(UUID(int=nr))
    choices: list[Act] = [
        lambda unit, journey: subgoal(unit, nr, on, journey),
        lambda unit, journey: unit.decide(
            journey, verbs.hold_dialogue, BY_ANNA, about="The way to the bakery", on=on
        ),
        lambda unit, journey: unit.decide(
            journey, verbs.agree_follow_up, BY_ANNA, due=on + timedelta(days=9), on=on
        ),
        lambda unit, journey: unit.decide(
            journey, verbs.start_placement, BY_ANNA, placement=place, placement_kind="småjob", on=on
        ),
        lambda unit, journey: unit.decide(
            journey, verbs.offer_handover, BY_ANNA, to=BO, reason="Holidays", on=on
        ),
        lambda unit, journey: unit.retract(
            journey, entry=random.randrange(2, 9), why="Wrong", on=on, actor=BY_ANNA
        ),
        lambda unit, journey: unit.decide(
            journey, verbs.reach_subgoal, BY_ANNA, subgoal=step, on=on
        ),
        lambda unit, _: looking(unit).duties(on=on),
        lambda unit, _: unit.overview(on=on),
    ]
    return random.choice(choices)


@pytest.mark.parametrize("seed", range(tries(3, 60)))
def test_rows_of_a_unit_are_those_of_decisions_one_by_one(walks: Journeys, seed: int) -> None:
    """Whatever is recorded, refused, retracted and read in between, on whichever days."""
    opened(walks)
    opened(walks, OTHER)
    random = Random(seed)  # noqa: S311 - always the same
    with walks.unit_of_work() as unit:
        for nr in range(1, 25):
            try:
                acts(random, nr)(unit, random.choice([WALK, WALK, OTHER]))
            except Refused:
                continue
            if random.random() < 0.1:
                assert not list(unit.maintenance.check())
    assert not list(walks.maintenance.check())
