"""The queue before a stream in PostgreSQL: two who decide on one journey do so one after the other.

Pessimistic locking, by advisory locks that end with the transaction. With optimistic concurrency
alone, most of twenty who decide on one journey at once lose what they decided.
"""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias
from weakref import WeakSet

from sqlalchemy import Connection, Select, column, literal_column, select, table, text

from journeys.adapters.sql.database.connections import driver_connection, pipelined
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.tables import EMPLOYERS, tables_of
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.log.event_log import EventLog

if TYPE_CHECKING:
    from sqlalchemy.engine import RootTransaction

Turn: TypeAlias = tuple[str, Sequence[object]]
"""The statement that waits for somebody's turn, and its values."""

LOCK_STREAM = "SELECT pg_advisory_xact_lock(%s)"  # at half the cost of the same for many
# The numbers come sorted, and are locked in the order in which they come.
LOCK_STREAMS = "SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number"
PROJECTIONS = table("journeys_projections", column("name"), column("version"))
"""What made the read tables; a rebuild replaces the row of each."""

NUMBER = 8  # bytes of the number of an advisory lock


class StreamQueue:
    """Which transactions of a store wait for which streams. Safe to share between threads.

    A transaction waits for streams once, for all of them in one order. After that it waits for the
    head row of the log, which every append locks, in place of further streams. So nobody who waits
    for a stream holds the head row: these locks alone never lead to a deadlock.
    """

    def __init__(self, log: EventLog, keyring: Keyring) -> None:
        self._log = log
        self._keyring = keyring
        self._waited: WeakSet[RootTransaction] = WeakSet()

    def turn(self, connection: Connection, streams: Sequence[str]) -> Turn:
        """Return what waits until nobody else decides on these streams; it must run.

        Read them in a later statement: at READ COMMITTED each statement has its own snapshot.
        """
        transaction = connection.get_transaction() or connection.begin()
        if transaction in self._waited:
            return driver_sql(_lock_head(self._log.tables.name), "postgresql"), ()
        self._waited.add(transaction)
        numbers = sorted(self._number(connection, each) for each in streams)
        return (LOCK_STREAM, numbers) if len(numbers) == 1 else (LOCK_STREAMS, (numbers,))

    def wait(self, connection: Connection, stream: str) -> None:
        """Wait until nobody else decides on this stream."""
        turn = self.turn(connection, [stream])
        with driver_connection(connection) as raw:
            raw.execute(*turn)

    def turns(self, connection: Connection, streams: Sequence[str]) -> list[Turn]:
        """Return what waits until nobody else decides on these, then locks the log for all others.

        Both must run, in this order.
        """
        return [self.turn(connection, streams), self.turn(connection, ())]

    def lock(self, connection: Connection, streams: Sequence[str]) -> None:
        """Wait until nobody else decides on these streams, then lock the log for all others."""
        turns = self.turns(connection, streams)
        with driver_connection(connection) as raw, pipelined(raw):
            for turn in turns:
                raw.execute(*turn)

    def has_waited(self, connection: Connection) -> bool:
        """Return whether the transaction on a connection has waited for streams."""
        return connection.get_transaction() in self._waited

    def leave(self, connection: Connection) -> None:
        """Forget that the transaction waited: its locks ended with a savepoint."""
        if transaction := connection.get_transaction():
            self._waited.discard(transaction)

    def _number(self, connection: Connection, stream: str) -> int:
        """Return the number of a stream's lock, under a key of the store.

        Stores in other schemas of the same database have other keys, and so other numbers.
        """
        keyed = self._keyring.keyed_hash(connection, "queue", stream)
        return int.from_bytes(keyed[:NUMBER], signed=True)


HAS_SNAPSHOT = text("current_setting('transaction_isolation') <> 'read committed'")


@cache
def of_one_state() -> Sequence[Turn]:
    """Return what raises where the transaction reads an older state than that of now.

    Room is judged by what employers recorded and by the read tables. In a snapshot of a host's own,
    a lock of the journeys' head finds neither that an employer recorded something since, nor that a
    rebuild switched the tables, which would be empty. At READ COMMITTED nothing is locked.
    """
    head = tables_of(EMPLOYERS).head
    locks = (
        select(head.c.id).where(head.c.id == literal_column("1"), HAS_SNAPSHOT),
        select(PROJECTIONS.c.name).where(
            PROJECTIONS.c.name == literal_column("'places'"), HAS_SNAPSHOT
        ),
    )
    return [(driver_sql(each.with_for_update(read=True), "postgresql"), ()) for each in locks]


@cache
def _lock_head(log: str) -> Select[Any]:
    head = tables_of(log).head
    return select(head.c.id).where(head.c.id == literal_column("1")).with_for_update()
