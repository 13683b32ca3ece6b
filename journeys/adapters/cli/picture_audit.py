"""What an auditor asked, drawn: every view one after the other, and what was learned when."""

import json
from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli import tables
from journeys.adapters.cli.ids import short
from journeys.adapters.cli.page import section
from journeys.adapters.cli.picture import milestones
from journeys.adapters.cli.picture_safety import safety
from journeys.projections.duties import Duties, OwedOn
from journeys.projections.explain import Explained
from journeys.projections.replay import Learned, Replay
from journeys.projections.timeline import Line


def replay(view: Replay) -> RenderableType:
    """Return every view, as each is shown by its own command."""
    known = f", as known at {view.known_at:%Y-%m-%d %H:%M %Z}" if view.known_at else ""
    owed = [OwedOn(journey=view.journey, owed=each) for each in view.duties]
    return Group(
        Text(f"{view.entries} entries were known{known}", style="bold"),
        Text(),
        milestones(view.milestones),
        safety(view.safety),
        tables.duties(Duties(on=view.on, owed=tuple(owed)), of_one=True),
        Text(),
        tables.continuity(view.continuity),
        tables.timeline(view.timeline),
    )


def learned(view: Learned) -> RenderableType:
    """Return the entries that were recorded in between, and what reads otherwise since."""
    changes = [_change(each) for each in view.changes] or [("", "Nothing reads otherwise.")]
    return Group(
        Text(f"Journey {short(view.journey)}: what became known", style="bold"),
        Text(),
        section("Recorded in between", _lines(view.lines) if view.lines else ["Nothing."]),
        section(f"What the views of {view.on} say otherwise", changes),
    )


def explained(view: Explained) -> RenderableType:
    """Return the value, and what it rests on."""
    entries = _lines(view.entries) if view.entries else ["No entry: it is so without any."]
    rules = [f"{rule} (journeys law show {rule})" for rule in view.rules]
    return Group(
        Text(f"{view.field} on {view.on}: {_plain(view.value)}", style="bold"),
        Text(),
        section("The entries without which it would be another", entries),
        section("The rules without which it would be another", rules or ["No rule of the law."]),
    )


def _lines(lines: tuple[Line, ...]) -> Iterator[tuple[str, str]]:
    for line in lines:
        retracted = f" Retracted by entry {line.retracted_by}." if line.retracted_by else ""
        recorded = f"{line.recorded_at.astimezone():%Y-%m-%d %H:%M}, {line.actor}"
        yield f"{line.entry}.", f"{line.on}: {line.professional}.{retracted}\nRecorded {recorded}"


def _change(change: dict[str, Any]) -> tuple[str, str]:
    path = change["path"].removeprefix("/").replace("/", ".")
    match change["op"]:
        case "add":
            return "+", f"{path}: {_plain(change['value'])}"
        case "remove":
            return "-", path
        case "replace":
            return "~", f"{path}: {_plain(change['value'])}"
        case _:
            return ">", f"{path}, from {change['from'].removeprefix('/').replace('/', '.')}"


def _plain(value: Any) -> str:  # noqa: ANN401 - as JSON has it
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
