"""Who may know whom: adapters -> app -> projections -> domain, and never back."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "journeys"
STANDARD = sys.stdlib_module_names

EVERYBODY = {"journeys.domain.message"}
"""What every layer speaks in."""

MAY_KNOW: dict[str, set[str]] = {
    "journeys.domain.message": {"pydantic", "pydantic_core"},
    "journeys.domain.errors": set(),
    "journeys.domain.vocabulary": {"pydantic"},
    "journeys.domain.days": set(),
    "journeys.domain.roles": set(),
    "journeys.domain.looks": {"journeys.domain.roles"},
    "journeys.domain.law": {
        "pydantic",
        "journeys.domain.days",
        "journeys.domain.errors",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.events": {"pydantic", "journeys.domain.vocabulary"},
    "journeys.domain.journey": {
        "pydantic",
        "journeys.domain.events",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.history": {
        "journeys.domain.journey",
        "journeys.domain.events",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.rulebook": {
        "pydantic",
        "journeys.domain.days",
        "journeys.domain.law",
        "journeys.domain.roles",
    },
    "journeys.domain.income": {
        "journeys.domain.events",
        "journeys.domain.history",
        "journeys.domain.journey",
        "journeys.domain.rulebook",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.standing": {
        "journeys.domain.events",
        "journeys.domain.history",
        "journeys.domain.journey",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.guarantee": {
        "journeys.domain.days",
        "journeys.domain.events",
        "journeys.domain.law",
        "journeys.domain.standing",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.duties": {
        "journeys.domain.guarantee",
        "journeys.domain.income",
        "journeys.domain.law",
        "journeys.domain.roles",
        "journeys.domain.days",
        "journeys.domain.events",
        "journeys.domain.history",
        "journeys.domain.journey",
        "journeys.domain.standing",
        "journeys.domain.rulebook",
        "journeys.domain.vocabulary",
    },
    "journeys.domain.decisions": {"pydantic", "journeys.domain"},
    "journeys.projections": {
        "babel",
        "jsonpatch",
        "jsonpointer",
        "pydantic",
        "pydantic_core",
        "sqlalchemy",
        "journeys.domain",
    },
    "journeys.verbs": {"journeys.domain.decisions"},
    "journeys.requests": {"journeys.domain"},
    "journeys.proofs": {"journeys.projections"},
    "journeys.exports": {"journeys.domain"},
    "journeys.kept": {"journeys.projections"},
    "journeys.reactions": {"journeys.domain"},
    "journeys.cloudevents": {"journeys.reactions"},
    "journeys.reacting": {"structlog", "journeys.domain", "journeys.ports", "journeys.reactions"},
    "journeys.upkeep": {"journeys.domain", "journeys.kept", "journeys.ports"},
    "journeys.ports": {
        "sqlalchemy",
        "journeys.domain",
        "journeys.kept",
        "journeys.reactions",
        "journeys.exports",
        "journeys.proofs",
        "journeys.requests",
    },
    "journeys.logged": {"sqlalchemy", "journeys.domain", "journeys.exports", "journeys.ports"},
    "journeys.audit": {
        "journeys.domain",
        "journeys.exports",
        "journeys.logged",
        "journeys.projections",
    },
    "journeys.looking": {
        "journeys.audit",
        "journeys.domain",
        "journeys.logged",
        "journeys.ports",
        "journeys.projections",
    },
    "journeys.bulk": {"journeys.domain", "journeys.ports"},
    "journeys.moving": {"journeys.domain", "journeys.exports", "journeys.ports"},
    "journeys.persons": {
        "journeys.domain",
        "journeys.logged",
        "journeys.ports",
        "journeys.requests",
    },
    "journeys.sealing": {"journeys.domain", "journeys.ports", "journeys.proofs"},
    "journeys.app": {
        "journeys.bulk",
        "journeys.reacting",
        "journeys.upkeep",
        "journeys.moving",
        "journeys.persons",
        "journeys.sealing",
        "sqlalchemy",
        "structlog",
        "journeys.domain",
        "journeys.logged",
        "journeys.looking",
        "journeys.ports",
        "journeys.projections",
        "journeys.requests",
    },
}
"""What each place may import besides the standard library and itself. Adapters may know all,
but only the script knows the command-line libraries."""

COMMAND_LINE = {"typer", "rich", "click", "platformdirs"}


@cache
def modules() -> tuple[tuple[str, set[str]], ...]:
    """Return every module of the library with the names it imports."""
    return tuple(_modules())


def _modules() -> Iterator[tuple[str, set[str]]]:
    for file in sorted(HOUSE.rglob("*.py")):
        relative = file.relative_to(HOUSE.parent).with_suffix("")
        name = ".".join(part for part in relative.parts if part != "__init__")
        tree = ast.parse(file.read_text(encoding="utf-8"))
        imported = set[str]()
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                imported |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                imported |= {f"{node.module}.{alias.name}" for alias in node.names}
        yield name, imported


def within(name: str, places: set[str]) -> bool:
    """Whether a module is one of the places, or inside one."""
    return any(name == place or name.startswith(f"{place}.") for place in places)


@pytest.mark.parametrize("place", MAY_KNOW)
def test_each_layer_imports_only_what_it_may_know(place: str) -> None:
    """Standard library, itself, and its list."""
    of_place = [(name, names) for name, names in modules() if within(name, {place})]
    assert of_place
    for name, imported in of_place:
        foreign = {
            each
            for each in imported
            if each.split(".")[0] not in STANDARD
            and not within(each, MAY_KNOW[place] | EVERYBODY | {place})
        }
        assert not foreign, f"{name} may not import {foreign}"


def test_only_adapters_import_eventsourcing() -> None:
    """Importing it patches dataclasses for the whole process."""
    for name, imported in modules():
        if not within(name, {"journeys.adapters"}):
            assert not any(within(each, {"eventsourcing"}) for each in imported), name


def test_only_the_script_imports_command_line_libraries() -> None:
    """A service that embeds the library has none of them installed."""
    for name, imported in modules():
        if not within(name, {"journeys.adapters.cli"}):
            assert not any(within(each, COMMAND_LINE) for each in imported), name


def test_importing_the_library_imports_neither_eventsourcing_nor_a_driver() -> None:
    """Whoever only asks verbs pays for nothing else."""
    seen = subprocess.run(
        [sys.executable, "-c", "import journeys, sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert not {"eventsourcing", "psycopg", "alembic", "typer"} & set(seen)


def test_asking_the_script_for_help_imports_no_database_library() -> None:
    """It is asked dozens of times a day, and there is no store to open."""
    asked = "import sys; from journeys.adapters.cli.main import app; print(*sys.modules)"
    seen = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"sqlalchemy", "eventsourcing", "cryptography", "structlog"} & set(seen)
