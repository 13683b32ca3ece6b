"""Tables are created and upgraded once, whoever comes first, and nothing else is touched."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from eventsourcing import persistence
from sqlalchemy import Engine, MetaData, Table, delete, inspect, select, text, update

from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder
from journeys.adapters.sql import schema
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.database.errors import WrittenByOlder
from journeys.adapters.sql.database.persistence_errors import IntegrityError, ProgrammingError
from journeys.adapters.sql.database.tables import JOURNEYS, SEALED, Tables
from journeys.adapters.sql.database.versions import SCHEMA, VERSIONS
from journeys.adapters.sql.keys.keyring import KEYS, SECRETS
from journeys.adapters.sql.keys.persons import PEOPLE
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import Head
from journeys.adapters.sql.log.reactors import REACTIONS
from journeys.adapters.sql.log.requests import REQUESTS
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.employer_tables import READ_OF_EMPLOYERS
from journeys.adapters.sql.readmodels.tables import READ
from journeys.adapters.sql.rebuild.parts import ABOUT
from journeys.adapters.sql.schema import MIGRATIONS, state, upgrade
from journeys.adapters.sql.seal.origins import ORIGINS
from tests.migrated import migrate as quick
from tests.older import make_older
from tests.processes import PROCESSES
from tests.sql import starting

OURS = {
    "journeys_access_events",
    "journeys_access_head",
    "journeys_access_topics",
    "journeys_employers_events",
    "journeys_employers_head",
    "journeys_employers_topics",
    "journeys_events",
    "journeys_head",
    "journeys_keys",
    "journeys_law_events",
    "journeys_law_head",
    "journeys_law_topics",
    "journeys_origins",
    "journeys_people",
    "journeys_projections",
    "journeys_read_duties",
    "journeys_read_employer_contacts",
    "journeys_read_employer_duties",
    "journeys_read_employers",
    "journeys_read_journeys",
    "journeys_read_periods",
    "journeys_read_places",
    "journeys_read_post_tasks",
    "journeys_read_posts",
    "journeys_read_steps",
    "journeys_reactions",
    "journeys_reactors",
    "journeys_rebuild",
    "journeys_requests",
    "journeys_schema",
    "journeys_set_aside",
    "journeys_store_events",
    "journeys_store_head",
    "journeys_store_topics",
    "journeys_snapshots",
    "journeys_topics",
    "journeys_tracking",
}
HEADER = 100  # bytes, in which SQLite counts how often the file changed


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Return the URL of a database without tables, once of either kind."""
    return empty_database_url


def test_an_empty_store_becomes_current(engine: Engine) -> None:
    """Upgrading again changes nothing."""
    assert state(engine) == "empty"
    upgrade(engine)
    assert state(engine) == "current"
    assert set(inspect(engine).get_table_names()) == OURS
    upgrade(engine)
    assert state(engine) == "current"


@pytest.mark.parametrize(("version", "expected"), [("0000", "older"), ("9999", "newer")])
def test_the_state_tells_older_from_newer(
    engine: Engine, monkeypatch: pytest.MonkeyPatch, version: str, expected: str
) -> None:
    """A version this library never had comes from a later library, which is left alone."""
    monkeypatch.setattr("journeys.adapters.sql.schema.VERSIONS", ("0000", "0001"))
    upgrade(engine)
    with writing(engine) as connection:
        versions = Table(SCHEMA.name, MetaData(), autoload_with=connection)
        connection.execute(update(versions).values(version_num=version))
    assert state(engine) == expected
    if expected == "newer":
        upgrade(engine)
        assert state(engine) == "newer"


def test_the_tests_own_quick_way_makes_the_same_file(tmp_path: Path) -> None:
    """To the byte, but for SQLite's own count of changes in its header."""
    files = [tmp_path / f"{nr}.db" for nr in range(3)]
    for file, migrate in zip(files, (schema._migrate, quick, quick), strict=True):  # noqa: SLF001 - what the tests put another in place of
        engine = connect(f"sqlite:///{file}")
        with writing(engine) as connection:
            migrate(connection, None)
        engine.dispose()
    first, *others = [file.read_bytes()[HEADER:] for file in files]
    assert others == [first, first]


def test_the_known_versions_are_those_of_the_migrations() -> None:
    """The list that spares importing Alembic must not fall behind."""
    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    revisions = ScriptDirectory.from_config(config).walk_revisions()
    assert tuple(revision.revision for revision in revisions)[::-1] == VERSIONS


def test_the_migrated_schema_is_that_of_the_tables(engine: Engine) -> None:
    """Migrations and code describe the same tables."""
    upgrade(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": SCHEMA.name})
        logs = {name: MetaData() for name in SEALED if name != JOURNEYS}
        for name, metadata in logs.items():
            for table in Tables(name).log:
                table.to_metadata(metadata)
        own = MetaData()
        tables = Tables("journeys")
        for table in (*tables.log, tables.tracking, tables.versions("snapshots")):
            table.to_metadata(own)
        ours: Any = [  # Alembic takes several, untyped
            own,
            *logs.values(),
            READ,
            READ_OF_EMPLOYERS,
            REQUESTS,
            SECRETS,
            ORIGINS,
            PEOPLE,
            ABOUT,
            REACTIONS,
        ]
        assert compare_metadata(context, ours) == []


@pytest.mark.parametrize("name", SEALED)
def test_the_migrated_logs_have_their_head_and_their_guards(engine: Engine, name: str) -> None:
    """Comparing tables does not see rows and triggers."""
    upgrade(engine)
    log = EventLog(Tables(name), signing=lambda _: Signer(bytes(32)), unsigned=True)
    events, head = log.tables.events, log.tables.head
    with writing(engine) as connection:
        assert log.head(connection) == Head(0, 0, b"")
        log.append(connection, [("a", 1, "x", b"")])
        now = log.head(connection)
    for moved in ({"position": 2}, {"note": "another", "written_by": "0012"}):
        with pytest.raises(WrittenByOlder), writing(engine) as connection:
            connection.execute(update(head).values(moved))
    with reading(engine) as connection:
        assert log.head(connection) == now
    for change in (delete(events), update(events).values(topic="y")):
        refused = pytest.raises(IntegrityError, match="append a correction")
        with refused, writing(engine) as connection:
            connection.execute(change)
    assert triggers(engine, f"{name}_events") == triggers_of_another(engine, name)


def test_a_hosts_tables_are_left_alone(engine: Engine) -> None:
    """A host may have an Alembic history of its own in the same database."""
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32))"))
        connection.execute(text("INSERT INTO alembic_version VALUES ('hosts-own')"))
        connection.execute(text("CREATE TABLE hosts_own (x INTEGER)"))
    assert state(engine) == "empty"
    upgrade(engine)
    assert set(inspect(engine).get_table_names()) == OURS | {"alembic_version", "hosts_own"}
    with reading(engine) as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    assert found == "hosts-own"


