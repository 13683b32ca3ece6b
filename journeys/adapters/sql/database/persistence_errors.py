"""Why the database refused: the errors that everything in `adapters/sql` raises.

Their names are those of PEP 249, as in `eventsourcing.persistence`, which is not imported here: a
command that only reads would wait for it. `adapters/eventsourcing` raises its errors for these, and
`store_errors` this library's own.
"""


class PersistenceError(Exception):
    """Any of these."""


class InterfaceError(PersistenceError):
    """The driver failed, and not the database."""


class DatabaseError(PersistenceError):
    """The database failed or refused."""


class DataError(DatabaseError):
    """A value was wrong, such as a number out of range."""


class OperationalError(DatabaseError):
    """The database could not work: a lost connection, a file that cannot be opened."""


class ConnectionUnavailableError(OperationalError, TimeoutError):
    """No connection became free in time."""


class IntegrityError(DatabaseError):
    """A constraint was broken, such as a version that is already in its stream."""


class InternalError(DatabaseError):
    """The database is in a state that it should not be in."""


class ProgrammingError(DatabaseError):
    """A statement or a name was wrong, or is refused by a rule of this library."""


class NotSupportedError(DatabaseError):
    """The database cannot do that."""
