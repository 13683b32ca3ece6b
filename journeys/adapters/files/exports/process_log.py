"""Write the process log into one new file: CSV, Parquet, XES or OCEL 2.0, as it is handed out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal, get_args

from journeys.adapters.files.whole_files import whole_file
from journeys.app.libraries import require_library
from journeys.projections.process_log import ProcessCase

Format = Literal["csv", "parquet", "xes", "ocel"]
FORMATS: tuple[Format, ...] = get_args(Format)
ENDINGS: Mapping[str, Format] = {
    ".json": "ocel",
    **{f".{each}": each for each in FORMATS},
}
"""What a file is, by how its name ends."""


@dataclass
class Written:
    """How much was written so far."""

    cases: int = 0
    events: int = 0

    def counting(self, cases: Iterable[ProcessCase]) -> Iterator[ProcessCase]:
        """Yield the cases, and count them."""
        for case in cases:
            self.cases += 1
            self.events += len(case.events)
            yield case


def require_writer(form: Format) -> None:
    """Require what a format is written with. Refused: library-missing."""
    if form == "parquet":
        require_library("pyarrow", "parquet")


def write_process_log(cases: Iterable[ProcessCase], file: Path, form: Format) -> Written:
    """Write the cases into a new file that only its owner may read: all of them, or nothing.

    One part of them is in memory at a time. Refused: library-missing. Raises FileExistsError where
    the path is taken, OSError, and what taking the cases raises.
    """
    require_writer(form)
    written = Written()
    writer = import_module(f"{__package__}.process_{form}")
    with whole_file(file) as draft:
        writer.write(written.counting(cases), draft)
    return written
