"""The benchmarks run, on little, and tell every figure that is asked for. No time is judged."""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.benchmarks.__main__ import ALONE, benchmarks, measured, table
from tests.benchmarks.asked import ASKED, POSTGRESQL, SQLITE
from tests.benchmarks.measuring import Effort
from tests.effort import LONG


@pytest.mark.skipif(not LONG, reason="make bench runs them itself; make long does here, too")
def test_every_figure_that_is_asked_for_is_told(tmp_path: Path) -> None:
    """Once; and the growth is drawn. What PostgreSQL alone is asked for is told of it."""
    effort = Effort(seconds=0.01, rounds=1)
    works = benchmarks(effort, (150, 300), tmp_path, counted=40)
    rows = list(measured([*ALONE, *works], (SQLITE,), works, effort, 40))
    rows += measured(["write", "contention", "rebuild"], (POSTGRESQL,), works, effort, 40)
    told = Counter((row.benchmark, row.database) for row in rows if row.asked is not None)
    asked = {(name, database) for name, each in ASKED.items() for database in each.of}
    assert set(told) <= asked
    assert {name for name, _ in told} == ASKED.keys()
    assert set(told.values()) == {1}
    assert all(type(row.met) is bool for row in rows if row.asked is not None)
    assert len(table(rows).splitlines()) == len(rows) + 2
    drawn = ET.parse(tmp_path / "growth-sqlite.svg").getroot()  # noqa: S314 - our own
    assert drawn.findtext("{*}title") == "Growth on SQLite"
