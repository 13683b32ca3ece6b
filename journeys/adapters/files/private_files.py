"""Files that only their owner may read: keys, what is exported, and what a witness has seen."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

FILE_MODE, FOLDER_MODE = 0o600, 0o700
"""The permissions of such a file, and of a folder of such files."""


def write_private(path: Path, content: bytes) -> None:
    """Write a new file that only its owner may read, and sync it to the disk.

    Raises FileExistsError where the path is taken, and OSError; no partial file is left.
    """
    write_private_parts(path, [content])


def write_private_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Write the same from parts, of which one is in memory at a time.

    Raises also what taking them raises.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(parts)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        path.unlink()
        raise


def replace_private(path: Path, content: bytes) -> None:
    """Write such a file over the one that is there: all of it, or nothing, and sync it to the disk.

    One process at a time may do so. Raises OSError.
    """
    draft = path.with_name(f"{path.name}.draft")
    draft.unlink(missing_ok=True)  # left behind by a process that was killed
    write_private(draft, content)
    draft.replace(path)
    sync_folder(path.parent)


@contextmanager
def locked(path: Path) -> Iterator[BinaryIO]:
    """Yield such a file, which is made where it is missing, while other processes wait for it.

    A process that dies holds it no longer. Raises OSError.
    """
    is_new = not os.path.lexists(path)
    # Where it is a pipe, nobody waits for the other end.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK, FILE_MODE)
    with os.fdopen(descriptor, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if is_new:
            sync_folder(path.parent)
        yield file


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
