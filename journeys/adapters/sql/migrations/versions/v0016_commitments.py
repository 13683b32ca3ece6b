"""Bodies with a commitment. No table changes, and no entry.

A version of the library from before them cannot open such a body, and would say that it was
altered. So it may not open the store: it is told to upgrade.
"""

from collections.abc import Sequence

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """Change nothing."""
