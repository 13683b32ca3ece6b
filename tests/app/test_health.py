"""Whether a store is well: seen in three round trips, without a write, and without a name."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, Engine, create_engine, event, make_url, text

import journeys
from journeys import Happened, Journeys, verbs
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.store import SQLStore
from journeys.adapters.wiring import open_journeys
from journeys.app.backoff import TRIES
from journeys.app.delivering import LEASE
from journeys.app.health import health_without
from journeys.app.reactors import Reactors
from journeys.domain.law import Law
from journeys.errors import (
    JourneysError,
    KeyMissing,
    KeyWrong,
    SchemaNewer,
    SchemaOlder,
    StoreBusy,
    StoreMissing,
    StoreUnreachable,
    UnknownKind,
)
from journeys.keys import MasterKey
from journeys.projections.health import NAMES, CheckName, Health, ReactorHealth
from tests.connections import round_trips
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, opened
from tests.scenario import BOOK

SECOND = 1_000_000  # microseconds
PASSWORD = "hemmeligt-ord"  # noqa: S105 - of no server


def state(found: Health, check: CheckName) -> str | None:
    """Return the state of one check; None where it is not known."""
    each = found.checks[check]
    return None if each is None else each.state


def sentence(found: Health, check: CheckName) -> str:
    """Return what one check says."""
    each = found.checks[check]
    assert each is not None
    return each.sentence


def sql(walks: Journeys, statement: str, **values: object) -> None:
    """Run a statement behind the library's back."""
    assert isinstance(walks.store, SQLStore)
    with walks.store.engine.begin() as connection:
        connection.execute(text(statement), values)


@contextmanager
def closing_engine(url: URL) -> Iterator[Engine]:
    """Yield an engine as a host would make it, knowing nothing of ours."""
    engine = create_engine(url)
    yield engine
    engine.dispose()


def test_a_new_store_is_well(database_url: str) -> None:
    """Each check says so in a sentence; whether it is writable is not known without a write."""
    with journeys.open(database_url, keys=KEYS, today=lambda: date(2026, 9, 1)) as walks:
        found = walks.health()
        assert found.state == "ok"
        assert tuple(found.checks) == NAMES
        assert {name for name, check in found.checks.items() if check is None} == {"writable"}
        assert state(walks.health(probe=True), "writable") == "ok"


