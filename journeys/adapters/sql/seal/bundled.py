"""The bundle of a store: its leaves, notes and editions, read in one transaction as they are taken.

Leaves are made from what is stored of each entry, not copied: a bundle vouches for the entries.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StoredRow
from journeys.adapters.sql.log.mapper import moment_of
from journeys.adapters.sql.proofs.heads import LogHead, StoreHeads
from journeys.adapters.sql.proofs.merkle import grow, root
from journeys.adapters.sql.seal.verifier import intact_leaves
from journeys.app.ports.bundles import Bundle, BundledLog, EditionEntry
from journeys.domain.errors import BrokenHistory


def bundle_of(
    connection: Connection, logs: Mapping[str, EventLog], heads: StoreHeads, key: str, note: str
) -> Bundle:
    """Return the bundle of a store whose heads this note signs, under this public key."""
    return Bundle(
        key=key,
        checkpoint=note,
        at=moment_of(heads.at_us),
        logs=tuple(
            BundledLog(
                name,
                heads.logs[name].size,
                log.head(connection).note,
                _leaves(connection, name, log, heads.logs[name]),
            )
            for name, log in logs.items()
        ),
        editions=_editions(connection, logs["law"]),
    )


def _leaves(connection: Connection, name: str, log: EventLog, head: LogHead) -> Iterator[bytes]:
    """Yield the leaf of every entry of a log. Raises BrokenHistory unless they lead to its head."""
    frontier, size = b"", 0
    for rows in log.batches(connection):
        leaves = _intact(rows, name, size)
        yield from leaves
        frontier, size = grow(frontier, size, leaves), size + len(leaves)
    if (size, root(frontier)) != head:
        raise _altered(name, min(size, head.size))


def _editions(connection: Connection, log: EventLog) -> Iterator[EditionEntry]:
    size = 0
    for rows in log.batches(connection):
        _intact(rows, "law", size)
        for position, stream, version, topic, recorded_us, body, _ in rows:
            text = body.decode(errors="replace")
            yield EditionEntry(position, stream, version, topic, recorded_us, text)
        size += len(rows)


def _intact(rows: list[StoredRow], name: str, size: int) -> list[bytes]:
    """Return the leaves of the rows after the first `size`. Raises BrokenHistory."""
    leaves = intact_leaves(rows, size + 1)
    if len(leaves) < len(rows):
        raise _altered(name, size + len(leaves) + 1)
    return leaves


def _altered(name: str, position: int) -> BrokenHistory:
    return BrokenHistory(
        "The log {log} is not what was sealed, at position {position} or before. Nothing was "
        "written. `journeys audit verify` says more.",
        log=name,
        position=position,
    )
