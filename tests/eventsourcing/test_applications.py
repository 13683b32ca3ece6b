"""Stock eventsourcing applications live in the store and follow each other."""

from typing import Any
from uuid import UUID

import pytest
from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, DomainEventProtocol, event
from eventsourcing.persistence import DatabaseError, InfrastructureFactory, StoredEvent, Tracking
from eventsourcing.projection import (
    EventSourcedProjection,
    EventSourcedProjectionRunner,
    Projection,
    ProjectionRunner,
)
from eventsourcing.utils import get_topic
from sqlalchemy import BigInteger, Column, Table, inspect, select

from journeys.adapters.eventsourcing import (
    SQLAlchemyAggregateRecorder,
    SQLAlchemyApplicationRecorder,
    SQLAlchemyProcessRecorder,
    SQLAlchemyTrackingRecorder,
)
from journeys.adapters.sql.database.connections import connect, reading, writing


class Meal(Aggregate):
    """Something that is cooked in steps."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.steps: list[str] = []

    @event("Cooked")
    def cook(self, step: str) -> None:
        """Do one more step."""
        self.steps.append(step)


class Kitchen(Application[UUID]):
    """Cooks meals."""

    is_snapshotting_enabled = True

    def cook(self, name: str, *steps: str) -> UUID:
        """Cook a new meal."""
        meal = Meal(name)
        for step in steps:
            meal.cook(step)
        self.save(meal)
        return meal.id


class StepCount(SQLAlchemyTrackingRecorder):
    """Counts the steps of all meals, beside the tracking."""

    def wanted_tables(self) -> list[Table]:
        """Return the tracking table and one for the count."""
        return [*super().wanted_tables(), self.table]

    @property
    def table(self) -> Table:
        """The table of the count, which has one row for each step."""
        name = f"{self.tables.name}_steps"
        known = self.tables.metadata.tables
        if name in known:
            return known[name]
        key = Column("position", BigInteger, primary_key=True, autoincrement=False)
        return Table(name, self.tables.metadata, key)

    def count_one(self, tracking: Tracking) -> None:
        """Count a step and move the tracking together."""
        with writing(self.engine) as connection:
            self.track(connection, tracking)
            connection.execute(self.table.insert().values(position=tracking.notification_id))

    def steps(self) -> list[int]:
        """Return the positions of the counted steps."""
        with reading(self.engine) as connection:
            return list(connection.execute(select(self.table.c.position)).scalars())


class Counting(Projection[StepCount]):
    """Counts steps as they are cooked."""

    @singledispatchmethod
    def process_event(self, domain_event: Any, tracking: Tracking) -> None:  # noqa: ARG002, ANN401 - the contract's own signature
        """Pass over whatever is no step."""
        self.view.insert_tracking(tracking)

    @process_event.register
    def _(self, domain_event: Meal.Cooked, tracking: Tracking) -> None:  # type: ignore[name-defined] # noqa: ARG002 - eventsourcing makes the class
        self.view.count_one(tracking)


class Bills(EventSourcedProjection[UUID]):
    """Writes a bill for every meal, as events of its own."""

    @singledispatchmethod
    def policy(
        self, domain_event: DomainEventProtocol[UUID], processing_event: ProcessingEvent[UUID]
    ) -> None:
        """Write a bill for a new meal."""
        if isinstance(domain_event, Meal.Created):
            processing_event.collect_events(Meal(f"bill for {domain_event.originator_id}"))


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Return the URL of a database without tables, once of either kind."""
    return empty_database_url


@pytest.fixture
def env(database_url: str) -> dict[str, str]:
    """Return the environment of an application in an empty store."""
    return {
        "PERSISTENCE_MODULE": "journeys.adapters.eventsourcing",
        "SQLALCHEMY_URL": database_url,
        "COMPRESSOR_TOPIC": "zlib",
    }


def test_an_application_keeps_its_aggregates(env: dict[str, str]) -> None:
    """What was saved is read back, by another process as well, and with snapshots."""
    with Kitchen(env) as kitchen:
        soup = kitchen.cook("soup", "cut", "boil")
        kitchen.take_snapshot(soup)
    with Kitchen(env) as kitchen:
        meal: Meal = kitchen.repository.get(soup)
        assert (meal.name, meal.steps, meal.version) == ("soup", ["cut", "boil"], 3)
        assert kitchen.snapshots is not None
        assert len(list(kitchen.snapshots.get(soup))) == 1
        section = kitchen.notification_log["1,10"]
        assert [item.id for item in section.items] == [1, 2, 3]


