"""A cluster of Dask: how it is reached, what it may write to disk, and who works in it.

What goes to a worker holds the keys of a store, and what it reads are people's words. So it is
reached on this machine alone or by TLS with the certificates of both sides, and keeps all in
memory. That is asked of every server of the cluster, and again in each worker: one may join later.
"""

from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from multiprocessing import parent_process
from typing import Any, NamedTuple

from journeys.adapters.population.handing import Handed, pickled
from journeys.adapters.population.worker import begin, do_part, forget
from journeys.app.ports.population import Part
from journeys.domain.errors import Refused

AHEAD = 2  # parts for each worker, or thread of one, that are out before the first is taken


class Server(NamedTuple):
    """How a server of a cluster is reached, and whether it writes what it holds to disk."""

    addresses: tuple[str, ...]
    spills: bool


class Cluster:
    """Who works on parts: a cluster of Dask, which replaces its workers itself."""

    def __init__(self, executor: Executor, threads: int) -> None:
        self.ahead = AHEAD * max(1, threads)
        self._executor = executor

    def submit(self, given: Handed, part: Part) -> "Future[bytes]":
        """Hand out a part."""
        submit: Any = self._executor.submit
        # Pure work would be remembered by what was handed over.
        found: Future[bytes] = submit(do_part_in_cluster, given, part, pure=False)
        return found

    def renew(self) -> bool:
        """Replace nothing: Dask has given the part to other workers already."""
        return False


def is_of_dask(executor: object) -> bool:
    """Return whether an executor is that of a Dask client (`Client.get_executor()`)."""
    return type(executor).__module__.partition(".")[0] == "distributed"


@contextmanager
def cluster(executor: Any) -> Iterator[Cluster]:  # noqa: ANN401 - Dask is not installed everywhere
    """Yield the cluster; afterwards its workers forget the keys.

    Refused: cluster-not-private, cluster-spills.
    """
    client: Any = executor._client  # noqa: SLF001 - Dask gives no other way from one to the other
    require_private([Server((client.scheduler.address,), spills=False)])
    require_private([client.run_on_scheduler(_scheduler), *client.run(_worker).values()])
    try:
        yield Cluster(executor, sum(client.nthreads().values()))
    finally:
        with suppress(Exception):  # a worker that is gone has forgotten
            client.run(forget)


def require_private(servers: list[Server]) -> None:
    """Require that nobody else can read what these servers are sent, or hold.

    Refused: cluster-not-private, cluster-spills.
    """
    for server in servers:
        if open_to := [each for each in server.addresses if not _is_private(each)]:
            raise Refused(
                "cluster-not-private",
                "The keys of a store would go to {address}, where others can read them. Use a "
                "cluster by tls:// with certificates of both sides, or on this machine alone "
                "(127.0.0.1).",
                address=open_to[0],
            )
        if server.spills:
            raise Refused(
                "cluster-spills",
                "A worker of this cluster may write what it holds to its disk. Switch that off "
                "before the workers start: distributed.worker.memory.target and .spill to False.",
            )


def do_part_in_cluster(given: Handed, part: Part) -> bytes:
    """Do a part as `do_part` does, in a worker that is private itself."""
    from distributed import get_worker  # noqa: PLC0415 - installed where this runs

    try:
        require_private([_worker(get_worker())])
    except Refused as refused:
        return pickled((None, refused))
    if parent_process() is not None:  # not in the process of the host itself
        begin()
    return do_part(given, part)


def _scheduler(dask_scheduler: Any) -> Server:  # noqa: ANN401 - as above
    return Server(_addresses(dask_scheduler), spills=False)


def _worker(dask_worker: Any) -> Server:  # noqa: ANN401 - as above
    # What spills is of a class of its own.
    return Server(_addresses(dask_worker), spills=type(dask_worker.data) is not dict)


def _addresses(server: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    return (server.address, *(listener.listen_address for listener in server.listeners))


def _is_private(address: str) -> bool:
    protocol, _, rest = address.partition("://")
    if protocol in {"tls", "inproc"}:
        return True  # Dask asks for the certificates of both sides whenever it uses TLS
    host = rest.rpartition(":")[0].strip("[]")
    with suppress(ValueError):
        return protocol == "tcp" and ip_address(host).is_loopback
    return False
