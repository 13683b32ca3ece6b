"""Who may know whom: adapters -> app -> projections -> domain, and never back."""

import ast
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
Imports = Mapping[str, frozenset[str]]
"""By module, the modules of this library and the packages of others that it imports."""

FACE = frozenset(
    {
        "journeys",
        "journeys.cloudevents",
        "journeys.employers",
        "journeys.errors",
        "journeys.events",
        "journeys.keys",
        "journeys.language",
        "journeys.masking",
        "journeys.money",
        "journeys.pages",
        "journeys.rows",
        "journeys.testing",
        "journeys.testing.invented",
        "journeys.testing.strategies",
        "journeys.verbs",
    }
)
"""What a host may import. Nothing inside imports it."""

SQL = "journeys.adapters.sql"
ORDER = (
    "journeys.domain",
    "journeys.projections",
    "journeys.app",
    "journeys.adapters.words",
    "journeys.adapters.system_reasons",
    f"{SQL}.proofs",
    f"{SQL}.database",
    f"{SQL}.keys",
    f"{SQL}.log",
    f"{SQL}.seal",
    f"{SQL}.readmodels",
    f"{SQL}.queries",
    f"{SQL}.schema",
    f"{SQL}.migrations",
    f"{SQL}.transactions",
    "journeys.adapters.population",
    f"{SQL}.rebuild",
    f"{SQL}.health",
    "journeys.adapters.files",
    "journeys.adapters.contract",
    "journeys.adapters.eventsourcing",
    "journeys.adapters.pages",
    "journeys.adapters.telemetry",
    "journeys.adapters.store",
    "journeys.adapters.opening",
    "journeys.adapters.unlocking",
    "journeys.adapters.wiring",
    "journeys.adapters.backing_up",
    "journeys.adapters.restored_erasures",
    "journeys.adapters.restoring",
    "journeys.adapters.registry",
    "journeys.adapters.cli.output",
    "journeys.adapters.cli.input",
    "journeys.adapters.cli.session",
    "journeys.adapters.cli.commands",
    "journeys.adapters.cli",
)
"""Every place below the face. Each may import itself and those before it, unless NEVER says no."""

NEVER: Mapping[str, tuple[str, ...]] = {
    f"{SQL}.": ("journeys.adapters.words", "journeys.adapters.files"),
    "journeys.adapters.pages": (f"{SQL}.", "journeys.adapters.files"),
    "journeys.adapters.words": ("journeys.app",),
}
"""Places that do not know each other, although one stands before the other."""

OTHERS: Mapping[str, frozenset[str]] = {
    "journeys.domain": frozenset({"pydantic", "pydantic_core"}),
    "journeys.projections": frozenset(
        {"babel", "jsonpatch", "jsonpointer", "numpy", "pydantic", "pydantic_core"}
    ),
    "journeys.app": frozenset({"structlog"}),
    "journeys.testing.strategies": frozenset({"hypothesis", "pydantic"}),
    "journeys.testing.fields": frozenset({"hypothesis"}),
    "journeys.testing": frozenset({"pydantic"}),
    "journeys.cloudevents": frozenset(),
}
"""The libraries of others that a place may import; what is not named here may import any but:"""
ONLY_IN: Mapping[str, str] = {
    "hypothesis": "journeys.testing",
    "numpy": "journeys.projections.effects",
    "typer": "journeys.adapters.cli",
    "rich": "journeys.adapters.cli",
    "click": "journeys.adapters.cli",
    "platformdirs": "journeys.adapters.cli",
    "prompt_toolkit": "journeys.adapters.cli.session",
    "eventsourcing": "journeys.adapters.eventsourcing",
    "sqlalchemy": "journeys.adapters",
    "psycopg": "journeys.adapters",
    "alembic": "journeys.adapters",
    "pyarrow": "journeys.adapters.files.exports",
    "distributed": "journeys.adapters.population",
    "opentelemetry": "journeys.adapters.telemetry",
}

INSIDE_DOMAIN = ("events", "journey", "history", "decisions")
"""Inside the domain: decisions -> history -> journey -> events."""

INSIDE_EMPLOYERS = ("events", "posts", "employer", "history", "room", "in_use", "case", "deciding")
"""The same of an employer: verbs and rules know the history, the fold knows the facts."""


@cache
def library() -> Imports:
    """Return what every module of the library imports, in TYPE_CHECKING and in functions too."""
    files = {module_of(file.relative_to(ROOT)): file for file in ROOT.glob("journeys/**/*.py")}
    sources = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    return {name: frozenset(imported(source, sources.keys())) for name, source in sources.items()}


def module_of(file: Path) -> str:
    """Return the name of the module in a file."""
    return ".".join(part for part in file.with_suffix("").parts if part != "__init__")


def imported(source: str, modules: Iterable[str]) -> Iterator[str]:
    """Yield what a module imports: modules by their name, packages of others by their first."""
    known = frozenset(modules)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            names = [name if name in known else str(node.module) for name in whole]
        else:
            continue
        for name in names:
            first = name.split(".")[0]
            if first not in sys.stdlib_module_names:
                yield name if first == "journeys" else first


def place_of(module: str) -> str | None:
    """Return the place a module stands in; None where nobody knows it."""
    return max((place for place in ORDER if within(module, place)), key=len, default=None)


def within(module: str, place: str) -> bool:
    """Whether a module is a place, or inside it."""
    return module == place or module.startswith(f"{place.rstrip('.')}.")


