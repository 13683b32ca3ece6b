"""What is told in tables: the caseload, the timeline and the overview."""

from collections.abc import Iterator

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.adapters.cli.ids import short
from journeys.projections.caseload import Caseload
from journeys.projections.overview import Overview
from journeys.projections.timeline import Line, Timeline

UUID_LENGTH = 36


def caseload(view: Caseload) -> RenderableType:
    """Return a line for each journey."""
    if not view.cases:
        return Text(f"No journey is open on {view.on}.")
    table = _table("Journey", "Opened", "State", "Responsible", "Lives on", "Municipality")
    for case in view.cases:
        table.add_row(
            short(case.journey),
            case.opened.isoformat(),
            case.state,
            Text(case.responsible),
            Text(case.support_basis),
            case.municipality,
        )
    return Group(table, Text(f"Open or resting on {view.on}: {len(view.cases)}"))


def timeline(view: Timeline) -> RenderableType:
    """Return everything in order: what happened, in both kinds of words, and who recorded it."""
    table = _table("Day", "Entry", "What happened, and how the citizen is told", "Recorded, by")
    table.columns[1].justify = "right"
    for line in view.lines:
        recorded = f"{line.recorded_at.astimezone():%Y-%m-%d %H:%M}\n{line.actor}"
        table.add_row(
            line.on.isoformat(),
            str(line.entry),
            Text("\n".join(_happened(line))),
            Text(recorded),
        )
    return Group(Text(f"Journey {short(view.journey)}", style="bold"), table)


def overview(view: Overview) -> RenderableType:
    """Return the counts by what people live on, and by what they do."""
    return Group(
        Text(f"Journeys open or resting on {view.on}: {view.journeys}", style="bold"),
        Text(),
        _counts("Lives on", view.by_support_basis),
        Text(),
        _counts("Does", view.by_activity),
        Text("Somebody who does two things counts in both."),
    )


def _happened(line: Line) -> Iterator[str]:
    yield line.professional + (f" (retracted by {line.retracted_by})" if line.retracted_by else "")
    yield f"{line.citizen}."
    for field, value in line.details.items():
        told = value[:8] if isinstance(value, str) and len(value) == UUID_LENGTH else value
        yield f"  {field.replace('_', ' ')}: {told}"


def _counts(what: str, numbers: dict[str, int]) -> Table:
    table = _table(what, "Journeys")
    table.columns[1].justify = "right"
    for value, number in numbers.items():
        table.add_row(Text(value), str(number))
    return table


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
