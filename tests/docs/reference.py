"""The reference: every verb, event, view, duty, vocabulary, error and refusal, in English.

It comes from the code. The Danish term at the start of a docstring is left out.
"""

import ast
import inspect
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from journeys import ROLES, Reader, errors, rulebook, verbs
from journeys.adapters.cli.command_index import docstring
from journeys.adapters.cli.output.danish import WRITTEN
from journeys.adapters.words.problem_details import STATUSES
from journeys.app.audit import Audit
from journeys.testing.strategies import EVENT_CLASSES
from tests.cli.script import commands

HOUSE = Path(__file__).parents[2] / "journeys"

DANISH = "Commands, options and choices in Danish"

HEAD = """# Reference

Made from the code (`python -m tests.docs`), and held to it by a test.
"""


def reference() -> str:
    """Return the page."""
    parts = (
        ("Verbs", ("Verb", "Command", "What it records", "Who may"), _verbs()),
        (DANISH, ("Where", "English", "Danish"), _danish()),
        ("Events", ("Kind", "What happened", "Fields"), _events()),
        ("Events that may be planned", ("Kind", "What happens"), _planned()),
        ("Views", ("View", "What it tells"), _views()),
        ("Duties", ("Kind", "What is owed"), _duties()),
        ("Vocabularies", ("Name", "What it lists"), _vocabularies()),
        ("Errors", ("Error", "Status", "What it means"), _errors()),
        ("Refusals", ("Code", "Status", "What is said"), _refusals()),
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
    by_verb = {
        command.callback.__name__: (" ".join(path), command.help or "")
        for path, command in commands()
        if command.callback
    }
    for name in sorted(verbs.__all__):
        path, help_ = by_verb[name]
        may = sorted(role for role, allowed in ROLES.items() if name in allowed)
        yield f"`{name}`", f"`{path}`", _first(help_), ", ".join(may)


def _danish() -> Iterator[tuple[str, ...]]:
    """Yield the names in the order of the help: commands, then options, then choices."""
    names = tomllib.loads(WRITTEN.read_text(encoding="utf-8"))
    for named, rows in names.items():
        for key, danish in rows.items():
            where, _, english = key.rpartition(" ")
            hyphens = "--" if named == "options" else ""
            place = f"{named} of `{where}`" if where else named
            yield place, f"`{hyphens}{english}`", f"`{hyphens}{danish}`"


def _events() -> Iterator[tuple[str, ...]]:
    for event in sorted(EVENT_CLASSES, key=lambda each: str(each.model_fields["kind"].default)):
        fields = [name for name in event.model_fields if name not in ("kind", "on")]
        kind = event.model_fields["kind"].default
        what = f"{event.professional}. {_first(docstring(event))}"
        yield f"`{kind}`", what, ", ".join(f"`{name}`" for name in fields)


def _planned() -> Iterator[tuple[str, ...]]:
    """Yield the events whose day may lie ahead; every other has happened, or was said."""
    for event in sorted(EVENT_CLASSES, key=lambda each: str(each.model_fields["kind"].default)):
        if event.may_be_planned:
            yield f"`{event.model_fields['kind'].default}`", f"{event.professional}."


def _views() -> Iterator[tuple[str, ...]]:
    for of, prefix in ((Reader, ""), (Audit, "audit.")):
        for name, method in inspect.getmembers(of, inspect.isfunction):
            if not name.startswith("_"):
                yield f"`{prefix}{name}`", _first(docstring(method))


def _first(text: str) -> str:
    """Return the first paragraph of a text, on one line."""
    return text.split("\n\n", maxsplit=1)[0].replace("\n", " ")


def _duties() -> Iterator[tuple[str, ...]]:
    for kind, duty in sorted(rulebook().duties.items()):
        yield f"`{kind}`", duty.en


def _vocabularies() -> Iterator[tuple[str, ...]]:
    for name, vocabulary in sorted(rulebook().vocabularies.items()):
        yield f"`{name}`", vocabulary.en


def _errors() -> Iterator[tuple[str, ...]]:
    for name in sorted(errors.__all__):
        each = getattr(errors, name)
        if isinstance(each, type) and issubclass(each, errors.JourneysError):
            status = "by code" if each is errors.Refused else str(STATUSES[each])
            yield f"`{name}`", status, _first(docstring(each))


def _refusals() -> Iterator[tuple[str, ...]]:
    for code, sentences in refusals():
        status = errors.http_status(errors.Refused(code, ""))
        yield f"`{code}`", str(status), " / ".join(filter(None, sentences))


def refusals() -> list[tuple[str, Iterable[str]]]:
    """Return each code of a refusal that stands in the code, and its sentences."""
    said: dict[str, dict[str, None]] = {}
    for file in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name(id="Refused" | "Doubt"),
                    args=[ast.Constant(value=str() as code), sentence, *_],
                ):
                    said.setdefault(code, {})[_sentence(sentence)] = None
    return sorted(said.items())


def _sentence(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str() as text):
            return text
        case ast.Call(func=ast.Name(id="Message"), args=[ast.Constant(value=str() as text)]):
            return text
    return ""