@pytest.mark.parametrize("asked", [1, 12])
def test_it_is_seen_in_three_round_trips(database_url: str, asked: int) -> None:
    """Also where the driver has begun to prepare the statement."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)
        walks.reactors.react("breve", lambda _: None, since=0)
        for _ in range(asked - 1):
            walks.health()
        with round_trips(walks.store) as trips:
            walks.health()
            assert 1 <= trips() <= 3


def test_it_is_seen_in_three_round_trips_where_nothing_was_read_before(database_url: str) -> None:
    """A process that has just opened the store has yet to read the key of its hashes."""
    with open_journeys(database_url, keys=KEYS) as walks:
        walks.seal.adopt_law()
    with open_journeys(database_url, keys=KEYS) as walks:
        assert walks.health().checks["law"] is not None
    with open_journeys(database_url, keys=KEYS) as walks, round_trips(walks.store) as trips:
        walks.health()
        assert trips() <= 3


@pytest.mark.parametrize("probe", [False, True])
def test_nothing_is_left_behind(walks: Journeys, probe: bool) -> None:  # noqa: FBT001 - parametrized
    """Every row of every table is as it was, probe or none; without one nothing is even written."""
    opened(walks)
    before, wrote = _everything(walks), list[str]()
    assert isinstance(walks.store, SQLStore)

    @event.listens_for(walks.store.engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SELECT", "WITH")):
            wrote.append(statement)

    walks.health(probe=probe)
    event.remove(walks.store.engine, "before_cursor_execute", note)
    assert len(wrote) == probe
    assert _everything(walks) == before


def _everything(walks: Journeys) -> dict[str, list[tuple[Any, ...]]]:
    assert isinstance(walks.store, SQLStore)
    with walks.store.engine.connect() as connection:
        dialect = connection.dialect
        names = [each for each in dialect.get_table_names(connection) if "journeys" in each]
        return {
            name: sorted(map(tuple, connection.execute(text(f"SELECT * FROM {name}"))), key=repr)  # noqa: S608 - our own names
            for name in names
        }


def test_it_is_seen_within_a_transaction_of_the_host(walks: Journeys, database_url: str) -> None:
    """Nothing is committed there, probe or none."""
    url = make_url(database_url)
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    with closing_engine(url) as host, host.connect() as connection:
        within = walks.joining(connection)
        opened(within)
        assert state(within.health(), "read-tables") == "ok"
        assert state(within.health(probe=True), "writable") == "ok"
        connection.rollback()
    assert walks.newest_position() == 0


def test_a_store_that_can_only_be_read_answers_and_is_not_writable(sqlite_url: str) -> None:
    """Without a probe nobody can tell; with one it says why."""
    with journeys.open(sqlite_url, keys=KEYS) as walks:
        opened(walks)
    file = make_url(sqlite_url).database
    url = f"sqlite:///file:{file}?mode=ro&uri=true"
    with journeys.open(url, keys=KEYS) as walks:
        assert state(walks.health(), "writable") is None
        found = walks.health(probe=True)
        assert (found.state, state(found, "reachable"), state(found, "writable")) == (
            "broken",
            "ok",
            "broken",
        )
        assert "only be read" in sentence(found, "writable")


def test_a_store_that_somebody_keeps_locked_is_busy(sqlite_url: str) -> None:
    """That is no fault of the store: somebody must look."""
    with (
        journeys.open(f"{sqlite_url}?timeout=0.1", keys=KEYS) as walks,
        sqlite3.connect(str(make_url(sqlite_url).database)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        found = walks.health(probe=True)
        assert (state(found, "reachable"), state(found, "writable")) == ("ok", "attention")
        assert "busy" in sentence(found, "writable")


def test_a_file_that_was_removed_is_seen(sqlite_url: str, tmp_path: Path) -> None:
    """A connection that is open would go on with it, and lose what it records."""
    with journeys.open(sqlite_url, keys=KEYS) as walks:
        opened(walks)
        shutil.move(str(make_url(sqlite_url).database), tmp_path / "elsewhere.db")
        found = walks.health(probe=True)
        assert (found.state, state(found, "reachable")) == ("broken", "broken")
        assert not found.is_usable
        assert str(tmp_path) not in found.model_dump_json()


def test_a_file_that_was_replaced_is_seen(sqlite_url: str, tmp_path: Path) -> None:
    """A backup that was put there: what an open process records goes to the file of before."""
    file = Path(str(make_url(sqlite_url).database))
    with closing_engine(make_url(sqlite_url)) as engine:
        for source in (sqlite_url, engine):
            with journeys.open(source, keys=KEYS) as store:
                opened(store)
                shutil.copy(file, tmp_path / "backup.db")
                assert store.health().state == "ok"
                (tmp_path / "backup.db").replace(file)
                found = store.health(probe=True)
                assert not found.is_usable
                assert "Another file" in sentence(found, "reachable")
            engine.dispose()


def test_a_server_that_is_gone_is_said_and_not_raised(postgresql_url: str) -> None:
    """With neither its address nor the password in it; all that was not looked at is not known."""
    url = make_url(postgresql_url)
    with journeys.open(postgresql_url, keys=KEYS) as walks:
        assert isinstance(walks.store, SQLStore)
        gone = connect(url.set(username="nobody", password=PASSWORD, host="127.0.0.1", port=1))
        store = SQLStore.on(gone, walks.store.keyring)
        found = Journeys(store, BOOK).health(probe=True)
    assert {name: state(found, name) for name in NAMES if found.checks[name]} == {
        "reachable": "broken"
    }
    said = found.model_dump_json()
    assert not any(each in said for each in (PASSWORD, "nobody", "127.0.0.1", str(url.database)))


@pytest.mark.parametrize(
    ("error", "check", "expected", "usable"),
    [
        (
            StoreMissing("No store at {file}.", file="/secret.db"),
            "reachable",
            "broken",
            False,
        ),
        (StoreUnreachable("At {place}: no.", place="/secret"), "reachable", "broken", False),
        (StoreBusy("/secret"), "reachable", "attention", True),
        (SchemaOlder(), "schema", "broken", False),
        (SchemaNewer(), "schema", "broken", False),
        (UnknownKind(["secret-kind"]), "schema", "broken", False),
        (KeyWrong("/secret"), "key", "broken", False),
        (KeyMissing("/secret"), "key", "broken", False),
    ],
)
def test_a_store_that_could_not_be_opened_says_why(
    error: JourneysError,
    check: CheckName,
    expected: str,
    usable: bool,  # noqa: FBT001 - parametrized
) -> None:
    """By the class of the error; what it tells of places is not repeated."""
    found = health_without(error)
    assert (found.state, state(found, check)) == (expected, expected)
    assert found.is_usable == usable
    assert "secret" not in found.model_dump_json()


def test_another_master_key_is_seen(walks: Journeys) -> None:
    """The store's own keys must open, in a process that has had the store open for long."""
    assert isinstance(walks.store, SQLStore)
    walks.store.keyring.provider = MasterKey(bytes(32))
    found = walks.health()
    assert (state(found, "key"), state(found, "law")) == ("broken", None)


