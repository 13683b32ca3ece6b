"""Journeys: an event-sourced record of citizens' paths toward work, and of what trying costs.

    with journeys.open("sqlite:///journeys.db") as store:
        store.decide(walk, verbs.set_subgoal, me, on=day, subgoal=cook, title="Lave mad", why="Ro")
        store.seen_by(me, "sagsbehandling").milestones(walk)

A host imports this module and those beside it alone: `verbs`, `events`, `employers`, `errors`,
`keys`, `language`, `law`, `masking`, `money`, `pages`, `rows`, `cloudevents` and `testing`. All
below them is internal.
"""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import Any

    from journeys import errors, events, verbs
    from journeys.adapters.registry.municipalities import Municipalities
    from journeys.app.journeys import Journeys
    from journeys.app.ports.keys import KeyProvider
    from journeys.app.ports.outdated import Outdated
    from journeys.app.ports.pool import HostEngine, Pool
    from journeys.app.ports.reactors import Happened, Reactor
    from journeys.app.reading import Reader
    from journeys.domain.decisions.deciding import decide, in_turn
    from journeys.domain.history import Entry, History
    from journeys.domain.permissions import ROLES
    from journeys.domain.roles import Actor, Principal, Roles
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
    "Municipalities",
    "PlacementId",
    "Pool",
    "Principal",
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
    "municipalities",
    "rulebook",
    "verbs",
]


# A name is imported when it is first used: the script starts dozens of times a day, and only a
# store needs the database libraries.
_IMPORTED_FROM = {
    "journeys.adapters.registry.municipalities": ("Municipalities",),
    "journeys.app.journeys": ("Journeys",),
    "journeys.app.ports.keys": ("KeyProvider",),
    "journeys.app.ports.pool": ("Pool",),
    "journeys.app.ports.reactors": ("Happened", "Reactor"),
    "journeys.app.reading": ("Reader",),
    "journeys.domain.decisions.deciding": ("decide", "in_turn"),
    "journeys.domain.history": ("Entry", "History"),
    "journeys.domain.permissions": ("ROLES",),
    "journeys.domain.roles": ("Actor", "Principal", "Roles"),
    "journeys.domain.rulebook": ("Rulebook",),
    "journeys.domain.standard": ("rulebook",),
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
_MODULES = ("errors", "events", "verbs")


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name in _MODULES:
        return import_module(f"{__name__}.{name}")
    for module, names in _IMPORTED_FROM.items():
        if name in names:
            found = globals()[name] = getattr(import_module(module), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def open(  # noqa: A001 - journeys.open reads as what it does
    url: "str | HostEngine",
    *,
    keys: "KeyProvider | None" = None,
    municipality: Path | str | None = None,
    roles: "Roles | None" = None,
    outdated: "Outdated" = "keep",
    today: "Callable[[], date] | None" = None,
    create: bool = True,
    retries: int = 3,
    pool: "Pool | None" = None,
    erasures: Path | str | None = None,
) -> "Journeys":
    """Open the store at this URL, and make it first where the database is empty.

    `url` is `sqlite:///path/to/file.db` (made where it is missing) or `postgresql://host/database`;
    or a SQLAlchemy Engine of your own, whose connections are used then, and which is never closed
    here. `pool` says how many connections a store at an address has; without it, those of `Pool()`.
    `keys` holds the master key (`journeys.keys`); without it the key of a SQLite file is in
    `file.db.key` beside it, made with a new store.
    `municipality` is the path of a municipality's own file: how it works, its deadlines, codes
    and instruments (`docs/service.md` describes it).
    `roles` says who may use which verb, in place of `ROLES`.
    `outdated` is what to do with read tables that another version of the library made: keep them
    until somebody rebuilds them, and log a warning, or `"rebuild"` them at once.
    `today` returns which day it is where people record, as a server elsewhere may need it; without
    it, the day in this machine's time zone.
    `create` says whether a store is made where none is; with `create=False` no file, table or key
    is, and errors.StoreMissing is raised. A store is never begun under the key of one that was
    lost: an empty or missing SQLite file with a key file beside it is errors.StoreMissing, too.
    `retries` is how often a call that ended in a conflict with somebody else is done again, before
    errors.Conflict is raised: with 0, at once. Those who decide on one journey wait for each other;
    so a conflict is rare.

    The law in use is sealed in the store, unless it is already; a database that cannot be written
    to, or is only to be read (`mode=ro`, `immutable=1`), is opened all the same. Close what is
    returned, or use it as a context manager.
    Raises errors.StoreError where the store cannot be opened or read, and errors.InputUnreadable
    where the municipality's file cannot. Refused: not-understood, where `retries` is no number.
    """
    # The store brings the database libraries, which somebody who only asks verbs does not need.
    from journeys.adapters import wiring  # noqa: PLC0415
    from journeys.app.journeys import local_day  # noqa: PLC0415
    from journeys.domain.decisions.forms import WHOLE_NUMBER, require_form  # noqa: PLC0415

    book, day = wiring.read_rulebook(municipality, roles), today or local_day
    opened = wiring.open_journeys(
        url,
        keys=keys,
        book=book,
        outdated=outdated,
        today=day,
        create=create,
        retries=require_form("retries", retries, WHOLE_NUMBER),
        pool=pool,
        erasures=None if erasures is None else Path(erasures),
    )
    return wiring.with_telemetry(wiring.seal_law(opened))


def municipalities(
    source: "Path | str | Mapping[str, Mapping[str, Any]]",
    *,
    keys: "Mapping[str, KeyProvider] | None" = None,
    roles: "Roles | None" = None,
    outdated: "Outdated" = "keep",
    today: "Callable[[], date] | None" = None,
    connections: int = 20,
    stores: int = 32,
) -> "Municipalities":
    """Return the registry of many municipalities: `municipalities["621"]` is a store like any.

    `source` is the path of a TOML file with `[[municipality]]` for each one: its `code` (three
    digits), `name` and `url`; on PostgreSQL a `schema`; `key_file` or `key_variable`; `settings`,
    the path of its own file. Or it is a mapping by code with the same, where `keys` may be a key
    provider. `keys` are key providers by code, for a file.
    `roles`, `outdated` and `today` are as in `open`.
    `connections` is how many there are at most to each PostgreSQL server, and how many SQLite files
    are open at most, each of which takes up to three file handles. A call that finds none free
    waits. A rebuild with workers opens one more for each worker.
    `stores` is how many are kept open, each with the histories that it read last in memory.

    Nothing is opened yet, and no store is made but by `init`. Close what is returned, or use it as
    a context manager.
    Raises errors.InputUnreadable with every fault of the source: two municipalities with one store
    or one key are a fault, too.
    """
    from journeys.adapters.registry.municipalities import Municipalities  # noqa: PLC0415 - as above
    from journeys.app.journeys import local_day  # noqa: PLC0415 - as above

    return Municipalities(
        source,
        keys=keys or {},
        roles=roles,
        outdated=outdated,
        today=today or local_day,
        connections=connections,
        stores=stores,
    )
