"""Whatever of a store is altered, `verify` names the log and the place, and blames no other log."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from journeys.adapters.sql.database.connections import connect
from journeys.adapters.wiring import open_journeys
from journeys.errors import StoreError
from tests.invented import KEYS
from tests.scenario import BOOK
from tests.servers import new_database
from tests.sql.attacked import is_located
from tests.sql.store_attacks import ON_A_STORE
from tests.sql.town import Built, build


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def built(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """Yield a store with something of everything, of either kind, which no test changes."""
    folder = tmp_path_factory.mktemp("town")
    with ExitStack() as database:
        url = f"sqlite:///{folder / 'store.db'}"
        if request.param == "postgresql":
            server = request.getfixturevalue("postgresql_server")
            url = database.enter_context(new_database(server, like="template1"))
        engine = connect(url)
        with open_journeys(url, keys=KEYS, book=BOOK) as walks:
            yield build(engine, walks, folder)
        engine.dispose()


def test_a_store_that_nobody_altered_holds(built: Built) -> None:
    """With each of its checkpoints, and its read tables agree with its log."""
    for notes in ([], [built.whole], built.single, [built.whole, *built.single]):
        assert [each.fault for each in built.walks.seal.verify(notes)] == [None] * 4
    assert list(built.walks.maintenance.check()) == []


@pytest.mark.parametrize("name", ON_A_STORE)
def test_an_attack_is_found_where_it_was_made(built: Built, name: str) -> None:
    """Without a checkpoint, with one of all logs, and with one of each; the check runs through."""
    with built.attacked() as town:
        expected = ON_A_STORE[name](town)
        altered = built.walks.joining(town.connection)
        for notes in ([], [built.whole], built.single):
            faults = {each.log: each.fault for each in altered.seal.verify(notes) if each.fault}
            assert faults.keys() == expected.keys(), faults
            for log, fault in faults.items():
                assert is_located(fault, expected[log]), (log, fault, expected[log])
        if name == "no heads":
            with pytest.raises(StoreError, match="lost its head row"):
                list(altered.maintenance.check())
        else:
            list(altered.maintenance.check())
