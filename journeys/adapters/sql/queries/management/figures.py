"""What is counted of the rows of a figure; whose they are; and each caseworker's."""

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection, Subquery, Text, and_, distinct, func, select, type_coerce

from journeys.adapters.sql.database.streams import journey_of
from journeys.adapters.sql.queries.management.rows import Source
from journeys.adapters.sql.queries.management.sources import SOURCES
from journeys.adapters.sql.queries.set_aside import WRONG_VALUE, without_id
from journeys.adapters.sql.readmodels.tables import holds, periods
from journeys.projections.figure_codes import FIGURES, OF_CASEWORKERS, FigureCode
from journeys.projections.management import (
    BEFORE,
    NOBODY,
    Behind,
    BehindLine,
    ByCaseworker,
    Counted,
    Days,
    Figure,
    by_name,
    days_before,
    days_of,
    figure,
)
from journeys.projections.overview import PAID_HOURS


def figures(connection: Connection, codes: Collection[FigureCode], on: date) -> tuple[Figure, ...]:
    """Return these figures on a day, each whole before its parts."""
    rows = _Rows(connection, {SOURCES[code] for code in codes if _is_median(code)})
    return tuple(each for code in codes for each in _figures(rows, code, on))


def caseworkers(connection: Connection, on: date) -> tuple[ByCaseworker, ...]:
    """Return what is counted for each caseworker who is responsible for somebody on a day."""
    caseworker = periods.alias("caseworker")
    found = dict[FigureCode, Mapping[str, int]]()
    for code in OF_CASEWORKERS:
        rows = SOURCES[code](days_of(code, on)).subquery()
        counts = connection.execute(
            select(caseworker.c.value, func.count(distinct(rows.c.journey)))
            .join(rows, rows.c.journey == caseworker.c.journey)
            .where(holds(caseworker, ("caseworker",), on))
            .group_by(caseworker.c.value)
        )
        found[code] = {name: number for name, number in counts}  # noqa: C416 - rows are no pairs
    return by_name(found)


def behind(connection: Connection, code: FigureCode, value: str, on: date) -> Behind:
    """Return the rows of a figure, or of its part with that value, by day and then by id.

    The parts of `OF_CASEWORKERS` are those of a caseworker, by name.
    """
    rows, caseworker = SOURCES[code](days_of(code, on)).subquery(), periods.alias("caseworker")
    responsible = func.coalesce(caseworker.c.value, "")
    statement = (
        select(
            rows.c.journey,
            rows.c.value,
            type_coerce(rows.c.day, Text).label("day"),
            responsible.label("responsible"),
        )
        .outerjoin(
            caseworker,
            and_(caseworker.c.journey == rows.c.journey, holds(caseworker, ("caseworker",), on)),
        )
        .order_by(rows.c.day, rows.c.journey)
    )
    if value:
        part = responsible if code in OF_CASEWORKERS else rows.c.value
        statement = statement.where(part == value)
    found = connection.execute(statement).mappings().all()
    lines, set_aside = [], without_id(connection, (row["journey"] for row in found))
    for row in found:
        if journey := journey_of(row["journey"]):
            try:
                lines.append(BehindLine.model_validate({**row, "journey": journey}))
            except ValueError:
                set_aside[row["journey"]] = WRONG_VALUE
    return Behind(code=code, value=value, on=on, lines=tuple(lines), set_aside=set_aside)


def _is_median(code: FigureCode) -> bool:
    return FIGURES[code].counted == "median"


@dataclass(frozen=True)
class _Rows:
    """Counts the rows of sources; those of one that several figures share are read once."""

    connection: Connection
    with_numbers: AbstractSet[Source]
    """The sources of which the number of each row is needed."""
    _found: dict[tuple[Source, Days], dict[str, Counted]] = field(default_factory=dict)

    def counted(self, source: Source, days: Days) -> dict[str, Counted]:
        """Return the rows of a source on some days, by value."""
        if (source, days) not in self._found:
            read = _with_numbers if source in self.with_numbers else _counted
            self._found[source, days] = read(self.connection, source(days).subquery())
        return self._found[source, days]


def _counted(connection: Connection, rows: Subquery) -> dict[str, Counted]:
    counts = select(
        rows.c.value,
        func.count(distinct(rows.c.journey)),
        func.count(),
        func.coalesce(func.sum(rows.c.number), 0),
    ).group_by(rows.c.value)
    return {
        value: Counted(journeys, number, float(total))
        for value, journeys, number, total in connection.execute(counts)
    }


def _with_numbers(connection: Connection, rows: Subquery) -> dict[str, Counted]:
    found: dict[str, list[tuple[str, float]]] = {}
    for value, journey, number in connection.execute(
        select(rows.c.value, rows.c.journey, rows.c.number)
    ):
        found.setdefault(value, []).append((journey, number))
    return {
        value: Counted(
            journeys=len({journey for journey, _ in each}),
            rows=len(each),
            numbers=[number for _, number in each],
        )
        for value, each in found.items()
    }


def _figures(rows: _Rows, code: FigureCode, on: date) -> Iterator[Figure]:
    kind, source = FIGURES[code], SOURCES[code]
    now = rows.counted(source, days_of(code, on))
    before: dict[int, dict[str, Counted]] = {}
    if kind.span == "month":
        for months in BEFORE:
            days = days_before(on, months)
            before[months] = {} if days is None else rows.counted(source, days)
    values = dict.fromkeys(value for each in (now, *before.values()) for value in each)
    yield figure(code, on, _together(now), earlier={k: _together(v) for k, v in before.items()})
    if kind.is_split:
        for value in _in_order(code, values):
            earlier = {name: each.get(value, NOBODY) for name, each in before.items()}
            yield figure(code, on, now.get(value, NOBODY), value, earlier=earlier)


def _together(parts: Mapping[str, Counted]) -> Counted:
    """Return the whole of some parts; nobody is in two of them."""
    each = parts.values()
    return Counted(
        sum(part.journeys for part in each),
        sum(part.rows for part in each),
        sum(part.total for part in each),
        [number for part in each for number in part.numbers],
    )


def _in_order(code: FigureCode, values: Collection[str]) -> list[str]:
    """Return the values of the parts: bands by their hours, all others by the alphabet."""
    if code == "hours-band":
        ranks = {band: rank for rank, band in enumerate(PAID_HOURS)}
        return sorted(values, key=lambda each: ranks.get(each, len(ranks)))
    return sorted(values)
