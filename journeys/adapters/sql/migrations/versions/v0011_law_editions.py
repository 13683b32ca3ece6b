"""The law log: the editions of the law that a store was used with, guarded as the other logs."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.database.guards import guards

revision: str = "0011"
down_revision: str | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the editions, their guards, the head row and the topics."""
    op.create_table(
        "journeys_law_events",
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
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("stream", "version", name="journeys_law_events_stream_version"),
    )
    for statement in guards("journeys_law_events", op.get_bind().dialect.name):
        op.execute(statement)
    head = op.create_table(
        "journeys_law_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("id = 1", name="journeys_law_head_single_row"),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0, "recorded_us": 0, "frontier": b""}])
    op.create_table("journeys_law_topics", sa.Column("topic", sa.Text, primary_key=True))
