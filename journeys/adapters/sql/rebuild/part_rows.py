"""The rows of a part, or of some journeys, projected from one state of the store."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from journeys.adapters.sql.log.many import SQLManyJourneys
from journeys.adapters.sql.readmodels.rows import Row, as_stored, rows
from journeys.adapters.sql.readmodels.tables import name_of
from journeys.adapters.sql.rebuild.parts import RebuildPlan
from journeys.adapters.sql.transactions import SQLTransactions
from journeys.app.ports.population import Part
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


@dataclass(frozen=True)
class RowsOfPart:
    """The work on a part in a rebuild, in whatever process."""

    plan: RebuildPlan
    book: Rulebook

    def __call__(self, store: SQLTransactions, part: Part) -> PartRows:
        """Return the rows of every journey of a part; those erased since have none."""
        with store.reading() as transaction:
            return rows_of_part(transaction.many, self.plan, part, self.book)


def rows_of_part(many: SQLManyJourneys, plan: RebuildPlan, part: Part, book: Rulebook) -> PartRows:
    """Return the rows of every journey of a part; those erased since have none."""
    histories = many.read_up_to(part.journeys, part.upto)
    return _projected(many, plan, part.upto, histories.items(), book)


def rows_of_journeys(
    many: SQLManyJourneys, plan: RebuildPlan, journeys: Iterable[JourneyId], book: Rulebook
) -> PartRows:
    """Return the rows of these journeys; erased ones have none."""
    histories = (
        each for journey in journeys for each in many.in_range(str(journey), f"{journey}-")
    )
    return _projected(many, plan, many.log.last_position, histories, book)


def _projected(
    many: SQLManyJourneys,
    plan: RebuildPlan,
    position: int,
    histories: Iterable[tuple[JourneyId, History | StoreError]],
    book: Rulebook,
) -> PartRows:
    connection, tables = many.log.connection, plan.tables
    projected = PartRows(position, {name_of(table): [] for table in tables})
    for journey, history in histories:
        if isinstance(history, StoreError):
            projected.broken[str(journey)] = str(history)
            continue
        for table, row in rows(journey, history, book, tables):
            projected.rows[name_of(table)].append(as_stored(connection, table, row))
    return projected
