"""eventsourcing's own suites for recorders and factories, on both databases."""

from abc import ABC
from collections.abc import Iterator
from typing import ClassVar

import pytest
from eventsourcing.persistence import ApplicationRecorder, TrackingRecorder
from eventsourcing.tests.persistence import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
)
from eventsourcing.utils import Environment
from sqlalchemy import Engine

from journeys.adapters.eventsourcing import (
    SQLAlchemyAggregateRecorder,
    SQLAlchemyApplicationRecorder,
    SQLAlchemyFactory,
    SQLAlchemyProcessRecorder,
    SQLAlchemyTrackingRecorder,
)
from journeys.adapters.sql.database.connections import connect


class Store:
    """Gives a unittest class an empty store, as fixtures' parameters do not reach it."""

    database: ClassVar[str]
    url: str
    engine: Engine

    @pytest.fixture(autouse=True)
    def open_store(self, request: pytest.FixtureRequest) -> Iterator[None]:
        """Open the store before each test and close it afterwards."""
        self.url = request.getfixturevalue(f"{self.database}_url")
        self.engine = connect(self.url)
        yield
        self.engine.dispose()


class OnSQLite(Store):
    """The store is a SQLite file."""

    database = "sqlite"


class OnPostgreSQL(Store):
    """The store is a PostgreSQL database."""

    database = "postgresql"


class AggregateRecorderContract(Store, AggregateRecorderTestCase, ABC):
    """What an aggregate recorder must do, in the log."""

    def create_recorder(self) -> SQLAlchemyAggregateRecorder:
        """Return a recorder of the log."""
        recorder = SQLAlchemyAggregateRecorder(self.engine)
        recorder.create_table()
        return recorder


class SnapshotRecorderContract(Store, AggregateRecorderTestCase, ABC):
    """What an aggregate recorder must do, beside the log."""

    def create_recorder(self) -> SQLAlchemyAggregateRecorder:
        """Return a recorder of snapshots."""
        recorder = SQLAlchemyAggregateRecorder(self.engine, purpose="snapshots")
        recorder.create_table()
        return recorder


class ApplicationRecorderContract(
    Store, ApplicationRecorderTestCase[SQLAlchemyApplicationRecorder], ABC
):
    """What an application recorder must do."""

    def create_recorder(self) -> SQLAlchemyApplicationRecorder:
        """Return a recorder of a log."""
        recorder = SQLAlchemyApplicationRecorder(self.engine)
        recorder.create_table()
        return recorder

    def test_insert_subscribe(self) -> None:
        """A log can be followed."""
        self.optional_test_insert_subscribe()


class TrackingRecorderContract(Store, TrackingRecorderTestCase, ABC):
    """What a tracking recorder must do."""

    def create_recorder(self) -> SQLAlchemyTrackingRecorder:
        """Return a recorder of tracking."""
        recorder = SQLAlchemyTrackingRecorder(self.engine)
        recorder.create_table()
        return recorder


class ProcessRecorderContract(Store, ProcessRecorderTestCase, ABC):
    """What a process recorder must do."""

    def create_recorder(self) -> SQLAlchemyProcessRecorder:
        """Return a recorder of a log and of tracking."""
        recorder = SQLAlchemyProcessRecorder(self.engine)
        recorder.create_table()
        return recorder


class NonInterleavingContract(Store, NonInterleavingNotificationIDsBaseCase, ABC):
    """Events inserted together stand together in the log."""

    def create_recorder(self) -> ApplicationRecorder:
        """Return a recorder of a log."""
        recorder = SQLAlchemyApplicationRecorder(self.engine)
        recorder.create_table()
        return recorder


class OwnTrackingRecorder(SQLAlchemyTrackingRecorder):
    """A recorder class somebody else wrote."""


class FactoryContract(Store, InfrastructureFactoryTestCase[SQLAlchemyFactory], ABC):
    """What a factory must do."""

    def setUp(self) -> None:
        """Choose this store by its module's name."""
        self.env = Environment("TestCase")
        self.env["PERSISTENCE_MODULE"] = "journeys.adapters.eventsourcing"
        self.env["SQLALCHEMY_URL"] = self.url
        super().setUp()

    def expected_factory_class(self) -> type[SQLAlchemyFactory]:
        """Return the class of the factory."""
        return SQLAlchemyFactory

    def expected_aggregate_recorder_class(self) -> type[SQLAlchemyAggregateRecorder]:
        """Return the class of its aggregate recorders."""
        return SQLAlchemyAggregateRecorder

    def expected_application_recorder_class(self) -> type[SQLAlchemyApplicationRecorder]:
        """Return the class of its application recorders."""
        return SQLAlchemyApplicationRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        """Return the class of its tracking recorders."""
        return SQLAlchemyTrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        """Return the class to use instead."""
        return OwnTrackingRecorder

    def expected_process_recorder_class(self) -> type[SQLAlchemyProcessRecorder]:
        """Return the class of its process recorders."""
        return SQLAlchemyProcessRecorder


class TestAggregateRecorderOnSQLite(OnSQLite, AggregateRecorderContract):
    """The log as aggregate recorder in SQLite."""


class TestAggregateRecorderOnPostgreSQL(OnPostgreSQL, AggregateRecorderContract):
    """The log as aggregate recorder in PostgreSQL."""


class TestSnapshotRecorderOnSQLite(OnSQLite, SnapshotRecorderContract):
    """Snapshots in SQLite."""


class TestSnapshotRecorderOnPostgreSQL(OnPostgreSQL, SnapshotRecorderContract):
    """Snapshots in PostgreSQL."""


class TestApplicationRecorderOnSQLite(OnSQLite, ApplicationRecorderContract):
    """The log in SQLite."""


class TestApplicationRecorderOnPostgreSQL(OnPostgreSQL, ApplicationRecorderContract):
    """The log in PostgreSQL."""


class TestTrackingRecorderOnSQLite(OnSQLite, TrackingRecorderContract):
    """Tracking in SQLite."""


class TestTrackingRecorderOnPostgreSQL(OnPostgreSQL, TrackingRecorderContract):
    """Tracking in PostgreSQL."""


class TestProcessRecorderOnSQLite(OnSQLite, ProcessRecorderContract):
    """The log and tracking together in SQLite."""


class TestProcessRecorderOnPostgreSQL(OnPostgreSQL, ProcessRecorderContract):
    """The log and tracking together in PostgreSQL."""


class TestNonInterleavingOnSQLite(OnSQLite, NonInterleavingContract):
    """Two writers at once in SQLite."""


class TestNonInterleavingOnPostgreSQL(OnPostgreSQL, NonInterleavingContract):
    """Two writers at once in PostgreSQL."""


class TestFactoryOnSQLite(OnSQLite, FactoryContract):
    """The factory for SQLite."""


class TestFactoryOnPostgreSQL(OnPostgreSQL, FactoryContract):
    """The factory for PostgreSQL."""


# pytest must not collect the suites themselves: they need a store.
del (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    InfrastructureFactoryTestCase,
    NonInterleavingNotificationIDsBaseCase,
    ProcessRecorderTestCase,
    TrackingRecorderTestCase,
    AggregateRecorderContract,
    SnapshotRecorderContract,
    ApplicationRecorderContract,
    TrackingRecorderContract,
    ProcessRecorderContract,
    NonInterleavingContract,
    FactoryContract,
)
