"""The indexes of the shadow tables, each built at once when the rows are there.

Kept up to date while rows come in, an index is changed all over by every part: in SQLite that more
than doubles what a rebuild writes.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, Index, Table, inspect, text

from journeys.adapters.sql.readmodels.tables import SHADOWS, name_of
from journeys.adapters.sql.rebuild.parts import RebuildPlan


def indexes_of(plan: RebuildPlan) -> Iterator[tuple[Table, Index]]:
    """Yield the indexes of the read tables that are rebuilt, each with its table."""
    return ((table, index) for table in plan.tables for index in table.indexes)


def build_index(connection: Connection, table: Table, index: Index) -> None:
    """Build an index of a read table on its shadow, unless it is there.

    In SQLite nobody else records meanwhile: half a second where there are a million entries.
    """
    taken = {each["name"] for each in inspect(connection).get_indexes(table.name)}
    # SQLite cannot rename an index, so two names take turns.
    name = f"{index.name}_2" if index.name in taken else index.name
    shadow, columns = SHADOWS[name_of(table)].name, ", ".join(index.columns.keys())
    connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {shadow} ({columns})"))
