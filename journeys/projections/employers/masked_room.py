"""Room fit for publication: what employers offer, and nothing that follows from who is in a post.

Posts are few and can be known from outside: two answers of neighbouring days would show that one
person came, however the counts of people were rounded (`tests/disclosure/test_room.py`). So no
count of people leaves the house in it: it is the same whatever citizens take, on any day and as
often as it is asked for. How many people do what is published by `publish_overview`.
"""

from journeys.projections.employers.room import DaysFree, Room, RoomDay, RoomLine

OF_PEOPLE = ("people", "free_tasks", "taken_hours", "filled")
"""The counts of a line that follow from who is in the posts."""


def masked_room(view: Room) -> Room:
    """Return the counts of what is offered; what follows from who is in the posts is None.

    Days free tell when somebody left, and are left out. Journeys and employers that were set aside
    are not named.
    """
    return view.model_copy(
        update={
            "day": masked_room_day(view.day),
            "months": tuple(map(masked_room_day, view.months)),
            "days_free": DaysFree(tasks=None, median=None, longest=None),
            "set_aside": {},
            "stamped_ahead": 0,
        }
    )


def masked_room_day(view: RoomDay) -> RoomDay:
    """Return the counts of one day fit for publication."""
    return view.model_copy(
        update={
            "whole": _offered(view.whole),
            "by_post_kind": tuple(map(_offered, view.by_post_kind)),
            "by_employer_kind": tuple(map(_offered, view.by_employer_kind)),
        }
    )


def _offered(line: RoomLine) -> RoomLine:
    return line.model_copy(update=dict.fromkeys(OF_PEOPLE))
