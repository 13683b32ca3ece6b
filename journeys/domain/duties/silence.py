"""Silence: an open journey without any effort, dialogue or step."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties.duty import Duty
from journeys.domain.events.company import CompanyFact
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
    quiet = None
    for entry, before, journey in history.changes:
        told, can_be = isinstance(entry.event, CONTACT), _can_be_quiet(journey)
        if told or can_be != _can_be_quiet(before):
            if quiet is not None and (duty := _duty(quiet, lasting)).since < entry.event.on:
                yield duty.met_at(entry.event.on, entry.version)
            quiet = Quiet(entry.event.on, entry.version) if can_be else None
    if quiet is not None:
        yield _duty(quiet, lasting)


def _duty(quiet: Quiet, lasting: int) -> Duty:
    owed = days_after(quiet.since, lasting)
    return Duty(KIND, "", since=owed, due=owed, raised=quiet.entry)


def _can_be_quiet(journey: Journey) -> bool:
    return journey.people.walk == "open" and not (
        journey.work.running or journey.work.studying or journey.measures.running
    )
