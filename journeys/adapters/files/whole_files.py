"""Files and folders that appear whole or not at all, and never over something that is there.

Each is written as a draft beside its place, and renamed when all of it is on the disk.
"""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from typing import BinaryIO

from journeys.adapters.files.private_files import FILE_MODE, FOLDER_MODE, sync_folder
from journeys.adapters.system_reasons import system_reason
from journeys.domain.errors import Refused

DRAFT = ".draft-"
RANDOM = "[0-9a-f]" * 8
"""As a pattern, what follows in the name of a draft."""


def require_empty_folder(folder: Path) -> None:
    """Pass a folder that does not exist or is empty. Refused: folder-not-empty."""
    try:
        taken = folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))
    except OSError as error:
        raise _unusable(folder, error) from None
    if taken:
        raise Refused(
            "folder-not-empty",
            "{folder} exists and is not an empty folder. Name another.",
            folder=folder,
        )


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may read, where it is missing. Refused: folder-unusable."""
    whole = folder.resolve()
    try:
        if not whole.is_dir():
            whole.mkdir(mode=FOLDER_MODE)
            sync_folder(whole.parent)
    except OSError as error:
        raise _unusable(folder, error) from None


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Yield a draft of a new folder that only its owner may read; it becomes it at the end.

    Where the body raises, nothing is left; a draft of a run that was killed is removed by the next
    one for the same folder. Refused: folder-not-empty, folder-unusable.
    """
    require_empty_folder(folder)
    whole = folder.resolve()
    draft = draft_beside(whole)
    try:
        remove_drafts(whole)
        draft.mkdir(mode=FOLDER_MODE)
        yield draft
        sync_folder(draft)
        draft.rename(whole)
        sync_folder(whole.parent)
    except OSError as error:
        require_empty_folder(folder)
        raise _unusable(folder, error) from None
    finally:
        shutil.rmtree(draft, ignore_errors=True)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Yield a draft of a new file that only its owner may read; it becomes it at the end.

    Where the body raises, nothing is left; a draft of a run that was killed is removed by the next
    one for the same file. Raises FileExistsError where the path is taken, and OSError.
    """
    whole = path.absolute()
    remove_drafts(whole)
    if os.path.lexists(whole):
        raise FileExistsError(whole)
    draft = draft_beside(whole)
    try:
        with open(draft, "xb", opener=_private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        put_in_place(draft, whole)
    finally:
        draft.unlink(missing_ok=True)


def draft_beside(path: Path) -> Path:
    """Return the path of a new draft, in the folder of what it is to become."""
    return path.with_name(f"{path.name}{DRAFT}{os.urandom(4).hex()}")


def remove_drafts(path: Path, ends: Iterable[str] = ("",)) -> None:
    """Remove what runs that were killed have left of this file or folder: it is as secret.

    `ends` are those of the files that a draft may consist of.
    """
    for end in ends:
        for left in path.parent.glob(f"{escape(path.name)}{DRAFT}{RANDOM}{end}"):
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a draft a name that nothing has yet, and sync it. Raises FileExistsError, OSError.

    The caller removes the draft's own name, which may be left.
    """
    try:
        os.link(draft, path)  # which fails where another process was faster
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on a memory stick
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        draft.rename(path)
    sync_folder(path.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


def _unusable(folder: Path, error: OSError) -> Refused:
    return Refused(
        "folder-unusable",
        "{folder} cannot be made: {why}.",
        folder=folder,
        why=system_reason(error),
    )
