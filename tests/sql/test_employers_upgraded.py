"""A store of schema 0014 gets a log of employers: empty and signed; the other logs still hold."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from journeys import Journeys
from journeys.adapters.sql.database.connections import reading, writing
from journeys.adapters.sql.database.tables import SEALED, tables_of
from journeys.adapters.sql.log.store_log import SchemaBody
from journeys.adapters.sql.schema import state
from journeys.adapters.wiring import init, open_journeys
from journeys.app.ports.sealing import LOGS
from journeys.errors import BrokenHistory, SchemaOlder, StoreError
from tests.invented import FEB_1, KEYS, TODAY, looking, opened
from tests.scenario import BOOK
from tests.signed_older import drop_what_came_after, make_signed_older, rows_of, table_of
from tests.sql.attacked import drop_guards
from tests.sql.employed import FIRM, erase_employer, record_on_employer
from tests.sql.town import PEOPLE, identify, succeed

TAKEN_BACK = "taken back to an older one"
EMPLOYERS = "journeys_employers"


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Return the URL of a database without tables, once of either kind."""
    return empty_database_url


def used(walks: Journeys) -> None:
    """Let a store have something of what 0014 knew."""
    for person in PEOPLE[:2]:
        opened(walks, person)
        identify(walks, person, f"ref-{person}")
        succeed(walks, person, "request one")
        looking(walks).history(person)


@pytest.fixture
def older(engine: Engine) -> Engine:
    """Return the engine of a store that 0014 left."""
    make_signed_older(engine, "0014", used)
    return engine


def reopened(url: str) -> Journeys:
    """Return the store, opened by this version."""
    return open_journeys(url, keys=KEYS, book=BOOK, today=lambda: TODAY)


def note_of(engine: Engine, log: str = "journeys") -> str:
    """Return the note in the head of a log."""
    with reading(engine) as connection:
        return str(connection.scalar(text(f"SELECT note FROM {log}_head")))  # noqa: S608 - ours


def faults(walks: Journeys, *notes: str) -> dict[str, str]:
    """Return what is wrong, by log."""
    return {each.log: str(each.fault.what) for each in walks.seal.verify(notes) if each.fault}


def test_the_log_is_added_and_signed_as_that_of_no_entries(
    older: Engine, database_url: str
) -> None:
    """Every other log holds, with the checkpoints of before, and each of the five goes on."""
    before = note_of(older)
    assert "\nemployers " not in before
    with pytest.raises(SchemaOlder):
        reopened(database_url)
    assert init(database_url, keys=KEYS, book=BOOK) == "older"
    with reopened(database_url) as walks:
        after = walks.seal.checkpoint()
        assert "\nemployers 0 47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n" in after
        assert [each.entries for each in walks.seal.verify([before])][-2:] == [4, 0]
        assert faults(walks, before, after) == {}
        used_again(walks)
        assert faults(walks, before, after, walks.seal.checkpoint()) == {}
        sizes = {each.log: each.entries for each in walks.seal.verify()}
        assert (sizes["journeys"], sizes["employers"]) == (5, 3)
        grown = walks.seal.consistency(before, walks.seal.checkpoint())
        assert [each.log for each in grown] == [*LOGS]
    assert init(database_url, keys=KEYS) == "current"


def used_again(walks: Journeys) -> None:
    """Write to every log."""
    succeed(walks, PEOPLE[0], "request two")
    looking(walks).history(PEOPLE[1])
    identify(walks, PEOPLE[0], "ref-new")
    with walks.store.writing() as transaction:
        transaction.law.seal({FEB_1: "0" * 64}, "0.1.0")
    for words in ("Lager", "Have"):
        record_on_employer(walks, FIRM, words)
    erase_employer(walks, FIRM)


def test_every_head_names_the_log_once_it_was_written_to(older: Engine, database_url: str) -> None:
    """Until then the note of before stands in it, which says that the log had no entries.

    The upgrade writes to the store log, and `init` to that of the law.
    """
    init(database_url, keys=KEYS)
    named = {log: "\nemployers 0 " in note_of(older, log) for log in SEALED}
    assert named == {
        "journeys": False,
        "journeys_access": False,
        "journeys_law": True,
        "journeys_store": True,
        "journeys_employers": True,
    }
    with reopened(database_url) as walks:
        used_again(walks)
    assert all("\nemployers " in note_of(older, log) for log in SEALED)


def test_an_upgraded_log_is_made_as_every_other(older: Engine, database_url: str) -> None:
    """With the columns, the defaults, the triggers and their functions of the store log."""
    init(database_url, keys=KEYS)
    for part in ("events", "head", "topics"):
        assert shape(older, f"journeys_employers_{part}", "employers") == shape(
            older, f"journeys_store_{part}", "store"
        )


def shape(engine: Engine, table: str, name: str) -> dict[str, list[str]]:
    """Return what a table is made of, without the name of its log."""
    found = inspect(engine)
    asked = {
        "sqlite": "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table",
        "postgresql": "SELECT pg_get_triggerdef(oid) || pg_get_functiondef(tgfoid) "
        "FROM pg_trigger WHERE tgrelid = CAST(:table AS regclass)",
    }
    with reading(engine) as connection:
        triggers = connection.scalars(text(asked[engine.dialect.name]), {"table": table}).all()
    parts = {
        "columns": [
            f"{each['name']} {each['type']} {each['nullable']} {each['default']}"
            for each in found.get_columns(table)
        ],
        "key": [str(found.get_pk_constraint(table))],
        "unique": [str(each) for each in found.get_unique_constraints(table)],
        "checks": [str(each) for each in found.get_check_constraints(table)],
        "indexes": [str(each) for each in found.get_indexes(table)],
        "triggers": sorted(triggers),
    }
    return {
        part: [each.replace(f"journeys_{name}", "LOG") for each in there]
        for part, there in parts.items()
    }


