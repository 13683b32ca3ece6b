"""The benchmark of effects: what one measure takes in a municipality of many journeys.

It runs in a process of its own, on one core, so that its peak of memory is its own.
"""

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator

from journeys.projections.effects.facts import JourneyFacts
from tests.benchmarks.asked import BOTH
from tests.benchmarks.measuring import Row, row
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, town
from tests.effects.worlds import HELP

ALLOWED = {"trials": 20_000, "answer": 6_000, "word": 20_000, "memory": 1_500}
"""Milliseconds, and megabytes."""
AT_ONCE = 1500


def estimating(journeys: int) -> Iterator[Row]:
    """Yield the rows of `effects`: building the trials, the answer, the word, and the memory."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.effects", str(journeys)],
        check=True,
        capture_output=True,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
    )
    for name, ours in json.loads(told.stdout).items():
        beside = ALLOWED[name]
        unit = "MB" if name == "memory" else "ms"
        yield row(f"effects, {name}", BOTH, ours, beside, ours / beside, unit=unit)


def _facts(journeys: int, times: list[float]) -> Iterator[JourneyFacts]:
    """Yield the facts of so many journeys, and note what it took to invent them."""
    for seed, first in enumerate(range(0, journeys, AT_ONCE)):
        began = time.perf_counter()
        facts = recorded(town(HELP._replace(people=min(AT_ONCE, journeys - first)), seed))
        times.append(time.perf_counter() - began)
        yield from facts


def _measured(journeys: int) -> dict[str, float]:
    """Return the milliseconds of each part of an answer about so many journeys, and the peak."""
    # The imports of numpy are no part of it.
    from journeys.projections.effects.estimating import answered, columns_of  # noqa: PLC0415

    raise NotImplementedError(answered, columns_of)


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
