"""The laws that hold on arbitrary histories."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journeys import Entry, History, events, verbs
from journeys.domain.decisions.dependencies import orphaned, orphaned_by
from journeys.domain.journey import EMPTY, Journey, fold
from journeys.domain.payment import MAY_CHANGE_STRETCHES, stretches
from journeys.errors import Refused
from journeys.projections.milestones import milestones
from journeys.projections.periods import periods
from journeys.projections.safety.answer import safety
from journeys.projections.steps import steps
from journeys.projections.timeline import timeline
from journeys.testing import strategies
from journeys.testing.strategies import BEGINNING, Request, beginnings, days, histories, requests
from tests.invented import APR_1, BAKING, GRANTED, OPENED, WALK, WISHED
from tests.scenario import BOOK, asked_on
from tests.scenario import asked as asked_of

NOTHING = History()


def walked(asked: Sequence[Request], history: History = NOTHING, today: date = date.max) -> History:
    """Return the history of asking these, one after the other; what is refused adds nothing."""
    for verb, arguments in asked:
        try:
            history = history.followed_by(asked_on(today, history, verb, **arguments))
        except Refused:
            continue
    return history


def answer(history: History, asked: Request, today: date) -> list[events.Event] | str:
    """Return what a verb answers that day: the events, or the code of its refusal."""
    verb, arguments = asked
    try:
        return asked_on(today, history, verb, **arguments)
    except Refused as refusal:
        return refusal.code


@given(st.lists(strategies.events(), max_size=30))
def test_a_fold_never_raises_on_any_sequence(told: list[events.Event]) -> None:
    """Rules run once, when somebody decides."""
    assert isinstance(fold(told), Journey)


@given(histories(), days())
def test_no_view_raises_on_any_history(history: History, on: date) -> None:
    """Views are as total as folds: an odd history is shown, not hidden."""
    milestones(WALK, history, BOOK, on)
    timeline(WALK, history, on)
    safety(WALK, history, BOOK, on)
    steps(history)
    for period in periods(history):
        assert period.ends is None or period.starts < period.ends


@given(st.lists(strategies.events(), max_size=20), st.integers(0, 20))
def test_folding_may_stop_and_resume_anywhere(told: list[events.Event], stop: int) -> None:
    """The state holds all that the next event needs."""
    assert fold(told[stop:], fold(told[:stop])) == fold(told)


def around(journey: Journey) -> tuple[object, ...]:
    """Return some slices of a journey: those that say who is there and where they are."""
    return journey.people, journey.work


@given(histories(), days())
def test_what_moves_is_what_does_not_leave_everything_as_it_was(history: History, on: date) -> None:
    """No other entry changes what is looked at."""
    seen = history.on(on)
    moving = seen.changes_to(around)
    for change in seen.changes:
        if change not in moving:
            assert around(change.before) == around(change.after)


@given(histories(), st.integers(0, 30), days(), st.lists(days() | st.none(), max_size=8))
def test_a_history_that_grew_reads_as_one_read_anew(
    history: History, first: int, on: date, looked: list[date | None]
) -> None:
    """Whatever was made out before it grew, in whichever order days and entries come."""
    grown = History(history.entries[:first])
    for nr, entry in enumerate(history.entries[first:]):
        # Of some days nothing is made out, of some the beginning, and of some all of it.
        for day in looked[nr % 3 :: 3]:
            seen = grown if day is None else grown.on(day)
            anew = History(grown.entries) if day is None else History(grown.entries).on(day)
            assert seen.changes == anew.changes
            assert seen.changes_to(around) == anew.changes_to(around)
        grown = grown.extended_by((entry,))
    assert grown == history
    for seen, anew in ((grown, history), (grown.on(on), History(history.entries).on(on))):
        assert seen.changes == anew.changes
        assert seen.in_force == anew.in_force
        assert seen.retracted == anew.retracted
        assert seen.changes_to(around) == anew.changes_to(around)
        assert seen.journey == fold(anew.events)


@given(histories(), st.lists(strategies.events(), min_size=1, max_size=3))
def test_news_orphans_what_the_whole_history_says(
    history: History, news: list[events.Event]
) -> None:
    """Those entries alone are looked at that news can orphan."""
    assert orphaned_by(history, news) == orphaned(history, history.followed_by(news))


@given(histories(), st.lists(strategies.events(), max_size=3))
def test_news_of_other_slices_raises_no_duty_about_a_fleksjob(
    history: History, news: list[events.Event]
) -> None:
    """So that it is not looked for."""
    others = [each for each in news if not isinstance(each, MAY_CHANGE_STRETCHES)]
    after = history.followed_by(others)
    found, was = (
        [each._replace(journey=EMPTY) for each in stretches(seen)] for seen in (after, history)
    )
    assert found == was


TODAYS = days() | st.just(date.max)
"""A day among those that are recorded, or one on which every day has come."""


@given(beginnings(), st.lists(requests(), max_size=20), requests(), TODAYS)
def test_a_decision_repeated_adds_nothing_or_is_refused_the_same(
    beginning: tuple[events.Event, ...], before: list[Request], asked: Request, today: date
) -> None:
    """Whoever is unsure whether it went through may ask again."""
    history = walked(before, NOTHING.followed_by(beginning), today)
    first = answer(history, asked, today)
    if isinstance(first, str):
        assert answer(history, asked, today) == first
    else:
        assert answer(history.followed_by(first), asked, today) == []


@given(st.lists(requests(), max_size=40), days(), TODAYS)
def test_the_pension_can_be_asked_back_wherever_the_right_exists(
    asked: list[Request], on: date, today: date
) -> None:
    """From every state that verbs can reach, today and for a day ahead."""
    history = walked(asked, NOTHING.followed_by([OPENED, GRANTED, WISHED]), today)
    asked_on(today, history, verbs.request_pension_return, on=on)


@given(beginnings(), st.lists(requests(), max_size=30), days())
def test_a_wish_to_come_back_is_never_lost(
    beginning: tuple[events.Event, ...], asked: list[Request], on: date
) -> None:
    """After asking, the pension is paid, or decided, or still owed; never just resting."""
    history = walked(asked, NOTHING.followed_by(beginning))
    try:
        history = history.followed_by(asked_of(history, verbs.request_pension_return, on=on))
    except Refused:
        assert history.on(on).journey.pension.state == "none"
        return
    pension = history.on(on).journey.pension
    assert pension.paid_on(on) or pension.state in ("return-asked", "resumed")
    # Not by a rest that was planned before, either: only by being paid, or by a wish anew.
    if not any(
        isinstance(event, events.PensionResumed | events.PensionRestRequested) and event.on > on
        for event in history.events
    ):
        assert history.journey.pension.state != "resting"


@given(beginnings(), st.lists(requests(), max_size=30))
def test_an_open_journey_always_has_one_named_responsible_person(
    beginning: tuple[events.Event, ...], asked: list[Request]
) -> None:
    """On every day, whatever was asked in whatever order."""
    history = walked(asked, NOTHING.followed_by(beginning))
    for day in range(60):
        people = history.on(date(2026, 1, 1) + timedelta(days=day)).journey.people
        assert people.status == "unopened" or people.responsible


def in_force(entries: Sequence[Entry], entry: Entry) -> bool:
    """Say by definition whether an entry holds: no retraction of it that itself holds."""
    return not any(
        isinstance(other.event, events.EntryRetracted)
        and other.event.entry == entry.version < other.version
        and in_force(entries, other)
        for other in entries
    )


def brute_force_fold(known: Sequence[Entry], on: date) -> Journey:
    """Return the journey on a day by definition: filter what holds, sort, fold."""
    held = [
        entry
        for entry in known
        if not isinstance(entry.event, events.EntryRetracted)
        and entry.event.on <= on
        and in_force(known, entry)
    ]
    held.sort(key=lambda entry: (entry.event.on, entry.version))
    return fold(entry.event for entry in held)


@given(histories())
def test_an_entry_holds_unless_a_retraction_of_it_holds(history: History) -> None:
    """However many retractions retract each other."""
    gone = {entry.version for entry in history.entries if not in_force(history.entries, entry)}
    assert history.retracted.keys() == gone


@given(histories(), days(), st.integers(0, 5))
def test_as_of_on_both_clocks_equals_a_brute_force_fold(
    history: History, on: date, hours: int
) -> None:
    """Filter by definition, sort, fold."""
    moment = BEGINNING + timedelta(hours=hours)
    known = [entry for entry in history.entries if entry.recorded_at <= moment]
    assert history.as_of(on, moment).journey == brute_force_fold(known, on)
    assert history.on(on).known_at(moment).journey == history.known_at(moment).on(on).journey


@given(histories(), days())
def test_periods_say_what_the_fold_says_on_any_day(history: History, on: date) -> None:
    """Periods cannot drift apart from the rules that decide."""
    journey = history.on(on).journey
    held = {
        (period.track, period.thing): period.value
        for period in periods(history)
        if period.covers(on)
    }
    assert held.get(("caseworker", None), "") == journey.people.responsible
    assert held.get(("basis", None), "") == journey.people.basis
    assert {thing for track, thing in held if track == "placement"} == {
        place.placement for place in journey.work.running
    }
    assert (held.get(("pension", None)) == "paid") == journey.pension.paid_on(on)


def test_a_history_that_no_rule_of_today_allows_reads_all_the_same() -> None:
    """A fleksjob beside a paid pension, a pension of the new scheme before there was one."""
    early = GRANTED.model_copy(update={"on": date(1999, 5, 1)})
    fleksjob = BAKING.model_copy(update={"placement_kind": "fleksjob"})
    history = History().followed_by([OPENED, early, fleksjob])
    assert history.journey.pension.paid_on(APR_1)
    assert [place.placement_kind for place in history.journey.work.running] == ["fleksjob"]
    warned = [rule for each in safety(WALK, history, BOOK, APR_1).warnings for rule in each.rules]
    assert "fleksjob-needs-resting" in warned
