"""A journey that is joined to another where it comes from is not taken in by half."""

from collections.abc import Iterator
from uuid import UUID

import pytest

from journeys import JourneyId, Journeys, events
from journeys.app.ports.log import Recording
from journeys.domain.history import JOINED
from journeys.errors import Refused
from tests.invented import BY_ANNA, FEB_1, MAR_1, WALK, looking, opened
from tests.moving import LEADER, PURPOSE, contents, export_of, store, walk_on

VICTIM = JourneyId(UUID(int=100))


@pytest.fixture
def origin(origin_url: str) -> Iterator[Journeys]:
    """Yield the journeys of the store that somebody leaves."""
    with store(origin_url) as walks:
        walk_on(walks)
        yield walks


@pytest.mark.parametrize(
    "fact",
    [
        events.JourneyMerged(on=FEB_1, why="Samme", into=VICTIM),
        events.JourneyAbsorbed(on=FEB_1, why="Samme", absorbed=VICTIM, numbered_from=JOINED),
    ],
)
def test_an_export_joins_nobody_to_somebody_here(
    origin: Journeys, walks: Journeys, fact: events.Event
) -> None:
    """Whatever its sender recorded: the other id is somebody's in this store."""
    opened(walks, VICTIM)
    version = looking(origin).history(WALK).version
    with origin.store.writing() as transaction:
        transaction.log.append([Recording(WALK, version, [fact])], BY_ANNA, None)
    # Its sender left out the check that refuses to take out a half.
    with origin.store.reading() as transaction:
        export = transaction.moves.export(WALK)
    assert export is not None
    before = contents(walks)
    with pytest.raises(Refused) as refusal:
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    assert refusal.value.code == "joined-cannot-arrive"
    assert contents(walks) == before


def test_a_journey_that_was_separated_arrives(origin: Journeys, walks: Journeys) -> None:
    """What joined it was retracted, and it is whole by itself."""
    other = JourneyId(UUID(int=101))
    origin.merge(WALK, into=other, why="Samme", on=MAR_1, actor=BY_ANNA)
    (joining,) = looking(origin).history(other).absorptions
    origin.retract(other, entry=joining.version, why="To borgere", on=MAR_1, actor=BY_ANNA)
    for journey in (WALK, other):
        export = export_of(origin, journey)
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
        assert looking(walks).history(journey).streams == (journey,)
    assert list(walks.maintenance.check()) == []
