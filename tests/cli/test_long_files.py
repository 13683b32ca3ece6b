"""A file of many lines on one journey: each line costs the same, on whichever days they are."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from tests.cli.script import Script
from tests.cli.test_batch import OPEN, WALK, jsonl
from tests.counting import AT_TWICE, calls
from tests.effort import LONG, tries

LINES = tries(30, 1_000)
BEGAN, DAYS = date(2026, 1, 12), 300


def lines(number: int, *, in_order: bool) -> str:
    """Return a file of so many lines on one journey."""
    told = []
    for nr in range(number):
        line = {"journey": WALK, "on": (BEGAN + timedelta(days=nr * DAYS // number)).isoformat()}
        told += [
            line | {"verb": "success", "words": f"It went well {nr}"},
            line | {"verb": "talk", "about": f"What comes next {nr}"},
            line | {"verb": "subgoal set", "title": f"Step {nr}", "why": "To get on"},
        ][nr % 3 : nr % 3 + 1]
    if not in_order:
        Random(27).shuffle(told)  # noqa: S311 - always the same order
    return jsonl(OPEN, *told)


@pytest.mark.parametrize("in_order", [True, False] if LONG else [False])
def test_twice_as_many_lines_cost_twice_as_much(tmp_path: Path, in_order: bool) -> None:  # noqa: FBT001 - given by its name
    """Also where each takes effect before most of those that were recorded before it."""
    stores = iter(range(3))

    def cost(number: int) -> int:
        file, script = lines(number, in_order=in_order), Script(tmp_path / f"{next(stores)}.db")
        return calls(lambda: script("record", "-", stdin=file), of="journeys.")

    cost(2)  # what is imported and cached
    once, twice = cost(LINES), cost(2 * LINES)
    assert twice <= AT_TWICE * once
