"""Errors: what reaches a host is in one tree, and what is not in it is caught inside."""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import journeys
from journeys import errors
from journeys.domain import errors as tree

TREE = [name for name in errors.__all__ if inspect.isclass(getattr(errors, name))]

INSIDE = {
    "AtLine": "the script turns it into an exit code",
    "Unwritten": "the script turns it into an exit code",
    "Wrong": "of a script that stands alone",
    "LockTimedOut": "the database's, told as StoreBusy",
    "StaleSnapshot": "the database's, told as Conflict",
    "StatementCancelled": "the database's, told as StoreBusy",
    "ConnectionUnavailableError": "the database's, told as StoreBusy",
    "InterfaceError": "the database's, told as StoreUnreachable",
    "OperationalError": "the database's, told as StoreUnreachable",
    "PersistenceError": "the database's, told as StoreError",
    "DatabaseError": "the database's, told as StoreError",
    "DataError": "the database's, told as StoreError",
    "IntegrityError": "the database's, told as StoreError",
    "InternalError": "the database's, told as StoreError",
    "ProgrammingError": "the database's, told as StoreError",
    "NotSupportedError": "the database's, told as StoreError",
    "WrittenByOlder": "the database's, told as SchemaNewer",
    "NoteRefused": "told as InputUnreadable or as a fault found",
    "NotUnderstood": "told as a difference between two catalogues of events",
}
"""Every other exception, and why no host of `Journeys` meets it."""


def exceptions() -> Iterator[type[BaseException]]:
    """Yield every exception class of the library that is not private to a module."""
    for module in pkgutil.walk_packages(journeys.__path__, "journeys."):
        if module.name in ("journeys.__main__", "journeys.adapters.sql.migrations.env"):
            continue  # importing these runs them
        for name, thing in vars(import_module(module.name)).items():
            own = inspect.isclass(thing) and thing.__module__ == module.name
            if own and issubclass(thing, BaseException) and not name.startswith("_"):
                yield thing


def test_every_exception_is_in_the_one_tree_or_stays_inside() -> None:
    """Who catches JourneysError catches all that this library raises on purpose."""
    assert {each.__name__ for each in exceptions()} == {*TREE, *INSIDE}
    assert all(issubclass(getattr(errors, name), errors.JourneysError) for name in TREE)


def test_the_tree_is_drawn_as_it_is() -> None:
    """Each error once, under the one that it is a kind of."""
    drawn: dict[str, str] = {}
    above = {}
    for line in (tree.__doc__ or "").splitlines():
        name = next(iter(line.strip("│├└─ ").split()), "")
        if name in TREE and line.startswith("    "):
            depth = line.index(name)
            above[depth] = name
            drawn[name] = above.get(depth - 4, "")
    bases = {name: getattr(errors, name).__base__.__name__ for name in TREE}
    assert drawn == {**bases, "JourneysError": ""}
