"""A journey: every event there is, and the fold of events into state."""

from collections.abc import Iterable
from functools import reduce
from typing import Annotated, NamedTuple, assert_never

from pydantic import Field

from journeys.domain.events import (
    contact,
    measures,
    path,
    pension,
    people,
    plan,
    preparation,
    rulings,
    strengths,
    work,
    workplace,
)
from journeys.domain.events.contact import Contact, ContactEvent, ContactFact
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.events.joining import JoiningFact, JourneyAbsorbed, JourneyMerged
from journeys.domain.events.measures import MeasureEvent, MeasureFact, Measures
from journeys.domain.events.path import Path, PathEvent, PathFact
from journeys.domain.events.pension import Pension, PensionEvent, PensionFact
from journeys.domain.events.people import People, PeopleEvent, PeopleFact
from journeys.domain.events.plan import Plan, PlanEvent, PlanFact
from journeys.domain.events.preparation import Preparation, PreparationEvent, PreparationFact
from journeys.domain.events.rulings import RulingEvent, RulingFact, Rulings
from journeys.domain.events.strengths import StrengthEvent, StrengthFact, Strengths
from journeys.domain.events.work import Work, WorkEvent, WorkFact
from journeys.domain.events.workplace import Workplace, WorkplaceEvent, WorkplaceFact

Event = Annotated[
    PeopleEvent
    | ContactEvent
    | PathEvent
    | PlanEvent
    | StrengthEvent
    | RulingEvent
    | MeasureEvent
    | WorkEvent
    | WorkplaceEvent
    | PensionEvent
    | PreparationEvent
    | EntryRetracted
    | JourneyMerged
    | JourneyAbsorbed,
    Field(discriminator="kind"),
]


class Journey(NamedTuple):
    """Forløb: the state of a journey, a slice for each family of events."""

    people: People = People()
    contact: Contact = Contact()
    path: Path = Path()
    plan: Plan = Plan()
    strengths: Strengths = Strengths()
    rulings: Rulings = Rulings()
    measures: Measures = Measures()
    work: Work = Work()
    workplace: Workplace = Workplace()
    pension: Pension = Pension()
    preparation: Preparation = Preparation()

    @property
    def withdrawal_undone(self) -> bool:
        """Whether the pension is withdrawn by a ruling that an appeal took back."""
        by = self.pension.withdrawn_by
        ruling = None if by is None else self.rulings.made.get(by)
        return self.pension.state == "withdrawn" and ruling is not None and ruling.undone


EMPTY = Journey()


def evolve(journey: Journey, event: Event) -> Journey:  # noqa: C901, PLR0911 - a branch a family
    """Return the journey after the event. Total: no event in any state is refused."""
    # The most frequent families come first: each check costs.
    if isinstance(event, PathFact):
        return journey._replace(path=path.evolve(journey.path, event))
    if isinstance(event, WorkFact):
        return journey._replace(work=work.evolve(journey.work, event))
    if isinstance(event, PeopleFact):
        return journey._replace(people=people.evolve(journey.people, event))
    if isinstance(event, ContactFact):
        return journey._replace(contact=contact.evolve(journey.contact, event))
    if isinstance(event, PensionFact):
        return journey._replace(pension=pension.evolve(journey.pension, event))
    if isinstance(event, MeasureFact):
        return journey._replace(measures=measures.evolve(journey.measures, event))
    if isinstance(event, PlanFact):
        return journey._replace(plan=plan.evolve(journey.plan, event))
    if isinstance(event, StrengthFact):
        return journey._replace(strengths=strengths.evolve(journey.strengths, event))
    if isinstance(event, RulingFact):
        return journey._replace(rulings=rulings.evolve(journey.rulings, event))
    if isinstance(event, WorkplaceFact):
        return journey._replace(workplace=workplace.evolve(journey.workplace, event))
    if isinstance(event, PreparationFact):
        return journey._replace(preparation=preparation.evolve(journey.preparation, event))
    if isinstance(event, EntryRetracted | JoiningFact):
        # A history leaves out retracted entries, and adds joined ones, before it folds.
        return journey
    assert_never(event)


def fold(events: Iterable[Event], journey: Journey = EMPTY) -> Journey:
    """Return the state after these events, in the order given, starting from `journey`."""
    return reduce(evolve, events, journey)
