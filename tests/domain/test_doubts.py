"""Doubts: what may not be meant is asked about, once, and somebody who is sure says so."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given

from journeys import History, PlacementId, employers, events, verbs
from journeys.domain.decisions.doubts import DAYS_AHEAD, DAYS_BACK, DAYS_REACHED
from journeys.domain.law.full_time import full_time
from journeys.domain.law.privacy_words import privacy_words
from journeys.employers import PostId, TaskId
from journeys.errors import DOUBTS as CODES
from journeys.errors import Doubted, Refused
from journeys.testing import Given
from journeys.testing.strategies import Request, beginnings, days, requests
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    COOK,
    FEB_1,
    GARDEN,
    GRANTED,
    KITCHEN,
    MAR_1,
    OPENED,
    POSTED,
    REGISTERED,
    RESTED,
    SELL,
    WISHED,
)
from tests.scenario import BOOK, after, after_employer

TODAY = date(2026, 3, 15)
SHOP = PlacementId(UUID("00000000-0000-4000-8000-0000000000aa"))


def doubting(*facts: events.Event, sure: tuple[str, ...] = ()) -> Given:
    """Return a journey that is asked about today, where doubts other than these are raised."""
    return after(*facts).on_the_day(TODAY).sure_of(*sure)


def recorded_on(walk: Given, day: date) -> Given:
    """Return the same, recorded on another day."""
    moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    entries = tuple(entry._replace(recorded_at=moment) for entry in walk.history.entries)
    return replace(walk, history=History(entries))


def ahead(days_: int) -> date:
    """Return the day that many days after today."""
    return TODAY + timedelta(days_)


def test_a_plan_is_doubted_beyond_sixty_days() -> None:
    """At sixty it is not; and it is recorded where somebody is sure."""
    later = ahead(DAYS_AHEAD + 1)
    doubting(OPENED).when(verbs.rest_journey, on=ahead(DAYS_AHEAD)).then(
        events.JourneyRested(on=ahead(DAYS_AHEAD))
    )
    refusal = doubting(OPENED).when(verbs.rest_journey, on=later).then_refused("day-far-ahead")
    assert isinstance(refusal, Doubted)
    assert [each.code for each in refusal.doubts] == ["day-far-ahead"]
    assert "is 61 days ahead" in refusal.sentence
    doubting(OPENED, sure=("day-far-ahead",)).when(verbs.rest_journey, on=later).then(
        events.JourneyRested(on=later)
    )


def test_a_day_that_something_is_planned_for_is_doubted_too() -> None:
    """A follow-up, whatever the day on which it was agreed."""
    doubting(OPENED).when(verbs.agree_follow_up, due=ahead(DAYS_AHEAD + 1), on=TODAY).then_refused(
        "day-far-ahead"
    )


def test_a_day_of_an_earlier_year_is_doubted_where_the_journey_is_under_way() -> None:
    """In January December is ordinary, and so is a past that is entered on the first day."""
    hope: dict[str, Any] = {"words": "Et job"}
    opened = OPENED.model_copy(update={"on": date(2020, 1, 1)})
    walk = recorded_on(doubting(opened), date(2025, 6, 1))
    last_year = date(2025, 3, 15)
    refusal = walk.when(verbs.state_hope, **hope, on=last_year).then_refused("day-in-earlier-year")
    assert "2025-03-15 is in an earlier year; today is 2026-03-15" in refusal.sentence
    walk.sure_of("day-in-earlier-year").when(verbs.state_hope, **hope, on=last_year).then(
        events.HopeStated(on=last_year, **hope)
    )
    early = date(2026, 1, 20)
    ordinary = early - timedelta(DAYS_BACK)
    walk.on_the_day(early).when(verbs.state_hope, **hope, on=ordinary).then(
        events.HopeStated(on=ordinary, **hope)
    )
    walk.when(verbs.state_hope, **hope, on=date(2026, 1, 1)).then(
        events.HopeStated(on=date(2026, 1, 1), **hope)
    )
    recorded_on(doubting(opened), TODAY).when(verbs.state_hope, **hope, on=last_year).then(
        events.HopeStated(on=last_year, **hope)
    )
    doubting().when(
        verbs.open_journey,
        municipality="621",
        basis=opened.basis,
        responsible=ANNA,
        on=opened.on,
    ).then(opened)


def place(paid: str | None, present: str | None, id_: PlacementId = BAKERY) -> dict[str, Any]:
    """Return the arguments of a placement with these hours."""
    hours = {"paid_hours": paid and Decimal(paid), "present_hours": present and Decimal(present)}
    return {"placement": id_, "placement_kind": "småjob", "on": FEB_1, **hours}


def test_more_paid_hours_than_full_time_are_doubted_in_all() -> None:
    """Of all placements that run on the day; full time itself is not too much."""
    full = full_time().hours
    first = events.PlacementStarted(**place("20", None))
    doubting(OPENED, first).when(verbs.start_placement, **place("17.5", None, SHOP)).then_refused(
        "hours-above-full-time"
    )
    whole = place(str(full), None)
    doubting(OPENED).when(verbs.start_placement, **whole).then(events.PlacementStarted(**whole))
    ended = events.PlacementEnded(on=FEB_1, placement=BAKERY, reason="Slut")
    second = place("17.5", None, SHOP)
    doubting(OPENED, first, ended).when(verbs.start_placement, **second).then(
        events.PlacementStarted(**second)
    )
    refusal = (
        doubting(OPENED, first)
        .when(verbs.change_placement_hours, placement=BAKERY, paid_hours=Decimal(47), on=MAR_1)
        .then_refused("hours-above-full-time")
    )
    assert "47 hours a week are paid in all; full time is 37" in refusal.sentence


def test_fewer_hours_present_than_paid_are_doubted() -> None:
    """Also where only one of them changes."""
    doubting(OPENED).when(verbs.start_placement, **place("12", "4")).then_refused(
        "hours-present-below-paid"
    )
    equal = place("12", "12")
    doubting(OPENED).when(verbs.start_placement, **equal).then(events.PlacementStarted(**equal))
    doubting(OPENED, events.PlacementStarted(**equal)).when(
        verbs.change_placement_hours, placement=BAKERY, present_hours=Decimal(8), on=MAR_1
    ).then_refused("hours-present-below-paid")


def test_several_doubts_are_asked_about_at_once() -> None:
    """And each of them is to be acknowledged."""
    asked = place("40", "4") | {"on": ahead(80)}
    with pytest.raises(Doubted) as raised:
        doubting(OPENED).when(verbs.start_placement, **asked).decision(after(OPENED).history)
    codes = [each.code for each in raised.value.doubts]
    assert codes == ["day-far-ahead", "hours-above-full-time", "hours-present-below-paid"]
    assert raised.value.code == "day-far-ahead"
    for code in codes:
        assert code in raised.value.sentence
    doubting(OPENED, sure=tuple(codes[1:])).when(verbs.start_placement, **asked).then_refused(
        "day-far-ahead"
    )
    doubting(OPENED, sure=tuple(codes)).when(verbs.start_placement, **asked).then(
        events.PlacementStarted(**asked)
    )


def test_a_colleague_nobody_has_heard_of_is_doubted() -> None:
    """The actor is known, those of the journey, and those in the municipality's own file."""
    book = BOOK._replace(staff=frozenset({CARLA}))
    walk = doubting(OPENED).under(book)
    offer: dict[str, Any] = {"reason": "Ferie", "on": MAR_1}
    walk.when(verbs.offer_handover, to="carla.exampel", **offer).then_refused("colleague-not-known")
    walk.when(verbs.offer_handover, to=CARLA, **offer).then(
        events.HandoverOffered(to=CARLA, **offer)
    )
    doubting(
        OPENED,
        events.HandoverOffered(on=FEB_1, to=BO, reason="Ferie"),
        events.HandoverAccepted(on=FEB_1, by=BO, told=FEB_1),
        events.HandoverOffered(on=FEB_1, to=ANNA, reason="Ferie"),
        events.HandoverAccepted(on=FEB_1, by=ANNA, told=FEB_1),
    ).under(book).when(verbs.offer_handover, to=BO, **offer).then(
        events.HandoverOffered(to=BO, **offer)
    )
    doubting().under(book).when(
        verbs.open_journey,
        municipality="621",
        basis=OPENED.basis,
        responsible="karne",
        on=OPENED.on,
    ).then_refused("colleague-not-known")


