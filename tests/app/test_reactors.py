"""Whoever reacts is told of every entry, at least once, and of nothing that anybody said."""

import json
from datetime import datetime
from itertools import pairwise
from multiprocessing.connection import Connection

import pytest

import journeys
from journeys import Happened, Journeys, Reactor, verbs
from journeys.app.backoff import TRIES
from journeys.app.reactors import Reactors
from journeys.cloudevents import feed
from journeys.errors import StoreBusy
from tests.app.killing import acknowledged_before_kill
from tests.app.test_persons import closed
from tests.app.writers import erase
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, opened
from tests.processes import PROCESSES
from tests.sql.rebuild.others import write_for_a_while

HOUR = 3_600_000_000  # microseconds: by then nobody waits for who was killed
SECRETS = ("Anna", "anna.example", "hemmeligt")


def hope(walks: Journeys, words: str = "Et hemmeligt job") -> int:
    """State a hope; return where it stands."""
    (entry,) = walks.decide(WALK, verbs.state_hope, BY_ANNA, words=words, on=FEB_1)
    return entry.position


def refusing(*positions: int) -> tuple[list[int], Reactor]:
    """Return a reactor that cannot be told of these entries, and what it was told of."""
    told = list[int]()

    def reactor(happened: Happened) -> None:
        if happened.position in positions:
            raise ConnectionError("hemmeligt")
        told.append(happened.position)

    return told, reactor


def at_hour(walks: Journeys, hour: int) -> Reactors:
    """Return the reactors by a clock at that hour: after a wait, none has to wait any longer."""
    return Reactors(walks.store, lambda: hour * HOUR)


def test_a_new_reactor_begins_at_the_end_unless_it_is_told_otherwise(walks: Journeys) -> None:
    """And goes on where it was."""
    opened(walks)
    told, reactor = refusing()
    assert walks.reactors.react("breve", reactor) == (0, 1, None)
    assert hope(walks) == 2
    assert walks.reactors.react("breve", reactor) == (1, 2, None)
    assert walks.reactors.react("breve", reactor) == (0, 2, None)
    assert told == [2]
    assert walks.reactors.react("andre breve", reactor, since=0) == (2, 2, None)
    assert told == [2, 1, 2]


def test_what_is_told_is_that_it_happened(walks: Journeys) -> None:
    """Nothing of what it says, nor who said it."""
    opened(walks)
    hope(walks)
    seen = list[Happened]()
    walks.reactors.react("x", seen.append, since=0)
    assert [(each.kind, each.journey, each.version) for each in seen] == [
        ("journey-opened", WALK, 1),
        ("hope-stated", WALK, 2),
    ]
    assert not any(secret in repr(seen) for secret in SECRETS)


def test_where_it_cannot_be_told_it_is_tried_again_then_set_aside(walks: Journeys) -> None:
    """The ledger says so, by the class of the error alone; those behind it are not kept waiting."""
    opened(walks)
    bad, last = hope(walks), hope(walks, "Et andet job")
    told, reactor = refusing(bad)
    for hour in range(TRIES - 1):
        assert at_hour(walks, hour).react("x", reactor, since=1).stopped_at == bad
    assert not told
    assert at_hour(walks, TRIES).react("x", reactor) == (1, last, None)
    aside, fine = walks.reactors.ledger("x")
    assert (aside.position, aside.outcome, aside.attempts, aside.error) == (
        bad,
        "set-aside",
        TRIES,
        "ConnectionError",
    )
    assert (fine.position, fine.outcome, fine.attempts, fine.error) == (last, "delivered", 1, None)
    assert "hemmeligt" not in repr(aside)
    assert walks.reactors.again("x", reactor) == (0, last, bad)
    told, able = refusing()
    assert walks.reactors.again("x", able) == (1, last, None)
    assert walks.reactors.again("x", able) == (0, last, None)
    assert told == [bad]


def test_two_do_not_go_on_with_one_at_once(walks: Journeys) -> None:
    """Until the other ends, or was not heard of for a minute."""
    opened(walks)
    now = [1_000_000]
    mine, other = (Reactors(walks.store, lambda: now[0]) for _ in range(2))

    def meanwhile(_happened: Happened) -> None:
        with pytest.raises(StoreBusy, match="Another process"):
            other.react("x", meanwhile)
        now[0] += 61_000_000
        told, reactor = refusing()
        assert other.react("x", reactor) == (1, 1, None)
        assert told == [1]

    assert mine.react("x", meanwhile, since=0) == (1, 1, None)
    assert other.react("x", meanwhile) == (0, 1, None)


