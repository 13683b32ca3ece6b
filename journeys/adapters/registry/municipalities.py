"""The registry of many municipalities: stores that are opened when they are first used."""

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Executor
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Engine

from journeys.adapters.files.problems import did_you_mean, listed
from journeys.adapters.opening import no_store
from journeys.adapters.registry.engines import Engines
from journeys.adapters.registry.entries import Entry, read_entries
from journeys.adapters.registry.own_keys import OwnKeys
from journeys.adapters.sql.database.forks import ForkSafeLock
from journeys.adapters.sql.schema import State
from journeys.adapters.wiring import (
    init,
    open_journeys,
    read_rulebook,
    seal_law,
    with_telemetry,
)
from journeys.app.access import LoggedAccess
from journeys.app.journeys import Journeys, local_day
from journeys.app.ports.keys import KeyProvider
from journeys.app.ports.outdated import Outdated
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.errors import Refused, StoreMissing
from journeys.domain.law import Law
from journeys.domain.roles import Actor, Roles
from journeys.projections.effects.facts import Within

if TYPE_CHECKING:
    from journeys.app.population import Population
    from journeys.projections.effects.effect import Effects
    from journeys.projections.safety.law_tried import LawTried, TriedJourneys

CONNECTIONS = 20
"""To each PostgreSQL server at most, and as many SQLite files, with up to three handles each."""

STORES = 32
"""Kept open at most: each keeps the histories that it read last, some forty megabytes at most."""


