"""The process log as Parquet, with the columns of the CSV (the extra `parquet`)."""

from collections.abc import Iterable
from itertools import islice
from typing import BinaryIO

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

from journeys.adapters.files.exports.process_table import COLUMNS, TASKS, rows
from journeys.projections.process_log import ProcessCase

TYPES = {
    "nr": pa.int32(),
    "on": pa.date32(),
    "recorded": pa.date32(),
    "retracted_by": pa.int32(),
    TASKS: pa.list_(pa.string()),
}
"""Of the columns that are no text."""
REQUIRED = ("case", "nr", "kind", "on", "recorded")
SCHEMA = pa.schema(
    pa.field(name, TYPES.get(name, pa.string()), nullable=name not in REQUIRED) for name in COLUMNS
)
PART = 20_000
"""So many rows are written together."""


def write(cases: Iterable[ProcessCase], file: BinaryIO) -> None:
    """Write a row for each event. What an event does not have is null."""
    every = rows(cases)
    with parquet.ParquetWriter(file, SCHEMA) as writer:
        while part := list(islice(every, PART)):
            writer.write_table(pa.Table.from_pylist(part, schema=SCHEMA))
