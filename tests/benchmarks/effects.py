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

import numpy as np

from journeys.projections.effects.estimate import estimate
from journeys.projections.effects.estimating import Columns, columns_of, effect
from journeys.projections.effects.facts import JourneyFacts
from journeys.projections.effects.outcomes import days_in_work
from journeys.projections.effects.study import study_of
from journeys.projections.effects.trials import Trials, trials
from tests.benchmarks.asked import BOTH
from tests.benchmarks.measuring import Row, row
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, town
from tests.effects.truth import WEEKS
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
        began = time.process_time()
        facts = recorded(town(HELP._replace(people=min(AT_ONCE, journeys - first)), seed))
        times.append(time.process_time() - began)
        yield from facts


def _answer(columns: Columns, found: Trials) -> None:
    if study := study_of(columns, found, WEEKS):
        estimate(study.rows, days_in_work(columns, found, WEEKS), np.array([WEEKS]))


def _measured(journeys: int) -> dict[str, float]:
    """Return the milliseconds of a core for each part of an answer, and the peak of memory."""
    inventing = list[float]()
    began = time.process_time()
    columns = columns_of(_facts(journeys, inventing))
    found = trials(columns, MEASURE, cut=CUT.toordinal())
    built = time.process_time()
    _answer(columns, found)
    answered = time.process_time()
    effect(columns, MEASURE, on=CUT, known_at=None, cut=CUT)
    ended = time.process_time()
    return {
        "trials": 1000 * (built - began - sum(inventing)),
        "answer": 1000 * (answered - built),
        "word": 1000 * (ended - answered),
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


if __name__ == "__main__":
    print(json.dumps(_measured(int(sys.argv[1]))))
