"""The file of a SQLite store that is being restored: a draft first, and never over a store."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from journeys.adapters.files.backups import Backup
from journeys.adapters.files.private_files import FILE_MODE, sync_folder
from journeys.adapters.files.problems import cannot_be_opened
from journeys.adapters.files.whole_files import draft_beside, put_in_place, remove_drafts
from journeys.adapters.system_reasons import system_reason
from journeys.app.ports.maintenance import Progress
from journeys.domain.errors import Refused, StoreUnreachable

PIECE = 1 << 20  # bytes that are copied at once
JOURNALS = ("-wal", "-shm", "-journal")
"""The ends of what SQLite keeps beside a file, and reads as part of it."""


def require_no_store(file: Path) -> None:
    """Require a path at which nothing of a store is, or an empty file. Refused: store-there."""
    if os.path.lexists(file) and not (file.is_file() and file.stat().st_size == 0):
        raise store_there(file)
    for end in JOURNALS:
        if os.path.lexists(f"{file}{end}"):
            raise store_there(f"{file}{end}")


def store_there(where: object) -> Refused:
    """Return the refusal that a store is there already."""
    return Refused(
        "store-there",
        "There is a store at {where} already, or what is left of one. Nothing was restored: move "
        "it away first, or give another place with --store.",
        where=where,
    )


@contextmanager
def draft_of(file: Path) -> Iterator[Path]:
    """Yield a draft beside this file; it is put in its place at the end, and never over one.

    Where the body raises, nothing is left; what a run that was killed has left is removed.
    """
    draft = draft_beside(file)
    try:
        remove_drafts(file, ("", *JOURNALS))
        yield draft
        _sync(draft)
        require_no_store(file)
        if os.path.lexists(file):  # an empty file
            draft.replace(file)
            sync_folder(file.parent)
        else:
            put_in_place(draft, file)
    except FileExistsError:
        raise store_there(file) from None
    except OSError as error:
        raise StoreUnreachable(
            "{file} cannot be made: {why}.", file=file, why=system_reason(error)
        ) from error
    finally:
        for end in ("", *JOURNALS):
            Path(f"{draft}{end}").unlink(missing_ok=True)


def _sync(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())


def copy_backup(backup: Backup, draft: Path, progress: Progress) -> None:
    """Copy the copy, and hold what was copied to its digest."""
    digest = sha256()
    try:
        size, done = backup.copy.stat().st_size, 0
        draft.touch(FILE_MODE)
        with backup.copy.open("rb") as copy, draft.open("wb") as to:
            while piece := copy.read(PIECE):
                digest.update(piece)
                to.write(piece)
                done += len(piece)
                progress(done, size)
    except OSError as error:
        raise cannot_be_opened(error.filename or backup.copy, error) from None
    if digest.hexdigest() != backup.manifest.sha256:
        raise Refused(
            "backup-altered",
            "{file} is not the copy that was made: it was damaged or altered. Take another backup.",
            file=backup.copy,
        )
