"""From a URL to Journeys: the only place that knows everybody."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine, inspect
from sqlalchemy.exc import ArgumentError

from journeys.adapters.files.checked_keys import checked_keys
from journeys.adapters.files.master_key import (
    MasterKey,
    key_path,
    resolve_keys,
    write_waiting_key,
)
from journeys.adapters.opening import store_state
from journeys.adapters.sql.database.address import NOT_REPEATED, no_address
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.sql.database.host_engine import on_host_engine
from journeys.adapters.sql.database.read_only import is_read_only
from journeys.adapters.sql.database.schemas import create_schema
from journeys.adapters.sql.database.sqlite_path import sqlite_path, why_not_opened
from journeys.adapters.sql.database.store_errors import store_errors
from journeys.adapters.sql.keys.keyring import KEYS, Keyring
from journeys.adapters.sql.log.mapper import stored_moment
from journeys.adapters.sql.readmodels.tables import VERSIONS
from journeys.adapters.sql.rebuild.parts import projection_versions
from journeys.adapters.sql.schema import State, changing, upgrade
from journeys.adapters.sql.transactions import RETRIES
from journeys.adapters.store import SQLStore
from journeys.adapters.unlocking import unlock
from journeys.app.journeys import Journeys, local_day
from journeys.app.logs import Log
from journeys.app.ports.keys import KeyProvider
from journeys.app.ports.outdated import Outdated
from journeys.app.ports.pool import HostEngine, Pool
from journeys.domain.errors import (
    KeyMissing,
    SchemaNewer,
    SchemaOlder,
    StoreError,
    StoreMissing,
    StoreUnreachable,
)
from journeys.domain.message import Message, as_message
from journeys.domain.roles import Roles
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook

if TYPE_CHECKING:
    from journeys.app.ports.sealing import Verdict

log = Log(__name__)

HAS_A_POOL = Message("This engine has a pool of its own: leave pool=... out.")
NO_ENGINE = Message(
    "A store is opened by its address, or by a SQLAlchemy Engine; an AsyncEngine is none."
)

Clock = Callable[[], datetime]
"""Returns now, aware."""


def read_rulebook(municipality: Path | str | None = None, roles: Roles | None = None) -> Rulebook:
    """Return the rulebook, with what a municipality's own file adds and a host's own roles.

    Raises InputUnreadable where that file cannot be read.
    """
    book = rulebook()
    if municipality is not None:
        # Few who start the script have such a file.
        from journeys.adapters.files.municipality import read_municipality  # noqa: PLC0415

        book = read_municipality(municipality)
    return book if roles is None else book._replace(roles=roles)


def open_journeys(
    url: str | URL | HostEngine,
    *,
    keys: KeyProvider | None = None,
    clock: Clock | None = None,
    today: Callable[[], date] = local_day,
    book: Rulebook | None = None,
    outdated: Outdated = "keep",
    create: bool = True,
    retries: int = RETRIES,
    pool: Pool | None = None,
    erasures: Path | None = None,
) -> Journeys:
    """Return the journeys in the store at this URL; with `create`, one is made where none is.

    `sqlite:///path/to/file.db` (made where it is missing) or `postgresql://host/database`, with the
    connections of a `pool` of these sizes; or a host's own engine, which stays the host's.
    Without `keys`, the master key is in the file `<path>.key`, made with a new store. Without a
    `clock`, entries are recorded at the database's time; without `today`, it is the day that it is
    on this machine; without a `book`, the library's own rulebook applies. Read tables that other
    projections made are kept, with a warning in the log, or rebuilt. What ended in a conflict is
    retried, up to `retries` times. `erasures` is the folder of the list of erasures; without it, it
    is beside the key of a SQLite file, and a PostgreSQL store keeps none.
    Raises StoreMissing, StoreUnreachable, SchemaOlder, SchemaNewer, KeyMissing and KeyWrong, and
    UnknownKind for what it cannot read.
    """
    keys, engine = checked_keys(keys), engine_at(url, pool)
    try:
        store = _open_store(engine, keys, clock, create=create)
        store = replace(store, retries=retries, erasures=erasures or erasures_folder(engine.url))
        journeys = Journeys(store, rulebook() if book is None else book, today)
        return (
            journeys if _rows_are_current(store) else _with_outdated_rows(journeys, store, outdated)
        )
    except StoreError:
        engine.dispose()
        raise


def seal_law(journeys: Journeys) -> Journeys:
    """Return the journeys, after the law in use was sealed in their store.

    A store that cannot be written to answers all the same: its safety view says that the edition is
    not sealed there.
    """
    try:
        journeys.seal.adopt_law()
    except StoreError:
        log.warning("the law in use could not be sealed in this store: run journeys law adopt")
    return journeys


def with_telemetry(journeys: Journeys) -> Journeys:
    """Return the journeys, seen by OpenTelemetry where its API is installed (the extra `otel`)."""
    try:
        # It takes a tenth of a second to import, and few have it.
        from journeys.adapters.telemetry import Telemetry  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("opentelemetry"):
            raise
        return journeys
    store = journeys.store
    if not isinstance(store, SQLStore):
        return journeys
    with store.reading() as transaction:
        key = store.keyring.keyed_hash(transaction.connection, "telemetry", "key")
    return replace(journeys, store=replace(store, observer=Telemetry(key)))


def init(
    url: str | URL | HostEngine, *, keys: KeyProvider | None = None, book: Rulebook | None = None
) -> State:
    """Create or upgrade the tables of the store at this URL; return the state it was in before.

    The schema of an engine (`in_schema`) is created here, and nowhere else.
    An older store's entries in the clear are encrypted. Its rows are rebuilt by the `book`, or by
    the library's own rulebook, unless this code made them by it. The law in use is sealed there.
    Keys as in `open_journeys`. Raises StoreMissing, StoreUnreachable, SchemaNewer, KeyMissing and
    KeyWrong.
    """
    keys, engine = checked_keys(keys), engine_at(url)
    try:
        with _opening(engine):
            before = store_state(engine, keys, create=True)
            if before == "empty":
                create_schema(engine)
            if before == "newer":
                raise SchemaNewer
            if before == "older":
                with reading(engine) as connection:
                    unencrypted = not inspect(connection).has_table(KEYS)
                keyring = Keyring(resolve_keys(keys, engine.url, make=unencrypted))
                older = Journeys(SQLStore.on(engine, keyring), book or rulebook())
                # One transaction: between the two, no duty would be shown.
                upgrade(
                    engine,
                    keyring,
                    lambda connection: _rebuild_outdated(older.joining(connection)),
                )
        store = _open_store(engine, keys, None)
        store.scrub()
        Journeys(store, book or rulebook()).seal.adopt_law()
        return before
    finally:
        engine.dispose()


def rotate(
    url: str | URL | HostEngine, *, keys: KeyProvider | None = None, new: KeyProvider | None = None
) -> int:
    """Wrap every key of the store at this URL under a new master key; return how many there are.

    No event is touched. Keys as in `open_journeys`; without `new`, the file beside the store gets a
    new key. Every process that has the store open must open it again. Killed at any moment, the
    store opens with the key file it has. Raises StoreMissing, KeyMissing, KeyWrong and
    StoreUnreachable.
    """
    keys, new, engine = checked_keys(keys), checked_keys(new), engine_at(url)
    try:
        store = _open_store(engine, keys, None, create=False)
        file = key_path(engine.url) if keys is new is None else None
        if new is None and file is None:
            raise KeyMissing(
                "The new master key is missing: pass it together with the current one."
            )
        made = MasterKey.new()
        with store_errors(), changing(engine) as connection:
            count = store.keyring.rewrap(connection, new or made)
            waiting_file = file and write_waiting_key(file, made)
        if file and waiting_file:
            # A process that opened the store in between has put it in its place already.
            with suppress(FileNotFoundError):
                waiting_file.replace(file)
        return count
    finally:
        engine.dispose()


def verify_copy(
    url: str | URL | HostEngine, key: str, checkpoints: Sequence[str] = ()
) -> "tuple[Verdict, ...]":
    """Return the verdict on each log of the store at this URL, without its master key.

    `key` is the public key of its checkpoints. Everything is verified that needs no reading: not
    that bodies open, nor keys, identities, requests, reactors, what moved here and the marks of the
    law. Raises InputUnreadable where the key or a checkpoint is none,
    StoreMissing, StoreUnreachable, SchemaOlder and SchemaNewer.
    """
    # It brings the whole verification with it.
    from journeys.adapters.sql.seal.verification import verdicts_without_keys  # noqa: PLC0415

    engine = engine_at(url)
    try:
        with _opening(engine):
            _require_current(store_state(engine, None, create=False))
            with reading(engine) as connection:
                return verdicts_without_keys(connection, key, checkpoints)
    finally:
        engine.dispose()


def erasures_folder(url: URL) -> Path | None:
    """Return the folder in which a store keeps its list of erasures: that of its master key.

    None for a store in no file, and for one that is only read.
    """
    key = None if is_read_only(url) else key_path(url)
    return None if key is None else key.parent


def engine_at(url: str | URL | HostEngine, pool: Pool | None = None) -> Engine:
    """Return the engine of the store at this URL, or a host's own. Raises StoreUnreachable."""
    if isinstance(url, Engine):
        if pool is not None:
            raise ValueError(HAS_A_POOL)
        return on_host_engine(url)
    if not isinstance(url, str | URL):
        raise TypeError(NO_ENGINE)
    # Neither the URL nor SQLAlchemy's message is repeated: they may hold a password. So no such
    # error stays beside the one that is raised.
    try:
        return connect(url, pool=pool)
    except ArgumentError:
        why = NOT_REPEATED
    except (ValueError, ModuleNotFoundError) as error:
        why = as_message(error.args[0])
    raise no_address(why)


