"""Figures from everybody's rows, without a store: effects of measures, and room for work.

They are what SQL cannot count (`docs/population-sql.md`). The rows hold what the answers of a store
are made of, and the same pure functions are asked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from journeys.adapters.files.exports.population_read import Columns, RowsFolder
from journeys.app.effects import Gathered, estimated, together
from journeys.app.ports.maintenance import Progress, silent
from journeys.domain.decisions.forms import check_arguments
from journeys.domain.employers.room import Taken
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import (
    EmployerId,
    Hours,
    JourneyId,
    PlacementId,
    PostId,
    TaskId,
)
from journeys.projections.effects.effect import Effects
from journeys.projections.effects.facts import (
    Delay,
    Departed,
    JourneyFacts,
    Judged,
    Span,
    Started,
    Valued,
    Within,
    Worked,
)
from journeys.projections.employers.room import Room, days_of_months, room
from journeys.projections.employers.room_counts import RoomFigures
from journeys.projections.employers.room_rows import OwnedPost, OwnedTask, RoomRows
from journeys.projections.employers.rows import PostRow, TaskRow
from journeys.projections.overview import FURTHEST_BACK

T = TypeVar("T", bound=NamedTuple)

WRITTEN = 15
"""So many digits of a decimal are the same again after a column of doubles."""


@dataclass(frozen=True)
class PopulationRows:
    """Rækker: a folder of everybody's rows.

    An answer is of those whose rows are in the folder: the manifest says how many were left out.
    Raises InputUnreadable where a file is missing or was changed. Refused: library-missing.
    """

    folder: RowsFolder
    book: Rulebook
    municipality: str | None = None

    def of(self, municipality: str) -> "PopulationRows":
        """Return the rows of one municipality alone, by its code; none where it has none."""
        return replace(self, municipality=municipality)

    @check_arguments
    def effects(
        self,
        measures: Collection[str] = (),
        *,
        on: date,
        within: Within = 52,
        split: str = "",
        progress: Progress | None = None,
    ) -> Effects:
        """Return what those who began each measure had more of than people like them.

        As `Reader.effects` of one store, or `Municipalities.effects` of several, with the same
        arguments. Lots are drawn by id: the digits are those of the stores where the rows have
        the ids of the stores. Under pseudonyms as many began and are followed, and other people
        are drawn to compare with. `progress` is called with how many journeys are read, and how
        many there are. Refused: code-unknown, not-understood; library-missing.
        """
        files = self.folder.files("facts", self.municipality)
        report, total, done = progress or silent, sum(each.rows for each in files), 0
        of_one = defaultdict[str, list[JourneyFacts]](list)
        for each in files:
            report(done, total)
            of_one[each.municipality] += facts_of(self.folder.columns(each))
            done += each.rows
        report(done, total)
        found = together(Gathered(people, {}, 0) for people in of_one.values())
        manifest = self.folder.manifest
        return estimated(
            found._replace(stamped_ahead=manifest.stamped_ahead),
            [self.book],
            measures,
            on=on,
            known_at=manifest.known_at,
            within=within,
            split=split,
        )

    @check_arguments
    def room(self, *, on: date, months: int = 0) -> Room:
        """Return how many posts, tasks and hours there are on a day, and how much is filled.

        As `Reader.room`, of every municipality together, or of one (`of`).
        """
        months = min(max(months, 0), FURTHEST_BACK)
        rows = RoomRows(
            [post for columns in self._tables("posts") for post in _posts(columns)],
            [task for columns in self._tables("tasks") for task in _tasks(columns)],
            [taken for columns in self._tables("places") for taken in _places(columns)],
        )
        days = tuple(map(rows.counted, days_of_months(on, months)))
        figures = RoomFigures(days, rows.free_tasks(on), set_aside={})
        manifest = self.folder.manifest
        view = room(figures, self.book, on, months=months, known_at=manifest.known_at)
        return view.with_stamped_ahead(manifest.stamped_ahead)

    def _tables(self, table: str) -> Iterator[Columns]:
        return map(self.folder.columns, self.folder.files(table, self.municipality))


def facts_of(columns: Columns) -> Iterator[JourneyFacts]:
    """Return the facts of each journey, as they were before they were written.

    Column by column: with a dict for each row it takes nearly twice as long.
    """
    departed = columns["departed"]
    return map(
        JourneyFacts,
        _ids(columns["journey"]),
        _lists(columns["followed"], Span),
        _lists(columns["basis"], Valued),
        _lists(columns["started"], Started),
        _lists(columns["worked"], Worked),
        _lists(columns["studied"], Span),
        _lists(columns["judged"], Judged),
        (each and Departed(**each) for each in departed.to_pylist()),
        columns["lost_on"].to_pylist(),
        _lists(columns["delays"], Delay),
    )


def _lists(column: Any, kind: type[T]) -> Iterator[tuple[T, ...]]:  # noqa: ANN401 - pyarrow's
    """Yield the values of each row of a column of lists."""
    for chunk in column.chunks:
        inside, ends = chunk.flatten(), chunk.offsets.to_pylist()
        fields = (inside.field(name).to_pylist() for name in kind._fields)
        values = tuple(map(kind, *fields))
        yield from (values[start - ends[0] : end - ends[0]] for start, end in pairwise(ends))


def _posts(columns: Columns) -> Iterator[OwnedPost]:
    names = ("post_kind", "may_share", "starts", "ends")
    rows = map(PostRow, map(PostId, _ids(columns["post"])), *_plain(columns, *names))
    employers = map(EmployerId, _ids(columns["employer"]))
    return map(OwnedPost, employers, columns["employer_kind"].to_pylist(), rows)


def _tasks(columns: Columns) -> Iterator[OwnedTask]:
    posts = (each and PostId(UUID(each)) for each in columns["post"].to_pylist())
    tasks, days = map(TaskId, _ids(columns["task"])), _plain(columns, "starts", "ends")
    rows = map(TaskRow, tasks, posts, _hours(columns["hours"]), *days)
    return map(OwnedTask, map(EmployerId, _ids(columns["employer"])), rows)


def _places(columns: Columns) -> Iterator[Taken]:
    return map(
        Taken,
        map(JourneyId, _ids(columns["journey"])),
        map(PlacementId, _ids(columns["placement"])),
        map(EmployerId, _ids(columns["employer"])),
        map(PostId, _ids(columns["post"])),
        map(TaskId, _ids(columns["task"])),
        _hours(columns["hours"]),
        *_plain(columns, "starts", "ends"),
    )


def _plain(columns: Columns, *names: str) -> Iterator[list[Any]]:
    return (columns[name].to_pylist() for name in names)


def _ids(column: Any) -> Iterator[UUID]:  # noqa: ANN401 - pyarrow's
    return map(UUID, column.to_pylist())


def _hours(column: Any) -> Iterator[Hours]:  # noqa: ANN401 - pyarrow's
    return (Decimal(f"{number:.{WRITTEN}g}") for number in column.to_pylist())
