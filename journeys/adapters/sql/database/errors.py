"""The one place where an error of the database becomes a persistence error."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy.exc

from journeys.adapters.sql.database import persistence_errors

DRIVERS = {"sqlite3", "psycopg"}
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's code for a lock_timeout that ran out
QUERY_CANCELED = "57014"  # a statement_timeout that ran out, or pg_cancel_backend
STALE_OR_DEADLOCKED = {"40001", "40P01"}  # PostgreSQL's serialization failure and deadlock
PRIMARY_CODE = 0xFF  # SQLite's extended result codes keep the primary code in the lowest byte

WAITED_TOO_LONG = (
    "Another transaction kept the store locked for longer than the lock timeout, so nothing was "
    "done. Find and end the transaction that stays open, or connect with a longer lock_timeout, "
    "then ask again."
)
NO_CONNECTION = (
    "No connection to the store became free in time: every connection of this engine's pool is "
    "in use. Close the transactions that are left open, or ask again later."
)
BEATEN = (
    "Another transaction wrote first to what this one had read, or each waited for the other, so "
    "nothing was done. Roll your whole transaction back, and run all of it again."
)
CANCELLED = (
    "The database ended a statement before it was done: it took longer than the statement_timeout "
    "of this connection, or somebody cancelled it. Nothing was done. Set a longer one where this "
    "happens again."
)
BY_OLDER = "written by an older version of journeys"  # as the trigger of a head says
LOST = (
    "The connection to the store was lost in this transaction: roll it back, look whether what it "
    "was to record is there, and begin again."
)


class LockTimedOut(persistence_errors.OperationalError):
    """Somebody else kept the store locked for longer than the lock timeout."""


class StatementCancelled(persistence_errors.OperationalError):
    """The database ended a statement: a timeout of the host's ran out, or somebody cancelled it."""


class WrittenByOlder(persistence_errors.ProgrammingError):
    """A newer version of this library has upgraded the store while this process had it open."""


class StaleSnapshot(persistence_errors.OperationalError):
    """Somebody else wrote first; a transaction that began before that cannot write any more."""


@contextmanager
def translated() -> Iterator[None]:
    """Raise persistence errors for the database's errors in the body."""
    try:
        yield
    except Exception as error:
        translated_error = translation(error)
        if translated_error is None:
            raise
        raise translated_error from error


def translation(error: Exception) -> Exception | None:
    """Return what to raise in place of an error of the database; None for every other error.

    Each error of SQLAlchemy or of a driver becomes the error of the same name in
    `persistence_errors`; a lock timeout becomes `LockTimedOut`, and a stale snapshot or a
    deadlock `StaleSnapshot`, both an `OperationalError`.
    """
    if isinstance(error, sqlalchemy.exc.TimeoutError):
        return persistence_errors.ConnectionUnavailableError(NO_CONNECTION)
    if isinstance(error, sqlalchemy.exc.PendingRollbackError):
        return persistence_errors.OperationalError(LOST)
    cause = error.orig if isinstance(error, sqlalchemy.exc.DBAPIError) else error
    for is_so, meaning in (
        (_is_stale, StaleSnapshot(BEATEN)),
        (_is_lock_timeout, LockTimedOut(WAITED_TOO_LONG)),
        (_is_cancelled, StatementCancelled(CANCELLED)),
        (_is_by_older, WrittenByOlder(BY_OLDER)),
    ):
        if is_so(cause):
            return meaning
    if is_out_of_step(cause):
        # What became of a COMMIT, nobody can say.
        return persistence_errors.OperationalError(str(cause))
    for kind in type(cause).__mro__:
        if kind.__module__.partition(".")[0] in DRIVERS:
            same_name = getattr(persistence_errors, kind.__name__, None)
            if same_name is not None:
                equivalent: Exception = same_name(str(cause))
                return equivalent
    return None


def is_busy(error: BaseException | None) -> bool:
    """Return whether SQLite raised this because another connection holds the file."""
    return _sqlite_code(error) & PRIMARY_CODE in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def is_out_of_step(error: BaseException | None) -> bool:
    """Return whether psycopg got answers that do not fit what it sent.

    PgBouncer gives two where it loses its server. Such a connection is lost, as its transaction is.
    """
    kind = type(error)
    by_driver = kind.__module__.startswith("psycopg") and kind.__name__ == "InternalError"
    return by_driver and getattr(error, "sqlstate", None) is None


def _is_lock_timeout(error: BaseException | None) -> bool:
    return is_busy(error) or getattr(error, "sqlstate", None) == LOCK_NOT_AVAILABLE


def _is_cancelled(error: BaseException | None) -> bool:
    return getattr(error, "sqlstate", None) == QUERY_CANCELED


def _is_stale(error: BaseException | None) -> bool:
    return (
        _sqlite_code(error) == sqlite3.SQLITE_BUSY_SNAPSHOT
        or getattr(error, "sqlstate", None) in STALE_OR_DEADLOCKED
    )


def _is_by_older(error: BaseException | None) -> bool:
    return BY_OLDER in str(error)


def _sqlite_code(error: BaseException | None) -> int:
    # Errors of the sqlite3 module itself, such as for invalid text, have no code.
    code: int = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code
