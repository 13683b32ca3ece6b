"""An answer as a table for a spreadsheet (--csv): the rows of a view, with a header.

Days are written as ISO has them and numbers with a full stop in every language: machines read them.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch
from itertools import chain
from typing import Any, get_args, get_origin

from journeys.adapters.cli.output.danish import shown
from journeys.adapters.cli.output.names import ShownNames
from journeys.adapters.files.formulas import without_formula
from journeys.app.ports.maintenance import Status, TableStatus
from journeys.domain.errors import Refused
from journeys.projections.desk import Desk, DeskLine
from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.effects.effect import Difference, Effect, Effects
from journeys.projections.employers.room import Room, RoomLine
from journeys.projections.figure_codes import FIGURES, OF_CASEWORKERS
from journeys.projections.management import Figure, Management
from journeys.projections.overview import Overview, Trend
from journeys.projections.safety.law_tried import LawTried, TriedAnswers
from journeys.projections.safety.rates_tried import RatesTried, TriedSum
from journeys.projections.safety.wage_range import WageLine, WageRange
from journeys.projections.view import View

TABLES = (
    "access",
    "audit",
    "continuity",
    "desk",
    "duties",
    "effects",
    "employer",
    "goals",
    "law",
    "list",
    "manage",
    "overview",
    "post",
    "retire",
    "room",
    "status",
    "timeline",
    "vocabulary",
    "what-if",
)
"""The commands, or the groups of them, that answer with a table."""

OF_AN_EFFECT = {
    *("measure", "split", "within", "on", "known_at", "cut", "word", "reason", "about"),
    *("began", "followed", "compared", "effective", "late_share", "lost_share"),
}
"""What every row of an answer about a measure says; a row has the figures of one outcome."""

BYTE_ORDER_MARK = "\ufeff"
DECIMAL = re.compile(r"-?\d+\.\d+")

Row = Mapping[str, Any]


def sheet(view: View, names: ShownNames | None = None, *, for_excel: bool = False) -> str:
    """Return the rows of a view as CSV, with the same header whether there are any or not.

    Where `names` are given, the person's stands after each journey. What an entry says is a column
    for each field that any row has. `for_excel` is as a Danish Excel opens it at a double click: a
    byte order mark, semicolons, and a comma in numbers.
    Refused: no-table.
    """
    cells = [dict(_flat(names.added_to(row) if names else row)) for row in rows(view)]
    fixed = chain.from_iterable(_with_name(each) if names else [each] for each in columns(view))
    header = dict.fromkeys([*fixed, *(column for row in cells for column in row)])
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, header, restval="", delimiter=";" if for_excel else ",")
    writer.writeheader()
    for row in cells:
        writer.writerow({name: _danish(cell) for name, cell in row.items()} if for_excel else row)
    return BYTE_ORDER_MARK + file.getvalue() if for_excel else file.getvalue()


def _with_name(column: str) -> Iterator[str]:
    yield column
    if column.rpartition(".")[2] == "journey":
        yield f"{column.removesuffix('journey')}name"


def _danish(cell: str) -> str:
    return cell.replace(".", ",") if DECIMAL.fullmatch(cell) else cell


def no_table() -> Refused:
    """Return the refusal of an answer that has no rows."""
    return Refused(
        "no-table",
        "This answer is no table. --csv goes with: {tables}. For any other, use --json.",
        tables=", ".join(shown("commands", "", each) for each in TABLES),
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
def _of_duties(view: Duties) -> Iterable[Row]:
    """Yield those of journeys: `employer duties` has those to employers."""
    return [each.model_dump(mode="json") for each in view.owed]


@rows.register
def _of_management(view: Management) -> Iterable[Row]:
    """Yield a row for each figure, then the counts of each caseworker as parts of theirs."""
    yield from (each.model_dump(mode="json") for each in view.figures)
    for each in view.caseworkers:
        counts = zip(
            OF_CASEWORKERS, (each.citizens, each.without_next_step, each.past_due), strict=True
        )
        for code, number in counts:
            of_one = Figure(
                code=code,
                value=each.name,
                unit=FIGURES[code].unit,
                starts=view.on,
                ends=view.on,
                number=number,
            )
            yield of_one.model_dump(mode="json")


@rows.register
def _of_an_overview(view: Overview) -> Iterable[Row]:
    for dimension, counts in view.by.items():
        for value, number in counts.items():
            yield {"on": view.on.isoformat(), "by": dimension, "value": value, "journeys": number}


@rows.register
def _of_effects(view: Effects) -> Iterable[Row]:
    for effect in view.effects:
        about = effect.model_dump(mode="json", include=OF_AN_EFFECT)
        days = (("days", effect.days, effect.unadjusted),)
        for outcome, at_end, unadjusted in (
            *days,
            *((each.outcome, each.at_end, each.unadjusted) for each in effect.curves),
        ):
            found = {"at_end": at_end, "unadjusted": unadjusted}
            figures = {name: each.model_dump() for name, each in found.items() if each is not None}
            yield about | {"outcome": outcome} | figures


@rows.register
def _of_a_status(view: Status) -> Iterable[Row]:
    yield from (each.model_dump(mode="json") for each in view.tables)


@rows.register
def _of_a_trend(view: Trend) -> Iterable[Row]:
    for day in view.days:
        yield from rows(day)


@rows.register
def _of_a_law_tried(view: LawTried) -> Iterable[Row]:
    yield from (each.model_dump(mode="json") for each in view.answers)


@rows.register
def _of_rates_tried(view: RatesTried) -> Iterable[Row]:
    yield from (each.model_dump(mode="json") for each in view.sums)


@rows.register
def _of_wages(view: WageRange) -> Iterable[Row]:
    yield from (each.model_dump(mode="json") for each in view.wages)


@rows.register
def _of_room(view: Room) -> Iterable[Row]:
    """Yield a row for each kind of post and of employer, of the day or of each month."""
    for day in view.months or (view.day,):
        for by, lines in (
            ("", (day.whole,)),
            ("post", day.by_post_kind),
            ("employer", day.by_employer_kind),
        ):
            for line in lines:
                counts = line.model_dump(mode="json", exclude={"of"})
                kind = line.of.code if line.of else ""
                yield {"on": day.on.isoformat(), "by": by, "kind": kind, **counts}


@singledispatch
def columns(view: View) -> Iterator[str]:
    """Yield the columns that its rows always have."""
    return _columns(_item(type(view).model_fields[_holding(view)].annotation))


@columns.register
def _columns_of_a_desk(_view: Desk) -> Iterator[str]:
    yield "desk"
    yield from _columns(DeskLine)


@columns.register
def _columns_of_duties(_view: Duties) -> Iterator[str]:
    yield from _columns(JourneyDuty)


@columns.register
def _columns_of_effects(_view: Effects) -> Iterator[str]:
    yield from (name for name in Effect.model_fields if name in OF_AN_EFFECT)
    yield "outcome"
    yield from _columns(Difference, "at_end.")
    yield from _columns(Difference, "unadjusted.")


@columns.register
def _columns_of_management(_view: Management) -> Iterator[str]:
    yield from _columns(Figure)


@columns.register
def _columns_of_a_status(_view: Status) -> Iterator[str]:
    yield from _columns(TableStatus)


@columns.register
def _columns_of_a_law_tried(_view: LawTried) -> Iterator[str]:
    yield from _columns(TriedAnswers)


@columns.register
def _columns_of_rates_tried(_view: RatesTried) -> Iterator[str]:
    yield from _columns(TriedSum)


@columns.register
def _columns_of_wages(_view: WageRange) -> Iterator[str]:
    yield from _columns(WageLine)


@columns.register
def _columns_of_room(_view: Room) -> Iterator[str]:
    yield from ("on", "by", "kind")
    yield from (name for name in RoomLine.model_fields if name != "of")


@columns.register(Overview)
@columns.register(Trend)
def _columns_of_counts(_view: Overview | Trend) -> Iterator[str]:
    yield from ("on", "by", "value", "journeys")


def _columns(of: type[View] | None, above: str = "") -> Iterator[str]:
    """Yield the name of each field of a view; one that holds a view is named by its path."""
    for name, field in of.model_fields.items() if of else ():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, View):
            yield from _columns(kind, f"{above}{name}.")
        elif get_origin(kind) is not dict:  # the names in it are those of the row
            yield f"{above}{name}"


def _holding(view: View) -> str:
    """Return the name of the field that holds several views."""
    names = [name for name, field in type(view).model_fields.items() if _item(field.annotation)]
    if len(names) != 1:
        raise no_table()
    return names[0]


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
            return without_formula(value)
        case list():
            return json.dumps(value, ensure_ascii=False) if value else ""
        case _:
            return json.dumps(value)
