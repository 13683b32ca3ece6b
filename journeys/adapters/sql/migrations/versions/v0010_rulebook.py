"""By which rulebook a journey's rows were made; and without a column that no query reads."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.migrations.names import read_name

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the rulebook's fingerprint, null where rows were made before; drop the hours present."""
    op.add_column(read_name("journeys"), sa.Column("rulebook", sa.Text))
    op.drop_column(read_name("periods"), "present_hours")
