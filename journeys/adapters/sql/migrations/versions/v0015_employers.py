"""The employers' log: a second kind of stream, sealed as the journeys' own log is.

Its head is signed after the migrations, by what `journeys.adapters.sql.seal.beginning` says.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.database.guards import guards
from journeys.adapters.sql.database.head_guards import head_guards
from journeys.adapters.sql.migrations.versions.v0014_reactors import NOTIFY

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the entries, the head row and the topics, with what guards them."""
    dialect = op.get_bind().dialect.name
    create_tables(sa.text("x''" if dialect == "sqlite" else "''::bytea"))
    for statement in guards("journeys_employers_events", dialect):
        op.execute(statement)
    for statement in head_guards("journeys_employers_head", dialect):
        op.execute(statement)
    if dialect == "postgresql":
        op.execute(NOTIFY.substitute(events="journeys_employers_events"))


def create_tables(nothing: sa.TextClause) -> None:
    """Create the tables, with the columns and the defaults that those of the other logs have."""
    op.create_table(
        "journeys_employers_events",
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
        sa.UniqueConstraint("stream", "version", name="journeys_employers_events_stream_version"),
    )
    head = op.create_table(
        "journeys_employers_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        sa.Column("companion", sa.LargeBinary, nullable=False, server_default=nothing),
        sa.Column("note", sa.Text, nullable=False, server_default=""),
        sa.Column("written_by", sa.Text, nullable=False, server_default=""),
        sa.CheckConstraint("id = 1", name="journeys_employers_head_single_row"),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0, "recorded_us": 0, "frontier": b""}])
    op.create_table("journeys_employers_topics", sa.Column("topic", sa.Text, primary_key=True))
