"""A file of lines to record: a table (CSV), or an object a line (JSON lines).

No error repeats what the file says: an unknown column or field is named by its place, for it may be
a person's number where the names are missing.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from journeys.adapters.files.problems import did_you_mean
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message

SEPARATOR = "|"
"""Separates the values in a cell that may hold several."""

DELIMITERS = ",;\t"


class Line(NamedTuple):
    """A line: its number in the file, and its values by name."""

    number: int
    given: Mapping[str, Sequence[str]]


def read_lines(data: bytes, names: Mapping[str, bool]) -> list[Line]:
    """Return the lines of a file; `names` says of each name whether it may have several values.

    Raises InputUnreadable, with the line, for what is no UTF-8, no table with a header and no
    JSON lines, for a name that is not known or given twice, and for a file without lines.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        raise _fault(at, "this is not UTF-8. Save the file as UTF-8.") from None
    # The same line is known again whatever system saved the file.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    read = _objects if text.lstrip().startswith(("{", "[")) else _table
    lines = list(read(text, names)) if text.strip() else []
    if not lines:
        raise InputUnreadable(["There is no line to record in this file."])
    return lines


def _objects(text: str, names: Mapping[str, bool]) -> Iterator[Line]:
    # Words may hold signs that splitlines() would end a line at.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            parsed = json.loads(
                line,
                parse_int=str,
                parse_float=str,
                parse_constant=str,
                object_pairs_hook=_without_repeats,
            )
            given = [(name, _values(value)) for name, value in parsed.items()]
        except (ValueError, AttributeError, RecursionError):
            raise _fault(
                number,
                "this is no JSON object with each name once, and a text, a number, true, false, "
                "null, or a list or object of those under it.",
            ) from None
        known = _known([name for name, _ in given], names, number, Message("name"))
        yield Line(
            number,
            {name: values for name, (_, values) in zip(known, given, strict=True) if values},
        )


def _without_repeats(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    parsed = dict(pairs)
    if len(parsed) < len(pairs):
        raise ValueError
    return parsed


def _values(value: object) -> list[str]:
    """Return a JSON value as texts; none for null. Raises ValueError."""
    match value:
        case None:
            return []
        case list():
            return [_one(each) for each in value]
        case dict():
            return [f"{code}={_one(words)}" for code, words in value.items()]
        case _:
            return [_one(value)]


def _one(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        raise ValueError  # noqa: TRY004 - json raises the same for what it cannot read
    return value


def _table(text: str, names: Mapping[str, bool]) -> Iterator[Line]:
    rows = _rows(text)
    number, header = next(rows, (1, []))
    while header and not header[-1].strip():
        header.pop()  # a spreadsheet saves empty columns that were once used
    if "verb" not in map(_as_known, header):
        raise _fault(
            number,
            "the first line names the columns: journey, verb, on, and the options of the verbs.",
        )
    columns = _known(header, names, number, Message("column"))
    for number, row in rows:
        while len(row) > len(columns) and not row[-1].strip():
            row.pop()
        if len(row) != len(columns):
            raise _fault(
                number,
                "{cells} cells, where the first line names {columns} columns. Put a cell that "
                "holds the sign between two cells in quotation marks.",
                cells=len(row),
                columns=len(columns),
            )
        yield Line(
            number,
            {
                name: [*_several(cell)] if names[name] else [cell]
                for name, cell in zip(columns, row, strict=True)
                if cell.strip()
            },
        )


def _several(cell: str) -> Iterator[str]:
    for value in cell.split(SEPARATOR):
        if value.strip():
            yield value.strip()


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield every row that is not empty, with the line on which it begins."""
    first = text.lstrip().partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise _fault(
                begins,
                "its quotation marks do not pair, or a cell is far too long. Within a cell, write "
                'a quotation mark twice: "".',
            ) from None
        if row is None:
            return
        if any(cell.strip() for cell in row):
            yield begins, row


def _known(
    typed: Sequence[str], names: Mapping[str, bool], number: int, what: Message
) -> Sequence[str]:
    """Return the names as the script knows them; each must be known, and be there once."""
    known = [_as_known(name) for name in typed]
    for place, name in enumerate(known, start=1):
        if name not in names:
            raise _fault(
                number,
                "{what} {place} is no option of any verb.{hint} Name it as the help of the verb "
                "does, without the hyphens before it.",
                what=what,
                place=place,
                hint=did_you_mean(name, names),
            )
        if name in known[: place - 1]:
            raise _fault(
                number,
                "{what} {place}, {name}, is there twice.",
                what=what,
                place=place,
                name=name,
            )
    return known


def _as_known(name: str) -> str:
    """Return a name as options are named: `Paid_hours` is `paid-hours`."""
    return name.strip().lower().replace("_", "-")


def _fault(number: int, what: str, /, **facts: object) -> InputUnreadable:
    line = Message("Line {number}: {what}", number=number, what=Message(what, **facts))
    return InputUnreadable([line])
