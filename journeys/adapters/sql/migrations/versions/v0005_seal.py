"""Every body encrypted under its person's key, and every event sealed; who persons are, apart.

What older versions recorded in the clear is encrypted here once, before it is sealed: from then
on no event is ever rewritten.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import context, op

from journeys.adapters.sql.database.guards import guards, unguards
from journeys.adapters.sql.database.persistence_errors import ProgrammingError
from journeys.adapters.sql.keys.cipher import Cipher
from journeys.adapters.sql.keys.keyring import FIND, RECEIPTS, UNSIGNED_SIGN, Keyring
from journeys.adapters.sql.log.log_rows import leaf_of
from journeys.adapters.sql.proofs.merkle import grow

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

EVENTS = sa.table(
    "journeys_events",
    sa.column("position", sa.BigInteger),
    sa.column("stream", sa.Text),
    sa.column("version", sa.Integer),
    sa.column("topic", sa.Text),
    sa.column("recorded_us", sa.BigInteger),
    sa.column("body", sa.LargeBinary),
    sa.column("leaf", sa.LargeBinary),
)
REQUESTS = sa.table("journeys_requests", sa.column("request_id"), sa.column("digest"))
HEAD = sa.table("journeys_head", sa.column("frontier", sa.LargeBinary))


def upgrade() -> None:
    """Create the keys and the persons; let every event and the head carry its part of the seal."""
    op.create_table(
        "journeys_keys",
        sa.Column("holder", sa.Text, primary_key=True),
        sa.Column("wrapped", sa.LargeBinary),
    )
    op.create_table(
        "journeys_people",
        sa.Column("found", sa.LargeBinary, primary_key=True),
        sa.Column("stream", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
    )
    op.create_index("journeys_people_by_stream", "journeys_people", ["stream"])
    nothing = sa.text("x''" if op.get_bind().dialect.name == "sqlite" else "''::bytea")
    for table, column in (("journeys_events", "leaf"), ("journeys_head", "frontier")):
        op.add_column(
            table, sa.Column(column, sa.LargeBinary, nullable=False, server_default=nothing)
        )
    if op.get_bind().scalar(sa.select(sa.func.count()).select_from(EVENTS)):
        seal_what_is_there()


def seal_what_is_there() -> None:
    """Encrypt and seal what older versions recorded."""
    connection = op.get_bind()
    keyring: Keyring | None = context.config.attributes.get("keyring")
    if keyring is None:
        message = "An older store is encrypted when it is brought up to date: run `journeys init`."
        raise ProgrammingError(message)
    # The key that signs gets its name of today when heads are signed.
    keyring.create_secrets(connection, (FIND, UNSIGNED_SIGN, RECEIPTS))
    dialect = connection.dialect.name
    for statement in unguards("journeys_events", dialect):
        op.execute(statement)
    ciphers, frontier = dict[str, Cipher](), b""
    rows = connection.execute(sa.select(EVENTS).order_by(EVENTS.c.position)).all()
    for row in rows:
        if row.stream not in ciphers:
            ciphers[row.stream] = keyring.create_cipher(connection, row.stream)
        body = ciphers[row.stream].close(row.version, row.topic, row.body)
        event = (row.stream, row.version, row.topic, body)
        leaf = leaf_of(row.position, row.recorded_us, event)
        frontier = grow(frontier, row.position - 1, [leaf])
        here = sa.update(EVENTS).where(EVENTS.c.position == row.position)
        connection.execute(here.values(body=body, leaf=leaf))
    connection.execute(sa.update(HEAD).values(frontier=frontier))
    for request_id, digest in connection.execute(sa.select(REQUESTS)).all():
        mark = keyring.keyed_hash(connection, "request", digest).hex()
        same = sa.update(REQUESTS).where(REQUESTS.c.request_id == request_id)
        connection.execute(same.values(digest=mark))
    for statement in guards("journeys_events", dialect):
        op.execute(statement)
