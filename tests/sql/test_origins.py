"""Where a journey came from stays provable, and whoever alters that behind our back is found."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import chain
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from journeys import Journeys, verbs
from journeys.adapters.sql.database.guards import guards, unguards
from journeys.adapters.sql.database.head_guards import head_guards
from journeys.adapters.sql.database.tables import JOURNEYS, tables_of
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StreamRow, leaf_of
from journeys.adapters.sql.log.moved import MOVED, Sealed, first_recorded, moved, origin_of
from journeys.adapters.sql.proofs.merkle import grow
from journeys.adapters.sql.seal.origins import PLACE, keep, origins
from journeys.app.ports.moving import Export
from journeys.app.ports.sealing import Fault
from journeys.app.ports.store import Transaction
from journeys.errors import BrokenHistory
from tests.connections import connection_of
from tests.invented import BY_ANNA, KEYS, MAY_1, WALK, looking, opened
from tests.moving import LEADER, OTHER, PURPOSE, export_of, store, walk_on
from tests.sql.attacked import drop_guards, sign_heads

EVENTS = tables_of(JOURNEYS).events
ALTERED = Fault(position=2, what="what is kept of where it came from is not what came with it")


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    """Return a journey with its proofs."""
    with store(f"sqlite:///{tmp_path_factory.mktemp('origin') / 'store.db'}") as origin:
        walk_on(origin)
        return export_of(origin)


@pytest.fixture
def walks(database_url: str, export: Export) -> Iterator[Journeys]:
    """Yield a store in which it arrived behind another journey, and went on."""
    with store(database_url, days=1) as walks:
        opened(walks, OTHER)
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
        walks.decide(WALK, verbs.state_hope, BY_ANNA, words="Videre", on=MAY_1)
        assert fault(walks) is None
        yield walks


def fault(walks: Journeys) -> Fault | None:
    """Return the first fault of the journeys' log."""
    return walks.seal.verify()[0].fault


def resealed(transaction: Transaction, position: int, **changed: Any) -> None:  # noqa: ANN401 - a column's value
    """Change an entry, then seal and sign the whole log: what only the origin's proof can find."""
    connection, dialect = connection_of(transaction), connection_of(transaction).dialect.name
    drop_guards(connection, JOURNEYS)
    here = update(EVENTS)
    connection.execute(here.where(EVENTS.c.position == position).values(**changed))
    frontier = b""
    for row in EventLog(tables_of(JOURNEYS)).scan(connection):
        leaf = leaf_of(row.position, row.recorded_us, (*row[1:4], row.body))
        frontier = grow(frontier, row.position - 1, [leaf])
        connection.execute(here.where(EVENTS.c.position == row.position).values(leaf=leaf))
    connection.execute(update(tables_of(JOURNEYS).head).values(frontier=frontier))
    sign_heads(connection)
    guarded = guards("journeys_events", dialect), head_guards("journeys_head", dialect)
    for statement in chain(*guarded):
        connection.exec_driver_sql(statement)


def body_of(transaction: Transaction, position: int) -> bytes:
    """Return the body of an entry."""
    body = select(EVENTS.c.body).where(EVENTS.c.position == position)
    return bytes(connection_of(transaction).scalars(body).one())


def test_a_moved_body_is_stored_as_it_always_was() -> None:
    """A mark, position and microseconds in eight bytes each, and what was sealed."""
    sealed = Sealed(258, 1_000_000, b"\x01sealed")
    body = moved(sealed)
    assert body.hex() == "02" + "0000000000000102" + "00000000000f4240" + b"\x01sealed".hex()
    assert origin_of(body) == sealed
    assert origin_of(b"\x01sealed") is None
    row = StreamRow(7, 1, "hope-stated", 9_000_000, moved(Sealed(9, 5_000_000, body)))
    assert first_recorded(row) == StreamRow(7, 1, "hope-stated", 1_000_000, b"\x01sealed")


def test_a_body_too_short_to_have_moved_is_left_to_who_opens_it() -> None:
    """It cannot be opened."""
    for body in (MOVED, MOVED + bytes(15), b""):
        assert origin_of(body) is None
        with pytest.raises(BrokenHistory):
            Cipher(str(WALK), bytes(32)).open(1, "hope-stated", body)


def test_a_moment_that_cannot_be_is_no_history(walks: Journeys) -> None:
    """Whoever makes one up is told so in a sentence."""
    with walks.store.writing() as transaction:
        sealed = origin_of(body_of(transaction, 3))
        assert sealed is not None
        resealed(transaction, 3, body=moved(sealed._replace(recorded_us=2**62)))
    with pytest.raises(BrokenHistory, match="at no moment there is"):
        looking(walks).history(WALK)


@pytest.mark.parametrize("part", ["position", "recorded_us", "body"])
def test_an_entry_that_the_origin_did_not_seal_so_is_found(walks: Journeys, part: str) -> None:
    """Even where the log here was sealed anew with it."""
    with walks.store.writing() as transaction:
        sealed = origin_of(body_of(transaction, 4))
        assert sealed is not None
        other = {
            "position": sealed._replace(position=sealed.position + 1),
            "recorded_us": sealed._replace(recorded_us=sealed.recorded_us + 1),
            "body": sealed._replace(body=sealed.body[:-1] + bytes([sealed.body[-1] ^ 1])),
        }
        resealed(transaction, 4, body=moved(other[part]))
    what = "the log it came from did not seal this entry"
    if part == "body":
        what = "the key of its stream does not open it"
    assert fault(walks) == Fault(position=4, what=what)


