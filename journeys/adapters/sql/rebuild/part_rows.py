"""The rows of a part, or of some journeys, projected from one state of the store."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journeys.adapters.sql.log.many import SQLManyJourneys
from journeys.adapters.sql.readmodels.rows import Row, as_stored, rows
from journeys.adapters.sql.readmodels.tables import name_of
from journeys.adapters.sql.rebuild.parts import RebuildPlan, id_range
from journeys.domain.errors import StoreError
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True)
class PartRows:
    """Rows of journeys, as they are stored, projected from the log up to a position."""

    position: int
    rows: dict[str, list[Row]]
    """By the name of the table."""
    broken: dict[str, str] = field(default_factory=dict)
    """By journey that cannot be read, why."""


def rows_of_part(many: SQLManyJourneys, plan: RebuildPlan, part: str, book: Rulebook) -> PartRows:
    """Return the rows of every journey of a part; erased journeys have none."""
    return _projected(many, plan, many.in_range(*id_range(part)), book)


def rows_of_journeys(
    many: SQLManyJourneys, plan: RebuildPlan, journeys: Iterable[JourneyId], book: Rulebook
) -> PartRows:
    """Return the rows of these journeys; erased ones have none."""
    histories = (
        each for journey in journeys for each in many.in_range(str(journey), f"{journey}-")
    )
    return _projected(many, plan, histories, book)


def _projected(
    many: SQLManyJourneys,
    plan: RebuildPlan,
    histories: Iterable[tuple[JourneyId, History | StoreError]],
    book: Rulebook,
) -> PartRows:
    log = many.log
    tables = plan.tables
    position = log.log.head(log.connection).position
    projected = PartRows(position, {name_of(table): [] for table in tables})
    for journey, history in histories:
        if isinstance(history, StoreError):
            projected.broken[str(journey)] = str(history)
            continue
        for table, row in rows(journey, history, book, tables):
            projected.rows[name_of(table)].append(as_stored(log.connection, table, row))
    return projected
