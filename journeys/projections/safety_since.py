"""Since the safety was last explained: what was answered then, and what changed: law or facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from journeys.domain.events.pension import SafetyExplained
from journeys.domain.guarantee import strength
from journeys.domain.law import Rule
from journeys.domain.law.source import Tag
from journeys.domain.vocabulary import Answer
from journeys.projections.situation import Situation
from journeys.projections.view import View

What = Literal["law", "facts"]
Said = tuple[str, date, date, Tag, str]


class SinceExplained(View):
    """Siden det sidst blev forklaret: the answer of then, and what changed since."""

    entry: int
    """The entry by which it was explained."""
    on: date
    recorded_at: datetime
    answer: Answer
    until: date | None
    changed: tuple[What, ...]
    """Whether the law, the facts or both are others now; none where both say the same."""
    weaker: bool
    """Whether the answer promises less now."""
    said_now: tuple[str, ...]
    """The ids of rules that are told now, and were not then."""
    said_then: tuple[str, ...]
    """The ids of rules that were told then, and are not now, or say something else now."""


def since_explained(now: Situation) -> SinceExplained | None:
    """Return what changed since the safety was last explained; None where it never was.

    What was right then is worked out anew from what was known then, under the law as it was read
    in the edition that was gone by.
    """
    for entry in reversed(now.seen.standing):
        if isinstance(entry.event, SafetyExplained):
            return _since(now, entry.version, entry.recorded_at, entry.event)
    return None


def _since(
    now: Situation, entry: int, recorded_at: datetime, given: SafetyExplained
) -> SinceExplained:
    then = Situation(
        known=replace(now.known, entries=now.known.entries[:entry]),
        book=now.book,
        law=now.book.law.as_read(given.edition),
        on=given.on,
    )
    answer, until = given.answered, given.until
    if answer is None:
        answer, until = then.guarantee.answer, then.guarantee.until
    said_now, said_then = _says(now), _says(then)
    return SinceExplained(
        entry=entry,
        on=given.on,
        recorded_at=recorded_at,
        answer=answer,
        until=until,
        changed=tuple(_changed(then, now)),
        weaker=now.guarantee.strength < strength(answer, until),
        said_now=tuple(said_now[each] for each in said_now if each not in said_then),
        said_then=tuple(said_then[each] for each in said_then if each not in said_now),
    )


def _changed(then: Situation, now: Situation) -> Iterator[What]:
    if not (_says(now).keys() <= _in_force(then) and _says(then).keys() <= _in_force(now)):
        yield "law"
    if _facts(then) != _facts(now):
        yield "facts"


def _facts(of: Situation) -> tuple[Any, ...]:
    """Return what of the facts makes a difference: all but the days."""
    facts = of.facts
    old_enough = frozenset(rule.id for rule in of.guarantee.rules if rule.age is not None)
    return (
        of.state,
        of.pension.scheme,
        of.pension.reassessment,
        facts.ruling,
        facts.ends,
        facts.undone,
        of.fleksjob,
        old_enough,
    )


def _says(of: Situation) -> dict[Said, str]:
    """Return what the rules say that are told, and their ids."""
    return {_said(rule): rule.id for rule in of.told}


def _in_force(of: Situation) -> set[Said]:
    """Return what every rule says that could be told that day."""
    return {_said(rule) for rule in (*of.law.on(of.on, of.pension.scheme), *of.told)}


def _said(rule: Rule) -> Said:
    """Return what a rule says: another edition may say the same."""
    return rule.id, rule.starts, rule.ends, rule.tag, rule.da
