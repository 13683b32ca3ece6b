"""Rows of the read tables that are no journey's, or hold a value that is none: set aside."""

from collections.abc import Iterable

from sqlalchemy import Connection

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.database.tables import JOURNEYS, tables_of
from journeys.adapters.sql.log.damage import NO_ID, misnamed
from journeys.domain.message import Message

WRONG_VALUE = Message(
    "Its rows in the read tables hold a value that is none: they were altered. `journeys check` "
    "names them, and `journeys rebuild` makes new ones."
)


def without_id(connection: Connection, names: Iterable[object]) -> dict[str, Message]:
    """Return those of these names of journeys that are no id, each with why it is set aside."""
    if strange := [name for name in dict.fromkeys(names) if journey_of(name) is None]:
        return {each.name: NO_ID for each in misnamed(connection, tables_of(JOURNEYS), strange)}
    return {}
