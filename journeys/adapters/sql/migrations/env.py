"""What Alembic runs: migrations on the connection, and in the transaction, of the caller."""

from alembic import context

from journeys.adapters.sql.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
)
with context.begin_transaction():
    context.run_migrations()
