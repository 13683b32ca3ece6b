"""The first schema: the log with what belongs to it, and three read tables."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.database.guards import guards
from journeys.adapters.sql.migrations.names import read_name

revision: str = "0001"
down_revision: str | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables of the first version."""
    create_log()
    create_followers()
    create_read_tables()


def create_log() -> None:
    """Create the events, their guards, the head row and the topics."""
    op.create_table(
        "journeys_events",
        sa.Column(
            "position",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("stream", "version", name="journeys_events_stream_version"),
    )
    for statement in guards("journeys_events", op.get_bind().dialect.name):
        op.execute(statement)
    head = op.create_table(
        "journeys_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.CheckConstraint("id = 1", name="journeys_head_single_row"),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0, "recorded_us": 0}])
    op.create_table("journeys_topics", sa.Column("topic", sa.Text, primary_key=True))


def create_followers() -> None:
    """Create what eventsourcing applications of this name keep beside the log."""
    op.create_table(
        "journeys_tracking",
        sa.Column("application_name", sa.Text, primary_key=True),
        sa.Column("notification_id", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "journeys_snapshots",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("topic", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )


def create_read_tables() -> None:
    """Create the tables that answer questions across journeys."""
    op.create_table(
        read_name("journeys"),
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("opened", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        read_name("periods"),
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("track", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("thing", sa.Text),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.Column("paid_hours", sa.Double),
        sa.Column("present_hours", sa.Double),
    )
    op.create_index(
        read_name("periods_by_track"), read_name("periods"), ["track", "starts", "ends", "value"]
    )
    op.create_table(
        read_name("steps"),
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("step", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("track", sa.Text),
        sa.Column("set_by", sa.Text),
        sa.Column("done_by", sa.Text),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("reached", sa.Date),
        sa.Column("set_aside", sa.Date),
        sa.Column("subgoal", sa.Text),
    )
