"""What a reactor could not deliver: when it is tried again, who skips it, and what is shown."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys import Happened, Journeys
from journeys.app.backoff import LONGEST, TRIES
from journeys.app.ports.reactors import ReactorStatus
from journeys.app.reactors import Reactors
from journeys.errors import Refused
from tests.app.door import refused, unchanged
from tests.app.test_reactors import hope, refusing
from tests.effort import tries
from tests.invented import BY_ANNA, opened

SECOND = 1_000_000
START = 1_800_000_000 * SECOND


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> int:
        """Return the moment it is."""
        return self.now

    def goes(self, seconds: float) -> None:
        """Let so many seconds pass."""
        self.now += round(seconds * SECOND)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that stands still."""
    return Clock()


@pytest.fixture
def reactors(walks: Journeys, clock: Clock) -> Reactors:
    """Return the reactors of a store with three entries, by that clock and without chance."""
    opened(walks)
    hope(walks)
    hope(walks, "Et andet job")
    return Reactors(walks.store, clock, lambda: 0.0)


def the(reactors: Reactors, name: str = "letters") -> ReactorStatus:
    """Return the status of one reactor."""
    (found,) = (each for each in reactors.status() if each.name == name)
    return found


def give_up(reactors: Reactors, clock: Clock, *positions: int) -> None:
    """Let a reactor try these entries until they are dead letters."""
    while the(reactors).lag if reactors.status() else True:
        reactors.react("letters", refusing(*positions)[1], since=0)
        clock.goes(300)


def code(call: Callable[[], object]) -> str:
    """Return the code of the refusal of a call."""
    with pytest.raises(Refused) as refusal:
        call()
    return refusal.value.code


def test_it_is_not_tried_again_before_the_wait_is_over(reactors: Reactors, clock: Clock) -> None:
    """Those behind it wait too: they are delivered in order."""
    seen = list[int]()

    def reactor(happened: Happened) -> None:
        seen.append(happened.position)
        if happened.position == 2:
            raise TimeoutError

    for seconds in (2.5, 10, 40, 150):
        assert reactors.react("letters", reactor, since=0).stopped_at == 2
        clock.goes(seconds - 0.1)
        before = list(seen)
        assert reactors.react("letters", reactor) == (0, 1, 2)
        assert seen == before
        clock.goes(0.1)
    assert reactors.react("letters", reactor) == (1, 3, None)
    assert seen == [1, *[2] * TRIES, 3]


def test_a_wait_by_a_clock_that_was_ahead_keeps_nothing_back(
    reactors: Reactors, clock: Clock
) -> None:
    """Once the clock is right again."""
    clock.goes(10**6)
    assert reactors.react("letters", refusing(2)[1], since=0).stopped_at == 2
    clock.goes(-(10**6))
    assert reactors.react("letters", refusing()[1]) == (2, 3, None)
    assert clock.now + LONGEST < START + 10**6 * SECOND


def test_the_status_says_what_waits_and_since_when(reactors: Reactors) -> None:
    """Of each reactor, by name; the reason is the class of the error."""
    assert reactors.status() == ()
    reactors.react("all", refusing()[1], since=0)
    reactors.react("letters", refusing(2)[1], since=0)
    everything, letters = reactors.status()
    assert (everything.name, everything.position, everything.lag) == ("all", 3, 0)
    assert (everything.lag_time, everything.waiting, everything.letters) == (timedelta(), None, ())
    assert (letters.position, letters.lag, letters.dead_letters) == (1, 2, 0)
    assert letters.lag_time > timedelta(days=1)  # this clock is years ahead of the store's
    waiting = letters.waiting
    assert waiting
    assert (waiting.position, waiting.error, waiting.attempts) == (2, "ConnectionError", 1)
    assert waiting.next_try == waiting.at + timedelta(seconds=2.5)
    assert letters.last_delivery == letters.last_seen == waiting.at
    assert "hemmeligt" not in repr(letters)


def test_a_reactor_that_was_not_heard_of_is_silent(reactors: Reactors, clock: Clock) -> None:
    """After thirty seconds; one that gave its lease up has stopped."""
    states = []

    def reactor(_: Happened) -> None:
        for seconds in (0, 30, 1):
            clock.goes(seconds)
            states.append(the(reactors).state)

    reactors.react("letters", reactor, since=2)
    assert states == ["running", "running", "silent"]
    assert the(reactors).state == "stopped"
    clock.goes(10**6)
    assert the(reactors).state == "stopped"


def test_a_dead_letter_is_retried_by_the_next_run(reactors: Reactors, clock: Clock) -> None:
    """Once: where it is not delivered then, it is a dead letter still, and waits for nobody."""
    give_up(reactors, clock, 2)
    assert [each.position for each in the(reactors).letters] == [2]
    assert reactors.react("letters", refusing()[1]) == (0, 3, None)
    asked = reactors.retry("letters", 2)
    assert (asked.outcome, asked.next_try) == ("set-aside", asked.next_try)
    assert asked.next_try is not None
    assert reactors.react("letters", refusing(2)[1]) == (0, 3, None)
    (letter,) = the(reactors).letters
    assert (letter.attempts, letter.next_try) == (TRIES + 1, None)
    reactors.retry("letters", 2)
    assert reactors.react("letters", refusing()[1]) == (1, 3, None)
    assert the(reactors).letters == ()
    assert code(partial(reactors.retry, "letters", 2)) == "no-dead-letter"


