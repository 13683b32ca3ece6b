"""Many streams of one kind read together, by few statements; one that is damaged is set aside."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from journeys.adapters.sql.database.persistence_errors import PersistenceError
from journeys.adapters.sql.log.damage import close_cursors, result_or_damage
from journeys.adapters.sql.log.history_cache import H
from journeys.adapters.sql.log.log_rows import PlainRow
from journeys.adapters.sql.log.stream_kinds import N
from journeys.adapters.sql.log.stream_log import I, SQLStreamLog
from journeys.domain.errors import StoreError


def read_together(
    log: SQLStreamLog[I, N, H],
    streams: Sequence[I],
    read: Callable[[I], H | StoreError],
    opened: Callable[[I, Sequence[PlainRow], bytes | None], H],
) -> Mapping[I, H | StoreError]:
    """Return each of these streams as `read` does, all of them by two statements.

    `opened` returns the history of the rows of one, which may be none, with its wrapped key.
    """
    names = [str(each) for each in streams]
    try:
        rows = log.log.rows_of(log.connection, names)
        by_stream = {name: rows_in(of_it) for name, of_it in groupby(rows, itemgetter(0))}
    except PersistenceError as error:
        close_or_raise(log.connection, error)
        return {each: read(each) for each in streams}
    keys = log.keyring.wrapped_keys(log.connection, names)
    return {
        each: result_or_damage(
            log,
            each,
            partial(opened, each, by_stream.get(str(each), []), keys.get(str(each))),
            log.mapper.of,
        )
        for each in streams
    }


def rows_in(of_stream: Iterable[Any]) -> list[PlainRow]:
    """Return the rows of one stream, each without the stream's name before it."""
    return [row[1:] for row in of_stream]


def close_or_raise(connection: Connection, error: PersistenceError) -> None:
    """Go on after a selection that SQLite could not read; raise the error of PostgreSQL."""
    if connection.dialect.name != "sqlite":
        raise error  # the transaction is over
    close_cursors(error)
