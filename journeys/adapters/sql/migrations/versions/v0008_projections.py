"""By which projections the read tables were made, and how far a rebuild of them is.

In SQLite the read tables are made once more, empty: their rows are kept in the order of the key,
and an index by track holds the journey. `journeys init` rebuilds the rows in that transaction.
"""

from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.migrations.names import read_name

revision: str = "0008"
down_revision: str | None = "0007"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the tables about the read tables."""
    op.create_table(
        "journeys_projections",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
    )
    op.create_table(
        "journeys_rebuild",
        sa.Column("part", sa.Text, primary_key=True),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "journeys_set_aside",
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("why", sa.Text, nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        for table, columns in READ.items():
            op.drop_table(read_name(table))
            op.create_table(read_name(table), *columns(), sqlite_with_rowid=False)
        op.create_index(
            read_name("periods_by_track"),
            read_name("periods"),
            ["track", "starts", "ends", "value"],
        )
        op.create_index(read_name("duties_by_kind"), read_name("duties"), ["kind", "since", "met"])


def _numbered() -> list[sa.Column[Any]]:
    return [
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
    ]


READ: dict[str, Callable[[], list[sa.Column[Any]]]] = {
    "journeys": lambda: [
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("municipality", sa.Text, nullable=False),
        sa.Column("opened", sa.Date, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("law", sa.Date),
    ],
    "periods": lambda: [
        *_numbered(),
        sa.Column("track", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("thing", sa.Text),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("ends", sa.Date),
        sa.Column("paid_hours", sa.Double),
        sa.Column("present_hours", sa.Double),
    ],
    "steps": lambda: [
        *_numbered(),
        sa.Column("step", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("track", sa.Text),
        sa.Column("set_by", sa.Text),
        sa.Column("done_by", sa.Text),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("reached", sa.Date),
        sa.Column("set_aside", sa.Date),
        sa.Column("subgoal", sa.Text),
    ],
    "duties": lambda: [
        *_numbered(),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("raised", sa.Integer, nullable=False),
        sa.Column("owed_by", sa.Text, nullable=False),
        sa.Column("met", sa.Date),
        sa.Column("met_by", sa.Integer),
    ],
}
