"""A journey: every event there is, and what they add up to."""

from collections.abc import Iterable
from functools import reduce
from typing import Annotated, NamedTuple, assert_never

from pydantic import Field

from journeys.domain.events import path, pension, people, work
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.path import Path, PathEvent, PathFact
from journeys.domain.events.pension import Pension, PensionEvent, PensionFact
from journeys.domain.events.people import People, PeopleEvent, PeopleFact
from journeys.domain.events.work import Work, WorkEvent, WorkFact

Event = Annotated[
    PeopleEvent | PathEvent | WorkEvent | PensionEvent | EntryRetracted,
    Field(discriminator="kind"),
]


class Journey(NamedTuple):
    """Forløb: the slices together.

    `ahead` is not folded: it holds what is recorded already with a later day of effect, so that
    a decision with an earlier day can see that it comes late.
    """

    people: People = People()
    path: Path = Path()
    work: Work = Work()
    pension: Pension = Pension()
    ahead: tuple[Event, ...] = ()


EMPTY = Journey()


def evolve(journey: Journey, event: Event) -> Journey:
    """Return the journey after the event. Total: no event in any state is refused."""
    if isinstance(event, PeopleFact):
        return journey._replace(people=people.evolve(journey.people, event))
    if isinstance(event, PathFact):
        return journey._replace(path=path.evolve(journey.path, event))
    if isinstance(event, WorkFact):
        return journey._replace(work=work.evolve(journey.work, event))
    if isinstance(event, PensionFact):
        return journey._replace(pension=pension.evolve(journey.pension, event))
    if isinstance(event, EntryRetracted):
        # A history leaves out what was retracted before anything is folded.
        return journey
    assert_never(event)


def fold(events: Iterable[Event], journey: Journey = EMPTY) -> Journey:
    """Return what the events add up to, in the order given, on top of `journey`."""
    return reduce(evolve, events, journey)
