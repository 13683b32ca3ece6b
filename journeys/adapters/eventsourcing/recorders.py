"""eventsourcing's recorders over the log. Its own documentation says what each method does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, TypeVar
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    IntegrityError,
    InterfaceError,
    Notification,
    OperationalError,
    ProcessRecorder,
    ProgrammingError,
    Recorder,
    StoredEvent,
    Subscription,
    Tracking,
    TrackingRecorder,
)
from sqlalchemy import Connection, Engine, Table, insert, select, tuple_

from journeys.adapters.eventsourcing.contract_errors import contract_errors
from journeys.adapters.eventsourcing.subscription import subscription
from journeys.adapters.sql.database.connections import (
    driver_connection,
    is_lost,
    read,
    writing,
)
from journeys.adapters.sql.database.driver_sql import driver_sql
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.event_log import Appended, Clock, EventLog
from journeys.adapters.sql.log.log_statements import track
from journeys.adapters.sql.schema import create_missing

T = TypeVar("T")

IdType: TypeAlias = Literal["uuid", "text"]


@dataclass(frozen=True)
class RecordedNotification(Notification):
    """A notification with the time its event was recorded."""

    recorded_us: int
    """Microseconds since 1970, UTC."""


class SQLAlchemyRecorder(Recorder):
    """What the recorders have in common: an engine and the tables of one application.

    `originator_id_type` decides what is read back from the ids stored as text: UUIDs or text.
    Raises eventsourcing's ProgrammingError for a name that cannot name tables, or is reserved for
    this library. Under the name of one of the library's sealed logs a recorder only reads: writing
    raises ProgrammingError.
    """

    @contract_errors()
    def __init__(
        self,
        engine: Engine,
        name: str = "stored",
        *,
        originator_id_type: IdType = "uuid",
        clock: Clock = None,
    ) -> None:
        self.engine = engine
        self.tables = Tables(name)
        self.log = EventLog(self.tables, clock)
        self.originator_id_type = originator_id_type

    def wanted_tables(self) -> list[Table]:
        """Return the tables this recorder needs; subclasses add theirs."""
        return []

    @contract_errors()
    def create_table(self) -> None:
        """Create those of the tables that are missing; never those of a sealed log."""
        create_missing(self.engine, self.tables, self.wanted_tables())


class _EventsRecorder(SQLAlchemyRecorder):
    """Reads the events of a stream, from whichever table holds them."""

    events: Table

    @contract_errors()
    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return the events of one stream, by version."""
        column = self.events.c
        query = select(column.version, column.topic, column.body)
        query = query.where(column.stream == str(originator_id))
        if gt is not None:
            query = query.where(column.version > gt)
        if lte is not None:
            query = query.where(column.version <= lte)
        query = query.order_by(column.version.desc() if desc else column.version).limit(limit)
        read_id = self._id(str(originator_id))
        found = read(self.engine, lambda connection: connection.execute(query).all())
        return [StoredEvent(read_id, *row) for row in found]

    def _id(self, stream: str) -> UUID | str:
        return UUID(stream) if self.originator_id_type == "uuid" else stream


class SQLAlchemyAggregateRecorder(_EventsRecorder, AggregateRecorder):
    """Keeps events by stream and version. Only those of purpose "events" stand in the log.

    Raises ProgrammingError for another purpose under the name of a sealed log.
    """

    @contract_errors()
    def __init__(
        self,
        engine: Engine,
        name: str = "stored",
        *,
        purpose: str = "events",
        originator_id_type: IdType = "uuid",
        clock: Clock = None,
    ) -> None:
        super().__init__(engine, name, originator_id_type=originator_id_type, clock=clock)
        self._in_log = purpose == "events"
        if not self._in_log:
            _refuse_sealed(self.tables)
        self.events = self.tables.events if self._in_log else self.tables.versions(purpose)

    def wanted_tables(self) -> list[Table]:
        """Return the log's tables, or the single table of another purpose."""
        return self.tables.log if self._in_log else [self.events]

    @contract_errors()
    def insert_events(self, stored_events: Sequence[StoredEvent], **_kwargs: Any) -> None:  # noqa: ANN401 - the contract's own signature
        """Insert all of the events or none of them."""
        if not stored_events:
            return
        with writing(self.engine) as connection:
            if self._in_log:
                append(self.log, connection, stored_events)
            else:
                rows = [
                    dict(zip(("stream", "version", "topic", "body"), event, strict=True))
                    for event in map(_as_event, stored_events)
                ]
                connection.execute(insert(self.events), rows)


