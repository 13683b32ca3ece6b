"""The new tables: made beside the old ones, filled, and put in their place."""

from collections.abc import Collection

from sqlalchemy import (
    Connection,
    Table,
    delete,
    insert,
    inspect,
    select,
    text,
    update,
)

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import insert_new
from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.sql.readmodels.rows import load, statements
from journeys.adapters.sql.readmodels.tables import OLD, SHADOWS, TABLES, VERSIONS
from journeys.adapters.sql.rebuild.part_rows import PartRows
from journeys.adapters.sql.rebuild.parts import (
    BEGUN,
    RebuildPlan,
    ends,
    progress,
    projections,
    set_aside,
)

SHORTLY = 50
"""Milliseconds that readers wait at most behind a switch which itself has to wait."""


def begin(connection: Connection, plan: RebuildPlan) -> None:
    """Make the new tables, empty, in place of any that were begun by another plan."""
    drop(connection)
    connection.execute(delete(set_aside))
    for table in plan.tables:
        shadow = SHADOWS[table.name]
        shadow.create(connection)
        taken = {index["name"] for index in inspect(connection).get_indexes(table.name)}
        for index in table.indexes:
            # SQLite cannot give an index another name later, so two take turns.
            name = f"{index.name}_2" if index.name in taken else index.name
            columns = ", ".join(column.name for column in index.columns)
            connection.execute(text(f"CREATE INDEX {name} ON {shadow.name} ({columns})"))
    connection.execute(insert(progress).values(part=BEGUN, plan=plan.text, position=0))


def drop(connection: Connection) -> bool:
    """Remove what was made and never put in place; return whether there was anything."""
    for shadow in SHADOWS.values():
        shadow.drop(connection, checkfirst=True)
    return bool(connection.execute(delete(progress)).rowcount)


def fill(connection: Connection, plan: RebuildPlan, part: str, made: PartRows) -> bool:
    """Keep the rows of a part; False where somebody else did, or where this plan is over."""
    done = {"part": part, "plan": plan.text, "position": made.position}
    new = insert_new(progress, connection.dialect.name)
    if not under_way(connection, plan) or not connection.execute(new, done).rowcount:
        return False
    _load(connection, made)
    first, end = ends(part)
    of_part = (keys.c.holder >= first, keys.c.holder < end)
    for table in plan.tables:
        shadow = SHADOWS[table.name]
        # Whoever was erased since they were read.
        gone = select(keys.c.holder).where(*of_part, keys.c.wrapped.is_(None))
        connection.execute(delete(shadow).where(shadow.c.journey.in_(gone)))
    return True


def fill_again(connection: Connection, journeys: Collection[str], made: PartRows) -> None:
    """Keep the rows of these journeys in place of those there are."""
    whose = [(journey,) for journey in journeys]
    for name in made.rows:
        delete_journey = statements(SHADOWS[name], connection.dialect.name).delete_journey
        with driver_connection(connection) as raw:
            raw.cursor().executemany(delete_journey, whose)
    connection.execute(delete(set_aside).where(set_aside.c.journey.in_(journeys)))
    _load(connection, made)


def read_up_to(connection: Connection, position: int) -> None:
    """Note that what was recorded up to a position is made."""
    behind = update(progress).where(progress.c.position < position)
    connection.execute(behind.values(position=position))


def under_way(connection: Connection, plan: RebuildPlan, *, alone: bool = False) -> bool:
    """Whether this plan is still to be finished. Nobody finishes it now, nor, `alone`, helps."""
    row = select(progress.c.plan).where(progress.c.part == BEGUN)
    return connection.scalar(row.with_for_update(read=not alone)) == plan.text


def switch(connection: Connection, plan: RebuildPlan) -> None:
    """Put the new tables in the place of the old ones; who cannot be read keeps the rows they had.

    Raises WaitedTooLong where somebody reads the old ones for long.
    """
    if connection.dialect.name == "postgresql":
        # Whoever wants to read waits behind this lock, too.
        connection.execute(text(f"SET LOCAL lock_timeout = '{SHORTLY}ms'"))
        names = ", ".join(table.name for table in plan.tables)
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    for table in plan.tables:
        shadow, name = SHADOWS[table.name], table.name
        kept = select(table).where(table.c.journey.in_(select(set_aside.c.journey)))
        connection.execute(insert(shadow).from_select(table.c.keys(), kept))
        connection.execute(text(f"ALTER TABLE {name} RENAME TO {OLD[name].name}"))
        connection.execute(text(f"ALTER TABLE {shadow.name} RENAME TO {name}"))
    connection.execute(delete(progress))
    note_versions(connection, plan.tables)


def note_versions(connection: Connection, tables: Collection[Table] = TABLES) -> None:
    """Note that the rows of these tables are made by the projections of this code."""
    names = [table.name for table in tables]
    connection.execute(delete(projections).where(projections.c.name.in_(names)))
    made_by = [{"name": name, "version": VERSIONS[name]} for name in names]
    connection.execute(insert(projections), made_by)


def _load(connection: Connection, made: PartRows) -> None:
    for name, new in made.rows.items():
        if new:
            load(connection, SHADOWS[name], new)
    if made.broken:
        why = [{"journey": journey, "why": why} for journey, why in made.broken.items()]
        connection.execute(insert(set_aside), why)
