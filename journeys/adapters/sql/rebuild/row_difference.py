"""How a stored row differs from the row that follows from a history: named, never shown."""

from sqlalchemy import Table

from journeys.adapters.sql.readmodels.rows import Row
from journeys.domain.message import Message

NO_ENTRY = Message("the row follows from no entry")


def difference(table: Table, stored: Row | None, expected: Row | None) -> Message | None:
    """Return how they differ; None where they do not."""
    if stored is None:
        return Message("the row is missing")
    if expected is None:
        return NO_ENTRY
    other = [
        name for name, one, two in zip(table.c.keys(), stored, expected, strict=True) if one != two
    ]
    return Message("these columns differ: {other}", other=", ".join(other)) if other else None
