"""Days ahead in a store: whatever is recorded is held to the day that it is there."""

from dataclasses import replace
from datetime import date

import pytest

import journeys
from journeys import Journeys, decide, events, verbs
from journeys.errors import Refused
from tests.invented import APR_1, BY_ANNA, FEB_1, JAN_1, MAR_1, RESTED, WALK, looking, opened

TOMORROW = date(2026, 2, 2)
SURE = ("day-in-earlier-year",)
HOPE = events.HopeStated(on=TOMORROW, words="Et job")


@pytest.fixture
def walks(walks: Journeys) -> Journeys:
    """Return the journeys of a store on 1 February 2026, one of which is open."""
    there = replace(walks, today=lambda: FEB_1)
    opened(there)
    return there


def test_a_store_decides_on_its_own_day(walks: Journeys) -> None:
    """The same is recorded once the day has come."""
    with pytest.raises(Refused) as refusal:
        walks.decide(WALK, verbs.state_hope, BY_ANNA, words="Et job", on=TOMORROW)
    assert refusal.value.code == "day-not-come"
    next_day = replace(walks, today=lambda: TOMORROW)
    (entry,) = next_day.decide(WALK, verbs.state_hope, BY_ANNA, words="Et job", on=TOMORROW)
    assert entry.event == HOPE


def test_a_hosts_own_decision_is_held_to_the_day_too(walks: Journeys) -> None:
    """Whatever day it asked its verbs on."""
    for recorded in (
        [HOPE],
        [RESTED.model_copy(update={"on": date(2062, 3, 1)})],
    ):
        with pytest.raises(Refused, match=r"has not come yet|more than 24 months ahead"):
            walks.record(WALK, lambda _, facts=recorded: facts, BY_ANNA)  # type: ignore[misc]
    with pytest.raises(Refused) as refusal:
        walks.record_all([(WALK, lambda _: [HOPE])], BY_ANNA)
    assert refusal.value.code == "day-not-come"
    assert looking(walks).history(WALK).version == 1


def test_what_is_planned_is_recorded_by_any_way(walks: Journeys) -> None:
    """A pause next month."""
    pause = events.JourneyRested(on=MAR_1)
    recorded = walks.record_all([(WALK, lambda _: [pause])], BY_ANNA)
    assert recorded.kinds == {"journey-rested": 1}


def test_a_retraction_is_made_today_and_what_replaces_it_is_planned(walks: Journeys) -> None:
    """The replacement decides on the day of the store."""
    (wrong,) = walks.decide(WALK, verbs.rest_journey, BY_ANNA, on=APR_1)

    def right(history: journeys.History) -> list[events.Event]:
        return decide(history, verbs.rest_journey, BY_ANNA, walks.book, walks.today(), on=MAR_1)

    with pytest.raises(Refused) as refusal:
        walks.retract(WALK, entry=wrong.version, why="Forkert dag", on=MAR_1, actor=BY_ANNA)
    assert refusal.value.code == "day-not-come"
    back, pause = walks.retract(
        WALK, entry=wrong.version, why="Forkert dag", on=FEB_1, actor=BY_ANNA, replacement=right
    )
    assert (back.event.kind, pause.event) == ("entry-retracted", events.JourneyRested(on=MAR_1))


def test_a_store_of_before_is_read_and_asked_again(walks: Journeys) -> None:
    """What it holds of days to come was recorded under no such rule."""
    before = replace(walks, today=lambda: date.max)
    before.decide(WALK, verbs.state_hope, BY_ANNA, "r-1", SURE, words="Et job", on=TOMORROW)
    assert walks.decide(WALK, verbs.state_hope, BY_ANNA, words="Et job", on=TOMORROW) == ()
    (again,) = walks.decide(
        WALK, verbs.state_hope, BY_ANNA, "r-1", SURE, words="Et job", on=TOMORROW
    )
    assert again.event == HOPE
    assert looking(walks).history(WALK).on(TOMORROW).journey.path.hopes == (HOPE,)


def test_safety_is_explained_on_a_day_that_has_come(walks: Journeys) -> None:
    """It is what was said that day."""
    walks.decide(WALK, verbs.grant_pension, BY_ANNA, scheme="new", born=date(1975, 3, 4), on=JAN_1)
    with pytest.raises(Refused) as refusal:
        walks.explain_safety(WALK, on=MAR_1, actor=BY_ANNA)
    assert refusal.value.code == "day-not-come"


def test_a_host_says_which_day_it_is(sqlite_url: str) -> None:
    """A server may stand in another time zone; without it, the day is the machine's."""
    with journeys.open(sqlite_url, today=lambda: FEB_1) as there:
        assert there.today() == FEB_1
        assert there.rehearsing().today() == FEB_1
    with journeys.open(sqlite_url) as here:
        assert here.today() >= date(2026, 1, 1)