def test_a_vault_that_does_not_answer_is_said_and_not_raised(walks: Journeys) -> None:
    """Whatever it raises, and nothing of what that says."""

    class Vault:
        def wrap(self, key: bytes, _holder: str) -> bytes:
            return key

        def unwrap(self, _wrapped: bytes, _holder: str) -> bytes:
            raise ConnectionError(PASSWORD)

    assert isinstance(walks.store, SQLStore)
    walks.store.keyring.provider = Vault()
    found = walks.health()
    assert state(found, "key") == "broken"
    assert PASSWORD not in found.model_dump_json()


def test_a_lost_key_of_the_store_is_seen(walks: Journeys) -> None:
    """Nothing can be signed or proved without it."""
    sql(walks, "DELETE FROM journeys_keys WHERE holder = '#heads'")
    assert "lost the keys" in sentence(walks.health(), "key")


@pytest.mark.parametrize(("version", "word"), [("0012", "older"), ("9999", "newer")])
def test_tables_of_another_version_are_seen(walks: Journeys, version: str, word: str) -> None:
    """As a rolling upgrade leaves them; what they mean otherwise is not guessed."""
    sql(walks, "UPDATE journeys_schema SET version_num = :version", version=version)
    found = walks.health()
    assert (found.state, state(found, "schema")) == ("broken", "broken")
    assert word in sentence(found, "schema")
    assert state(found, "law") is None


def test_tables_that_are_not_there_are_seen(walks: Journeys) -> None:
    """It says so, and raises nothing."""
    sql(walks, "DROP TABLE journeys_set_aside")
    sql(walks, "DROP TABLE journeys_reactions")
    assert walks.health().state == "broken"


def test_a_lost_head_is_seen(walks: Journeys) -> None:
    """Nothing can be numbered without it."""
    sql(walks, "DELETE FROM journeys_head")
    for probe in (False, True):
        assert "was altered" in sentence(walks.health(probe=probe), "reachable")


def test_rows_older_than_the_newest_entries_are_a_lag(walks: Journeys) -> None:
    """In seconds since the oldest entry that they lack; nobody but who alters them can do that."""
    opened(walks)
    walks.decide(WALK, verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)
    assert state(walks.health(), "read-tables") == "ok"
    sql(walks, "UPDATE journeys_read_journeys SET version = 1")
    found = walks.health()
    check = found.checks["read-tables"]
    assert check is not None
    assert (check.state, check.seconds is not None and 0 <= check.seconds < 60) == (
        "attention",
        True,
    )


def test_rows_by_another_projection_or_rulebook_are_seen(walks: Journeys) -> None:
    """They are to be rebuilt."""
    opened(walks)
    sql(walks, "UPDATE journeys_read_journeys SET rulebook = 'another'")
    assert "other deadlines" in sentence(walks.health(), "read-tables")
    sql(walks, "UPDATE journeys_projections SET version = 0 WHERE name = 'duties'")
    assert "another version of their projection" in sentence(walks.health(), "read-tables")


def test_a_rebuild_under_way_is_seen(walks: Journeys) -> None:
    """And how much of it is made."""
    sql(walks, "INSERT INTO journeys_rebuild VALUES ('-', '1; journeys 2; x', 0)")
    sql(walks, "INSERT INTO journeys_rebuild VALUES ('a', '1; journeys 2; x', 0)")
    found = walks.health()
    assert state(found, "rebuild") == "attention"
    assert "1 of 16 parts" in sentence(found, "rebuild")


@pytest.mark.parametrize(
    ("today", "expected"), [(date(2026, 9, 1), "ok"), (date(2029, 9, 1), "attention")]
)
def test_a_law_that_is_to_be_read_again_is_seen(
    database_url: str, today: date, expected: str
) -> None:
    """On the first day on which no answer about a pension promises anything."""
    with journeys.open(database_url, keys=KEYS, today=lambda: today) as walks:
        assert state(walks.health(), "law") == expected


def test_a_law_that_is_not_sealed_here_or_was_changed_is_seen(walks: Journeys) -> None:
    """A store that was never written to by this version has sealed none."""
    early = Journeys(walks.store, walks.book, lambda: date(2026, 9, 1))
    assert "not sealed" in sentence(early.health(), "law")
    early.seal.adopt_law()
    assert state(early.health(), "law") == "ok"
    law = walks.book.law
    other = Law(law.editions, law.good_for_months + 1, law.rules, law.way_back)
    changed = Journeys(walks.store, walks.book._replace(law=other), early.today)
    assert state(changed.health(), "law") == "broken"


class Clock:
    """The clock of a store and of its reactors, which a test sets."""

    def __init__(self) -> None:
        self.seconds = 1_800_000_000

    def __call__(self) -> datetime:
        """Return the moment it is."""
        return datetime.fromtimestamp(self.seconds, UTC)

    def reactors(self, walks: Journeys) -> Reactors:
        """Return the reactors of a store by this clock."""
        return Reactors(walks.store, lambda: self.seconds * SECOND)


