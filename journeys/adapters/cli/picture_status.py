"""The store's own state, drawn for people."""

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from journeys.kept import Status, TableStatus


def status(view: Status) -> RenderableType:
    """Return where the log stands, and how the read tables stand to it."""
    drawn = Table("Table", box=None, pad_edge=False, header_style="bold")
    for heading in ("Rows", "MB", "Made by", "This code"):
        drawn.add_column(heading, justify="right")
    for each in view.tables:
        drawn.add_row(
            each.name,
            str(each.rows),
            f"{each.bytes / 1e6:.1f}",
            "?" if each.made_by is None else str(each.made_by),
            str(each.known),
        )
    return Group(Text(f"Entries: {view.position}"), drawn, *map(Text, _to_do(view)))


def _to_do(view: Status) -> Iterator[str]:
    """Yield what must be done before the tables can be trusted."""
    if view.lag:
        yield f"Rows are older than what was recorded, of journeys: {view.lag}. See: journeys check"
    if any(map(_outdated, view.tables)):
        yield "Other projections than this code's made some of the tables. Run: journeys rebuild"
    if view.behind_law:
        yield (
            f"The law was read anew since rows were made, of journeys: {view.behind_law}. "
            "Run: journeys rebuild"
        )
    if view.rebuild is not None:
        yield (
            f"A rebuild is under way, or was cut off: {view.rebuild.done} of "
            f"{view.rebuild.parts} parts are made. Go on: journeys rebuild. "
            "Remove it: journeys rebuild --drop"
        )
    for journey, why in view.set_aside.items():
        yield f"Set aside with the rows it had, {journey}: {why}"


def _outdated(table: TableStatus) -> bool:
    return table.made_by != table.known
