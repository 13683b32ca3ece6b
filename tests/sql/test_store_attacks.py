"""Whatever of a store is altered, `verify` names the log and the place, and blames no other log."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from functools import partial
from pathlib import Path

import pytest

from journeys import Journeys
from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.proofs.heads import Companion
from journeys.adapters.sql.seal.verification import verdicts_without_keys
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.sealing import LOGS, Verdict
from journeys.domain.identity import Identity
from journeys.errors import BrokenHistory, KeyMissing, StoreError
from tests.invented import FEB_1, KEYS, looking
from tests.scenario import BOOK
from tests.servers import new_database
from tests.sql.attacked import drop_guards, is_located
from tests.sql.employed import FIRM, record_on_employer
from tests.sql.store_attacks import EVENTS, HEADS, NEEDS_READING, ON_A_STORE, Found
from tests.sql.town import PEOPLE, TABLES, Built, build, identify, ignore, succeed


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """Yield a store with something of everything, of either kind, which no test changes."""
    folder = tmp_path_factory.mktemp("town")
    with ExitStack() as database:
        url = f"sqlite:///{folder / 'store.db'}"
        if request.param == "postgresql":
            server = request.getfixturevalue("postgresql_server")
            url = database.enter_context(new_database(server, like="template1"))
        engine = connect(url)
        with open_journeys(url, keys=KEYS, book=BOOK) as walks:
            yield build(engine, walks, folder)
        engine.dispose()


IN_SQLITE = {
    "journeys_requests.stream": "CAST(stream AS BLOB)",
    "journeys_requests.request_id": "7",
    "journeys_requests.digest": "0.5",
    "journeys_reactors.name": "CAST(name AS BLOB)",
    "journeys_reactors.position": "'far'",
    "journeys_people.found": "'found'",
    "journeys_people.current": "'yes'",
    "journeys_people.stream": "7",
    "journeys_keys.wrapped": "'wrapped'",
    "journeys_keys.holder": "CAST(holder AS BLOB)",
    "journeys_head.companion": "'text'",
    "journeys_head.note": "CAST(note AS BLOB)",
    "journeys_store_head.companion": "7",
    "journeys_origins.proofs": "7",
    "journeys_schema.version_num": "x'0014'",
}
"""What may be put in place of a value, as SQL: SQLite takes any value in any column."""


def test_a_store_that_nobody_altered_holds(built: Built) -> None:
    """With each of its checkpoints, and its read tables agree with its log."""
    for notes in ([], [built.whole], built.single, [built.whole, *built.single]):
        assert [each.fault for each in built.walks.seal.verify(notes)] == [None] * 5
    assert list(built.walks.maintenance.check()) == []


@pytest.mark.parametrize("name", ON_A_STORE)
def test_an_attack_is_found_where_it_was_made(built: Built, name: str) -> None:
    """Without a checkpoint, with one of all logs, and with one of each; the check runs through.

    In a copy without the master key too, unless finding it needs reading.
    """
    key = built.walks.seal.key()
    with built.attacked() as town:
        expected = ON_A_STORE[name](town)
        altered = built.walks.joining(town.connection)
        for notes in ([], [built.whole], built.single):
            assert_found(altered.seal.verify(notes), expected)
        of_copy = {} if name in NEEDS_READING else expected
        assert_found(verdicts_without_keys(town.connection, key, [built.whole]), of_copy)
        if name == "no heads":
            with pytest.raises(StoreError, match="lost its head row"):
                list(altered.maintenance.check())
        else:
            list(altered.maintenance.check())


def assert_found(verdicts: Sequence[Verdict], expected: Found) -> None:
    """Expect a fault in these logs alone, each where it was made."""
    faults = {each.log: each.fault for each in verdicts if each.fault}
    assert faults.keys() == expected.keys(), faults
    for log, fault in faults.items():
        assert is_located(fault, expected[log]), (log, fault, expected[log])


@pytest.mark.parametrize("built", ["sqlite"], indirect=True)
@pytest.mark.parametrize("column", IN_SQLITE)
def test_a_value_of_another_type_is_a_fault_and_no_crash(built: Built, column: str) -> None:
    """In whatever table: it is not what was sealed."""
    with built.attacked() as town:
        name, _, changed = column.partition(".")
        run = town.connection.exec_driver_sql
        columns = ", ".join(town.table(name).c.keys())
        # Columns without a type keep every value as it is given.
        run(f"CREATE TABLE other ({columns})")
        run(f"INSERT INTO other SELECT {columns} FROM {name}")  # noqa: S608 - names of ours
        run(f"DROP TABLE {name}")
        run(f"ALTER TABLE other RENAME TO {name}")
        verify = built.walks.joining(town.connection).seal.verify
        assert [each.fault for each in verify()] == [None] * 5
        there = "holder NOT LIKE '#%'" if name == "journeys_keys" else "1"
        run(f"UPDATE {name} SET {changed} = {IN_SQLITE[column]} WHERE {there}")  # noqa: S608
        assert [each.fault for each in verify() if each.fault]


@pytest.mark.parametrize("table", ["journeys_events", "journeys_access_head", "journeys_people"])
def test_a_table_that_is_gone_is_told(built: Built, table: str) -> None:
    """Of a log by its verdict, and no other log is blamed; of another table by an error."""
    with built.attacked() as town:
        town.connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO hidden")
        verify = built.walks.joining(town.connection).seal.verify
        if table == "journeys_people":
            with pytest.raises(StoreError):
                verify()
            return
        (wrong,) = (each for each in verify() if each.fault)
        assert wrong.fault
        assert wrong.log == ("access" if "access" in table else "journeys")
        assert "the database cannot read it" in wrong.fault.what


@pytest.mark.parametrize("log", LOGS)
def test_an_altered_head_is_never_signed_again(built: Built, log: str) -> None:
    """Neither by the next append nor by a checkpoint: else it would be signed in the end."""
    with built.attacked() as town:
        attacked = town[log]
        attacked.change(1, recorded_us=1)
        attacked.reseal()
        altered = built.walks.joining(town.connection)
        append = {
            "journeys": lambda: succeed(altered, PEOPLE[2], "request four"),
            "access": lambda: looking(altered).history(PEOPLE[2]),
            "law": lambda: seal_another(altered, 0),
            "store": lambda: identify(altered, PEOPLE[2], "ref-another"),
            "employers": lambda: record_on_employer(altered, FIRM, "Gård"),
        }
        for sign in (
            append[log],
            altered.seal.checkpoint,
            lambda: altered.seal.checkpoint(log),
        ):
            with pytest.raises(BrokenHistory, match="not the one that was signed"):
                sign()
        town.connection.rollback()


@pytest.mark.parametrize("log", ["journeys", "access", "store", "employers"])
def test_a_log_that_was_put_back_never_grows_again(built: Built, log: str) -> None:
    """However much is recorded in the others: they remember how long it was."""
    with built.attacked() as town:
        town.put_back("middle", EVENTS[log], HEADS[log])
        altered = built.walks.joining(town.connection)
        put_back = pytest.raises(BrokenHistory, match="put back to an earlier head")
        for number in range(2):
            appends: Mapping[str, Callable[[], object]] = {
                "journeys": partial(succeed, altered, PEOPLE[2], f"later {number}"),
                "access": partial(looking(altered).history, PEOPLE[2]),
                "law": partial(seal_another, altered, number),
                "store": partial(note_another, altered, number),
                "employers": partial(record_on_employer, altered, FIRM, f"Gård {number}"),
            }
            for name, append in appends.items():
                with put_back if name == log else nullcontext():
                    append()
            assert [each.log for each in altered.seal.verify() if each.fault] == [log]
            with put_back:
                altered.seal.checkpoint()


def test_a_changed_reactor_of_an_altered_head_is_not_signed(built: Built) -> None:
    """A companion is signed with its head."""
    with built.attacked() as town:
        town["store"].change_head(companion=Companion(99, bytes(32)).data)
        altered = built.walks.joining(town.connection)
        with pytest.raises(BrokenHistory, match="not the one that was signed"):
            altered.reactors.react("third", ignore)


@pytest.mark.parametrize("built", ["sqlite"], indirect=True)
def test_a_store_that_was_emptied_is_not_taken_for_a_new_one(built: Built, tmp_path: Path) -> None:
    """Its seal would begin again, and sign what somebody put into its other logs."""
    copy = tmp_path / "copy.db"
    with sqlite3.connect(copy) as target, built.engine.connect() as connection:
        source = connection.connection.driver_connection
        assert source
        source.backup(target)
    engine = connect(f"sqlite:///{copy}")
    with writing(engine) as connection:
        drop_guards(connection)
        connection.exec_driver_sql("DELETE FROM journeys_keys WHERE holder = '#find'")
        connection.exec_driver_sql("DELETE FROM journeys_events")
        connection.exec_driver_sql("UPDATE journeys_head SET position = 0, frontier = x''")
    engine.dispose()
    with pytest.raises(KeyMissing, match="lost the keys"):
        open_journeys(f"sqlite:///{copy}", keys=KEYS, book=BOOK)


def test_an_older_state_of_everything_is_found_by_a_checkpoint_alone(built: Built) -> None:
    """Every row is genuine, and fits every other: nothing in the store can tell."""
    with built.attacked() as town:
        town.put_back("middle", *TABLES)
        verify = built.walks.joining(town.connection).seal.verify
        assert [each.fault for each in verify()] == [None] * 5
        for notes in ([built.whole], built.single):
            faults = {each.log: each.fault for each in verify(notes) if each.fault}
            assert faults.keys() == {"journeys", "access", "store", "employers"}
            for log, fault in faults.items():
                assert fault.position == town[log].size + 1
                assert "was signed" in fault.what


def test_what_was_recorded_last_can_be_put_back_until_another_log_grows(built: Built) -> None:
    """It is an older state of everything as well: only a checkpoint of later finds it."""
    later = built.walks.seal.checkpoint()
    with built.attacked() as town:
        town.put_back("before the request", EVENTS["law"], HEADS["law"])
        verify = built.walks.joining(town.connection).seal.verify
        assert [each.fault for each in verify([built.whole])] == [None] * 5
        (wrong,) = (each for each in verify([later]) if each.fault)
        assert wrong.fault
        assert (wrong.log, wrong.fault.position) == ("law", town["law"].size + 1)


def test_an_altered_row_of_a_read_table_is_found_by_the_check_alone(built: Built) -> None:
    """It is under no seal: rebuilding makes it again."""
    with built.attacked() as town:
        town.change("journeys_read_steps", {"journey": str(PEOPLE[1])}, step="another")
        altered = built.walks.joining(town.connection)
        assert [each.fault for each in altered.seal.verify()] == [None] * 5
        assert {each.journey for each in altered.maintenance.check()} == {str(PEOPLE[1])}


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("journeys_reactors", {"holder": "somebody", "until_us": 2**60}),
        ("journeys_reactions", {"outcome": "set-aside", "attempts": 9}),
    ],
)
def test_leases_and_ledgers_are_under_no_seal(
    built: Built, table: str, change: dict[str, object]
) -> None:
    """As the page about threats says: nobody finds them altered."""
    with built.attacked() as town:
        town.change(table, {"name": "mail"}, **change)
        altered = built.walks.joining(town.connection)
        assert [each.fault for each in altered.seal.verify([built.whole])] == [None] * 5


def test_a_column_that_was_added_changes_no_verdict(built: Built) -> None:
    """Nothing reads it."""
    with built.attacked() as town:
        for table in ("journeys_events", "journeys_head", "journeys_people", "journeys_requests"):
            town.connection.exec_driver_sql(f"ALTER TABLE {table} ADD COLUMN more INTEGER")
        altered = built.walks.joining(town.connection)
        assert [each.fault for each in altered.seal.verify([built.whole])] == [None] * 5


def seal_another(walks: Journeys, number: int) -> None:
    """Seal another edition of the law."""
    with walks.store.writing() as transaction:
        transaction.law.seal({FEB_1: f"{number + 1:064x}"}, "0.1.0")


def note_another(walks: Journeys, number: int) -> None:
    """Store another identity, without a look."""
    with walks.store.writing() as transaction:
        transaction.people.identify(PEOPLE[2], Identity("reference", f"nr-{number}", "Anne Prøve"))
