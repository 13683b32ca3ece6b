"""Two who decide on one journey at once, on PostgreSQL: one waits for the other, and both record.

The stores here have no retries where nothing may conflict: so any conflict at all would be raised.
In SQLite there is one writer at a time.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

import journeys
from journeys import JourneyId, Journeys, events, verbs
from journeys.adapters.sql.transactions import RETRIES
from journeys.adapters.wiring import open_journeys
from journeys.domain.decisions.deciding import Decision
from journeys.errors import Conflict, Erased, Refused, StoreBusy
from tests.app.queueing import (
    assert_each_once,
    at_once,
    hosts_engine,
    impatient,
    succeed,
    until_one_waits,
)
from tests.app.rows import assert_current
from tests.app.writers import erase, succeed_often
from tests.effort import tries
from tests.invented import ANNA, BY_ANNA, FEB_1, JAN_1, KEYS, WALK, looking, opened
from tests.moving import LEADER, PURPOSE, export_of
from tests.processes import PROCESSES

OTHER = JourneyId(UUID(int=77))
TURNS = 4  # decisions of each thread
JOURNEY_OPENED = events.JourneyOpened(
    on=JAN_1, municipality="621", basis="kontanthjælp", responsible=ANNA
)


@pytest.fixture
def walks(postgresql_url: str) -> Iterator[Journeys]:
    """Yield the journeys of a store that raises every conflict."""
    with open_journeys(postgresql_url, keys=KEYS, retries=0) as store:
        opened(store)
        opened(store, OTHER)
        yield store


@pytest.fixture
def retrying(postgresql_url: str, walks: Journeys) -> Iterator[Journeys]:  # noqa: ARG001 - made first
    """Yield the same as it is opened unless somebody says otherwise."""
    with open_journeys(postgresql_url, keys=KEYS) as store:
        yield store


@pytest.fixture
def host(postgresql_url: str) -> Iterator[Engine]:
    """Yield an engine as a host would make it."""
    with hosts_engine(postgresql_url) as engine:
        yield engine


def words_of(threads: int) -> list[str]:
    """Return what so many threads say, each in its turns."""
    return [f"{thread}-{turn}" for thread in range(threads) for turn in range(TURNS)]


@pytest.mark.parametrize("threads", [2, 8, 20])
def test_all_who_decide_on_one_journey_at_once_record(walks: Journeys, threads: int) -> None:
    """No conflict, each entry once, no version missing."""

    def decide(thread: int) -> None:
        for turn in range(TURNS):
            succeed(walks, WALK, f"{thread}-{turn}")

    at_once(threads, decide)
    assert_each_once(walks, WALK, words_of(threads))
    assert_current(walks, WALK)


@pytest.mark.parametrize("threads", [2, 8, 20])
def test_all_who_decide_in_their_own_transactions_record(
    walks: Journeys, host: Engine, threads: int
) -> None:
    """Their own rows are committed with it."""
    with host.begin() as connection:
        connection.execute(text("CREATE TABLE diary (line TEXT)"))

    def decide(thread: int) -> None:
        for turn in range(TURNS):
            with host.begin() as connection:
                words = f"{thread}-{turn}"
                connection.execute(text("INSERT INTO diary VALUES (:line)"), {"line": words})
                succeed(walks.joining(connection), WALK, words)

    at_once(threads, decide)
    assert_each_once(walks, WALK, words_of(threads))
    with host.connect() as connection:
        assert sorted(connection.scalars(text("SELECT line FROM diary"))) == sorted(
            words_of(threads)
        )


def test_all_who_decide_in_other_processes_record(walks: Journeys, postgresql_url: str) -> None:
    """Each has its own cache of histories, and decides on what the others recorded."""
    processes = [
        PROCESSES.Process(target=succeed_often, args=(postgresql_url, WALK, nr, TURNS))
        for nr in range(4)
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)
    assert_each_once(walks, WALK, words_of(len(processes)))
    assert_current(walks, WALK)


def test_the_same_request_of_many_at_once_is_answered_once(walks: Journeys) -> None:
    """Each is told the same entry."""
    told = dict[int, object]()

    def ask(thread: int) -> None:
        told[thread] = walks.decide(WALK, verbs.rest_journey, BY_ANNA, "r-1", on=FEB_1)

    at_once(8, ask)
    assert len(told) == 8
    assert len({str(each) for each in told.values()}) == 1
    assert len(looking(walks).history(WALK).entries) == 2


def test_a_journey_that_many_open_at_once_is_opened_once(walks: Journeys) -> None:
    """The others find it open."""
    two = [JourneyId(UUID(int=500)), JourneyId(UUID(int=501))]

    def open_one(thread: int) -> None:
        opened(walks, two[thread % 2])

    at_once(8, open_one)
    assert [len(looking(walks).history(each).entries) for each in two] == [1, 1]


def test_our_own_transactions_see_what_they_waited_for_whatever_the_servers_default(
    walks: Journeys, postgresql_url: str
) -> None:
    """With a snapshot from before the wait, each that waited would be in conflict."""
    strict = impatient(postgresql_url, "default_transaction_isolation=serializable")
    with open_journeys(strict, keys=KEYS, retries=0) as store:
        at_once(8, lambda thread: succeed(store, WALK, str(thread)))
    assert_each_once(walks, WALK, map(str, range(8)))


TAKEN = st.permutations(range(5)).map(lambda numbers: numbers[:3])
"""The journeys, of five, that somebody takes together, in any order."""


@given(
    together=st.lists(TAKEN, min_size=3, max_size=3),
    in_turn=st.lists(TAKEN, min_size=3, max_size=3),
)
@settings(max_examples=tries(10, 100), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_those_who_record_on_the_same_journeys_in_any_order_all_record(
    walks: Journeys,
    retrying: Journeys,
    host: Engine,
    together: list[list[int]],
    in_turn: list[list[int]],
) -> None:
    """No deadlock and no conflict: some by `record_all`, the others one by one in a transaction.

    The first to come to a journey opens it.
    """
    some = [JourneyId(uuid4()) for _ in range(5)]

    def said(words: str) -> Decision:
        success = events.SmallSuccessNoticed(on=FEB_1, words=words, noticed_by=ANNA)
        return lambda history: [success] if history.entries else [JOURNEY_OPENED, success]

    def take(thread: int) -> None:
        words = str(thread)
        if thread < len(together):
            taken = [(some[nr], said(words)) for nr in together[thread]]
            walks.record_all(taken, BY_ANNA)
        else:
            with host.begin() as connection:
                for nr in in_turn[thread - len(together)]:
                    retrying.joining(connection).record(some[nr], said(words), BY_ANNA)

    at_once(6, take)
    for nr, journey in enumerate(some):
        wanted = [str(thread) for thread, each in enumerate([*together, *in_turn]) if nr in each]
        if wanted:
            assert_each_once(walks, journey, wanted)
            assert_current(walks, journey)


def test_who_waits_too_long_for_a_decision_is_told_that_the_store_is_busy(
    walks: Journeys, host: Engine, postgresql_url: str
) -> None:
    """After the lock timeout, and no sooner for being in a queue."""
    with open_journeys(impatient(postgresql_url), keys=KEYS) as other, host.begin() as connection:
        succeed(walks.joining(connection), WALK, "first")
        with pytest.raises(StoreBusy):
            succeed(other, WALK, "second")
        connection.rollback()
        succeed(other, WALK, "third")
    assert_each_once(walks, WALK, ["third"])


def test_a_host_that_waited_too_long_can_go_on(walks: Journeys, host: Engine) -> None:
    """What it did itself stays; its own connection says how long it waits."""
    with host.connect() as first, host.connect() as second:
        succeed(walks.joining(first), WALK, "first")
        second.execute(text("CREATE TABLE diary (line TEXT)"))
        second.execute(text("SET LOCAL lock_timeout = 20"))
        with pytest.raises(StoreBusy):
            succeed(walks.joining(second), WALK, "second")
        first.commit()
        succeed(walks.joining(second), WALK, "third")
        second.commit()
    assert_each_once(walks, WALK, ["first", "third"])


def test_what_was_refused_in_a_hosts_transaction_keeps_nobody_waiting(
    walks: Journeys, host: Engine, postgresql_url: str
) -> None:
    """Nothing was recorded, so others may decide before the host's transaction ends."""
    with open_journeys(impatient(postgresql_url), keys=KEYS) as other, host.begin() as connection:
        mine = walks.joining(connection)
        with pytest.raises(Refused):
            mine.decide(WALK, verbs.offer_handover, actor=BY_ANNA, to=ANNA, reason="?", on=FEB_1)
        succeed(other, WALK, "other")
        succeed(mine, OTHER, "mine")
        with pytest.raises(StoreBusy):
            succeed(other, OTHER, "too early")
    assert_each_once(walks, OTHER, ["mine"])


