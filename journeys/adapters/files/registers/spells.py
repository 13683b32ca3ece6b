"""A table in long format: a row for each time that somebody was in a state, from and to a day.

Its periods are all the days on which anybody's state begins or ends. A state that lasts to the last
day of the table goes on, as it does in a table with a column a period.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from journeys.adapters.files.problems import Problems
from journeys.adapters.files.registers.cells import Row
from journeys.adapters.files.registers.code_file import CodeFile, State
from journeys.adapters.files.registers.columns import (
    Columns,
    NamedColumn,
    PeriodColumn,
    SpellColumns,
)
from journeys.adapters.files.registers.period_days import calendar_day, first_day, period_starts
from journeys.adapters.files.registers.table import (
    PersonRow,
    StateRun,
    add_width,
    state_in,
    unusable,
)
from journeys.domain.message import Message

DAY = timedelta(days=1)


class Spell(NamedTuple):
    """A row: its line, the first day, the day after the last (None where it goes on), the state."""

    line: int
    starts: date
    ends: date | None
    state: State | None


def first_and_next(written: str) -> tuple[date, date]:
    """Return the first day of what is written, and the first day after it.

    It is a day (2024-12-31, 31-12-2024), a month (2024-12), a week (2024-W52) or a year (2024).
    Raises ValueError.
    """
    for step in ("month", "week", "year"):
        try:
            first, following = period_starts(first_day(written, step), step, 2)
        except (ValueError, OverflowError):
            continue
        return first, following
    day = calendar_day(written)
    return day, day + DAY


def read_spells(
    lines: Iterator[Row],
    columns: SpellColumns,
    codes: CodeFile,
    problems: Problems,
    left_out: dict[int, Sequence[str]] | None,
) -> tuple[Columns, list[PersonRow]]:
    """Return the periods of a table in long format, and a row for each person.

    A fault is added to the problems; with `left_out` all about that person is left out, and the
    faults are there, by the person's first line.
    """
    spells, first_lines = defaultdict[str, list[Spell]](list), dict[str, int]()
    faults = defaultdict[str, Problems](
        lambda: problems if left_out is None else Problems(problems.file)
    )
    for line, cells in lines:
        if len(cells) != columns.width:
            # It may be anybody's: nothing is left out for it.
            add_width(problems, line, len(cells), columns.width)
            continue
        person = cells[columns.person.place].strip()
        first_lines.setdefault(person, line)
        if fault := unusable(person):
            faults[person].add(fault, row=line, column=columns.person.name)
        if spell := _spell(line, cells, columns, codes, faults[person]):
            spells[person].append(spell)
    for person, some in spells.items():
        some.sort(key=lambda each: each.starts)
        _require_apart(some, columns, faults[person])
    if left_out is not None:
        for person, found in faults.items():
            if found.faults:
                left_out[first_lines[person]] = found.faults
                spells.pop(person, None)
    return _by_person(spells, first_lines, columns)


def _spell(
    line: int, cells: list[str], columns: SpellColumns, codes: CodeFile, problems: Problems
) -> Spell | None:
    starts = _days(cells, columns.starts, problems, line)
    is_open = cells[columns.ends.place].strip() in ("", *codes.table.missing)
    ends = None if is_open else _days(cells, columns.ends, problems, line)
    state = state_in(cells[columns.state.place], codes, problems, line, columns.state.name)
    if starts and ends and ends[1] <= starts[0]:
        problems.add("this ends before it begins.", row=line, column=columns.ends.name)
    elif starts and (ends or is_open):
        return Spell(line, starts[0], ends and ends[1], state)
    return None


def _days(
    cells: list[str], column: NamedColumn, problems: Problems, line: int
) -> tuple[date, date] | None:
    try:
        return first_and_next(cells[column.place].strip())
    except (ValueError, OverflowError):
        problems.add(
            "this is no day. Write it as 2024-12-31, a month as 2024-12, a week as 2024-W52.",
            row=line,
            column=column.name,
        )
        return None


def _require_apart(spells: Sequence[Spell], columns: SpellColumns, problems: Problems) -> None:
    """Add a fault where somebody would be in two states on one day."""
    for before, after in pairwise(spells):
        if before.ends is None or before.ends > after.starts:
            problems.add(
                Message(
                    "on {day} the person is in the state of row {row}, too. A person is in one "
                    "state at a time.",
                    day=after.starts,
                    row=before.line,
                ),
                row=after.line,
                column=columns.starts.name,
            )


def _by_person(
    spells: dict[str, list[Spell]], first_lines: dict[str, int], columns: SpellColumns
) -> tuple[Columns, list[PersonRow]]:
    every = [each for some in spells.values() for each in some]
    ends = {each.ends for each in every if each.ends is not None}
    if all(each.ends for each in every):
        ends -= {max(ends, default=None)}  # the table ends there, not what people did
    days = sorted({each.starts for each in every} | ends)
    index = {day: nr for nr, day in enumerate(days)}
    periods = tuple(PeriodColumn(day.isoformat(), day, None) for day in days)
    rows = [
        PersonRow(first_lines[person], person, tuple(_runs(some, index)))
        for person, some in spells.items()
    ]
    return Columns(columns.width, columns.person, periods, tuple(days)), rows


def _runs(spells: Sequence[Spell], index: dict[date, int]) -> Iterator[StateRun]:
    """Yield the runs, beginning with the first that is observed."""
    running: State | None = None
    for spell, following in zip(spells, [*spells[1:], None], strict=True):
        if spell.state is not running:
            yield StateRun(index[spell.starts], spell.state)
            running = spell.state
        goes_on = following is not None and following.starts == spell.ends
        if spell.ends is not None and spell.ends in index and not goes_on and running is not None:
            yield StateRun(index[spell.ends], None)
            running = None
