"""The guarantee: whether somebody who tries work keeps the right to the pension.

Pure: the recorded facts, the law as it was read, and a day give the answer. It is never stronger
than its weakest ground.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from operator import attrgetter
from typing import Literal, NamedTuple, get_args

from journeys.domain.days import birthday
from journeys.domain.events.pension import Pension
from journeys.domain.events.rulings import Ruling
from journeys.domain.law import Reading
from journeys.domain.law.rules import RIGHT_PARTS, Rule
from journeys.domain.pension_facts import PensionFacts
from journeys.domain.vocabulary import Answer

WEAKEST_FIRST: tuple[Answer, ...] = get_args(Answer)

Strength = tuple[int, date]


def strength(answer: Answer, until: date | None) -> Strength:
    """Return how much an answer promises; of two that end, the earlier end promises less."""
    return WEAKEST_FIRST.index(answer), until or date.max


Cause = Literal[
    "law",
    "reassessment",
    "hearing",
    "ruling",
    "sent-back",
    "withdrawal-ahead",
    "void-end",
    "appeal",
    "folkepension",
    "no-rule",
    "out-of-date",
]
"""Why a ground has its answer: a rule, a fact, that no rule was found, or that the law has not been
read again in time."""


class Ground(NamedTuple):
    """Grundlag: one thing that the answer rests on, and how much it allows to promise."""

    answer: Answer
    cause: Cause = "law"
    rules: tuple[Rule, ...] = ()
    ruling: Ruling | None = None
    """The ruling it is about, if any."""
    until: date | None = None
    """The last day for which it allows that much; None where it has no end."""

    @property
    def strength(self) -> Strength:
        """How much it allows to promise."""
        return strength(self.answer, self.until)


class Guarantee(NamedTuple):
    """Svaret: the answer of the weakest ground, and all grounds."""

    grounds: tuple[Ground, ...]

    @property
    def weakest(self) -> Ground:
        """The weakest ground, which gives the answer."""
        return min(self.grounds, key=attrgetter("strength"))

    @property
    def answer(self) -> Answer:
        """The answer of the weakest ground."""
        return self.weakest.answer

    @property
    def until(self) -> date | None:
        """The last guaranteed day; None unless the right is guaranteed until a day."""
        return self.weakest.until

    @property
    def strength(self) -> Strength:
        """How much it promises."""
        return self.weakest.strength

    @property
    def decisive(self) -> tuple[Ground, ...]:
        """The grounds that are as weak as the answer, and every fact that can end the right."""
        return tuple(
            ground
            for ground in self.grounds
            if ground.strength == self.strength or ground.cause not in ("law", "reassessment")
        )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that the answer rests on."""
        return tuple(dict.fromkeys(rule for ground in self.grounds for rule in ground.rules))


def guarantee(facts: PensionFacts, law: Reading, on: date) -> Guarantee:
    """Return the answer on that day, by the law in force that day as it was read.

    A reading of the law that was not renewed in time promises nothing.
    """
    by_law = guarantee_by_law(facts, law, on)
    if by_law.answer == "none" or on <= law.good_until:
        return by_law
    return Guarantee((*by_law.grounds, Ground("verify", "out-of-date", by_law.rules)))


def guarantee_by_law(facts: PensionFacts, law: Reading, on: date) -> Guarantee:
    """Return the answer on that day, however long ago the law was read."""
    appeals = [Ground("verify", "appeal", ruling=ruling) for ruling in facts.changed]
    if facts.pension.exists:
        grounds = [*_rights(facts.pension, law, on), *_ending(facts.pension, law, on)]
        return Guarantee((*grounds, *_facts(facts, law, on), *appeals))
    appeals += [Ground("verify", "sent-back", ruling=ruling) for ruling in facts.sent_back]
    unsettled: Answer = "verify" if appeals else "none"
    since = facts.pension.since
    others = [
        Ground(unsettled, "ruling", ruling=ruling)
        for ruling in facts.rulings
        # Without an appeal, a ruling from before the end was replaced by the one that ended it.
        if appeals or (since is not None and ruling.made.on >= since)
    ]
    return Guarantee((*appeals, *others) or (Ground("none"),))


