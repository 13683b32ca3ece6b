"""The desk, drawn for whoever sits at it: a line a journey, those that wait most first."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.adapters.cli.output.console import table
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import in_spoken_language, say, shown
from journeys.projections.desk import Desk, DeskLine

LATE = "!"


def desk(view: Desk) -> RenderableType:
    """Return the desk, and below it what was offered."""
    if not view.lines and not view.offered:
        return Text(
            say(
                "No journey of {who} is open or resting on {on}.",
                who=view.responsible,
                on=view.on,
            )
        )
    title = say(
        "Journeys of {who} open or resting on {on}: {count}",
        who=view.responsible,
        on=view.on,
        count=len(view.lines),
    )
    parts: list[RenderableType] = [Text(title, style="bold")]
    if view.lines:
        parts += [Text(), _table(view.lines)]
    if view.offered:
        waiting = say("Offered to {who}, and waiting for an answer", who=view.responsible)
        parts += [Text(), Text(waiting, style="bold"), _table(view.offered)]
        parts += [Text(say("Answer with: {command}", command="journeys handover accept ID"))]
    if any(line.due_before for line in (*view.lines, *view.offered)):
        parts.append(Text(say("{sign} was due before this day.", sign=LATE)))
    return Group(*parts)


def _table(lines: tuple[DeskLine, ...]) -> Table:
    drawn = table(
        "Journey",
        "Next step",
        "Talk by",
        "Days since talk",
        "Owed",
        numbers=[3],
    )
    for line in lines:
        drawn.add_row(
            short(line.journey),
            Text("\n".join(_next(line))),
            "" if line.next_talk is None else str(shown(line.next_talk)),
            str(line.days_since_contact),
            Text("\n".join(_owed(line))),
        )
    return drawn


def _next(line: DeskLine) -> Iterator[str]:
    yield line.next_step or say("none is set")
    if line.state == "resting":
        yield say("(resting)")
    for who in line.offered_to:
        yield say("(offered to {who})", who=who)


def _owed(line: DeskLine) -> Iterator[str]:
    for nr, each in enumerate(line.owed):
        late = f"{LATE} " if nr < line.due_before else ""
        yield f"{late}{shown(each.due)} {in_spoken_language(each)}"
