"""Files that only their owner may read: keys, and what is exported from a store."""

import os
from collections.abc import Iterable
from pathlib import Path

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


def sync_folder(folder: Path) -> None:
    """Sync the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
