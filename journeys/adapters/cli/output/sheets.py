"""An answer as a table for a spreadsheet (--csv): the rows of a view, with a header.

Days are written as ISO has them and numbers with a full stop in every language: machines read them.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from typing import Any, get_args

from journeys.adapters.cli.output.names import ShownNames
from journeys.app.ports.maintenance import Status
from journeys.domain.errors import Refused
from journeys.projections.desk import Desk
from journeys.projections.overview import Overview, Trend
from journeys.projections.safety.wage_range import WageRange
from journeys.projections.view import View

TABLES = (
    "access",
    "continuity",
    "desk",
    "duties",
    "law",
    "list",
    "overview",
    "status",
    "timeline",
    "vocabulary",
    "what-if",
)
"""The commands, or the groups of them, that answer with a table."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a cell that begins with one of these as a formula."""

Row = Mapping[str, Any]


def sheet(view: View, names: ShownNames | None = None) -> str:
    """Return the rows of a view as CSV, with the names of persons where they are given.

    Refused: no-table.
    """
    cells = [dict(_flat(names.added_to(row) if names else row)) for row in rows(view)]
    columns = dict.fromkeys(column for row in cells for column in row) or dict.fromkeys(
        _names(view)
    )
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, columns, restval="")
    writer.writeheader()
    writer.writerows(cells)
    return file.getvalue()


def no_table() -> Refused:
    """Return the refusal of an answer that has no rows."""
    return Refused(
        "no-table",
        "This answer is no table. --csv goes with: {tables}. For any other, use --json.",
        tables=", ".join(TABLES),
    )


@singledispatch
def rows(view: View) -> Iterable[Row]:
    """Return the rows of a view: its one field that holds several views. Refused: no-table."""
    return [each.model_dump(mode="json") for each in getattr(view, _holding(view))]


@rows.register
def _of_a_desk(view: Desk) -> Iterable[Row]:
    for kind, lines in (("own", view.lines), ("offered", view.offered)):
        for line in lines:
            yield {"desk": kind, **line.model_dump(mode="json")}


@rows.register
def _of_an_overview(view: Overview) -> Iterable[Row]:
    for dimension, counts in view.by.items():
        for value, number in counts.items():
            yield {"on": view.on.isoformat(), "by": dimension, "value": value, "journeys": number}


@rows.register
def _of_a_status(view: Status) -> Iterable[Row]:
    yield from (each.model_dump(mode="json") for each in view.tables)


@rows.register
def _of_a_trend(view: Trend) -> Iterable[Row]:
    for day in view.days:
        yield from rows(day)


@rows.register
def _of_wages(view: WageRange) -> Iterable[Row]:
    yield from (each.model_dump(mode="json") for each in view.wages)


def _holding(view: View) -> str:
    """Return the name of the field that holds several views."""
    names = [name for name, field in type(view).model_fields.items() if _item(field.annotation)]
    if len(names) != 1:
        raise no_table()
    return names[0]


def _names(view: View) -> list[str]:
    """Return the columns of a table without rows."""
    item = _item(type(view).model_fields[_holding(view)].annotation)
    return list(item.model_fields) if item else []


def _item(annotation: Any) -> type[View] | None:  # noqa: ANN401 - as pydantic has it
    item, *_ = (*get_args(annotation), None)
    return item if isinstance(item, type) and issubclass(item, View) else None


def _flat(row: Row, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the column and the text of each cell; a nested field is named by its path."""
    for name, value in row.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", _cell(value)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return f"'{value}" if value.startswith(FORMULA_STARTS) else value
        case list():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return json.dumps(value)
