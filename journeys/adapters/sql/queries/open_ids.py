"""The ids of open journeys in a SQLite file, without opening the store: for completion."""

import sqlite3
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine, select

from journeys.adapters.sql.database.read_only import read_only_uri
from journeys.adapters.sql.readmodels.tables import holds, periods


def open_ids(file: Path, on: date) -> tuple[str, ...]:
    """Return the ids of the journeys that are open or resting on a day.

    The file is opened read-only, without a key, and never created. Raises SQLAlchemy's errors.
    """
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(read_only_uri(file), uri=True)
    )
    statement = select(periods.c.journey).where(holds(periods, ("journey",), on)).distinct()
    try:
        with engine.connect() as connection:
            return tuple(connection.scalars(statement.order_by(periods.c.journey)))
    finally:
        engine.dispose()
