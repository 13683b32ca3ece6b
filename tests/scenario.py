"""Scenarios as `journeys.testing` has them, by a rulebook with an invented instrument."""

from datetime import date

from journeys import History, decide, events, rulebook, testing
from journeys.domain.decisions.deciding import P, Verb
from journeys.domain.law.instruments import Instrument, Item
from journeys.employers import EmployerEvent
from tests.invented import ANNA, BO, BY_ANNA, CARLA

HVERDAG = Instrument(
    name="hverdag",
    version=1,
    rater="citizen",
    lowest=1,
    highest=5,
    items=(Item(id="morgen", text="Hvordan går dine morgener?"),),
)
"""An invented instrument: none comes with the library."""

SAMARBEJDE = Instrument(
    name="samarbejde",
    version=1,
    rater="employer",
    lowest=1,
    highest=5,
    items=(Item(id="svar", text="Hvor hurtigt svarer kommunen?"),),
)
"""An invented instrument for employers."""

BOOK = rulebook()._replace(
    instruments={("hverdag", 1): HVERDAG, ("samarbejde", 1): SAMARBEJDE},
    staff=frozenset({ANNA, BO, CARLA}),
)


def asked(history: History, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> list[events.Event]:
    """Return what a verb answers to a caseworker, by this rulebook, when every day has come."""
    return asked_on(date.max, history, verb, *args, **kwargs)


def asked_on(
    today: date, history: History, verb: Verb[P], *args: P.args, **kwargs: P.kwargs
) -> list[events.Event]:
    """Return what a verb answers to a caseworker on that day, by this rulebook."""
    return decide(history, verb, BY_ANNA, BOOK, today, None, *args, **kwargs)


def after_employer(*facts: EmployerEvent) -> testing.EmployerGiven:
    """Return an employer of whom these events were recorded, decided by this rulebook."""
    return testing.after_employer(*facts).under(BOOK)


def after(*facts: events.Event) -> testing.Given:
    """Return a journey on which these events were recorded, decided by this rulebook."""
    return testing.after(*facts).under(BOOK)
