"""Since the safety was explained: what was right then is given again, what changed is seen."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from journeys import Entry, History, Rulebook, events
from journeys.domain.law import law
from journeys.domain.rulebook import Promise
from journeys.projections.safety.answer import safety
from journeys.projections.safety.since_explained import SinceExplained
from tests.invented import ANNA, GRANTED, OPENED, RESTED, RULED, WALK, WISHED
from tests.lawbooks import FIRST, READ_AGAIN, changed, read_again, rule, under
from tests.scenario import BOOK, after

IN_THE_PAUSE, AFTER_IT = date(2025, 6, 1), date(2026, 6, 1)
EARLY: tuple[events.Event, ...] = tuple(
    event.model_copy(update={"on": date(2025, 1, 1)}) for event in (OPENED, WISHED)
)
RESTING: tuple[events.Event, ...] = (
    *EARLY,
    GRANTED,
    RESTED.model_copy(update={"on": date(2025, 5, 1)}),
)


def explained(on: date, answer: str | None = None, until: date | None = None) -> events.Event:
    """Return that it was explained so."""
    return events.SafetyExplained.model_validate(
        {
            "on": on,
            "sentences": ("Sådan",),
            "rules": ("return-without-application",),
            "edition": FIRST,
            "answered": answer,
            "until": until,
        }
    )


def since(on: date, *facts: events.Event, book: Rulebook = BOOK) -> SinceExplained:
    """Return what changed since, on that day."""
    found = safety(WALK, after(*facts).history, book, on).since_explained
    assert found is not None
    return found


def test_nothing_changed_where_both_are_the_same() -> None:
    """The answer is the one that was given."""
    found = since(IN_THE_PAUSE, *RESTING, explained(IN_THE_PAUSE))
    assert (found.entry, found.on, found.changed, found.weaker) == (5, IN_THE_PAUSE, (), False)
    assert (found.answer, found.until) == ("guaranteed-until", date(2025, 12, 31))
    assert found.said_now == found.said_then == ()


def test_a_change_of_law_is_told_as_that() -> None:
    """The pause ended, and nobody knows what holds now."""
    given = explained(IN_THE_PAUSE, "guaranteed-until", date(2025, 12, 31))
    found = since(AFTER_IT, *RESTING, given)
    assert found.changed == ("law",)
    assert found.weaker
    assert set(found.said_now) == {"withdrawal-by-ruling-new", "open-withdrawal-after-2025"}
    assert found.said_then == ("no-withdrawal-period",)


def test_a_change_of_facts_is_told_as_that() -> None:
    """A reassessment was set, the pension asked back."""
    given = explained(IN_THE_PAUSE, "guaranteed-until", date(2025, 12, 31))
    day = IN_THE_PAUSE + timedelta(days=30)
    asked = events.PensionReturnRequested(on=day)
    assert since(day, *RESTING, given, asked).changed == ("facts",)
    assert not since(day, *RESTING, given, asked).weaker
    found = since(day, *RESTING, given, events.ReassessmentSet(on=day, due=AFTER_IT))
    assert (found.changed, found.weaker) == (("facts",), True)
    assert found.said_now == ("reassessment-stands",)


def test_both_are_told_where_both_changed() -> None:
    """After the pause, with a reassessment."""
    given = explained(IN_THE_PAUSE, "guaranteed-until", date(2025, 12, 31))
    reassessed = events.ReassessmentSet(on=AFTER_IT, due=date(2027, 6, 1))
    assert since(AFTER_IT, *RESTING, given, reassessed).changed == ("law", "facts")


def test_growing_older_is_a_fact() -> None:
    """Somebody turned 60 after it was explained: that promises more, and no law changed."""
    older = GRANTED.model_copy(update={"born": date(1966, 5, 1)})
    facts = [older if event is GRANTED else event for event in RESTING]
    found = since(date(2026, 5, 1), *facts, explained(date(2026, 4, 30), "verify"))
    assert found.changed == ("facts",)
    assert not found.weaker
    birthday = date(2026, 5, 1)
    assert since(LATER, *facts, explained(birthday, "guaranteed")).changed == ()


GIVEN = explained(AFTER_IT, "verify")
LATER = date(2026, 7, 1)
BACK = events.PensionResumed(on=date(2026, 5, 10), paid_from=date(2026, 8, 1))
ENDING = RULED.model_copy(update={"matter": "frakendelse", "on": date(2026, 5, 1)})
APPEALED = events.RulingAppealed(on=date(2026, 5, 10), ruling=ENDING.ruling)


WRONG = events.EntryRetracted(on=LATER, entry=5, why="En anden dag")
ANEW = (
    ENDING,
    events.PensionWithdrawn(on=date(2026, 6, 10), ruling=ENDING.ruling),
    GRANTED.model_copy(update={"on": date(2026, 6, 20)}),
    RESTED.model_copy(update={"on": date(2026, 6, 20)}),
)


@pytest.mark.parametrize(
    ("before", "after_it"),
    [
        ((BACK,), (WRONG, BACK.model_copy(update={"paid_from": date(2026, 9, 1)}))),
        ((ENDING,), (WRONG, ENDING.model_copy(update={"effective": date(2026, 6, 20)}))),
        (
            (ENDING, APPEALED),
            (events.AppealDecided(on=LATER, ruling=ENDING.ruling, answer="upheld"),),
        ),
        ((), ANEW),
    ],
    ids=["paid from another day", "effect on another day", "an appeal upheld", "granted again"],
)
def test_whatever_is_recorded_anew_is_a_fact_that_changed(
    before: tuple[events.Event, ...], after_it: tuple[events.Event, ...]
) -> None:
    """Also where the state and the answer are as before."""
    found = since(LATER, *RESTING, *before, GIVEN, *after_it)
    assert found.changed == ("facts",)


def test_an_age_that_the_law_moved_is_no_fact() -> None:
    """Nobody grew older; the rule did."""
    older = GRANTED.model_copy(update={"born": date(1964, 1, 1)})
    facts = [older if event is GRANTED else event for event in RESTING]
    for moved in ({"age": 65}, {"ends": date(2027, 1, 31)}):
        book = under(read_again([changed("withdrawal-needs-consent-from-age", **moved)]))
        found = since(READ_AGAIN, *facts, explained(AFTER_IT, "guaranteed"), book=book)
        assert (found.changed, found.weaker) == (("law",), True)


@pytest.mark.parametrize(
    ("named", "moved"),
    [
        ("open-benefit-after-fleksjob", {"states": ("paid",)}),
        ("open-withdrawal-after-2025", {"part": "question"}),
        ("private-insurance", {"ends": date(2027, 1, 31)}),
        ("work-while-paid", {"states": ("resting",)}),
        ("private-insurance", {"schemes": ("old",)}),
    ],
)
def test_a_rule_that_is_told_otherwise_is_a_change_of_law(
    named: str, moved: dict[str, object]
) -> None:
    """To other people, or as something else."""
    book = under(read_again([changed(named, **moved)]))
    found = since(READ_AGAIN, *RESTING, GIVEN, book=book)
    assert found.changed == ("law",)


def test_a_reading_that_is_out_of_date_is_told_as_that() -> None:
    """The law may be the same; nobody looked."""
    last = law().newest.good_until
    assert since(last + timedelta(days=1), *RESTING, explained(FIRST)).changed == ("reading",)
    assert since(last + timedelta(days=1), *RESTING, explained(last)).changed == ("reading",)
    assert since(last, *RESTING, explained(FIRST)).changed == ()


def test_that_only_a_day_has_passed_is_told_as_that() -> None:
    """A reassessment was ahead, and is behind; nothing was recorded, no law changed."""
    due = date(2026, 6, 15)
    facts = (*RESTING, events.ReassessmentSet(on=date(2026, 5, 1), due=due), GIVEN)
    assert since(due, *facts).changed == ()
    assert since(LATER, *facts).changed == ("days",)


def test_an_appeal_in_another_matter_is_no_fact_of_the_pension() -> None:
    """The citizen may appeal what they like."""
    other = (RULED, GIVEN, events.RulingAppealed(on=LATER, ruling=RULED.ruling))
    assert since(LATER, *RESTING, *other).changed == ()


def test_a_pension_of_another_scheme_is_a_fact_and_no_change_of_law() -> None:
    """The law of both was there all the time."""
    old = GRANTED.model_copy(update={"scheme": "old", "on": LATER})
    assert since(LATER, *RESTING, GIVEN, old).changed == ("facts",)


def test_a_promise_that_ended_is_told_as_that() -> None:
    """It was the municipality's own."""
    promise = Promise.model_validate(
        {"da": "Vi ringer.", "en": "We call.", "from": AFTER_IT, "to": AFTER_IT, "decided_by": "Os"}
    )
    book = BOOK._replace(promises=(promise,))
    assert since(LATER, *RESTING, GIVEN, book=book).changed == ("promises",)


