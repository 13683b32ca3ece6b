"""From which logs journeys moved here, with the proofs that came with them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the table of origins."""
    op.create_table(
        "journeys_origins",
        sa.Column("stream", sa.Text, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("checkpoint", sa.Text, nullable=False),
        sa.Column("proofs", sa.Text, nullable=False),
        sa.Column("bound", sa.LargeBinary, nullable=False),
    )
