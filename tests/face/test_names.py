"""The face of the library: its names are known, explained, and hide nothing of Python's own."""

import ast
import builtins
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from tests.test_layers import FACE, ROOT

NAMES = Path(__file__).parent / "names.txt"


def face() -> Iterator[tuple[ModuleType, str, object]]:
    """Yield every public name: its module, the name, and what it stands for."""
    for module in map(import_module, sorted(FACE)):
        for name in module.__all__:
            yield module, name, getattr(module, name)


def test_the_public_names_are_those_that_are_listed() -> None:
    """A name that comes or goes is a change for every host: it is seen in `names.txt`."""
    listed = NAMES.read_text(encoding="utf-8").splitlines()
    assert sorted(f"{module.__name__}.{name}" for module, name, _ in face()) == listed


@pytest.mark.parametrize("module", sorted(FACE))
def test_a_module_of_the_face_says_with_a_snippet_what_it_is_for(module: str) -> None:
    """In a few lines around a few lines of Python, which name what is there."""
    lines = inspect.cleandoc(import_module(module).__doc__ or "").splitlines()
    code = [line for line in lines if line.startswith("    ")]
    assert 1 <= len(code) <= 7
    assert 2 <= len([line for line in lines if line and line not in code]) <= 9
    for node in ast.walk(ast.parse(dedent("\n".join(code)))):
        match node:
            case ast.ImportFrom(module=str() as source, names=names):
                assert all(hasattr(import_module(source), each.name) for each in names)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                if f"journeys.{name}" in FACE:
                    assert hasattr(import_module(f"journeys.{name}"), attribute)


def test_every_public_name_has_a_docstring() -> None:
    """Of its own: not the one of a base class, and not the one that Python makes up."""
    kinds = (inspect.isclass, inspect.isfunction, inspect.ismodule)
    without = []
    for module, name, thing in face():
        if any(kind(thing) for kind in kinds):
            # A class without one has none in its own namespace.
            said = (vars(thing) if inspect.isclass(thing) else {"__doc__": thing.__doc__})[
                "__doc__"
            ]
            if not said or said.startswith(f"{name}("):
                without.append(f"{module.__name__}.{name}")
    assert without == []


def test_importing_all_hides_nothing_of_python() -> None:
    """`journeys.open` stays `journeys.open`."""
    hidden = [f"{module.__name__}.{name}" for module, name, _ in face() if hasattr(builtins, name)]
    assert hidden == []
    names: dict[str, object] = {}
    exec("from journeys import *", names)  # noqa: S102 - what a host would write
    assert "verbs" in names
    assert "open" not in names


def test_what_the_face_has_is_imported_from_the_face() -> None:
    """By tests and by every page: what is internal can then move without them."""
    public = {id(thing): f"{module.__name__}.{name}" for module, name, thing in face()}
    found = []
    for where, source in pages():
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.ImportFrom) and node.module and _is_internal(node.module):
                module = import_module(node.module)
                things = {each.name: getattr(module, each.name, None) for each in node.names}
                found += [
                    f"{where}: {public[id(thing)]} from {node.module}"
                    for name, thing in things.items()
                    if public.get(id(thing), "").endswith(f".{name}")
                ]
    assert found == []


def pages() -> Iterator[tuple[str, str]]:
    """Yield the Python of every test, and of every page that shows some."""
    for file in ROOT.glob("tests/**/*.py"):
        yield str(file.relative_to(ROOT)), file.read_text(encoding="utf-8")
    for file in (ROOT / "README.md", *ROOT.glob("docs/**/*.md")):
        for nr, block in enumerate(file.read_text(encoding="utf-8").split("```python\n")[1:], 1):
            yield f"{file.relative_to(ROOT)}, block {nr}", block.split("\n```")[0]


def _is_internal(module: str) -> bool:
    return module.startswith("journeys.") and module not in FACE
