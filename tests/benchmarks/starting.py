"""The benchmark of starting: help and one view, beside the imports it cannot do without."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.asked import BOTH
from tests.benchmarks.measuring import Effort, Row, row

JOURNEYS = str(Path(sys.executable).parent / "journeys")
IMPORTS = [sys.executable, "-c", "import sqlalchemy, pydantic, eventsourcing"]
WALK = "3f2a1c9e-5b0d-4c1c-9a2e-7b1d6c520a54"
OPEN = ["open", "--municipality", "621", "--basis", "kontanthjælp", "--journey", WALK]


def starting(effort: Effort) -> Iterator[Row]:
    """Yield the rows of `startup`: of `--help`, and of `show` on a small store."""
    with TemporaryDirectory(prefix="bench-") as folder:
        os.environ["JOURNEYS_STORE"] = str(Path(folder) / "store.db")
        os.environ["JOURNEYS_ACTOR"] = "anna.example"
        _seconds([JOURNEYS, *OPEN])
        commands = ([JOURNEYS, "--help"], [JOURNEYS, "show", WALK[:8]], IMPORTS)
        times = [[_seconds(each) for each in commands] for _ in range(3 * effort.rounds)]
    for name, nr in (("startup", 0), ("startup, show", 1)):
        ours, beside = (1000 * median(each[of] for each in times) for of in (nr, 2))
        ratio = median(each[nr] / each[2] for each in times)
        yield row(name, BOTH, ours, beside, ratio, unit="ms")


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
