"""Nobody has an alteration signed: by the next act of a user, by an upgrade, or by new keys.

Each attack alters a store without its master key, and then waits until somebody uses it.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, text

from journeys import Journeys, verbs
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.wiring import init, open_journeys
from journeys.app.ports.sealing import LOGS
from journeys.errors import BrokenHistory, KeyMissing, StoreError
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, looking
from tests.moving import store as other_store
from tests.scenario import BOOK
from tests.servers import new_database
from tests.sql.attacked import drop_guards, retyped
from tests.sql.town import PEOPLE, TABLES, Built, Town, build, identify, ignore

ANNE = str(PEOPLE[0])


@dataclass(frozen=True)
class Altered:
    """A store of its own that somebody alters for good."""

    url: str
    engine: Engine
    built: Built

    @contextmanager
    def attacked(self) -> Iterator[Town]:
        """Yield the store without guards; what is done to it is committed."""
        with self.engine.begin() as connection:
            if self.has_guards(connection):
                drop_guards(connection)
            yield Town(connection, self.built.earlier, self.built.foreign)

    @staticmethod
    def has_guards(connection: Connection) -> bool:
        """Return whether the triggers are there that an attacker drops first."""
        there = (
            "SELECT count(*) FROM sqlite_master WHERE name = 'journeys_head_signed'"
            if connection.dialect.name == "sqlite"
            else "SELECT count(*) FROM pg_trigger WHERE tgname = 'journeys_head_signed'"
        )
        return bool(connection.scalar(text(there)))

    def faults(self, *notes: str) -> Mapping[str, Any]:
        """Return the faults that a new process finds, by log."""
        with open_journeys(self.url, keys=KEYS, book=BOOK) as walks:
            return {each.log: each.fault for each in walks.seal.verify(notes) if each.fault}

    def trigger(self, town: Town, on: str, sqlite: str, postgresql: str) -> None:
        """Create a trigger of the attacker's own."""
        run = town.connection.exec_driver_sql
        if town.connection.dialect.name == "sqlite":
            run(f"CREATE TRIGGER altering {on} BEGIN {sqlite} END")
            return
        run(
            "CREATE FUNCTION altering() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {postgresql} RETURN NEW; END $$"
        )
        run(f"CREATE TRIGGER altering {on} FOR EACH ROW EXECUTE FUNCTION altering()")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """Yield a store with something of everything, of either kind, to make others like it."""
    folder = tmp_path_factory.mktemp("town")
    with ExitStack() as database:
        url = f"sqlite:///{folder / 'store.db'}"
        if request.param == "postgresql":
            server = request.getfixturevalue("postgresql_server")
            url = database.enter_context(new_database(server, like="template1"))
        engine = connect(url)
        with open_journeys(url, keys=KEYS, book=BOOK) as walks:
            pattern = build(engine, walks, folder)
        engine.dispose()
        yield pattern


@pytest.fixture
def altered(request: pytest.FixtureRequest, built: Built, tmp_path: Path) -> Iterator[Altered]:
    """Yield a store like it."""
    like = built.engine.url.database or ""
    with ExitStack() as database:
        url = f"sqlite:///{tmp_path / 'store.db'}"
        if built.engine.dialect.name == "postgresql":
            server = request.getfixturevalue("postgresql_server")
            url = database.enter_context(new_database(server, like=like))
        else:
            shutil.copy(like, tmp_path / "store.db")
        engine = connect(url)
        yield Altered(url, engine, built)
        engine.dispose()


def record(walks: Journeys) -> None:
    """Record something new."""
    walks.decide(
        PEOPLE[0],
        verbs.notice_small_success,
        BY_ANNA,
        words="Noget nyt",
        noticed_by=ANNA,
        on=FEB_1,
    )


def look(walks: Journeys) -> None:
    """Look at somebody."""
    looking(walks).history(PEOPLE[1])


def identify_again(walks: Journeys) -> None:
    """Give Anne another number."""
    identify(walks, PEOPLE[0], "ref-again")


def react(walks: Journeys) -> None:
    """Let a reactor move on, after something to react to."""
    record(walks)
    walks.reactors.react("mail", ignore)


def set_head_ahead(town: Town) -> None:
    """Let the next entry be recorded two days from now."""
    later = 2 * 24 * 60 * 60 * 1_000_000
    newest = max(row.recorded_us for row in town["journeys"].rows)
    town["journeys"].change_head(recorded_us=newest + later)


