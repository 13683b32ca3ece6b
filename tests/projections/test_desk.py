"""The desk: a line a journey, and those that wait most first."""

from datetime import date, time, timedelta
from uuid import UUID

from hypothesis import given

from journeys import History, JourneyId, MeasureId, events
from journeys.domain.message import Message
from journeys.projections.desk import Desk, desk
from journeys.projections.waiting import Waiting
from journeys.testing.strategies import days, histories
from tests.invented import (
    ANNA,
    APR_1,
    BAKING,
    BO,
    COOK,
    FEB_1,
    GRANTED,
    JAN_1,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    RULED,
    WISHED,
)
from tests.scenario import BOOK, after

TALKED = events.DialogueHeld(on=FEB_1, about="Køkkenet")
AGAIN = events.FollowUpAgreed(on=FEB_1, due=MAR_1)


def seen(*journeys: tuple[events.Event, ...], on: date = APR_1, of: str = ANNA) -> Desk:
    """Return the desk over these journeys, numbered from 1."""
    histories = ((JourneyId(UUID(int=nr)), history(*each)) for nr, each in enumerate(journeys, 1))
    return desk(histories, BOOK, on, of)


def history(*facts: events.Event) -> History:
    """Return the history of a journey that is open."""
    return after(OPENED, *facts).history


def order(view: Desk) -> list[int]:
    """Return the numbers of the journeys as they stand on the desk."""
    return [line.journey.int for line in view.lines]


def test_a_line_tells_what_comes_next_and_how_long_ago_the_two_talked() -> None:
    """The step, the talk that was agreed, and what is owed, by when."""
    (line,) = seen((COOK, TALKED, AGAIN)).lines
    assert (line.state, line.next_step, line.next_talk) == ("open", "Lave mad til ti", MAR_1)
    assert (line.last_contact, line.days_since_contact) == (FEB_1, 59)
    assert [each.kind for each in line.owed[: line.due_before]] == ["follow-up"]


def test_where_nobody_talked_yet_the_days_count_from_the_opening() -> None:
    """Also where a talk is recorded that is yet to come."""
    later = events.DialogueHeld(on=MAY_1, about="Køkkenet")
    for journey in ((), (later,)):
        (line,) = seen(journey).lines
        assert (line.last_contact, line.days_since_contact) == (None, (APR_1 - JAN_1).days)


def test_what_waits_most_stands_first() -> None:
    """The ground somebody stands on, what was due before, what is due first, and then silence."""
    ides = date(2026, 3, 15)
    talked, silent = (TALKED,), (TALKED.model_copy(update={"on": date(2026, 1, 30)}),)
    soon = (TALKED, events.FollowUpAgreed(on=FEB_1, due=date(2026, 3, 20)))
    late = (TALKED, AGAIN)
    uninformed = (GRANTED, WISHED, RESTED, TALKED)
    view = seen(talked, silent, soon, late, uninformed, on=ides)
    assert order(view) == [5, 4, 3, 2, 1]


def test_a_resting_journey_stays_and_a_closed_one_leaves_the_desk() -> None:
    """A resting journey is not forgotten."""
    rests = events.JourneyRested(on=MAR_1, reason="En pause")
    closed = events.JourneyClosed(on=MAR_1, reason="I arbejde")
    view = seen((rests,), (closed,))
    assert [(line.journey.int, line.state) for line in view.lines] == [(1, "resting")]


def test_what_is_offered_stands_apart_until_it_is_accepted() -> None:
    """For the person who was asked; the one who asked keeps it on their own desk."""
    offered = (events.HandoverOffered(on=MAR_1, to=BO, reason="Ny afdeling"),)
    anna, bo = seen(offered), seen(offered, of=BO)
    assert [line.offered_to for line in anna.lines] == [(BO,)]
    assert not anna.offered
    assert [line.journey.int for line in bo.offered] == [1]
    assert not bo.lines


def test_somebody_else_s_journeys_and_later_days_are_not_there() -> None:
    """A journey is on the desk from the day it is opened."""
    assert not seen((), of=BO).lines
    assert not seen((), on=date(2025, 12, 31)).lines


def test_what_is_owed_comes_with_its_words() -> None:
    """As in the list of duties."""
    (line,) = seen((RULED,)).lines
    assert line.owed[0].kind == "inform-citizen"
    assert line.owed[0].da == BOOK.duties["inform-citizen"].da


MONDAY = date(2026, 3, 2)
TALK = events.FollowUpAgreed(on=FEB_1, due=MONDAY, time=time(10), place="Huset", how="meeting")


def due(on: date, at: time | None = None) -> tuple[events.Event, ...]:
    """Return a journey with a talk agreed for that day."""
    return TALKED, TALK.model_copy(update={"due": on, "time": at})


def numbers(waits: tuple[Waiting, ...]) -> list[int]:
    """Return the numbers of the journeys on which something waits, in order."""
    return [each.journey.int for each in waits]