@contextmanager
def _opening(engine: Engine) -> Iterator[None]:
    """Raise this library's StoreErrors from the body; they say why a file cannot be opened."""
    try:
        with store_errors():
            yield
    except StoreUnreachable as error:
        file = sqlite_path(engine.url)
        if "@" in (engine.url.host or ""):
            # The cause would repeat what may be the rest of a password.
            raise StoreUnreachable(error.sentence) from None
        why = None if file is None or isinstance(error, StoreMissing) else why_not_opened(file)
        if why is None:
            raise
        raise StoreUnreachable(why) from error


def _open_store(
    engine: Engine, keys: KeyProvider | None, clock: Clock | None, *, create: bool = True
) -> SQLStore:
    with _opening(engine):
        found = store_state(engine, keys, create=create)
        if found == "empty":
            from journeys.adapters.sql.rebuild.shadows import note_versions  # noqa: PLC0415 - once

            upgrade(engine, then=note_versions)
        _require_current(found)
        ticks = None if clock is None else _in_microseconds(clock)
        store = SQLStore.on(engine, unlock(engine, keys, ticks, create=create), ticks)
        with reading(engine) as connection:
            store.mapper.refuse_unknown(store.log.topics(connection))
            store.employer_mapper.refuse_unknown(store.employers.topics(connection))
    return store


def _require_current(found: State) -> None:
    match found:
        case "older":
            raise SchemaOlder
        case "newer":
            raise SchemaNewer
        case "empty" | "current":
            return


def _rows_are_current(store: SQLStore) -> bool:
    """Whether the read tables were made by the projections of this code."""
    with store.reading() as transaction:
        return projection_versions(transaction.connection) == VERSIONS


def _rebuild_outdated(journeys: Journeys) -> None:
    """Rebuild the rows of an upgraded store, unless this code made them by this rulebook."""
    status = journeys.maintenance.status()
    made_here = all(each.made_by == each.known for each in status.tables)
    behind = status.lag, status.behind_law, status.behind_rulebook, status.behind_employers
    if any(behind) or not made_here:
        journeys.maintenance.rebuild()


def _with_outdated_rows(journeys: Journeys, store: SQLStore, outdated: Outdated) -> Journeys:
    if outdated == "rebuild":
        journeys.maintenance.rebuild()
        return journeys
    log.warning("the read tables were made by other projections: run journeys rebuild")
    return replace(journeys, store=replace(store, current=False))


def _in_microseconds(clock: Clock) -> Callable[[], int]:
    return lambda: stored_moment(clock())
