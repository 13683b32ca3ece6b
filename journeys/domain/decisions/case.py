"""The case that a verb decides on."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from journeys.domain.events.fact import Fact
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.law.vocabularies import Term
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.stream import StreamHistory

H = TypeVar("H", bound=StreamHistory[Any, Any, Any])
V = TypeVar("V", bound=Fact)


@dataclass(frozen=True)
class StreamCase(Generic[H, V]):
    """Sag: a stream as of the day of effect, who asks, and the rulebook.

    Late news is judged on the day it is about. What is recorded with a later day is in `ahead`.
    """

    history: H
    on: date
    book: Rulebook
    actor: Actor

    @cached_property
    def past(self) -> H:
        """The history as of the day of effect."""
        return self.history.on(self.on)

    @cached_property
    def ahead(self) -> tuple[V, ...]:
        """The events that are recorded with a later day of effect."""
        entries = self.history.since(self.on)
        return tuple(entry.event for entry in entries if entry.event.on > self.on)

    def term(self, vocabulary: str, code: str) -> Term | None:
        """Return the term of a code; None where the vocabulary has no such code."""
        return self.book.vocabularies[vocabulary].terms.get(code)

    def is_recorded(self, fact: V) -> bool:
        """Whether exactly this fact is recorded already."""
        return any(entry.event == fact for entry in self.past.since(fact.on))


class Case(StreamCase[History, Event]):
    """Sag: a journey as of the day of effect, who asks, and the rulebook."""

    @property
    def journey(self) -> Journey:
        """What the history adds up to on that day."""
        return self.past.journey