def test_each_application_has_tables_of_its_own(env: dict[str, str], database_url: str) -> None:
    """Two applications share a database without sharing a number or a stream."""

    class Bakery(Kitchen):
        """Another kitchen."""

    with Kitchen(env) as kitchen, Bakery(env) as bakery:
        kitchen.cook("soup", "cut")
        bakery.cook("bread", "knead", "bake")
        assert kitchen.recorder.max_notification_id() == 2
        assert bakery.recorder.max_notification_id() == 3
    engine = connect(database_url)
    names = set(inspect(engine).get_table_names())
    suffixes = ("events", "head", "topics", "snapshots")
    assert names == {f"{name}_{suffix}" for name in ("kitchen", "bakery") for suffix in suffixes}
    engine.dispose()


def test_a_projection_follows_an_application(env: dict[str, str]) -> None:
    """A view is current soon after a commit, and goes on where it stopped."""

    def run() -> ProjectionRunner[Kitchen, StepCount]:
        return ProjectionRunner(
            application_class=Kitchen, projection_class=Counting, view_class=StepCount, env=env
        )

    with Kitchen(env) as kitchen:
        kitchen.cook("soup", "cut", "boil")
        with run() as runner:
            runner.wait(3, timeout=10)
            assert runner.view.steps() == [2, 3]
            kitchen.cook("bread", "bake")
            runner.wait(5, timeout=10)
            assert runner.view.steps() == [2, 3, 5]
        kitchen.cook("jam", "stir")
        with run() as runner:
            runner.wait(7, timeout=10)
            assert runner.view.steps() == [2, 3, 5, 7]


def test_an_application_follows_another(env: dict[str, str]) -> None:
    """Its own events and its place in the other's log are committed together."""
    with (
        Kitchen(env) as kitchen,
        EventSourcedProjectionRunner(
            application_class=Kitchen, projection_class=Bills, env=env
        ) as runner,
    ):
        kitchen.cook("soup", "cut", "boil")
        kitchen.cook("bread", "bake")
        runner.wait(5, timeout=10)
        assert runner.projection.recorder.max_notification_id() == 2
        assert runner.projection.recorder.max_tracking_id("Kitchen") == 5


class OwnLog(SQLAlchemyApplicationRecorder):
    """A host's own kind of log."""


class OwnProcess(SQLAlchemyProcessRecorder):
    """A host's own kind of log with tracking."""


def test_a_host_may_use_recorders_of_its_own(env: dict[str, str]) -> None:
    """Topics name them, and nothing that is no such recorder."""
    env["APPLICATION_RECORDER_TOPIC"] = get_topic(OwnLog)
    env["PROCESS_RECORDER_TOPIC"] = get_topic(OwnProcess)
    env["TRACKING_RECORDER_TOPIC"] = get_topic(OwnLog)
    factory: Any = InfrastructureFactory.construct(env)
    assert type(factory.application_recorder()) is OwnLog
    assert type(factory.process_recorder()) is OwnProcess
    with pytest.raises(OSError, match="no kind of SQLAlchemyTrackingRecorder"):
        factory.tracking_recorder()
    factory.close()


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        ("SQLALCHEMY_URL", "", "SQLALCHEMY_URL"),
        ("ORIGINATOR_ID_TYPE", "number", "uuid or text"),
    ],
)
def test_a_setting_that_makes_no_sense_is_refused(
    env: dict[str, str], setting: str, value: str, message: str
) -> None:
    """The message names the setting."""
    with pytest.raises(OSError, match=message):
        Kitchen({**env, setting: value})


def test_tables_are_not_created_when_the_host_does_it(env: dict[str, str]) -> None:
    """CREATE_TABLE=no leaves the database as it is."""
    with Kitchen({**env, "CREATE_TABLE": "no"}) as kitchen, pytest.raises(DatabaseError):
        kitchen.cook("soup")


def test_text_ids_stay_text(env: dict[str, str]) -> None:
    """ORIGINATOR_ID_TYPE=text is for applications whose ids are no UUIDs."""
    factory: Any = InfrastructureFactory.construct({**env, "ORIGINATOR_ID_TYPE": "text"})
    recorder: SQLAlchemyAggregateRecorder = factory.aggregate_recorder()
    stored = StoredEvent("order-1", 1, "topic", b"")
    recorder.insert_events([stored])
    assert recorder.select_events("order-1") == [stored]
    factory.close()
