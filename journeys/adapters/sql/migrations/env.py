"""What Alembic runs: migrations on the connection, and in the transaction, of the caller."""

from alembic import context

from journeys.adapters.sql.database.versions import SCHEMA

context.configure(
    connection=context.config.attributes["connection"],
    version_table=SCHEMA.name,
)
with context.begin_transaction():
    context.run_migrations()
