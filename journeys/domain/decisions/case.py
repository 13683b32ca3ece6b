"""What a verb is asked on."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from journeys.domain.events.company import Company
from journeys.domain.events.measures import Measures
from journeys.domain.events.path import Path
from journeys.domain.events.pension import Pension
from journeys.domain.events.people import People
from journeys.domain.events.plan import Plan
from journeys.domain.events.preparation import Preparation
from journeys.domain.events.rulings import Rulings
from journeys.domain.events.strengths import Strengths
from journeys.domain.events.work import Work
from journeys.domain.events.workplace import Workplace
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.law.vocabularies import Term
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook


@dataclass(frozen=True)
class Case:
    """Sag: a journey as it stands on the day of effect, who asks, and the rulebook.

    Late news is so judged on the day it is about; what is recorded with a later day is `ahead`.
    """

    history: History
    on: date
    book: Rulebook
    actor: Actor

    @cached_property
    def seen(self) -> History:
        """The history as of the day."""
        return self.history.on(self.on)

    @cached_property
    def ahead(self) -> tuple[Event, ...]:
        """What is recorded already with a later day of effect."""
        return tuple(event for event in self.history.events if event.on > self.on)

    @property
    def journey(self) -> Journey:
        """What the history adds up to on that day."""
        return self.seen.journey

    @property
    def people(self) -> People:
        """Who walks, and who is responsible."""
        return self.journey.people

    @property
    def company(self) -> Company:
        """Who walks along."""
        return self.journey.company

    @property
    def path(self) -> Path:
        """The way itself."""
        return self.journey.path

    @property
    def plan(self) -> Plan:
        """What is agreed about the way."""
        return self.journey.plan

    @property
    def strengths(self) -> Strengths:
        """What somebody can."""
        return self.journey.strengths

    @property
    def rulings(self) -> Rulings:
        """What the municipality decided."""
        return self.journey.rulings

    @property
    def measures(self) -> Measures:
        """The municipality's efforts."""
        return self.journey.measures

    @property
    def work(self) -> Work:
        """Placements and education."""
        return self.journey.work

    @property
    def workplace(self) -> Workplace:
        """What happens at a place of work."""
        return self.journey.workplace

    @property
    def pension(self) -> Pension:
        """The pension."""
        return self.journey.pension

    @property
    def preparation(self) -> Preparation:
        """What is done on the way to a pension."""
        return self.journey.preparation

    def term(self, vocabulary: str, code: str) -> Term | None:
        """Return what a code says; None where the vocabulary has none such."""
        return self.book.vocabularies[vocabulary].terms.get(code)

    def stands(self, fact: Event) -> bool:
        """Whether this very fact is recorded already."""
        return any(event == fact for event in self.seen.events)
