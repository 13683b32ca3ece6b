"""Room: posts, tasks and hours by kind, on a day and over months, and how much of it is filled."""

from datetime import date, datetime

from pydantic import Field

from journeys.domain.message import Message
from journeys.domain.vocabulary import Hours
from journeys.projections.employers.post import CodeName
from journeys.projections.view import AsKnown, SetAside, View


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
    """In the order of the vocabulary; kinds without an open post are left out."""
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
