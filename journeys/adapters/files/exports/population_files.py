"""One slice of everybody's rows as Parquet files, each of them whole on the disk."""

import hmac
import os
from collections.abc import Iterable, Iterator, Sequence
from hashlib import file_digest
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from journeys.adapters.files.exports.population_schema import (
    FORMAT,
    MUNICIPALITY,
    NO_MUNICIPALITY,
    OF_EMPLOYERS,
    OF_JOURNEYS,
    SCHEMAS,
)
from journeys.adapters.files.private_files import FILE_MODE, FOLDER_MODE, sync_folder
from journeys.app.slices import DIGITS
from journeys.projections.population_rows import EmployerRows, JourneyRows, Row

ROW_GROUP = 100_000
"""Rows: what a reader skips or takes together."""
ORDER = ("journey", "employer", "nr", "starts", "placement")
"""The columns by which rows are sorted, those of them that a table has."""


class WrittenFile(NamedTuple):
    """Fil: one that is whole, by its path in the folder."""

    path: str
    rows: int
    sha256: str

    @property
    def table(self) -> str:
        """The table of its rows."""
        return self.path.partition("/")[0]


class SliceTables:
    """Takes the rows of one slice, part by part, in little memory; writes a file for each table."""

    def __init__(self) -> None:
        self._parts: dict[str, list[pa.Table]] = {name: [] for name in OF_JOURNEYS}

    def add(self, journeys: Iterable[JourneyRows]) -> None:
        """Take the rows of these journeys."""
        every = list(journeys)
        for nr, name in enumerate(OF_JOURNEYS):
            rows = list(chain.from_iterable(each[nr] for each in every))
            self._parts[name].append(table_of(name, rows))

    def write(self, folder: Path, municipality: str, file: str) -> Iterator[WrittenFile]:
        """Write the rows in the order of the pseudonyms. Yields each file. Raises OSError."""
        for name, parts in self._parts.items():
            whole = pa.concat_tables(parts) if parts else table_of(name, ())
            yield _write(name, whole, folder, municipality, file)


def write_employers(
    rows: Iterable[EmployerRows], folder: Path, municipality: str
) -> Iterator[WrittenFile]:
    """Write what the employers of a municipality have. Yields each file. Raises OSError."""
    every = list(rows)
    for nr, name in enumerate(OF_EMPLOYERS):
        of_all = list(chain.from_iterable(each[nr] for each in every))
        yield _write(name, table_of(name, of_all), folder, municipality, DIGITS[0])


def name_of_file(store: str, digit: str, key: bytes) -> str:
    """Return what the files of a slice are called.

    A slice is by a hash of the ids. Its files say that to nobody without the key: they have the
    sixteen names in an order of this export. All of a small store are in one.
    """
    if not digit:
        return DIGITS[0]
    by_key = sorted(
        DIGITS, key=lambda each: hmac.digest(key, f"slice {store}/{each}".encode(), "sha256")
    )
    return DIGITS[by_key.index(digit)]


def table_of(name: str, rows: Sequence[Row]) -> pa.Table:
    """Return rows, whose values stand in the order of its columns, as a table."""
    schema = SCHEMAS[name].with_metadata({"format": FORMAT, "table": name})
    columns = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def _write(name: str, table: pa.Table, folder: Path, municipality: str, file: str) -> WrittenFile:
    # In any other order the place of a row would tell something about the id.
    by = [(each, "ascending") for each in ORDER if each in table.column_names]
    place = Path(name, f"{MUNICIPALITY}={municipality or NO_MUNICIPALITY}", f"{file}.parquet")
    path = folder / place
    _make_folders(folder, place.parent)
    path.unlink(missing_ok=True)  # a run that was interrupted had not finished it
    with open(path, "xb", opener=_private) as sink:
        parquet.write_table(table.sort_by(by), sink, compression="zstd", row_group_size=ROW_GROUP)
        sink.flush()
        os.fsync(sink.fileno())
    sync_folder(path.parent)
    with path.open("rb") as written:
        digest = file_digest(written, "sha256").hexdigest()
    return WrittenFile(place.as_posix(), len(table), digest)


def _make_folders(folder: Path, place: Path) -> None:
    for part in place.parts:
        folder = folder / part
        if not folder.is_dir():
            folder.mkdir(mode=FOLDER_MODE)
            sync_folder(folder.parent)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, FILE_MODE)
