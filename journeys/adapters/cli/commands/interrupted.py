"""A move out that was interrupted: its folder is whole, and the same command finishes the rest."""

import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from journeys.app.ports.moving import Export, ExportedEntry
from journeys.domain.errors import InputUnreadable, Refused

CLOSING = "journey-closed"


def written_before(folder: Path) -> Export | None:
    """Return the export that a folder holds; None where there is none to be read."""
    from journeys.adapters.files.exports.read import read_export

    with suppress(InputUnreadable, Refused, OSError):
        return read_export(folder)
    return None


def write_export_and(close: Callable[[], object], export: Export, folder: Path) -> None:
    """Write an export, and close the journey; where that fails, the folder is taken away again."""
    from journeys.adapters.files.exports.write import write_export

    write_export(export, folder)
    try:
        close()
    except BaseException:
        with suppress(OSError):
            shutil.rmtree(folder.resolve())
        raise


def is_whole(written: Export, export: Export) -> bool:
    """Return whether a folder holds all that is recorded on the journey now, as it was sealed."""
    return _head(written) == _head(export) and _sealed(written.entries) == _sealed(export.entries)


def is_closed_since(written: Export, export: Export, to: str) -> bool:
    """Return whether nothing but the closing was recorded since, as moved to that municipality."""
    *before, last = export.entries
    event = last.entry.get("event", {})
    return (
        last.kind == CLOSING
        and event.get("moved_to") == to
        and is_whole(written, replace(export, entries=tuple(before)))
    )


def _head(export: Export) -> tuple[object, ...]:
    return export.journey, export.key, export.data_key


def _sealed(entries: Iterable[ExportedEntry]) -> list[ExportedEntry]:
    """Return the entries without their proofs, which grow with the log."""
    return [each._replace(proof=()) for each in entries]
