"""Restore of a store from a backup: proved first, and nobody who was erased comes back.

A SQLite store is made beside its place, and put there when all of it is done. What PostgreSQL's own
tools have loaded can be opened by nobody before it is proved and the erasures are applied: the row
that says of which version the tables are is written here, in that transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import URL, Connection, Engine, insert, inspect

from journeys.adapters.files.backups import Backup, read_backup, require_signed_copy
from journeys.adapters.files.checked_keys import checked_keys
from journeys.adapters.files.erasure_list import carry_over, list_in
from journeys.adapters.files.master_key import resolve_keys
from journeys.adapters.files.restored_file import (
    copy_backup,
    draft_of,
    require_no_store,
    store_there,
)
from journeys.adapters.restored_erasures import erasures_of
from journeys.adapters.sql.database.connections import connect, reading
from journeys.adapters.sql.database.copying import load_command
from journeys.adapters.sql.database.sqlite_path import sqlite_path, why_no_file
from journeys.adapters.sql.database.store_errors import store_errors
from journeys.adapters.sql.database.versions import NEWEST, SCHEMA, VERSIONS
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.sql.proofs.heads import FIRST
from journeys.adapters.sql.schema import changing, state
from journeys.adapters.sql.seal.restored import Proved, prove_restored
from journeys.adapters.store import SQLStore
from journeys.adapters.wiring import engine_at, erasures_folder, init, open_journeys
from journeys.app.erasing import erase_again
from journeys.app.ports.keys import KeyProvider
from journeys.app.ports.maintenance import Progress, silent
from journeys.app.ports.pool import HostEngine
from journeys.domain.errors import Refused, SchemaNewer, StoreUnreachable
from journeys.domain.message import Message

ERASURE = "GDPR art. 17"


class Asked(NamedTuple):
    """What somebody gave with a restore."""

    checkpoints: Sequence[str]
    """Those that others held: the store is held to each."""
    erasures: Path | None = None
    """A list of erasures, in place of knowing that the one that is kept is whole."""
    accept_loss: bool = False
    """Whether entries that a checkpoint tells of, and the backup lacks, may be lost."""


class Restored(NamedTuple):
    """What was restored."""

    backup: Backup
    entries: Mapping[str, int]
    """By log, how many the backup had."""
    lost: Mapping[str, int]
    """By log, how many a checkpoint tells of that are gone; by table, how many changes."""
    erased: int
    """How many streams were erased again."""
    all_erasures_known: bool


def restore(
    url: str | URL | HostEngine,
    folder: Path,
    asked: Asked,
    *,
    keys: KeyProvider | None = None,
    erasures: Path | None = None,
    progress: Progress = silent,
) -> Restored:
    """Restore the store at this URL, where none is, from the backup in a folder.

    The backup is proved against its own checkpoint and those that are given. Those who were erased
    since are erased again, by the list of erasures (in the folder `erasures`, else beside the key)
    and the one that is given, before anybody can open the store. It appears whole or not at all.
    Refused: store-there, backup-altered, backup-not-proved, entries-lost, erasures-unknown,
    dump-not-loaded, backup-older. Raises InputUnreadable where a file of these is none, KeyMissing,
    KeyWrong, SchemaNewer and StoreError.
    """
    engine = engine_at(url)
    kept = erasures or erasures_folder(engine.url)
    work = _Restoring(read_backup(folder), asked, checked_keys(keys), kept, progress)
    try:
        restored = work.restored(engine)
    finally:
        engine.dispose()
    with open_journeys(url, keys=keys, create=False, erasures=kept) as journeys:
        journeys.store.note_erasures()
    return restored


@dataclass(frozen=True)
class _Restoring:
    """One restore."""

    backup: Backup
    asked: Asked
    keys: KeyProvider | None
    kept: Path | None
    """The folder of the list of erasures."""
    progress: Progress

    def restored(self, engine: Engine) -> Restored:
        """Restore the store on this engine."""
        file = sqlite_path(engine.url)
        if (self.backup.manifest.database == "sqlite") != (file is not None):
            raise Refused(
                "backup-of-other-database",
                "This is a backup of a {database} store. Give the address of one of that kind with "
                "--store.",
                database=self.backup.manifest.database,
            )
        return self._loaded(engine) if file is None else self._file(file)

    def _file(self, file: Path) -> Restored:
        """Restore a SQLite file."""
        if why := why_no_file(file):
            raise StoreUnreachable(why)
        require_no_store(file)
        provider = resolve_keys(self.keys, URL.create("sqlite", database=str(file)), make=False)
        with draft_of(file) as draft:
            copy_backup(self.backup, draft, self.progress)
            url = URL.create("sqlite", database=str(draft))
            # An older store is brought up to date here already; one that is newer raises.
            init(url, keys=provider)
            engine = connect(url)
            try:
                with store_errors(), changing(engine) as connection:
                    restored = self._proved(connection, engine, provider)
                # What was erased is in the journal of the draft, too.
                SQLStore.on(engine, Keyring(provider)).scrub()
            finally:
                engine.dispose()
        return restored

    def _loaded(self, engine: Engine) -> Restored:
        """Restore what PostgreSQL's own tools have loaded."""
        backup = self.backup
        if backup.manifest.schema_version not in VERSIONS:
            raise SchemaNewer
        if backup.manifest.schema_version != NEWEST:
            raise Refused(
                "backup-older",
                "This backup was made by journeys {library}. Restore it with that version, then "
                "bring the store up to date: journeys init",
                library=backup.manifest.library,
            )
        provider = resolve_keys(self.keys, engine.url, make=False)
        with store_errors():
            if state(engine) != "empty":
                raise store_there(Message("this address"))
            with reading(engine) as connection:
                is_loaded = inspect(connection).has_table(SCHEMA.name)
            if not is_loaded:
                raise Refused(
                    "dump-not-loaded",
                    "The backup is not loaded yet. Run this, then this command again: {command}",
                    command=load_command(engine, backup.copy.absolute()),
                )
            with changing(engine) as connection:
                connection.execute(insert(SCHEMA).values(version_num=NEWEST))
                return self._proved(connection, engine, provider)

    def _proved(self, connection: Connection, engine: Engine, keys: KeyProvider) -> Restored:
        """Prove the store on this connection, and erase in it whom the lists name."""
        backup, asked = self.backup, self.asked
        notes = [backup.manifest.checkpoint, *asked.checkpoints]
        store = SQLStore.on(engine, Keyring(keys)).joining(connection)
        with store.writing() as transaction:
            require_signed_copy(backup, transaction.seal.key(FIRST))
            # The digest of a SQLite copy is signed with where its logs ended.
            copied = backup.manifest.checkpoint if backup.manifest.sha256 else None
            proved = prove_restored(transaction.seal, notes, copied)
            _refuse_faults(proved)
            if proved.lost and not asked.accept_loss:
                raise _entries_lost(proved.lost)
            found = erasures_of(transaction, self.kept, asked.erasures, notes)
            if not found.all_known and asked.erasures is None:
                raise _erasures_unknown(backup, self.kept)
            erased = erase_again(transaction, found.journeys, found.employers)
        if self.kept is not None:
            # For the next restore: the one that is given may lie elsewhere tomorrow. Where the list
            # cannot be written, nothing is restored.
            carry_over(list_in(self.kept, backup.manifest.store), found.given)
        return Restored(backup, proved.entries, proved.lost, erased, found.all_known)


