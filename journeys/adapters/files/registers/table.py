"""The table: what each person was in, and from which period; read before anything is decided."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from journeys.adapters.files.problems import Problems, did_you_mean, listed, quoted
from journeys.adapters.files.registers.cells import Row
from journeys.adapters.files.registers.code_file import CodeFile, State
from journeys.adapters.files.registers.columns import Columns
from journeys.domain.decisions.privacy import holds_cpr_number
from journeys.domain.message import Message


class StateRun(NamedTuple):
    """One state from a period until the next run; None where nothing is observed."""

    period: int
    state: State | None


class PersonRow(NamedTuple):
    """A person: the line of the file, the pseudonym, and the runs from the first state on."""

    line: int
    person: str
    runs: tuple[StateRun, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The content of a file."""

    file: Path
    columns: Columns
    rows: tuple[PersonRow, ...]
    left_out: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """By line, the faults for which a row is left out; empty where any fault refuses the file."""


def rows_of(
    lines: Iterator[Row],
    columns: Columns,
    codes: CodeFile,
    problems: Problems,
    left_out: dict[int, Sequence[str]] | None,
) -> Iterator[PersonRow]:
    """Yield the row of each person.

    A fault is added to the problems; with `left_out` the row is left out, and its faults are there.
    """
    first_lines: dict[str, int] = {}
    for line, cells in lines:
        faults = problems if left_out is None else Problems(problems.file)
        row = _row(line, cells, columns, codes, faults, first_lines)
        if left_out is not None and faults.faults:
            left_out[line] = faults.faults
        elif row is not None:
            yield row


def _row(  # noqa: PLR0917 - what it is read from and by
    line: int,
    cells: list[str],
    columns: Columns,
    codes: CodeFile,
    problems: Problems,
    first_lines: dict[str, int],
) -> PersonRow | None:
    if len(cells) != columns.width:
        add_width(problems, line, len(cells), columns.width)
        return None
    person = cells[columns.person.place].strip()
    if fault := unusable(person):
        problems.add(fault, row=line, column=columns.person.name)
    elif person in first_lines:
        problems.add(
            Message(
                "row {row} is about the same person. Each person has one row.",
                row=first_lines[person],
            ),
            row=line,
            column=columns.person.name,
        )
    else:
        first_lines[person] = line
    return PersonRow(line, person, tuple(_runs(cells, line, columns, codes, problems)))


def add_width(problems: Problems, line: int, count: int, width: int) -> None:
    """Add the fault of a row that has not as many cells as the header."""
    problems.add(
        Message(
            "this row has {count} cells, and the header {width}.",
            count=count,
            width=width,
        ),
        row=line,
    )


def unusable(person: str) -> Message | None:
    """Return why a person cannot be known by this; None where it can."""
    # The message does not name the person, because it may be passed on.
    if not person:
        return Message("no person is named.")
    if holds_cpr_number(person):
        return Message(
            "this looks like a CPR number, which is not read. Use the register's pseudonym "
            "for the person."
        )
    return None


def state_in(
    cell: str, codes: CodeFile, problems: Problems, line: int, column: str
) -> State | None:
    """Return the state that a cell says; None where nothing is observed, or it is a fault."""
    code = codes.code(cell)
    state = codes.states.get(code) if code else None
    if code and state is None:
        problems.add(
            Message(
                "no state is called {cell}.{hint} The code file knows {known}.",
                cell=quoted(code),
                hint=did_you_mean(code, codes.states),
                known=listed(list(codes.states)),
            ),
            row=line,
            column=column,
        )
    return state


def _runs(
    cells: list[str], line: int, columns: Columns, codes: CodeFile, problems: Problems
) -> Iterator[StateRun]:
    """Yield the runs, beginning with the first observed period."""
    before: str | None = None
    running: State | None = None
    for period, column in enumerate(columns.periods):
        cell = None if column.place is None else cells[column.place].strip()
        if cell == before:
            continue
        before = cell
        # An empty cell may mean a state; a week without a column never does.
        state = None if cell is None else state_in(cell, codes, problems, line, column.name)
        if state is not running:
            yield StateRun(period, state)
        running = state
