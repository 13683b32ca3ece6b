"""The process log as CSV (RFC 4180, UTF-8)."""

import csv
import io
from collections.abc import Iterable
from datetime import date
from typing import BinaryIO

from journeys.adapters.files.exports.process_table import COLUMNS, rows
from journeys.adapters.files.formulas import without_formula
from journeys.projections.process_log import ProcessCase


def write(cases: Iterable[ProcessCase], file: BinaryIO) -> None:
    """Write a header and a row for each event. Several tasks stand in one cell, with spaces."""
    text = io.TextIOWrapper(file, encoding="utf-8", errors="replace", newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows(cases):
        writer.writerow(map(_cell, map(row.get, COLUMNS)))
    text.detach()


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case list():
            return " ".join(value)
        case _:
            return without_formula(str(value))
