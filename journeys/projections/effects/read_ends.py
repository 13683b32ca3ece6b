"""Reading how somebody is followed to the end: closings, ends that compete with work, the lost."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple, get_args

from journeys.domain.events.people import JourneyClosed, People
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import CLOSINGS
from journeys.projections.effects.facts import Departed, Departure, Span
from journeys.projections.periods import Period

DEPARTURES: tuple[Departure, ...] = get_args(Departure)
MOVED: Final = "moved"
PENSION: Final = "pension"

PAID = "paid"
"""The state of a pension that was granted."""


class Closing(NamedTuple):
    """Afslutning: the journey was closed on a day, until it was resumed; None: it still is."""

    on: date
    leads_to: str
    """What somebody is followed as from then on (`Term.leads_to`)."""
    until: date | None = None


def closings(history: History, book: Rulebook) -> Iterator[Closing]:
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
            moved = MOVED if event.moved_to else ""
            closing = Closing(event.on, moved or _leads_to(CLOSINGS, event.why, book))
    if closing is not None:
        yield closing


def _people(journey: Journey) -> tuple[People]:
    return (journey.people,)


def _leads_to(vocabulary: str, code: str | None, book: Rulebook) -> str:
    term = book.vocabularies[vocabulary].terms.get(code or "")
    return "" if term is None else term.leads_to


def closed_as(leads_to: str, ends: Iterable[Closing]) -> Iterator[Span]:
    """Yield the days on which the journey was closed with that as what it led to."""
    return (
        Span(each.on, each.until)
        for each in ends
        if each.leads_to == leads_to and (each.until is None or each.on < each.until)
    )


def departed(
    found: Sequence[Period], followed: Sequence[Span], ends: Sequence[Closing], book: Rulebook
) -> Departed | None:
    """Return the first end that competes with work after the journey was opened; or None.

    A closing that was undone is none, and so is what somebody lived on when it was opened: who has
    a pension and tries work is followed as everybody is.
    """
    if not followed:
        return None
    ways = [each for each in _lived_on(found, book) if each.on > followed[0].starts]
    before = {each.why for each in _lived_on(found, book) if each.on <= followed[0].starts}
    ways = [each for each in ways if each.why not in before]
    ways += [
        Departed(each.on, why)
        for each in ends
        for why in DEPARTURES
        if each.until is None and each.leads_to == why
    ]
    return min(ways, key=lambda each: each.on, default=None)


def _lived_on(found: Sequence[Period], book: Rulebook) -> Iterator[Departed]:
    """Yield each day from which a pension was granted, or was what somebody lived on."""
    pension = [each for each in found if each.track == "pension"]
    if pension:
        yield Departed(pension[0].starts, PENSION)
    for before, after in pairwise(pension):
        if before.value == "withdrawn" and after.value == PAID:
            yield Departed(after.starts, PENSION)
    for each in found:
        if each.track == "basis":
            leads_to = _leads_to("support-basis", each.value, book)
            yield from (Departed(each.starts, why) for why in DEPARTURES if why == leads_to)


def lost_on(found: Iterable[Period], ends: Sequence[Closing], left: Departed | None) -> date | None:
    """Return the day from which nothing is known; None where somebody is followed all the way.

    The journey is closed, no placement was open that day, and what it led to is not known, or is
    something that no code says.
    """
    if not ends or ends[-1].until is not None:
        return None
    on, known, _ = ends[-1]
    placed = any(each.track == "placement" and each.covers(on) for each in found)
    gone = left is not None and left.on <= on
    return None if known or placed or gone else on
