"""What is raised can be said in Danish: every sentence is in the catalogue, and none is glued."""

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from journeys import errors
from journeys.language import say, spoken
from tests.words.extracting import (
    CAUGHT,
    HOUSE,
    NEVER_SHOWN,
    constants,
    is_shown,
    parsed,
    said,
    saying_in,
)

WHAT_TO_DO = """Write the sentence as it stands, or as Message("... {{name}} ...", name=name) \
where something is filled in. Run `make catalogue`, write its Danish in journeys.po, and run it \
again. Where no person is ever shown it, say why in NEVER_SHOWN of tests/words/extracting.py.
{faults}"""


def sentences() -> frozenset[str]:
    """Return what the catalogue has."""
    return frozenset(text for ids in said() for text in ([ids] if isinstance(ids, str) else ids))


def shown() -> list[Path]:
    """Return the modules that raise what a person may be shown."""
    return [file for file in sorted(HOUSE.rglob("*.py")) if is_shown(file)]


def faults(file: Path) -> Iterator[str]:
    """Yield each sentence that a module raises, or adds to the faults of a file, without Danish."""
    saying = saying_in(file)
    saying |= {"add": (0,)} if file.is_relative_to(HOUSE / "adapters" / "files") else {}
    for scope in ast.walk(parsed(file)):
        if isinstance(scope, ast.FunctionDef | ast.Module):
            assigned = dict(_assigned(scope))
            for call in _calls(scope, saying):
                for nr in saying[_name(call)]:
                    for text in call.args[nr : nr + 1]:
                        yield from _faults(text, file, assigned)


def _calls(scope: ast.AST, saying: dict[str, tuple[int, ...]]) -> Iterator[ast.Call]:
    """Yield the calls of a function that make an error, but for those of a function within it."""
    left = list(ast.iter_child_nodes(scope))
    while left:
        node = left.pop()
        if isinstance(node, ast.Call) and _name(node) in saying and _makes_error(node):
            yield node
        if not isinstance(node, ast.FunctionDef):
            left += ast.iter_child_nodes(node)


def _makes_error(call: ast.Call) -> bool:
    name = _name(call)
    return name == "add" or name.startswith(("_", "fault")) or name[:1].isupper()


def _name(call: ast.Call) -> str:
    return str(getattr(call.func, "id", getattr(call.func, "attr", "")))


def _assigned(scope: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value


def _faults(node: ast.expr, file: Path, assigned: dict[str, ast.expr]) -> Iterator[str]:
    where = f"{file.relative_to(HOUSE)}:{node.lineno}"
    match node:
        case ast.JoinedStr():
            yield f"{where}: {ast.unparse(node)}"
        case ast.Constant(value=str() as text):
            if text not in sentences() | CAUGHT and text:
                yield f"{where}: {text}"
        case ast.List(elts=each) | ast.Tuple(elts=each):
            for one in each:
                yield from _faults(one, file, assigned)
        case ast.IfExp(body=one, orelse=other):
            yield from _faults(one, file, assigned)
            yield from _faults(other, file, assigned)
        case ast.Name(id=name) if name in constants(file):
            yield from _faults(ast.Constant(constants(file)[name], lineno=node.lineno), file, {})
        case ast.Name(id=name) if name in assigned:
            yield from _faults(assigned[name], file, {})


@pytest.mark.parametrize("file", shown(), ids=lambda file: str(file.relative_to(HOUSE)))
def test_what_a_module_raises_can_be_said_in_danish(file: Path) -> None:
    """Whatever reaches a host or a person, wherever it is raised."""
    found = list(faults(file))
    assert not found, WHAT_TO_DO.format(faults="\n".join(found))


def test_what_is_never_shown_is_there() -> None:
    """No exception is kept for what is gone."""
    assert all((HOUSE / each).exists() for each in NEVER_SHOWN)


@pytest.mark.parametrize(
    "code",
    [
        'raise StoreBusy("No such sentence.")',
        'raise Refused("code", f"Glued {together}.")',
        'raise ValueError("no such sentence")',
        'raise InputUnreadable([f"{where}: {what}"])',
        'message = f"Glued {together}."\nraise StoreError(message)',
        'NAMED = "No such sentence."\nraise StoreError(NAMED)',
    ],
)
def test_a_sentence_without_danish_is_found(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A test that cannot fail proves nothing."""
    assert sentences()  # of the library, before another folder stands for it
    file = tmp_path / "module.py"
    file.write_text(code, encoding="utf-8")
    monkeypatch.setattr("tests.words.test_raised.HOUSE", tmp_path)
    monkeypatch.setattr("tests.words.extracting.HOUSE", tmp_path)
    assert len(list(faults(file))) == 1


SENTENCES: Sequence[errors.JourneysError] = (
    errors.UnknownJourney("7"),  # type: ignore[arg-type]
    errors.NoSuchEntry("7", 4),  # type: ignore[arg-type]
    errors.NoSuchField("state", []),
    errors.Erased("7"),
    errors.SchemaOlder(),
    errors.SchemaNewer(),
    errors.UnknownKind(["new"]),
)


@pytest.mark.parametrize("error", SENTENCES, ids=lambda error: type(error).__name__)
def test_an_error_with_a_sentence_of_its_own_says_it_in_danish(error: errors.JourneysError) -> None:
    """And no fact in it stays English. `str` stays English in any language."""
    with spoken("da"):
        in_danish, as_text = say(error.sentence), str(error)
    with spoken("en"):
        assert say(error.sentence) == as_text != in_danish
    assert not {"This", "store", "nothing", "the"} & set(in_danish.replace(".", "").split())
