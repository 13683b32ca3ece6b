"""The manifest of everybody's rows: what a folder holds, and of what. It shows nobody."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from importlib.metadata import version
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]

from journeys.adapters.files.exports.population_draft import Draft, Finished
from journeys.adapters.files.exports.population_schema import FORMAT, SCHEMAS
from journeys.adapters.sql.database.versions import NEWEST
from journeys.app.population_rows import Rows
from journeys.domain.rulebook import Rulebook


def asked_for(
    upto: date | None,
    known_at: datetime | None,
    books: Mapping[str, Rulebook],
    *,
    with_ids: bool,
) -> Mapping[str, Any]:
    """Return what has to be the same for a run to be resumed, as JSON has it."""
    return {
        "format": FORMAT,
        "library": version("journeys"),
        "on": as_text(upto),
        "known_at": as_text(known_at),
        "real_ids": with_ids,
        "rulebooks": {code: book.fingerprint for code, book in books.items()},
    }


def manifest(draft: Draft, rows: Rows) -> Mapping[str, Any]:
    """Return the manifest of what is finished, as JSON has it."""
    files = sorted(each for part in draft.finished for each in part.files)
    return {
        **{name: draft.asked[name] for name in ("format", "library", "on", "real_ids")},
        "known_at": as_text(draft.known_at),
        "stores": [_of_store(draft.finished, rows, store) for store in rows.stores],
        "tables": {name: _columns(schema) for name, schema in SCHEMAS.items()},
        "files": [each._asdict() for each in files],
    }


def as_text(day: date | None) -> str | None:
    """Return a day or a moment as JSON has it."""
    return None if day is None else day.isoformat()


def added(counts: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    """Return the counts together."""
    whole = Counter[str]()
    for each in counts:
        whole.update(each)
    return dict(sorted(whole.items()))


def _of_store(every: Iterable[Finished], rows: Rows, store: str) -> Mapping[str, Any]:
    finished, book = [each for each in every if each.store == store], rows.book(store)
    edition = book.law.edition
    return {
        "municipality": store or None,
        "checkpoint": "".join(each.checkpoint for each in finished),
        "position": max(each.position for each in finished),
        "schema": NEWEST,
        "law": {"edition": edition.isoformat(), "digest": book.law.digests[edition]},
        "rulebook": book.fingerprint,
        "journeys": sum(each.journeys for each in finished),
        "set_aside": added(each.set_aside for each in finished),
        "stamped_ahead": sum(each.stamped_ahead for each in finished),
    }


def _columns(schema: pa.Schema) -> list[Mapping[str, Any]]:
    return [
        {
            "name": field.name,
            "type": str(field.type),
            "null": field.nullable,
            "says": field.metadata[b"description"].decode(),
        }
        for field in schema
    ]
