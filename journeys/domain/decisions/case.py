"""What a verb is asked on."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

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

    def term(self, vocabulary: str, code: str) -> Term | None:
        """Return what a code says; None where the vocabulary has none such."""
        return self.book.vocabularies[vocabulary].terms.get(code)

    def is_recorded(self, fact: Event) -> bool:
        """Whether this very fact is recorded already."""
        return any(event == fact for event in self.seen.events)
