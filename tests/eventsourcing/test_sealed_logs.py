"""Other applications read what journeys seals, and write none of it."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from eventsourcing.application import Application, ProcessingEvent
from eventsourcing.dispatch import singledispatchmethod
from eventsourcing.domain import Aggregate, DomainEventProtocol
from eventsourcing.persistence import ProgrammingError, StoredEvent, Tracking
from eventsourcing.projection import (
    ApplicationSubscription,
    EventSourcedProjection,
    EventSourcedProjectionRunner,
)
from eventsourcing.system import (
    MultiThreadedRunner,
    ProcessApplication,
    SingleThreadedRunner,
    System,
)
from sqlalchemy import Engine, inspect, text

import journeys
from journeys import Entry, Journeys
from journeys.adapters.eventsourcing import (
    SQLAlchemyAggregateRecorder,
    SQLAlchemyApplicationRecorder,
    SQLAlchemyProcessRecorder,
    SQLAlchemyTrackingRecorder,
)
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.tables import SEALED
from journeys.errors import SchemaNewer
from tests.invented import KEYS, WALK, looking, opened
from tests.moving import contents

OUR_MODULE = "journeys.adapters.eventsourcing"
OUR_MAPPER = "journeys.adapters.eventsourcing.mapper:EntryMapper"
INSTEAD = "record through journeys.open, and give"


def event() -> StoredEvent:
    """Return an event of somebody else's."""
    return StoredEvent(uuid4(), 1, "kitchen:Meal.Created", b"{}")


def track_in_its_own_transaction(engine: Engine, name: str) -> None:
    """Do as a materialised view does that changes its tables together with its tracking."""
    with writing(engine) as connection:
        SQLAlchemyTrackingRecorder(engine, name).track(connection, Tracking("kitchen", 1))


def store_beside(purpose: str, engine: Engine, name: str) -> None:
    """Store an event in a table of another purpose."""
    SQLAlchemyAggregateRecorder(engine, name, purpose=purpose).insert_events([event()])


Write = Callable[[Engine, str], object]
WRITES: dict[str, Write] = {
    "aggregate": lambda engine, name: SQLAlchemyAggregateRecorder(engine, name).insert_events(
        [event()]
    ),
    "application": lambda engine, name: SQLAlchemyApplicationRecorder(engine, name).insert_events(
        [event()]
    ),
    "process": lambda engine, name: SQLAlchemyProcessRecorder(engine, name).insert_events(
        [event()]
    ),
    "with tracking": lambda engine, name: SQLAlchemyProcessRecorder(engine, name).insert_events(
        [event()], tracking=Tracking("kitchen", 1)
    ),
    "only tracking": lambda engine, name: SQLAlchemyProcessRecorder(engine, name).insert_events(
        [], tracking=Tracking("kitchen", 1)
    ),
    "tracking": lambda engine, name: SQLAlchemyTrackingRecorder(engine, name).insert_tracking(
        Tracking("kitchen", 1)
    ),
    "a view": track_in_its_own_transaction,
    **{
        purpose: partial(store_beside, purpose)
        for purpose in ("snapshots", "people", "keys", "schema", "requests", "anything")
    },
}


@pytest.mark.parametrize("name", SEALED)
def test_no_recorder_writes_into_a_sealed_log(
    walks: Journeys, database_url: str, engine: Engine, name: str
) -> None:
    """Nor beside it under its name; the store stays as it was, and opens."""
    opened(walks)
    before, tables = contents(walks), inspect(engine).get_table_names()
    for how, write in WRITES.items():
        with pytest.raises(ProgrammingError, match=INSTEAD):
            write(engine, name)
        assert (contents(walks), inspect(engine).get_table_names()) == (before, tables), how
    journeys.open(database_url, keys=KEYS).close()
    assert {verdict.fault for verdict in walks.seal.verify()} == {None}


def test_no_application_has_a_table_of_the_library_under_any_name_and_purpose(
    walks: Journeys, engine: Engine
) -> None:
    """However the name of the table is divided between the two."""
    before = contents(walks)
    for table in inspect(engine).get_table_names():
        words = table.split("_")
        for count in range(1, len(words)):
            name, purpose = "_".join(words[:count]), "_".join(words[count:])
            with pytest.raises(ProgrammingError):
                SQLAlchemyAggregateRecorder(engine, name, purpose=purpose).insert_events([event()])
    assert contents(walks) == before


