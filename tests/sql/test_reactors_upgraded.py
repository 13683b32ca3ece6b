"""A store of schema 0013 keeps its reactors, and what is signed of them, when it becomes 0014."""

from functools import partial

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from journeys import Journeys
from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.database.tables import tables_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.reactors import digest_of_reactors
from journeys.adapters.sql.log.store_log import TABLES as STORE
from journeys.adapters.sql.proofs.heads import Companion
from journeys.adapters.sql.seal.beginning import replaced_by
from journeys.adapters.wiring import init, open_journeys
from journeys.app.reactors import Reactors
from journeys.errors import SchemaOlder
from tests.app.test_reactors import hope, refusing
from tests.invented import KEYS, TODAY, opened
from tests.scenario import BOOK
from tests.signed_older import make_signed_older

OLDER = "0013"
NEW_COLUMNS = {"heartbeat_us", "delivered_us", "next_us", "actor", "role", "reason"}


@pytest.fixture
def older(empty_database_url: str) -> str:
    """Return the URL of a store of 0013: three entries, a reactor that waits, and a dead letter."""
    engine = connect(empty_database_url)
    make_signed_older(engine, OLDER, used)
    assert not NEW_COLUMNS & columns(engine)
    engine.dispose()
    return empty_database_url


def used(walks: Journeys) -> None:
    """Let a store have three entries and the reactor."""
    opened(walks)
    hope(walks)
    hope(walks, "Et andet job")
    with writing(walks.store.engine) as connection:  # type: ignore[attr-defined]
        put_reactor(connection)
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def columns(engine: Engine) -> set[str]:
    """Return the names of the columns of both tables."""
    tables = ("journeys_reactors", "journeys_reactions")
    return {each["name"] for table in tables for each in inspect(engine).get_columns(table)}


def put_reactor(connection: Connection) -> None:
    """Let a reactor be as 0013 left it, after the second of three entries."""
    connection.execute(
        text(
            "INSERT INTO journeys_reactors (name, position, holder, until_us) "
            "VALUES ('letters', 2, 'a worker', 0)"
        )
    )
    insert = text(
        "INSERT INTO journeys_reactions (name, position, attempts, outcome, error, at_us) "
        "VALUES ('letters', :at, :tries, :what, :error, 7)"
    )
    for at, tries, what, error in (
        (1, 5, "set-aside", "TimeoutError"),
        (2, 1, "delivered", None),
        (3, 1, "undelivered", "OSError"),
    ):
        row = {"at": at, "tries": tries, "what": what, "error": error}
        connection.execute(insert, row)
    keyring = Keyring(KEYS)
    log = EventLog(tables_of(STORE), signing=keyring.signer)
    places = digest_of_reactors(connection, keyring)
    log.change_companion(connection, replaced_by(Companion(2, places)))


def opened_again(url: str) -> Journeys:
    """Return the store, opened by this version."""
    return open_journeys(url, keys=KEYS, book=BOOK, today=lambda: TODAY)


def test_a_reactor_goes_on_where_it_was(older: str) -> None:
    """What it had delivered, tried and set aside is as it was; it waits for no moment."""
    with pytest.raises(SchemaOlder):
        opened_again(older)
    assert init(older, keys=KEYS) == "older"
    with opened_again(older) as walks:
        assert columns(walks.store.engine) > NEW_COLUMNS  # type: ignore[attr-defined]
        (status,) = walks.reactors.status()
        assert (status.state, status.position, status.lag) == ("stopped", 2, 1)
        assert (status.last_seen, status.last_delivery) == (None, None)
        assert [(each.position, each.attempts) for each in status.letters] == [(1, 5)]
        assert status.waiting
        assert (status.waiting.position, status.waiting.next_try) == (3, None)
        told, reactor = refusing()
        assert walks.reactors.react("letters", reactor) == (1, 3, None)
        assert walks.reactors.again("letters", reactor) == (1, 3, None)
        assert told == [3, 1]


def test_what_was_signed_of_the_reactors_holds(older: str) -> None:
    """The new columns are not under the digest, so that it is what it was."""
    init(older, keys=KEYS)
    with opened_again(older) as walks:
        assert [each.fault for each in walks.seal.verify()] == [None] * 5
        with writing(walks.store.engine) as connection:  # type: ignore[attr-defined]
            connection.execute(text("UPDATE journeys_reactors SET heartbeat_us = 9"))
        assert [each.fault for each in walks.seal.verify()] == [None] * 5
        with writing(walks.store.engine) as connection:  # type: ignore[attr-defined]
            connection.execute(text("UPDATE journeys_reactors SET position = 3"))
        fault = walks.seal.verify()[3].fault
        assert fault
        assert fault.what.startswith("a reactor does not stand where it was left")


def test_a_lease_of_the_older_version_still_holds(older: str) -> None:
    """Its process may run yet; it was silent for as long as its lease says."""
    init(older, keys=KEYS)
    with opened_again(older) as walks:
        with writing(walks.store.engine) as connection:  # type: ignore[attr-defined]
            connection.execute(text("UPDATE journeys_reactors SET until_us = 60000000"))
        for now, state in ((1, "running"), (60_000_000, "silent")):
            (status,) = Reactors(walks.store, partial(int, now)).status()
            assert status.state == state
