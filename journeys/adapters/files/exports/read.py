"""Read the folder of an export: its form alone. Whether it is genuine is checked on arrival."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from journeys.adapters.files.exports.write import FORMATS
from journeys.adapters.files.problems import read_text
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, decoded, encoded
from journeys.adapters.sql.seal.exported import ABOUT, CHECKPOINT, ENTRIES
from journeys.app.ports.moving import Export, ExportedEntry
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message, as_message
from journeys.domain.vocabulary import JourneyId


def _from_base64(text: object) -> bytes:
    data = decoded(text) if isinstance(text, str) else b""
    if encoded(data) != text:
        raise ValueError("not base64, or not as it is written here")
    return data


Base64 = Annotated[bytes, BeforeValidator(_from_base64)]
# With a length pydantic reads the text: half a surrogate pair can be written in JSON, and is none.
Text = Annotated[str, Field(min_length=1)]


class StrictModel(BaseModel):
    """A JSON object with exactly these members, of exactly these types."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class _Format(BaseModel):
    format: str


class ExportHeader(StrictModel):
    """What `export.json` holds."""

    format: Text
    stream: Text
    origin: Text
    key: Text
    data_key: Base64
    entries: int


class EntryLine(StrictModel):
    """What a line of `entries.jsonl` holds."""

    position: int
    stream: Text
    version: int
    kind: Text
    recorded_us: int
    body: Base64
    proof: list[Base64]
    entry: dict[str, Any]


LATER = re.compile(r"journeys export v([0-9]{1,9})")
"""The formats that a newer version may write; `FORMATS` are read here."""

M = TypeVar("M", bound=StrictModel)


def read_export(folder: Path) -> Export:
    """Return the export in a folder. Nothing in it is trusted yet.

    Raises InputUnreadable, naming the file and the line, where the folder does not hold an export.
    """
    where = folder / ABOUT
    text = read_text(where)
    if _is_newer(text):
        raise _unreadable(where, "it was written by a newer version of journeys: upgrade this one")
    header = _parsed(text, ExportHeader, where)
    if header.format not in FORMATS:
        newest = FORMATS[-1]
        raise _unreadable(where, Message("its format is not {expected!r}", expected=newest))
    try:
        journey, key = JourneyId(UUID(header.stream)), NoteKey.parse(header.key)
    except NoteRefused as refused:
        raise InputUnreadable(
            [Message("{where}: {what}", where=where, what=refused.sentence)]
        ) from None
    except ValueError:
        raise _unreadable(where, "its stream is not the id of a journey") from None
    if str(journey) != header.stream or key.name != header.origin:
        raise _unreadable(where, "its stream or its origin is not written as it should be")
    entries = tuple(_entries(folder / ENTRIES, header.stream))
    if len(entries) != header.entries:
        mismatch = Message(
            "it has {count} entries, and {file} says {told}",
            count=len(entries),
            file=ABOUT,
            told=header.entries,
        )
        raise _unreadable(folder / ENTRIES, mismatch)
    return Export(
        journey=journey,
        key=key.text,
        data_key=header.data_key,
        checkpoint=read_text(folder / CHECKPOINT),
        entries=entries,
    )


def _is_newer(text: str) -> bool:
    """Return whether the format has a later number than those read here, whatever else is there."""
    try:
        found = _Format.model_validate_json(text).format
    except ValidationError:
        return False
    later = LATER.fullmatch(found)
    return later is not None and int(later[1]) > len(FORMATS)


def _entries(file: Path, stream: str) -> Iterator[ExportedEntry]:
    *lines, rest = read_text(file).split("\n")
    for number, text in enumerate(lines, start=1):
        where = Message("{file}, line {number}", file=file, number=number)
        line = _parsed(text, EntryLine, where)
        if line.stream != stream:
            raise _unreadable(where, "this entry is of another journey")
        yield ExportedEntry(
            position=line.position,
            version=line.version,
            kind=line.kind,
            recorded_us=line.recorded_us,
            body=line.body,
            proof=tuple(line.proof),
            entry=line.entry,
        )
    if rest:
        raise _unreadable(file, "its last line is cut off")


def _parsed(text: str, model: type[M], where: object) -> M:
    """Return the JSON object in a text. Raises InputUnreadable; a name given twice is a fault."""
    try:
        return model.model_validate(json.loads(text, object_pairs_hook=_unique_names))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        if fault["type"] == "value_error":
            raise _unreadable(where, "what should be base64 is not") from None
        members = ", ".join(model.model_fields)
        raise _unreadable(
            where, Message("it does not hold just these: {members}", members=members)
        ) from None
    except (RecursionError, ValueError):
        raise _unreadable(where, "this is no JSON object of an export") from None


def _unique_names(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("A name comes twice.")
    return dict(pairs)


def _unreadable(where: object, what: str) -> InputUnreadable:
    return InputUnreadable([Message("{where}: {what}.", where=where, what=as_message(what))])