class SQLAlchemyApplicationRecorder(_EventsRecorder, ApplicationRecorder):
    """Keeps events in the log of an application, for others to follow."""

    @contract_errors()
    def __init__(
        self,
        engine: Engine,
        name: str = "stored",
        *,
        originator_id_type: IdType = "uuid",
        clock: Clock = None,
    ) -> None:
        super().__init__(engine, name, originator_id_type=originator_id_type, clock=clock)
        self.events = self.tables.events

    def wanted_tables(self) -> list[Table]:
        """Return the log's tables, and those of a recorder this one is combined with."""
        return [*super().wanted_tables(), *self.tables.log]

    @contract_errors()
    def insert_events(self, stored_events: Sequence[StoredEvent], **_kwargs: Any) -> Sequence[int]:  # noqa: ANN401 - the contract's own signature
        """Insert all of the events or none of them, and return their positions."""
        if not stored_events:
            return []
        with writing(self.engine) as connection:
            return list(append(self.log, connection, stored_events).positions)

    @contract_errors()
    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[RecordedNotification]:
        """Return events of the log in the order of their positions."""
        column = self.events.c
        query = select(
            column.stream,
            column.version,
            column.topic,
            column.body,
            column.position,
            column.recorded_us,
        )
        if start is not None:
            first = start if inclusive_of_start else start + 1
            query = query.where(column.position >= first)
        if stop is not None:
            query = query.where(column.position <= stop)
        if topics:
            query = query.where(column.topic.in_(topics))
        query = query.order_by(column.position).limit(limit)
        found = read(self.engine, lambda connection: connection.execute(query).all())
        return [RecordedNotification(self._id(stream), *rest) for stream, *rest in found]

    @contract_errors()
    def max_notification_id(self) -> int | None:
        """Return the last position in the log, or None when it is empty."""
        return read(self.engine, self.log.head).position or None

    def subscribe(
        self, gt: int | None = None, topics: Sequence[str] = ()
    ) -> Subscription[ApplicationRecorder]:
        """Return an iterator over the log that waits at its end for what comes."""
        return subscription(self, self.engine, self.tables, gt, topics)


