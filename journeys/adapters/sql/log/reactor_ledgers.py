"""What became of each entry with a reactor, and how far each reactor came: reading only."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, literal_column, select

from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.mapper import moment_of
from journeys.adapters.sql.log.reactor_tables import OPEN, reactions, reactors
from journeys.app.ports.reactors import Reaction, Scheduled, Standing
from journeys.domain.roles import Actor

DEAD_LETTER = "set-aside"
FAILED = ("undelivered", DEAD_LETTER)


def ledger(connection: Connection, name: str) -> Sequence[Reaction]:
    """Return what became of each entry with a reactor, by position."""
    rows = select(reactions).where(reactions.c.name == name).order_by(reactions.c.position)
    return [_reaction(row) for row in connection.execute(rows)]


def letter(connection: Connection, name: str, position: int) -> Reaction | None:
    """Return what became of an entry with a reactor; None where it was not tried."""
    here = (reactions.c.name == name, reactions.c.position == position)
    row = connection.execute(select(reactions).where(*here)).one_or_none()
    return None if row is None else _reaction(row)


def failed(connection: Connection) -> Sequence[tuple[str, Reaction]]:
    """Return every dead letter and every entry that failed last, after its reactor's name."""
    rows = select(reactions).where(OPEN, reactions.c.outcome.in_(FAILED))
    in_order = rows.order_by(reactions.c.name, reactions.c.position)
    return [(row.name, _reaction(row)) for row in connection.execute(in_order)]


def scheduled(connection: Connection, name: str) -> Sequence[Scheduled]:
    """Return the entries that are tried again from a moment on, by position."""
    rows = select(reactions.c.position, reactions.c.outcome, reactions.c.next_us).where(
        OPEN,
        reactions.c.name == name,
        reactions.c.outcome.in_(FAILED),
        reactions.c.next_us.is_not(None),
    )
    found = connection.execute(rows.order_by(reactions.c.position))
    return [Scheduled(position, what == DEAD_LETTER, at) for position, what, at in found]


def standings(connection: Connection, log: Tables) -> Sequence[Standing]:
    """Return where each reactor is, by name: one statement, however long the ledgers are."""
    rows = select(reactors.c.name, *standing_columns(log)).order_by(reactors.c.name)
    return [Standing(*row) for row in connection.execute(rows)]


def standing_columns(log: Tables) -> Sequence[ColumnElement[Any]]:
    """Return what is selected for the fields of a `Standing` after its name, without parameters."""
    column = log.events.c
    oldest = (
        select(column.recorded_us)
        .where(column.position > reactors.c.position)
        .order_by(column.position)
        .limit(literal_column("1"))
        .offset(literal_column("0"))
    )
    dead = (
        select(func.count())
        .select_from(reactions)
        .where(
            OPEN,
            reactions.c.name == reactors.c.name,
            reactions.c.outcome == literal_column(f"'{DEAD_LETTER}'"),
        )
    )
    return (
        reactors.c.position,
        reactors.c.until_us,
        reactors.c.heartbeat_us,
        reactors.c.delivered_us,
        select(log.head.c.position).scalar_subquery(),
        oldest.scalar_subquery(),
        dead.scalar_subquery(),
    )


def _reaction(row: Row[Any]) -> Reaction:
    return Reaction(
        row.position,
        row.outcome,
        row.attempts,
        row.error,
        moment_of(row.at_us),
        None if row.next_us is None else moment_of(row.next_us),
        None if row.actor is None else Actor(row.actor, row.role),
        row.reason,
    )
