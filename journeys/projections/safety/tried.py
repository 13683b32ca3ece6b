"""Tried: what another law would answer one citizen about the pension, beside today's.

Pure. Both answers are of one day and the same facts. They are by the law alone, however long ago it
was read: a day far ahead would else have no answer under either.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import product
from typing import Literal, NamedTuple

from journeys.domain.days import days_after
from journeys.domain.duties.law_changes import strength_by_law, weakened
from journeys.domain.ground import Strength
from journeys.domain.guarantee import Guarantee, guarantee_by_law
from journeys.domain.history import History
from journeys.domain.law import Law, Reading
from journeys.domain.law.rules import Rule
from journeys.domain.pension_facts import PensionFacts
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Answer, Scheme
from journeys.projections.safety.safety_context import SafetyContext

Change = Literal["weaker", "stronger", "same"]

FOLKEPENSION_AGE = "folkepension_age"
"""What the ages of folkepension are called in a file of the law, as if they were a rule."""


class Trial(NamedTuple):
    """Forsøg: a law that is tried, and in what it differs from today's."""

    law: Law
    differing: frozenset[str]
    """The ids of the rules that do not mean the same in both."""


class Tried(NamedTuple):
    """Prøvet: both answers to one citizen, and what makes the difference."""

    scheme: Scheme | None
    before: Answer
    until_before: date | None
    """The last day, where the answer is guaranteed until one."""
    after: Answer
    until_after: date | None
    change: Change
    held: bool
    """Whether the answer itself stays as it is: a fact or an age holds it as low already, and only
    what the law gives behind that is weaker or stronger."""
    because: tuple[str, ...]
    """The rules that make the difference, by id."""
    owed: bool
    """Whether it must be told: the duty `inform-safety`, where it is not owed today."""
    reworded: bool
    """Whether any sentence to the citizen would be another."""


def trial(law: Law, today: Law) -> Trial:
    """Return a law as it is tried beside today's."""
    return Trial(law, frozenset(_differing(today.newest, law.newest)))


def first_day(other: Trial, today: date) -> date:
    """Return the first day from today on that shows all that differs: each such rule has begun."""
    periods = (each for rule in other.differing for each in other.law.newest.of(rule))
    return max((each.starts for each in periods if each.starts > today), default=today)


def other_days(other: Trial, today: Law, on: date) -> tuple[date, ...]:
    """Return the days, from the edition on, on which both differ otherwise than on that day.

    On each of them rules begin, or are over: a right may be lost for some months alone.
    """
    both = today.newest, other.law.newest
    first = other.law.newest.edition
    turns = {first}
    for reading, rule in product(both, other.differing):
        for each in reading.of(rule):
            turns |= {each.starts, days_after(each.ends, 1)}

    def in_force(day: date) -> tuple[frozenset[str], ...]:
        return tuple(
            _meaning(
                (
                    each.model_copy(update={"starts": date.min})
                    for rule in other.differing
                    for each in reading.of(rule)
                    if each.starts <= day <= each.ends
                ),
            )
            for reading in both
        )

    shown, found = in_force(on), list[date]()
    for day in sorted(each for each in turns if first <= each < date.max and each != on):
        now = in_force(day)
        if len({*now}) > 1 and now != shown:
            found.append(day)
    return tuple(found)


def tried(
    other: Trial, history: History, book: Rulebook, on: date, _known_at: datetime | None = None
) -> Tried | None:
    """Return what the answer would be on a day, beside the one under the law of the rulebook.

    It is weaker where it promises less, and where the law alone does although a fact or an age
    holds the answer as low already: that is what has to be told once the law is adopted. What comes
    of the ages of folkepension alone is counted and need not be told.

    None where there is no pension that day, and where the citizen died or moved to another
    municipality: no answer is given here any more.
    """
    now = SafetyContext(history, book, book.law.newest, on)
    if now.pension.state == "none" or now.journey.people.gone:
        return None
    then = SafetyContext(history, book._replace(law=other.law), other.law.newest, on)
    before, after = (guarantee_by_law(now.facts, each.law, on) for each in (now, then))
    alone = _change(*(strength_by_law(now.pension, each.law, on) for each in (now, then)))
    answered = _change(before.strength, after.strength)
    change = alone if alone == "weaker" or answered == "same" else answered
    rested = (
        (guarantee_by_law(PensionFacts(now.pension), each.law, on) for each in (now, then))
        if answered == "same"
        else (before, after)
    )
    return Tried(
        scheme=now.pension.scheme,
        before=before.answer,
        until_before=before.until,
        after=after.answer,
        until_after=after.until,
        change=change,
        held=change != "same" and answered == "same",
        because=() if change == "same" else tuple(_because(other, *rested)),
        owed=change == "weaker" and _must_be_told(then) and not _must_be_told(now),
        reworded=_sentences(now) != _sentences(then) or answered != "same",
    )


def _change(before: Strength, after: Strength) -> Change:
    if before == after:
        return "same"
    return "weaker" if after < before else "stronger"


def _because(other: Trial, before: Guarantee, after: Guarantee) -> Iterator[str]:
    """Yield the differing rules behind the grounds that are not in both answers."""
    changed = [
        *(each for each in before.grounds if each not in after.grounds),
        *(each for each in after.grounds if each not in before.grounds),
    ]
    rules = dict.fromkeys(rule.id for each in changed for rule in each.rules)
    yield from (each for each in rules if each in other.differing)
    if FOLKEPENSION_AGE in other.differing and any(each.is_of_age for each in changed):
        yield FOLKEPENSION_AGE


def _must_be_told(of: SafetyContext) -> bool:
    return any(each.is_open(of.on) for each in weakened(of.as_of_day, of.book))


def _sentences(of: SafetyContext) -> tuple[str, ...]:
    """Return the sentences of the rules that are shown to the citizen."""
    return tuple(rule.da for rule in of.applicable_rules)


def _differing(one: Reading, other: Reading) -> Iterator[str]:
    """Yield the ids of the rules that do not mean the same in both, in their order."""
    for each in dict.fromkeys((*one.rules_by_id, *other.rules_by_id)):
        if _meaning(one.of(each)) != _meaning(other.of(each)):
            yield each
    if _ages(one) != _ages(other):
        yield FOLKEPENSION_AGE


def _meaning(periods: Iterable[Rule]) -> frozenset[str]:
    """Return what the periods of a rule say besides their words, sources and edition."""
    words = {"da", "en", "topic", "sources", "edition"}
    return frozenset(each.model_dump_json(exclude=words) for each in periods)


def _ages(of: Reading) -> frozenset[str]:
    return frozenset(
        each.model_dump_json(exclude={"sources", "edition"}) for each in of.folkepension_ages
    )
