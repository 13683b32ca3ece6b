"""By which edition of the law a journey's rows were made. Rebuilt from the histories."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from journeys.adapters.sql.migrations.names import read_name

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Add the column; rows that do not say it were made by an older edition."""
    op.add_column(read_name("journeys"), sa.Column("law", sa.Date))
