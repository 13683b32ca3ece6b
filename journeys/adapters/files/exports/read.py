"""The folder of an export, read: its form alone. Whether it holds is checked where it arrives."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from journeys.adapters.files.exports.write import FORMAT
from journeys.adapters.files.problems import read_text
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, decoded, encoded
from journeys.adapters.sql.seal.exported import ABOUT, CHECKPOINT, ENTRIES
from journeys.app.ports.moving import Export, ExportedEntry
from journeys.domain.errors import InputUnreadable
from journeys.domain.message import Message
from journeys.domain.vocabulary import JourneyId

MEMBERS: Mapping[str, type] = {
    "format": str,
    "stream": str,
    "origin": str,
    "key": str,
    "data_key": str,
    "entries": int,
}
LINE: Mapping[str, type] = {
    "position": int,
    "stream": str,
    "version": int,
    "kind": str,
    "recorded_us": int,
    "body": str,
    "proof": list,
    "entry": dict,
}


def read_export(folder: Path) -> Export:
    """Return the export in a folder, of which nothing is believed yet.

    Raises InputUnreadable, with the file and the line, where it is no export.
    """
    where = folder / ABOUT
    about = _object(read_text(where), MEMBERS, where)
    if about["format"] != FORMAT:
        raise _unreadable(where, Message("its format is not {expected!r}", expected=FORMAT))
    try:
        journey, key = JourneyId(UUID(about["stream"])), NoteKey.parse(about["key"])
    except NoteRefused as refused:
        raise InputUnreadable([f"{where}: {refused}"]) from None
    except ValueError:
        raise _unreadable(where, "its stream is not the id of a journey") from None
    if str(journey) != about["stream"] or key.name != about["origin"]:
        raise _unreadable(where, "its stream or its origin is not written as it should be")
    entries = tuple(_entries(folder / ENTRIES, about["stream"]))
    if len(entries) != about["entries"]:
        says = Message(
            "it has {count} entries, and {file} says {told}",
            count=len(entries),
            file=ABOUT,
            told=about["entries"],
        )
        raise _unreadable(folder / ENTRIES, says)
    return Export(
        journey=journey,
        key=key.text,
        data_key=_bytes(about["data_key"], where),
        checkpoint=read_text(folder / CHECKPOINT),
        entries=entries,
    )


def _entries(file: Path, stream: str) -> Iterator[ExportedEntry]:
    *lines, rest = read_text(file).split("\n")
    for number, line in enumerate(lines, start=1):
        where = f"{file}, line {number}"
        told = _object(line, LINE, where)
        if told["stream"] != stream:
            raise _unreadable(where, "this entry is of another journey")
        yield ExportedEntry(
            position=told["position"],
            version=told["version"],
            kind=told["kind"],
            recorded_us=told["recorded_us"],
            body=_bytes(told["body"], where),
            proof=tuple(_bytes(each, where) for each in told["proof"]),
            entry=told["entry"],
        )
    if rest:
        raise _unreadable(file, "its last line is cut off")


def _object(text: str, members: Mapping[str, type], where: object) -> dict[str, Any]:
    """Return the JSON object that a text is, with just these members, each once."""
    try:
        told = json.loads(text, object_pairs_hook=_each_once)
        # Half a surrogate pair can be written in JSON, and stands for nothing.
        for name, kind in members.items():
            if kind is str:
                told[name].encode()
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        raise _unreadable(where, "this is no JSON object of an export") from None
    if {name: type(value) for name, value in told.items()} != members:
        raise _unreadable(
            where, Message("it does not hold just these: {members}", members=", ".join(members))
        )
    return dict(told)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) != len(pairs):
        raise ValueError("A name comes twice.")
    return dict(pairs)


def _bytes(told: object, where: object) -> bytes:
    data = decoded(told) if isinstance(told, str) else b""
    if encoded(data) != told:
        raise _unreadable(where, "what should be base64 is not")
    return data


def _unreadable(where: object, what: str) -> InputUnreadable:
    return InputUnreadable([f"{where}: {what}."])