def react_until_killed(url: str, hour: int, acknowledged: Connection) -> None:
    """React for ever, and say what was told before it is noted."""
    with journeys.open(url, keys=KEYS) as walks:
        reacting = Reactors(walks.store, lambda: hour * HOUR)
        while True:
            hope(walks, f"{walks.maintenance.status().position}")
            reacting.react("x", lambda told: acknowledged.send(told.position), since=0)


def test_after_a_kill_nothing_is_skipped(database_url: str) -> None:
    """What was told and not noted is told again."""
    told = list[int]()
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
        for seed in range(6):
            told += acknowledged_before_kill(react_until_killed, database_url, seed, seed=seed)
        Reactors(walks.store, lambda: 9 * HOUR).react("x", lambda each: told.append(each.position))
        last = walks.maintenance.status().position
    assert set(told) == set(range(1, last + 1))
    # In order, but for those that are told again after a kill.
    assert sum(one >= other for one, other in pairwise(told)) <= 6


def test_nothing_is_missed_while_many_record(database_url: str) -> None:
    """Two processes record, one fact a commit, until four hundred were told."""
    with journeys.open(database_url, keys=KEYS) as walks:
        told, over = list[int](), PROCESSES.Event()
        writers = [
            PROCESSES.Process(target=write_for_a_while, args=(database_url, nr, over))
            for nr in range(2)
        ]
        for writer in writers:
            writer.start()
        while len(told) < 400:
            walks.reactors.react("x", lambda each: told.append(each.position), since=0)
        over.set()
        for writer in writers:
            writer.join()
        walks.reactors.react("x", lambda each: told.append(each.position))
        assert told == list(range(1, walks.maintenance.status().position + 1))


def test_whoever_was_erased_is_told_of_as_anybody(walks: Journeys) -> None:
    """That they were, too; there is nothing left to ask."""
    closed(walks)
    erase(walks, WALK)
    seen = list[str]()
    walks.reactors.react("x", lambda each: seen.append(each.kind), since=0)
    assert seen[-1] == "citizen-erased"


def test_a_feed_is_of_cloud_events(walks: Journeys) -> None:
    """As CloudEvents 1.0 has them in JSON: required attributes, and times as RFC 3339 says them."""
    opened(walks)
    hope(walks)
    sent = list[str]()
    walks.reactors.react("feed", feed(sent.append, "https://621.example/forl%C3%B8b"), since=0)
    first, second = map(json.loads, sent)
    for event in (first, second):
        for required in ("id", "source", "specversion", "type"):
            assert isinstance(event[required], str)
            assert event[required]
        assert event["specversion"] == "1.0"
        assert all(name.isalnum() and name.islower() for name in event)
        assert event["time"].endswith("Z")
        assert datetime.fromisoformat(event["time"]).tzinfo is not None
        assert event["data"].keys() == {"version"}
    assert (first["id"], second["id"]) == ("1", "2")
    assert second["type"] == "journeys.hope-stated"
    assert second["subject"] == str(WALK)
    assert not any(secret in "".join(sent) for secret in SECRETS)


def test_a_feed_that_cannot_be_sent_is_tried_again(walks: Journeys) -> None:
    """What is sent twice is the same event, by its source and id."""
    opened(walks)
    sent = list[str]()

    def send(text: str) -> None:
        sent.append(text)
        if len(sent) == 1:
            raise TimeoutError

    for hour in range(2):
        at_hour(walks, hour).react("feed", feed(send, "urn:x"), since=0)
    assert sent[0] == sent[1]
    assert json.loads(sent[0])["source"] == "urn:x"


def test_nothing_that_makes_rows_can_be_given_a_reactor(walks: Journeys) -> None:
    """What a rebuild tells of is how many parts are done; it never gets to see an entry."""
    opened(walks)
    seen = list[object]()
    walks.maintenance.rebuild(progress=lambda *told: seen.append(told))
    assert seen == [(0, 1), (1, 1)]
