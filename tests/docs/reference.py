"""The reference: every verb, event, view, duty, vocabulary and refusal, as the code tells them."""

import ast
import inspect
from collections.abc import Iterable, Iterator
from pathlib import Path

from journeys import Reader, verbs
from journeys.app.audit import Audit
from journeys.domain.permissions import ROLES
from journeys.domain.standard import rulebook
from tests.cli.script import commands
from tests.strategies import EVENT_CLASSES

HOUSE = Path(__file__).parents[2] / "journeys"

HEAD = """# Reference

Made from the code (`python -m tests.docs`), and held to it by a test.
"""


def reference() -> str:
    """Return the page."""
    parts = (
        ("Verbs", ("Verb", "Command", "What it records", "Who may"), _verbs()),
        ("Events", ("Kind", "What happened", "Fields"), _events()),
        ("Views", ("View", "What it tells"), _views()),
        ("Duties", ("Kind", "Forpligtelse", "In English"), _duties()),
        ("Vocabularies", ("Name", "Liste", "In English"), _vocabularies()),
        ("Refusals", ("Code", "What is said"), _refusals()),
    )
    return "\n".join([HEAD, *(line for part in parts for line in _table(*part))])


def _table(title: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    columns = tuple(columns)
    yield f"## {title}\n"
    yield f"| {' | '.join(columns)} |"
    yield f"|{'---|' * len(columns)}"
    yield from (
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows
    )
    yield ""


def _verbs() -> Iterator[tuple[str, ...]]:
    typed = {
        command.callback.__name__: " ".join(path)
        for path, command in commands()
        if command.callback
    }
    for name in sorted(verbs.__all__):
        told = _first(getattr(verbs, name))
        may = sorted(role for role, allowed in ROLES.items() if name in allowed)
        yield f"`{name}`", f"`{typed.get(name, '')}`", told.split(" Refused:")[0], ", ".join(may)


def _events() -> Iterator[tuple[str, ...]]:
    for event in sorted(EVENT_CLASSES, key=lambda each: str(each.model_fields["kind"].default)):
        fields = [name for name in event.model_fields if name not in ("kind", "on")]
        kind = event.model_fields["kind"].default
        yield f"`{kind}`", _first(event), ", ".join(f"`{name}`" for name in fields)


def _views() -> Iterator[tuple[str, ...]]:
    for of, prefix in ((Reader, ""), (Audit, "audit.")):
        for name, method in inspect.getmembers(of, inspect.isfunction):
            if not name.startswith("_"):
                yield f"`{prefix}{name}`", _first(method)


def _first(thing: object) -> str:
    """Return the first paragraph of what something says of itself."""
    return (inspect.getdoc(thing) or "").split("\n\n")[0].replace("\n", " ")


def _duties() -> Iterator[tuple[str, ...]]:
    for kind, duty in sorted(rulebook().duties.items()):
        yield f"`{kind}`", duty.da, duty.en


def _vocabularies() -> Iterator[tuple[str, ...]]:
    for name, vocabulary in sorted(rulebook().vocabularies.items()):
        yield f"`{name}`", vocabulary.da, vocabulary.en


def _refusals() -> Iterator[tuple[str, ...]]:
    said: dict[str, dict[str, None]] = {}
    for file in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Refused"),
                    args=[ast.Constant(value=str() as code), sentence, *_],
                ):
                    said.setdefault(code, {})[_sentence(sentence)] = None
    for code, sentences in sorted(said.items()):
        yield f"`{code}`", " / ".join(filter(None, sentences))


def _sentence(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Call(func=ast.Name(id="Message"), args=[ast.Constant(value=str() as text)]):
            return text
    return ""
