"""The appointments of journeys that are joined: each keeps its place in the citizen's calendar."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from journeys import JourneyId, Journeys, pages, verbs
from tests.app.test_joined_journeys import ENDED, join
from tests.invented import APR_1, BY_ANNA, FEB_1, MAR_1, WALK, looking, opened

MAR_20, APR_10, APR_20 = date(2026, 3, 20), date(2026, 4, 10), date(2026, 4, 20)


def agreed(walks: Journeys, journey: JourneyId, due: date, on: date = FEB_1) -> None:
    """Agree on a talk."""
    walks.decide(journey, verbs.agree_follow_up, BY_ANNA, due=due, on=on)


def in_calendar(walks: Journeys, journey: JourneyId, on: date = MAR_1) -> tuple[str, int]:
    """Return what identifies the talk in the calendar, and how often it was changed."""
    made = pages.appointment(looking(walks).path(journey, on=on))
    assert made is not None
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    return str(event["UID"]), int(str(event["SEQUENCE"]))


@pytest.fixture
def two(walks: Journeys) -> Journeys:
    """Return two open journeys."""
    for journey in (WALK, ENDED):
        opened(walks, journey)
    return walks


@pytest.mark.parametrize("of", [WALK, ENDED])
def test_an_appointment_is_the_same_in_the_calendar_once_joined(
    two: Journeys, of: JourneyId
) -> None:
    """Of either journey, by either id; also when it is moved after, and when they are separated."""
    agreed(two, of, MAR_20)
    agreed(two, of, APR_10)
    uid, changes = in_calendar(two, of)
    assert changes == 1
    (_, joining) = join(two)
    assert {in_calendar(two, each) for each in (WALK, ENDED)} == {(uid, 1)}
    two.retract(WALK, entry=joining, why="To borgere", on=MAR_1, actor=BY_ANNA)
    assert in_calendar(two, of) == (uid, 1)
    join(two)
    agreed(two, WALK, APR_20, MAR_1)
    assert in_calendar(two, WALK) == (uid, 2)


@pytest.mark.parametrize(("first", "then"), [(WALK, ENDED), (ENDED, WALK)])
def test_of_two_appointments_the_last_keeps_its_own_place(
    two: Journeys, first: JourneyId, then: JourneyId
) -> None:
    """The other is of another journey, and was no earlier day of this one."""
    agreed(two, first, MAR_20)
    agreed(two, then, APR_10, FEB_1 + timedelta(days=1))
    own = in_calendar(two, then)
    join(two)
    assert in_calendar(two, WALK) == own
    two.decide(WALK, verbs.hold_dialogue, BY_ANNA, about="Bussen", on=APR_10)
    agreed(two, WALK, APR_20, APR_10)
    assert in_calendar(two, WALK, APR_10)[0] != own[0]


def test_a_talk_that_was_held_on_the_one_that_ended_ends_no_other(two: Journeys) -> None:
    """Each appointment begins after the one before of its own journey."""
    agreed(two, ENDED, MAR_1)
    agreed(two, WALK, APR_10)
    two.decide(ENDED, verbs.hold_dialogue, BY_ANNA, about="Bussen", on=MAR_1)
    agreed(two, WALK, APR_20, MAR_1)
    own = in_calendar(two, WALK)
    assert own[1] == 1
    join(two)
    assert in_calendar(two, WALK) == own
    assert in_calendar(two, WALK, APR_1) == own