def test_the_same_subgoal_twice_is_doubted() -> None:
    """Whatever capitals and spaces; one that was set aside, or reached long ago, may come again."""
    again: dict[str, Any] = {
        "subgoal": GARDEN,
        "title": " lave  MAD til TI ",
        "why": "Ro",
        "on": MAR_1,
    }
    doubting(OPENED, COOK).when(verbs.set_subgoal, **again).then_refused("subgoal-set-twice")
    reached = events.SubgoalReached(on=ahead(-DAYS_REACHED), subgoal=KITCHEN)
    doubting(OPENED, COOK, reached).when(verbs.set_subgoal, **again).then_refused(
        "subgoal-set-twice"
    )
    for ended in (
        events.SubgoalReached(on=FEB_1, subgoal=KITCHEN),
        events.SubgoalSetAside(on=FEB_1, subgoal=KITCHEN, reason="Senere"),
    ):
        later = doubting(OPENED, COOK, ended).on_the_day(ahead(40))
        later.when(verbs.set_subgoal, **again).then(events.SubgoalSet(**again))
    other = events.SubgoalSet(on=FEB_1, subgoal=GARDEN, title="Have", why="Ro")
    doubting(OPENED, COOK, other).when(
        verbs.revise_subgoal, subgoal=GARDEN, title="Lave mad til ti", on=MAR_1
    ).then_refused("subgoal-set-twice")


