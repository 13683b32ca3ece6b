"""The cells of a table, as registers, spreadsheets and statistics programs save them."""

import csv
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from journeys.adapters.files.problems import Problems
from journeys.adapters.system_reasons import system_reason
from journeys.domain.message import Message

DELIMITERS = ",;\t"


class Row(NamedTuple):
    """The line on which a row begins, and its cells."""

    line: int
    cells: list[str]


def delimiter_of(file: Path) -> str:
    """Return what the first row has most of: comma, semicolon or tab; a comma where it has none.

    A file that cannot be read has a comma, too: reading it says why.
    """
    try:
        with file.open(encoding="utf-8-sig", errors="replace") as handle:
            header = next((line for line in handle if line.strip()), "")
    except OSError:
        return ","
    return max(DELIMITERS, key=header.count)


def read_cells(file: Path, delimiter: str, problems: Problems) -> Iterator[Row]:
    """Yield the header and each row; an unreadable row is a fault, and the last.

    Without the row numbers that statistics programs save before the first column, and without
    empty columns at the end.
    """
    rows = _lines(file, delimiter, problems)
    for header in rows:
        first = next(rows, None)
        names = header.cells
        while names and not names[-1].strip():
            names.pop()
        width = len(names)
        has_numbers = bool(names) and (not names[0].strip() or names[0].startswith("Unnamed:"))
        # R leaves the name of that column out.
        is_shifted = (
            first is not None and len(first.cells) == width + 1 and first.cells[0].isdigit()
        )
        yield Row(header.line, names[1:] if has_numbers else names)
        for line, cells in chain([] if first is None else [first], rows):
            while len(cells) > width + is_shifted and not cells[-1].strip():
                cells.pop()
            is_whole = len(cells) == width + is_shifted
            yield Row(line, cells[1:] if (has_numbers or is_shifted) and is_whole else cells)


def _lines(file: Path, delimiter: str, problems: Problems) -> Iterator[Row]:
    line = 1
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.reader(handle, delimiter=delimiter, strict=True)
            for cells in reader:
                if cells:
                    yield Row(line, cells)
                line = reader.line_num + 1
    except OSError as error:
        problems.add(
            Message(
                "the table cannot be read ({why}). Give the path of a CSV file.",
                why=system_reason(error),
            )
        )
    except csv.Error:
        problems.add("this row cannot be read as CSV. Correct the quotes in it.", row=line)
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