def _refuse_faults(proved: Proved) -> None:
    for each in proved.verdicts:
        if each.fault is not None:
            raise Refused(
                "backup-not-proved",
                "The log {log} of this backup is not what was sealed: {what}. Nothing was "
                "restored. Take another backup.",
                log=each.log,
                what=each.fault.what,
            )


def _entries_lost(lost: Mapping[str, int]) -> Refused:
    return Refused(
        "entries-lost",
        "This backup is older than the checkpoint. What was recorded since is not in it; entries "
        "by log: {lost}. Take a newer backup, or accept the loss with --accept-loss.",
        lost=", ".join(f"{name} {count}" for name, count in lost.items()),
    )


def _erasures_unknown(backup: Backup, kept: Path | None) -> Refused:
    file = None if kept is None else list_in(kept, backup.manifest.store)
    why = (
        Message("{file} does not reach as far as the checkpoint and the backup", file=file)
        if file is not None and file.exists()
        else Message("there is no list of erasures at {file}", file=file)
        if file is not None
        else Message("no list of erasures is kept")
    )
    return Refused(
        "erasures-unknown",
        "Nobody can tell who was erased since this backup: {why}. Somebody who was erased could "
        "come back. Give a list that was kept elsewhere with --erasures FILE; an empty file says "
        "that you know of no erasure.",
        why=why,
        basis=ERASURE,
    )
