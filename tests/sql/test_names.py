"""Every name in the database begins with `journeys_`: a host may have tables of all others."""

from uuid import uuid4

import pytest
from sqlalchemy import Engine

from journeys import JourneyId, Journeys, verbs
from journeys.adapters.sql.readmodels.tables import VERSIONS
from journeys.adapters.wiring import init, open_journeys
from journeys.app import slices
from tests.app.rows import assert_current
from tests.app.writers import erase
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, MAR_1, TODAY, looking, opened
from tests.older import make_0011
from tests.scenario import BOOK
from tests.sql.host_tables import assert_host_tables, make_host_tables, names_not_ours
from tests.sql.rebuild.others import filled
from tests.sql.rebuild.test_rebuilding import half_made

JOURNEYS, SMALL = 75, 280  # of four entries each; entries of a part, so that there are several


@pytest.fixture
def database_url(empty_database_url: str) -> str:
    """Return the URL of a database without tables, once of either kind."""
    return empty_database_url


def use(walks: Journeys, engine: Engine, hosts: set[str]) -> None:
    """Record, look, interrupt a rebuild, erase, and resume the rebuild with two processes."""
    ids = filled(walks, JOURNEYS)
    new = opened(walks, JourneyId(uuid4()))
    walks.maintenance.rebuild()
    assert looking(walks).desk(on=MAR_1, responsible=ANNA).lines
    walks.decide(new, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)
    with half_made(walks):
        assert names_not_ours(engine) == hosts
        erase(walks, new)
        assert walks.maintenance.rebuild(workers=2).resumed
    walks.maintenance.rebuild(only=["duties"])
    assert list(walks.maintenance.check()) == []
    assert {each.name for each in walks.maintenance.status().tables} == VERSIONS.keys()
    assert not any(each.fault for each in walks.seal.verify())
    assert_current(walks, *ids)


@pytest.mark.parametrize("made", ["with the store", "before 0012"])
def test_a_hosts_tables_of_our_older_names_keep_their_rows(
    database_url: str, engine: Engine, monkeypatch: pytest.MonkeyPatch, made: str
) -> None:
    """In a store that is new beside them, and in one that was upgraded before they were made."""
    monkeypatch.setattr(slices, "LARGE", SMALL)
    if made == "before 0012":
        make_0011(engine)
        assert init(database_url, keys=KEYS, book=BOOK) == "older"
        make_host_tables(engine)
    else:
        make_host_tables(engine)
        assert init(database_url, keys=KEYS, book=BOOK) == "empty"
    with open_journeys(database_url, keys=KEYS, book=BOOK, today=lambda: TODAY) as walks:
        use(walks, engine, names_not_ours(engine))
    assert init(database_url, keys=KEYS, book=BOOK) == "current"
    assert_host_tables(engine)


def test_every_name_is_ours(database_url: str, engine: Engine) -> None:
    """Of tables, indexes, triggers, functions and constraints; also during a rebuild."""
    with open_journeys(database_url, keys=KEYS, book=BOOK) as walks:
        filled(walks, JOURNEYS)
        for _ in range(3):
            walks.maintenance.rebuild()
            with half_made(walks):
                assert names_not_ours(engine) == set()
                walks.maintenance.abandon_rebuild()
