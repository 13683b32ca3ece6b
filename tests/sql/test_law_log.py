"""How an edition of the law is sealed: for ever, readable, and not to be changed unnoticed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from random import Random

import pytest
from sqlalchemy import Engine, select

from journeys import Journeys
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.law_log import READ, TABLES
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.app.ports.sealing import Fault
from journeys.domain.law import law
from tests.connections import connection_of
from tests.sql.attacked import Attacked, drop_guards

LAW = Tables(TABLES)
FIRST = law().editions[0].day
OTHER = "0" * 64


@pytest.fixture
def sealed(walks: Journeys) -> Journeys:
    """Return a store in which the law in use is sealed."""
    walks.seal.adopt_law()
    return walks


@contextmanager
def attacked(engine: Engine) -> Iterator[Attacked]:
    """Yield the law log in a transaction without guards, which is rolled back at the end."""
    with engine.connect() as connection:
        drop_guards(connection, LAW.name)
        yield Attacked(connection, Random(1), LAW)  # noqa: S311 - no secret
        connection.rollback()


def fault(store: Journeys, log: Attacked) -> Fault | None:
    """Return what the seal says of the law log; the other logs must hold."""
    faults = {each.log: each.fault for each in store.joining(log.connection).seal.verify()}
    assert [fault for name, fault in faults.items() if name != "law"] == [None] * 4
    return faults["law"]


def editions(store: Journeys, log: Attacked) -> list[date]:
    """Return the editions that the store says are sealed."""
    with store.joining(log.connection).store.reading() as transaction:
        return [each.edition for each in transaction.law.sealed()]


def test_an_edition_is_stored_as_it_always_was(sealed: Journeys) -> None:
    """By its day, its number among those of that day, and with the rest as readable JSON."""
    with sealed.store.reading() as transaction:
        rows = select(LAW.events).order_by(LAW.events.c.position)
        row = connection_of(transaction).execute(rows).first()
    assert row is not None
    assert (row.stream, row.version, row.topic, row.position) == (str(FIRST), 1, READ, 1)
    body = json.loads(row.body)
    assert sorted(body) == ["digest", "library", "mark"]
    assert body["digest"] == sealed.book.law.digests[FIRST]


def test_another_digest_of_an_edition_is_its_next_version(sealed: Journeys) -> None:
    """Each stands, in the order in which it was sealed; the same again adds nothing."""
    with sealed.store.writing() as transaction:
        (new,) = transaction.law.seal({FIRST: OTHER}, "0.2")
        assert (new.edition, new.digest, new.library) == (FIRST, OTHER, "0.2")
        assert transaction.law.seal({FIRST: OTHER}, "0.3") == []
        assert isinstance(transaction, SQLTransaction)
        of_day = [each for each in transaction.law.sealed() if each.edition == FIRST]
        assert [each.digest for each in of_day] == [sealed.book.law.digests[FIRST], OTHER]
        assert transaction.law.unmarked() is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "2026-11-20"),
        ("version", 2),
        ("topic", "other"),
        ("body", b"{}"),
        ("recorded_us", 1),
    ],
)
def test_an_altered_edition_is_found(
    sealed: Journeys, engine: Engine, column: str, value: object
) -> None:
    """Whatever of it was altered."""
    with attacked(engine) as log:
        log.change(1, **{column: value})
        found = fault(sealed, log)
        assert found is not None
        assert (found.position, found.what) == (1, "the entry is not the one that was sealed")


def test_an_edition_that_was_taken_out_is_found(sealed: Journeys, engine: Engine) -> None:
    """The head still counts it."""
    with attacked(engine) as log:
        log.remove(1)
        found = fault(sealed, log)
        assert found is not None
        assert found.what == "the entry is missing"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("stream", "2026-11-20"),
        ("stream", "no day"),
        ("version", 2),
        ("topic", "other"),
        ("body", b"{}"),
        ("body", b'{"digest":"0","library":"0.1.0","mark":"0"}'),
    ],
)
def test_an_edition_that_this_store_did_not_make_is_found_and_says_nothing(
    sealed: Journeys, engine: Engine, column: str, value: object
) -> None:
    """Although leaves and head were made to fit: its mark needs the master key."""
    with attacked(engine) as log:
        before = editions(sealed, log)
        log.change(1, **{column: value})
        log.reseal()
        found = fault(sealed, log)
        assert found is not None
        assert (found.position, found.what) == (1, "the edition is none that this store sealed")
        assert editions(sealed, log) == before[1:]


def test_a_moment_that_cannot_be_is_none_of_ours(sealed: Journeys, engine: Engine) -> None:
    """Reading goes on without that edition."""
    with attacked(engine) as log:
        log.change(1, recorded_us=2**62)
        assert FIRST not in editions(sealed, log)
