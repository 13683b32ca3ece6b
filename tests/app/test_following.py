"""Any eventsourcing application can follow the log, and is given entries."""

from itertools import islice
from uuid import UUID

import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import ProgrammingError, Tracking
from eventsourcing.projection import ApplicationSubscription

from journeys import Journeys, verbs
from journeys.adapters.eventsourcing.mapper import EntryMapper, SealedEntry
from tests.app.writers import erase
from tests.invented import BY_ANNA, FEB_1, KEYS, OPENED, WALK, looking, opened


class JourneysLog(Application[UUID]):
    """The log of journeys, as an application of eventsourcing names it."""

    name = "journeys"


def followed(url: str, count: int) -> list[tuple[object, Tracking]]:
    """Return the first that a follower is given, and what it tracks with each."""
    env = {
        "PERSISTENCE_MODULE": "journeys.adapters.eventsourcing",
        "SQLALCHEMY_URL": url,
        "JOURNEYS_MASTER_KEY": KEYS.text,
        "MAPPER_TOPIC": f"{EntryMapper.__module__}:{EntryMapper.__qualname__}",
    }
    with JourneysLog(env=env) as log, ApplicationSubscription(log) as subscription:
        return list(islice(subscription, count))


def test_a_follower_is_given_the_entries_as_they_were_recorded(
    walks: Journeys, database_url: str
) -> None:
    """With their position, and the time at which they were recorded."""
    opened(walks)
    walks.decide(WALK, verbs.rest_journey, actor=BY_ANNA, request_id="r-1", on=FEB_1)
    entries = followed(database_url, 2)
    assert [entry for entry, _ in entries] == list(looking(walks).history(WALK).entries)
    assert [tracking.notification_id for _, tracking in entries] == [1, 2]


def test_of_somebody_erased_a_follower_is_given_that_there_was_something(
    walks: Journeys, database_url: str
) -> None:
    """Each entry and the receipt, in their places, without a word."""
    opened(walks)
    walks.decide(WALK, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)
    receipt = erase(walks, WALK)
    told = [entry for entry, _ in followed(database_url, 3)]
    assert all(isinstance(entry, SealedEntry) for entry in told)
    kinds = ["journey-opened", "journey-closed", "citizen-erased"]
    assert [entry[:3] for entry in told] == [(WALK, nr, nr) for nr in (1, 2, 3)]  # type: ignore[index]
    assert [entry[4] for entry in told] == kinds  # type: ignore[index]
    assert told[-1][3] == receipt.recorded_at  # type: ignore[index]


def test_nothing_is_recorded_or_read_past_the_keys() -> None:
    """A mapper stores no event, and there is none without the keys."""
    with pytest.raises(ProgrammingError, match="through Journeys"):
        EntryMapper(lambda *_: b"").to_stored_event(OPENED)
    with pytest.raises(OSError, match="PERSISTENCE_MODULE is missing"):
        EntryMapper()
