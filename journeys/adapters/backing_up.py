"""Backup of a store: a copy of one state of it, and what it signed of that state."""

import os
from pathlib import Path
from typing import NamedTuple

from journeys.adapters.files.backups import (
    COPIES,
    Backup,
    Database,
    Signed,
    digest_line,
    digest_of,
    require_apart,
    write_backup,
)
from journeys.adapters.files.erasure_list import list_in
from journeys.adapters.files.master_key import key_path
from journeys.adapters.files.private_files import FILE_MODE
from journeys.adapters.sql.database.copying import copy_sqlite, dump_command
from journeys.adapters.sql.log.mapper import moment_of
from journeys.adapters.sql.proofs.heads import FIRST, StoreHeads
from journeys.adapters.sql.proofs.notes import NoteKey, opened
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.adapters.store import SQLStore
from journeys.app.journeys import Journeys
from journeys.app.ports.maintenance import Progress, silent
from journeys.domain.message import Message

KEY = Message("the master key")
LIST = Message("the list of erasures")


class BackedUp(NamedTuple):
    """A backup, and the command that is to be run to make it whole: None for SQLite."""

    backup: Backup
    command: str | None


def back_up(journeys: Journeys, folder: Path, progress: Progress = silent) -> BackedUp:
    """Write a backup of the store of these journeys into a new folder; all of it, or nothing.

    A SQLite file is copied while others go on recording. PostgreSQL's own tools dump a store there:
    the command for that is returned, and what stands in the dump is at least what the checkpoint
    signs. The list of erasures is brought as far. Refused: backup-beside-key, folder-not-empty,
    folder-unusable. Raises BrokenHistory where a head is not what was signed last, and StoreError.
    """
    store = journeys.store
    assert isinstance(store, SQLStore)  # noqa: S101 - for mypy: there is no other
    engine, key = store.engine, key_path(store.engine.url)
    with store.reading() as transaction:
        kept = store.erasures and list_in(store.erasures, _signed(transaction).store)
    require_apart(folder, key, KEY)
    require_apart(folder, kept, LIST)
    backup = write_backup(folder, lambda draft: _copied(store, draft, progress))
    store.note_erasures()
    is_whole = backup.manifest.sha256 is not None
    command = None if is_whole else dump_command(engine, backup.copy.absolute())
    return BackedUp(backup, command)


def _copied(store: SQLStore, draft: Path, progress: Progress) -> Signed:
    """Copy a SQLite file, and return what is signed of it; of a PostgreSQL store that alone."""
    with store.reading() as transaction:
        signed = _signed(transaction)  # this read fixes the state that is copied
        if store.engine.dialect.name != "sqlite":
            return signed
        file = draft / COPIES["sqlite"]
        file.touch(FILE_MODE)
        copy_sqlite(transaction.connection, file, progress)
        with file.open("rb") as copy:
            os.fsync(copy.fileno())
        return _signed(transaction, digest_of(file))


def _signed(transaction: SQLTransaction, sha256: str | None = None) -> Signed:
    note = transaction.seal.heads_note("" if sha256 is None else digest_line(sha256))
    heads = StoreHeads.parse(opened(note, NoteKey.parse(transaction.seal.key(FIRST))))
    assert heads is not None  # noqa: S101 - for mypy: it is a note of all heads
    database: Database = "postgresql" if sha256 is None else "sqlite"
    return Signed(database, heads.store, moment_of(heads.at_us).isoformat(), note, sha256)
