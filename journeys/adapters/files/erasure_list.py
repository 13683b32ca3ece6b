"""Sletteliste: the list of erasures, in a file outside the store that outlives it.

It has a line of JSON for each part that the store signed (`sql/proofs/erasures.py`), and only ever
grows. A line that a crash has cut off was acknowledged to nobody, and is cut away by the next one.
"""

import json
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from journeys.adapters.files.private_files import locked
from journeys.adapters.files.problems import cannot_be_opened
from journeys.adapters.system_reasons import system_reason
from journeys.domain.errors import InputUnreadable, StoreUnreachable
from journeys.domain.message import Message

NOTE = "note"
PIECE = 1 << 16  # bytes that are looked through at once, from the end


def list_in(folder: Path, store: str) -> Path:
    """Return the list of the store with this id, in a folder that may hold those of others."""
    return folder / f"erasures-{store}.jsonl"


def extend(file: Path, note_after: Callable[[str | None], str | None]) -> None:
    """Append the note that is to follow the last one, and sync it to the disk.

    `note_after` is given the last note, None where there is none, and returns the next, None where
    there is nothing to add. Who else extends the list waits meanwhile. Raises StoreUnreachable
    where the file cannot be written.
    """
    with _locked(file) as opened:
        last, end = _last_line(opened)
        note = note_after(None if last is None else _note(last))
        if note is not None:
            _append(opened, end, line_of(note))


def carry_over(file: Path, notes: Sequence[str]) -> None:
    """Append those of these notes that are not in the list. Raises as `extend`, InputUnreadable."""
    with _locked(file) as opened:
        there = set(read_list(file))
        lines = [line_of(note) for note in notes if note not in there]
        if lines:
            _append(opened, _last_line(opened)[1], "".join(lines))


@contextmanager
def _locked(file: Path) -> Iterator[BinaryIO]:
    """Yield the list, which is made where it is missing, and which nobody else extends meanwhile.

    Raises StoreUnreachable where it cannot be written.
    """
    try:
        with locked(file) as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise _unwritable(file, Message("it is no file"))
            yield opened
    except OSError as error:
        raise _unwritable(file, system_reason(error)) from error


def _append(file: BinaryIO, end: int, lines: str) -> None:
    """Write these lines after the last whole one, and sync them to the disk."""
    file.truncate(end)
    file.seek(end)
    file.write(lines.encode())
    file.flush()
    os.fsync(file.fileno())


def line_of(note: str) -> str:
    """Return the line of the list that holds this note."""
    return f"{json.dumps({NOTE: note}, ensure_ascii=False)}\n"


def read_list(file: Path) -> Sequence[str]:
    """Return the notes in a list; a last line that was cut off is left out.

    Raises InputUnreadable where another line is none.
    """
    try:
        whole, _, _ = file.read_bytes().rpartition(b"\n")
    except OSError as error:
        raise cannot_be_opened(file, error) from None
    notes = [_note(line) for line in whole.split(b"\n")] if whole else []
    if None in notes:
        raise InputUnreadable([no_part(file, notes.index(None) + 1)])
    return [note for note in notes if note is not None]


def no_part(file: Path, nr: int) -> Message:
    """Return the sentence that a line of a list is none that this store signed."""
    return Message(
        "{file}, line {nr}: this store did not sign it as part of its list of erasures.",
        file=file,
        nr=nr,
    )


def _note(line: bytes) -> str | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    note = found.get(NOTE) if isinstance(found, dict) else None
    return note if isinstance(note, str) else None


def _last_line(file: BinaryIO) -> tuple[bytes | None, int]:
    """Return the last whole line of a file, and where it ends."""
    at = file.seek(0, os.SEEK_END)
    tail = b""
    while at > 0 and tail.count(b"\n") < 2:  # noqa: PLR2004 - the end of the line, and its beginning
        step = min(PIECE, at)
        at = file.seek(at - step)
        tail = file.read(step) + tail
    whole, newline, _ = tail.rpartition(b"\n")
    if not newline:
        return None, 0
    return whole.rpartition(b"\n")[2], at + len(whole) + 1


def _unwritable(file: Path, why: Message) -> StoreUnreachable:
    return StoreUnreachable(
        "The list of erasures cannot be written at {file}: {why}. Put that right, then ask again; "
        "`journeys audit erasures` shows who is erased.",
        file=file,
        why=why,
    )
