"""What is refused at the door: by its name, with the store as it was, and still read."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from journeys import Journeys
from journeys.errors import Refused
from tests.app.rows import every_value
from tests.invented import ANNA, TODAY, looking


def refused(asked: Callable[[], object], argument: str) -> None:
    """Expect that this argument is refused by its name."""
    with pytest.raises(Refused) as refusal:
        asked()
    assert refusal.value.code == "not-understood"
    assert str(refusal.value).startswith(f"{argument}: this must be ")


@contextmanager
def unchanged(walks: Journeys) -> Iterator[None]:
    """Expect that nothing in the store is another than before."""
    before = everything(walks)
    yield
    assert everything(walks) == before


def everything(walks: Journeys) -> Counter[bytes]:
    """Return every value in every table."""
    url = walks.store.engine.url.render_as_string(hide_password=False)  # type: ignore[attr-defined]
    return Counter(every_value(url.replace("+psycopg", "")))


def assert_readable(walks: Journeys) -> None:
    """Expect that everything that reads the whole store reads it."""
    looking(walks).desk(on=TODAY, responsible=ANNA)
    looking(walks).caseload(on=TODAY)
    assert list(walks.maintenance.check()) == []
    assert walks.maintenance.rebuild().journeys > 0
    assert list(looking(walks).audit.replay_all(on=TODAY))
    told = list[object]()
    walks.reactors.react("letters", told.append, since=0)
    assert len(told) == walks.newest_position()
    assert all(verdict.fault is None for verdict in walks.seal.verify())
