"""Silence: an open journey without any effort, dialogue or step."""

from collections.abc import Iterator
from functools import cache

from journeys.domain.days import days_after
from journeys.domain.duties.duty import Duty
from journeys.domain.events.contact import ContactFact
from journeys.domain.events.fact import Fact
from journeys.domain.events.measures import MeasureFact, Measures
from journeys.domain.events.path import PathFact
from journeys.domain.events.people import People
from journeys.domain.events.plan import PlanFact
from journeys.domain.events.strengths import StrengthFact
from journeys.domain.events.work import Work, WorkFact
from journeys.domain.events.workplace import WorkplaceFact
from journeys.domain.history import Entry, History
from journeys.domain.journey import Journey
from journeys.domain.rulebook import Rulebook

KIND = "silence"

CONTACT = (
    ContactFact,
    MeasureFact,
    PathFact,
    PlanFact,
    StrengthFact,
    WorkFact,
    WorkplaceFact,
)
"""What shows that somebody walks along. Money, handovers and rulings happen without the citizen."""


def silences(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty to take contact for each silence that outlasts what the practice allows.

    The last one is open: it is owed from the day on which it will have lasted so long.
    """
    lasting = book.days(KIND)
    turning = {change.entry.version for change in history.changes_to(_engaging)}
    quiet: Entry | None = None  # the one that it is quiet after
    can_be = False
    for entry, _, journey in history.changes:
        could_be = can_be
        if entry.version in turning:
            can_be = _can_be_quiet(journey)
        if could_be != can_be or _is_contact(type(entry.event)):
            on = entry.event.on
            if quiet and (on - quiet.event.on).days > lasting:
                yield _duty(quiet, lasting).met_at(on, entry.version)
            quiet = entry if can_be else None
    if quiet:
        yield _duty(quiet, lasting)


@cache
def _is_contact(fact: type[Fact]) -> bool:
    return issubclass(fact, CONTACT)


def _duty(quiet: Entry, lasting: int) -> Duty:
    owed = days_after(quiet.event.on, lasting)
    return Duty(KIND, "", since=owed, due=owed, raised=quiet.version)


def _engaging(journey: Journey) -> tuple[People, Measures, Work]:
    """Return the slices that say whether it can be quiet."""
    return journey.people, journey.measures, journey.work


def _can_be_quiet(journey: Journey) -> bool:
    return journey.people.status == "open" and not (
        journey.work.running or journey.work.studying or journey.measures.running
    )
