"""Scenarios: `after(...).when(verb, ...).then(...)`; every one ends by asking again."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import pytest

from journeys.domain.decisions.corrections import retract
from journeys.domain.decisions.deciding import P, Verb, decide
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.law.instruments import Instrument, Item
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook
from tests.invented import ANNA, BY_ANNA

HVERDAG = Instrument(
    name="hverdag",
    version=1,
    rater="citizen",
    lowest=1,
    highest=5,
    items=(Item(id="morgen", text="Hvordan går dine morgener?"),),
)
"""An invented instrument: none comes with the library."""

BOOK = rulebook()._replace(instruments={("hverdag", 1): HVERDAG})


def asked(history: History, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> list[Event]:
    """Ask a verb as a caseworker, by the rulebook that comes with the library."""
    return decide(history, verb, BY_ANNA, BOOK, *args, **kwargs)


@dataclass(frozen=True)
class Asked:
    """A question to a history, not yet answered."""

    history: History
    question: Callable[[History], list[Event]]

    def then(self, *expected: Event) -> None:
        """Expect exactly these events; and asked again, nothing more."""
        events = self.question(self.history)
        assert events == list(expected)
        assert self.question(self.history.followed_by(events)) == []

    def then_nothing(self) -> None:
        """Expect that nothing is to be recorded."""
        assert self.question(self.history) == []

    def then_refused(self, code: str) -> Refused:
        """Expect a refusal with this code; and asked again, the same refusal."""
        with pytest.raises(Refused) as first:
            self.question(self.history)
        with pytest.raises(Refused) as second:
            self.question(self.history)
        assert first.value.code == second.value.code == code
        assert str(first.value) == str(second.value)
        return first.value


@dataclass(frozen=True)
class Given:
    """What has been recorded so far."""

    history: History
    actor: Actor = BY_ANNA
    book: Rulebook = BOOK

    def by(self, role: str) -> Self:
        """Return the same, asked by somebody in that role."""
        return replace(self, actor=Actor(ANNA, role))

    def under(self, book: Rulebook) -> Self:
        """Return the same, under another rulebook."""
        return replace(self, book=book)

    @property
    def journey(self) -> Journey:
        """What it adds up to."""
        return self.history.journey

    def when(self, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> Asked:
        """Ask a verb."""
        return Asked(
            self.history,
            lambda history: decide(history, verb, self.actor, self.book, *args, **kwargs),
        )

    def when_retracting(self, **arguments: object) -> Asked:
        """Ask to take an entry back."""
        return Asked(
            self.history,
            partial(retract, book=self.book, actor=self.actor, **arguments),  # type: ignore[arg-type]
        )


def after(*events: Event) -> Given:
    """Return a journey on which these events were recorded, one after the other."""
    return Given(History().followed_by(events))
