"""A SQLite file as bytes: where a row stands in it, and what of it can be read."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, TypeAlias

from journeys.adapters.sql.log.log_rows import LogRow

Read: TypeAlias = list[list[tuple[Any, ...]]]

TABLES = (
    "journeys_events",
    "journeys_head",
    "journeys_access_events",
    "journeys_access_head",
    "journeys_law_events",
    "journeys_law_head",
    "journeys_store_events",
    "journeys_store_head",
    "journeys_keys",
)
SIZES = (0, 1, 2, 3, 4, 6, 8)
"""Bytes of a number, by its type in a record of SQLite."""


def stored(row: LogRow) -> bytes:
    """Return a row as SQLite writes it: a cell of a table's B-tree, without overflow."""
    # The position is the number of the cell itself, and nothing in the record.
    record = _record(None, *row[1:])
    return _varint(len(record)) + _varint(row.position) + record


def indexed(row: LogRow) -> bytes:
    """Return what SQLite writes of a row into the index of streams and versions."""
    record = _record(row.stream, row.version, row.position)
    return _varint(len(record)) + record


def _record(*values: object) -> bytes:
    kinds, contents = zip(*map(_encoded, values), strict=True)
    header = b"".join(map(_varint, kinds))
    return _varint(len(header) + 1) + header + b"".join(contents)


def _encoded(value: object) -> tuple[int, bytes]:
    if value is None:
        return 0, b""
    if isinstance(value, bytes):
        return 12 + 2 * len(value), value
    if isinstance(value, str):
        return 13 + 2 * len(value.encode()), value.encode()
    assert isinstance(value, int)
    if value in {0, 1}:
        return 8 + value, b""
    kind = next(kind for kind, size in enumerate(SIZES) if value < 1 << 8 * size >> 1)
    return kind, value.to_bytes(SIZES[kind], "big")


def _varint(number: int) -> bytes:
    encoded = bytes([number & 0x7F])
    while number := number >> 7:
        encoded = bytes([0x80 | number & 0x7F]) + encoded
    return encoded


def readable(file: Path) -> Read:
    """Return every row of what the seal is over, and what SQLite says of it.

    Raises sqlite3's errors where it cannot be read.
    """
    with closing(sqlite3.connect(file)) as connection:
        found = [
            connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()  # noqa: S608
            for table in TABLES
        ]
        checks = [
            connection.execute(f"PRAGMA integrity_check({table})").fetchall() for table in TABLES
        ]
    return [*found, *checks]
