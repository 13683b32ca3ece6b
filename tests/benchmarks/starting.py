"""The benchmark of starting: help and one view, beside the imports it cannot do without."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from journeys.adapters.cli.commands.demo_path import Walk, begin, come_back, try_work
from journeys.adapters.wiring import open_journeys, seal_law
from tests.benchmarks.asked import BOTH
from tests.benchmarks.measuring import Effort, Row, row

JOURNEYS = str(Path(sys.executable).parent / "journeys")
IMPORTS = [sys.executable, "-c", "import sqlalchemy, pydantic, eventsourcing"]
ITS_DAY = date(2026, 9, 15)


def starting(effort: Effort) -> Iterator[Row]:
    """Yield the rows of `startup`: of `--help`, and of `show` on a journey of two dozen entries."""
    with TemporaryDirectory(prefix="bench-") as folder:
        os.environ["JOURNEYS_STORE"] = str(Path(folder) / "store.db")
        os.environ["JOURNEYS_ACTOR"] = "anna.example"
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # nobody compiles at every start
        address = f"sqlite:///{os.environ['JOURNEYS_STORE']}"
        with seal_law(open_journeys(address, today=lambda: ITS_DAY)) as journeys:
            walk = Walk(journeys, lambda _: None)
            begin(walk)
            try_work(walk)
            come_back(walk)
        show = [JOURNEYS, "show", str(walk.journey)[:8]]
        commands = ([JOURNEYS, "--help"], show, IMPORTS)
        for each in commands:
            _seconds(each)
        times = [[_seconds(each) for each in commands] for _ in range(3 * effort.rounds)]
    for name, nr in (("startup", 0), ("startup, show", 1)):
        ours, beside = (1000 * median(each[of] for each in times) for of in (nr, 2))
        ratio = median(each[nr] / each[2] for each in times)
        yield row(name, BOTH, ours, beside, ratio, unit="ms")


def _seconds(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began
