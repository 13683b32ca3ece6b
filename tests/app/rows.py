"""What stands in the read tables, and what the projections say should."""

from collections import Counter
from typing import Any

from sqlalchemy import select

from journeys import JourneyId, Journeys
from journeys.adapters.readmodels import rows
from journeys.projections.tables import READ

Rows = Counter[tuple[str, tuple[tuple[str, Any], ...]]]


def stored_rows(walks: Journeys, *only: JourneyId) -> Rows:
    """Return every row of the read tables, or those of some journeys."""
    with walks.store.reading() as transaction:
        return Counter(
            (table.name, tuple(sorted(row.items())))
            for table in READ.sorted_tables
            for row in map(dict, transaction.connection.execute(select(table)).mappings())
            if not only or row["journey"] in map(str, only)
        )


def folded_rows(walks: Journeys, *ids: JourneyId) -> Rows:
    """Return the rows that a fold of each history gives."""
    return Counter(
        (
            table.name,
            tuple(sorted({**dict.fromkeys(table.c.keys()), **row}.items())),
        )
        for journey in ids
        for table, row in rows(journey, walks.history(journey))
    )
