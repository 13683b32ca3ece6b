"""Files that nobody but their owner may read: keys, and what is handed out of a store."""

import os
from pathlib import Path

FILE_MODE, FOLDER_MODE = 0o600, 0o700
"""The rights to such a file, and to the folder of such files."""


def write_private(path: Path, content: bytes) -> None:
    """Write a new file for its owner alone, and see it safely on the disk.

    Raises FileExistsError where something is there already, and OSError; no part of it is left.
    """
    made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        with os.fdopen(made, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink()
        raise