def remove_older_number(town: Town) -> None:
    """Take out a number that Anne had before."""
    town.remove("journeys_people", stream=ANNE, current=False)


def exchange_older_identity(town: Town) -> None:
    """Let an identity say another name, with the key that an export of the journey holds."""
    cipher = Keyring(KEYS).cipher(town.connection, ANNE)
    body = cipher.close(0, "identity", b'["reference", "ref-0", "Bo Opdigtet"]')
    town.change("journeys_people", {"stream": ANNE, "current": False}, body=body)


def move_another_reactor(town: Town) -> None:
    """Let a reactor skip entries, which another one's move would sign."""
    town.change("journeys_reactors", {"name": "statistics"}, position=99)


def move_this_reactor(town: Town) -> None:
    """Let a reactor begin again."""
    town.change("journeys_reactors", {"name": "mail"}, position=0)


SIGNED_NEXT: Mapping[
    str, tuple[Callable[[Town], None], Callable[[Journeys], None], str, int | None]
] = {
    "a moment to come": (set_head_ahead, record, "journeys", 30),
    "an older number": (remove_older_number, identify_again, "store", 7),
    "an older identity": (exchange_older_identity, identify_again, "store", 7),
    "another reactor": (move_another_reactor, react, "store", None),
    "the same reactor": (move_this_reactor, react, "store", None),
}
"""By name: the alteration, the act that would sign it, and where it is found afterwards."""


@pytest.mark.parametrize("name", SIGNED_NEXT)
def test_the_next_act_does_not_sign_an_alteration(altered: Altered, name: str) -> None:
    """It is refused, and the alteration is still found."""
    alter, act, log, position = SIGNED_NEXT[name]
    with altered.attacked() as town:
        alter(town)
    with (
        open_journeys(altered.url, keys=KEYS, book=BOOK) as walks,
        pytest.raises(BrokenHistory),
    ):
        act(walks)
    faults = altered.faults()
    assert faults.keys() == {log}
    at = faults[log].position
    assert at is None if position is None else at is not None


def test_a_head_that_was_altered_for_a_while_is_not_remembered_by_the_others(
    altered: Altered,
) -> None:
    """Else nobody could record any more: the others would have seen entries that never were."""
    for by in (1000, -1000):
        with altered.attacked() as town:
            position = town.connection.scalar(text("SELECT position FROM journeys_head"))
            town["journeys"].change_head(position=position + by)
        if by > 0:
            with open_journeys(altered.url, keys=KEYS, book=BOOK) as walks:
                look(walks)
    assert altered.faults() == {}
    with open_journeys(altered.url, keys=KEYS, book=BOOK) as walks:
        record(walks)
    assert altered.faults() == {}


def test_an_identity_that_a_trigger_alters_is_not_sealed(altered: Altered) -> None:
    """The MAC is of what was stored, and not of what stands there then."""
    with altered.attacked() as town:
        altered.trigger(
            town,
            "AFTER INSERT ON journeys_people"
            if altered.engine.dialect.name == "sqlite"
            else "BEFORE INSERT ON journeys_people",
            "UPDATE journeys_people SET body = x'00' WHERE found = NEW.found;",
            "NEW.body := 'x';",
        )
    with open_journeys(altered.url, keys=KEYS, book=BOOK) as walks:
        identify_again(walks)
    assert altered.faults().keys() == {"store"}


@pytest.mark.parametrize("act", [record, look, react])
def test_nothing_is_said_to_be_recorded_where_a_trigger_keeps_the_head(
    altered: Altered, act: Callable[[Journeys], None]
) -> None:
    """Else looks could go unlogged, and no head would tell."""
    with altered.attacked() as town:
        run = town.connection.exec_driver_sql
        if altered.engine.dialect.name == "postgresql":
            run(
                "CREATE FUNCTION kept() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NULL; END $$"
            )
        for table in (*(f"{log}_head" for log in SEALED), "journeys_access_events"):
            on = f"BEFORE {'INSERT' if table.endswith('events') else 'UPDATE'} ON {table}"
            run(
                f"CREATE TRIGGER keeping_{table} {on} BEGIN SELECT RAISE(IGNORE); END"
                if altered.engine.dialect.name == "sqlite"
                else f"CREATE TRIGGER keeping {on} FOR EACH ROW EXECUTE FUNCTION kept()"
            )
    with (
        open_journeys(altered.url, keys=KEYS, book=BOOK) as walks,
        pytest.raises(StoreError, match="did not keep the head"),
    ):
        act(walks)
    assert altered.faults() == {}