class Municipalities:
    """Kommuner: the stores of many municipalities, by code; iterating opens one after the other.

    A store is opened when it is first asked for, and made by `init` alone. Of the open ones the
    `stores` that were used last are kept; one that was dropped still works for who has it. Safe
    to share between threads: who needs a connection waits until one is free.
    """

    def __init__(
        self,
        source: Path | str | Mapping[str, Mapping[str, Any]],
        *,
        keys: Mapping[str, KeyProvider] = MappingProxyType({}),
        roles: Roles | None = None,
        outdated: Outdated = "keep",
        today: Callable[[], date] = local_day,
        connections: int = CONNECTIONS,
        stores: int = STORES,
    ) -> None:
        self._entries = read_entries(source, keys)
        self._roles = roles
        self._outdated: Outdated = outdated
        self._today = today
        self._stores = stores
        self._engines = Engines(connections)
        self._keys = OwnKeys()
        self._open = OrderedDict[str, Journeys]()
        self._lock = ForkSafeLock()
        self._opening = defaultdict[str, ForkSafeLock](ForkSafeLock)

    @property
    def names(self) -> Mapping[str, str]:
        """The name of each municipality, by its code, in the order of the registry."""
        return MappingProxyType({code: each.name for code, each in self._entries.items()})

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, code: object) -> bool:
        return code in self._entries

    def __iter__(self) -> Iterator[Journeys]:
        return (self[code] for code in self._entries)

    def __getitem__(self, code: str) -> Journeys:
        """Return the journeys of a municipality, as `journeys.open` does with create=False.

        Raises StoreMissing and every other StoreError that opening raises, and InputUnreadable for
        its settings file. Refused: municipality-unknown.
        """
        self.entry(code)
        with self._lock:
            opening = self._opening[code]
        # While one store is opened, all others can be used.
        with opening:
            if found := self._used(code):
                return found
            opened = with_telemetry(seal_law(self.store(code, self._outdated)))
            self._keep(code, opened)
            return opened

    def init(self, code: str) -> State:
        """Make the store of a municipality ready, or upgrade it; return its state before.

        "empty", "older" or "current". Other processes that have an older one open must open it
        again. Raises as `[code]`, and SchemaNewer. Refused: municipality-unknown.
        """
        entry = self.entry(code)
        with self._lock:
            self._open.pop(code, None)
        book = read_rulebook(entry.settings, self._roles)
        return init(self.engine(code), keys=self.keys(code), book=book)

    @check_arguments
    def effects(
        self,
        actor: Actor,
        purpose: str,
        measures: Collection[str] = (),
        *,
        on: date,
        known_at: datetime | None = None,
        within: Within = 52,
        split: str = "",
        progress: Callable[[int, int], None] | None = None,
    ) -> "Effects":
        """Return the effects of measures over every municipality, as `Reader.effects` of one.

        A journey that moved from one to another counts where it went. The same code is the same
        measure and provider in each: a provider that two municipalities use needs one code in both
        files. `progress` begins again with each store. Raises as `[code]`, and as `Reader.effects`.
        """
        from journeys.app.effects import estimated, gathered, together  # noqa: PLC0415 - few ask

        seen = [each.seen_by(actor, purpose) for each in self]
        return estimated(
            together(gathered(each.logged, known_at, progress) for each in seen),
            [each.book for each in seen],
            measures,
            on=on,
            known_at=known_at,
            within=within,
            split=split,
        )

    @check_arguments
    def try_law(
        self,
        actor: Actor,
        purpose: str,
        law: Law,
        codes: Collection[str] = (),
        *,
        on: date,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "LawTried":
        """Return the answers under another law over every municipality, as `Reader.try_law` of one.

        With `codes`, of those alone. A citizen who moved from one to another counts where they
        live. Raises as `[code]`, and as `Reader.try_law`.
        """
        from journeys.app.law_trying import RunBy, count_tried  # noqa: PLC0415 - few ask

        return count_tried(
            self._seen(actor, purpose, codes),
            law,
            on=on,
            run_by=RunBy(executor, workers, progress),
        )

    @check_arguments
    def changed_by_law(
        self,
        actor: Actor,
        purpose: str,
        law: Law,
        codes: Collection[str] = (),
        *,
        on: date,
        executor: Executor | None = None,
        workers: int | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> "TriedJourneys":
        """Return whose answer another law would change, as `Reader.changed_by_law` of one store.

        Raises as `[code]`, and as `Reader.changed_by_law`.
        """
        from journeys.app.law_trying import RunBy, find_tried  # noqa: PLC0415 - few ask

        return find_tried(
            self._seen(actor, purpose, codes),
            law,
            on=on,
            run_by=RunBy(executor, workers, progress),
        )

    def _seen(
        self, actor: Actor, purpose: str, codes: Collection[str] = ()
    ) -> Mapping[str, LoggedAccess]:
        """Return these stores, or all of them, as an actor sees them."""
        return {code: self[code].seen_by(actor, purpose).logged for code in codes or self._entries}

    def population(self, actor: Actor, purpose: str) -> "Population":
        """Return every journey of every municipality, as `Journeys.population` of one.

        Raises as `[code]`, and as `Journeys.population`.
        """
        from journeys.app.population import Population  # noqa: PLC0415 - few ask

        return Population(self._seen(actor, purpose))

    def close(self) -> None:
        """Close every connection of every store. A store that is used again opens new ones."""
        with self._lock:
            self._open.clear()
        self._engines.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def engine(self, code: str) -> Engine:
        """Return the SQLAlchemy engine of a municipality's store, for what joins its transactions.

        On PostgreSQL its transactions are in the schema of the municipality. Refused:
        municipality-unknown.
        """
        return self._engines.of(self.entry(code))

    def store(self, code: str, outdated: Outdated, erasures: Path | None = None) -> Journeys:
        """Return the journeys of a municipality for one use; the law is not sealed in the store.

        `erasures` is as in `open_journeys`. Raises as `[code]`.
        """
        entry = self.entry(code)
        try:
            return open_journeys(
                self.engine(code),
                keys=self.keys(code),
                book=read_rulebook(entry.settings, self._roles),
                outdated=outdated,
                today=self._today,
                create=False,
                erasures=erasures,
            )
        except StoreMissing as error:
            if error.sentence != no_store(entry.url).sentence:
                raise
            raise StoreMissing(
                "{name} has no store yet, and nothing was made: `journeys init` makes one.",
                name=entry.name,
            ) from None

    def keys(self, code: str) -> KeyProvider | None:
        """Return who holds the master key of a municipality; None where its file is beside a store.

        Raises KeyMissing; KeyWrong where it is the key of another one as well. Refused:
        municipality-unknown.
        """
        return self._keys.of(self.entry(code))

    def entry(self, code: str) -> Entry:
        """Return what the registry says of a municipality. Refused: municipality-unknown."""
        found = self._entries.get(code) if isinstance(code, str) else None
        if found is None:
            raise Refused(
                "municipality-unknown",
                "There is no such municipality in this registry.{hint} There are: {codes}.",
                hint=did_you_mean(str(code), self._entries),
                codes=listed(list(self._entries)),
            )
        return found

    def _used(self, code: str) -> Journeys | None:
        with self._lock:
            if code in self._open:
                self._open.move_to_end(code)
            return self._open.get(code)

    def _keep(self, code: str, opened: Journeys) -> None:
        with self._lock:
            self._open[code] = opened
            dropped = None
            if len(self._open) > self._stores:
                _, dropped = self._open.popitem(last=False)
        if dropped is not None:
            # What somebody uses at the moment is closed when it is returned; after that, the store
            # connects again.
            dropped.close()
