"""Figures from everybody's rows, without a store: effects of measures, and the room for work.

They are what SQL cannot count (`docs/population-sql.md`). The rows hold what the store's own answers
are made of, and the same pure functions are asked.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any
from uuid import UUID

from journeys.adapters.files.exports.population_read import Row, RowsFolder
from journeys.app.effects import Gathered, estimated, together
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

WRITTEN = 15
"""So many digits of a decimal are the same again after a column of doubles."""


@dataclass(frozen=True)
class Rows:
    """Rækker: a folder of everybody's rows.

    An answer is of those whose rows are in the folder: the manifest says how many were left out.
    Raises InputUnreadable where a file is missing or was changed. Refused: library-missing.
    """

    folder: RowsFolder
    book: Rulebook
    municipality: str | None = None

    def of(self, municipality: str) -> "Rows":
        """Return the rows of one municipality alone, by its code; none where it has none."""
        return replace(self, municipality=municipality)

    def effects(
        self,
        measures: Collection[str] = (),
        *,
        on: date,
        within: Within = 52,
        split: str = "",
    ) -> Effects:
        """Return what those who began each measure had more of than people like them.

        As `Reader.effects` of one store, or `Municipalities.effects` of several, with the same
        arguments. Lots are drawn by id: the digits are those of the stores where the rows have
        the ids of the stores. Under pseudonyms as many began and are followed, and other people
        are drawn to compare with. Refused: code-unknown, not-understood; library-missing.
        """
        files = self.folder.files("facts", self.municipality)
        found = together(
            Gathered([_facts(row) for each in of_one for row in self.folder.rows(each)], {}, 0)
            for _, of_one in groupby(files, key=lambda each: each.municipality)
        )
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

    def room(self, *, on: date, months: int = 0) -> Room:
        """Return how many posts, tasks and hours there are on a day, and how much is filled.

        As `Reader.room`, of every municipality together, or of one (`of`).
        """
        months = min(max(months, 0), FURTHEST_BACK)
        rows = RoomRows(
            map(_post, self._table("posts")),
            map(_task, self._table("tasks")),
            map(_taken, self._table("places")),
        )
        days = tuple(map(rows.counted, days_of_months(on, months)))
        figures = RoomFigures(days, rows.free_tasks(on), set_aside={})
        manifest = self.folder.manifest
        view = room(figures, self.book, on, months=months, known_at=manifest.known_at)
        return view.with_stamped_ahead(manifest.stamped_ahead)

    def _table(self, table: str) -> list[Row]:
        files = self.folder.files(table, self.municipality)
        return [row for each in files for row in self.folder.rows(each)]


def _facts(row: Row) -> JourneyFacts:
    """Return the facts of a journey, as they were before they were written."""

    def all_of(kind: Any, name: str) -> tuple[Any, ...]:  # noqa: ANN401 - the shape of each
        return tuple(kind(**each) for each in row[name])

    return JourneyFacts(
        journey=UUID(row["journey"]),
        followed=all_of(Span, "followed"),
        basis=all_of(Valued, "basis"),
        started=all_of(Started, "started"),
        worked=all_of(Worked, "worked"),
        studied=all_of(Span, "studied"),
        judged=all_of(Judged, "judged"),
        departed=row["departed"] and Departed(**row["departed"]),
        lost_on=row["lost_on"],
        delays=all_of(Delay, "delays"),
    )


def _post(row: Row) -> OwnedPost:
    values = row["post_kind"], row["may_share"], row["starts"], row["ends"]
    post = PostRow(PostId(UUID(row["post"])), *values)
    return OwnedPost(EmployerId(UUID(row["employer"])), row["employer_kind"], post)


def _task(row: Row) -> OwnedTask:
    post = None if row["post"] is None else PostId(UUID(row["post"]))
    task = TaskRow(
        TaskId(UUID(row["task"])), post, _hours(row["hours"]), row["starts"], row["ends"]
    )
    return OwnedTask(EmployerId(UUID(row["employer"])), task)


def _taken(row: Row) -> Taken:
    return Taken(
        journey=JourneyId(UUID(row["journey"])),
        placement=PlacementId(UUID(row["placement"])),
        employer=EmployerId(UUID(row["employer"])),
        post=PostId(UUID(row["post"])),
        task=TaskId(UUID(row["task"])),
        hours=_hours(row["hours"]),
        starts=row["starts"],
        ends=row["ends"],
    )


def _hours(number: float) -> Hours:
    return Decimal(f"{number:.{WRITTEN}g}")
