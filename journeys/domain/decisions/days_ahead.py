"""A rule for all events: what is planned may lie ahead for a while, and what happened may not.

How long ahead is this library's own choice, and no law: a day mistyped by a year or more would
else be believed.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from journeys.domain.days import months_after
from journeys.domain.errors import Refused
from journeys.domain.events.fact import Fact
from journeys.domain.message import FieldName
from journeys.domain.vocabulary import HAPPENED, PLANNED

MONTHS_AHEAD = 24
"""What is planned lies no further ahead than this. Our own choice."""


def refuse_days_ahead(events: Iterable[Fact], today: date) -> None:
    """Require that what happened has come, and that what is planned is not too far ahead.

    Refused: day-not-come, day-too-far-ahead.
    """
    for event in events:
        for field, day, planned in days_of(event):
            if day <= today:
                continue
            if not planned:
                raise Refused(
                    "day-not-come",
                    "{field}: {day} has not come yet; today is {today}. What happened, or was "
                    "said, is recorded with the day on which it did. Wait for the day, or correct "
                    "it.",
                    field=FieldName(field),
                    day=day,
                    today=today,
                )
            if day > months_after(today, MONTHS_AHEAD):
                raise Refused(
                    "day-too-far-ahead",
                    "{field}: {day} is more than {months} months ahead; today is {today}. Correct "
                    "the day, or record this when it is nearer.",
                    field=FieldName(field),
                    day=day,
                    months=MONTHS_AHEAD,
                    today=today,
                )


def days_of(event: Fact) -> Iterator[tuple[str, date, bool]]:
    """Yield each day in an event that is checked: its field, the day, whether it may be planned.

    Words about what happened, such as what was learned, are of the event's own day.
    """
    yield "on", event.on, event.may_be_planned
    for field, planned in _fields(type(event)):
        if value := getattr(event, field):
            yield field, value if planned or isinstance(value, date) else event.on, planned


@cache
def _fields(event: type[Fact]) -> Sequence[tuple[str, bool]]:
    """Return the fields of an event with a day, or of one, and whether each may be planned."""
    return [
        (field, PLANNED in described.metadata)
        for field, described in event.model_fields.items()
        if HAPPENED in described.metadata or PLANNED in described.metadata
    ]
