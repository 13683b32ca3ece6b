"""Goals in a municipality's file: read, and every fault of one is named."""

from datetime import date
from pathlib import Path

import pytest

from journeys import Rulebook
from journeys.adapters.files.municipality import read_municipality
from journeys.errors import InputUnreadable

GOAL = {
    "indicator": '"in-paid-hours"',
    "baseline": "40",
    "from": "2026-01-01",
    "target": "60",
    "day": "2027-12-31",
    "decided_by": '"Udvalget, 12/1/2026"',
}


def read(tmp_path: Path, **facts: str) -> Rulebook:
    """Return the rulebook of a file with one goal, in which these facts are others."""
    goal = {**GOAL, **{name.replace("starts", "from"): fact for name, fact in facts.items()}}
    lines = "\n".join(f"{name} = {fact}" for name, fact in goal.items() if fact)
    file = tmp_path / "kommune.toml"
    file.write_text(f"[[goal]]\n{lines}\n", encoding="utf-8")
    return read_municipality(file)


def test_a_goal_is_read_with_its_days_and_who_decided_it(tmp_path: Path) -> None:
    """In the order of the file."""
    (goal,) = read(tmp_path).goals
    assert (goal.indicator, goal.value, goal.direction) == ("in-paid-hours", "", "up")
    assert (goal.baseline, goal.target) == (40, 60)
    assert (goal.starts, goal.day) == (date(2026, 1, 1), date(2027, 12, 31))
    assert goal.decided_by == "Udvalget, 12/1/2026"


@pytest.mark.parametrize(
    ("indicator", "value"),
    [
        ("hours-band", "over 30"),
        ("hours-band", "none"),
        ("past-due", "handover"),
        ("entered", "kontanthjælp"),
        ("left", "none"),
    ],
)
def test_a_goal_may_be_about_a_part_of_a_figure(tmp_path: Path, indicator: str, value: str) -> None:
    """By the code of the part."""
    (goal,) = read(tmp_path, indicator=f'"{indicator}"', value=f'"{value}"').goals
    assert (goal.indicator, goal.value) == (indicator, value)


def test_a_part_of_a_figure_has_one_goal_by_a_day(tmp_path: Path) -> None:
    """Another day is another goal."""
    lines = "".join(f"{name} = {fact}\n" for name, fact in GOAL.items())
    later = lines.replace("2027-12-31", "2028-12-31")
    file = tmp_path / "kommune.toml"
    file.write_text(f"[[goal]]\n{lines}[[goal]]\n{later}", encoding="utf-8")
    assert len(read_municipality(file).goals) == 2
    file.write_text(f"[[goal]]\n{lines}" * 2, encoding="utf-8")
    with pytest.raises(InputUnreadable, match="two are to be reached by 2027-12-31"):
        read_municipality(file)


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"indicator": '"in-paid-hour"'}, "there is no such figure. Did you mean 'in-paid-hours'?"),
        ({"value": '"kontanthjælp"'}, "the figure has no part kontanthjælp"),
        ({"indicator": '"entered"', "value": '"kontanthjaelp"'}, "has no part kontanthjaelp"),
        ({"target": "40"}, "target and baseline are the same number"),
        ({"day": "2026-01-01"}, "its day is not after that of the baseline"),
        ({"decided_by": '" "'}, "decided_by"),
        ({"starts": ""}, "from"),
        ({"baseline": '"mange"'}, "baseline"),
        ({"baseline": "nan"}, "baseline"),
        ({"target": "inf"}, "target"),
        ({"target": "true"}, "target"),
        ({"target": "-5"}, "target"),
        ({"decided_by": '"Du beholder din pension"'}, "cannot promise it"),
    ],
)
def test_a_goal_that_says_nothing_is_a_fault(
    tmp_path: Path, facts: dict[str, str], fault: str
) -> None:
    """With where it stands and what to do."""
    with pytest.raises(InputUnreadable) as error:
        read(tmp_path, **facts)
    assert fault in str(error.value)
