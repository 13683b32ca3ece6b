"""A cluster of Dask: the same answers, and no key where others could read it."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import dask
import pytest
from distributed import Client, LocalCluster
from distributed.security import Security

from journeys import Journeys
from journeys.adapters.population.cluster import Server, require_private
from journeys.adapters.population.worker import _open
from journeys.errors import PartFailed, Refused
from tests.effort import LONG
from tests.population import views
from tests.population.country import answered, as_bytes, by_journey
from tests.population.test_workers import marks
from tests.population.traces import House
from tests.servers import own_address

IN_MEMORY = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.scheduler.allowed-failures": 3,
    "distributed.scheduler.no-workers-timeout": "60s",
}
KILLED = 5
"""Workers of one cluster."""

pytestmark = pytest.mark.filterwarnings("default")  # Dask's own, at its end


@pytest.fixture
def town(sqlite_town: Journeys) -> Journeys:
    """Return a town on one database: that others read both is tested with what is answered."""
    return sqlite_town


@contextmanager
def cluster(settings: dict[str, Any] = IN_MEMORY, **how: Any) -> Iterator[Client]:  # noqa: ANN401 - Dask's own
    """Yield a client of a cluster on this machine."""
    with (
        dask.config.set(settings),
        LocalCluster(
            **{"n_workers": 1, "threads_per_worker": 1, "dashboard_address": ":0", **how}
        ) as local,
        Client(local) as client,
    ):
        yield client


def test_two_workers_answer_the_same_leave_no_trace_and_one_may_die(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    """By TLS; Dask gives the part of one that died to another. A view that fails prints nothing."""
    town = house.town
    expected, counted = answered(town, "briefing"), answered(town, views.count)
    journeys = sorted(by_journey(counted))
    with cluster(n_workers=2, security=Security.temporary(), protocol="tls://") as client:
        executor = client.get_executor()
        assert as_bytes(answered(town, "briefing", executor=executor)) == as_bytes(expected)
        with pytest.raises(KeyError):
            answered(town, views.raising, executor=executor)
        opened = answered(town, partial(views.opening, seen=house.opened), executor=executor)
        assert len({process for _, process in by_journey(opened).values()}) == 2
        assert not any(client.run(_stores_open).values())
        view = partial(views.dying, of=journeys[0], marks=marks(house.folder / "marks", 1))
        assert as_bytes(answered(town, view, executor=executor)) == as_bytes(counted)
        house.require_no_trace()
    house.require_no_trace("".join(capfd.readouterr()))


@pytest.mark.skipif(not LONG, reason="each of twenty workers starts for a long time")
@pytest.mark.parametrize("first", range(0, 20, KILLED))
def test_wherever_a_worker_is_killed_the_answer_is_the_same(
    town: Journeys, tmp_path: Path, first: int
) -> None:
    """A few in each cluster: it does not start its workers again for ever."""
    counted = answered(town, views.count)
    journeys = sorted(by_journey(counted))
    with cluster(n_workers=2) as client:
        for nr in range(first, first + KILLED):
            of = journeys[nr % len(journeys)]
            view = partial(views.dying, of=of, marks=marks(tmp_path / f"marks-{nr}", 1))
            found = answered(town, view, executor=client.get_executor())
            assert as_bytes(found) == as_bytes(counted)


@pytest.mark.skipif(not LONG, reason="a worker starts for a long time, and five of them do here")
def test_the_part_that_every_worker_dies_of_is_named(town: Journeys, tmp_path: Path) -> None:
    """By Dask's own count of deaths."""
    first = min(by_journey(answered(town, views.count)))
    deadly = partial(views.dying, of=first, marks=marks(tmp_path / "marks", 20))
    with cluster(n_workers=2) as client, pytest.raises(PartFailed, match="Part /"):
        answered(town, deadly, executor=client.get_executor())


def _stores_open() -> int:
    return len(_open)


def test_a_cluster_that_others_could_read_is_sent_no_key(town: Journeys) -> None:
    """Whichever of its servers listens elsewhere, without TLS."""
    with (
        cluster(host=own_address(), processes=False, protocol="tcp://") as client,
        pytest.raises(Refused) as refused,
    ):
        answered(town, views.count, executor=client.get_executor())
    assert refused.value.code == "cluster-not-private"
    local, elsewhere = "tcp://127.0.0.1:1", "tcp://192.0.2.1:1"
    require_private([Server((local, "tls://192.0.2.1:1", "inproc://192.0.2.1/1"), spills=False)])
    for address in (elsewhere, "tcp://0.0.0.0:1", "tcp://[::]:1", "ws://127.0.0.1:1", "tcp://a:1"):
        with pytest.raises(Refused, match=r"tls://"):
            require_private(
                [Server((local,), spills=False), Server((local, address), spills=False)]
            )


def test_a_worker_that_could_write_what_it_holds_to_disk_is_sent_no_key(town: Journeys) -> None:
    """It is Dask's own setting, unless somebody switches it off."""
    spilling = {
        "distributed.worker.memory.target": 0.6,
        "distributed.worker.memory.spill": 0.7,
    }
    with (
        cluster(spilling, processes=False, memory_limit="1GB") as client,
        pytest.raises(Refused) as refused,
    ):
        answered(town, views.count, executor=client.get_executor())
    assert refused.value.code == "cluster-spills"
