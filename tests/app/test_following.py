"""Any eventsourcing application can follow the log, and is given entries."""

from itertools import islice
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.projection import ApplicationSubscription

from journeys import Journeys, verbs
from journeys.adapters.store.mapper import EntryMapper
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, looking, opened


class JourneysLog(Application[UUID]):
    """The log of journeys, as an application of eventsourcing names it."""

    name = "journeys"


def test_a_follower_is_given_the_entries_as_they_were_recorded(
    walks: Journeys, database_url: str
) -> None:
    """With their position, and the time at which they were recorded."""
    opened(walks)
    walks.decide(WALK, verbs.rest_journey, actor=BY_ANNA, request_id="r-1", on=FEB_1)
    env = {
        "PERSISTENCE_MODULE": "journeys.adapters.store",
        "SQLALCHEMY_URL": database_url,
        "JOURNEYS_MASTER_KEY": KEYS.text,
        "MAPPER_TOPIC": f"{EntryMapper.__module__}:{EntryMapper.__qualname__}",
    }
    with JourneysLog(env=env) as log, ApplicationSubscription(log) as subscription:
        followed = list(islice(subscription, 2))
    entries: list[object] = [entry for entry, _ in followed]
    assert entries == list(looking(walks).history(WALK).entries)
    assert [tracking.notification_id for _, tracking in followed] == [1, 2]