@pytest.mark.parametrize(
    "words",
    [
        "Hun har fået PTSD",
        "ADHD'en fylder",
        "efter depressionerne",
        "skizofreni",
        "KOL-skole om tirsdagen",
        "sclerosen tager til",
        "HIV",
        "PT\u00adSD",
    ],
)
def test_a_diagnosis_in_words_is_doubted(words: str) -> None:
    """With what to write instead; what was typed is not repeated."""
    refusal = (
        doubting(OPENED)
        .when(verbs.state_hope, words=words, on=FEB_1)
        .then_refused("words-name-diagnosis")
    )
    assert "Write what the citizen can do" in refusal.sentence
    assert words not in str(refusal)
    sure = doubting(OPENED, sure=("words-name-diagnosis",))
    sure.when(verbs.state_hope, words=words, on=FEB_1).then(
        events.HopeStated(on=FEB_1, words=words)
    )


@pytest.mark.parametrize(
    "words",
    [
        "Har angst for at tage bussen",
        "Er stresset og ked af det",
        "Af alle kræfter, hiv i rebet",
        "Add a step",
        "Trykket og træt om morgenen",
    ],
)
def test_what_people_say_of_a_day_is_no_diagnosis(words: str) -> None:
    """The list holds names of diagnoses, and no feelings."""
    doubting(OPENED).when(verbs.state_hope, words=words, on=FEB_1).then(
        events.HopeStated(on=FEB_1, words=words)
    )


def test_every_list_of_words_says_when_it_was_read() -> None:
    """And a word is there once."""
    words = privacy_words()
    assert all(each.read for each in (*words.diagnoses, words.places))
    listed = [word for each in words.diagnoses for word in each.words]
    assert len(listed) == len(set(listed))
    assert all(word == word.lower() for word in listed)


def test_what_is_acknowledged_is_the_code_of_a_doubt() -> None:
    """One that was not raised is passed over; another word is refused."""
    for sure in (("day-far",), ("",)):
        doubting(OPENED, sure=sure).when(verbs.state_hope, words="Ro", on=FEB_1).then_refused(
            "not-understood"
        )
    doubting(OPENED, sure=CODES).when(verbs.state_hope, words="Ro", on=FEB_1).then(
        events.HopeStated(on=FEB_1, words="Ro")
    )


def test_what_is_recorded_already_is_not_doubted() -> None:
    """Asked again it adds nothing, whoever is sure of what."""
    far = events.JourneyRested(on=ahead(100))
    doubting(OPENED, far).when(verbs.rest_journey, on=ahead(100)).then_nothing()
    doubting(OPENED, BAKING).when(
        verbs.start_placement, placement=BAKERY, placement_kind="småjob", on=APR_1
    ).then_nothing()


@pytest.mark.parametrize("today", [TODAY, date(2027, 6, 1)])
def test_no_doubt_holds_up_what_a_citizen_has_a_right_to_ask_for(today: date) -> None:
    """On no day, neither of an earlier year nor far ahead."""
    for facts, verb, day in (
        ((OPENED,), verbs.apply_for_pension, FEB_1),
        ((OPENED, GRANTED, WISHED), verbs.request_pension_rest, MAR_1),
        ((OPENED, GRANTED, WISHED, RESTED), verbs.request_pension_return, APR_1),
        ((OPENED, GRANTED, WISHED, RESTED), verbs.request_pension_return, ahead(200)),
    ):
        walk = recorded_on(doubting(*facts).on_the_day(today), MAR_1)
        assert walk.when(verb, on=day).decision(walk.history)


@given(beginnings(), requests(), days())
def test_somebody_who_is_sure_of_all_is_never_asked(
    beginning: tuple[events.Event, ...], request: Request, today: date
) -> None:
    """And who is sure of nothing is refused by a doubt at most, or gets the same."""
    walk = after(*beginning).on_the_day(today)

    def asked(given_: Given) -> list[events.Event] | str:
        try:
            return given_.when(request.verb, **request.arguments).decision(walk.history)
        except Doubted:
            return "doubted"
        except Refused as refusal:
            return refusal.code

    plain, sure, unsure = asked(walk), asked(walk.sure_of(*CODES)), asked(walk.sure_of())
    assert sure == plain
    assert unsure in (plain, "doubted")


def test_a_post_that_is_open_is_not_opened_again_without_a_question() -> None:
    """Where several can share it, their number is changed."""
    asked: dict[str, Any] = {
        "post_kind": "småjob",
        "words": "morgen  i Bageriet",
        "tasks": [SELL.model_copy(update={"task": TaskId(UUID(int=7))})],
        "on": FEB_1,
    }
    doubting = after_employer(REGISTERED, POSTED).on_the_day(FEB_1).sure_of()
    other = PostId(UUID(int=8))
    doubting.when(employers.open_post, post=other, **asked).then_refused("post-opened-twice")
    closed = employers.PostClosed(on=FEB_1, post=POSTED.post, why="Ny ejer")
    recorded = doubting.followed_by(closed).when(employers.open_post, post=other, **asked)
    assert len(recorded.decision(doubting.followed_by(closed).history)) == 1