def test_what_is_in_the_clear_is_not_brought_up_to_date_without_keys(engine: Engine) -> None:
    """Nothing of it happens then, and what to do is said."""
    make_older(engine, "0004", ["journey-opened"])
    with pytest.raises(ProgrammingError, match="journeys init"):
        upgrade(engine)
    assert state(engine) == "older"
    assert not inspect(engine).has_table(KEYS)


def test_older_rows_say_no_rulebook(engine: Engine) -> None:
    """They are behind whatever rulebook there is; the hours that no query reads are gone."""
    make_older(engine, "0009", [])
    with writing(engine) as connection:
        connection.execute(
            text("INSERT INTO journeys VALUES ('a', '621', '2026-01-01', 1, '2026-01-01')")
        )
        connection.execute(
            text(
                "INSERT INTO periods VALUES "
                "('a', 1, 'placement', 'x', 'y', '2026-01-01', NULL, 9, 5)"
            )
        )
    upgrade(engine)
    with reading(engine) as connection:
        (row,) = connection.execute(select(read.journeys)).all()
        (period,) = connection.execute(select(read.periods)).all()
        behind = select(read.behind_rulebook("0123456789abcdef")).select_from(read.journeys)
        assert connection.scalar(behind)
    assert (row.journey, row.version, row.rulebook) == ("a", 1, None)
    assert (period.value, period.paid_hours) == ("x", 9)
    assert "present_hours" not in {
        each["name"] for each in inspect(engine).get_columns(read.periods.name)
    }


def test_a_failed_migration_leaves_nothing_behind(engine: Engine) -> None:
    """All of it or none of it."""
    with writing(engine) as connection:
        connection.execute(text("CREATE TABLE journeys_read_steps (x INTEGER)"))
    with pytest.raises(Exception, match="journeys_read_steps"):
        upgrade(engine)
    assert inspect(engine).get_table_names() == ["journeys_read_steps"]
    assert state(engine) == "empty"


def test_the_librarys_own_log_comes_from_its_migrations(engine: Engine) -> None:
    """A recorder of this name makes none of it, and agrees with the library on the tables."""
    recorder = SQLAlchemyApplicationRecorder(engine, "journeys")
    with pytest.raises(persistence.ProgrammingError, match="open the store with journeys first"):
        recorder.create_table()
    assert state(engine) == "empty"
    upgrade(engine)
    recorder.create_table()
    assert recorder.select_notifications(None, 1) == []


def test_alembic_is_not_imported_unless_a_migration_runs(sqlite_url: str) -> None:
    """It would double the time a command takes to start."""
    engine = connect(sqlite_url)
    upgrade(engine)
    engine.dispose()
    program = (
        "import sys\n"
        "from journeys.adapters.sql.database.connections import connect\n"
        "from journeys.adapters.sql.schema import state, upgrade\n"
        "engine = connect(sys.argv[1]); upgrade(engine); print(state(engine))\n"
        "print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, sqlite_url], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["current", "False"]
    assert done.stderr == ""


def test_many_processes_start_at_once_with_an_empty_store(database_url: str) -> None:
    """Nobody fails because somebody else was creating the same tables."""
    number = 36
    barrier, results = PROCESSES.Barrier(number), PROCESSES.Queue()
    processes = [
        PROCESSES.Process(target=starting.start, args=(database_url, barrier, results))
        for _ in range(number)
    ]
    for process in processes:
        process.start()
    outcomes = [results.get(timeout=120) for _ in processes]
    for process in processes:
        process.join()
    assert outcomes == ["started"] * number
    engine = connect(database_url)
    assert state(engine) == "current"
    recorder = SQLAlchemyApplicationRecorder(engine, "kitchen")
    notifications = recorder.select_notifications(None, 2 * number)
    assert [notification.id for notification in notifications] == list(range(1, number + 1))
    engine.dispose()


def triggers_of_another(engine: Engine, name: str) -> set[str]:
    """Return the triggers of a log that no migration made, as those of this name would be named."""
    SQLAlchemyApplicationRecorder(engine, "kitchen").create_table()
    return {each.replace("kitchen_", f"{name}_") for each in triggers(engine, "kitchen_events")}


def triggers(engine: Engine, table: str) -> set[str]:
    """Return the names of a table's triggers; the database must have some."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = CAST(:t AS regclass)",
    }
    with reading(engine) as connection:
        found = set(connection.execute(text(queries[engine.dialect.name]), {"t": table}).scalars())
    assert found
    return found
