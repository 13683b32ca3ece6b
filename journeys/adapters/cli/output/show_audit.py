"""What an auditor asked, drawn: every view one after the other, and what was learned when."""

import json
from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from journeys.adapters.cli.output import tables
from journeys.adapters.cli.output.console import section
from journeys.adapters.cli.output.show_milestones import milestones
from journeys.adapters.cli.output.show_safety import safety
from journeys.adapters.words.ids import short
from journeys.adapters.words.language import say, shown
from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.explain import Explanation
from journeys.projections.replay import NewKnowledge, Replay
from journeys.projections.timeline import TimelineLine


def replay(view: Replay) -> RenderableType:
    """Return every view, as each is shown by its own command."""
    entries, at = view.entries, view.known_at
    known = (
        say("{entries} entries were known", entries=entries)
        if at is None
        else say(
            "{entries} entries were known, as known at {at}", entries=entries, at=at.astimezone()
        )
    )
    owed = [JourneyDuty(journey=view.journey, owed=each) for each in view.duties]
    return Group(
        Text(known, style="bold"),
        Text(),
        milestones(view.milestones),
        safety(view.safety),
        tables.duties(Duties(on=view.on, owed=tuple(owed)), of_one=True),
        Text(),
        tables.continuity(view.continuity),
        tables.timeline(view.timeline),
    )


def learned(view: NewKnowledge) -> RenderableType:
    """Return the entries that were recorded in between, and what reads otherwise since."""
    changes = [_change(each) for each in view.changes] or [("", say("Nothing reads otherwise."))]
    return Group(
        Text(
            say("Journey {journey}: what became known", journey=short(view.journey)), style="bold"
        ),
        Text(),
        section("Recorded in between", _lines(view.lines) if view.lines else [say("Nothing.")]),
        section(say("What the views of {on} say otherwise", on=view.on), changes),
    )


def explained(view: Explanation) -> RenderableType:
    """Return the value, and what it rests on."""
    entries = _lines(view.entries) if view.entries else [say("No entry: it is so without any.")]
    rules = [f"{rule} (journeys law show {rule})" for rule in view.rules]
    return Group(
        Text(
            say("{field} on {on}: {value}", field=view.field, on=view.on, value=_plain(view.value)),
            style="bold",
        ),
        Text(),
        section("The entries without which it would be another", entries),
        section(
            "The rules without which it would be another",
            rules or [say("No rule of the law.")],
        ),
    )


def _lines(lines: tuple[TimelineLine, ...]) -> Iterator[tuple[str, str]]:
    for line in lines:
        happened = f"{shown(line.on)}: {say(line.professional)}."
        if line.retracted_by:
            happened += " " + say("Retracted by entry {entry}.", entry=line.retracted_by)
        at = line.recorded_at.astimezone()
        recorded = say("Recorded {at}, {who}", at=at, who=line.actor)
        yield f"{line.entry}.", f"{happened}\n{recorded}"


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
            before = change["from"].removeprefix("/").replace("/", ".")
            return ">", say("{path}, from {before}", path=path, before=before)


def _plain(value: Any) -> str:  # noqa: ANN401 - as JSON has it
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