def protects_from(rule: Rule, pension: Pension) -> date | None:
    """Return the first day on which a rule protects this pension; None where it never does.

    It never does if it is not a protection, if it is of another scheme, or if it depends on an age
    and the day of birth is not known.
    """
    if rule.part != "protection" or pension.scheme not in rule.schemes:
        return None
    if rule.age is None:
        return rule.starts
    if pension.born is None:
        return None
    return max(rule.starts, birthday(pension.born, rule.age))


def _rights(pension: Pension, law: Reading, on: date) -> Iterator[Ground]:
    """Yield a ground for each right: to let the pension rest, and to return to it."""
    of_scheme = [rule for rule in law.rules if pension.scheme in rule.schemes]
    for right in RIGHT_PARTS:
        periods = [(rule.starts, rule) for rule in of_scheme if rule.part == right]
        # Where the law says nothing, nothing is promised.
        yield _covering(periods, on) or Ground("verify", "no-rule")


def _ending(pension: Pension, law: Reading, on: date) -> Iterator[Ground]:
    """Yield the protection of the pension; if there is none, the ways in which it can end."""
    protections = [
        (begins, rule)
        for rule in law.rules
        if rule.tag == "verified" and (begins := protects_from(rule, pension)) is not None
    ]
    shown = [(max(begins, rule.shown_from or date.min), rule) for begins, rule in protections]
    protected = _covering(shown, on)
    if protected is not None:
        yield protected
        return
    # Protections that may have been in force, though no source shows it.
    unshown = [rule for begins, rule in protections if begins <= on <= rule.ends]
    yield from (Ground("verify", rules=(rule,)) for rule in unshown)
    ways = [rule for rule in law.on(on, pension.scheme) if rule.part == "withdrawal"]
    for rule in ways:
        yield Ground("depends" if rule.tag == "verified" else "verify", rules=(rule,))
    if not ways:
        yield Ground("verify", "no-rule")


def _facts(facts: PensionFacts, law: Reading, on: date) -> Iterator[Ground]:
    if facts.reassessment is not None:
        in_force = law.on(on, facts.pension.scheme)
        conditions = tuple(rule for rule in in_force if rule.part == "condition")
        sure = all(rule.tag == "verified" for rule in conditions)
        yield Ground("depends" if sure else "verify", "reassessment", conditions)
    if facts.heard:
        yield Ground("depends", "hearing")
    yield from (Ground("depends", "ruling", ruling=ruling) for ruling in facts.rulings)
    yield from (Ground("depends", "sent-back", ruling=ruling) for ruling in facts.sent_back)
    if facts.void_end is not None:
        yield Ground("verify", "void-end")
    if facts.folkepension is not None and facts.folkepension <= on:
        yield Ground("verify", "folkepension")
    elif facts.folkepension is not None:
        eve = facts.folkepension - timedelta(days=1)
        yield Ground("guaranteed-until", "folkepension", until=eve)
    if facts.ends is not None:
        by = facts.ended_by
        last = facts.ends.on - timedelta(days=1)
        if by is not None and by.withdraws(date.max) and by.made.effective_on > on:
            last = min(last, by.made.effective_on - timedelta(days=1))
        yield Ground("guaranteed-until", "withdrawal-ahead", ruling=by, until=last)


def _covering(periods: Sequence[tuple[date, Rule]], on: date) -> Ground | None:
    """Return a ground for as long as rules follow on one another; None if none is in force.

    Each rule comes with the day from which it counts. Of several in force on a day, the one that
    ends last is used; of two that end together, the verified one.
    """
    used, day = list[Rule](), on
    while True:
        in_force = [rule for begins, rule in periods if begins <= day <= rule.ends]
        rule = max(in_force, key=lambda rule: (rule.ends, rule.tag == "verified"), default=None)
        if rule is None or rule.tag != "verified":
            break
        used.append(rule)
        if rule.ends == date.max:
            return Ground("guaranteed", rules=tuple(used))
        day = rule.ends + timedelta(days=1)
    if used:
        return Ground("guaranteed-until", rules=tuple(used), until=used[-1].ends)
    return None if rule is None else Ground("verify", rules=(rule,))
