"""When a reactor tries again, when it was last seen, who skipped an entry; NOTIFY on demand.

The new columns are not sealed, as leases and ledgers are not: the digest of the reactors is over
their names and positions, and stays what it was.
"""

from collections.abc import Sequence
from string import Template

import sqlalchemy as sa
from alembic import op

revision: str = "0014"
down_revision: str | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LOGS = ("journeys", "journeys_access", "journeys_law", "journeys_store")

# 1785688434 is "jour": advisory locks have no names. A listener shares this lock for as long as it
# listens, so an append that gets it alone has nobody to notify. NOTIFY is spared then: it makes the
# commits of all stores of a server wait for each other.
NOTIFY = Template("""
    CREATE OR REPLACE FUNCTION ${events}_notify() RETURNS trigger LANGUAGE plpgsql AS $$$$
    BEGIN
        IF NOT pg_try_advisory_xact_lock(
            1785688434, hashtext(TG_TABLE_SCHEMA || '.' || TG_TABLE_NAME)
        ) THEN
            PERFORM pg_notify('$events', TG_TABLE_SCHEMA);
        END IF;
        RETURN NULL;
    END
    $$$$
""")


def upgrade() -> None:
    """Add the columns, and an index of what was not delivered; notify where somebody listens."""
    for table, column, kind in (
        ("journeys_reactors", "heartbeat_us", sa.BigInteger),
        ("journeys_reactors", "delivered_us", sa.BigInteger),
        ("journeys_reactions", "next_us", sa.BigInteger),
        ("journeys_reactions", "actor", sa.Text),
        ("journeys_reactions", "role", sa.Text),
        ("journeys_reactions", "reason", sa.Text),
    ):
        op.add_column(table, sa.Column(column, kind))
    undelivered = sa.text("outcome <> 'delivered'")
    op.create_index(
        "journeys_reactions_open",
        "journeys_reactions",
        ["name", "position"],
        sqlite_where=undelivered,
        postgresql_where=undelivered,
    )
    if op.get_bind().dialect.name == "postgresql":
        for log in LOGS:
            op.execute(NOTIFY.substitute(events=f"{log}_events"))
