"""Silence: an open journey in which nothing happens, and nothing runs."""

from collections.abc import Iterator
from functools import cache

from journeys.domain.days import days_after
from journeys.domain.duties.duty import Duty
from journeys.domain.events.contact import ContactFact, FollowUpCalledOff
from journeys.domain.events.fact import Fact
from journeys.domain.events.measures import MeasureFact, Measures
from journeys.domain.events.path import PathFact
from journeys.domain.events.people import People
from journeys.domain.events.plan import PlanFact
from journeys.domain.events.strengths import StrengthFact
from journeys.domain.events.work import HoursConfirmed, Work, WorkFact
from journeys.domain.events.workplace import WorkplaceFact
from journeys.domain.history import Entry, History
from journeys.domain.journey import Journey
from journeys.domain.rulebook import Rulebook

KIND = "silence"

SIGNS_OF_CONTACT = (
    ContactFact,
    MeasureFact,
    PathFact,
    PlanFact,
    StrengthFact,
    WorkFact,
    WorkplaceFact,
)
"""Facts that show contact with the citizen. Money, handovers and rulings happen without it."""


def silences(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty to make contact for each silence longer than the practice allows.

    The last one is open. It is owed from the day on which the silence will be that long.
    """
    allowed = book.days(KIND)
    activity = {change.entry.version for change in history.changes_to(_activity)}
    last: Entry | None = None  # the entry after which it is silent
    idle = False
    for entry, _, journey in history.changes:
        was_idle = idle
        if entry.version in activity:
            idle = _is_idle(journey)
        if was_idle != idle or _is_contact(type(entry.event)):
            on = entry.event.on
            if last and (on - last.event.on).days > allowed:
                yield _duty(last, allowed).met_at(on, entry.version)
            last = entry if idle else None
    if last:
        yield _duty(last, allowed)


@cache
def _is_contact(fact: type[Fact]) -> bool:
    # An appointment that is called off is one talk fewer, and what an employer confirms is no talk
    # with the citizen: the silence goes on.
    return issubclass(fact, SIGNS_OF_CONTACT) and not issubclass(
        fact, FollowUpCalledOff | HoursConfirmed
    )


def _duty(last: Entry, allowed: int) -> Duty:
    owed = days_after(last.event.on, allowed)
    return Duty(KIND, "", since=owed, due=owed, raised=last.version)


def _activity(journey: Journey) -> tuple[People, Measures, Work]:
    """Return the slices that show whether the journey is idle."""
    return journey.people, journey.measures, journey.work


def _is_idle(journey: Journey) -> bool:
    """Whether the journey is open, and no placement, education or measure runs."""
    return journey.people.status == "open" and not (
        journey.work.running or journey.work.studying or journey.measures.running
    )
