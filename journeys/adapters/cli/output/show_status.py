"""The store's own state, drawn for people."""

from collections.abc import Iterator
from decimal import Decimal

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.adapters.words.language import say, shown
from journeys.app.ports.maintenance import Status, TableStatus


def status(view: Status) -> RenderableType:
    """Return where the log stands, and how the read tables stand to it."""
    drawn = Table(say("Table"), box=None, pad_edge=False, header_style="bold")
    for heading in (say("Rows"), "MB", say("Made by"), say("This code")):
        drawn.add_column(heading, justify="right")
    for each in view.tables:
        drawn.add_row(
            each.name,
            str(each.rows),
            str(shown(round(Decimal(each.bytes) / 1_000_000, 1))),
            "?" if each.made_by is None else str(each.made_by),
            str(each.known),
        )
    return Group(
        Text(say("Entries: {count}", count=view.position)), drawn, *map(Text, _to_do(view))
    )


def _to_do(view: Status) -> Iterator[str]:
    """Yield what must be done before the tables can be trusted."""
    if view.lag:
        yield say(
            "Rows are older than what was recorded, of journeys: {count}. See: journeys check",
            count=view.lag,
        )
    if any(map(_outdated, view.tables)):
        yield say(
            "Other projections than this code's made some of the tables. Run: journeys rebuild"
        )
    if view.behind_law:
        yield say(
            "The law was read anew since rows were made, of journeys: {count}. "
            "Run: journeys rebuild",
            count=view.behind_law,
        )
    if view.behind_rulebook > view.behind_law:
        yield say(
            "Rows were made by other deadlines, codes, practice or law, of journeys: {count}. "
            "Run: journeys rebuild",
            count=view.behind_rulebook,
        )
    if view.rebuild is not None:
        yield say(
            "A rebuild is under way, or was cut off: {done} of {parts} parts are made. Go on: "
            "journeys rebuild. Remove it: journeys rebuild --drop",
            done=view.rebuild.done,
            parts=view.rebuild.parts,
        )
    for journey, why in view.set_aside.items():
        yield say("Set aside with the rows it had, {journey}: {why}", journey=journey, why=why)


def _outdated(table: TableStatus) -> bool:
    return table.made_by != table.known
