"""Reading what began: measures, placements that stand for one, and changes of caseworker."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from uuid import UUID

from journeys.domain.events.measures import Measure, MeasureStarted
from journeys.domain.events.work import Placement, PlacementStarted
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.projections.effects import facts
from journeys.projections.effects.facts import Span, Started
from journeys.projections.effects.read_recorded import belonging, day_recorded
from journeys.projections.periods import NEW_CASEWORKER, Period, accepted_offers

FEWEST_COLLEAGUES = 3
"""A team has at least so many in the municipality's file, or is none here. Our own choice."""


def started(history: History, found: Sequence[Period], book: Rulebook) -> Iterator[Started]:
    """Yield each measure that began, by itself or with a placement, and each new caseworker.

    A new caseworker is a change as in `projections/continuity.py`: it begins and ends on its day.
    """
    journey, recorded = history.journey, _first_recorded(history)
    kinds = book.vocabularies["placement"].terms
    stands_for = {code: term.stands_for for code, term in kinds.items()}
    for measure, each in journey.measures.granted.items():
        places = [place for place in journey.work.placements.values() if place.measure == measure]
        if (days := _days_of(each, places)) is not None:
            kind, provider = each.granted.measure_kind, each.granted.provider_code or ""
            team = _team(days.starts, found, book)
            yield Started(kind, *days, recorded[measure], provider, team)
    for place in journey.work.placements.values():
        alone = place.measure is None or place.measure not in journey.measures.granted
        if alone and (of := stands_for.get(place.placement_kind)):
            team = _team(place.since, found, book)
            yield Started(of, place.since, place.ended, recorded[place.placement], team=team)
    for entry, value in accepted_offers(history):
        if value == NEW_CASEWORKER:
            on = entry.event.on
            team = _team(on, found, book)
            yield Started(facts.NEW_CASEWORKER, on, on, day_recorded(entry), team=team)


def _days_of(measure: Measure, places: Iterable[Placement]) -> Span | None:
    """Return the days of a measure; None where it has not begun. A placement in it begins it."""
    days = [Span(place.since, place.ended) for place in places]
    if measure.started is not None:
        days.append(Span(measure.started, measure.ended))
    if not days:
        return None
    starts, ends = min(each.starts for each in days), measure.ended
    if ends is None and all(each.ends is not None for each in days):
        ends = max(each.ends for each in days if each.ends is not None)
    return Span(starts, ends if ends is None else max(starts, ends))


def _team(day: date, found: Iterable[Period], book: Rulebook) -> str:
    """Return the team of who was responsible on a day; empty where none is known, or it is small.

    What is shown of a team of one or two is a score of persons.
    """
    for each in found:
        if each.track == "caseworker" and each.covers(day):
            team = book.teams.get(each.value, "")
            members = sum(other == team for other in book.teams.values())
            return team if members >= FEWEST_COLLEAGUES else ""
    return ""


def _first_recorded(history: History) -> dict[UUID, date]:
    """Return by measure and placement the day on which its beginning was first recorded.

    Also by an entry that was corrected since: that it began was known then.
    """
    first = dict[UUID, date]()
    for entry in belonging(history):
        event, day = entry.event, day_recorded(entry)
        if isinstance(event, MeasureStarted):
            things: list[UUID | None] = [event.measure]
        elif isinstance(event, PlacementStarted):
            things = [event.placement, event.measure]
        else:
            continue
        for thing in filter(None, things):
            first[thing] = min(first.get(thing, day), day)
    return first
