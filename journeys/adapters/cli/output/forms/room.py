"""The form of room for work: posts, tasks and hours by kind, on a day and over months."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from journeys.adapters.cli.output.render import Column, Parts, form, table, title
from journeys.adapters.words.counts import MASKED, few_of
from journeys.adapters.words.language import in_spoken_language, month, say, shown
from journeys.domain.message import Message
from journeys.domain.vocabulary import Hours
from journeys.projections.employers.room import Room, RoomDay, RoomLine

if TYPE_CHECKING:
    from rich.table import Table


def _posts(line: RoomLine) -> str:
    return _shown(line.posts)


def _places(line: RoomLine) -> str:
    return say("{free} of {all}", free=_shown(line.people), all=_shown(line.places))


def _tasks(line: RoomLine) -> str:
    return say("{free} of {all}", free=_shown(line.free_tasks), all=_shown(line.tasks))


def _hours(line: RoomLine) -> str:
    return say("{free} of {all}", free=_shown(line.taken_hours), all=_shown(line.hours))


def _filled(line: RoomLine) -> str:
    return "" if line.filled is None and not line.hours else _shown(line.filled)


COLUMNS = (
    (Message("Posts"), _posts),
    (Message("Places taken"), _places),
    (Message("Tasks free"), _tasks),
    (Message("Hours taken"), _hours),
    (Message("Filled, %"), _filled),
)
"""The columns of every table, as many as stand in eighty; --csv and --json have more."""


@form
def room(view: Room) -> Parts:
    """Draw the day by kind of post and of employer, then the months."""
    yield title("Room for work on {on}", on=view.on)
    yield _counts(Message("Kind of post"), (view.day.whole, *view.day.by_post_kind))
    yield _counts(Message("Kind of employer"), view.day.by_employer_kind)
    if view.months:
        yield table(
            few_of(view.months),
            Column("Month", lambda day: month(day.on)),
            *(
                Column(heading, partial(_of_day, cell=cell), is_number=True)
                for heading, cell in COLUMNS
            ),
        )
        if len(few_of(view.months)) < len(view.months):
            yield say("Some of the months are shown. --csv and --json have all of them.")
    yield from _free(view)
    yield from map(say, view.counted)


def _counts(heading: str, lines: tuple[RoomLine, ...]) -> "Table":
    return table(
        [line for line in lines if line.of is None or line.posts != 0],
        Column(
            heading,
            lambda line: say("All") if line.of is None else in_spoken_language(line.of),
        ),
        *(Column(name, cell, is_number=True) for name, cell in COLUMNS),
    )


def _of_day(day: RoomDay, cell: Callable[[RoomLine], str]) -> str:
    return cell(day.whole)


def _shown(number: int | Hours | None) -> str:
    return MASKED if number is None else str(shown(number))


def _free(view: Room) -> list[str]:
    free, lines = view.days_free, list[str]()
    if free.tasks:
        lines.append(
            say(
                "The free tasks have been free for {median} days (median), and at most for "
                "{longest}.",
                median=shown(free.median),
                longest=shown(free.longest),
            )
        )
    if view.own_share is not None:
        lines.append(
            say(
                "The municipality's own workplaces have {share} % of the hours.",
                share=view.own_share,
            )
        )
    return lines