def test_what_waits_is_late_or_of_today_or_of_this_week() -> None:
    """The week ends on Sunday; everything else is counted apart."""
    days = [MONDAY + timedelta(nr) for nr in (-1, 0, 1, 6, 7)]
    view = seen(*map(due, days), on=MONDAY)
    assert numbers(view.past_due) == [1]
    assert numbers(view.today) == [2]
    assert numbers(view.this_week) == [3, 4]
    assert [each.int for each in view.otherwise] == [5]
    sunday = seen(*map(due, days), on=MONDAY + timedelta(6))
    assert (numbers(sunday.today), numbers(sunday.this_week)) == ([4], [])


def test_the_talks_of_a_day_go_by_the_clock() -> None:
    """One without a time comes last."""
    view = seen(due(MONDAY), due(MONDAY, time(13)), due(MONDAY, time(9)), on=MONDAY)
    assert numbers(view.today) == [3, 2, 1]
    assert view.today[0].talk is not None
    assert (view.today[0].talk.place, view.today[0].talk.how) == ("Huset", "meeting")


def test_economic_safety_comes_first_where_several_things_are_late() -> None:
    """Also where something else has waited longer."""
    journey = (TALKED, AGAIN.model_copy(update={"due": FEB_1}), GRANTED, WISHED, RESTED)
    kinds = [each.kind for each in seen(journey, on=MAY_1).past_due]
    assert {"explain-safety", "follow-up"} <= set(kinds)
    assert kinds.index("explain-safety") < kinds.index("follow-up")
    assert seen(journey, on=MAY_1).lines[0].pension == "resting"


def test_a_resting_journey_is_quiet_but_for_safety_and_a_talk_to_come() -> None:
    """A pause is no silence, and nothing of it is late."""
    rests = events.JourneyRested(on=FEB_1, reason="En pause")
    planned = events.PlanAgreed(on=FEB_1, version=1, words="Et job")
    view = seen((planned, rests), (*due(MAY_1), rests), (*due(JAN_1), rests), on=MAY_1)
    assert not view.past_due
    assert numbers(view.today) == [2]
    assert {each.int for each in view.otherwise} == {1, 3}
    uneasy = seen((GRANTED, WISHED, RESTED, rests.model_copy(update={"on": MAR_1})), on=MAY_1)
    assert "explain-safety" in [each.kind for each in uneasy.past_due]


def test_who_offered_a_handover_is_not_told_to_answer_it() -> None:
    """It waits on who was asked, in a part of its own."""
    offered = (TALKED, events.HandoverOffered(on=MAR_1, to=BO, reason="Ny afdeling"))
    for on in (MAR_1, APR_1):
        anna, bo = seen(offered, on=on), seen(offered, on=on, of=BO)
        waits = (*anna.past_due, *anna.today, *anna.this_week)
        assert "handover" not in [each.kind for each in waits]
        assert not any((bo.past_due, bo.today, bo.this_week, bo.otherwise))
        assert len(bo.offered) == 1


def test_what_begins_and_ends_stands_on_its_day() -> None:
    """A placement with where it is; the measure that it is part of is not told twice."""
    measure = MeasureId(UUID(int=9))
    ends = events.PlacementEnded(on=MONDAY, placement=BAKING.placement, reason="Som aftalt")
    place = BAKING.model_copy(update={"on": FEB_1, "measure": measure, "employer": "Solsikken"})
    part = (
        events.MeasureGranted(on=FEB_1, measure=measure, measure_kind="virksomhedspraktik"),
        events.MeasureEnded(on=MONDAY, measure=measure, effect=""),
    )
    journey = (TALKED, place, *part, ends)
    ending = [each for each in seen(journey, on=MONDAY).today if each.kind == "ends"]
    assert [(each.due, each.at) for each in ending] == [(MONDAY, "Solsikken")]
    assert "ends" not in [each.kind for each in seen(journey, on=MAY_1).past_due]
    saturday = seen(
        (TALKED, place, ends.model_copy(update={"on": MONDAY + timedelta(3)})), on=MONDAY
    )
    assert [each.kind for each in saturday.this_week if each.kind == "ends"] == ["ends"]


def test_what_is_about_a_ruling_says_which() -> None:
    """By the number of its entry, which stands in the timeline."""
    (line,) = seen((RULED,), on=MAY_1).lines
    told = [each for each in seen((RULED,), on=MAY_1).past_due if each.kind == "inform-citizen"]
    assert [each.ruling for each in told] == [2]
    assert line.owed


@given(histories(), days())
def test_each_journey_of_a_desk_waits_or_stands_otherwise(history: History, on: date) -> None:
    """On any history; never both, and never neither."""
    journey = JourneyId(UUID(int=1))
    for who in (ANNA, BO):
        view = desk([(journey, history)], BOOK, on, who)
        waits = {each.journey for each in (*view.past_due, *view.today, *view.this_week)}
        assert waits.isdisjoint(view.otherwise)
        assert waits | {*view.otherwise} == {each.journey for each in view.lines}
        assert view.without({str(journey): Message("x")}).otherwise == ()
