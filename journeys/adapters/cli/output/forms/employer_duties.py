"""The table of what is owed to employers, alone and below what is owed on journeys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from journeys.adapters.cli.output.render import Column, table
from journeys.adapters.words.ids import SHOWN, WHOLE_ID
from journeys.adapters.words.language import in_spoken_language
from journeys.projections.duties import EmployerDuty

if TYPE_CHECKING:
    from rich.table import Table


def employer_duties(owed: Sequence[EmployerDuty]) -> "Table":
    """Return a line for each duty, what is due first at the top."""
    return table(
        owed,
        Column("Due", lambda each: each.owed.due),
        Column("Since", lambda each: each.owed.since),
        Column("What", _what),
        Column("Who owes it", lambda each: each.owed.by),
        Column("Employer", "employer_name"),
    )


def _what(each: EmployerDuty) -> str:
    about, what = each.owed.about, in_spoken_language(each.owed)
    return f"{what} ({about[:SHOWN]})" if WHOLE_ID.fullmatch(about) else what
