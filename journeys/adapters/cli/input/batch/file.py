"""A file of lines to record: a table (CSV), or an object a line (JSON lines).

Columns and fields are named in English or in Danish, whatever language is spoken. No error repeats
what the file says: an unknown one is named by its place, for it may be a person's number where the
names are missing.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from journeys.adapters.cli.output.danish import column, folded
from journeys.adapters.files.problems import did_you_mean
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message

SEPARATOR = "|"
"""Separates the values in a cell that may hold several."""

DELIMITERS = ",;\t"


class Column(NamedTuple):
    """What a column or a field may be: its English name, and whether it may have several values."""

    name: str
    several: bool


class Line(NamedTuple):
    """A line: its number in the file, its values by English names, and what it calls those."""

    number: int
    given: Mapping[str, Sequence[str]]
    called: Mapping[str, str]

    def column(self, name: str) -> str:
        """Return what the file calls a column; what it is called otherwise, where it has none."""
        return self.called.get(name, "") or column(name)


def read_lines(data: bytes, names: Mapping[str, Column]) -> list[Line]:
    """Return the lines of a file; `names` has the columns by each name, as `folded` compares them.

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


def _objects(text: str, names: Mapping[str, Column]) -> Iterator[Line]:
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
            {each.name: values for each, (_, values) in zip(known, given, strict=True) if values},
            {each.name: name for each, (name, _) in zip(known, given, strict=True)},
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


def _table(text: str, names: Mapping[str, Column]) -> Iterator[Line]:
    rows = _rows(text)
    number, header = next(rows, (1, []))
    while header and not header[-1].strip():
        header.pop()  # a spreadsheet saves empty columns that were once used
    if not any(names[key].name == "verb" for key in map(_as_known, header) if key in names):
        raise _fault(
            number,
            "the first line names the columns: {columns}, and the options of the commands.",
            columns=", ".join(map(column, ("journey", "verb", "on"))),
        )
    columns = _known(header, names, number, Message("column"))
    called = {each.name: name.strip() for each, name in zip(columns, header, strict=True)}
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
                each.name: [*_several(cell)] if each.several else [cell]
                for each, cell in zip(columns, row, strict=True)
                if cell.strip()
            },
            called,
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
    typed: Sequence[str], names: Mapping[str, Column], number: int, what: Message
) -> Sequence[Column]:
    """Return the columns that are named; each must be known, and be there once."""
    keys, known = [_as_known(name) for name in typed], list[Column]()
    for place, key in enumerate(keys, start=1):
        if key not in names:
            raise _fault(
                number,
                "{what} {place} is no option of any command.{hint} Name it as the help of the "
                "command does, without the hyphens before it.",
                what=what,
                place=place,
                hint=did_you_mean(key, {column(each.name) for each in names.values()}),
            )
        if names[key] in known:
            raise _fault(
                number,
                "{what} {place}, {name}, is there twice.",
                what=what,
                place=place,
                name=column(names[key].name),
            )
        known.append(names[key])
    return known


def _as_known(name: str) -> str:
    """Return a name as it is compared: `Paid_hours` and `paid hours` are `paid-hours`."""
    return "-".join(folded(name).replace("_", " ").replace("-", " ").split())


def _fault(number: int, what: str, /, **facts: object) -> InputUnreadable:
    line = Message("Line {number}: {what}", number=number, what=Message(what, **facts))
    return InputUnreadable([line])
