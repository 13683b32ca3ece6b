"""Room fit for publication: what employers offer, and rounded counts of people by kind of post.

What is offered is about no citizen and stays exact. Everything that follows from who is in a post
is left out, but for the rounded count of people in each kind of post. That one has neither a total
nor a second dimension (`publishing.py`): no equation holds between two numbers, so no small count
can be worked out. Of several days those are left that lie three months apart.
"""

from journeys.projections.employers.room import DaysFree, Room, RoomDay, RoomLine
from journeys.projections.publication import rounded
from journeys.projections.publishing import MONTHS

OF_PEOPLE = ("people", "free_tasks", "taken_hours", "filled")
"""The counts of a line that follow from who is in the posts."""


def masked_room(view: Room) -> Room:
    """Return the counts of what is offered, and of people the rounded ones by kind of post.

    A count of people under five is None. Days free tell when somebody left, and are left out.
    Journeys and employers that were set aside are not named.
    """
    months = view.months[::-1][::MONTHS][::-1]
    return view.model_copy(
        update={
            "day": masked_room_day(view.day),
            "months": tuple(map(masked_room_day, months)),
            "days_free": DaysFree(tasks=None, median=None, longest=None),
            "set_aside": {},
        }
    )


def masked_room_day(view: RoomDay) -> RoomDay:
    """Return the counts of one day fit for publication."""
    return view.model_copy(
        update={
            "whole": _offered(view.whole),
            "by_post_kind": tuple(
                _offered(each).model_copy(update={"people": rounded(each.people or 0)})
                for each in view.by_post_kind
            ),
            "by_employer_kind": tuple(map(_offered, view.by_employer_kind)),
        }
    )


def _offered(line: RoomLine) -> RoomLine:
    return line.model_copy(update=dict.fromkeys(OF_PEOPLE))