def test_two_who_decide_on_two_journeys_crosswise_both_record(
    walks: Journeys, retrying: Journeys, host: Engine
) -> None:
    """Who has recorded waits for no other journey, so nobody waits for each other."""
    with host.connect() as first, ThreadPoolExecutor() as threads:
        succeed(retrying.joining(first), WALK, "first")

        def crosswise() -> None:
            with host.begin() as second:
                succeed(retrying.joining(second), OTHER, "second")
                succeed(retrying.joining(second), WALK, "second")

        second = threads.submit(crosswise)
        until_one_waits(host, second)
        succeed(retrying.joining(first), OTHER, "first")
        first.commit()
        second.result()
    for journey in (WALK, OTHER):
        assert_each_once(walks, journey, ["first", "second"])


def test_a_deadlock_with_a_hosts_own_locks_is_a_conflict_of_its_whole_transaction(
    walks: Journeys, host: Engine
) -> None:
    """The database ends one of the two; that one is told to run everything again."""
    with host.begin() as connection:
        connection.execute(text("CREATE TABLE diary (line TEXT)"))
        connection.execute(text("INSERT INTO diary VALUES ('x')"))
    change = text("UPDATE diary SET line = line || 'y'")
    with host.connect() as first, host.connect() as second, ThreadPoolExecutor() as threads:
        succeed(walks.joining(first), WALK, "first")
        second.execute(text("SET LOCAL deadlock_timeout = 20"))
        first.execute(text("SET LOCAL deadlock_timeout = 60000"))
        second.execute(change)
        waiting = threads.submit(first.execute, change)
        until_one_waits(host, waiting)
        with pytest.raises(Conflict, match="run all of it again"):
            succeed(walks.joining(second), WALK, "second")
        second.rollback()
        waiting.result()
        first.commit()
        second.execute(change)
        succeed(walks.joining(second), WALK, "second")
        second.commit()
    assert_each_once(walks, WALK, ["first", "second"])


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
def test_a_host_with_a_snapshot_of_its_own_runs_its_whole_transaction_again(
    walks: Journeys, host: Engine, isolation: str
) -> None:
    """As `joining` says: until it is not in conflict. Nothing is lost, and nothing twice."""
    strict = host.execution_options(isolation_level=isolation)
    with host.begin() as connection:
        connection.execute(text("CREATE TABLE diary (line TEXT)"))

    told, snapshots = list[str](), Barrier(6)

    def transaction(words: str, *, first: bool) -> None:
        with strict.begin() as connection:
            connection.execute(text("INSERT INTO diary VALUES (:line)"), {"line": words})
            if first:
                snapshots.wait()
            succeed(walks.joining(connection), WALK, words)

    def run(thread: int) -> None:
        first = True
        while True:
            try:
                transaction(str(thread), first=first)
            except Conflict as conflict:
                told.append(str(conflict))
            except OperationalError as error:
                # SERIALIZABLE may say so at the commit, which is the host's own.
                told.append(getattr(error.orig, "sqlstate", ""))
            else:
                return
            first = False

    at_once(6, run)
    assert len(told) >= 5
    assert {each for each in told if "run all of it again" not in each} <= {"40001"}
    assert_each_once(walks, WALK, map(str, range(6)))
    with host.connect() as connection:
        assert len(connection.scalars(text("SELECT line FROM diary")).all()) == 6


