"""Reading a table in any of the layouts that a code file can describe."""

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from journeys.adapters.files.problems import MOST, Problems
from journeys.adapters.files.registers.cells import delimiter_of, read_cells
from journeys.adapters.files.registers.code_file import CodeFile
from journeys.adapters.files.registers.columns import (
    Columns,
    find_columns,
    find_spell_columns,
)
from journeys.adapters.files.registers.spells import read_spells
from journeys.adapters.files.registers.table import PersonRow, Table, rows_of


def read_table(file: Path, codes: CodeFile, *, keep_going: bool) -> Table:
    """Return the table with a row for each person.

    Raises InputUnreadable with every fault of the file; with `keep_going` only for what is not
    about one person, and those with a fault are left out.
    """
    problems, left_out = Problems(file), dict[int, Sequence[str]]()
    layout = codes.table
    delimiter = layout.delimiter or delimiter_of(file)
    layout = layout.model_copy(update={"delimiter": delimiter})
    lines = read_cells(file, delimiter, problems)
    header = next(lines, None)
    columns: Columns | None = None
    rows = list[PersonRow]()
    put_aside = left_out if keep_going else None
    if header is None:
        if not problems.faults:
            problems.add("the file is empty. Its first row must name the columns.")
    elif layout.layout == "long":
        if spelled := find_spell_columns(header.cells, layout, problems):
            columns, rows = read_spells(lines, spelled, codes, problems, put_aside)
    else:
        columns = find_columns(header.cells, layout, problems)
        if columns is not None:
            rows.extend(rows_of(lines, columns, codes, problems, put_aside))
    if columns is not None and not rows and not left_out and not problems.faults:
        problems.add("the file has a header and no rows: nobody is in it.")
    if left_out and columns is not None and not columns.days:  # everybody, and with them every day
        every = [*problems.faults, *chain.from_iterable(left_out.values())]
        problems.faults, problems.more = every[:MOST], max(0, len(every) - MOST)
    problems.refuse()
    assert columns is not None, "no columns is a problem"  # noqa: S101 - for mypy
    return Table(file, columns, tuple(rows), left_out)
