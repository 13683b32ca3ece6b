"""The guarantee: whether the right to the pension is kept by somebody who tries work.

Pure: what is recorded, the law as it was read, and a day give the answer. It is never stronger
than the weakest thing it rests on.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from journeys.domain.days import birthday
from journeys.domain.events.pension import Pension, PensionWithdrawn
from journeys.domain.history import History
from journeys.domain.journey import Journey
from journeys.domain.law import Reading, Rule
from journeys.domain.vocabulary import Answer, RulingId

WEAKEST_FIRST: tuple[Answer, ...] = get_args(Answer)

Strength = tuple[int, date]


def strength(answer: Answer, until: date | None) -> Strength:
    """Return how much an answer promises; of two that end, the one that ends first less."""
    return WEAKEST_FIRST.index(answer), until or date.max


Cause = Literal[
    "law", "reassessment", "ruling", "withdrawal-ahead", "appeal", "no-rule", "out-of-date"
]
"""What makes the answer what it is: a rule; a fact; that no rule was found; or that nobody has
read the law anew."""


class Ground(NamedTuple):
    """Grundlag: one thing that the answer rests on, and how much it can carry."""

    answer: Answer
    cause: Cause = "law"
    rules: tuple[Rule, ...] = ()
    until: date | None = None
    """The last day that it carries so much, where it ends."""

    @property
    def strength(self) -> Strength:
        """How much it carries."""
        return strength(self.answer, self.until)


class Guarantee(NamedTuple):
    """Svaret: the weakest ground's, with every ground beside it."""

    grounds: tuple[Ground, ...]

    @property
    def weakest(self) -> Ground:
        """The ground that the answer is no stronger than."""
        return min(self.grounds, key=lambda ground: ground.strength)

    @property
    def answer(self) -> Answer:
        """The answer."""
        return self.weakest.answer

    @property
    def until(self) -> date | None:
        """The last day it is guaranteed on; None unless it is guaranteed until a day."""
        return self.weakest.until

    @property
    def decisive(self) -> tuple[Ground, ...]:
        """The grounds that are as weak as the answer."""
        return tuple(each for each in self.grounds if each.strength == self.weakest.strength)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule it rests on."""
        return tuple(dict.fromkeys(rule for ground in self.grounds for rule in ground.rules))

    @property
    def strength(self) -> Strength:
        """How much it promises."""
        return self.weakest.strength


class Standing(NamedTuple):
    """Sådan står sagen: the facts that the answer hangs on, as recorded."""

    pension: Pension
    ruling: RulingId | None = None
    """A ruling that ends the pension, not taken back, where the end itself is not recorded."""
    ends: date | None = None
    """The day ahead from which the pension is recorded as withdrawn."""
    undone: bool = False
    """Whether it was withdrawn by a ruling that an appeal took back."""


NO_RIGHT = Guarantee((Ground("none"),))


def standing(history: History, on: date) -> Standing:
    """Return the facts of a day; a withdrawal that is recorded with a later day is among them."""
    ahead = (
        event.on
        for event in history.events
        if isinstance(event, PensionWithdrawn) and event.on > on
    )
    return standing_of(history.on(on).journey, min(ahead, default=None))


def standing_of(journey: Journey, ends: date | None = None) -> Standing:
    """Return the facts of a journey, whose pension is recorded to end on a day ahead, or not."""
    pension = journey.pension
    ruling = next(
        (
            ruling
            for ruling, each in journey.rulings.made.items()
            if each.withdraws(date.max) and not each.undone and _after(each.made.on, pension)
        ),
        None,
    )
    return Standing(pension, ruling, ends, journey.withdrawal_undone)


def guarantee(facts: Standing, law: Reading, on: date) -> Guarantee:
    """Return the answer on that day, by the law in force that day as it was read.

    A reading that nobody renewed in time carries no promise.
    """
    by_law = guarantee_by_law(facts, law, on)
    if by_law.answer == "none" or on <= law.good_until:
        return by_law
    return Guarantee((*by_law.grounds, Ground("verify", "out-of-date", by_law.rules)))


def guarantee_by_law(facts: Standing, law: Reading, on: date) -> Guarantee:
    """Return the answer on that day, however long ago the law was read."""
    if facts.undone:
        return Guarantee((Ground("verify", "appeal"),))
    if not facts.pension.exists:
        return NO_RIGHT
    return Guarantee((*_by_rules(facts.pension, law, on), *_by_facts(facts, law, on)))


def _by_rules(pension: Pension, law: Reading, on: date) -> Iterator[Ground]:
    in_force = tuple(law.on(on, pension.scheme))
    rights = [rule for rule in in_force if rule.part == "right"]
    yield from (_carries("guaranteed", rule) for rule in rights)
    protected = _protected(pension, law, on)
    if protected is not None:
        yield protected
    withdrawals = [rule for rule in in_force if rule.part == "withdrawal"]
    if protected is None:
        yield from (_carries("depends", rule) for rule in withdrawals)
    if not rights or (protected is None and not withdrawals):
        # Where the law says nothing there is nothing to promise.
        yield Ground("verify", "no-rule")


def _by_facts(facts: Standing, law: Reading, on: date) -> Iterator[Ground]:
    if facts.pension.reassessment is not None:
        conditions = tuple(
            rule
            for rule in law.on(on, facts.pension.scheme)
            if rule.part == "condition" and rule.given == "reassessment"
        )
        yield Ground("depends", "reassessment", conditions)
    if facts.ruling is not None and facts.ends is None:
        yield Ground("depends", "ruling")
    if facts.ends is not None:
        last = facts.ends - timedelta(days=1)
        yield Ground("guaranteed-until", "withdrawal-ahead", until=last)


def _carries(most: Answer, rule: Rule) -> Ground:
    """Return what a rule carries: what it says, where that was read, and nothing otherwise."""
    return Ground(most if rule.tag == "verified" else "verify", rules=(rule,))


def _protected(pension: Pension, law: Reading, on: date) -> Ground | None:
    """Return for how long the pension is protected from that day on, one rule after the other."""
    by, day = list[Rule](), on
    protections = [
        rule
        for rule in law.rules
        if rule.part == "protection" and rule.tag == "verified" and pension.scheme in rule.schemes
    ]
    while rule := max(
        (each for each in protections if _from(each, pension) <= day <= each.ends),
        key=lambda each: each.ends,
        default=None,
    ):
        by.append(rule)
        if rule.ends == date.max:
            return Ground("guaranteed", rules=tuple(by))
        day = rule.ends + timedelta(days=1)
    if not by:
        return None
    return Ground("guaranteed-until", rules=tuple(by), until=day - timedelta(days=1))


def _from(rule: Rule, pension: Pension) -> date:
    """Return from which day a rule protects this pension: at some age, where it hangs on that."""
    if rule.age is None:
        return rule.starts
    if pension.born is None:
        return date.max
    return max(rule.starts, birthday(pension.born, rule.age))


def _after(made: date, pension: Pension) -> bool:
    """Whether a ruling is about this pension, and not one before it."""
    return pension.granted is not None and made >= pension.granted
