"""The journeys in which a duty may have been met late: their histories say which were."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Select, and_, or_, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.database.tables import JOURNEYS, tables_of
from journeys.adapters.sql.readmodels.tables import behind_law, duties, journeys
from journeys.domain.duties.rights import EXPLAIN
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


class end_of(FunctionElement[int]):  # noqa: N801 - it is used like func.something
    """The moment at which a day ends in UTC, as the log stores moments."""

    inherit_cache = True
    type = BigInteger()


@compiles(end_of, "sqlite")
def _in_sqlite(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
    (day,) = (compiler.process(each, **kw) for each in element.clauses)
    return f"(CAST(strftime('%s', {day}, '+1 day') AS INTEGER) * 1000000)"


@compiles(end_of, "postgresql")
def _in_postgresql(element: Any, compiler: Any, **kw: Any) -> str:  # noqa: ANN401 - SQLAlchemy's own signature
    (day,) = (compiler.process(each, **kw) for each in element.clauses)
    return f"((CAST(EXTRACT(EPOCH FROM {day}) AS BIGINT) + 86400) * 1000000)"


def maybe_met_late(
    connection: Connection, on: date, book: Rulebook, kind: str | None
) -> Sequence[JourneyId]:
    """Return the journeys in which a duty was met by that day, and after its due day.

    By the day of effect or by when it was recorded. What came from a joined journey has other
    numbers than in the log, and a row that an older edition of the law made may lack a duty: these
    journeys are among them.
    """
    events = tables_of(JOURNEYS).events
    met_by = and_(events.c.stream == duties.c.journey, events.c.version == duties.c.met_by)
    late = or_(
        duties.c.due < duties.c.met,
        events.c.recorded_us.is_(None),
        end_of(duties.c.due) <= events.c.recorded_us,
    )
    found = select(duties.c.journey).outerjoin(events, met_by).where(duties.c.met <= on, late)
    if kind is not None:
        found = found.where(duties.c.kind == kind)
    return _ids(connection, found.distinct(), behind_law(book.law.edition))


def ruled_against(connection: Connection, on: date, book: Rulebook) -> Sequence[JourneyId]:
    """Return the journeys in which a ruling against the wish was made by that day.

    With those whose rows an older edition of the law made.
    """
    found = select(duties.c.journey).where(duties.c.kind == EXPLAIN, duties.c.since <= on)
    return _ids(connection, found.distinct(), behind_law(book.law.edition))


def _ids(
    connection: Connection,
    found: Select[tuple[str]],
    behind: ColumnElement[bool],
) -> Sequence[JourneyId]:
    names = connection.scalars(found.union(select(journeys.c.journey).where(behind)))
    return [each for name in sorted(names) if (each := journey_of(name)) is not None]
