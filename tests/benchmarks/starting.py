"""The benchmark of starting: the script's help beside what it cannot do without."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.benchmarks.asked import BOTH
from tests.benchmarks.measuring import Effort, Row, row

HELP = [str(Path(sys.executable).parent / "journeys"), "--help"]
IMPORTS = [sys.executable, "-c", "import sqlalchemy, pydantic, eventsourcing"]


def starting(effort: Effort) -> Iterator[Row]:
    """Yield the row of `startup`."""
    times = [(_seconds(HELP), _seconds(IMPORTS)) for _ in range(2 * effort.rounds)]
    ours, beside = (1000 * median(side) for side in zip(*times, strict=True))
    yield row("startup", BOTH, ours, beside, median(a / b for a, b in times), unit="ms")


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
