"""Names beside ids: who a journey is about, where people read and may see it."""

from dataclasses import replace
from uuid import UUID

import pytest

from journeys import JourneyId, Journeys
from journeys.adapters.cli.input.context import Session
from journeys.adapters.words.ids import short
from journeys.domain.identity import Identity
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, WALK, opened

NAME = "Birgit Holm"
OTHER = JourneyId(UUID(int=77))
SESSION = Session(None, ANNA, "caseworker", None, None, "", as_json=False, as_csv=False)
CITIZEN = replace(SESSION, named="borger.example", role="citizen")


@pytest.fixture
def both(walks: Journeys) -> Journeys:
    """Return two journeys; of one of them it is known whose it is."""
    opened(walks, OTHER)
    opened(walks)
    with walks.store.writing() as transaction:
        transaction.people.identify(WALK, Identity("cpr", "6102031234", NAME))
    return walks


def looks(walks: Journeys) -> list[tuple[str, str]]:
    """Return the looks at the journey of the person who is known: at what, and why."""
    copy = walks.seen_by(BY_ANNA, "kontrol").access(WALK)
    return [(each.view, each.purpose) for each in copy.looks if each.view != "access"]


def test_a_journey_is_shown_by_name_or_by_the_first_signs_of_its_id(both: Journeys) -> None:
    """Each who is shown by name was looked at."""
    shown = SESSION.names(both, [WALK, OTHER])
    assert [shown.of(WALK), shown.of(OTHER)] == [NAME, short(OTHER)]
    assert looks(both) == [("names", "sagsbehandling")]


def test_who_may_not_look_across_sees_one_name_alone(both: Journeys) -> None:
    """The journey that somebody has opened; of several, none."""
    assert CITIZEN.names(both, [WALK, OTHER]).of(WALK) == short(WALK)
    assert looks(both) == []
    assert CITIZEN.names(both, [WALK]).of(WALK) == NAME
    assert looks(both) == [("names", "egen indsigt")]


@pytest.mark.parametrize(
    "session",
    [
        replace(SESSION, as_json=True),
        replace(SESSION, as_csv=True),
        replace(SESSION, role="manager"),  # who has not said why
        replace(SESSION, role="mentor"),  # who may not look
        replace(SESSION, why="610203-1234"),
    ],
)
def test_where_no_name_may_be_seen_the_id_stands_alone(both: Journeys, session: Session) -> None:
    """Nothing fails, and nobody was looked at."""
    assert session.names(both, [WALK]).of(WALK) == short(WALK)
    assert looks(both) == []


def test_a_name_that_cannot_be_logged_is_not_shown(both: Journeys) -> None:
    """And what was to be shown or recorded goes on without it."""
    with both.store.writing() as transaction:
        connection_of(transaction).exec_driver_sql("DROP TABLE journeys_access_events")
    assert SESSION.names(both, [WALK]).of(WALK) == short(WALK)
