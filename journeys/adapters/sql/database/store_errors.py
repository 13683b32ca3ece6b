"""The one place where persistence errors become this library's own."""

from collections.abc import Iterator
from contextlib import contextmanager

from journeys.adapters.sql.database.errors import (
    LockTimedOut,
    StaleSnapshot,
    StatementCancelled,
    WrittenByOlder,
    translated,
)
from journeys.adapters.sql.database.persistence_errors import (
    ConnectionUnavailableError,
    InterfaceError,
    OperationalError,
    PersistenceError,
)
from journeys.adapters.sql.database.reasons import reason
from journeys.domain.errors import Conflict, SchemaNewer, StoreBusy, StoreError, StoreUnreachable


@contextmanager
def store_errors() -> Iterator[None]:
    """Raise Conflict and this library's StoreErrors for the database's errors in the body."""
    try:
        with translated():
            yield
    except StaleSnapshot as error:
        raise Conflict(str(error)) from error
    except WrittenByOlder as error:
        raise SchemaNewer from error
    except (LockTimedOut, StatementCancelled, ConnectionUnavailableError) as error:
        raise StoreBusy(str(error)) from error
    except (OperationalError, InterfaceError) as error:
        raise StoreUnreachable(reason(error)) from error
    except PersistenceError as error:
        raise StoreError(reason(error)) from error
