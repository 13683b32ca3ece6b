"""Every text that the library can say in another language, as it stands in English.

Gettext's own tools read arguments of functions alone; here they also stand in an event's voice,
and in what a command says of itself.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, get_args, get_origin

import typer
import typer.core
from jinja2 import Environment, nodes
from pydantic import BaseModel

from journeys import ROLES, errors
from journeys.adapters.cli.output.speaking import texts
from journeys.adapters.sql.database import persistence_errors
from journeys.adapters.words.names import (
    ARGUMENT_NAMES,
    STEP_NAMES,
    choice_name,
    field_name,
)
from journeys.domain.roles import verb_name
from journeys.testing.strategies import EMPLOYER_EVENT_CLASSES, EVENT_CLASSES
from tests.cli.script import whole_script

HOUSE = Path(__file__).parents[2] / "journeys"
SCRIPT = HOUSE / "adapters" / "cli"
EVERY_EVENT = (*EVENT_CLASSES, *EMPLOYER_EVENT_CLASSES)
TYPER = Path(typer.__file__).parent
OF_TYPER = ("core.py", "rich_utils.py")

FIRST, SECOND, THIRD = (0,), (1,), (2,)
SAYING: Mapping[str, tuple[int, ...]] = {
    "Message": FIRST,
    "say": FIRST,
    "_fault": SECOND,
    "fault_at": SECOND,
    "fault_between": THIRD,
    "_unreadable": SECOND,
    "Refused": SECOND,
    "ViewName": SECOND,
    **{
        name: FIRST
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, errors.JourneysError) and name != "Refused"
    },
}
"""Which arguments of which functions are said."""
RAISED: Mapping[str, tuple[int, ...]] = {
    **{
        name: FIRST
        for name, each in vars(persistence_errors).items()
        if isinstance(each, type) and issubclass(each, persistence_errors.PersistenceError)
    },
    **dict.fromkeys(("LockTimedOut", "NoteRefused", "StaleSnapshot", "TyperException"), FIRST),
    "StatementCancelled": FIRST,
    **dict.fromkeys(("TypeError", "ValueError"), FIRST),
}
"""The other errors that are raised with a sentence, but for the places in NEVER_SHOWN."""
CAUGHT = {
    "A name comes twice.",
    "no companion has this length",
    "not base64, or not as it is written here",
}
"""What is raised only to be caught a few lines away."""
NEVER_SHOWN: Mapping[str, str] = {
    "adapters/cli/input/verb_commands.py": "for those who write commands",
    "adapters/eventsourcing": "for those who configure an application that follows the log",
    "adapters/files/exports/verify_bundle.py": "stands alone, without a catalogue",
    "adapters/files/exports/verify_disclosure.py": "stands alone, without a catalogue",
    "adapters/files/exports/verify_export.py": "stands alone, without a catalogue",
    "adapters/sql/database/driver_sql.py": "a statement of ours is wrong",
    "adapters/sql/database/tables.py": "for those who name the tables of an application",
    "adapters/sql/proofs/merkle.py": "numbers of no such tree are asked for by nobody outside",
    "adapters/sql/schema.py": "for those who make the tables of an application",
    "domain/fingerprint.py": "told as not-understood",
    "testing": "for those who write tests",
}
"""Where errors are raised that no person is shown, by file or folder, and why."""
SAYING_IN: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "adapters/cli": {
        "Column": FIRST,
        "section": FIRST,
        "title": FIRST,
    },
    "domain/errors.py": {"__init__": FIRST},
    "adapters/files/registers": {"add": FIRST},  # to the problems of a file
    "adapters/files/law_file.py": {"add": FIRST},
    "adapters/files/municipality.py": {"add": FIRST},
}
"""The same in one place alone."""
VOICES = ("professional", "citizen", "for_employer")
NAMES = "journeys/adapters/words/names.py"
"""Where names are derived from what they name."""

Ids = str | tuple[str, str]
"""A text, or what is said of one and of many."""


@cache
def said() -> dict[Ids, str]:
    """Return every text that can be said, with the file it stands in."""
    found: dict[Ids, str] = {}
    for file in sorted(HOUSE.rglob("*.py")):
        for text in in_module(parsed(file), saying_in(file), constants(file)):
            if text not in CAUGHT:
                found.setdefault(text, str(file.relative_to(HOUSE.parent)))
    for file in sorted(HOUSE.rglob("*.j2")):
        for text in in_template(file.read_text(encoding="utf-8")):
            found.setdefault(text, str(file.relative_to(HOUSE.parent)))
    for name in derived_names():
        found.setdefault(name, NAMES)
    for _, _, text in texts(whole_script()):
        found.setdefault(text, "help")
    for name in OF_TYPER:
        tree = ast.parse((TYPER / name).read_text(encoding="utf-8"))
        for text in in_module(tree, {"_": FIRST}):
            found.setdefault(text, "typer")
    return found


@cache
def parsed(file: Path) -> ast.Module:
    """Return the module in a file."""
    return ast.parse(file.read_text(encoding="utf-8"))


def saying_in(file: Path) -> dict[str, tuple[int, ...]]:
    """Return which arguments of which functions are said in a file."""
    place = next((each for each in SAYING_IN if file.is_relative_to(HOUSE / each)), "")
    raised = RAISED if is_shown(file) else {}
    return {**SAYING, **raised, **SAYING_IN.get(place, {})}


def is_shown(file: Path) -> bool:
    """Return whether what is raised in a file may be shown to a person."""
    return not any(file.is_relative_to(HOUSE / each) for each in NEVER_SHOWN)


def constants(file: Path) -> dict[str, str]:
    """Return the texts that a module names: its own constants, and those that it imports."""
    found: dict[str, str] = {}
    for node in parsed(file).body:
        match node:
            case ast.ImportFrom(module=str() as module) if module.startswith("journeys."):
                source = HOUSE.joinpath(*module.split(".")[1:]).with_suffix(".py")
                if source.exists():
                    own = _own_constants(source)
                    found |= {each.name: own[each.name] for each in node.names if each.name in own}
    return found | _own_constants(file)


@cache
def _own_constants(file: Path) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in parsed(file).body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                if text := _literal(value):
                    found[name] = text
    return found


def derived_names() -> list[str]:
    """Return what fields, choices, roles, permissions and arguments are called."""
    fields = {field for event in EVERY_EVENT for field in event.model_fields} - {"kind", "on"}
    chosen = {choice for values in choices().values() for choice in values}
    allowed = {verb for verbs in ROLES.values() for verb in verbs}
    return sorted(
        {
            *map(field_name, fields | nested_fields()),
            *map(choice_name, chosen),
            *ROLES,
            *map(verb_name, allowed),
            *ARGUMENT_NAMES,
            *STEP_NAMES,
        }
    )


def nested_fields() -> set[str]:
    """Return the fields of what stands within a field of an event."""
    parts = {
        part
        for event in EVERY_EVENT
        for field in event.model_fields.values()
        for part in get_args(field.annotation)
        if isinstance(part, type) and issubclass(part, BaseModel)
    }
    return {name for part in parts for name in part.model_fields}


def choices() -> dict[str, set[str]]:
    """Return what each field of an event lets one choose among, where it does; by field."""
    found: dict[str, set[str]] = {}
    for event in EVERY_EVENT:
        for name, field in event.model_fields.items():
            if name != "kind" and (literals := _literals(field.annotation)):
                found.setdefault(name, set()).update(literals)
    return found


def _literals(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(each) for each in get_args(annotation)]
    return [each for part in get_args(annotation) for each in _literals(part)]


def in_module(
    tree: ast.Module,
    calls: Mapping[str, tuple[int, ...]],
    known: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Ids]:
    """Yield what is said in a module by these functions, and in the voices of its events.

    `known` are the texts that it names. What is assigned to `message` is raised in the next line.
    """
    raising = "ValueError" in calls
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="say_of"), args=[_, one, many]):
                yield _literal(one), _literal(many)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
                for nr in calls.get(name, ()):
                    if text := _literal(*args[nr : nr + 1], known=known):
                        yield text
            case ast.Assign(targets=[ast.Name(id="message")], value=value) if raising:
                if text := _literal(value):
                    yield text
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str() as text)):
                if name in VOICES:
                    yield text


def in_template(source: str) -> Iterator[Ids]:
    """Yield what is said in a template of a page."""
    for call in Environment(autoescape=True).parse(source).find_all(nodes.Call):
        match call:
            case nodes.Call(node=nodes.Name(name="say"), args=[nodes.Const(value=text)]):
                yield text
            case nodes.Call(
                node=nodes.Name(name="say_of"),
                args=[_, nodes.Const(value=one), nodes.Const(value=many)],
            ):
                yield one, many


def _literal(
    node: ast.expr | None = None, *, known: Mapping[str, str] = MappingProxyType({})
) -> str:
    match node:
        case ast.Name(id=name):
            return known.get(name, "")
        case ast.Constant(value=str() as text) | ast.List(elts=[ast.Constant(value=str() as text)]):
            return text
    return ""
