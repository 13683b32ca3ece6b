"""The desk, drawn for whoever sits at it: a line a journey, those that wait most first."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.adapters.cli.ids import short
from journeys.adapters.cli.page import table
from journeys.projections.desk import Desk, DeskLine

LATE = "!"


def desk(view: Desk) -> RenderableType:
    """Return the desk, and below it what was offered."""
    if not view.lines and not view.offered:
        return Text(f"No journey of {view.responsible} is open or resting on {view.on}.")
    told = f"Journeys of {view.responsible} open or resting on {view.on}: {len(view.lines)}"
    parts: list[RenderableType] = [Text(told, style="bold")]
    if view.lines:
        parts += [Text(), _table(view.lines)]
    if view.offered:
        waiting = f"Offered to {view.responsible}, and waiting for an answer"
        parts += [Text(), Text(waiting, style="bold"), _table(view.offered)]
        parts += [Text("Answer with: journeys handover accept ID")]
    if any(line.due_before for line in (*view.lines, *view.offered)):
        parts.append(Text(f"{LATE} was due before this day."))
    return Group(*parts)


def _table(lines: tuple[DeskLine, ...]) -> Table:
    drawn = table("Journey", "Next step", "Talk by", "Days since talk", "Owed", numbers=[3])
    for line in lines:
        drawn.add_row(
            short(line.journey),
            Text("\n".join(_next(line))),
            "" if line.next_talk is None else line.next_talk.isoformat(),
            str(line.days_since_contact),
            Text("\n".join(_owed(line))),
        )
    return drawn


def _next(line: DeskLine) -> Iterator[str]:
    yield line.next_step or "none is set"
    if line.state == "resting":
        yield "(resting)"
    for who in line.offered_to:
        yield f"(offered to {who})"


def _owed(line: DeskLine) -> Iterator[str]:
    for nr, each in enumerate(line.owed):
        late = f"{LATE} " if nr < line.due_before else ""
        yield f"{late}{each.due} {each.en}"