def test_a_reactor_that_a_trigger_moves_is_not_sealed(altered: Altered) -> None:
    """The place that is signed is the one it was moved to."""
    with altered.attacked() as town:
        altered.trigger(
            town,
            "AFTER UPDATE OF position ON journeys_reactors WHEN NEW.position < 99"
            if altered.engine.dialect.name == "sqlite"
            else "BEFORE UPDATE OF position ON journeys_reactors",
            "UPDATE journeys_reactors SET position = 99 WHERE name = NEW.name;",
            "NEW.position := 99;",
        )
    with open_journeys(altered.url, keys=KEYS, book=BOOK) as walks:
        record(walks)
        walks.reactors.react("mail", ignore)
    assert altered.faults().keys() == {"store"}


def rewrite(town: Town) -> Mapping[str, Sequence[Any]]:
    """Take out the newest entry and most looks; return the heads as they would be."""
    town["journeys"].remove(town["journeys"].size)
    town["access"].remove(3, town["access"].size)
    for log in LOGS[:2]:
        town[log].reseal()
    columns = "position, recorded_us, frontier"
    return {
        log: town.connection.execute(text(f"SELECT {columns} FROM {log}_head")).one()  # noqa: S608
        for log in SEALED
    }


def as_sql(town: Town, data: bytes) -> str:
    """Return bytes as the database reads them in a statement."""
    sqlite = town.connection.dialect.name == "sqlite"
    return f"x'{data.hex()}'" if sqlite else f"'\\x{data.hex()}'::bytea"


def test_a_store_that_lost_a_key_of_its_own_is_not_signed_as_a_new_one(altered: Altered) -> None:
    """Even where a trigger puts the rewritten heads and the key in place while it is made."""
    with altered.attacked() as town:
        heads = rewrite(town)
        find = town.connection.scalar(
            text("SELECT wrapped FROM journeys_keys WHERE holder = '#find'")
        )
        assert find is not None
        town.remove("journeys_keys", holder="#find")
        done = [
            f"UPDATE {log}_head SET position = {position}, recorded_us = {at}, "  # noqa: S608
            f"frontier = {as_sql(town, frontier)};"
            for log, (position, at, frontier) in heads.items()
        ]
        restored = (
            f"UPDATE journeys_keys SET wrapped = {as_sql(town, find)} WHERE holder = '#find';"  # noqa: S608
        )
        for log in SEALED:
            town.connection.execute(text(f"UPDATE {log}_head SET position = 0"))  # noqa: S608
        altered.trigger(
            town,
            "AFTER INSERT ON journeys_keys",
            f"{''.join(done)} {restored}",
            f"{''.join(done)} {restored}",
        )
    with pytest.raises(KeyMissing):
        open_journeys(altered.url, keys=KEYS, book=BOOK)
    with altered.attacked() as town:
        for holder in ("#heads", "#receipts"):
            town.remove("journeys_keys", holder=holder)
        for log in SEALED:
            assert town.connection.scalar(text(f"SELECT position FROM {log}_head")) == 0  # noqa: S608
    # Without any key it looks like a new one; but the heads that it comes to are not empty.
    with pytest.raises(StoreError):
        open_journeys(altered.url, keys=KEYS, book=BOOK)


def test_a_store_without_its_keys_is_not_signed_again_by_an_upgrade(altered: Altered) -> None:
    """Though it says that it is of an older schema, and a trigger puts the key back meanwhile."""
    with altered.attacked() as town:
        rewrite(town)
        run = town.connection.exec_driver_sql
        find = town.connection.scalar(
            text("SELECT wrapped FROM journeys_keys WHERE holder = '#find'")
        )
        assert find is not None
        town.remove("journeys_keys", holder="#find")
        for part in ("events", "head", "topics"):
            run(f"DROP TABLE journeys_store_{part}")
        if town.connection.dialect.name == "postgresql":
            for name in ("events_refuse", "events_notify", "head_signed"):
                run(f"DROP FUNCTION IF EXISTS journeys_store_{name}()")
        for log in SEALED:
            for column in ("companion", "note", "written_by") if log != "journeys_store" else ():
                run(f"ALTER TABLE {log}_head DROP COLUMN {column}")
        town.connection.execute(text("UPDATE journeys_schema SET version_num = '0012'"))
        put_back = f"INSERT INTO journeys_keys VALUES ('#find', {as_sql(town, find)});"  # noqa: S608
        altered.trigger(town, "AFTER UPDATE ON journeys_schema", put_back, put_back)
    with pytest.raises(StoreError, match="taken back"):
        init(altered.url, keys=KEYS, book=BOOK)


