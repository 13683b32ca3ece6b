"""Every text that the library can say in another language, as it stands in English.

Gettext's own tools read arguments of functions alone; here they also stand in an event's voice,
and in what a command says of itself.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, get_args, get_origin

import typer
import typer.core
from jinja2 import Environment, nodes

from journeys import ROLES, errors
from journeys.adapters.cli.output.speaking import texts
from journeys.adapters.words.names import choice_name, field_name
from journeys.testing.strategies import EVENT_CLASSES
from tests.cli.script import whole_script

HOUSE = Path(__file__).parents[2] / "journeys"
SCRIPT = HOUSE / "adapters" / "cli"
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
SAYING_IN: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "adapters/cli": {
        "Column": FIRST,
        "section": FIRST,
        "title": FIRST,
        "ValueError": FIRST,
        "TyperException": FIRST,
    },
    "domain/errors.py": {"__init__": FIRST},
    "adapters/files/registers": {"add": FIRST},  # to the problems of a file
    "adapters/files/law_file.py": {"add": FIRST},
    "adapters/files/municipality.py": {"add": FIRST},
}
"""The same in one place alone."""
VOICES = ("professional", "citizen")
NAMES = "journeys/adapters/words/names.py"
"""Where names are derived from what they name."""

Ids = str | tuple[str, str]
"""A text, or what is said of one and of many."""


@cache
def said() -> dict[Ids, str]:
    """Return every text that can be said, with the file it stands in."""
    found: dict[Ids, str] = {}
    for file in sorted(HOUSE.rglob("*.py")):
        place = next((each for each in SAYING_IN if file.is_relative_to(HOUSE / each)), "")
        calls = {**SAYING, **SAYING_IN.get(place, {})}
        for text in in_module(ast.parse(file.read_text(encoding="utf-8")), calls):
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


def derived_names() -> list[str]:
    """Return what every field of an event, every choice in one, and every role is called."""
    fields = {field for event in EVENT_CLASSES for field in event.model_fields} - {"kind", "on"}
    chosen = {choice for values in choices().values() for choice in values}
    return sorted({*map(field_name, fields), *map(choice_name, chosen), *ROLES})


def choices() -> dict[str, set[str]]:
    """Return what each field of an event lets one choose among, where it does; by field."""
    found: dict[str, set[str]] = {}
    for event in EVENT_CLASSES:
        for name, field in event.model_fields.items():
            if name != "kind" and (literals := _literals(field.annotation)):
                found.setdefault(name, set()).update(literals)
    return found


def _literals(annotation: object) -> list[str]:
    if get_origin(annotation) is Literal:
        return [str(each) for each in get_args(annotation)]
    return [each for part in get_args(annotation) for each in _literals(part)]


def in_module(tree: ast.Module, calls: Mapping[str, tuple[int, ...]]) -> Iterator[Ids]:
    """Yield what is said in a module by these functions, and in the voices of its events."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="say_of"), args=[_, one, many]):
                yield _literal(one), _literal(many)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args):
                for nr in calls.get(name, ()):
                    if text := _literal(*args[nr : nr + 1]):
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


def _literal(node: ast.expr | None = None) -> str:
    match node:
        case ast.Constant(value=str() as text) | ast.List(elts=[ast.Constant(value=str() as text)]):
            return text
    return ""
