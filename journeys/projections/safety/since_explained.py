"""Since the safety was last explained: the answer then, and whether law or facts changed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Literal

from journeys.domain.days import birthday
from journeys.domain.events.pension import SafetyExplained
from journeys.domain.events.rulings import Ruling
from journeys.domain.ground import strength
from journeys.domain.history import Entry
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

ChangeKind = Literal["law", "facts", "reading", "promises", "words", "days"]
"""What changed: the law; the recorded facts; the reading of the law, which was not renewed in time;
the municipality's own promises; or only the words in which the law is said, or only the day, past
one that a sentence names."""


class SinceExplained(View):
    """Siden det sidst blev forklaret: the answer then, and what has changed since."""

    entry: int
    """The entry that recorded the explanation."""
    on: date
    recorded_at: datetime
    answer: Answer
    until: date | None
    changed: tuple[ChangeKind, ...]
    """What changed; empty where the same sentences are said now."""
    weaker: bool
    """Whether the answer promises less now."""
    said_now: tuple[str, ...]
    """The ids of rules that apply now and did not then, or said something else."""
    said_then: tuple[str, ...]
    """The ids of rules that applied then and do not now, or say something else now."""


def since_explained(now: SafetyContext) -> SinceExplained | None:
    """Return what changed since the safety was last explained; None where it never was.

    The answer of then is computed again from what was known then, under the edition of the law
    that was used.
    """
    for entry in reversed(now.as_of_day.in_force):
        if isinstance(entry.event, SafetyExplained):
            return _since(now, entry, entry.event)
    return None


def _since(now: SafetyContext, entry: Entry, given: SafetyExplained) -> SinceExplained:
    up_to_it = now.known.entries[: now.known.entries.index(entry) + 1]
    then = SafetyContext(
        known=replace(now.known, entries=up_to_it),
        book=now.book,
        law=now.book.law.reading_on(given.edition),
        on=given.on,
    )
    answer, until = given.answered, given.until
    if answer is None:
        answer, until = then.guarantee.answer, then.guarantee.until
    said_now, said_then = _undated_rules(now), _undated_rules(then)
    return SinceExplained(
        entry=entry.version,
        on=given.on,
        recorded_at=entry.recorded_at,
        answer=answer,
        until=until,
        changed=tuple(_changed(then, now)) or tuple(_only_time_passed(then, now)),
        weaker=now.guarantee.strength < strength(answer, until),
        said_now=tuple(rule.id for rule in said_now if rule not in said_then),
        said_then=tuple(rule.id for rule in said_then if rule not in said_now),
    )


def _changed(then: SafetyContext, now: SafetyContext) -> Iterator[ChangeKind]:
    if not (
        _undated_rules(now).keys() <= _in_force(then)
        and _undated_rules(then).keys() <= _in_force(now)
    ):
        yield "law"
    if _facts(then) != _facts(now) or _grew_older(then, now):
        yield "facts"
    if then.on <= then.law.good_until and now.on > now.law.good_until:
        yield "reading"
    if _promises(then) != _promises(now):
        yield "promises"


def _only_time_passed(then: SafetyContext, now: SafetyContext) -> Iterator[ChangeKind]:
    """Yield "words" or "days" where sentences differ although nothing else changed."""
    if _sentences(then) != _sentences(now):
        yield "days" if _words(then) == _words(now) else "words"


def _words(of: SafetyContext) -> set[str]:
    return {rule.da for rule in of.applicable_rules}


def _sentences(of: SafetyContext) -> set[str]:
    said = (*what_holds(of), *depends_on(of), *open_questions(of), *warnings(of))
    return {each.text for each in said}


def _facts(of: SafetyContext) -> tuple[Any, ...]:
    """Return the recorded facts that the sentences depend on."""
    facts = of.facts
    return (
        of.state,
        of.pension,
        facts.reassessment,
        facts.heard,
        [_outcome(ruling) for ruling in (*facts.rulings, *facts.sent_back, *facts.changed)],
        facts.ends,
        [place.placement for place in of.fleksjobs],
        [
            _outcome(ruling)
            for ruling in of.journey.rulings.made.values()
            if ruling.appealed and ruling.made.matter == WITHDRAWAL
        ],
    )


def _outcome(ruling: Ruling) -> tuple[Any, ...]:
    return ruling.made, ruling.appealed, ruling.answer


def _grew_older(then: SafetyContext, now: SafetyContext) -> bool:
    """Whether an age that a rule names was reached in between."""
    born = now.pension.born
    ages = {rule.age for rule in now.law.rules if rule.age is not None}
    return born is not None and any(then.on < birthday(born, age) <= now.on for age in ages)


def _promises(of: SafetyContext) -> list[str]:
    return [each.da for each in of.book.promises if each.holds_on(of.on)]


def _undated_rules(of: SafetyContext) -> dict[Rule, None]:
    """Return the applicable rules as the law was read, without their edition, in order."""
    return dict.fromkeys(map(of.book.law.as_read, of.applicable_rules))


def _in_force(of: SafetyContext) -> set[Rule]:
    """Return every rule in force that day, without its edition."""
    in_force = (rule for rule in of.law.rules if rule.in_force(of.on))
    return set(map(of.book.law.as_read, (*in_force, *of.applicable_rules)))
