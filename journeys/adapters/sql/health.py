"""What the health of a store is read from: one statement, in one round trip, and no write."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Select,
    Text,
    bindparam,
    cast,
    exists,
    extract,
    func,
    literal_column,
    null,
    or_,
    select,
    union_all,
    update,
)
from sqlalchemy.sql.elements import ClauseElement

from journeys.adapters.sql.database.connections import driver_connection, pipelined, read
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.sqlite import FILE_ID, file_id
from journeys.adapters.sql.database.sqlite_path import sqlite_path
from journeys.adapters.sql.database.store_errors import store_errors
from journeys.adapters.sql.database.tables import JOURNEYS, SEALED, tables_of
from journeys.adapters.sql.database.versions import NEWEST, SCHEMA
from journeys.adapters.sql.database.versions import VERSIONS as SCHEMAS
from journeys.adapters.sql.keys.keyring import STORE_SECRETS, Keyring, keys
from journeys.adapters.sql.log.law_log import TABLES as LAW
from journeys.adapters.sql.log.law_log import SQLLawLog
from journeys.adapters.sql.log.log_rows import LogRow
from journeys.adapters.sql.log.reactor_ledgers import record_columns
from journeys.adapters.sql.log.reactor_tables import reactors
from journeys.adapters.sql.readmodels.employer_tables import employers
from journeys.adapters.sql.readmodels.tables import VERSIONS
from journeys.adapters.sql.readmodels.tables import journeys as rows
from journeys.adapters.sql.rebuild.parts import progress, projections
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.health import KeyState, SchemaState, VitalSigns
from journeys.app.ports.maintenance import Underway
from journeys.app.ports.reactors import ReactorRecord
from journeys.app.slices import DIGITS
from journeys.domain.errors import (
    BrokenHistory,
    EntryNewer,
    KeyWrong,
    StoreMissing,
    StoreUnreachable,
)
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook

NEWEST_ENTRIES = 100
"""How many entries are compared with the rows of their journeys. Rows are written in the
transaction that records, so only `check` looks at more."""


REPLACED = Message(
    "Another file was put in the place of the store's file, which this process has open: what it "
    "records is lost. End every process that uses the store, put the right file there, without the "
    "-wal and -shm of the other one, and begin again."
)


class Sign(NamedTuple):
    """A row of the statement: the name of its part, and the columns that this part uses."""

    part: str
    name: str | None
    text: str | None
    numbers: tuple[Any, ...]
    data: Any


NUMBERS = 7  # the columns for numbers that a row has


def read_signs(store: SQLTransactions, book: Rulebook) -> VitalSigns:
    """Return the vital signs of a store, at one moment. Raises StoreError."""
    file = sqlite_path(store.engine.url)
    if store.host is None and file is not None and not file.exists():
        # A connection that is open goes on with a file that was removed, and loses what it records.
        raise StoreMissing("The file of the store is gone.")
    if store.host is not None:
        with store.reading() as transaction:
            return _vital_signs(store, transaction.connection, book)
    # Without the lock that other readers have on the read tables: it is a round trip of its own,
    # and a rebuild that switches them meanwhile changes nothing here.
    with store_errors():
        return read(store.engine, lambda connection: _vital_signs(store, connection, book, file))


def probe(store: SQLTransactions) -> None:
    """Lock the log as every recording does, write what stands there already, and commit.

    A transaction that is rolled back would prove less: SQLite has written nothing to the disk then.
    """
    with store.writing() as transaction:
        transaction.log.lock_log()
        transaction.connection.execute(update(SCHEMA).values(version_num=SCHEMA.c.version_num))


def _vital_signs(
    store: SQLTransactions, connection: Connection, book: Rulebook, file: Path | None = None
) -> VitalSigns:
    if file is not None and connection.info.get(FILE_ID) != file_id(file):
        # What is recorded through a connection that is open goes to the file that was there.
        raise StoreUnreachable(REPLACED)
    signs = _signs(connection, book.rows_fingerprint)
    try:
        return _read(store, connection, signs)
    except (TypeError, ValueError, LookupError) as error:
        raise BrokenHistory(
            "What this store holds about itself was altered. `journeys audit verify` says more."
        ) from error


def _signs(connection: Connection, fingerprint: str) -> dict[str, list[Sign]]:
    """Return the rows of the statement, by their part."""
    statement = driver_sql(_statement(connection.dialect.name), connection.dialect.name)
    # In a pipeline BEGIN and the statement share a round trip.
    with driver_connection(connection) as raw:
        with pipelined(raw):
            found = raw.execute(statement, (fingerprint,))
        stored = found.fetchall()
    signs = defaultdict[str, list[Sign]](list)
    for part, name, text, *numbers, data in stored:
        signs[part].append(Sign(part, name, text, tuple(numbers), data))
    return signs


def _read(
    store: SQLTransactions, connection: Connection, signs: dict[str, list[Sign]]
) -> VitalSigns:
    heads = {each.name: each.numbers for each in signs["log"]}
    # A log that has lost its head is a KeyError.
    ends_us = [heads[name][1] for name in SEALED]
    # PostgreSQL's clock came with the rest; any other is read without a round trip.
    of_database = None if store.log.has_own_clock else next(iter(signs["now"]), None)
    now = store.log.now(connection) if of_database is None else of_database.numbers[0]
    made_by = {each.name: each.numbers[0] for each in signs["projection"]}
    wrapped = {str(each.name): each.data for each in signs["key"]}
    key = _key(store.keyring, wrapped)
    return VitalSigns(
        now_us=now,
        schema=_schema([each.name for each in signs["schema"]]),
        key=key,
        rows_behind_us=signs["late"][0].numbers[0],
        rows_of_this_code=made_by == VERSIONS,
        rows_of_this_rulebook=not signs["older"][0].numbers[0],
        reactors=tuple(map(_record, signs["reactor"])),
        rebuild=_rebuild(signs["rebuild"]),
        clock_ahead=any(end_us > now for end_us in ends_us),
        law=_law(store, connection, signs["law"]) if key == "opens" else (),
    )


def _schema(versions: Sequence[str | None]) -> SchemaState:
    if versions == [NEWEST]:
        return "current"
    return "older" if set(versions) <= set(SCHEMAS) else "newer"


def _key(keyring: Keyring, wrapped: dict[str, Any]) -> KeyState:
    if any(wrapped.get(holder) is None for holder in STORE_SECRETS):
        return "lost"
    try:
        keyring.open_secrets(wrapped)
    except KeyWrong:
        return "wrong"
    except Exception:  # noqa: BLE001 - a vault of a host's own may raise anything
        return "silent"
    return "opens"


def _record(sign: Sign) -> ReactorRecord:
    """Return where a reactor is. Raises TypeError where SQLite holds what is no number."""
    if not all(each is None or type(each) is int for each in sign.numbers):
        raise TypeError
    return ReactorRecord(str(sign.name), *sign.numbers)


def _rebuild(signs: Sequence[Sign]) -> Underway | None:
    if not signs:
        return None
    plan, (parts, *_) = str(signs[0].name), signs[0].numbers
    return Underway(done=parts - 1, parts=len(DIGITS) ** int(plan.partition(";")[0]))


def _law(
    store: SQLTransactions, connection: Connection, signs: Sequence[Sign]
) -> Sequence[SealedEdition] | None:
    log = SQLLawLog(connection, store.law, store.keyring)
    # In the order of the log: a union has none of its own.
    ordered = sorted(signs, key=lambda sign: sign.numbers[0])
    try:
        return log.editions(_law_row(each) for each in ordered)
    except EntryNewer:
        return None


def _law_row(sign: Sign) -> LogRow:
    position, version, recorded_us, *_ = sign.numbers
    return LogRow(
        position, str(sign.name), version, str(sign.text), recorded_us, bytes(sign.data), b""
    )


@cache
def _statement(dialect: str) -> ClauseElement:
    """Return the statement that reads every sign; its one parameter is the rulebook's fingerprint.

    It is one, and not ten, so that all is of one moment, and so that it takes one round trip.
    """
    parts = [
        _part("schema", SCHEMA.c.version_num),
        _part("key", keys.c.holder, data=keys.c.wrapped).where(
            keys.c.holder.in_([literal_column(f"'{holder}'") for holder in STORE_SECRETS])
        ),
        *(_head(name) for name in SEALED),
        _part("projection", projections.c.name, numbers=[projections.c.version]),
        _part("late", numbers=[_oldest_late()]),
        _part("older", numbers=[_by_other_rulebook()]),
        _part("rebuild", progress.c.plan, numbers=[func.count()]).group_by(progress.c.plan),
        _part("reactor", reactors.c.name, numbers=record_columns(tables_of(JOURNEYS))),
        _editions(),
    ]
    if dialect == "postgresql":
        moment = extract("epoch", func.clock_timestamp()) * literal_column("1000000")
        parts.append(_part("now", numbers=[cast(moment, BigInteger)]))
    return union_all(*parts)


def _part(
    part: str,
    name: ColumnElement[Any] | None = None,
    text: ColumnElement[Any] | None = None,
    numbers: Sequence[ColumnElement[Any]] = (),
    data: ColumnElement[Any] | None = None,
) -> Select[Any]:
    missing = NUMBERS - len(numbers)
    return select(
        literal_column(f"'{part}'").label("part"),
        cast(null(), Text) if name is None else name,
        cast(null(), Text) if text is None else text,
        *numbers,
        *(cast(null(), BigInteger) for _ in range(missing)),
        cast(null(), LargeBinary) if data is None else data,
    )


def _head(name: str) -> Select[Any]:
    head = tables_of(name).head.c
    return _part("log", literal_column(f"'{name}'"), numbers=[head.position, head.recorded_us])


def _oldest_late() -> ColumnElement[Any]:
    """Return when the oldest of the newest entries was recorded that its journey's rows lack."""
    events = tables_of(JOURNEYS).events.c
    newest = (
        select(events.stream, events.version, events.recorded_us)
        .order_by(events.position.desc())
        .limit(literal_column(f"{NEWEST_ENTRIES}"))
        .offset(literal_column("0"))
        .subquery("newest")
    )
    return (
        select(func.min(newest.c.recorded_us))
        .select_from(newest.join(rows, rows.c.journey == newest.c.stream))
        .where(newest.c.version > rows.c.version)
        .scalar_subquery()
    )


def _by_other_rulebook() -> ColumnElement[Any]:
    """Return 1 where rows of a journey or employer were made by another rulebook, else 0."""
    made_by = union_all(select(rows.c.rulebook), select(employers.c.rulebook)).subquery().c.rulebook
    other = or_(made_by.is_(None), made_by != bindparam("fingerprint", type_=Text))
    return cast(exists().where(other), Integer)


def _editions() -> Select[Any]:
    law = tables_of(LAW).events.c
    return _part(
        "law", law.stream, law.topic, [law.position, law.version, law.recorded_us], law.body
    )