def test_of_two_who_give_one_number_to_two_journeys_at_once_one_is_refused(
    walks: Journeys, retrying: Journeys, host: Engine
) -> None:
    """The second waits for the first, and is told whose number it is."""

    def identify(store: Journeys, journey: JourneyId) -> None:
        store.persons.identify(
            journey, name="Anne Prøve", number="P-1", kind="reference", actor=BY_ANNA, purpose="x"
        )

    with ThreadPoolExecutor() as threads:
        with host.begin() as connection:
            identify(walks.joining(connection), WALK)
            second = threads.submit(identify, retrying, OTHER)
            until_one_waits(host, second)
        with pytest.raises(Refused) as refusal:
            second.result()
    assert refusal.value.code == "number-taken"
    assert looking(walks).find("P-1", "reference") == WALK


def test_of_two_who_bring_one_journey_at_once_the_second_finds_it_there(
    walks: Journeys, host: Engine, origin_url: str
) -> None:
    """As if it had come a day later."""
    with open_journeys(origin_url, keys=KEYS) as origin:
        coming = opened(origin, JourneyId(UUID(int=800)))
        export = export_of(origin, coming)
    bring = {"export": export, "key": export.key, "actor": LEADER, "purpose": PURPOSE}
    with ThreadPoolExecutor() as threads:
        with host.begin() as connection:
            walks.joining(connection).moving.arrive(**bring)  # type: ignore[arg-type]
            second = threads.submit(walks.moving.arrive, **bring)  # type: ignore[arg-type]
            until_one_waits(host, second)
        with pytest.raises(Refused) as refusal:
            second.result()
    assert refusal.value.code == "journey-known"