def test_a_checkpoint_tells_that_only_what_stands_beside_the_logs_was_put_back(
    altered: Altered,
) -> None:
    """After a reactor moved, or a request recorded nothing, no log is longer."""
    with altered.attacked() as town:
        town.put_back("before the request", *TABLES)
    assert altered.faults() == {}
    assert altered.faults(altered.built.whole).keys() >= {"journeys", "store"}


def test_what_was_rehearsed_can_be_put_in_and_only_the_check_of_the_rows_tells(
    altered: Altered,
) -> None:
    """A rehearsal signs a head, too: who finds its rows before the next entry can put them in."""
    kept = dict[str, Mapping[str, Any]]()
    with open_journeys(altered.url, keys=KEYS, book=BOOK) as walks:
        with walks.rehearsing().unit_of_work() as rehearsal:
            record(rehearsal)
            with rehearsal.store.reading() as transaction:
                for table in ("events", "head"):
                    newest = f"SELECT * FROM journeys_{table} ORDER BY position DESC LIMIT 1"  # noqa: S608
                    found = connection_of(transaction).execute(text(newest))
                    kept[table] = dict(found.mappings().one())
        with altered.attacked() as town:
            town.add("journeys_events", **kept["events"])
            town.change("journeys_head", {"id": 1}, **kept["head"])
        assert altered.faults() == {}
        assert list(walks.maintenance.check())


@pytest.mark.parametrize("table", ["journeys_requests", "journeys_people"])
def test_a_row_that_is_there_twice_is_found(altered: Altered, table: str) -> None:
    """Its sum or its MAC would allow for others to be left out."""
    with altered.attacked() as town:
        retyped(town.connection, table)
        town.add(table, **town.rows(table)[0])
    assert len(altered.faults()) == 1


def test_a_row_that_is_there_twice_or_or_without_a_number_is_a_fault_and_no_crash(
    altered: Altered,
) -> None:
    """Where somebody made the tables again without their keys."""
    with altered.attacked() as town:
        retyped(town.connection, "journeys_origins")
        retyped(town.connection, "journeys_access_events")
        run = town.connection.exec_driver_sql
        run("INSERT INTO journeys_origins SELECT * FROM journeys_origins")
        run(
            "INSERT INTO journeys_access_events SELECT NULL, stream, version, topic, recorded_us, "
            "body, leaf FROM journeys_access_events WHERE position = 1"
        )
        town.add("journeys_schema", version_num="0099")
    faults = altered.faults()
    assert faults.keys() == {"journeys", "access", "store"}
    assert faults["access"].what == "an entry was put in that has no number"


def test_an_empty_log_with_an_entry_without_a_number_is_a_fault_too(tmp_path: Path) -> None:
    """Nobody looked at anybody yet."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with other_store(url):
        pass
    engine = connect(url)
    with engine.begin() as connection:
        drop_guards(connection)
        retyped(connection, "journeys_access_events")
        connection.exec_driver_sql(
            "INSERT INTO journeys_access_events VALUES (NULL, 'x', 1, 'x', 1, x'00', x'00')"
        )
    engine.dispose()
    with open_journeys(url, keys=KEYS, book=BOOK) as walks:
        assert [each.log for each in walks.seal.verify() if each.fault] == ["access"]


@pytest.mark.parametrize("built", ["sqlite"], indirect=True)
def test_an_identity_hidden_by_a_value_that_is_neither_true_nor_false_is_found(
    altered: Altered,
) -> None:
    """SQLite takes any number: read as true, and found by no query for the current one."""
    with altered.attacked() as town:
        town.connection.execute(text("UPDATE journeys_people SET current = 2 WHERE current = 1"))
    assert altered.faults().keys() == {"store"}
