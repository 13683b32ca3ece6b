"""Informing: a change of law that weakens the answer is owed to everybody it weakens it for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from journeys import Entry, History, events, verbs
from journeys.domain.duties import Duty, open_duties
from journeys.domain.duties.law_changes import KIND, weakened
from journeys.domain.law import Edition, Law, law
from tests.invented import ANNA, GRANTED, OPENED, RULED, WALK
from tests.lawbooks import FIRST, READ_AGAIN, changed, instead, read_again, under
from tests.scenario import BOOK, after

OPEN = OPENED.model_copy(update={"on": date(2025, 1, 1)})
AFTER_THE_PAUSE = date(2026, 1, 1)
EXPLAINED = events.SafetyExplained(
    on=date(2025, 6, 1), sentences=("Sådan",), rules=(), edition=FIRST, answered="guaranteed-until"
)


def owed(*facts: events.Event, of: Law | None = None) -> list[Duty]:
    """Return what a change of law makes owed, met or not."""
    return list(weakened(after(*facts).history, under(of or law())))


def test_the_end_of_the_pause_is_owed_to_those_it_was_explained_to() -> None:
    """From the first day after it, until it is explained again."""
    (duty,) = owed(OPEN, GRANTED, EXPLAINED)
    assert (duty.since, duty.about, duty.raised) == (AFTER_THE_PAUSE, "2026-01-01", 3)
    assert duty.due == AFTER_THE_PAUSE + timedelta(days=14)
    assert duty.met is None
    again = EXPLAINED.model_copy(update={"on": date(2026, 1, 20)})
    (met,) = owed(OPEN, GRANTED, EXPLAINED, again)
    assert (met.met, met.met_by) == (again.on, 4)
    same_day = EXPLAINED.model_copy(update={"on": AFTER_THE_PAUSE})
    (met,) = owed(OPEN, GRANTED, EXPLAINED, same_day)
    assert not met.is_open(AFTER_THE_PAUSE)


def test_it_is_owed_also_where_nobody_explained_anything_yet() -> None:
    """The caseworker could see the answer on any day."""
    (duty,) = owed(OPEN, GRANTED)
    assert (duty.since, duty.raised) == (AFTER_THE_PAUSE, 2)


@pytest.mark.parametrize(
    "facts",
    [
        (OPEN,),
        (OPEN, GRANTED.model_copy(update={"scheme": "old", "on": date(2001, 6, 1)})),
        (OPEN, GRANTED.model_copy(update={"born": date(1966, 1, 1)})),
        (OPENED, GRANTED),
        (OPENED, GRANTED, EXPLAINED.model_copy(update={"on": date(2026, 2, 1)})),
    ],
    ids=["no pension", "old scheme", "60 by then", "opened later", "explained later"],
)
def test_it_is_owed_to_nobody_whose_answer_did_not_change(facts: tuple[events.Event, ...]) -> None:
    """The others are not troubled."""
    assert owed(*facts) == []


def test_facts_that_weaken_the_answer_are_no_change_of_law() -> None:
    """They are told where they are recorded."""
    reassessed = events.ReassessmentSet(on=date(2025, 7, 1), due=date(2026, 7, 1))
    assert [duty.since for duty in owed(OPEN, GRANTED, EXPLAINED, reassessed)] == [AFTER_THE_PAUSE]
    assert owed(OPENED, GRANTED, reassessed.model_copy(update={"on": date(2026, 2, 1)})) == []


def test_it_ends_where_the_answer_is_as_strong_again() -> None:
    """And begins again when it becomes weaker once more."""
    paused_again = changed("no-withdrawal-period", starts=date(2026, 3, 1), ends=date(2026, 3, 31))
    twice = replace(law(), rules=(*law().rules, paused_again))
    again, ended = date(2026, 3, 1), date(2026, 4, 1)
    assert [(each.since, each.met) for each in owed(OPEN, GRANTED, of=twice)] == [
        (AFTER_THE_PAUSE, again),
        (ended, None),
    ]
    between = EXPLAINED.model_copy(update={"on": date(2026, 3, 15)})
    assert [(each.since, each.met) for each in owed(OPEN, GRANTED, between, of=twice)] == [
        (AFTER_THE_PAUSE, again),
        (ended, None),
    ]


def test_what_a_later_reading_found_out_is_owed_from_the_day_it_was_read() -> None:
    """Nobody could have told it before."""
    ended = changed("withdrawal-needs-consent-from-age", ends=date(2027, 1, 31))
    sixty = GRANTED.model_copy(update={"born": date(1964, 5, 5)})
    (duty,) = owed(OPENED, sixty, of=read_again([ended]))
    assert duty.since == READ_AGAIN
    early = changed("withdrawal-needs-consent-from-age", ends=date(2027, 12, 31))
    (duty,) = owed(OPENED, sixty, of=read_again([early]))
    assert duty.since == READ_AGAIN
    assert owed(OPENED, sixty, of=read_again()) == []


def test_what_was_explained_by_an_older_edition_tells_nobody_what_a_newer_one_changed() -> None:
    """The library was brought up to date after the talk."""
    ended = changed("withdrawal-needs-consent-from-age", ends=date(2027, 1, 31))
    sixty = GRANTED.model_copy(update={"born": date(1964, 5, 5)})
    by_the_first = EXPLAINED.model_copy(update={"on": READ_AGAIN + timedelta(days=9)})
    by_the_next = by_the_first.model_copy(
        update={"on": READ_AGAIN + timedelta(days=20), "edition": READ_AGAIN}
    )
    (duty,) = owed(OPENED, sixty, by_the_first, of=read_again([ended]))
    assert duty.met is None
    (duty,) = owed(OPENED, sixty, by_the_first, by_the_next, of=read_again([ended]))
    assert (duty.met, duty.met_by) == (by_the_next.on, 4)


def test_a_second_change_is_told_by_its_own_edition() -> None:
    """Who was told of the first was not told of the second."""
    sixty = GRANTED.model_copy(update={"born": date(1964, 5, 5)})
    consent = "withdrawal-needs-consent-from-age"
    second = date(2027, 9, 1)
    twice = read_again([changed(consent, ends=date(2028, 12, 31))])
    rule = changed(consent, ends=date(2027, 9, 30), edition=second)
    editions = (*twice.editions, Edition(day=second, note="Once more."))
    of = replace(twice, editions=editions, rules=(*twice.rules, rule))
    by_the_first = EXPLAINED.model_copy(
        update={"on": date(2027, 10, 1), "edition": READ_AGAIN, "answered": "guaranteed-until"}
    )
    (duty,) = owed(OPENED, sixty, by_the_first, of=of)
    assert (duty.since, duty.met) == (READ_AGAIN, None)
    by_the_second = by_the_first.model_copy(update={"edition": second})
    (duty,) = owed(OPENED, sixty, by_the_second, of=of)
    assert duty.met == by_the_second.on


def test_what_weakened_it_while_there_was_no_right_is_owed_when_the_right_is_back() -> None:
    """The last that was told was the promise of before."""
    ended = RULED.model_copy(update={"on": date(2025, 9, 1), "matter": "frakendelse"})
    back = date(2026, 5, 1)
    facts = (
        OPEN,
        GRANTED,
        EXPLAINED,
        ended,
        events.PensionWithdrawn(on=date(2025, 10, 1), ruling=ended.ruling),
        events.RulingAppealed(on=date(2025, 10, 10), ruling=ended.ruling),
        events.AppealDecided(on=date(2025, 12, 1), ruling=ended.ruling, answer="changed"),
        events.PensionResumed(on=back, paid_from=date(2025, 10, 1)),
    )
    assert owed(*facts[:-1]) == []
    (duty,) = owed(*facts)
    assert (duty.since, duty.met) == (back, None)


def test_what_was_untold_when_the_right_ended_is_owed_when_it_is_back() -> None:
    """Nor about a pension that is granted again: no answer was given about that."""
    ended = RULED.model_copy(update={"on": date(2026, 1, 25), "matter": "frakendelse"})
    gone, back = date(2026, 2, 1), date(2026, 5, 1)
    facts = (
        OPEN,
        GRANTED,
        ended,
        events.PensionWithdrawn(on=gone, ruling=ended.ruling),
        events.RulingAppealed(on=date(2026, 2, 3), ruling=ended.ruling),
        events.AppealDecided(on=date(2026, 4, 1), ruling=ended.ruling, answer="changed"),
    )
    resumed = events.PensionResumed(on=back, paid_from=gone)
    assert [(each.since, each.met) for each in owed(*facts, resumed)] == [
        (AFTER_THE_PAUSE, gone),
        (back, None),
    ]
    anew = GRANTED.model_copy(update={"on": back})
    assert [each.since for each in owed(*facts, anew)] == [AFTER_THE_PAUSE]


def test_a_fact_that_holds_the_answer_down_hides_no_change_of_law() -> None:
    """What it hid would be told nowhere once it is gone."""
    ruled = RULED.model_copy(update={"on": date(2025, 9, 1), "matter": "frakendelse"})
    appealed = events.RulingAppealed(on=date(2025, 9, 10), ruling=ruled.ruling)
    changed_by_it = events.AppealDecided(
        on=date(2025, 11, 1), ruling=ruled.ruling, answer="changed"
    )
    (duty,) = owed(OPEN, GRANTED, EXPLAINED, ruled, appealed, changed_by_it)
    assert (duty.since, duty.met) == (AFTER_THE_PAUSE, None)


def test_an_entry_that_finds_the_answer_as_strong_again_ends_it() -> None:
    """Somebody turned 60 meanwhile."""
    soon = GRANTED.model_copy(update={"born": date(1966, 2, 1)})
    seen = events.ReassessmentSet(on=date(2026, 3, 1), due=date(2027, 3, 1))
    (duty,) = owed(OPEN, soon, EXPLAINED, seen)
    assert (duty.since, duty.met, duty.met_by) == (AFTER_THE_PAUSE, seen.on, 4)


def test_what_is_recorded_later_changes_no_duty_of_before() -> None:
    """A reassessment that nobody knew of on the day the law changed."""
    consent = changed("withdrawal-needs-consent-from-age", ends=date(2027, 1, 31))
    sixty = GRANTED.model_copy(update={"born": date(1964, 5, 5)})
    late = events.ReassessmentSet(on=date(2027, 7, 1), due=date(2028, 1, 1))
    early, later = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 8, 1, tzinfo=UTC)
    history = History(
        (
            Entry(WALK, 1, 1, early, ANNA, OPENED),
            Entry(WALK, 2, 2, early, ANNA, sixty),
            Entry(WALK, 3, 3, later, ANNA, late),
        )
    )
    (duty,) = weakened(history, under(read_again([consent])))
    assert (duty.since, duty.met) == (READ_AGAIN, None)


def test_an_end_that_is_recorded_ahead_is_no_change_of_law() -> None:
    """Nor does it hide one."""
    ends = events.PensionWithdrawn(on=date(2026, 9, 1), ruling=RULED.ruling)
    old = GRANTED.model_copy(update={"scheme": "old", "on": date(2009, 6, 1)})
    assert owed(OPEN, old, ends) == []
    (duty,) = owed(OPEN, GRANTED, EXPLAINED, ends)
    assert (duty.since, duty.met) == (AFTER_THE_PAUSE, ends.on)


def test_an_age_that_is_reached_on_the_day_the_law_was_read_is_no_change_of_it() -> None:
    """From the age of 60 it was not read for sure that a pension of the old scheme may rest."""
    old = GRANTED.model_copy(update={"scheme": "old", "on": date(2001, 6, 1)})
    for born in (READ_AGAIN.replace(year=1967), READ_AGAIN.replace(year=1967, day=2)):
        reached = old.model_copy(update={"born": born})
        assert owed(OPENED, reached, of=read_again()) == []


def test_a_reading_that_came_late_hides_no_change() -> None:
    """Also where the one before it was out of date by then."""
    ended = changed("withdrawal-needs-consent-from-age", ends=date(2027, 1, 31))
    sixty = GRANTED.model_copy(update={"born": date(1964, 5, 5)})
    late = date(2028, 6, 1)
    assert late > law().newest.good_until
    (duty,) = owed(OPENED, sixty, of=read_again([ended], on=late))
    assert duty.since == late


def test_a_change_that_promises_more_is_owed_to_nobody() -> None:
    """The pause that began in 2023 was good news."""
    early = OPENED.model_copy(update={"on": date(2022, 1, 1)})
    endless = instead(changed("no-withdrawal-period", ends=date.max))
    assert owed(early, GRANTED, of=endless) == []


def test_it_ends_with_the_right_and_not_with_the_journey() -> None:
    """A person with a pension is told, also after the journey was closed."""
    closed = events.JourneyClosed(on=date(2025, 9, 1), reason="Flyttet", leaving=())
    (duty,) = owed(OPEN, GRANTED, closed)
    assert duty.met is None
    withdrawn = events.PensionWithdrawn(on=date(2026, 2, 1), ruling=RULED.ruling)
    (duty,) = owed(OPEN, GRANTED, withdrawn)
    assert duty.met == withdrawn.on


def test_it_is_among_what_is_owed_and_met_by_explaining() -> None:
    """As every other duty is."""
    given = after(OPEN, GRANTED, EXPLAINED)
    day = date(2026, 2, 1)
    assert KIND in {duty.kind for duty in open_duties(given.history, BOOK, day)}
    asked = given.when(
        verbs.explain_safety, sentences=["Nu"], rules=[], edition=FIRST, answered="verify", on=day
    )
    told = asked.decision(given.history)
    assert told[0].model_dump()["answered"] == "verify"
    now = given.history.followed_by(told)
    assert KIND not in {duty.kind for duty in open_duties(now, BOOK, day)}
