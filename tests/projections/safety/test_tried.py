"""A law tried on one citizen: the same as a plain loop, and as what is owed once it is adopted."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial

import pytest
from hypothesis import given, settings

from journeys import History, events
from journeys.domain.days import birthday
from journeys.domain.duties import open_duties
from journeys.domain.duties.law_changes import KIND, weakened
from journeys.domain.guarantee import guarantee
from journeys.domain.law import Law, law
from journeys.domain.pension_facts import pension_facts
from journeys.projections.safety.tried import (
    FOLKEPENSION_AGE,
    Tried,
    first_day,
    trial,
    tried,
)
from journeys.testing.strategies import histories
from tests.effort import tries
from tests.invented import GRANTED, OPENED, RULED
from tests.lawbooks import under
from tests.projections.safety.test_guarantee_laws import anydays, laws
from tests.projections.safety.tried_pensioners import (
    CHANGES,
    CONSENT,
    LATER_CONSENT,
    OLD,
    OLD_ENDS,
    PAUSE_AGAIN,
    READ,
    WITHOUT_CONSENT,
    changed,
    newest,
    pensioners,
)
from tests.scenario import BOOK

SIXTY = GRANTED.model_copy(update={"born": date(1964, 5, 5)})
OF_OLD = GRANTED.model_copy(update={"scheme": "old", "on": date(2001, 6, 1)})


def asked(of: Law, *facts: events.Event, on: date = READ) -> Tried | None:
    """Return what a law would answer somebody of whom this is recorded."""
    return tried(trial(of, law()), History().followed_by(facts), BOOK, on)


def found(of: Law, *facts: events.Event, on: date = READ) -> Tried:
    """Return the same of somebody who has an answer."""
    answer = asked(of, *facts, on=on)
    assert answer is not None
    return answer


@cache
def everybody() -> tuple[History, ...]:
    """Return the same people for every change."""
    return tuple(pensioners(tries(120, 10_000)))


def told(of: Law) -> set[int]:
    """Return to whom a change of law must be told under this law, by number."""
    book = under(of)
    return {
        nr
        for nr, history in enumerate(everybody())
        if any(each.is_open(READ) for each in weakened(history.on(READ), book))
    }


told_today = cache(partial(told, law()))


@pytest.mark.parametrize("change", CHANGES)
def test_it_finds_what_a_plain_loop_over_both_files_finds_and_what_is_owed_after_it(
    change: str,
) -> None:
    """Nobody is missed, and nobody is extra."""
    of = CHANGES[change]
    other = trial(of, law())
    weaker, without, before, after = set[int](), set[int](), told_today(), told(of)
    for nr, history in enumerate(everybody()):
        answer = tried(other, history, BOOK, READ)
        if answer is None:
            people = history.on(READ).journey
            assert people.pension.state == "none" or people.people.gone
            without.add(nr)
            continue
        facts = pension_facts(history, READ)
        one, two = (guarantee(facts, each.newest, READ) for each in (law(), of))
        assert (answer.before, answer.until_before) == (one.answer, one.until)
        assert (answer.after, answer.until_after) == (two.answer, two.until)
        if one.strength != two.strength:
            assert not answer.held
            assert answer.change == ("weaker" if two.strength < one.strength else "stronger")
        else:
            assert answer.held == (answer.change != "same")
        assert answer.because == (() if answer.change == "same" else tuple(other.differing))
        weaker |= {nr} if answer.change == "weaker" else set()
        assert answer.owed == (nr in after - before)
    assert len(weaker) > 10
    assert weaker - before == after - before - without
    assert weaker <= after


def test_of_two_files_that_mean_the_same_nothing_changes() -> None:
    """Read again, or said in other words."""
    for of in (law(), changed(), changed(newest(CONSENT).model_copy(update={"en": "By consent."}))):
        assert trial(of, law()).differing == frozenset()
        answer = found(of, OPENED, SIXTY)
        assert (answer.change, answer.because, answer.owed) == ("same", (), False)
    reworded = changed(newest(CONSENT).model_copy(update={"da": "Du skal sige ja."}))
    assert found(reworded, OPENED, SIXTY).reworded
    assert not found(changed(), OPENED, SIXTY).reworded


def test_what_is_weaker_says_what_it_was_what_it_becomes_and_by_which_rule() -> None:
    """It is owed to those who need not be told of a change today."""
    answer = found(WITHOUT_CONSENT, OPENED, SIXTY)
    assert (answer.before, answer.after) == ("guaranteed-until", "verify")
    assert (answer.change, answer.because, answer.owed) == ("weaker", (CONSENT,), True)
    owed = open_duties(History().followed_by((OPENED, SIXTY)), under(WITHOUT_CONSENT), READ)
    assert KIND in {each.kind for each in owed}
    assert (answer.until_before, answer.until_after) == (date(2032, 5, 4), None)


def test_what_is_stronger_is_owed_to_nobody() -> None:
    """It is good news."""
    answer = found(PAUSE_AGAIN, OPENED, GRANTED)
    assert (answer.change, answer.before, answer.after) == (
        "stronger",
        "verify",
        "guaranteed-until",
    )
    assert not answer.owed


def test_a_fact_that_holds_the_answer_hides_no_change_of_the_law() -> None:
    """The right that is behind it is lost all the same, and has to be told."""
    heard = events.WishesHeard(on=date(2026, 11, 1), matter="frakendelse", words="Nej")
    ends = changed(newest(OLD).model_copy(update={"ends": date(2027, 12, 31)}))
    answer = found(ends, OPENED, OF_OLD, heard)
    assert (answer.before, answer.after) == ("depends", "depends")
    assert (answer.change, answer.held, answer.owed) == ("weaker", True, True)
    assert answer.because == (OLD,)


def test_an_age_that_is_reached_on_the_day_is_no_change_of_the_law() -> None:
    """It makes no answer weaker, and hides none that is."""
    born = birthday(READ, -60)
    answer = found(LATER_CONSENT, OPENED, GRANTED.model_copy(update={"born": born}))
    assert (answer.change, answer.owed) == ("weaker", True)
    of_old = OF_OLD.model_copy(update={"born": born})
    answer = found(LATER_CONSENT, OPENED, of_old)
    assert (answer.change, answer.owed) == ("same", False)
    assert not [*weakened(History().followed_by((OPENED, of_old)), under(LATER_CONSENT))]


def test_an_age_that_is_reached_after_the_day_it_was_read_was_never_told() -> None:
    """On a later day the answer is weaker than it would have been, and nobody is owed that."""
    soon = GRANTED.model_copy(update={"born": birthday(READ, -60) + timedelta(days=5)})
    answer = found(LATER_CONSENT, OPENED, soon, on=READ + timedelta(days=9))
    assert (answer.change, answer.owed) == ("weaker", False)


def test_other_ages_of_folkepension_change_the_last_day_and_are_owed_to_nobody() -> None:
    """What comes with age alone is no change that the duty tells."""
    ages = tuple(
        each.model_copy(update={"years": each.years - 1, "edition": READ})
        for each in law().newest.folkepension_ages
    )
    earlier = replace(changed(), folkepension_ages=(*law().folkepension_ages, *ages))
    answer = found(earlier, OPENED, SIXTY)
    assert (answer.change, answer.because, answer.owed) == ("weaker", (FOLKEPENSION_AGE,), False)
    assert answer.until_before is not None
    assert answer.until_after == birthday(answer.until_before, -1)


def test_who_has_no_answer_here_is_left_out() -> None:
    """Without a pension, after a move, and after a death; a journey that is closed is counted."""
    day = date(2026, 11, 1)
    moved = events.JourneyClosed(on=day, reason="Flyttet", moved_to="461")
    died = events.JourneyClosed(on=day, reason="Død", why="død")
    for facts in ((OPENED,), (OPENED, SIXTY, moved), (OPENED, SIXTY, died)):
        assert asked(WITHOUT_CONSENT, *facts) is None
    closed = events.JourneyClosed(on=day, reason="I arbejde")
    assert found(WITHOUT_CONSENT, OPENED, SIXTY, closed).owed


def test_a_reading_that_is_out_of_date_by_then_hides_no_change() -> None:
    """On a day far ahead nothing would be promised under either: the laws are compared."""
    late = law().newest.good_until + timedelta(days=90)
    answer = found(WITHOUT_CONSENT, OPENED, SIXTY, on=late)
    assert (answer.before, answer.after) == ("guaranteed-until", "verify")


def test_the_first_day_shows_all_that_is_new() -> None:
    """Today, or the day on which the last rule that differs has begun."""
    assert first_day(trial(WITHOUT_CONSENT, law()), READ) == READ
    begins = date(2027, 7, 1)
    later = newest(CONSENT).model_copy(update={"age": 62, "starts": begins})
    until = newest(CONSENT).model_copy(update={"ends": begins - timedelta(days=1)})
    assert first_day(trial(changed(until, later), law()), READ) == begins
    assert first_day(trial(OLD_ENDS, law()), READ) == READ


def test_an_end_that_is_decided_leaves_nothing_to_lose() -> None:
    """A pension that is withdrawn has the same answer under every law."""
    ended = RULED.model_copy(update={"on": date(2026, 11, 1), "matter": "frakendelse"})
    gone = events.PensionWithdrawn(on=date(2026, 11, 2), ruling=ended.ruling)
    answer = found(WITHOUT_CONSENT, OPENED, SIXTY, ended, gone)
    assert (answer.before, answer.after, answer.change) == ("none", "none", "same")


@settings(max_examples=tries(6, 2_000))
@given(histories(), laws, anydays)
def test_it_answers_any_history_under_any_law(history: History, of: Law, on: date) -> None:
    """It never raises, and beside itself a law changes nothing."""
    answer = tried(trial(of, law()), history, BOOK, on)
    assert answer is None or (answer.change == "same") == (not answer.held and not _differs(answer))
    itself = tried(trial(of, of), history, under(of), on)
    assert itself is None or (itself.change, itself.reworded) == ("same", False)


def _differs(answer: Tried) -> bool:
    return (answer.before, answer.until_before) != (answer.after, answer.until_after)