# A store that is taken back to 0014, to have the log of employers begun again.


def drop_the_tables(connection: Connection) -> None:
    """Say that the store is of 0014, and drop what came later."""
    drop_guards(connection)
    connection.execute(text("UPDATE journeys_schema SET version_num = '0014'"))
    drop_what_came_after(connection, "0014")


def rewrite_the_entry(connection: Connection) -> None:
    """Let the newest entry about the schema tell of 0014, too; the head still seals the other."""
    events = table_of(connection, "journeys_store_events")
    body = SchemaBody(before="0013", schema_version="0014", library="0.1.0")
    written = body.model_dump_json().encode()
    connection.execute(
        events.update().where(events.c.topic == "schema-changed").values(body=written)
    )


def strip_the_notes(connection: Connection) -> None:
    """Take the line of the employers out of every note."""
    for log in SEALED:
        if log != EMPLOYERS:
            head = table_of(connection, f"{log}_head")
            note = str(connection.scalar(head.select().with_only_columns(head.c.note)))
            stripped = re.sub(r"^employers .*\n", "", note, flags=re.MULTILINE)
            connection.execute(head.update().values(note=stripped))


Step = Callable[[Connection], None]

BACK: dict[str, tuple[tuple[Step, ...], type[Exception], str]] = {
    "the tables": ((drop_the_tables,), StoreError, TAKEN_BACK),
    "and the entry": ((drop_the_tables, rewrite_the_entry), StoreError, TAKEN_BACK),
    "and the notes": (
        (drop_the_tables, rewrite_the_entry, strip_the_notes),
        BrokenHistory,
        "store is not the one that was signed",
    ),
}


@pytest.mark.parametrize("name", BACK)
def test_a_store_that_was_taken_back_gets_no_other_log(
    older: Engine, database_url: str, name: str
) -> None:
    """Else the entries of employers would be gone, and an empty log signed in their place."""
    init(database_url, keys=KEYS)
    with reopened(database_url) as walks:
        used_again(walks)
    steps, error, match = BACK[name]
    with writing(older) as connection:
        for step in steps:
            step(connection)
    for _ in range(2):
        with pytest.raises(error, match=match):
            init(database_url, keys=KEYS)
        assert state(older) == "older"
        assert not inspect(older).has_table(f"{EMPLOYERS}_head")


def test_tables_that_somebody_made_before_the_upgrade_are_not_signed(
    older: Engine, database_url: str
) -> None:
    """The upgrade makes them itself, or nothing is changed."""
    with writing(older) as connection:
        for table in tables_of(EMPLOYERS).log:
            connection.exec_driver_sql(f"CREATE TABLE {table.name} (position INTEGER)")
    with pytest.raises(StoreError, match="already exists"):
        init(database_url, keys=KEYS)
    assert state(older) == "older"


FORGE = {
    "head": "UPDATE journeys_employers_head SET position = 1, note = 'x', written_by = '9999'",
    "entry": "INSERT INTO journeys_employers_events VALUES "
    "(1, 'a', 1, 'need-told', 1, {nothing}, {nothing})",
}


def when_the_upgrade_is_noted(connection: Connection, act: str) -> None:
    """Let a trigger do this when the store log gets its entry, in the middle of the upgrade."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            f"CREATE TRIGGER forge AFTER INSERT ON journeys_store_events BEGIN {act}; END"
        )
        return
    connection.exec_driver_sql(
        "CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {act}; RETURN NULL; END $$"
    )
    connection.exec_driver_sql(
        "CREATE TRIGGER forge AFTER INSERT ON journeys_store_events "
        "FOR EACH ROW EXECUTE FUNCTION forge()"
    )


@pytest.mark.parametrize("what", FORGE)
def test_what_a_trigger_writes_during_the_upgrade_is_not_signed(
    older: Engine, database_url: str, what: str
) -> None:
    """A head that is not empty ends the upgrade; an entry is behind the end of an empty log."""
    with writing(older) as connection:
        nothing = "x''" if connection.dialect.name == "sqlite" else "''"
        when_the_upgrade_is_noted(connection, FORGE[what].format(nothing=nothing))
    if what == "head":
        with pytest.raises(BrokenHistory, match="something else than a head"):
            init(database_url, keys=KEYS)
        assert state(older) == "older"
        return
    init(database_url, keys=KEYS)
    with reopened(database_url) as walks:
        assert faults(walks) == {"employers": "the entry was put in behind the log's end"}


def test_an_older_state_of_everything_is_upgraded_and_a_checkpoint_finds_it(
    older: Engine, database_url: str
) -> None:
    """Nothing in the store can tell it from one that was not used since; who kept a note can."""
    with reading(older) as connection:
        before = rows_of(connection)
    init(database_url, keys=KEYS)
    with reopened(database_url) as walks:
        record_on_employer(walks, FIRM, "Lager")
        kept = walks.seal.checkpoint()
    with writing(older) as connection:
        drop_the_tables(connection)
        for log in ("journeys_store", "journeys_law"):
            for table in (table_of(connection, f"{log}_{part}") for part in ("events", "head")):
                connection.execute(table.delete())
                if before[table.name]:
                    connection.execute(table.insert(), before[table.name])
    init(database_url, keys=KEYS)
    with reopened(database_url) as walks:
        assert faults(walks) == {}
        assert faults(walks, kept).keys() == {"law", "store", "employers"}
