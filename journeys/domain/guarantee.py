"""The guarantee: whether somebody who tries work keeps the right to the pension.

Pure: the recorded facts, the law as it was read, and a day give the answer. It is never stronger
than its weakest ground.
"""

from datetime import date
from operator import attrgetter
from typing import NamedTuple

from journeys.domain.ground import Cause, Ground, Strength
from journeys.domain.grounds import (
    ending,
    folkepension_ahead,
    folkepension_reached,
    recorded_facts,
    rights,
    scheme_in_doubt,
)
from journeys.domain.law import Reading
from journeys.domain.law.rules import Rule
from journeys.domain.pension_facts import PensionFacts
from journeys.domain.vocabulary import Answer


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
    def weakest_grounds(self) -> tuple[Ground, ...]:
        """Every ground that is as weak as the answer."""
        return tuple(ground for ground in self.grounds if ground.strength == self.strength)

    @property
    def decisive(self) -> tuple[Ground, ...]:
        """The grounds that are as weak as the answer, and every fact that can end the right."""
        return tuple(
            ground
            for ground in self.grounds
            if ground.strength == self.strength
            or ground.cause not in ("law", "reassessment", "folkepension-age")
        )

    def has(self, *causes: Cause) -> bool:
        """Whether any ground is of one of these causes."""
        return any(ground.cause in causes for ground in self.grounds)

    @property
    def has_exception(self) -> bool:
        """Whether special circumstances lift a protection that the answer promises by."""
        promises = self.answer in ("guaranteed", "guaranteed-until")
        return promises and any(rule.lifted_by == "special-circumstances" for rule in self.rules)

    @property
    def without_age(self) -> "Guarantee | None":
        """The same without what comes with age alone; None where nothing else is left."""
        others = tuple(ground for ground in self.grounds if not ground.is_of_age)
        return Guarantee(others) if others else None

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
        reached = folkepension_reached(facts, law, on)
        if reached is not None:
            return Guarantee((reached,))
        grounds = [*rights(facts.pension, law, on), *ending(facts.pension, law, on)]
        grounds += [*scheme_in_doubt(facts.pension, law), *folkepension_ahead(facts.pension, law)]
        return Guarantee((*grounds, *recorded_facts(facts, law, on), *appeals))
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
