"""The table: a row per person, all of it read before anything is decided."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from journeys.adapters.files.problems import Problems, did_you_mean, listed, quoted
from journeys.adapters.files.registers.code_file import CodeFile, State
from journeys.adapters.files.registers.columns import Columns, find_columns
from journeys.adapters.system_reasons import system_reason
from journeys.domain.decisions.privacy import CPR_NUMBER
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


def read_table(file: Path, codes: CodeFile) -> Table:
    """Return the table with a row for each person.

    Raises InputUnreadable with every fault of the file.
    """
    problems = Problems(file)
    lines = _lines(file, codes.table.delimiter, problems)
    columns, rows = None, list[PersonRow]()
    for _, header in lines:
        columns = find_columns(header, codes.table, problems)
        break
    else:
        if not problems.faults:
            problems.add("the file is empty. Its first row must name the columns.")
    if columns is not None:
        rows.extend(_rows(lines, columns, codes, problems))
        if not rows and not problems.faults:
            problems.add("the file has a header and no rows: nobody is in it.")
    problems.refuse()
    assert columns is not None, "no columns is a problem"  # noqa: S101 - for mypy
    return Table(file, columns, tuple(rows))


def _lines(file: Path, delimiter: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it begins on; an unreadable row is a fault, and the last."""
    line = 1
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle, delimiter=delimiter, strict=True)
            for cells in reader:
                if cells:
                    yield line, cells
                line = reader.line_num + 1
    except OSError as error:
        problems.add(
            Message(
                "the table cannot be read ({why}). Give the path of a CSV file.",
                why=system_reason(error),
            )
        )
    except csv.Error:
        problems.add(
            "this row cannot be read as CSV. Correct the quotes in it.",
            row=line,
        )
    except UnicodeDecodeError:
        line, byte = _undecodable(file)
        problems.add(
            Message(
                "this is not UTF-8 at byte {byte} of the file. Save the file as UTF-8 (in "
                "Excel: CSV UTF-8), then import again.",
                byte=byte,
            ),
            row=line,
        )


def _undecodable(file: Path) -> tuple[int, int]:
    """Return the line and the byte where the file stops being UTF-8.

    The CSV reader decodes in blocks and knows neither.
    """
    before = line = 0
    with file.open("rb") as handle:
        for line, content in enumerate(handle, start=1):
            try:
                content.decode()
            except UnicodeDecodeError as error:
                return line, before + error.start
            before += len(content)
    return line, before


def _rows(
    lines: Iterator[tuple[int, list[str]]], columns: Columns, codes: CodeFile, problems: Problems
) -> Iterator[PersonRow]:
    first_lines: dict[str, int] = {}
    for line, cells in lines:
        if len(cells) != columns.width:
            problems.add(
                Message(
                    "this row has {count} cells, and the header {width}.",
                    count=len(cells),
                    width=columns.width,
                ),
                row=line,
            )
            continue
        person = cells[columns.person.place].strip()
        if fault := _unusable(person, first_lines):
            problems.add(fault, row=line, column=columns.person.name)
        else:
            first_lines[person] = line
        yield PersonRow(line, person, tuple(_runs(cells, line, columns, codes, problems)))


def _unusable(person: str, first_lines: dict[str, int]) -> str | None:
    # The message does not name the person, because it may be passed on.
    if not person:
        return "no person is named."
    if CPR_NUMBER.search(person):
        return (
            "this looks like a CPR number, which is not read. Use the register's pseudonym "
            "for the person."
        )
    if person in first_lines:
        return Message(
            "row {row} is about the same person. Each person has one row.", row=first_lines[person]
        )
    return None


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
        code = cell or (codes.table.empty if cell == "" else None)
        state = codes.states.get(code) if code else None
        if cell and state is None:
            problems.add(
                Message(
                    "no state is called {cell}.{hint} The code file knows {known}.",
                    cell=quoted(cell),
                    hint=did_you_mean(cell, codes.states),
                    known=listed(list(codes.states)),
                ),
                row=line,
                column=column.name,
            )
        if state is not running:
            yield StateRun(period, state)
        running = state
