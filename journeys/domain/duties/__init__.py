"""Duties: what is owed, to whom, since when, due when and met when. Read off one history.

Nothing is stored about a duty: facts raise it and facts meet it, so none can be lost, and a day
that passes changes none of them.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from journeys.domain.duties.casework import CASEWORK, FOLLOW_UP, HANDOVER
from journeys.domain.duties.duty import Duty
from journeys.domain.duties.fleksjobs import fleksjobs_while_paid
from journeys.domain.duties.income_gaps import income_gaps
from journeys.domain.duties.law_changes import weakened
from journeys.domain.duties.rights import RIGHTS
from journeys.domain.duties.rule import DutyRule, Transition
from journeys.domain.duties.silence import silences
from journeys.domain.events.fact import Fact
from journeys.domain.events.people import JourneyClosed
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook

__all__ = ["FOLLOW_UP", "HANDOVER", "Duty", "duties", "open_duties"]

RULES = (*RIGHTS, *CASEWORK)
"""The rule of every duty that one entry raises and one entry meets."""


@cache
def rules_raised_by(fact: type[Fact]) -> tuple[DutyRule, ...]:
    """Return the rules of the duties that a fact of this type can raise."""
    return tuple(rule for rule in RULES if issubclass(fact, rule.raised_by))


@cache
def kinds_met_by(fact: type[Fact]) -> frozenset[str]:
    """Return the kinds of duties that a fact of this type can meet, or end."""
    return frozenset(rule.kind for rule in RULES if issubclass(fact, (JourneyClosed, *rule.met_by)))


def duties(history: History, book: Rulebook) -> tuple[Duty, ...]:
    """Return every duty the history raises, met or open, by the day it is owed from.

    One that will be owed from a later day (a silence that has not lasted yet) is among them.
    """
    found = [
        *_by_rule(history, book),
        *silences(history, book),
        *income_gaps(history, book),
        *fleksjobs_while_paid(history, book),
        *weakened(history, book),
    ]
    return tuple(sorted(found, key=lambda duty: (duty.since, duty.kind, duty.about, duty.raised)))


def open_duties(history: History, book: Rulebook, on: date) -> tuple[Duty, ...]:
    """Return what is owed and not met on that day, as known in this history."""
    return tuple(
        # One that a later day of the law will end is as open as the others today.
        duty._replace(met=None, met_by=None)
        for duty in duties(history.on(on), book)
        if duty.is_open(on)
    )


class _Open(NamedTuple):
    """A duty that nothing has met yet, and its rule."""

    duty: Duty
    rule: DutyRule


def _by_rule(history: History, book: Rulebook) -> Iterator[Duty]:
    unmet = list[_Open]()
    for nr, change in enumerate(history.changes):
        entry = change.entry
        rules, kinds = rules_raised_by(type(entry.event)), kinds_met_by(type(entry.event))
        if not (rules or (unmet and kinds)):
            continue
        transition = Transition(*change, book)
        if met := [each for each in unmet if each.rule.kind in kinds and _ends(each, transition)]:
            yield from (each.duty.met_at(entry.event.on, entry.version) for each in met)
            unmet = [each for each in unmet if each not in met]
        for rule in rules:
            for subject in rule.subjects(transition):
                if any(each.rule is rule and each.duty.about == subject for each in unmet):
                    continue
                duty = _new(rule, transition, subject)
                if already := rule.already_met(transition, history.in_force[:nr]):
                    yield duty.met_at(duty.since, already.version)
                else:
                    unmet.append(_Open(duty, rule))
    yield from (each.duty for each in unmet)


def _ends(unmet: _Open, transition: Transition) -> bool:
    if isinstance(transition.event, JourneyClosed):
        return transition.book.duties[unmet.rule.kind].ends_with_journey
    return unmet.rule.is_met(transition, unmet.duty)


def _new(rule: DutyRule, transition: Transition, subject: str) -> Duty:
    since = transition.event.on
    return Duty(
        kind=rule.kind,
        about=subject,
        since=since,
        due=rule.due(transition) or transition.book.due(rule.kind, since),
        raised=transition.entry.version,
        owed_by=subject if rule.owed_by_subject else "",
    )
