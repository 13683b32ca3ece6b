"""Journeys: event-sourced paths toward work, and the safety to try.

`journeys.open(url)` gives the journeys of a store; the verbs to ask them are functions in
`journeys.verbs`. Errors are in `journeys.errors`.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from journeys import errors, verbs
    from journeys.app.journeys import Journeys
    from journeys.app.ports.keys import KeyProvider
    from journeys.app.ports.maintenance import Outdated
    from journeys.app.reading import Reader
    from journeys.domain.decisions.deciding import decide, in_turn
    from journeys.domain.history import Entry, History
    from journeys.domain.roles import Actor, Roles
    from journeys.domain.rulebook import Rulebook, rulebook
    from journeys.domain.vocabulary import (
        AidId,
        EducationId,
        JourneyId,
        MeasureId,
        PlacementId,
        RulingId,
        SubgoalId,
        TieId,
    )

__all__ = [
    "Actor",
    "AidId",
    "EducationId",
    "Entry",
    "History",
    "JourneyId",
    "Journeys",
    "KeyProvider",
    "MeasureId",
    "PlacementId",
    "Reader",
    "Rulebook",
    "RulingId",
    "SubgoalId",
    "TieId",
    "decide",
    "errors",
    "in_turn",
    "rulebook",
    "verbs",
]


# A name is imported when it is first asked for: the script starts dozens of times a day, and only
# a store needs the database libraries.
_IMPORTED_FROM = {
    "journeys.app.journeys": ("Journeys",),
    "journeys.app.ports.keys": ("KeyProvider",),
    "journeys.app.reading": ("Reader",),
    "journeys.domain.decisions.deciding": ("decide", "in_turn"),
    "journeys.domain.history": ("Entry", "History"),
    "journeys.domain.roles": ("Actor",),
    "journeys.domain.rulebook": ("Rulebook", "rulebook"),
    "journeys.domain.vocabulary": (
        "AidId",
        "EducationId",
        "JourneyId",
        "MeasureId",
        "PlacementId",
        "RulingId",
        "SubgoalId",
        "TieId",
    ),
}


def __getattr__(name: str) -> object:
    """Return a public name, imported when it is first asked for."""
    if name in ("errors", "verbs"):
        return import_module(f"{__name__}.{name}")
    for module, names in _IMPORTED_FROM.items():
        if name in names:
            found = globals()[name] = getattr(import_module(module), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def open(  # noqa: A001 - journeys.open reads as what it does
    url: str,
    *,
    keys: "KeyProvider | None" = None,
    municipality: Path | str | None = None,
    roles: "Roles | None" = None,
    outdated: "Outdated" = "keep",
) -> "Journeys":
    """Return the journeys in the store at this URL; an empty database is made ready first.

    `sqlite:///path/to/file.db` (made where it is missing) or `postgresql://host/database`.
    `keys` holds the master key (`journeys.keys`); without it the key of a SQLite file is in
    `file.db.key` beside it, made with a new store.
    `municipality` is the path of a municipality's own file: how it works, its deadlines, codes
    and instruments (`docs/service.md` describes it). `roles` is a host's own table of who may use
    which verb, in place of the library's.
    `outdated` read tables, which another version of the library made, are kept until somebody
    rebuilds them, and a warning is logged; or they are made anew at once.
    Raises errors.StoreError where the store cannot be opened or read, and errors.InputUnreadable
    where that file cannot.
    """
    # The store brings the database libraries with it; whoever only asks verbs needs none.
    from journeys.adapters.wiring import open_journeys, read_rulebook  # noqa: PLC0415

    book = read_rulebook(municipality, roles)
    return open_journeys(url, keys=keys, book=book, outdated=outdated)
