"""Rækker: everybody's rows as Parquet, read without a store and without a key.

    everybody = read_rows("rows")
    effects = everybody.effects(on=day)
    room = everybody.of("621").room(on=day, months=12)

`journeys population rows FOLDER` writes them. Counts are asked in SQL (`docs/population-sql.md`);
`PopulationRows` answers what no SQL can. It needs the extra `parquet`, and `effects` for effects.
"""

from pathlib import Path

from journeys.adapters.files.exports.population_read import read_folder
from journeys.adapters.files.population_figures import PopulationRows
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook

__all__ = ["PopulationRows", "read_rows"]


def read_rows(folder: Path | str, book: Rulebook | None = None) -> PopulationRows:
    """Return a folder of rows, each file of which is checked when it is read.

    `book` names the codes, and is the standard one unless it is given (`journeys.rulebook`).
    Raises errors.InputUnreadable where it is no such folder, or was not written to its end.
    """
    return PopulationRows(read_folder(Path(folder)), book or rulebook())
