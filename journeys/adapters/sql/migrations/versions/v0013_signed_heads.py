"""The store log; and a head of every sealed log that is signed, and that no older version moves.

The heads are signed after the migrations, by what `journeys.adapters.sql.seal.beginning` says.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op

from journeys.adapters.sql.database.guards import guards
from journeys.adapters.sql.database.head_guards import head_guards
from journeys.adapters.sql.database.persistence_errors import ProgrammingError
from journeys.adapters.sql.keys.keyring import FIND, SIGN, UNSIGNED_SIGN, Keyring
from journeys.adapters.sql.seal.beginning import TAKEN_BACK

revision: str = "0013"
down_revision: str | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LOGS = ("journeys", "journeys_access", "journeys_law", "journeys_store")
KEYS = sa.table("journeys_keys", sa.column("holder"), sa.column("wrapped"))


def upgrade() -> None:
    """Create the store log, the columns of a signed head, and what refuses an older version."""
    dialect = op.get_bind().dialect.name
    rename_the_signing_key()
    create_the_store_log(dialect)
    nothing = sa.text("x''" if dialect == "sqlite" else "''::bytea")
    for log in LOGS:
        op.add_column(
            f"{log}_head",
            sa.Column("companion", sa.LargeBinary, nullable=False, server_default=nothing),
        )
        for column in ("note", "written_by"):
            op.add_column(
                f"{log}_head", sa.Column(column, sa.Text, nullable=False, server_default="")
            )
        for statement in head_guards(f"{log}_head", dialect):
            op.execute(statement)


def rename_the_signing_key() -> None:
    """Wrap the signing key under its new name: nobody without the master key can undo that.

    So a store whose heads were signed cannot be passed off as an older one, to have other heads
    signed: there is no key of the old name then.
    """
    connection = op.get_bind()
    stored = {row.holder: row.wrapped for row in connection.execute(sa.select(KEYS))}
    if not any(holder.startswith("#") for holder in stored):
        return  # it was never opened, and has no keys yet
    keyring: Keyring | None = context.config.attributes.get("keyring")
    if FIND not in stored or UNSIGNED_SIGN not in stored or SIGN in stored:
        raise ProgrammingError(TAKEN_BACK)
    if keyring is None:
        message = "An older store is signed when it is brought up to date: run `journeys init`."
        raise ProgrammingError(message)
    secret = keyring.provider.unwrap(stored[UNSIGNED_SIGN], UNSIGNED_SIGN)
    connection.execute(
        sa.update(KEYS)
        .where(KEYS.c.holder == UNSIGNED_SIGN)
        .values(holder=SIGN, wrapped=keyring.provider.wrap(secret, SIGN))
    )
    # A trigger of somebody else's could put keys back afterwards: what was done here counts.
    context.config.attributes["renamed"] = True


def create_the_store_log(dialect: str) -> None:
    """Create its entries, their guards, the head row and the topics."""
    op.create_table(
        "journeys_store_events",
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
        sa.UniqueConstraint("stream", "version", name="journeys_store_events_stream_version"),
    )
    for statement in guards("journeys_store_events", dialect):
        op.execute(statement)
    head = op.create_table(
        "journeys_store_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("recorded_us", sa.BigInteger, nullable=False),
        sa.Column("frontier", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("id = 1", name="journeys_store_head_single_row"),
    )
    op.bulk_insert(head, [{"id": 1, "position": 0, "recorded_us": 0, "frontier": b""}])
    op.create_table("journeys_store_topics", sa.Column("topic", sa.Text, primary_key=True))