def test_an_entry_that_waits_can_be_tried_at_once(reactors: Reactors) -> None:
    """Whoever mended what was in its way need not wait."""
    reactors.react("letters", refusing(2)[1], since=0)
    assert reactors.react("letters", refusing()[1]).stopped_at == 2
    reactors.retry("letters", 2)
    assert reactors.react("letters", refusing()[1]) == (2, 3, None)


def test_a_dead_letter_is_skipped_by_somebody_for_a_reason(
    walks: Journeys, reactors: Reactors, clock: Clock
) -> None:
    """It is no dead letter any more, and no command delivers it."""
    give_up(reactors, clock, 2)
    skipped = reactors.skip("letters", 2, actor=BY_ANNA, reason="Sendt på papir")
    assert (skipped.outcome, skipped.skipped_by, skipped.reason) == (
        "skipped",
        BY_ANNA,
        "Sendt på papir",
    )
    assert (the(reactors).letters, the(reactors).dead_letters) == ((), 0)
    told, reactor = refusing()
    assert reactors.again("letters", reactor) == (0, 3, None)
    assert reactors.react("letters", reactor) == (0, 3, None)
    assert told == []
    for call in (reactors.retry, partial(reactors.skip, actor=BY_ANNA, reason="Igen")):
        assert code(partial(call, "letters", 2)) == "no-dead-letter"
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def test_an_entry_that_waits_is_skipped_and_those_behind_it_are_next(
    walks: Journeys, reactors: Reactors
) -> None:
    """Where the reactor stands is signed then, too."""
    reactors.react("letters", refusing(2)[1], since=0)
    reactors.skip("letters", 2, actor=BY_ANNA, reason="Sendt på papir")
    assert (the(reactors).position, the(reactors).waiting) == (2, None)
    told, reactor = refusing(2)
    assert reactors.react("letters", reactor) == (1, 3, None)
    assert told == [3]
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def test_an_entry_that_is_skipped_while_it_is_tried_stays_skipped(reactors: Reactors) -> None:
    """Unless the reactor took it all the same."""
    reactors.react("letters", refusing(2)[1], since=0)
    reactors.retry("letters", 2)

    def reactor(happened: Happened) -> None:
        if happened.position == 2:
            reactors.skip("letters", 2, actor=BY_ANNA, reason="Sendt på papir")
            raise TimeoutError

    assert reactors.react("letters", reactor).stopped_at == 2
    assert reactors.react("letters", reactor) == (1, 3, None)
    assert [each.outcome for each in reactors.ledger("letters")] == [
        "delivered",
        "skipped",
        "delivered",
    ]


def test_in_a_rehearsal_nothing_is_skipped(walks: Journeys, clock: Clock) -> None:
    """It says what would be."""
    opened(walks)
    reactors = Reactors(walks.store, clock, lambda: 0.0)
    reactors.react("letters", refusing(1)[1], since=0)
    rehearsed = walks.rehearsing().reactors
    would = rehearsed.skip("letters", 1, actor=BY_ANNA, reason="Sendt på papir")
    assert would.outcome == "skipped"
    assert [each.outcome for each in reactors.ledger("letters")] == ["undelivered"]
    with pytest.raises(ValueError, match="neither in a transaction"):
        rehearsed.run("letters", refusing()[1], Stopped())


class Stopped:
    """A stop that is not set, and would be after the first wait."""

    was_asked = False

    def is_set(self) -> bool:
        """Return whether somebody waited."""
        return self.was_asked

    def wait(self, _timeout: float | None = None) -> bool:
        """Stop."""
        self.was_asked = True
        return True


def test_a_name_that_no_reactor_has_is_refused(walks: Journeys, reactors: Reactors) -> None:
    """And no reactor is made of it; the refusal names those there are."""
    reactors.react("letters", refusing()[1], since=0)
    with unchanged(walks):
        for call in (
            partial(reactors.again, "typo", refusing()[1]),
            partial(reactors.retry, "typo", 1),
            partial(reactors.skip, "typo", 1, actor=BY_ANNA, reason="Sendt på papir"),
        ):
            with pytest.raises(Refused, match="There are: letters") as refusal:
                call()
            assert refusal.value.code == "reactor-unknown"
    assert [each.name for each in reactors.status()] == ["letters"]


def test_an_entry_without_an_error_cannot_be_retried_or_skipped(reactors: Reactors) -> None:
    """Delivered, not tried yet, or none at all."""
    reactors.react("letters", refusing(3)[1], since=1)
    for position in (0, 1, 2, 4, -1):
        assert code(partial(reactors.retry, "letters", position)) == "no-dead-letter"
        skip = partial(reactors.skip, "letters", position, actor=BY_ANNA, reason="Sendt på papir")
        assert code(skip) == "no-dead-letter"


