"""Stores as older versions of the library left them: words in the clear, no seal."""

from collections.abc import Sequence
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from journeys.adapters.sql import schema
from journeys.adapters.sql.database.connections import writing
from tests.invented import WALK

STORED = Path(__file__).parent / "stored"
APPEND = text(
    "INSERT INTO journeys_events (position, stream, version, topic, recorded_us, body) "
    "VALUES (:nr, :stream, :nr, :topic, :nr, :body)"
)


def make_older(engine: Engine, version: str, kinds: Sequence[str]) -> None:
    """Make a store as that schema version did, with one journey of the golden files' entries."""
    config = Config()
    config.set_main_option("script_location", schema.MIGRATIONS)
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)
        for nr, kind in enumerate(kinds, start=1):
            body = (STORED / f"{kind}.json").read_bytes().strip()
            told = {"nr": nr, "stream": str(WALK), "topic": kind, "body": body}
            connection.execute(APPEND, told)
            connection.execute(text("INSERT INTO journeys_topics VALUES (:topic)"), told)
        connection.execute(
            text("UPDATE journeys_head SET position = :nr, recorded_us = :nr"), {"nr": len(kinds)}
        )
