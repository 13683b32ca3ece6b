"""The read tables under names that no host's own table has, such as `journeys_read_periods`.

Tables and indexes are renamed in place, and keep their rows. What a rebuild under way has made is
dropped: the next rebuild starts from the beginning.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.migrations.names import PREFIX, is_new

revision: str = "0012"
down_revision: str | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

COLUMNS = {
    "journeys": {"municipality", "opened", "version", "law"},
    "periods": {"nr", "track", "value", "thing", "starts", "ends", "paid_hours"},
    "steps": {
        *("nr", "step", "kind", "track", "set_by", "done_by"),
        *("since", "reached", "set_aside", "subgoal"),
    },
    "duties": {"nr", "kind", "about", "since", "due", "raised", "owed_by", "met", "met_by"},
}
"""By read table, its columns and those of its copies, besides the journey."""

CHANGED = {"rulebook", "present_hours"}
"""What 0010 added and dropped. A copy that an interrupted rebuild left may be older."""

INDEXES = {
    "periods": ("periods_by_track", ["track", "starts", "ends", "value"]),
    "duties": ("duties_by_kind", ["kind", "since", "met"]),
}

REBUILD = sa.table("journeys_rebuild")

SCHEMA = sa.text(
    "SELECT nspname FROM pg_namespace JOIN pg_class ON relnamespace = pg_namespace.oid "
    "WHERE pg_class.oid = CAST('journeys_schema' AS regclass)"
)

CONSTRAINTS = sa.text(
    "SELECT conname FROM pg_constraint JOIN pg_class ON conrelid = pg_class.oid "
    "JOIN pg_namespace ON relnamespace = pg_namespace.oid "
    # Primary keys, and since PostgreSQL 18 the constraints NOT NULL.
    "WHERE nspname = :schema AND relname = :table AND contype IN ('p', 'n')"
)


def upgrade() -> None:
    """Rename the read tables of an older store; a new one has these names already."""
    if is_new():
        return
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        drop_copies(None)
        for table in COLUMNS:
            op.rename_table(table, f"{PREFIX}{table}")
        replace_indexes()
        return
    # Another schema on the search path may hold a host's tables of these names.
    schema: str = connection.execute(SCHEMA).scalar_one()
    drop_copies(schema)
    for table in COLUMNS:
        rename_in_postgresql(schema, table)


def drop_copies(schema: str | None) -> None:
    """Drop the tables that a rebuild was filling, and those that the last one replaced."""
    connection = op.get_bind()
    under_way = connection.scalar(sa.select(sa.func.count()).select_from(REBUILD))
    present = sa.inspect(connection)
    names = present.get_table_names(schema=schema)
    for table in COLUMNS:
        for copy in (f"{table}_before", *([f"{table}_anew"] if under_way else [])):
            # A host's own table may have this name: nothing but its shape tells it from a copy.
            if copy in names and is_copy(present, copy, table, schema):
                op.drop_table(copy, schema=schema)
    op.execute(sa.delete(REBUILD))


def is_copy(present: sa.Inspector, name: str, table: str, schema: str | None) -> bool:
    """Whether a table has the primary key and the columns of a rebuild's copy of a read table."""
    columns = {each["name"] for each in present.get_columns(name, schema=schema)}
    key = ["journey"] if table == "journeys" else ["journey", "nr"]
    return present.get_pk_constraint(name, schema=schema)[
        "constrained_columns"
    ] == key and columns - CHANGED == COLUMNS[table] | {"journey"}


def replace_indexes() -> None:
    """Make the indexes again under their new names, because SQLite cannot rename one."""
    present = sa.inspect(op.get_bind())
    for table, (index, columns) in INDEXES.items():
        for found in index_names(present, f"{PREFIX}{table}", index, None):
            op.drop_index(found)
        op.create_index(f"{PREFIX}{index}", f"{PREFIX}{table}", columns)


def rename_in_postgresql(schema: str, table: str) -> None:
    """Rename a read table with its index and the constraints that PostgreSQL named after it."""
    connection = op.get_bind()
    quote = connection.dialect.identifier_preparer.quote
    qualified = f"{quote(schema)}.{quote(table)}"
    if table in INDEXES:
        index, _ = INDEXES[table]
        for found in index_names(sa.inspect(connection), table, index, schema):
            op.execute(f"ALTER INDEX {quote(schema)}.{quote(found)} RENAME TO {PREFIX}{index}")
    named = connection.scalars(CONSTRAINTS, {"schema": schema, "table": table}).all()
    for constraint in [each for each in named if each.startswith(table)]:
        # After rebuilds, the primary key may be named periods_anew_pkey1.
        rest = constraint.removeprefix(table).removeprefix("_anew").rstrip("0123456789")
        new = quote(f"{PREFIX}{table}{rest}")
        op.execute(f"ALTER TABLE {qualified} RENAME CONSTRAINT {quote(constraint)} TO {new}")
    op.rename_table(table, f"{PREFIX}{table}", schema=schema)


def index_names(present: sa.Inspector, table: str, index: str, schema: str | None) -> set[str]:
    """Return under which name an index is there: after a rebuild its other name may be in use."""
    names = {str(each["name"]) for each in present.get_indexes(table, schema=schema)}
    return names & {index, f"{index}_2"}
