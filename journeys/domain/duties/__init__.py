"""Duties: what is owed, to whom, since when, due when and met when. Read off one history.

Nothing is stored about a duty: facts raise it and facts meet it, so none can be lost, and a day
that passes changes none of them.
"""

from collections.abc import Iterator
from datetime import date

from journeys.domain.duties.by_rule import DutyRules, by_rule
from journeys.domain.duties.casework import CASEWORK, FOLLOW_UP, HANDOVER
from journeys.domain.duties.duty import Duty
from journeys.domain.duties.fleksjobs import fleksjobs_while_paid
from journeys.domain.duties.income_gaps import income_gaps
from journeys.domain.duties.law_changes import weakened
from journeys.domain.duties.retiring import retiring
from journeys.domain.duties.rights import RIGHTS
from journeys.domain.duties.silence import silences
from journeys.domain.events.people import JourneyClosed
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook

__all__ = ["FOLLOW_UP", "HANDOVER", "Duty", "duties", "follow_ups", "open_duties"]

RULES = DutyRules((*RIGHTS, *CASEWORK), ended_by=JourneyClosed)
"""The rule of every duty that one entry raises and one entry meets. Closing a journey ends those
whose kind says so."""

FOLLOW_UPS = DutyRules(
    tuple(rule for rule in CASEWORK if rule.kind == FOLLOW_UP), ended_by=JourneyClosed
)
"""The rule of the talks that are agreed, alone."""

ALONG_THE_WAY = (silences, income_gaps, fleksjobs_while_paid, weakened)
"""What yields duties that no single entry raises."""


def duties(history: History, book: Rulebook) -> tuple[Duty, ...]:
    """Return every duty the history raises, met or open, by the day it is owed from.

    One that will be owed from a later day (a silence that has not lasted yet) is among them.
    """
    others = [
        *by_rule(RULES, history, book),
        *(duty for each in ALONG_THE_WAY for duty in each(history, book)),
    ]
    found = [*others, *retiring(history, book, others)]
    return tuple(sorted(found, key=lambda duty: (duty.since, duty.kind, duty.about, duty.raised)))


def follow_ups(history: History, book: Rulebook) -> Iterator[Duty]:
    """Yield the duty of each talk that was agreed, met or open. No other rule is asked."""
    return by_rule(FOLLOW_UPS, history, book)


def open_duties(history: History, book: Rulebook, on: date) -> tuple[Duty, ...]:
    """Return what is owed and not met on that day, as known in this history."""
    return tuple(
        # One that a later day of the law will end is as open as the others today.
        duty._replace(met=None, met_by=None)
        for duty in duties(history.on(on), book)
        if duty.is_open(on)
    )