def test_who_skips_is_named_and_the_reason_names_nobody(
    walks: Journeys, reactors: Reactors
) -> None:
    """It is stored in the clear."""
    reactors.react("letters", refusing(2)[1], since=0)
    skip: Any = partial(reactors.skip, "letters", 2)
    nobody = BY_ANNA._replace(name=" ")
    with unchanged(walks):
        assert code(partial(skip, actor=BY_ANNA, reason=" ")) == "reason-missing"
        assert code(partial(skip, actor=nobody, reason="Sendt")) == "actor-missing"
        assert code(partial(skip, actor=BY_ANNA, reason="010203-1234")) == "words-carry-cpr"
        assert code(partial(skip, actor=BY_ANNA, reason="F32.2")) == "words-carry-diagnosis"
        refused(partial(skip, actor=BY_ANNA, reason=4), "reason")
        refused(partial(reactors.skip, "letters", "2", actor=BY_ANNA, reason="x"), "position")  # type: ignore[arg-type]
        refused(partial(reactors.retry, "letters", None), "position")  # type: ignore[arg-type]


def test_who_lost_the_lease_moves_nothing_back(reactors: Reactors, clock: Clock) -> None:
    """A call that took longer than the lease: another worker has gone on meanwhile."""

    def slow(happened: Happened) -> None:
        clock.goes(61)
        if happened.position == 1:
            told, reactor = refusing()
            assert reactors.react("letters", reactor) == (3, 3, None)
            assert told == [1, 2, 3]

    assert reactors.react("letters", slow, since=0) == (1, 1, None)
    assert the(reactors).position == 3
    assert [each.attempts for each in reactors.ledger("letters")] == [1, 1, 1]
    assert reactors.react("letters", slow) == (0, 3, None)


def test_one_object_does_not_run_a_reactor_twice_at_once(reactors: Reactors) -> None:
    """Each run holds a lease of its own."""
    seen = list[object]()

    def reactor(_: Happened) -> None:
        with pytest.raises(Exception, match="Another process") as busy:
            reactors.react("letters", reactor)
        seen.append(busy)

    assert reactors.react("letters", reactor, since=2) == (1, 3, None)
    assert len(seen) == 1


@settings(max_examples=tries(15, 400), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raised=st.lists(st.booleans(), max_size=20), chance=st.floats(0, 1, exclude_max=True))
def test_whatever_is_raised_each_entry_is_delivered_in_order_or_a_dead_letter(
    walks: Journeys, raised: list[bool], chance: float
) -> None:
    """None is passed over, and none is tried more than five times by itself."""
    opened(walks)
    if walks.newest_position() == 1:
        hope(walks)
        hope(walks, "Et andet job")
    clock, name, outcomes = Clock(), f"letters {uuid4()}", iter(raised)
    reactors = Reactors(walks.store, clock, lambda: chance)
    tried, took = list[int](), list[int]()

    def reactor(happened: Happened) -> None:
        tried.append(happened.position)
        if next(outcomes, False):
            raise TimeoutError
        took.append(happened.position)

    while not tried or the(reactors, name).lag:
        reactors.react(name, reactor, since=0)
        clock.goes(300)
    assert tried == sorted(tried)
    assert took == sorted(set(took))
    ledger = reactors.ledger(name)
    assert [each.position for each in ledger] == [1, 2, 3]
    for each in ledger:
        assert each.attempts == tried.count(each.position) <= TRIES
        assert each.outcome == ("delivered" if each.position in took else "set-aside")
        assert each.outcome == "delivered" or each.attempts == TRIES


@pytest.mark.parametrize("position", [-(2**70), -1, 0, 4, 2**63, 2**70])
def test_no_letter_is_at_a_position_that_the_log_has_not(
    walks: Journeys, reactors: Reactors, position: int
) -> None:
    """Also at one that is more than a column can hold."""
    reactors.react("letters", refusing(1)[1], since=0)
    with unchanged(walks):
        for asked in (reactors.retry, partial(reactors.skip, actor=BY_ANNA, reason="Prøve")):
            with pytest.raises(Refused) as refusal:
                asked("letters", position)
            assert refusal.value.code == "no-dead-letter"


async def waits(_: Happened) -> None:
    """Be a reactor that somebody would have to wait for."""


def forgets_to_wait(happened: Happened) -> Any:  # noqa: ANN401 - what a host returns
    """Return what nobody waits for."""
    return waits(happened)


class Waits:
    """The same, as an object that is called."""

    async def __call__(self, _: Happened) -> None:
        """Do nothing."""


def test_a_coroutine_function_is_no_reactor(walks: Journeys, reactors: Reactors) -> None:
    """Nobody would wait for it: each entry would be delivered, and nothing done."""
    with unchanged(walks):
        reactors_of_host: tuple[Any, ...] = (waits, Waits(), partial(waits))
        for reactor in reactors_of_host:
            refused(partial(reactors.react, "letters", reactor, since=0), "reactor")
    reactors.react("letters", forgets_to_wait, since=0)
    letters = the(reactors)
    assert letters.waiting is not None
    assert (letters.position, letters.waiting.error) == (0, "TypeError")
