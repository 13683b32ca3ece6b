"""SQLAlchemy statements as text for the driver itself, compiled once for each dialect.

Through SQLAlchemy a statement costs up to three times as much as through the driver, so those that
run at every decision are given to the driver. Every value is a parameter, in the order in which
the text asks for them.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BindParameter,
    Column,
    Dialect,
    Insert,
    Integer,
    Select,
    Table,
    bindparam,
    insert,
    literal_column,
)
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import ClauseElement

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


@cache
def driver_sql(statement: ClauseElement, dialect: str) -> str:
    """Return the text of a statement for the driver of this dialect.

    Both are cached for ever: pass statements that are made once, never one for each call. Raises
    ValueError for a statement with a value of its own, which the driver would not get.
    """
    compiled: Any = statement.compile(dialect=_dialect(dialect))
    if fixed := [name for name, parameter in compiled.binds.items() if not parameter.required]:
        raise ValueError(f"Make these parameters or literal columns: {', '.join(fixed)}.")
    return str(compiled)


def column_types(table: Table, dialect: str) -> list[str]:
    """Return what a database of this dialect calls the type of each column, in small letters."""
    return [each.type.compile(dialect=_dialect(dialect)).lower() for each in table.c]


def parameters(columns: Iterable[Column[Any]], ending: str = "") -> dict[str, BindParameter[Any]]:
    """Return a parameter for each column, of its name and this ending."""
    return {each.name: bindparam(f"{each.name}{ending}", type_=each.type) for each in columns}


def insert_row(table: Table) -> Insert:
    """Return the statement that inserts a row, its values in the order of the columns."""
    return insert(table).values(parameters(table.c.values()))


def insert_or(table: Table, dialect: str) -> "postgresql.Insert":
    """Return the same, for a row that may be there: with its `on_conflict_do_...` methods.

    Each dialect has an insert of its own for that; SQLite's is typed as PostgreSQL's, which has
    the same methods.
    """
    specific: Any = sqlite.insert
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - SQLite starts without it

        specific = postgresql.insert
    inserted: postgresql.Insert = specific(table).values(parameters(table.c.values()))
    return inserted


@cache
def insert_new(table: Table, dialect: str, *returning: str) -> Insert:
    """Return the statement that inserts a row where none has its key, and returns these columns."""
    inserted = insert_or(table, dialect).on_conflict_do_nothing()
    return inserted.returning(*(table.c[name] for name in returning)) if returning else inserted


def limited(rows: Select[Any]) -> Select[Any]:
    """Return a selection of as many rows as its last parameter says."""
    # Without an offset SQLAlchemy adds one for SQLite, as a value.
    return rows.limit(bindparam("limit", type_=Integer)).offset(literal_column("0"))


@cache
def _dialect(name: str) -> Dialect:
    if name == "sqlite":
        return sqlite.dialect(paramstyle="qmark")
    # psycopg's own dialect would add a cast to every parameter.
    from sqlalchemy.dialects.postgresql.base import PGDialect  # noqa: PLC0415 - as above

    return PGDialect(paramstyle="format")  # type: ignore[no-untyped-call]
