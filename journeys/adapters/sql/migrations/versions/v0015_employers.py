"""The employers' log, a second kind of stream, and the read tables of posts and of who is in them.

Its head is signed after the migrations, by what `journeys.adapters.sql.seal.beginning` says.
"""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.database.guards import guards
from journeys.adapters.sql.database.head_guards import head_guards
from journeys.adapters.sql.migrations.names import PREFIX
from journeys.adapters.sql.migrations.versions.v0014_reactors import NOTIFY

revision: str = "0015"
down_revision: str | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PROJECTIONS = sa.table(
    "journeys_projections", sa.column("name", sa.Text), sa.column("version", sa.Integer)
)


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
    for table, columns in READ.items():
        op.create_table(table, *columns(), sqlite_with_rowid=False)
    # No older entry names a post or an employer, so these tables are right as they are: empty.
    made_by = [{"name": table.removeprefix(PREFIX), "version": 1} for table in READ]
    op.execute(sa.insert(PROJECTIONS).values(made_by))
    op.create_index("journeys_read_places_by_post", "journeys_read_places", ["post"])
    op.create_index(
        "journeys_read_employers_by_number", "journeys_read_employers", ["number"], unique=True
    )


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


def _row_of_employer() -> list[sa.Column[Any]]:
    return [
        sa.Column("employer", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    ]


def _days() -> list[sa.Column[Any]]:
    return [sa.Column("starts", sa.Date, nullable=False), sa.Column("ends", sa.Date)]


READ: dict[str, Callable[[], list[sa.Column[Any]]]] = {
    "journeys_read_places": lambda: [
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("placement", sa.Text, nullable=False),
        sa.Column("employer", sa.Text, nullable=False),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("hours", sa.Double, nullable=False),
        *_days(),
    ],
    "journeys_read_employers": lambda: [
        sa.Column("employer", sa.Text, primary_key=True),
        sa.Column("employer_kind", sa.Text, nullable=False),
        sa.Column("registered", sa.Date, nullable=False),
        sa.Column("number", sa.LargeBinary),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("rulebook", sa.Text, nullable=False),
    ],
    "journeys_read_employer_contacts": lambda: [
        *_row_of_employer(),
        sa.Column("contact", sa.Text, nullable=False),
        *_days(),
    ],
    "journeys_read_posts": lambda: [
        *_row_of_employer(),
        sa.Column("post", sa.Text, nullable=False),
        sa.Column("post_kind", sa.Text, nullable=False),
        sa.Column("may_share", sa.Integer, nullable=False),
        *_days(),
    ],
    "journeys_read_post_tasks": lambda: [
        *_row_of_employer(),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("post", sa.Text),
        sa.Column("hours", sa.Double, nullable=False),
        *_days(),
    ],
    "journeys_read_employer_duties": lambda: [
        *_row_of_employer(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("raised", sa.Integer, nullable=False),
        sa.Column("met", sa.Date),
        sa.Column("met_by", sa.Integer),
    ],
}
"""The read tables of what citizens take, and of what employers have."""
