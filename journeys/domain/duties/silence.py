"""Silence: an open journey without any effort, dialogue or step."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties.duty import Duty
from journeys.domain.events.company import CompanyFact
from journeys.domain.events.fact import Fact
from journeys.domain.events.measures import MeasureFact
from journeys.domain.events.path import PathFact
from journeys.domain.events.plan import PlanFact
from journeys.domain.events.strengths import StrengthFact
from journeys.domain.events.work import WorkFact
from journeys.domain.events.workplace import WorkplaceFact
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.rulebook import Rulebook

KIND = "silence"

CONTACT = (
    CompanyFact,
    MeasureFact,
    PathFact,
    PlanFact,
    StrengthFact,
    WorkFact,
    WorkplaceFact,
)
"""What shows that somebody walks along. Money, handovers and rulings happen without the citizen."""


class Quiet(NamedTuple):
    """Since when it is quiet, and the entry it is quiet after."""

    since: date
    entry: int


def silences(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty to take contact for each silence that outlasts what the practice allows.

    The last one is open: it is owed from the day on which it will have lasted so long.
    """
    lasting = book.days(KIND)
    quiet, can_be = None, False
    for entry, before, journey in history.changes:
        could_be, on = can_be, entry.event.on
        if _may_have_turned(before, journey):
            can_be = _can_be_quiet(journey)
        if could_be != can_be or _is_contact(type(entry.event)):
            if quiet is not None and (on - quiet.since).days > lasting:
                yield _duty(quiet, lasting).met_at(on, entry.version)
            quiet = Quiet(on, entry.version) if can_be else None
    if quiet is not None:
        yield _duty(quiet, lasting)


@cache
def _is_contact(fact: type[Fact]) -> bool:
    return issubclass(fact, CONTACT)


def _duty(quiet: Quiet, lasting: int) -> Duty:
    owed = days_after(quiet.since, lasting)
    return Duty(KIND, "", since=owed, due=owed, raised=quiet.entry)


def _may_have_turned(before: Journey, after: Journey) -> bool:
    """Whether it may be quiet otherwise than before; most events leave it as it is."""
    return (
        before.people is not after.people
        or before.work is not after.work
        or before.measures is not after.measures
    )


def _can_be_quiet(journey: Journey) -> bool:
    return journey.people.walk == "open" and not (
        journey.work.running or journey.work.studying or journey.measures.running
    )
