"""The laws that hold on arbitrary histories of employers."""

from datetime import date, datetime, timedelta
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from journeys import employers, events
from journeys.domain.employers.employer import EMPTY, evolve
from journeys.employers import Employer, EmployerEvent, EmployerHistory, Taken
from journeys.errors import Refused
from journeys.testing.strategies import (
    BEGINNING,
    Request,
    days,
    employer_beginnings,
    employer_events,
    employer_histories,
    employer_requests,
)
from tests.domain.test_posts import taken
from tests.invented import BY_ANNA, FEB_1, OVEN, TILL
from tests.scenario import BOOK

TODAYS = days() | st.just(date.max)
TAKEN = st.lists(
    st.builds(
        taken,
        starts=days(),
        ends=st.none() | days(),
        task=st.sampled_from([OVEN, TILL]),
    ),
    max_size=2,
).map(tuple)


def answer(
    history: EmployerHistory, asked: Request, today: date, rows: tuple[Taken, ...] = ()
) -> list[EmployerEvent] | str:
    """Return what a verb answers that day: the events, or the code of its refusal."""
    try:
        return employers.decide_employer(
            history, asked.verb, BY_ANNA, BOOK, today, rows, None, **asked.arguments
        )
    except Refused as refusal:
        return refusal.code


def walked(
    beginning: tuple[EmployerEvent, ...], asked: list[Request], today: date = date.max
) -> EmployerHistory:
    """Return the history of asking these, one after the other; what is refused adds nothing."""
    history = EmployerHistory().followed_by(beginning)
    for each in asked:
        answered = answer(history, each, today)
        if not isinstance(answered, str):
            history = history.followed_by(answered)
    return history


@given(st.lists(employer_events(), max_size=30), st.integers(0, 30))
def test_a_fold_never_raises_and_may_stop_and_resume(
    recorded: list[EmployerEvent], stop: int
) -> None:
    """Rules run once, when somebody decides."""
    whole = reduce(evolve, recorded, EMPTY)
    assert isinstance(whole, Employer)
    assert reduce(evolve, recorded[stop:], reduce(evolve, recorded[:stop], EMPTY)) == whole


@given(
    employer_beginnings(),
    st.lists(employer_requests(), max_size=20),
    employer_requests(),
    TODAYS,
    TAKEN,
)
def test_a_decision_repeated_adds_nothing_or_is_refused_the_same(
    beginning: tuple[EmployerEvent, ...],
    before: list[Request],
    asked: Request,
    today: date,
    rows: tuple[Taken, ...],
) -> None:
    """Somebody who is unsure whether it went through may ask again."""
    history = walked(beginning, before, today)
    first = answer(history, asked, today, rows)
    if isinstance(first, str):
        assert answer(history, asked, today, rows) == first
    else:
        assert answer(history.followed_by(first), asked, today, rows) == []


def brute_force(history: EmployerHistory, on: date, known_at: datetime) -> Employer:
    """Return the state as the two clocks say, by the plainest way there is."""
    known = [entry for entry in history.entries if entry.recorded_at <= known_at]
    retracted = set[int]()
    for entry in reversed(known):
        if (
            isinstance(entry.event, events.EntryRetracted)
            and entry.version not in retracted
            and entry.event.entry < entry.version
        ):
            retracted.add(entry.event.entry)
    facts = [
        entry.event
        for entry in known
        if entry.version not in retracted
        and entry.event.on <= on
        and not isinstance(entry.event, events.EntryRetracted)
    ]
    return reduce(evolve, sorted(facts, key=lambda fact: fact.on), EMPTY)


@given(employer_histories(), days(), st.integers(0, 6))
def test_a_history_reads_on_both_clocks_as_brute_force_does(
    history: EmployerHistory, on: date, hours: int
) -> None:
    """In whichever order they are asked."""
    moment = BEGINNING + timedelta(hours=hours)
    expected = brute_force(history, on, moment)
    assert history.on(on).known_at(moment).employer == expected
    assert history.known_at(moment).on(on).employer == expected
    assert history.as_of(on, moment).employer == expected


@given(employer_beginnings(), st.lists(employer_requests(), max_size=20), st.integers(1, 20))
def test_what_is_retracted_leaves_nothing_that_rests_on_it(
    beginning: tuple[EmployerEvent, ...], asked: list[Request], entry: int
) -> None:
    """Or is refused; taken back twice, it adds nothing."""
    history = walked(beginning, asked)

    def retracted(history: EmployerHistory) -> list[EmployerEvent] | str:
        try:
            return employers.retract_employer_entry(
                history, BY_ANNA, BOOK, today=date.max, entry=entry, why="Forkert", on=FEB_1
            )
        except Refused as refusal:
            return refusal.code

    first = retracted(history)
    if isinstance(first, str):
        assert first in {"entry-unknown", "entry-still-cited"}
        return
    after = history.followed_by(first)
    assert retracted(after) == []
    room = after.employer.room
    assert all(each.post is None or each.post in room.posts for each in room.tasks.values())
    assert after.employer.needs.keys() <= history.employer.needs.keys()


@given(employer_beginnings(), st.lists(employer_requests(), max_size=30))
def test_verbs_keep_an_employer_whole(
    beginning: tuple[EmployerEvent, ...], asked: list[Request]
) -> None:
    """A registered employer has one contact; a post has a task, and a task one post at most."""
    employer = walked(beginning, asked).employer
    assert (employer.registered is None) == (employer.contact is None)
    for post in employer.room.posts.values():
        assert employer.room.tasks_of(post.post)
        assert post.may_share >= 1
        assert post.until is None or post.until >= post.since
    for held in employer.room.tasks.values():
        assert held.task.hours > 0
        assert held.post is None or held.post in employer.room.posts
