"""Since the safety was last explained: what was answered then, and what changed: law or facts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from journeys.domain.days import birthday
from journeys.domain.events.pension import SafetyExplained
from journeys.domain.events.rulings import Ruling
from journeys.domain.guarantee import strength
from journeys.domain.law.rules import Rule
from journeys.domain.vocabulary import WITHDRAWAL, Answer
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.safety.sentences import (
    depends_on,
    open_questions,
    warnings,
    what_holds,
)
from journeys.projections.view import View

ChangeKind = Literal["law", "facts", "reading", "promises", "days"]
"""What is another now: the law; what is recorded; that the law was not read again in time; what
the municipality itself promises; or only that a day has passed that was spoken of."""


class SinceExplained(View):
    """Siden det sidst blev forklaret: the answer of then, and what changed since."""

    entry: int
    """The entry by which it was explained."""
    on: date
    recorded_at: datetime
    answer: Answer
    until: date | None
    changed: tuple[ChangeKind, ...]
    """What is another now; nothing where all that was said then is said now."""
    weaker: bool
    """Whether the answer promises less now."""
    said_now: tuple[str, ...]
    """The ids of rules that are told now, and were not then, or said something else."""
    said_then: tuple[str, ...]
    """The ids of rules that were told then, and are not now, or say something else now."""


def since_explained(now: SafetyContext) -> SinceExplained | None:
    """Return what changed since the safety was last explained; None where it never was.

    What was right then is worked out anew from what was known then, under the law as it was read
    in the edition that was gone by.
    """
    for entry in reversed(now.seen.standing):
        if isinstance(entry.event, SafetyExplained):
            return _since(now, entry.version, entry.recorded_at, entry.event)
    return None


def _since(
    now: SafetyContext, entry: int, recorded_at: datetime, given: SafetyExplained
) -> SinceExplained:
    then = SafetyContext(
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
        changed=tuple(_changed(then, now)) or tuple(_only_time_passed(then, now)),
        weaker=now.guarantee.strength < strength(answer, until),
        said_now=tuple(rule.id for rule in said_now if rule not in said_then),
        said_then=tuple(rule.id for rule in said_then if rule not in said_now),
    )


def _changed(then: SafetyContext, now: SafetyContext) -> Iterator[ChangeKind]:
    if not (_says(now).keys() <= _in_force(then) and _says(then).keys() <= _in_force(now)):
        yield "law"
    if _facts(then) != _facts(now) or _grew_older(then, now):
        yield "facts"
    if then.on <= then.law.good_until and now.on > now.law.good_until:
        yield "reading"
    if _promises(then) != _promises(now):
        yield "promises"


def _only_time_passed(then: SafetyContext, now: SafetyContext) -> Iterator[ChangeKind]:
    """Yield that a day has passed that is spoken of, where nothing else makes the difference."""
    if _sentences(then) != _sentences(now):
        yield "days"


def _sentences(of: SafetyContext) -> set[str]:
    said = (*what_holds(of), *depends_on(of), *open_questions(of), *warnings(of))
    return {each.text for each in said}


def _facts(of: SafetyContext) -> tuple[Any, ...]:
    """Return what is recorded and makes a difference."""
    facts = of.facts
    return (
        of.state,
        of.pension,
        facts.reassessment,
        facts.heard,
        [_decided(ruling) for ruling in (*facts.rulings, *facts.sent_back, *facts.changed)],
        facts.ends,
        [place.placement for place in of.fleksjobs],
        [
            _decided(ruling)
            for ruling in of.journey.rulings.made.values()
            if ruling.appealed and ruling.made.matter == WITHDRAWAL
        ],
    )


def _decided(ruling: Ruling) -> tuple[Any, ...]:
    return ruling.made, ruling.appealed, ruling.answer


def _grew_older(then: SafetyContext, now: SafetyContext) -> bool:
    """Whether an age that the law asks for was reached between."""
    born = now.pension.born
    ages = {rule.age for rule in now.law.rules if rule.age is not None}
    return born is not None and any(then.on < birthday(born, age) <= now.on for age in ages)


def _promises(of: SafetyContext) -> list[str]:
    return [each.da for each in of.book.promises if each.holds_on(of.on)]


def _says(of: SafetyContext) -> dict[Rule, None]:
    """Return the rules that are told, whatever edition they were read in; in order."""
    return dict.fromkeys(rule.undated for rule in of.told)


def _in_force(of: SafetyContext) -> set[Rule]:
    """Return every rule that could be told that day, whatever edition it was read in."""
    in_force = (rule for rule in of.law.rules if rule.in_force(of.on))
    return {rule.undated for rule in (*in_force, *of.told)}
