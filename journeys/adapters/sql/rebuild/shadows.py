"""The shadow tables: created alongside the read tables, filled, and switched with them."""

from collections.abc import Collection, Sequence

from sqlalchemy import (
    Connection,
    Table,
    delete,
    insert,
    select,
    text,
    update,
)

from journeys.adapters.sql.database.connections import driver_connection
from journeys.adapters.sql.database.driver_sql import insert_new
from journeys.adapters.sql.database.tables import EMPLOYERS, tables_of
from journeys.adapters.sql.keys.keyring import BATCH, keys
from journeys.adapters.sql.readmodels.employer_tables import EVERY_TABLE
from journeys.adapters.sql.readmodels.rows import load, statements
from journeys.adapters.sql.readmodels.tables import OLD, SHADOWS, VERSIONS, name_of
from journeys.adapters.sql.rebuild.indexes import build_index, indexes_of
from journeys.adapters.sql.rebuild.part_rows import PartRows
from journeys.adapters.sql.rebuild.parts import (
    PLAN_ROW,
    RebuildPlan,
    progress,
    projections,
    set_aside,
)
from journeys.app.ports.population import Part

SWITCH_TIMEOUT = 50
"""Milliseconds that a switch waits for its lock; new readers wait behind it."""


def create_shadows(connection: Connection, plan: RebuildPlan) -> None:
    """Create the empty shadow tables, in place of those of any other plan, and no index yet."""
    drop(connection)
    of_employers = tables_of(EMPLOYERS).events.c.stream
    connection.execute(delete(set_aside).where(set_aside.c.journey.not_in(select(of_employers))))
    for table in plan.tables:
        SHADOWS[name_of(table)].create(connection)
    connection.execute(insert(progress).values(part=PLAN_ROW, plan=plan.text, position=0))


def lock_plan(connection: Connection) -> None:
    """Let nobody else create or drop shadow tables until the transaction ends; all else goes on."""
    if connection.dialect.name == "postgresql":
        # Two who create or drop one table at once would fail, IF EXISTS or not.
        connection.execute(text(f"LOCK TABLE {progress.name} IN SHARE UPDATE EXCLUSIVE MODE"))


def drop(connection: Connection) -> bool:
    """Drop the shadow tables and the progress; return whether there was any."""
    # In the order in which who fills them locks both, or each would wait for the other.
    there = bool(connection.execute(delete(progress)).rowcount)
    for shadow in SHADOWS.values():
        shadow.drop(connection, checkfirst=True)
    return there


def fill(connection: Connection, plan: RebuildPlan, part: Part, projected: PartRows) -> bool:
    """Insert the rows of a part; False where they are there, or where this plan is over."""
    done = {"part": part.slice, "plan": plan.text, "position": projected.position}
    new = insert_new(progress, connection.dialect.name, "part")
    if not under_way(connection, plan) or not connection.execute(new, done).all():
        return False
    _load(connection, projected)
    # Persons who were erased after their rows were projected.
    if erased := _without_key(connection, list(map(str, part.journeys))):
        for table in plan.tables:
            shadow = SHADOWS[name_of(table)]
            connection.execute(delete(shadow).where(shadow.c.journey.in_(erased)))
    return True


def _without_key(connection: Connection, journeys: Sequence[str]) -> Sequence[str]:
    found = list[str]()
    for first in range(0, len(journeys), BATCH):
        some = keys.c.holder.in_(journeys[first : first + BATCH])
        found += connection.scalars(select(keys.c.holder).where(some, keys.c.wrapped.is_(None)))
    return found


def refill(connection: Connection, journeys: Collection[str], projected: PartRows) -> None:
    """Replace the rows of these journeys."""
    whose = [(journey,) for journey in journeys]
    for name in projected.rows:
        delete_journey = statements(SHADOWS[name], connection.dialect.name).delete_stream
        with driver_connection(connection) as raw:
            raw.cursor().executemany(delete_journey, whose)
    connection.execute(delete(set_aside).where(set_aside.c.journey.in_(journeys)))
    _load(connection, projected)


def read_up_to(connection: Connection, position: int) -> None:
    """Note that all entries up to a position are projected."""
    behind = update(progress).where(progress.c.position < position)
    connection.execute(behind.values(position=position))


def under_way(connection: Connection, plan: RebuildPlan, *, alone: bool = False) -> bool:
    """Whether this plan is unfinished. Locks its row: nobody can finish it, nor, `alone`, help."""
    row = select(progress.c.plan).where(progress.c.part == PLAN_ROW)
    return connection.scalar(row.with_for_update(read=not alone)) == plan.text


def switch(connection: Connection, plan: RebuildPlan) -> None:
    """Switch the shadow tables with the read tables; unreadable journeys keep their old rows.

    Raises LockTimedOut where a reader blocks it.
    """
    for table, index in indexes_of(plan):
        # Built before, unless somebody has begun the same plan again since.
        build_index(connection, table, index)
    if connection.dialect.name == "postgresql":
        # New readers wait behind this lock, so it must not wait long itself.
        connection.execute(text(f"SET LOCAL lock_timeout = '{SWITCH_TIMEOUT}ms'"))
        names = ", ".join(table.name for table in plan.tables)
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))
    for table in plan.tables:
        shadow, old = SHADOWS[name_of(table)], OLD[name_of(table)]
        unreadable = select(table).where(table.c.journey.in_(select(set_aside.c.journey)))
        connection.execute(insert(shadow).from_select(table.c.keys(), unreadable))
        connection.execute(text(f"ALTER TABLE {table.name} RENAME TO {old.name}"))
        connection.execute(text(f"ALTER TABLE {shadow.name} RENAME TO {table.name}"))
    connection.execute(delete(progress))
    note_versions(connection, plan.tables)


def note_versions(connection: Connection, tables: Collection[Table] = EVERY_TABLE) -> None:
    """Note that the projections of this code made the rows of these tables."""
    names = [name_of(table) for table in tables]
    connection.execute(delete(projections).where(projections.c.name.in_(names)))
    made_by = [{"name": name, "version": VERSIONS[name]} for name in names]
    connection.execute(insert(projections), made_by)


def _load(connection: Connection, projected: PartRows) -> None:
    for name, new in projected.rows.items():
        if new:
            load(connection, SHADOWS[name], new)
    if projected.broken:
        why = [{"journey": journey, "why": why} for journey, why in projected.broken.items()]
        connection.execute(insert(set_aside), why)
