"""Making rows: those of a part, or of some journeys, from one state of the store."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.readmodels.rows import Row, as_stored, rows
from journeys.adapters.sql.rebuild.parts import RebuildPlan, ends
from journeys.domain.errors import StoreError
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True)
class PartRows:
    """Rows of journeys, as they are stored, from the log as it was at a position."""

    position: int
    rows: dict[str, list[Row]]
    """By the name of the table."""
    broken: dict[str, str] = field(default_factory=dict)
    """By journey that cannot be read, why."""


def rows_of_part(log: SQLJourneyLog, plan: RebuildPlan, part: str, book: Rulebook) -> PartRows:
    """Return the rows of every journey of a part; there are none of whoever was erased."""
    return _made(log, plan, log.between(*ends(part)), book)


def rows_of_journeys(
    log: SQLJourneyLog, plan: RebuildPlan, journeys: Iterable[JourneyId], book: Rulebook
) -> PartRows:
    """Return the rows of these journeys; there are none of whoever was erased."""
    told = (each for journey in journeys for each in log.between(str(journey), f"{journey}-"))
    return _made(log, plan, told, book)


def _made(
    log: SQLJourneyLog,
    plan: RebuildPlan,
    told: Iterable[tuple[JourneyId, History | StoreError]],
    book: Rulebook,
) -> PartRows:
    made = PartRows(log.log.head(log.connection).position, {name: [] for name in plan.names})
    tables = plan.tables
    for journey, history in told:
        if isinstance(history, StoreError):
            made.broken[str(journey)] = str(history)
            continue
        for table, row in rows(journey, history, book, tables):
            made.rows[table.name].append(as_stored(log.connection, table, row))
    return made
