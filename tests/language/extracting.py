"""Every text that the library can say in another language, as it stands in English.

Gettext's own tools read arguments of functions alone; here they also stand in an event's voice,
and in what a command says of itself.
"""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typer
import typer.core
from typer.main import get_command

from journeys.adapters.cli.helping import texts
from journeys.adapters.cli.main import app
from journeys.domain import errors

HOUSE = Path(__file__).parents[2] / "journeys"
SCRIPT = HOUSE / "adapters" / "cli"
TYPER = Path(typer.__file__).parent
OF_TYPER = ("core.py", "rich_utils.py")

FIRST, SECOND, BOTH = (0,), (1,), (0, 1)
SAYING: Mapping[str, tuple[int, ...]] = {
    "Message": FIRST,
    "say": FIRST,
    "say_of": BOTH,  # one and many are said of different counts
    "Refused": SECOND,
    **{
        name: FIRST
        for name, each in vars(errors).items()
        if isinstance(each, type) and issubclass(each, errors.JourneysError) and name != "Refused"
    },
}
"""Which arguments of which functions are said."""
SAYING_IN_SCRIPT = {**SAYING, "ValueError": FIRST, "TyperException": FIRST}
VOICES = ("professional", "citizen")

Ids = str | tuple[str, str]
"""A text, or what is said of one and of many."""


@cache
def said() -> dict[Ids, str]:
    """Return every text that can be said, with the file it stands in."""
    found: dict[Ids, str] = {}
    for file in sorted(HOUSE.rglob("*.py")):
        calls = SAYING_IN_SCRIPT if file.is_relative_to(SCRIPT) else SAYING
        for text in in_module(ast.parse(file.read_text(encoding="utf-8")), calls):
            found.setdefault(text, str(file.relative_to(HOUSE.parent)))
    for _, _, text in texts(get_command(app)):
        found.setdefault(text, "help")
    for name in OF_TYPER:
        tree = ast.parse((TYPER / name).read_text(encoding="utf-8"))
        for text in in_module(tree, {"_": FIRST, "ngettext": BOTH}):
            found.setdefault(text, "typer")
    return found


def in_module(tree: ast.Module, calls: Mapping[str, tuple[int, ...]]) -> Iterator[Ids]:
    """Yield what is said in a module by these functions, and in the voices of its events."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=args) if (
                name in calls and len(args) > max(calls[name])
            ):
                texts_of = [_literal(args[nr]) for nr in calls[name]]
                if all(texts_of):
                    yield texts_of[0] if len(texts_of) == 1 else (texts_of[0], texts_of[1])
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=str() as text)):
                if name in VOICES:
                    yield text


def _literal(node: Any) -> str:  # noqa: ANN401 - whatever stands there
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
