"""The tables of reactors. Positions are sealed with the store log's head; all else is not."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    event,
    text,
)

REACTIONS = MetaData()

reactors = Table(
    "journeys_reactors",
    REACTIONS,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, nullable=False),
    # The lease: who has it, and until when.
    Column("holder", Text, nullable=False),
    Column("until_us", BigInteger, nullable=False),
    Column("heartbeat_us", BigInteger),
    Column("delivered_us", BigInteger),
)
reactions = Table(
    "journeys_reactions",
    REACTIONS,
    Column("name", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("attempts", Integer, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("error", Text),
    Column("at_us", BigInteger, nullable=False),
    Column("next_us", BigInteger),
    # Who skipped it, and why.
    Column("actor", Text),
    Column("role", Text),
    Column("reason", Text),
)

# Literal, not a parameter: else neither database uses the partial index.
OPEN = text("outcome <> 'delivered'")
reactions_open = Index(
    "journeys_reactions_open", reactions.c.name, reactions.c.position, sqlite_where=OPEN
)


@event.listens_for(reactions, "before_create")
def _partial_on_postgresql(_table: Table, connection: Connection, **_: object) -> None:
    """Make the index partial there, too: said above, it would load that dialect on SQLite."""
    if connection.dialect.name == "postgresql":
        reactions_open.dialect_kwargs["postgresql_where"] = OPEN
