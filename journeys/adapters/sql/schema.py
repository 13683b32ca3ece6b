"""Creating and upgrading tables, when any number of processes start at once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, TypeAlias

from sqlalchemy import (
    BigInteger,
    Connection,
    Engine,
    Table,
    func,
    inspect,
    literal,
    select,
)

from journeys.adapters.sql.database.connections import reading, writing
from journeys.adapters.sql.database.forks import ForkSafeLock
from journeys.adapters.sql.database.persistence_errors import ProgrammingError
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.database.versions import SCHEMA, VERSIONS
from journeys.adapters.sql.keys.keyring import Keyring, has_secrets

State: TypeAlias = Literal["empty", "current", "older", "newer"]

MIGRATIONS = "journeys.adapters.sql:migrations"

CHANGING = 0x6A6F75726E657973  # the advisory lock for changes of tables: "journeys"

# Alembic keeps its current migration in global variables.
_alembic = ForkSafeLock()


def state(engine: Engine) -> State:
    """Return how the store's schema compares with this version of the library.

    "empty" means that our tables are missing, whatever else the database holds; "newer" that a
    later version of the library has changed them.
    """
    with reading(engine) as connection:
        return _state(connection)


def upgrade(
    engine: Engine,
    keyring: Keyring | None = None,
    then: Callable[[Connection], object] = lambda _: None,
) -> None:
    """Bring the store's schema to this version, in one transaction; never back from a newer one.

    The `keyring` encrypts what versions before 0005 recorded in the clear, and signs the heads of
    the logs for the first time; `then` is called in the same transaction. Only tables of this
    library are touched. Raises persistence errors.
    """
    if state(engine) in {"current", "newer"}:
        return
    # As with Alembic below: a store that is current needs none of it.
    from journeys.adapters.sql.seal.beginning import (  # noqa: PLC0415
        refuse_taken_back,
        seal_upgrade,
    )

    with changing(engine) as connection:
        # Somebody else may have done it while we waited.
        if _state(connection) in {"empty", "older"}:
            before = _version(connection)
            refuse_taken_back(connection, before)
            renamed = _migrate(connection, keyring)
            if before is not None and keyring and has_secrets(connection):
                seal_upgrade(connection, keyring, before, renamed=renamed)
            then(connection)


def create_missing(engine: Engine, tables: Tables, wanted: Sequence[Table]) -> None:
    """Create those of the wanted tables that are missing. Raises persistence errors.

    Tables of this library come from its migrations alone: ProgrammingError where they are missing.
    """
    with reading(engine) as connection:
        missing = _missing(connection, wanted)
    if not missing:
        return
    if tables.sealed:
        message = f"The tables of {tables.name} are missing: open the store with journeys first."
        raise ProgrammingError(message)
    with changing(engine) as connection:
        tables.metadata.create_all(connection, tables=_missing(connection, wanted))


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """Yield a connection in the only transaction that may change tables now."""
    with writing(engine) as connection:
        # In SQLite there is one writing transaction anyway.
        if connection.dialect.name == "postgresql":
            # An advisory lock holds for the whole database: stores in other schemas go on.
            lock = func.hashtextextended(func.current_schema(), literal(CHANGING, BigInteger))
            connection.execute(select(func.pg_advisory_xact_lock(lock)))
        yield connection


def _missing(connection: Connection, wanted: Sequence[Table]) -> list[Table]:
    present = set(inspect(connection).get_table_names())
    return [table for table in wanted if table.name not in present]


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table(SCHEMA.name):
        return None
    version: str | None = connection.scalar(select(SCHEMA.c.version_num))
    return version


def _state(connection: Connection) -> State:
    version = _version(connection)
    if version is None:
        return "empty"
    if version == VERSIONS[-1]:
        return "current"
    return "older" if version in VERSIONS else "newer"


def _migrate(connection: Connection, keyring: Keyring | None) -> bool:
    """Run the migrations; return whether they renamed the signing key, as only 0013 does."""
    # Importing Alembic takes longer than opening a store that needs no migration.
    from alembic import command  # noqa: PLC0415 - only when a migration runs
    from alembic.config import Config  # noqa: PLC0415 - only when a migration runs

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    config.attributes["connection"] = connection
    config.attributes["keyring"] = keyring
    config.attributes["new"] = _state(connection) == "empty"
    with _alembic:
        command.upgrade(config, VERSIONS[-1])
    return "renamed" in config.attributes