@pytest.fixture
def clock() -> Clock:
    """Return a clock that a test sets."""
    return Clock()


@pytest.fixture
def timed(database_url: str, clock: Clock) -> Iterator[Journeys]:
    """Yield the journeys of a store by that clock, with one journey."""
    with open_journeys(database_url, keys=KEYS, clock=clock, book=BOOK) as walks:
        opened(walks)
        yield walks


def test_a_clock_that_was_ahead_is_seen(timed: Journeys, clock: Clock) -> None:
    """As long as an entry is stamped later than now."""
    assert state(timed.health(), "clock") == "ok"
    clock.seconds -= 3600
    assert state(timed.health(), "clock") == "attention"
    clock.seconds += 7200
    assert state(timed.health(), "clock") == "ok"


def test_a_dead_reactor_is_seen_within_thirty_seconds(timed: Journeys, clock: Clock) -> None:
    """Of the first entry that it does not deliver; one that runs again is well again."""
    reactors = clock.reactors(timed)
    assert sentence(timed.health(), "reactors") == "There is no reactor."
    reactors.react("breve", lambda _: None, since=0)
    clock.seconds += 3600
    assert timed.health().reactors[0].state == "ok"
    timed.decide(WALK, verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)
    clock.seconds += 30
    assert timed.health().reactors[0] == ReactorHealth(
        name="breve", state="ok", behind=1, seconds=30, silent=None, dead_letters=0
    )
    clock.seconds += 1
    found = timed.health()
    assert (found.state, state(found, "reactors")) == ("broken", "broken")
    assert found.is_usable
    assert found.reactors[0].seconds == 31
    assert "breve is dead or stuck: an entry has waited for 31 seconds" in sentence(
        found, "reactors"
    )
    reactors.react("breve", lambda _: None)
    assert timed.health().reactors[0].state == "ok"


def test_a_reactor_that_was_killed_is_seen_before_its_lease_ends(
    timed: Journeys, clock: Clock
) -> None:
    """Its lease was renewed more than thirty seconds ago; there need be nothing to deliver."""
    end = timed.newest_position()
    for name, since in (("bagud", 0), ("ajour", end)):
        with timed.store.writing() as transaction:
            now = clock.seconds * SECOND
            transaction.reactions.acquire_lease(name, since, "killed", now, now + LEASE)
    assert {each.state for each in timed.health().reactors} == {"ok"}
    clock.seconds += 31
    assert SECOND * 31 < LEASE
    found = timed.health()
    assert [(each.state, each.silent) for each in found.reactors] == [("broken", 31)] * 2
    assert "bagud is dead or stuck: an entry has waited for 31 seconds" in sentence(
        found, "reactors"
    )
    clock.seconds += 31
    clock.reactors(timed).react("bagud", lambda _: None)
    assert "ajour is dead or stuck: it has not stopped" in sentence(timed.health(), "reactors")


def test_a_reactor_that_catches_up_is_behind_and_not_dead(timed: Journeys, clock: Clock) -> None:
    """It was given old entries to deliver, and is heard of at each."""
    clock.seconds += 3600
    for _ in range(2):
        timed.decide(WALK, verbs.state_hope, BY_ANNA, words=f"Et {_}. job", on=FEB_1)
    clock.seconds += 3600
    seen = list[Health]()
    clock.reactors(timed).react("breve", lambda _: seen.append(timed.health()), since=0)
    assert [each.reactors[0].behind for each in seen] == [3, 2, 1]
    assert [state(each, "reactors") for each in seen] == ["attention"] * 3
    assert "works, and is behind: an entry has waited for 7200" in sentence(seen[0], "reactors")


def _refuse(_happened: Happened) -> None:
    raise ConnectionError(PASSWORD)


def test_a_reactor_that_waits_to_try_again_is_behind_and_not_dead(
    timed: Journeys, clock: Clock
) -> None:
    """Its loop renews the lease meanwhile, which is a sign of life."""
    reactors = clock.reactors(timed)
    reactors.react("breve", _refuse, since=0)
    clock.seconds += 60
    with timed.store.writing() as transaction:
        now = clock.seconds * SECOND
        transaction.reactions.acquire_lease("breve", None, "its loop", now, now + LEASE)
    assert timed.health().reactors[0].state == "attention"


def test_dead_letters_are_counted(timed: Journeys, clock: Clock) -> None:
    """Without what the reactor said of them."""
    for _ in range(TRIES):
        clock.reactors(timed).react("breve", _refuse, since=0)
        clock.seconds += 600
    found = timed.health()
    [reactor] = found.reactors
    assert (reactor.name, reactor.behind, reactor.dead_letters) == ("breve", 0, 1)
    assert (reactor.state, state(found, "reactors")) == ("attention", "attention")
    assert PASSWORD not in found.model_dump_json()
