"""Who reads journeys at the same time: processes of this machine, or a cluster of Dask."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Annotated

import typer
from typer import TyperException

from journeys.domain.errors import Refused

Workers = Annotated[
    int | None,
    typer.Option(
        min=1,
        metavar="N",
        show_default="as many as processors, where there is much to read",
        help="How many processes read journeys at the same time.",
    ),
]
Dask = Annotated[
    str | None,
    typer.Option(
        "--dask",
        metavar="ADDRESS",
        show_default=False,
        help="A cluster of Dask that reads them instead, as tls://host:8786; the certificates are "
        "those of Dask's own settings.",
    ),
]
SECONDS = 10
"""How long a cluster is waited for."""


@contextmanager
def executor(dask: str | None, workers: int | None) -> Iterator[Executor | None]:
    """Yield the executor of a cluster; None without an address: then processes read.

    Refused: library-missing, cluster-not-reached.
    """
    if dask is None:
        yield None
        return
    if workers is not None:
        raise TyperException("--workers is not combined with --dask: a cluster has its own.")
    from journeys.app.libraries import require_library

    distributed = require_library("distributed", "dask")
    try:
        client = distributed.Client(dask, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise Refused(
            "cluster-not-reached",
            "No cluster of Dask answers at {address}. See that its scheduler runs, and that "
            "Dask's settings here name the certificates.",
            address=dask,
        ) from error
    with client:
        yield client.get_executor()
