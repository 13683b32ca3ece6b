"""What was asked under which request id. Entries from before it carry their id themselves."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Create the table of requests."""
    op.create_table(
        "journeys_requests",
        sa.Column("request_id", sa.Text, primary_key=True),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
    )
