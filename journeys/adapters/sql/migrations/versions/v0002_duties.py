"""The read table of duties. Its rows are rebuilt from the histories, like all others."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.migrations.names import read_name

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the table of what is owed."""
    op.create_table(
        read_name("duties"),
        sa.Column("journey", sa.Text, primary_key=True),
        sa.Column("nr", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("since", sa.Date, nullable=False),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("raised", sa.Integer, nullable=False),
        sa.Column("owed_by", sa.Text, nullable=False),
        sa.Column("met", sa.Date),
        sa.Column("met_by", sa.Integer),
    )
    op.create_index(read_name("duties_by_kind"), read_name("duties"), ["kind", "since", "met"])