class SQLAlchemyTrackingRecorder(SQLAlchemyRecorder, TrackingRecorder):
    """Keeps how far other applications' logs were followed.

    A materialised view subclasses this: it creates its tables beside these, and calls `track`
    in the transaction that changes them.
    """

    def wanted_tables(self) -> list[Table]:
        """Return the tracking table, and those of a recorder this one is combined with."""
        return [*super().wanted_tables(), self.tables.tracking]

    @contract_errors()
    def insert_tracking(self, tracking: Tracking) -> None:
        """Record that an application was followed up to a position."""

        def insert_once() -> None:
            with writing(self.engine) as connection:
                self.track(connection, tracking)

        self.idempotent(tracking, insert_once, lambda: None)

    def idempotent(
        self, tracking: Tracking, record: Callable[[], T], recorded: Callable[[], T]
    ) -> T:
        """Return what a transaction that ends with `track` returns, across a lost connection.

        Where it is lost, and the tracking is not recorded, the transaction is repeated. Where it
        is, the transaction was committed before its answer was lost, and `recorded` is returned.
        """
        try:
            with contract_errors():
                return record()
        except (OperationalError, InterfaceError) as error:
            if not is_lost(self.engine, error.__cause__):
                raise
        followed = self.max_tracking_id(tracking.application_name) or 0
        return recorded() if followed >= tracking.notification_id else record()

    @contract_errors()
    def track(self, connection: Connection, tracking: Tracking) -> None:
        """Do as insert_tracking in the transaction of the caller, who commits it.

        Raises IntegrityError, and leaves the transaction usable, unless the position is after
        the one recorded before.
        """
        _refuse_sealed(self.tables)
        values = (tracking.application_name, tracking.notification_id)
        dialect = connection.dialect.name
        statement = driver_sql(track(self.tables.name, dialect), dialect)
        with driver_connection(connection) as raw:
            moved = raw.execute(statement, values).fetchall()
        if not moved:
            message = (
                f"{tracking.application_name} was already followed to "
                f"{tracking.notification_id} or beyond: the event was processed before."
            )
            raise IntegrityError(message)

    @contract_errors()
    def max_tracking_id(self, application_name: str) -> int | None:
        """Return how far this application was followed, or None when it never was."""
        column = self.tables.tracking.c
        query = select(column.notification_id).where(column.application_name == application_name)
        return read(self.engine, lambda connection: connection.execute(query).scalar())


class SQLAlchemyProcessRecorder(
    SQLAlchemyTrackingRecorder, SQLAlchemyApplicationRecorder, ProcessRecorder
):
    """Keeps events together with how far the log that caused them was followed."""

    @contract_errors()
    def insert_events(
        self,
        stored_events: Sequence[StoredEvent],
        *,
        tracking: Tracking | None = None,
        **_kwargs: Any,  # noqa: ANN401 - the contract's own signature
    ) -> Sequence[int]:
        """Insert the events and the tracking in one transaction, and return the positions.

        With a tracking it is repeated where the connection was lost, unless it was committed.
        """

        def insert_once() -> Sequence[int]:
            with writing(self.engine) as connection:
                # The log's head is locked last, so that others wait for it as shortly as possible.
                if tracking is not None:
                    self.track(connection, tracking)
                return list(append(self.log, connection, stored_events).positions)

        if tracking is None:
            return insert_once()
        return self.idempotent(tracking, insert_once, lambda: self._positions(stored_events))

    def _positions(self, stored_events: Sequence[StoredEvent]) -> Sequence[int]:
        """Return the positions of events that were appended.

        Raises IntegrityError where one was not: another process recorded under this tracking.
        """
        column = self.events.c
        places = [(str(each.originator_id), each.originator_version) for each in stored_events]
        query = select(column.position).order_by(column.position)
        query = query.where(tuple_(column.stream, column.version).in_(places))
        found = read(self.engine, lambda connection: connection.scalars(query).all())
        if len(found) != len(places):
            message = "Another process followed to this position: the event was processed before."
            raise IntegrityError(message)
        return found


@contract_errors()
def append(log: EventLog, connection: Connection, stored_events: Sequence[StoredEvent]) -> Appended:
    """Append stored events in a transaction that is rolled back if this raises.

    Raises ProgrammingError where the log is sealed by this library.
    """
    _refuse_sealed(log.tables)
    return log.append(connection, list(map(_as_event, stored_events)), savepoint=False)


def _refuse_sealed(tables: Tables) -> None:
    """Raise ProgrammingError where this library alone writes these tables."""
    if tables.sealed:
        # What another application appended could never be taken back, nor read as an entry.
        message = (
            f"{tables.name} is sealed by journeys and can only be read here: record through "
            "journeys.open, and give an application that stores events or tracking another name."
        )
        raise ProgrammingError(message)


def _as_event(event: StoredEvent) -> tuple[str, int, str, bytes]:
    return str(event.originator_id), event.originator_version, event.topic, event.state
