"""Journeys: an event-sourced record of citizens' paths toward work, and of what trying costs.

    with journeys.open("sqlite:///journeys.db") as store:
        store.decide(walk, verbs.set_subgoal, me, on=day, subgoal=cook, title="Lave mad", why="Ro")
        store.seen_by(me, "sagsbehandling").milestones(walk)

A host imports this module and those beside it alone: `verbs`, `events`, `errors`, `keys`,
`language`, `masking`, `pages`, `cloudevents` and `testing`. All below them is internal.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from journeys import errors, events, verbs
from journeys.app.ports.maintenance import Outdated
from journeys.app.ports.reactors import Happened, Reactor
from journeys.domain.decisions.deciding import decide, in_turn
from journeys.domain.history import Entry, History
from journeys.domain.permissions import ROLES
from journeys.domain.roles import Actor, Roles
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook
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

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.app.ports.keys import KeyProvider
    from journeys.app.reading import Reader

__all__ = [
    "ROLES",
    "Actor",
    "AidId",
    "EducationId",
    "Entry",
    "Happened",
    "History",
    "JourneyId",
    "Journeys",
    "KeyProvider",
    "MeasureId",
    "PlacementId",
    "Reactor",
    "Reader",
    "Roles",
    "Rulebook",
    "RulingId",
    "SubgoalId",
    "TieId",
    "decide",
    "errors",
    "events",
    "in_turn",
    "rulebook",
    "verbs",
]


# These bring the database libraries, which somebody who only asks verbs, or the script for help,
# does not need.
_LATE = {
    "Journeys": "journeys.app.journeys",
    "KeyProvider": "journeys.app.ports.keys",
    "Reader": "journeys.app.reading",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)


def open(  # noqa: A001 - journeys.open reads as what it does
    url: str,
    *,
    keys: "KeyProvider | None" = None,
    municipality: Path | str | None = None,
    roles: Roles | None = None,
    outdated: Outdated = "keep",
) -> "Journeys":
    """Open the store at this URL, and make it first where the database is empty.

    `url` is `sqlite:///path/to/file.db` (made where it is missing) or `postgresql://host/database`.
    `keys` holds the master key (`journeys.keys`); without it the key of a SQLite file is in
    `file.db.key` beside it, made with a new store.
    `municipality` is the path of a municipality's own file: how it works, its deadlines, codes
    and instruments (`docs/service.md` describes it).
    `roles` says who may use which verb, in place of `ROLES`.
    `outdated` is what to do with read tables that another version of the library made: keep them
    until somebody rebuilds them, and log a warning, or `"rebuild"` them at once.

    Close what is returned, or use it as a context manager.
    Raises errors.StoreError where the store cannot be opened or read, and errors.InputUnreadable
    where the municipality's file cannot.
    """
    # The store brings the database libraries, which somebody who only asks verbs does not need.
    from journeys.adapters.wiring import open_journeys, read_rulebook  # noqa: PLC0415

    book = read_rulebook(municipality, roles)
    return open_journeys(url, keys=keys, book=book, outdated=outdated)
