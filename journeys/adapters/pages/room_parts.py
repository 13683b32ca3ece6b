"""What is counted of the room for work, a part each: a chart over the months and a table."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from journeys.adapters.pages import room_charts as charts
from journeys.adapters.pages.staff_pages import course_line
from journeys.adapters.words.language import in_spoken_language, month, say, shown
from journeys.adapters.words.room import (
    EMPLOYERS,
    FILLED,
    HOURS,
    PEOPLE,
    PLACES,
    POSTS,
    TAKEN,
    TASKS,
    Column,
    Number,
    cell,
    plain,
    share,
    without_masked,
)
from journeys.domain.message import Message
from journeys.domain.vocabulary import OWN_WORKPLACE, SMALL_JOB
from journeys.projections.employers.room import Room, RoomDay, RoomLine


class Row(NamedTuple):
    """Række: a month or a kind, its numbers, and what is drawn below its name."""

    name: str
    cells: tuple[str, ...]
    offered: str = ""
    taken: str = ""


class Part(NamedTuple):
    """Afsnit: one thing that is counted, as a sentence, a chart and a table."""

    key: str
    title: str
    sentences: tuple[str, ...]
    first: str
    """The heading of the names."""
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    chart: charts.RoomChart | None = None
    legend: tuple[str, str] = ("", "")


class Monthly(NamedTuple):
    """Tal over måneder: what is counted, the line it is read off, and the two that are drawn."""

    key: str
    title: Message
    line_of: Callable[[RoomDay], RoomLine]
    columns: tuple[Column, ...]
    offered: Column
    taken: Column


MONTHLY = (
    Monthly(
        "places",
        Message("Places"),
        lambda day: day.whole,
        (PLACES, PEOPLE, POSTS, EMPLOYERS),
        PLACES,
        PEOPLE,
    ),
    Monthly(
        "hours",
        Message("Hours a week"),
        lambda day: day.whole,
        (HOURS, TAKEN, FILLED, TASKS),
        HOURS,
        TAKEN,
    ),
    Monthly(
        "small",
        Message("Small jobs"),
        lambda day: _of(day.by_post_kind, SMALL_JOB),
        (PLACES, PEOPLE, POSTS, HOURS, TAKEN),
        PLACES,
        PEOPLE,
    ),
)


def parts(view: Room) -> Iterator[Part]:
    """Yield each part: over the months first, then by kind on the day."""
    for each in MONTHLY:
        yield _monthly(view, each)
    yield _own(view)
    yield from _by_kind(view)


def _monthly(view: Room, each: Monthly) -> Part:
    days = view.months or (view.day,)
    lines = [each.line_of(day) for day in days]
    columns = without_masked(each.columns, lines)
    return Part(
        each.key,
        say(each.title),
        (),
        _over(days),
        tuple(say(column.heading) for column in columns),
        tuple(
            Row(name, tuple(cell(column.of(line)) for column in columns))
            for name, line in zip(_names(days), reversed(lines), strict=True)
        ),
        _chart(days, [each.offered.of(line) for line in lines], [each.taken.of(x) for x in lines]),
        (say(each.offered.heading), say(each.taken.heading)),
    )


def _over(days: Sequence[RoomDay]) -> str:
    """Return the heading above days: they are months where there are several."""
    return say("Month") if len(days) > 1 else say("Day")


def _names(days: Sequence[RoomDay]) -> Iterator[str]:
    """Yield what each day is called, the newest first."""
    for day in reversed(days):
        yield month(day.on) if len(days) > 1 else str(shown(day.on))


def _chart(
    days: Sequence[RoomDay], offered: Sequence[Number], taken: Sequence[Number]
) -> charts.RoomChart | None:
    """Return the lines over the months; None where there is one day alone."""
    return charts.room_chart([day.on for day in days], offered, taken) if len(days) > 1 else None


def _own(view: Room) -> Part:
    """Return how much of what is offered is at the municipality's own workplaces."""
    days = view.months or (view.day,)
    own = [_of(day.by_employer_kind, OWN_WORKPLACE).hours for day in days]
    every = [day.whole.hours for day in days]
    cells = [(cell(share(x, y)), cell(x), cell(y)) for x, y in zip(own, every, strict=True)]
    return Part(
        "own",
        say("The municipality's own share"),
        (),
        _over(days),
        (say("Own, %"), say("Own hours"), say("All hours")),
        tuple(map(Row, _names(days), reversed(cells))),
        _chart(days, every, own),
        (say("All hours offered"), say("The municipality's own")),
    )


def _by_kind(view: Room) -> Iterator[Part]:
    yield _kinds(view, "post", say("By kind of post"), lambda day: day.by_post_kind)
    yield _kinds(view, "employer", say("By kind of employer"), lambda day: day.by_employer_kind)


def _kinds(
    view: Room, key: str, title: str, lines_of: Callable[[RoomDay], Sequence[RoomLine]]
) -> Part:
    days = view.months or (view.day,)
    offered_once = {line.of for day in days for line in lines_of(day) if line.posts}
    now = [line for line in lines_of(view.day) if line.of in offered_once]
    columns = without_masked((PLACES, PEOPLE, POSTS, TASKS, HOURS, TAKEN, FILLED), now)
    most = max((float(line.hours or 0) for day in days for line in lines_of(day)), default=0) or 1.0
    rows = []
    for line in now:
        before = [_of(lines_of(day), line.of.code if line.of else "") for day in days]
        offered = [plain(each.hours) for each in before]
        taken = [plain(each.taken_hours) for each in before]
        rows.append(
            Row(
                in_spoken_language(line.of) if line.of else "",
                tuple(cell(column.of(line)) for column in columns),
                course_line(offered, most) if len(days) > 1 else "",
                course_line(taken, most) if len(days) > 1 and None not in taken else "",
            )
        )
    return Part(
        key,
        title,
        (say("On {on}", on=view.on), say("Kinds without a post are left out.")),
        say("Kind"),
        tuple(say(each.heading) for each in columns),
        tuple(rows),
        legend=(say("Hours offered"), say("Hours taken")),
    )


def _of(lines: Sequence[RoomLine], code: str) -> RoomLine:
    """Return the line of a kind; one of nothing where the day has no such kind."""
    found = next((each for each in lines if each.of and each.of.code == code), None)
    return found or NOTHING


NOTHING = RoomLine(
    of=None,
    employers=0,
    posts=0,
    places=0,
    people=0,
    tasks=0,
    free_tasks=0,
    hours=Decimal(0),
    taken_hours=Decimal(0),
    filled=None,
)