def test_what_was_said_in_other_words_is_told() -> None:
    """A rule that a later edition states differently, in force on the same days."""
    book = under(read_again([changed("private-insurance", da="Spørg dit selskab.")]))
    found = since(AFTER_IT, *RESTING, explained(AFTER_IT, "verify"), book=book)
    assert found.changed == ("law",)
    assert found.said_now == found.said_then == ("private-insurance",)
    same = under(read_again([rule("private-insurance")]))
    assert since(AFTER_IT, *RESTING, explained(AFTER_IT, "verify"), book=same).changed == ()


def test_what_became_known_later_was_not_part_of_what_was_explained() -> None:
    """A reassessment with an earlier day, recorded after the talk, is a fact that changed."""
    late = events.ReassessmentSet(on=date(2025, 5, 10), due=AFTER_IT)
    found = since(IN_THE_PAUSE, *RESTING, explained(IN_THE_PAUSE), late)
    assert found.answer == "guaranteed-until"
    assert (found.changed, found.weaker) == (("facts",), True)


def test_an_answer_is_given_again_as_it_was_right_then() -> None:
    """By the law of that day as it was known at that moment, whatever was read later."""
    moments = [datetime(2026, 12, 1, hour, tzinfo=UTC) for hour in range(len(RESTING))]
    history = History(
        tuple(
            Entry(WALK, nr, nr, moment, ANNA, event)
            for nr, (moment, event) in enumerate(zip(moments, RESTING, strict=True), start=1)
        )
    )
    extended = changed("no-withdrawal-period", ends=date(2028, 12, 31))
    book = under(read_again([extended]))
    before = datetime(2027, 5, 31, tzinfo=UTC)
    then, now = (
        safety(WALK, history, book, AFTER_IT, known_at=known_at) for known_at in (before, None)
    )
    assert (then.answer, now.answer) == ("verify", "guaranteed-until")
    assert now.until == date(2028, 12, 31)
    versions = now.sentences[1].versions
    assert versions["no-withdrawal-period"] == READ_AGAIN
    assert versions["return-when-work-ends-new"] == rule("return-when-work-ends-new").edition
    untouched = safety(WALK, history, BOOK, AFTER_IT, known_at=before)
    assert then == untouched
    elsewhere = datetime(2027, 6, 1, 1, tzinfo=timezone(timedelta(hours=2)))
    assert safety(WALK, history, book, AFTER_IT, known_at=elsewhere).answer == "verify"
    early = datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert safety(WALK, history, book, AFTER_IT, known_at=early).state == "paid"
