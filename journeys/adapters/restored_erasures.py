"""Who was erased, as the lists of erasures say, for a store that is being restored."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from journeys.adapters.files.erasure_list import list_in, no_part, read_list
from journeys.adapters.sql.log import receipts
from journeys.adapters.sql.log.stream_kinds import EMPLOYER, JOURNEY
from journeys.adapters.sql.proofs.erasures import ErasedEntry, ErasedPart, reaches
from journeys.adapters.sql.proofs.heads import FIRST
from journeys.adapters.sql.proofs.notes import NoteKey
from journeys.adapters.sql.seal.checkpoints import heads_in, keys_by_log
from journeys.adapters.sql.seal.erased import part_in
from journeys.adapters.sql.transactions import SQLTransaction
from journeys.domain.erasure import Receipt
from journeys.domain.errors import InputUnreadable


class Erasures(NamedTuple):
    """The receipts that the lists hold."""

    journeys: Sequence[Receipt]
    employers: Sequence[Receipt]
    all_known: bool
    """Whether a list is of everybody who was erased up to each checkpoint."""
    given: Sequence[str]
    """The notes of the list that was given."""


def erasures_of(
    transaction: SQLTransaction, kept: Path | None, given: Path | None, checkpoints: Sequence[str]
) -> Erasures:
    """Return what the list in the folder `kept` and the list in the file `given` say.

    Raises InputUnreadable where a line of either is none that this store signed.
    """
    key = NoteKey.parse(transaction.seal.key(FIRST))
    own = None if kept is None else list_in(kept, key.name.partition("/")[2])
    files = [file for file in (own, given) if file is not None and (file == given or file.exists())]
    lists = [_parts(file, key) for file in files]
    found = {
        (each.log, each.stream): each for parts in lists for part in parts for each in part.entries
    }
    keys = keys_by_log(key, transaction.seal.logs)
    heads = [heads_in(each, keys) for each in checkpoints]
    known = all(any(reaches(parts, each) for parts in lists) for each in heads)
    return Erasures(
        [_receipt(transaction, each) for each in found.values() if each.log == FIRST],
        [_receipt(transaction, each) for each in found.values() if each.log != FIRST],
        known,
        [] if given is None else read_list(given),
    )


def _parts(file: Path, key: NoteKey) -> list[ErasedPart]:
    parts = list[ErasedPart]()
    for nr, note in enumerate(read_list(file), start=1):
        part = part_in(note, key)
        if part is None:
            raise InputUnreadable([no_part(file, nr)])
        parts.append(part)
    return parts


def _receipt(transaction: SQLTransaction, entry: ErasedEntry) -> Receipt:
    of = JOURNEY if entry.log == FIRST else EMPLOYER
    keyring = transaction.store.keyring
    return receipts.read(transaction.connection, keyring, UUID(entry.stream), entry, of)
