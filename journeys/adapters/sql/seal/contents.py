"""The check of what is sealed: streams without a gap, looks in their place, bodies that open.

A log can be sealed as it is and still not be right: by a fault of a program that had the keys, or
by somebody who put entries behind the signed head. What is found here tells the place, too, where a
head alone tells only between which positions something was changed.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from sqlalchemy import Connection, func, or_, select

from journeys.adapters.sql.keys.keyring import Cipher, Keyring, keys
from journeys.adapters.sql.log.event_log import EventLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.mapper import ERASED
from journeys.adapters.sql.log.moved import first_recorded
from journeys.adapters.sql.seal.verifier import fault_at
from journeys.app.ports.sealing import Fault
from journeys.domain.errors import BrokenHistory, KeyWrong

HOLDERS = 200  # whose bodies are read at once
PERSONS = "#~"  # after every holder of a key that is no person


def gap(connection: Connection, log: EventLog) -> Fault | None:
    """Return the first entry before which an entry of its stream is missing; None without one."""
    column = log.tables.events.c
    number = func.row_number().over(partition_by=column.stream, order_by=column.version)
    broken = (
        select(column.stream)
        .group_by(column.stream)
        .having(or_(func.count() != func.max(column.version), func.min(column.version) != 1))
    )
    numbered = (
        select(column.position, column.version, number.label("expected"))
        .where(column.stream.in_(broken))
        .subquery()
    )
    first = (
        select(numbered).where(numbered.c.version != numbered.c.expected).order_by("position")
    ).limit(1)
    row = connection.execute(first).one_or_none()
    if row is None:
        return None
    return fault_at(
        row.position,
        "it is number {version} of its stream, and number {expected} is missing",
        version=row.version,
        expected=row.expected,
    )


def misplaced_look(connection: Connection, log: EventLog) -> Fault | None:
    """Return the first look whose number is not its place in the log; None without one."""
    column = log.tables.events.c
    wrong = select(func.min(column.position)).where(column.version != column.position)
    position = connection.scalar(wrong)
    if position is None:
        return None
    return fault_at(
        position, "the look was recorded in another place: one before it was taken out or put in"
    )


def unopened(connection: Connection, log: EventLog, keyring: Keyring) -> Fault | None:
    """Return the first entry whose body its person's key does not open; None without one.

    Those of persons who were erased are passed over: nobody can open them.
    """
    faults = (
        fault_at(position, "the key of its person does not open it")
        for ciphers in _ciphers(connection, keyring)
        for position in _unopened_by(connection, log, ciphers)
    )
    return min(faults, key=lambda each: each.position or 0, default=None)


def _ciphers(connection: Connection, keyring: Keyring) -> Iterator[dict[str, Cipher]]:
    """Yield the ciphers of all persons, some at a time, in the order of their streams."""
    last = PERSONS
    while True:
        some = select(keys).where(keys.c.holder > last).order_by(keys.c.holder).limit(HOLDERS)
        rows = connection.execute(some).all()
        if not rows:
            return
        last = rows[-1].holder
        ciphers = {}
        for holder, wrapped in rows:
            # Of a key that is not what it was, `keys_check` tells.
            with suppress(KeyWrong):
                if wrapped is not None:
                    ciphers[holder] = Cipher(holder, keyring.provider.unwrap(wrapped, holder))
        if ciphers:
            yield ciphers


def _unopened_by(
    connection: Connection, log: EventLog, ciphers: Mapping[str, Cipher]
) -> Iterator[int]:
    """Yield the positions of the entries of these streams that cannot be opened."""
    rows = log.rows_in_range(connection, min(ciphers), f"{max(ciphers)}-")
    for stream, *rest in rows:
        cipher = ciphers.get(stream)
        row = first_recorded(StreamRow._make(rest))
        # A receipt is not under the person's key: of it, too, `keys_check` tells.
        if cipher is None or row.topic == ERASED:
            continue
        try:
            cipher.open(row.version, row.topic, row.body)
        except BrokenHistory:
            yield row.position