def test_a_sealed_log_can_be_read_as_it_is_stored(walks: Journeys, engine: Engine) -> None:
    """Its entries are encrypted, and its recorder makes nothing."""
    opened(walks)
    recorder = SQLAlchemyApplicationRecorder(engine, "journeys")
    recorder.create_table()
    assert [each.topic for each in recorder.select_notifications(1, 10)] == ["journey-opened"]


class Meal(Aggregate):
    """Something that is cooked."""


def application(name: str) -> type[Application[UUID]]:
    """Return an application of this name, which stores aggregates."""
    return type(name, (Application,), {"name": name})


def settings(url: str, **others: str) -> dict[str, str]:
    """Return what an application on this store must be told, and what else."""
    return {
        "PERSISTENCE_MODULE": OUR_MODULE,
        "SQLALCHEMY_URL": url,
        "JOURNEYS_MASTER_KEY": KEYS.text,
        **others,
    }


@pytest.mark.parametrize("name", ["journeys", "Journeys", "JOURNEYS"])
def test_an_application_named_journeys_without_the_mapper_does_not_start(
    database_url: str, name: str
) -> None:
    """One that saves something of its own would close the store for ever."""
    with pytest.raises(OSError, match="MAPPER_TOPIC is missing"):
        application(name)(settings(database_url))


@pytest.mark.parametrize("name", ["letters", "JourneysLog", ""])
def test_an_application_with_the_mapper_and_another_name_does_not_start(
    database_url: str, name: str
) -> None:
    """It would follow a log of its own, in which there is never anything."""
    with pytest.raises(OSError, match="The name is missing"):
        application(name or "Application")(settings(database_url, MAPPER_TOPIC=OUR_MAPPER))


@pytest.mark.parametrize("module", ["eventsourcing.popo", "eventsourcing.sqlite", ""])
def test_an_application_with_the_mapper_on_another_module_does_not_start(module: str) -> None:
    """Its log is somebody else's, and it has no keys."""
    env = {"PERSISTENCE_MODULE": module, "SQLITE_DBNAME": ":memory:", "MAPPER_TOPIC": OUR_MAPPER}
    with pytest.raises(OSError, match="PERSISTENCE_MODULE is missing"):
        application("journeys")(env)


def test_an_application_without_an_address_does_not_start() -> None:
    """Under either name of the setting."""
    env = {"PERSISTENCE_MODULE": OUR_MODULE, "MAPPER_TOPIC": OUR_MAPPER}
    with pytest.raises(OSError, match="Set JOURNEYS_SQLALCHEMY_URL or SQLALCHEMY_URL"):
        application("journeys")(env)


@pytest.mark.parametrize(
    "name", ["journeys_access", "Journeys_Law", "journeys_set", "journeys_letters", "JOURNEYS_"]
)
@pytest.mark.parametrize("mapper", ["", OUR_MAPPER])
def test_an_application_with_a_reserved_name_does_not_start(
    database_url: str, name: str, mapper: str
) -> None:
    """Its tables are, or may one day be, the library's."""
    with pytest.raises(OSError, match=f"The name {name.lower()} is reserved"):
        application(name)(settings(database_url, MAPPER_TOPIC=mapper))


def test_the_log_of_journeys_follows_nobody(database_url: str) -> None:
    """Nothing is stored under its name, whatever is followed."""

    class JourneysProjection(EventSourcedProjection[UUID]):
        """A projection with the name of the log."""

        name = "journeys"

    with pytest.raises(OSError, match="only reads the log"):
        JourneysProjection(settings(database_url, MAPPER_TOPIC=OUR_MAPPER))


def test_a_follower_saves_nothing(walks: Journeys, database_url: str) -> None:
    """Its settings are right, and its code is not."""
    opened(walks)
    before = contents(walks)
    with application("journeys")(settings(database_url, MAPPER_TOPIC=OUR_MAPPER)) as follower:
        with pytest.raises(ProgrammingError, match="recorded through Journeys"):
            follower.save(Meal())
        with ApplicationSubscription(follower) as subscription:
            followed: list[object] = [entry for entry, _ in islice(subscription, 1)]
        assert followed == list(looking(walks).history(WALK).entries)
    assert contents(walks)["journeys_events"] == before["journeys_events"]


