"""An auditor asks a store: one journey or all, on any day, as known at any moment."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

import journeys
from journeys import JourneyId, Journeys, verbs
from journeys.adapters.wiring import open_journeys
from journeys.errors import UnknownJourney
from tests.invented import BY_ANNA, FEB_1, KEYS, MAR_1, WALK, looking, opened
from tests.scenario import BOOK

FIRST = datetime(2026, 6, 1, tzinfo=UTC)
OTHERS = [JourneyId(UUID(int=nr)) for nr in range(1, 4)]


@pytest.fixture
def walks(database_url: str) -> Iterator[Journeys]:
    """Yield journeys that were recorded a day after each other."""
    journeys.open(database_url, keys=KEYS).close()
    days = iter(range(100))
    with open_journeys(
        database_url, keys=KEYS, clock=lambda: FIRST + timedelta(days=next(days)), book=BOOK
    ) as store:
        for journey in OTHERS:
            opened(store, journey)
        store.decide(
            OTHERS[0], verbs.change_support_basis, BY_ANNA, None, basis="sygedagpenge", on=FEB_1
        )
        yield store


def test_a_journey_is_replayed_as_it_was_known(walks: Journeys) -> None:
    """Late news is in today's answer, and in none of before."""
    then = looking(walks).audit.replay(OTHERS[0], on=MAR_1, known_at=FIRST + timedelta(days=1))
    now = looking(walks).audit.replay(OTHERS[0], on=MAR_1)
    assert then.milestones.support_basis == "kontanthjælp"
    assert now.milestones.support_basis == "sygedagpenge"
    assert (then.entries, now.entries) == (1, 2)
    assert now.milestones == looking(walks).milestones(OTHERS[0], on=MAR_1)
    assert now.safety == looking(walks).safety(OTHERS[0], on=MAR_1)


def test_all_journeys_are_replayed_one_at_a_time(walks: Journeys) -> None:
    """Those on which anything was known then."""
    every = looking(walks).audit.replay_all(on=MAR_1)
    assert next(every).journey == OTHERS[0]
    assert [each.journey for each in every] == OTHERS[1:]
    known_at = FIRST + timedelta(days=1)
    early = list(looking(walks).audit.replay_all(on=MAR_1, known_at=known_at))
    assert [each.journey for each in early] == OTHERS[:2]
    assert early[0] == looking(walks).audit.replay(OTHERS[0], on=MAR_1, known_at=known_at)


def test_what_was_learned_and_what_a_value_rests_on_are_told(walks: Journeys) -> None:
    """From the store as from a history."""
    found = looking(walks).audit.learned(
        OTHERS[0], on=MAR_1, after=FIRST + timedelta(days=2), upto=FIRST + timedelta(days=9)
    )
    assert [line.entry for line in found.lines] == [2]
    told = looking(walks).audit.explain(OTHERS[0], "milestones.support_basis", on=MAR_1)
    assert (told.value, [line.entry for line in told.entries]) == ("sygedagpenge", [1, 2])


def test_a_journey_that_is_not_there_is_unknown(walks: Journeys) -> None:
    """To each of the questions."""
    with pytest.raises(UnknownJourney):
        looking(walks).audit.replay(WALK, on=date(2026, 1, 1))
    with pytest.raises(UnknownJourney):
        looking(walks).audit.explain(WALK, "entries", on=date(2026, 1, 1))
