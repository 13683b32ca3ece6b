"""Where each command is, and how it is listed: only the module of what is typed is imported.

`listed.json` has the help of each command at the root, so that the help of the script imports none
of them. `make catalogue` writes it from the commands themselves, and a test compares.
"""

import json
import re
from collections.abc import Iterator, Mapping
from importlib import import_module
from inspect import getdoc
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from typer.core import TyperCommand
from typer.main import get_group

from journeys.adapters.cli.input.arguments import (
    EMPLOYERS,
    MUNICIPALITY,
    PEOPLE,
    RECORD,
    SAFETY,
    WAY,
)
from journeys.adapters.cli.input.naming import NamedGroup
from journeys.adapters.cli.input.questions import Asking

if TYPE_CHECKING:
    import typer

DANISH_TERM = re.compile(r"^[A-ZÆØÅ][\w ,]+: (?=\S)")


class Part(NamedTuple):
    """The Typers that define a command or a group, as `module:name` in `commands`."""

    typers: tuple[str, ...]
    panel: str | None = None
    """Of a group: the part of the help in which it is listed."""


def _at_the_root(module: str, *names: str) -> Iterator[tuple[str, Part]]:
    """Yield the commands of a module that stand in no group."""
    return ((name, Part((f"{module}:app",))) for name in names)


PARTS: Mapping[str, Part] = dict(
    [
        *_at_the_root("helping", "help"),
        *_at_the_root("schemas", "schema"),
        *_at_the_root("day", "day"),
        *_at_the_root("read", "desk", "list", "show", "briefing", "timeline"),
        *_at_the_root("owed", "duties"),
        *_at_the_root("read", "continuity"),
        *_at_the_root("overview", "overview"),
        *_at_the_root("effects", "effects"),
        *_at_the_root("management", "manage", "goals"),
        *_at_the_root("pages", "page"),
        *_at_the_root("safety", "safety"),
        *_at_the_root("subject", "subject-access"),
        *_at_the_root("vocabulary", "vocabulary"),
        *_at_the_root("accessibility", "accessibility"),
        *_at_the_root("people", "open", "basis", "target-group", "rest", "resume", "close"),
        *_at_the_root("company", "meet-me", "life-phase", "follow-up", "call-off"),
        *_at_the_root("at_once", "talk", "praktik"),
        *_at_the_root("ending", "praktik-end"),
        ("citizen", Part(("citizen:app",), PEOPLE)),
        ("handover", Part(("people:handover",), PEOPLE)),
        ("relative", Part(("company:relative",), PEOPLE)),
        ("mentor", Part(("company:mentor",), PEOPLE)),
        *_at_the_root("path", "wish", "hope", "success"),
        ("subgoal", Part(("path:subgoal",), WAY)),
        ("plan", Part(("plan:app",), WAY)),
        ("strength", Part(("strengths:app",), WAY)),
        ("community", Part(("strengths:community",), WAY)),
        ("ruling", Part(("rulings:app",), MUNICIPALITY)),
        ("measure", Part(("measures:app",), MUNICIPALITY)),
        ("aid", Part(("measures:aid",), MUNICIPALITY)),
        ("placement", Part(("work:placement", "ending:placements"), SAFETY)),
        ("education", Part(("work:education",), SAFETY)),
        ("workplace", Part(("work:workplace",), SAFETY)),
        ("pension", Part(("pension:app",), SAFETY)),
        ("law", Part(("law:app",), SAFETY)),
        *_at_the_root("money", "what-if"),
        (
            "employer",
            Part(
                (
                    "employer:app",
                    "employer_relation:app",
                    "employer_read:app",
                    "employer_page:app",
                    "employer_end:app",
                ),
                EMPLOYERS,
            ),
        ),
        ("post", Part(("posts:app", "post_read:posts"), EMPLOYERS)),
        ("task", Part(("tasks:app",), EMPLOYERS)),
        *_at_the_root("post_read", "match"),
        *_at_the_root("room", "room"),
        *_at_the_root("undo", "undo"),
        *_at_the_root("correcting", "correct", "retract"),
        *_at_the_root("upkeep", "init", "demo"),
        *_at_the_root("batch", "record"),
        *_at_the_root("rebuilding", "rebuild", "status", "check"),
        *_at_the_root("health", "health"),
        *_at_the_root("backing_up", "backup", "restore"),
        *_at_the_root("joining", "merge"),
        *_at_the_root("erasing", "erase"),
        *_at_the_root("retiring", "retire"),
        (
            "audit",
            Part(
                (
                    "audit:app",
                    "oversight:app",
                    "sealing:app",
                    "witnessing:app",
                    "bundling:app",
                    "erasing:receipts",
                    "backing_up:erasures",
                    "moving:leaving",
                    "disclosing:app",
                ),
                RECORD,
            ),
        ),
        ("export", Part(("process_log:app",), RECORD)),
        ("population", Part(("population:app",), RECORD)),
        ("move", Part(("move:app",), RECORD)),
        ("access", Part(("access:app",), RECORD)),
        ("keys", Part(("keys:app",), RECORD)),
        ("reactors", Part(("reactors:app",), RECORD)),
        ("import", Part(("imports:app", "import_employers:app", "moving:arriving"), RECORD)),
    ]
)
"""By what is typed first, in the order of the help. A test compares it with the modules."""


ALIASES: Mapping[str, str] = {"session": "day"}
"""Other words for a command, which the help does not list."""


class HelpLine(NamedTuple):
    """A command or a group in the help of the script: its help, and the part it is listed in."""

    help: str
    panel: str


LISTED = Path(__file__).with_name("listed.json")


def listed() -> Mapping[str, HelpLine]:
    """Return every command and group at the root, in English and in the order of the help."""
    return {
        name: HelpLine(*each)
        for name, each in json.loads(LISTED.read_text(encoding="utf-8")).items()
    }


def imported(name: str) -> Mapping[str, TyperCommand | NamedGroup]:
    """Return the command or group of this name, and those that are defined with it."""
    part = PARTS[name]
    whole, *others = [_built(each) for each in part.typers]
    for other in others:
        whole.commands.update(other.commands)
    if part.panel is None:
        return whole.commands  # type: ignore[return-value] # Typer's own commands are all it makes
    whole.name = whole.english = name
    whole.rich_help_panel = part.panel
    return {name: whole}


def _built(place: str) -> NamedGroup:
    module, _, name = place.partition(":")
    part: typer.Typer = getattr(import_module(f"{__package__}.commands.{module}"), name)
    for command in part.registered_commands:
        command.cls = Asking
        command.help = command.help or docstring(command.callback)
    part.info.cls = NamedGroup
    return cast("NamedGroup", get_group(part))


def docstring(thing: object) -> str:
    """Return a docstring without its Danish term, which is for readers of the code alone."""
    text = DANISH_TERM.sub("", getdoc(thing) or "")
    return text[:1].upper() + text[1:]
