"""Income: the days on which somebody lives on nothing that is known."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, zip_longest
from typing import NamedTuple

from journeys.domain.duties.duty import Duty
from journeys.domain.events.work import Placement
from journeys.domain.history import History
from journeys.domain.journey import EMPTY, Journey
from journeys.domain.rulebook import Rulebook

KIND = "income-gap"


class Stretch(NamedTuple):
    """Days from one on, up to the next stretch: whether there is income, and by which entry."""

    starts: date
    covered: bool
    entry: int


def income_gaps(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield a duty for each stretch of days without support basis, paid hours or pension."""
    stretches = list(_stretches(history, book))
    turns = [next(group) for _, group in groupby(stretches, key=lambda each: each.covered)]
    for turn, after in zip_longest(turns, turns[1:]):
        if not turn.covered:
            gap = Duty(KIND, "", since=turn.starts, due=turn.starts, raised=turn.entry)
            yield gap if after is None else gap.met_at(after.starts, after.entry)


def _stretches(history: History, book: Rulebook) -> Iterator[Stretch]:
    """Yield what holds after the last entry of each day, and from the day a pension is paid."""
    journey, last, resumed = EMPTY, date.min, 0
    for on, changes in groupby(history.changes, key=lambda change: change.entry.event.on):
        paid_from = _to_be_paid(journey)
        if paid_from is not None and last < paid_from < on:
            yield Stretch(paid_from, _covered(journey, book, paid_from), resumed)
        for entry, before, journey in changes:
            if before.pension is not journey.pension:
                resumed = entry.version
        last = on
        yield Stretch(on, _covered(journey, book, on), entry.version)
    paid_from = _to_be_paid(journey)
    if paid_from is not None and paid_from > last:
        yield Stretch(paid_from, _covered(journey, book, paid_from), resumed)


def _to_be_paid(journey: Journey) -> date | None:
    return journey.pension.paid_from if journey.pension.state == "resumed" else None


def _covered(journey: Journey, book: Rulebook, on: date) -> bool:
    """Whether there is income on that day, as far as it is known; nobody asks before walking."""
    pension = journey.pension
    followed = journey.people.walk in ("open", "resting") or (
        journey.people.walk == "closed" and pension.state != "none"
    )
    if not followed or any(_pays(place, book) for place in journey.work.running):
        return True
    term = book.vocabularies["support-basis"].terms.get(journey.people.basis)
    if pension.state == "none":
        # A wage that is stated lasts as long as the job, where the job was recorded.
        wage_without_job = term is not None and term.income == "wage" and journey.work.placements
        return bool(journey.people.basis) and not wage_without_job
    # Whoever was granted a pension lives on it, on a benefit or on wage; own means are no promise.
    return pension.paid_on(on) or (term is not None and term.income == "benefit")


def _pays(place: Placement, book: Rulebook) -> bool:
    if place.paid_hours is not None:
        return place.paid_hours > 0
    term = book.vocabularies["placement"].terms.get(place.placement_kind)
    return term is not None and term.paid
