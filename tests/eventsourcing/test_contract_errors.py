"""Errors at the contract: an eventsourcing application meets eventsourcing's own, and no other."""

import inspect

import pytest
from eventsourcing import persistence
from eventsourcing.persistence import IntegrityError, OperationalError
from sqlalchemy import Engine

from journeys.adapters.eventsourcing import SQLAlchemyApplicationRecorder
from journeys.adapters.eventsourcing.contract_errors import contract_errors
from journeys.adapters.sql.database import errors, persistence_errors
from journeys.adapters.sql.database.persistence_errors import PersistenceError
from tests.eventsourcing.test_subscription import Make

KINDS = [
    each
    for module in (persistence_errors, errors)
    for each in vars(module).values()
    if inspect.isclass(each) and issubclass(each, PersistenceError)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_error_of_the_log_becomes_the_one_of_its_name(kind: type[PersistenceError]) -> None:
    """One that only the log has becomes the error above it; both say the same."""
    raised = kind("It was refused.")
    with pytest.raises(persistence.PersistenceError, match="It was refused") as caught:  # noqa: SIM117 - what is raised inside
        with contract_errors():
            raise raised
    names = [each.__name__ for each in kind.__mro__]
    name = kind.__name__ if hasattr(persistence, kind.__name__) else names[1]
    assert caught.type is getattr(persistence, name)
    assert caught.value.__cause__ is raised


def test_every_other_error_passes_as_it_is() -> None:
    """Those of the contract itself, too."""
    for other in (ValueError("x"), IntegrityError("was processed before")):
        with pytest.raises(type(other)) as caught, contract_errors():
            raise other
        assert caught.value is other


def test_a_recorder_raises_the_errors_of_its_contract(engine: Engine, event: Make) -> None:
    """Of a version that is there already, and of a database that cannot be used."""
    recorder = SQLAlchemyApplicationRecorder(engine, "kitchen")
    recorder.create_table()
    soup = event()
    recorder.insert_events([soup])
    with pytest.raises(IntegrityError):
        recorder.insert_events([soup])
    with pytest.raises(persistence.ProgrammingError, match="name tables"):
        SQLAlchemyApplicationRecorder(engine, "no name")
    missing = SQLAlchemyApplicationRecorder(engine, "missing")
    with pytest.raises((OperationalError, persistence.ProgrammingError)):
        missing.max_notification_id()
