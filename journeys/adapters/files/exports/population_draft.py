"""The draft of a folder of everybody's rows; and one that is kept when the run is interrupted.

One that may be resumed has a name of its own, FOLDER.unfinished, and no manifest. It keeps the key
of its pseudonyms in a file for its owner alone, which is removed before the folder gets its name.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import BaseModel, ValidationError

from journeys.adapters.files.exports.population_files import WrittenFile
from journeys.adapters.files.private_files import locked, replace_private, sync_folder
from journeys.adapters.files.whole_files import (
    make_private_folder,
    require_empty_folder,
    whole_folder,
)
from journeys.adapters.system_reasons import system_reason
from journeys.domain.errors import Refused
from journeys.projections.process_log import KEY_LENGTH

UNFINISHED = ".unfinished"
KEY_FILE, STATE_FILE = "key", "unfinished.json"


class Finished(BaseModel):
    """Færdig del: what is written of one slice of a store, or of its employers."""

    store: str
    slice: str | None
    """Its first digit, or empty; None for the employers."""
    files: tuple[WrittenFile, ...]
    position: int
    """Up to which the log was read."""
    journeys: int = 0
    set_aside: Mapping[str, int] = {}
    stamped_ahead: int = 0
    checkpoint: str = ""


class State(BaseModel):
    """Tilstand: what was asked for, and what is finished of it."""

    asked: Mapping[str, Any]
    known_at: datetime | None
    finished: tuple[Finished, ...] = ()


@dataclass
class Draft:
    """Kladde: the folder that is written, and what is finished in it."""

    path: Path
    key: bytes = field(repr=False)
    known_at: datetime | None
    """The moment as known at which everything is read; None for now."""
    save: Callable[[State], None]
    asked: Mapping[str, Any]
    finished: list[Finished] = field(default_factory=list)

    def add(self, part: Finished) -> None:
        """Note that a part is whole on the disk. Raises OSError."""
        finished = (*self.finished, part)
        self.save(State(asked=self.asked, known_at=self.known_at, finished=finished))
        self.finished.append(part)

    @property
    def done(self) -> list[str]:
        """The names of the parts that are finished, for `Population.answers`."""
        return [f"{each.store}/{each.slice}" for each in self.finished if each.slice is not None]


@contextmanager
def whole_draft(
    folder: Path, asked: Mapping[str, Any], known_at: datetime | None, new_key: bytes
) -> Iterator[Draft]:
    """Yield a draft that becomes the folder at the end, or vanishes. Its key is on no disk.

    Refused: folder-not-empty, folder-unusable; rows-unfinished, where an earlier run is to be
    resumed.
    """
    require_empty_folder(folder)
    left = unfinished(folder.resolve())
    if os.path.lexists(left):
        raise Refused(
            "rows-unfinished",
            "An earlier run left {left}. Resume it with --resume, or remove it: it holds the key "
            "of its pseudonyms.",
            left=left,
        )
    with whole_folder(folder) as path:
        yield Draft(path, new_key, known_at, lambda _: None, asked)


@contextmanager
def kept_draft(
    folder: Path, asked: Mapping[str, Any], known_at: datetime, new_key: bytes
) -> Iterator[Draft]:
    """Yield a draft that becomes the folder at the end, or is kept to be resumed.

    An interrupted run is resumed, by its own key and as known at its own moment. Another
    process waits for the one that writes it. Refused: folder-not-empty, folder-unusable;
    rows-differ, where something else was asked for then, or another version is to go on.
    """
    require_empty_folder(folder)
    whole = folder.resolve()
    path = unfinished(whole)
    try:
        make_private_folder(path)
        with locked(path / KEY_FILE) as file:
            require_empty_folder(folder)  # who was waited for may have finished it
            key = _key(path, file, new_key)
            draft = _resumed(path, key, asked, known_at)
            try:
                yield draft
            except BaseException:
                if not draft.finished:
                    shutil.rmtree(path, ignore_errors=True)
                raise
            for left in (KEY_FILE, STATE_FILE):
                (path / left).unlink()
            sync_folder(path)
            path.rename(whole)
            sync_folder(whole.parent)
    except OSError as error:
        require_empty_folder(folder)
        raise Refused(
            "folder-unusable",
            "{folder} cannot be made: {why}.",
            folder=folder,
            why=system_reason(error),
        ) from None


def unfinished(folder: Path) -> Path:
    """Return where a run that may be resumed writes, until all of it is there."""
    return folder.parent / f"{folder.name}{UNFINISHED}"


def _key(path: Path, file: BinaryIO, new_key: bytes) -> bytes:
    """Return the key that is there; else the new one, for which nothing is there yet."""
    key = file.read()
    if len(key) == KEY_LENGTH:
        return key
    for left in path.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != KEY_FILE:
            left.unlink()
    file.seek(0)
    file.truncate()
    file.write(new_key)
    file.flush()
    os.fsync(file.fileno())
    return new_key


def _resumed(path: Path, key: bytes, asked: Mapping[str, Any], known_at: datetime) -> Draft:
    def save(state: State) -> None:
        replace_private(path / STATE_FILE, state.model_dump_json().encode())

    try:
        content = (path / STATE_FILE).read_bytes()
    except FileNotFoundError:
        return Draft(path, key, known_at, save, asked)
    try:
        state = State.model_validate_json(content)
    except ValidationError:
        state = None
    if state is None or state.asked != asked:
        raise Refused(
            "rows-differ",
            "What is in {left} was made for other days, stores or ids, or by another rulebook or "
            "version. Repeat that command, or remove the folder: it holds the key of its "
            "pseudonyms.",
            left=path,
        )
    return Draft(path, key, state.known_at, save, asked, list(state.finished))
