"""The maintenance status: where the log stands, and how the read tables stand to it."""

from sqlalchemy import ColumnElement, Connection, Table, func, select, text

from journeys.adapters.sql.log.clock_ahead import ahead_of_clock
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.employer_tables import EVERY_TABLE
from journeys.adapters.sql.readmodels.tables import VERSIONS, name_of
from journeys.adapters.sql.rebuild.employers import damaged_employers, employers_behind
from journeys.adapters.sql.rebuild.parts import (
    PLAN_ROW,
    progress,
    projection_versions,
)
from journeys.adapters.sql.rebuild.set_aside import damaged, set_aside_by_rebuild
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.app.ports.maintenance import Status, TableStatus, Underway
from journeys.app.slices import DIGITS
from journeys.domain.rulebook import Rulebook
from journeys.projections.law_seal import edition_seals
from journeys.projections.retirements import periods


def status(transaction: SQLTransaction, book: Rulebook) -> Status:
    """Return where the log stands, and how the read tables compare with it and with this code."""
    connection = transaction.connection
    made_by = projection_versions(connection)
    events = transaction.log.log.tables.events.c
    newest = (
        select(events.stream, func.max(events.version).label("version"))
        .group_by(events.stream)
        .subquery()
    )
    lagging = select(func.count()).select_from(
        read.journeys.join(newest, newest.c.stream == read.journeys.c.journey)
    )
    return Status(
        position=transaction.log.log.head(connection).position,
        lag=connection.scalar(lagging.where(read.journeys.c.version < newest.c.version)) or 0,
        tables=tuple(
            TableStatus(
                name=name_of(table),
                rows=connection.scalar(select(func.count()).select_from(table)) or 0,
                bytes=_size(connection, table),
                made_by=made_by.get(name_of(table)),
                known=VERSIONS[name_of(table)],
            )
            for table in EVERY_TABLE
        ),
        behind_law=_journeys(connection, read.behind_law(book.law.edition)),
        behind_rulebook=_journeys(connection, read.behind_rulebook(book.rows_fingerprint)),
        set_aside={
            **set_aside_by_rebuild(transaction),
            **damaged(transaction),
            **damaged_employers(transaction),
        },
        rebuild=_under_way(connection),
        behind_employers=employers_behind(transaction, book),
        law=edition_seals(book.law, transaction.law.sealed()),
        clock_ahead=tuple(ahead_of_clock(connection, transaction.seal.logs)),
        retention=periods(book.keeping),
    )


def _journeys(connection: Connection, condition: ColumnElement[bool]) -> int:
    counted = select(func.count()).select_from(read.journeys).where(condition)
    return connection.scalar(counted) or 0


def _size(connection: Connection, table: Table) -> int:
    """Return how many bytes a table takes, with its indexes."""
    if connection.dialect.name == "postgresql":
        return connection.scalar(select(func.pg_total_relation_size(table.name))) or 0
    pages = text(
        "SELECT sum(pgsize) FROM dbstat WHERE name IN "
        "(SELECT name FROM sqlite_master WHERE tbl_name = :name)"
    )
    return connection.scalar(pages, {"name": table.name}) or 0


def _under_way(connection: Connection) -> Underway | None:
    plan = connection.scalar(select(progress.c.plan).where(progress.c.part == PLAN_ROW))
    if plan is None:
        return None
    done = connection.scalar(
        select(func.count()).select_from(progress).where(progress.c.part != PLAN_ROW)
    )
    return Underway(done=done or 0, parts=len(DIGITS) ** int(plan.partition(";")[0]))
