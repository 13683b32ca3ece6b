"""The form of room for work: posts, tasks and hours by kind, on a day and over months."""

from journeys.adapters.cli.output.render import Column, Parts, form, table, title
from journeys.adapters.words.counts import MASKED
from journeys.adapters.words.language import in_spoken_language, month, say, shown
from journeys.projections.employers.room import Room, RoomLine

COLUMNS = (
    ("Employers", "employers"),
    ("Posts", "posts"),
    ("Places", "places"),
    ("People in them", "people"),
    ("Tasks", "tasks"),
    ("Free tasks", "free_tasks"),
    ("Hours a week", "hours"),
    ("Taken", "taken_hours"),
    ("Filled, %", "filled"),
)


@form
def room(view: Room) -> Parts:
    """Draw the day by kind of post and of employer, then the months."""
    yield title("Room for work on {on}", on=view.on)
    yield _counts("Kind of post", (view.day.whole, *view.day.by_post_kind))
    yield _counts("Kind of employer", view.day.by_employer_kind)
    if view.months:
        yield table(
            view.months,
            Column("Month", lambda day: month(day.on)),
            *(
                Column(heading, lambda day, field=field: _cell(day.whole, field), is_number=True)
                for heading, field in COLUMNS
            ),
        )
    yield from _free(view)
    yield from map(say, view.counted)


def _counts(heading: str, lines: "tuple[RoomLine, ...]") -> object:
    return table(
        [line for line in lines if line.of is None or line.posts != 0],
        Column(
            heading,
            lambda line: say("All") if line.of is None else in_spoken_language(line.of),
        ),
        *(
            Column(name, lambda line, field=field: _cell(line, field), is_number=True)
            for name, field in COLUMNS
        ),
    )


def _cell(line: RoomLine, field: str) -> object:
    number = getattr(line, field)
    if number is not None:
        return number
    return "" if field == "filled" and not line.hours else say(MASKED)


def _free(view: Room) -> "list[str]":
    free, lines = view.days_free, list[str]()
    if free.tasks:
        lines.append(
            say(
                "Tasks with free hours have had them for {median} days in the middle, and at most "
                "for {longest}.",
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
