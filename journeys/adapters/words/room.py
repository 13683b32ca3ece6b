"""The room for work in words: the numbers of a line, and what each is called."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

from journeys.adapters.words.figure_tables import FigureRow, FigureTable, number_text
from journeys.adapters.words.language import in_spoken_language, say
from journeys.domain.message import Message
from journeys.domain.vocabulary import OWN_WORKPLACE, Hours
from journeys.projections.employers.room import RoomDay, RoomLine

Number: TypeAlias = int | Hours | None


class Column(NamedTuple):
    """Kolonne: the heading of a number, and how it is read off a line."""

    heading: Message
    of: Callable[[RoomLine], Number]


EMPLOYERS = Column(Message("Employers"), lambda line: line.employers)
POSTS = Column(Message("Posts"), lambda line: line.posts)
PLACES = Column(Message("Places"), lambda line: line.places)
PEOPLE = Column(Message("Taken"), lambda line: line.people)
TASKS = Column(Message("Tasks"), lambda line: line.tasks)
HOURS = Column(Message("Hours a week"), lambda line: line.hours)
TAKEN = Column(Message("Hours taken"), lambda line: line.taken_hours)
FILLED = Column(Message("Taken, %"), lambda line: line.filled)


def without_masked(columns: Sequence[Column], lines: Sequence[RoomLine]) -> list[Column]:
    """Return the columns of which anything is shown; a share of no hours is nothing to show."""
    return [each for each in columns if any(each.of(line) is not None for line in lines)]


def share(part: Number, whole: Number) -> int | None:
    """Return how many per cent that is; None where there is nothing to take a share of."""
    return round(100 * part / whole) if whole and part is not None else None


def plain(number: Number) -> float | None:
    """Return a number as one that can be drawn."""
    return None if number is None else float(number)


def cell(number: Number) -> str:
    """Return a number as it stands in a table."""
    return number_text(plain(number))


def room_table(day: RoomDay) -> FigureTable:
    """Return what there is of each kind of post, and at the municipality's own workplaces.

    What is masked has no column.
    """
    lines = [(say("All posts"), day.whole, False)]
    lines += [
        (in_spoken_language(each.of), each, True)
        for each in day.by_post_kind
        if each.of and each.posts
    ]
    lines += [
        (say("Of these the municipality's own"), each, False)
        for each in day.by_employer_kind
        if each.of and each.of.code == OWN_WORKPLACE
    ]
    columns = without_masked((PLACES, PEOPLE, POSTS, HOURS, TAKEN), [day.whole])
    return FigureTable(
        say("On {on}", on=day.on),
        (say("Kind of post"), *(say(each.heading) for each in columns)),
        tuple(
            FigureRow(name, tuple(cell(column.of(line)) for column in columns), is_part)
            for name, line, is_part in lines
        ),
    )
