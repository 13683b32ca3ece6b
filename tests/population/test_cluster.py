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
from tests.effort import tries
from tests.population import views
from tests.population.country import answered, as_bytes, by_journey
from tests.population.test_workers import marks
from tests.servers import own_address

IN_MEMORY = {
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.scheduler.allowed-failures": 3,
}
pytestmark = pytest.mark.filterwarnings("default")  # Dask's own, at its end


@contextmanager
def cluster(settings: dict[str, Any] = IN_MEMORY, **how: Any) -> Iterator[Client]:  # noqa: ANN401 - Dask's own
    """Yield a client of a cluster on this machine."""
    with (
        dask.config.set(settings),
        LocalCluster(
            **{"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None, **how}
        ) as local,
        Client(local) as client,
    ):
        yield client


def test_two_workers_answer_the_same_and_one_may_die(town: Journeys, tmp_path: Path) -> None:
    """By TLS; Dask gives its part to another, and one that each of them dies of is named."""
    expected = as_bytes(answered(town, "briefing"))
    counted = as_bytes(answered(town, views.count))
    journeys = sorted(by_journey(answered(town, views.count)))
    with cluster(
        n_workers=2, security=Security.temporary(), protocol="tls://", local_directory=tmp_path
    ) as client:
        assert as_bytes(answered(town, "briefing", executor=client.get_executor())) == expected
        assert not any(client.run(_stores_open).values())
        for nr in range(tries(1, 20)):
            of = journeys[nr % len(journeys)]
            view = partial(views.dying, of=of, marks=marks(tmp_path / f"marks-{nr}", 1))
            assert as_bytes(answered(town, view, executor=client.get_executor())) == counted
        deadly = partial(views.dying, of=journeys[0], marks=marks(tmp_path / "marks", 20))
        with pytest.raises(PartFailed, match="Part /"):
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
