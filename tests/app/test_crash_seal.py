"""A process killed while it changes what is sealed leaves no half state: what it says is so."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import pytest
from sqlalchemy import Engine, Select, insert, inspect, make_url, select, table, text

import journeys
from journeys import Journeys
from journeys.adapters.sql.database.connections import connect, reading, writing
from journeys.adapters.sql.keys.identities import PLACE
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.keys.persons import people
from journeys.adapters.sql.log.reactors import reactors
from journeys.adapters.sql.log.requests import requests
from journeys.adapters.sql.schema import state
from journeys.adapters.wiring import init
from tests.app.killing import acknowledged_before_kill
from tests.app.writers import change_until_killed, succeed, upgrade_until_killed
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import KEYS, WALK, looking
from tests.older import make_0011
from tests.servers import new_database

KILLS, UPGRADES = tries(4, 120), tries(3, 80)
NEVER = 600.0  # seconds: an upgrade has ended long before
LONGER = 1.2  # times as long as a whole upgrade takes: some end before they are killed

KINDS = {"recorded", "identified", "reacted"}

NUMBER, REQUEST, PLACE_IN_LOG = "ref-1", "request of before", 5
"""What stands beside the journey of the older store."""


def assert_whole(walks: Journeys, notes: list[str]) -> None:
    """Expect that everything sealed holds, with what others keep, and that the rows agree."""
    assert [each.fault for each in walks.seal.verify(notes)] == [None] * 5
    assert list(walks.maintenance.check()) == []


def test_a_killed_writer_leaves_everything_sealed(database_url: str) -> None:
    """Many kills on one store, between entries, identities and reactors."""
    notes, acknowledged = list[str](), list[tuple[str, Any, Any]]()
    for seed in range(10 * KILLS):
        # What a process does is drawn: some more are killed where one kind was not done.
        if seed >= KILLS and {what for what, *_ in acknowledged} == KINDS:
            break
        new = acknowledged_before_kill(
            change_until_killed, database_url, seed, seed=seed, after=1 + seed % 4
        )
        acknowledged += new
        with journeys.open(database_url, keys=KEYS) as walks:
            assert_whole(walks, notes[-1:])
            assert_there(walks, new)
            notes.append(walks.seal.checkpoint())
    with journeys.open(database_url, keys=KEYS) as walks:
        assert_whole(walks, notes)
        assert_there(walks, acknowledged)
    assert {what for what, *_ in acknowledged} == KINDS


def assert_there(walks: Journeys, acknowledged: list[tuple[str, Any, Any]]) -> None:
    """Expect that all is there that was acknowledged, and nothing of it comes twice."""
    # Of a reactor that moved on, the newest place.
    newest = {what[1]: what[2] for what in acknowledged if what[0] == "reacted"}
    with walks.store.reading() as transaction:
        places = select(reactors.c.name, reactors.c.position)
        stored = dict(map(tuple, connection_of(transaction).execute(places)))
        for what, journey, number in acknowledged:
            if what == "identified":
                assert transaction.people.find("reference", number) == journey
    for name, position in newest.items():
        assert stored[name] >= position
    entries = {
        (journey, entry.version): getattr(entry.event, "words", "")
        for journey in {where[0] for what, where, _ in acknowledged if what == "recorded"}
        for entry in looking(walks).history(journey).entries
    }
    recorded = [(where, name) for what, where, name in acknowledged if what == "recorded"]
    for where, name in recorded:
        assert entries[where] == name
    for (journey, version), name in recorded[-1:]:
        assert [each.version for each in succeed(walks, journey, name)] == [version]


@pytest.fixture
def older(empty_database_url: str) -> str:
    """Return the URL of a store as the version before the signed heads left it."""
    engine = connect(empty_database_url)
    make_0011(engine)
    keyring = Keyring(KEYS)
    with writing(engine) as connection:
        cipher = keyring.cipher(connection, str(WALK))
        body = cipher.close(*PLACE, f'["reference","{NUMBER}","Anne Prøve"]'.encode())
        found = keyring.keyed_hash(connection, "reference", NUMBER)
        stream = {"stream": str(WALK)}
        connection.execute(insert(people).values(found=found, body=body, current=True, **stream))
        connection.execute(insert(requests).values(request_id=REQUEST, digest="x", **stream))
        row = {"name": "mail", "position": PLACE_IN_LOG, "holder": "", "until_us": 0}
        connection.execute(insert(reactors).values(row))
    engine.dispose()
    return empty_database_url


@contextmanager
def copied(url: str, server: str | None, folder: Path) -> Iterator[str]:
    """Yield the URL of a copy of this store."""
    if server is None:
        path = Path(shutil.copy(str(make_url(url).database), folder / "copy.db"))
        yield f"sqlite:///{path}"
        for file in folder.glob("copy.db*"):
            file.unlink()
    else:
        with new_database(server, like=str(make_url(url).database)) as copy:
            yield copy


def test_a_killed_upgrade_leaves_the_older_store_or_the_newer_one(
    request: pytest.FixtureRequest, older: str, tmp_path: Path
) -> None:
    """Many kills, each of another upgrade; who asks again brings it up to date."""
    sqlite = older.startswith("sqlite")
    server = None if sqlite else request.getfixturevalue("postgresql_server")
    before, states, lasts = dump(older), list[str](), whole_upgrade(older, server, tmp_path)
    for seed in range(10 * UPGRADES):
        # A machine that others use is quicker at one time than at another: then some more, later.
        if seed >= UPGRADES and {*states} == {"older", "current"}:
            break
        with copied(older, server, tmp_path) as url:
            longest = LONGER * lasts * (1 + seed // UPGRADES)
            acknowledged = acknowledged_before_kill(
                upgrade_until_killed, url, seed=seed, longest=longest
            )
            found = state_of(url)
            states.append(found)
            assert found in ({"current"} if "upgraded" in acknowledged else {"current", "older"})
            if found == "older":
                assert dump(url) == before
                assert init(url, keys=KEYS) == "older"
            with journeys.open(url, keys=KEYS) as walks:
                assert_whole(walks, [])
                assert_as_before(walks)
    assert {*states} == {"older", "current"}


def whole_upgrade(older: str, server: str | None, folder: Path) -> float:
    """Return how many seconds an upgrade takes that nobody kills."""
    with copied(older, server, folder) as url:
        begun = monotonic()
        # In a process of its own as well, which has nothing loaded that only an upgrade needs.
        done = acknowledged_before_kill(upgrade_until_killed, url, seed=1, longest=NEVER)
        assert done == ["begun", "upgraded"]
        return monotonic() - begun


def assert_as_before(walks: Journeys) -> None:
    """Expect what stood beside the journey of the older store."""
    assert looking(walks).history(WALK).entries
    with walks.store.reading() as transaction:
        connection = connection_of(transaction)
        assert transaction.people.find("reference", NUMBER) == WALK
        assert transaction.log.requests(WALK) == [REQUEST]
        assert connection.execute(select(reactors.c.position)).scalars().all() == [PLACE_IN_LOG]


def state_of(url: str) -> str:
    """Return the state of the schema of a store."""
    with engine_of(url) as engine:
        return state(engine)


def everything(name: str) -> Select[Any]:
    """Return the question for every row of a table."""
    return select(text("*")).select_from(table(name))


def dump(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of a store."""
    with engine_of(url) as engine, reading(engine) as connection:
        return {
            name: sorted(
                map(tuple, connection.execute(select(text("*")).select_from(table(name)))), key=repr
            )
            for name in inspect(connection).get_table_names()
        }


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    """Yield an engine that is disposed of at the end: its database is dropped or copied next."""
    engine = connect(url)
    try:
        yield engine
    finally:
        engine.dispose()
