"""Write the folder of an export, or one file. `read.py` reads the folder of a journey.

Either is written as a draft beside the target, and renamed when all of it is on the disk.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from importlib.resources import files
from pathlib import Path
from typing import BinaryIO

from journeys.adapters.files.private_files import (
    FILE_MODE,
    FOLDER_MODE,
    sync_folder,
    write_private,
)
from journeys.adapters.sql.proofs.notes import encoded
from journeys.adapters.sql.seal.exported import ABOUT, CHECKPOINT, ENTRIES
from journeys.adapters.system_reasons import system_reason
from journeys.app.ports.moving import Export
from journeys.domain.errors import Refused

FORMATS = ("journeys export v1", "journeys export v2")
"""The newest last. From the second on a body may have a commitment, as new ones have."""
VERIFIER = "verify_export.py"

_sync = sync_folder

README = """\
Et forløb, taget ud med sine beviser.

HEMMELIGT: mappen rummer alt, der står i borgerens forløb, i læselig form, og den nøgle, der åbner
det. Den er lige så fortrolig som det, den siger. Send den krypteret, og slet den efter brug.

A journey ({stream}), exported from the log {origin} with its proofs.

SECRET: this folder holds everything in a citizen's journey in readable form, and the key that opens
what is sealed. Keep it as secret as its content. Send it encrypted, and delete it after use.

export.json       the journey, the log it comes from, that log's public key, and the data key
checkpoint.txt    the signed note of where the log stood (C2SP tlog-checkpoint)
entries.jsonl     a line for each entry: as it was sealed, its proof, and what it says
verify_export.py  checks all of it, with Python and its package cryptography alone:

    python3 verify_export.py . --key KEY

KEY is the log's public key. Get it from the municipality that the journey comes from, by another
way than this folder. It is safer to get verify_export.py from somewhere else, too.
"""


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
            _sync(whole.parent)
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
    draft = whole.with_name(f"{whole.name}.draft-{os.urandom(4).hex()}")
    try:
        # What a run that was killed has left is as secret as the journey.
        for left in whole.parent.glob(f"{escape(whole.name)}.draft-????????"):
            shutil.rmtree(left, ignore_errors=True)
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
    for left in whole.parent.glob(f"{escape(whole.name)}.draft-????????"):
        left.unlink(missing_ok=True)
    if os.path.lexists(whole):
        raise FileExistsError(whole)
    draft = whole.with_name(f"{whole.name}.draft-{os.urandom(4).hex()}")
    try:
        with open(draft, "xb", opener=_private) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _rename_to_new(draft, whole)
        sync_folder(whole.parent)
    finally:
        draft.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)


def _rename_to_new(draft: Path, whole: Path) -> None:
    """Give a file another name, which nothing has yet. Raises FileExistsError."""
    try:
        os.link(draft, whole)
    except FileExistsError:
        raise
    except OSError:  # a file system without links, as on a memory stick
        if os.path.lexists(whole):
            raise FileExistsError(whole) from None
        draft.rename(whole)


def write_export(export: Export, folder: Path) -> None:
    """Write an export into a new folder that only its owner may read; all of it, or nothing.

    Refused: folder-not-empty, folder-unusable.
    """
    with whole_folder(folder) as draft:
        for name, content in _files(export):
            write_private(draft / name, content)


def _files(export: Export) -> Iterator[tuple[str, bytes]]:
    header = {
        "format": FORMATS[-1],
        "stream": str(export.journey),
        "origin": export.origin,
        "key": export.key,
        "data_key": encoded(export.data_key),
        "entries": len(export.entries),
    }
    readme = README.format(stream=export.journey, origin=export.origin)
    yield ABOUT, f"{json.dumps(header, ensure_ascii=False, indent=2)}\n".encode()
    yield CHECKPOINT, export.checkpoint.encode()
    yield ENTRIES, "".join(_lines(export)).encode()
    yield "README.txt", readme.encode()
    yield VERIFIER, files(__package__).joinpath(VERIFIER).read_bytes()


def _lines(export: Export) -> Iterator[str]:
    for each in export.entries:
        line = {
            "position": each.position,
            "stream": str(export.journey),
            "version": each.version,
            "kind": each.kind,
            "recorded_us": each.recorded_us,
            "body": encoded(each.body),
            "proof": [encoded(one) for one in each.proof],
            "entry": each.entry,
        }
        yield f"{json.dumps(line, ensure_ascii=False)}\n"


def _unusable(folder: Path, error: OSError) -> Refused:
    return Refused(
        "folder-unusable",
        "{folder} cannot be made: {why}.",
        folder=folder,
        why=system_reason(error),
    )