def faults(imports: Imports) -> Iterator[str]:
    """Yield every breach of what is said above."""
    for module, names in imports.items():
        if module == "journeys.__main__" or module in FACE or within(module, "journeys.testing"):
            yield from _foreign(module, names)
            continue
        place = place_of(module)
        if place is None:
            # The folders themselves hold nothing.
            if names:
                yield f"{module} stands in no place that is known"
            continue
        yield from _foreign(module, names)
        for name in names:
            if name in FACE:
                yield f"{module} imports the face: {name}"
            elif within(name, "journeys") and not _may_know(module, place, name):
                yield f"{module} may not import {name}"


def _may_know(module: str, place: str, name: str) -> bool:
    other = place_of(name)
    if other is None:
        return False
    for one, foreign in NEVER.items():
        if within(module, one) and any(within(name, each) for each in foreign):
            return False
    return ORDER.index(other) <= ORDER.index(place)


def _foreign(module: str, names: Iterable[str]) -> Iterator[str]:
    allowed = next((may for place, may in OTHERS.items() if within(module, place)), None)
    for name in names:
        if within(name, "journeys"):
            continue
        home = ONLY_IN.get(name)
        if (allowed is not None and name not in allowed) or (home and not within(module, home)):
            yield f"{module} may not import {name}"


def circle(imports: Imports) -> list[str]:
    """Return the modules of a circle of imports; none where there is no circle."""
    own = {
        module: {name for name in names if name in imports and name != module}
        for module, names in imports.items()
    }
    try:
        TopologicalSorter(own).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def test_every_module_knows_only_those_below_it() -> None:
    """And stands in a place that is known."""
    assert list(faults(library())) == []


def test_no_imports_go_in_a_circle() -> None:
    """Neither at run time nor for the type checker, nor between places."""
    assert circle(library()) == []
    places = dict[str, set[str]]()
    for module, names in library().items():
        if place := place_of(module):
            known = (place_of(name) for name in names)
            places.setdefault(place, set()).update(each for each in known if each)
    assert circle({place: frozenset(names) for place, names in places.items()}) == []


@pytest.mark.parametrize(
    ("place", "parts"),
    [("journeys.domain", INSIDE_DOMAIN), ("journeys.domain.employers", INSIDE_EMPLOYERS)],
)
def test_inside_the_domain_decisions_know_events_and_never_back(
    place: str, parts: tuple[str, ...]
) -> None:
    """A fold never asks a rule."""
    for nr, part in enumerate(parts):
        later = [f"{place}.{each}" for each in parts[nr + 1 :]]
        for module, names in library().items():
            if within(module, f"{place}.{part}"):
                assert not [name for name in names for each in later if within(name, each)], module


@pytest.mark.parametrize("part", INSIDE_EMPLOYERS[: INSIDE_EMPLOYERS.index("in_use") + 1])
def test_what_an_employer_is_asks_no_rule_about_journeys(part: str) -> None:
    """Both kinds of stream share the steps of a decision, and nothing below them."""
    names = library()[f"journeys.domain.employers.{part}"]
    of_journeys = ("decisions", "history", "journey")
    assert not [
        name for name in names for each in of_journeys if within(name, f"journeys.domain.{each}")
    ]


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("journeys.domain.law.planted", "import sqlalchemy"),
        ("journeys.domain.planted", "from journeys.projections.view import View"),
        ("journeys.projections.planted", "from journeys.app.ports.store import Store"),
        ("journeys.app.planted", "from journeys.adapters.sql.transactions import SQLTransactions"),
        ("journeys.app.planted", "from sqlalchemy import Connection"),
        ("journeys.adapters.sql.log.planted", "import journeys.adapters.sql.seal.verifier"),
        # The log of employers never asks the read tables: the door of room is above both.
        (
            "journeys.adapters.sql.log.employers_planted",
            "from journeys.adapters.sql.queries.employers.taken import taken",
        ),
        (
            "journeys.adapters.sql.readmodels.employers_planted",
            "from journeys.adapters.sql.queries.employers.room import room",
        ),
        ("journeys.adapters.sql.seal.planted", "from journeys.adapters.words import language"),
        ("journeys.adapters.wiring.planted", "import typer"),
        ("journeys.adapters.cli.output.planted", "import journeys.adapters.cli.input.ids"),
        ("journeys.adapters.cli.commands.planted", "from journeys import verbs"),
        ("journeys.planted", "import journeys.domain.days"),
        ("journeys.adapters.planted", "import journeys.domain.days"),
        ("journeys.domain.planted", "from journeys.testing.strategies import histories"),
        ("journeys.testing.planted", "import pytest"),
    ],
)
def test_a_breach_of_each_kind_is_found(module: str, source: str) -> None:
    """Planted in a copy of what is imported, and found by its name."""
    planted = {**library(), module: frozenset(imported(source, library()))}
    assert [fault for fault in faults(planted) if fault.startswith(module)]


def test_a_circle_is_found() -> None:
    """Also one that only the type checker sees."""
    source = "if TYPE_CHECKING:\n    from journeys.projections.timeline import Timeline"
    planted = {**library(), "journeys.projections.view": frozenset(imported(source, library()))}
    assert "journeys.projections.view" in circle(planted)


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
    assert not {"sqlalchemy", "eventsourcing", "cryptography", "structlog", "rich"} & set(seen)
    assert "journeys.adapters.cli.output.render" not in seen
