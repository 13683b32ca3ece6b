"""Reading how somebody is followed to the end: closings, ends that compete with work, the lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from journeys.domain.events.people import JourneyClosed, People
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.vocabulary import FOLKEPENSION, PENSION, SENIORPENSION
from journeys.projections.effects.facts import Departed, Departure, Span
from journeys.projections.periods import Period

AT_WORK, IN_EDUCATION = "arbejde", "uddannelse"
"""What a closing led to, where somebody is in paid work, or in education, from then on."""

MOVED = "flyttet"

CLOSED_AS: Mapping[str, Departure] = MappingProxyType(
    {"pension": "pension", "folkepension": "folkepension", MOVED: "moved", "død": "died"}
)
"""By what a closing led to, the end that it is."""

DEPARTING: Mapping[str, Departure] = MappingProxyType(
    {
        PENSION: "pension",
        SENIORPENSION: "pension",
        "tidlig pension": "pension",
        FOLKEPENSION: "folkepension",
    }
)
"""By support basis, the end that it is."""

PAID = "paid"
"""The state of a pension that was granted."""


class Closing(NamedTuple):
    """Afslutning: the journey was closed on a day, until it was resumed; None: it still is."""

    on: date
    why: str
    until: date | None = None


def closings(history: History) -> Iterator[Closing]:
    """Yield each closing, the earliest first."""
    closing: Closing | None = None
    for entry, _, after in history.changes_to(_people):
        event = entry.event
        if closing is not None and (
            after.people.status != "closed" or isinstance(event, JourneyClosed)
        ):
            yield closing._replace(until=event.on)
            closing = None
        if isinstance(event, JourneyClosed):
            closing = Closing(event.on, MOVED if event.moved_to else event.why or "")
    if closing is not None:
        yield closing


def _people(journey: Journey) -> tuple[People]:
    return (journey.people,)


def closed_as(why: str, ends: Iterable[Closing]) -> Iterator[Span]:
    """Yield the days on which the journey was closed with that as what it led to."""
    return (
        Span(each.on, each.until)
        for each in ends
        if each.why == why and (each.until is None or each.on < each.until)
    )


def departed(
    found: Sequence[Period], followed: Sequence[Span], ends: Sequence[Closing]
) -> Departed | None:
    """Return the first end that competes with work after the journey was opened; or None.

    A closing that was undone is none, and so is what somebody lived on when it was opened: who has
    a pension and tries work is followed as everybody is.
    """
    if not followed:
        return None
    ways = [Departed(each.on, CLOSED_AS[each.why]) for each in ends[-1:] if _lasts(each)]
    ways += _to_basis(found, followed[0].starts)
    return min(ways, key=lambda each: each.on, default=None)


def _lasts(closing: Closing) -> bool:
    return closing.until is None and closing.why in CLOSED_AS


def _to_basis(found: Sequence[Period], opened: date) -> Iterator[Departed]:
    """Yield the day after the opening on which each kind of pension was first what there was."""
    pension = [each for each in found if each.track == "pension"]
    since = [(each.starts, DEPARTING[PENSION]) for each in pension[:1]]
    since += [
        (after.starts, DEPARTING[PENSION])
        for before, after in pairwise(pension)
        if before.value == "withdrawn" and after.value == PAID
    ]
    since += [
        (each.starts, DEPARTING[each.value])
        for each in found
        if each.track == "basis" and each.value in DEPARTING
    ]
    before = {why for starts, why in since if starts <= opened}
    for starts, why in since:
        if why not in before:
            yield Departed(starts, why)


def lost_on(found: Iterable[Period], ends: Sequence[Closing], left: Departed | None) -> date | None:
    """Return the day from which nothing is known; None where somebody is followed all the way.

    The journey is closed, no placement was open that day, and what it led to is not known, or is
    something that no code says.
    """
    if not ends or ends[-1].until is not None:
        return None
    on, why, _ = ends[-1]
    known = why in CLOSED_AS or why in (AT_WORK, IN_EDUCATION)
    placed = any(each.track == "placement" and each.covers(on) for each in found)
    gone = left is not None and left.on <= on
    return None if known or placed or gone else on