def test_who_decides_while_somebody_is_erased_finds_the_person_gone(
    walks: Journeys, host: Engine
) -> None:
    """And who erases while somebody decides erases that, too."""
    walks.decide(WALK, verbs.close_journey, BY_ANNA, reason="x", on=FEB_1)
    with ThreadPoolExecutor() as threads:
        with host.begin() as connection:
            receipt = erase(walks.joining(connection), WALK)
            second = threads.submit(succeed, walks, WALK, "too late")
            until_one_waits(host, second)
        assert receipt.gone.entries == 2
        with pytest.raises(Erased):
            second.result()
        with host.begin() as connection:
            walks.joining(connection).decide(
                OTHER, verbs.close_journey, BY_ANNA, reason="x", on=FEB_1
            )
            third = threads.submit(erase, walks, OTHER)
            until_one_waits(host, third)
        assert third.result().gone.entries == 2


def test_how_often_is_retried_is_a_whole_number(postgresql_url: str) -> None:
    """Three times unless somebody says otherwise; negative is none."""
    with journeys.open(postgresql_url, keys=KEYS) as store:
        assert store.store.retries == RETRIES  # type: ignore[attr-defined]
    with pytest.raises(Refused) as refusal:
        journeys.open(postgresql_url, keys=KEYS, retries="often")  # type: ignore[arg-type]
    assert refusal.value.code == "not-understood"
    with journeys.open(postgresql_url, keys=KEYS, retries=-1) as store:
        assert opened(store) == WALK


def test_a_rollback_to_a_savepoint_of_the_host_leads_to_a_conflict_at_most(
    postgresql_url: str, host: Engine
) -> None:
    """PostgreSQL lets those who waited wait for the whole transaction: it may end a deadlock."""
    ids = [JourneyId(uuid4()) for _ in range(3)]
    with journeys.open(postgresql_url, keys=KEYS) as walks, ThreadPoolExecutor(2) as threads:
        for each in ids:
            opened(walks, each)
        with suppress(Conflict), host.begin() as mine:
            savepoint = mine.begin_nested()
            succeed(walks.joining(mine), ids[0], "undone")
            waiting = threads.submit(succeed, walks, ids[1], "waited")
            until_one_waits(host, waiting)
            savepoint.rollback()
            with host.begin() as others:
                succeed(walks.joining(others), ids[2], "overtook")
                last = threads.submit(succeed, walks.joining(mine), ids[0], "in the end")
                until_one_waits(host, last)
            last.result()
        waiting.result()
        recorded = ["in the end"] if not last.exception() else []
        for each, words in zip(ids, (recorded, ["waited"], ["overtook"]), strict=True):
            assert_each_once(walks, each, words)
        assert_current(walks, *ids)
