"""Room: posts, tasks and hours by kind, on a day and over months, and how much of it is filled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from statistics import median

from pydantic import Field

from journeys.domain.days import MONTHS_IN_A_YEAR, months_after
from journeys.domain.employers.history import EmployerHistory
from journeys.domain.employers.room import Taken
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import OWN_WORKPLACE, Hours
from journeys.projections.employers.post import CodeName
from journeys.projections.employers.room_counts import RoomCount, RoomFigures, RoomOfDay
from journeys.projections.employers.room_rows import OwnedPost, OwnedTask, RoomRows
from journeys.projections.employers.rows import post_rows, registered_row, task_rows
from journeys.projections.view import AsKnown, SetAside, View

COUNTED = (
    Message("Posts that somebody can begin in on the day; closed ones are left out."),
    Message("Somebody who is in two posts counts in both."),
    Message(
        "A task counts as free while any of its hours are free, even where its post has no place "
        "left."
    ),
    Message("Hours are those agreed a week, not those worked."),
    Message("Somebody who was erased is in no count, of any day."),
)
"""How everything was counted."""


class RoomLine(View):
    """Plads til arbejde: the open posts of one kind, or all, counted on a day.

    A count is None where it is masked.
    """

    of: CodeName | None
    """The kind of post or of employer; None for all of them."""
    employers: int | None
    """How many employers have an open post."""
    posts: int | None
    places: int | None
    """How many people may share them."""
    people: int | None
    """How many are in them; one who is in two posts counts in both."""
    tasks: int | None
    free_tasks: int | None
    """How many of the tasks have free hours."""
    hours: Hours | None
    """Hours a week of the tasks."""
    taken_hours: Hours | None
    filled: int | None
    """How many per cent of the hours are taken; None where there are no hours, or it is masked."""


class RoomDay(View):
    """Plads til arbejde på en dag: all open posts, by kind of post and by kind of employer."""

    on: date
    whole: RoomLine
    by_post_kind: tuple[RoomLine, ...]
    """Every kind of the vocabulary in its order, without a post too."""
    by_employer_kind: tuple[RoomLine, ...]


class DaysFree(View):
    """Dage ledig: for how long the tasks that have free hours have had them, without a break."""

    tasks: int | None
    """How many tasks it is the median of."""
    median: int | float | None
    """None where there are none, or where it is masked."""
    longest: int | None


class Room(AsKnown):
    """Plads til arbejde: the counts on a day, and on the same day of earlier months."""

    on: date
    known_at: datetime | None
    day: RoomDay
    months: tuple[RoomDay, ...]
    """The oldest first; the last one is the day itself. Empty where no months were requested."""
    days_free: DaysFree
    own_share: int | None
    """How many per cent of the hours are the municipality's own; None where there are none."""
    counted: tuple[Message, ...]
    """How it was counted."""
    set_aside: SetAside = Field(default_factory=dict)
    """The employers and journeys that cannot be read, and why."""


def room_figures(
    histories: Iterable[EmployerHistory],
    taken: Iterable[Taken],
    on: date,
    *,
    months: int = 0,
    set_aside: SetAside,
) -> RoomFigures:
    """Return the counts of a day and of so many months before it, of these employers alone."""
    posts, tasks = list[OwnedPost](), list[OwnedTask]()
    for history in histories:
        registered = registered_row(history)
        kind = registered.employer_kind if registered else ""
        posts += (OwnedPost(history.stream, kind, each) for each in post_rows(history))
        tasks += (OwnedTask(history.stream, each) for each in task_rows(history))
    rows = RoomRows(posts, tasks, taken)
    return RoomFigures(
        days=tuple(rows.counted(day) for day in days_of_months(on, months)),
        free_tasks=rows.free_tasks(on),
        set_aside=set_aside,
    )


def days_of_months(on: date, months: int) -> Sequence[date]:
    """Return the same day of so many months before, the earliest first, and the day itself."""
    furthest = min(months, (on.year - 1) * MONTHS_IN_A_YEAR + on.month - 1)
    return [months_after(on, -back) for back in range(furthest, -1, -1)]


def room(
    figures: RoomFigures,
    book: Rulebook,
    on: date,
    *,
    months: int = 0,
    known_at: datetime | None = None,
) -> Room:
    """Return the counts in words, with the shares that follow from them."""
    days = [room_day(each, book) for each in figures.days]
    free = [(on - each.since).days for each in figures.free_tasks]
    own = figures.days[-1].by_employer_kind.get(OWN_WORKPLACE, RoomCount())
    return Room(
        on=on,
        known_at=known_at,
        day=days[-1],
        months=tuple(days) if months else (),
        days_free=DaysFree(tasks=len(free), median=_median(free), longest=max(free, default=None)),
        own_share=_share(own.hours, figures.days[-1].whole.hours),
        counted=COUNTED,
        set_aside=figures.set_aside,
    )


def room_day(counts: RoomOfDay, book: Rulebook) -> RoomDay:
    """Return the counts of one day, by every kind of post and of employer that there is."""
    return RoomDay(
        on=counts.on,
        whole=_line(None, counts.whole),
        by_post_kind=_lines("post", counts.by_post_kind, book),
        by_employer_kind=_lines("employer", counts.by_employer_kind, book),
    )


def _lines(
    vocabulary: str, counts: Mapping[str, RoomCount], book: Rulebook
) -> tuple[RoomLine, ...]:
    codes = dict.fromkeys((*book.vocabularies[vocabulary].terms, *counts))
    return tuple(
        _line(CodeName.of(book, vocabulary, code), counts.get(code, RoomCount())) for code in codes
    )


def _line(of: CodeName | None, count: RoomCount) -> RoomLine:
    return RoomLine(
        of=of,
        employers=count.employers,
        posts=count.posts,
        places=count.places,
        people=count.people,
        tasks=count.tasks,
        free_tasks=count.free_tasks,
        hours=count.hours,
        taken_hours=count.taken,
        filled=_share(count.taken, count.hours),
    )


def _share(part: Hours, whole: Hours) -> int | None:
    """Return how many per cent of the hours that is; None where there are no hours."""
    return round(100 * part / whole) if whole else None


def _median(numbers: Sequence[int]) -> int | float | None:
    if not numbers:
        return None
    middle = median(numbers)
    return int(middle) if middle == int(middle) else middle
