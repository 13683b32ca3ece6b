"""The desk: a line a journey, and those that wait most first."""

from datetime import date
from uuid import UUID

from journeys import History, JourneyId, events
from journeys.projections.desk import Desk, desk
from tests.invented import (
    ANNA,
    APR_1,
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
