"""By which projections the read tables were made, and what is known of making them anew."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

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