def test_an_entry_that_is_told_as_recorded_here_is_found(walks: Journeys) -> None:
    """What came with a proof keeps it."""
    with walks.store.writing() as transaction:
        sealed = origin_of(body_of(transaction, 3))
        assert sealed is not None
        resealed(transaction, 3, body=sealed.body)
    assert fault(walks) == Fault(position=3, what="the entry did not move here")


def test_an_entry_that_is_told_as_moved_is_found(walks: Journeys) -> None:
    """Of a journey that came from elsewhere, and of one that did not."""
    with walks.store.writing() as transaction:
        told = moved(Sealed(7, 1, body_of(transaction, 7)))
        resealed(transaction, 7, body=told)
    assert fault(walks) == Fault(position=7, what="the entry moved here without a proof")
    with walks.store.writing() as transaction:
        resealed(transaction, 1, body=moved(Sealed(1, 1, body_of(transaction, 1))))
    assert fault(walks) == ALTERED.model_copy(update={"position": 1})


def test_a_byte_of_a_moved_entry_that_is_changed_is_found(walks: Journeys) -> None:
    """By the seal of this log, as any other entry's."""
    with walks.store.writing() as transaction:
        body = body_of(transaction, 5)
        for statement in unguards("journeys_events", connection_of(transaction).dialect.name):
            connection_of(transaction).exec_driver_sql(statement)
        changed = body[:3] + bytes([body[3] ^ 1]) + body[4:]
        here = update(EVENTS).where(EVENTS.c.position == 5)
        connection_of(transaction).execute(here.values(body=changed))
    assert fault(walks) == Fault(position=5, what="the entry is not the one that was sealed")


@pytest.mark.parametrize("column", ["key", "checkpoint", "proofs", "bound"])
@pytest.mark.parametrize("seed", range(8))
def test_a_byte_of_an_origin_that_is_changed_is_found(
    walks: Journeys, column: str, seed: int
) -> None:
    """In whatever column, wherever in it."""
    source = Random(f"{column} {seed}")  # noqa: S311 - no secret
    with walks.store.writing() as transaction:
        kept = connection_of(transaction).execute(select(origins.c[column])).scalar_one()
        data = bytearray(kept if isinstance(kept, bytes) else kept.encode())
        at = source.randrange(len(data))
        data[at] = source.choice([byte for byte in b"a \n1" if byte != data[at]])
        changed = bytes(data) if isinstance(kept, bytes) else data.decode(errors="replace")
        connection_of(transaction).execute(update(origins).values({column: changed}))
    assert fault(walks) == ALTERED


def test_an_origin_that_is_gone_or_another_is_found(walks: Journeys, tmp_path: Path) -> None:
    """Even one that holds by itself: the person's key binds the right one."""
    with store(f"sqlite:///{tmp_path / 'forged.db'}") as forger:
        walk_on(forger)
        forged = export_of(forger)
    with walks.store.writing() as transaction:
        kept = connection_of(transaction).execute(select(origins)).mappings().one()
        other = {"key": forged.key, "checkpoint": forged.checkpoint}
        connection_of(transaction).execute(update(origins).values(other))
    assert fault(walks) == ALTERED
    with walks.store.writing() as transaction:
        connection_of(transaction).execute(delete(origins))
    assert fault(walks) == ALTERED
    with walks.store.writing() as transaction:
        connection_of(transaction).execute(insert(origins).values({**kept, "stream": str(OTHER)}))
        connection_of(transaction).execute(insert(origins).values(kept))
    assert fault(walks) == ALTERED.model_copy(update={"position": 1})


def test_the_persons_key_binds_no_origin(walks: Journeys, export: Export) -> None:
    """Whoever has had the export knows it, and could make the journey come from elsewhere."""
    with walks.store.writing() as transaction:
        kept = connection_of(transaction).execute(select(origins)).one()
        whole = f"{kept.key}\0{kept.checkpoint}\0{kept.proofs}"
        digest = sha256(whole.encode()).digest()
        bound = Cipher(str(WALK), export.data_key).close(*PLACE, digest)
        connection_of(transaction).execute(update(origins).values(bound=bound))
    assert fault(walks) == ALTERED


def test_an_origin_that_proves_nothing_is_found(walks: Journeys, export: Export) -> None:
    """Even one that the store itself has kept."""
    first, second, *rest = export.entries
    swapped = (first._replace(proof=second.proof), second._replace(proof=first.proof), *rest)
    unsealed = Fault(position=2, what="the log it came from did not seal this entry")
    for changed, expected in (
        ({"checkpoint": export.checkpoint.replace("journey ", "journez ")}, ALTERED),
        ({"entries": export.entries[:-1]}, ALTERED),
        ({"entries": swapped}, unsealed),
        ({}, None),
    ):
        with walks.store.writing() as transaction:
            connection_of(transaction).execute(delete(origins))
            wrong = replace(export, **changed)
            keep(connection_of(transaction), Keyring(KEYS), wrong)
        assert fault(walks) == expected


def test_an_altered_journey_is_not_handed_out(walks: Journeys) -> None:
    """Its proofs would prove nothing; who asked is told where to look."""
    with walks.store.writing() as transaction:
        for statement in unguards("journeys_events", connection_of(transaction).dialect.name):
            connection_of(transaction).exec_driver_sql(statement)
        connection_of(transaction).execute(
            text("UPDATE journeys_events SET recorded_us = recorded_us + 1 WHERE position = 7")
        )
    with pytest.raises(BrokenHistory, match=re.escape("`journeys audit verify` says where")):
        export_of(walks)
    with walks.store.writing() as transaction:
        connection_of(transaction).execute(delete(EVENTS).where(EVENTS.c.position == 1))
    with pytest.raises(BrokenHistory, match=re.escape("`journeys audit verify` says where")):
        export_of(walks)