def test_a_follower_takes_no_snapshots(database_url: str) -> None:
    """They would be a table of the library."""
    env = settings(database_url, MAPPER_TOPIC=OUR_MAPPER, IS_SNAPSHOTTING_ENABLED="y")
    with pytest.raises(ProgrammingError, match=INSTEAD):
        application("journeys")(env)


def test_a_follower_makes_no_store(empty_database_url: str, tmp_path: Path) -> None:
    """A mistyped address is said to be one, and makes no database."""
    with pytest.raises(OSError, match="SQLALCHEMY_URL names no store"):
        application("journeys")(settings(empty_database_url, MAPPER_TOPIC=OUR_MAPPER))
    assert not list(tmp_path.iterdir())


def test_a_store_of_a_newer_version_is_not_followed(database_url: str, engine: Engine) -> None:
    """Its rows may mean something else."""
    with writing(engine) as connection:
        connection.execute(text("UPDATE journeys_schema SET version_num = '9999'"))
    with pytest.raises(SchemaNewer):
        application("journeys")(settings(database_url, MAPPER_TOPIC=OUR_MAPPER))


class JourneysLog(Application[UUID]):
    """The log of journeys, to be followed."""

    name = "journeys"


class Letters(EventSourcedProjection[UUID]):
    """Writes a letter for each journey that is opened, as events of its own."""

    name = "letters"

    @singledispatchmethod
    def policy(
        self, domain_event: DomainEventProtocol[UUID], processing_event: ProcessingEvent[UUID]
    ) -> None:
        """Write a letter for an entry."""
        if isinstance(domain_event, Entry):
            processing_event.collect_events(Meal())


def test_an_application_that_follows_stores_under_its_own_name_and_mapper(
    walks: Journeys, database_url: str
) -> None:
    """Both share their settings; the mapper is set for the log of journeys alone."""
    opened(walks)
    shared = settings(database_url, MAPPER_TOPIC=OUR_MAPPER)
    with pytest.raises(OSError, match="set its mapper as JOURNEYS_MAPPER_TOPIC"):
        EventSourcedProjectionRunner(
            application_class=JourneysLog, projection_class=Letters, env=shared
        )
    with EventSourcedProjectionRunner(
        application_class=JourneysLog,
        projection_class=Letters,
        env=settings(database_url, JOURNEYS_MAPPER_TOPIC=OUR_MAPPER),
    ) as runner:
        runner.wait(1, timeout=10)
        assert runner.projection.recorder.max_notification_id() == 1
    assert {verdict.fault for verdict in walks.seal.verify()} == {None}


class LetterWriter(ProcessApplication[UUID]):
    """Writes letters, in a system of applications."""

    name = "letters"

    @singledispatchmethod
    def policy(
        self, domain_event: DomainEventProtocol[UUID], processing_event: ProcessingEvent[UUID]
    ) -> None:
        """Write a letter for an entry."""
        if isinstance(domain_event, Entry):
            processing_event.collect_events(Meal())


@pytest.mark.parametrize("runner", [SingleThreadedRunner, MultiThreadedRunner])
def test_a_system_of_applications_follows_too(
    walks: Journeys,
    database_url: str,
    runner: type[SingleThreadedRunner[UUID] | MultiThreadedRunner[UUID]],
) -> None:
    """Its follower asks for a mapper of its own class; the setting is that of the log."""
    opened(walks)
    system: System = System([[JourneysLog, LetterWriter]])
    with pytest.raises(OSError, match="MAPPER_TOPIC is missing"):
        runner(system, env=settings(database_url)).start()
    with runner(system, env=settings(database_url, JOURNEYS_MAPPER_TOPIC=OUR_MAPPER)) as running:
        letters = running.get(LetterWriter)
        letters.pull_and_process("journeys")
        assert letters.recorder.max_tracking_id("journeys") == 1
        assert letters.recorder.max_notification_id() == 1
    assert {verdict.fault for verdict in walks.seal.verify()} == {None}
