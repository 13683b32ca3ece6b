"""The one place where the log's persistence errors become those of eventsourcing's contract."""

from collections.abc import Iterator
from contextlib import contextmanager

from eventsourcing import persistence

from journeys.adapters.sql.database.persistence_errors import PersistenceError


@contextmanager
def contract_errors() -> Iterator[None]:
    """Raise eventsourcing's error of the same name for each persistence error in the body.

    A subclass that it does not have, such as a lock timeout, becomes the error above it.
    """
    try:
        yield
    except PersistenceError as error:
        raise _contract_error(error) from error


def _contract_error(error: PersistenceError) -> persistence.PersistenceError:
    names = (kind.__name__ for kind in type(error).__mro__)
    same_name = next(name for name in names if hasattr(persistence, name))
    equivalent: persistence.PersistenceError = getattr(persistence, same_name)(*error.args)
    return equivalent
