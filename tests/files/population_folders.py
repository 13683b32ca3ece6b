"""A folder of everybody's rows, as somebody else would read it: by DuckDB, and by its manifest."""

import json
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from stat import S_IMODE
from typing import Any

import duckdb
from pyarrow import parquet

from journeys.adapters.files.exports.population_schema import SCHEMAS

MUNICIPALITIES = "hive_partitioning = true, hive_types = {'municipality': VARCHAR}"
"""Without it 621 would be a number."""


def asked(folder: Path, question: str) -> list[tuple[Any, ...]]:
    """Return what DuckDB answers; each table has its name, and the column of the municipality."""
    with duckdb.connect() as connection:
        for table in [each for each in SCHEMAS if each in question]:
            files = f"read_parquet('{folder}/{table}/*/*.parquet', {MUNICIPALITIES})"
            connection.execute(f"CREATE VIEW {table} AS FROM {files}")
        return connection.execute(question).fetchall()


def rows_of(folder: Path, table: str) -> list[tuple[Any, ...]]:
    """Return the rows of a table as they stand, without the municipality."""
    files = sorted((folder / table).glob("*/*.parquet"))
    read = (parquet.ParquetFile(each).read().to_pylist() for each in files)
    return [tuple(row.values()) for rows in read for row in rows]


def values(folder: Path) -> set[str]:
    """Return every text in a folder: in rows, in names of files and in the manifest."""
    rows = [row for table in SCHEMAS for row in rows_of(folder, table)]
    return {*_texts(rows), *_texts(json.loads((folder / "manifest.json").read_text("utf-8")))}


def _texts(thing: Any) -> set[str]:  # noqa: ANN401 - whatever JSON and DuckDB hold
    if isinstance(thing, dict):
        return set().union(*map(_texts, (*thing, *thing.values())))
    if isinstance(thing, Sequence) and not isinstance(thing, str):
        return set().union(*map(_texts, thing))
    return {thing} if isinstance(thing, str) else set()


def whole(folder: Path) -> Any:  # noqa: ANN401 - JSON
    """Return the manifest of a folder that is what its manifest says, for its owner alone."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    files = {each["path"]: each for each in manifest["files"]}
    there = [each for each in folder.rglob("*") if each.is_file()]
    assert {each.relative_to(folder).as_posix() for each in there} == {"manifest.json", *files}
    for path, file in files.items():
        assert sha256((folder / path).read_bytes()).hexdigest() == file["sha256"]
        assert parquet.read_metadata(folder / path).num_rows == file["rows"]
        assert parquet.read_schema(folder / path).equals(SCHEMAS[path.partition("/")[0]])
    assert {path.partition("/")[0] for path in files} == SCHEMAS.keys()
    assert {S_IMODE(each.stat().st_mode) for each in there} == {0o600}
    folders = [folder, *(each for each in folder.rglob("*") if each.is_dir())]
    assert {S_IMODE(each.stat().st_mode) for each in folders} == {0o700}
    return manifest
