"""Tables that a host has of its own, under every name that ours had before 0012."""

from sqlalchemy import Column, Engine, Integer, LargeBinary, MetaData, Table, insert, select, text

from journeys.adapters.sql.database.connections import reading, writing

OLD_NAMES = ("journeys", "periods", "steps", "duties")
HOST_TABLES = (
    *(f"{name}{end}" for name in OLD_NAMES for end in ("", "_anew", "_before", "_new", "_old")),
    *("periods_by_track", "periods_by_track_2", "duties_by_kind", "duties_by_kind_2"),
)

IN_SQLITE = "SELECT name FROM sqlite_master"
IN_POSTGRESQL = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION SELECT ltrim(typname, '_') FROM pg_type WHERE typnamespace = 'public'::regnamespace
UNION SELECT tgname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid
    WHERE relnamespace = 'public'::regnamespace AND NOT tgisinternal
"""


def every_name(engine: Engine) -> set[str]:
    """Return every name there is: of tables, indexes, triggers, constraints and functions."""
    query = IN_SQLITE if engine.dialect.name == "sqlite" else IN_POSTGRESQL
    with reading(engine) as connection:
        found = connection.scalars(text(query)).all()
    assert found
    return {each.removeprefix("sqlite_autoindex_") for each in found}


def names_not_ours(engine: Engine) -> set[str]:
    """Return those of these names that do not begin with `journeys_`."""
    return {each for each in every_name(engine) if not each.startswith("journeys_")}


def make_host_tables(engine: Engine, schema: str | None = None) -> None:
    """Make the host's tables, with a row each."""
    with writing(engine) as connection:
        for nr, name in enumerate(HOST_TABLES):
            table = _host_table(name, schema)
            table.create(connection)
            connection.execute(insert(table).values(number=nr, content=name.encode()))


def assert_host_tables(engine: Engine, schema: str | None = None) -> None:
    """Expect that the host's tables have the rows that they were given, and no others."""
    with reading(engine) as connection:
        for nr, name in enumerate(HOST_TABLES):
            rows = connection.execute(select(_host_table(name, schema))).all()
            assert rows == [(nr, name.encode())], name


def _host_table(name: str, schema: str | None) -> Table:
    columns = Column("number", Integer, primary_key=True), Column("content", LargeBinary)
    return Table(name, MetaData(), *columns, schema=schema)
