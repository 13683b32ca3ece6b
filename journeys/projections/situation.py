"""The situation of one day: the facts and the law that the safety view is told from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from journeys.domain.days import months_after
from journeys.domain.events.pension import (
    Pension,
    PensionFact,
    PensionGranted,
    PensionRested,
    PensionResumed,
    PensionReturnRequested,
    PensionWithdrawn,
)
from journeys.domain.events.rulings import AppealDecided, Ruling, RulingMade
from journeys.domain.guarantee import Guarantee, Standing, guarantee, standing
from journeys.domain.history import Entry, History
from journeys.domain.income import pays
from journeys.domain.journey import Event, Journey
from journeys.domain.law import Reading, Rule
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import FLEKSJOB, PensionNow

MAKES: dict[PensionNow, tuple[type[Event], ...]] = {
    "paid": (PensionGranted, PensionResumed),
    "paid-beside-work": (PensionGranted, PensionResumed),
    "resting": (PensionRested,),
    "return-asked": (PensionReturnRequested,),
    "resumed": (PensionResumed,),
    "withdrawn": (PensionWithdrawn,),
}
"""The facts that bring a state about."""


BY_THE_ANSWER = ("protection", "withdrawal")


@dataclass(frozen=True)
class Situation:
    """Situation: what is known at a moment, how it stands on a day, and the law as it was read."""

    known: History
    book: Rulebook
    law: Reading
    on: date

    @cached_property
    def seen(self) -> History:
        """What is known, as of that day."""
        return self.known.on(self.on)

    @property
    def journey(self) -> Journey:
        """The journey on that day."""
        return self.seen.journey

    @property
    def pension(self) -> Pension:
        """The pension on that day."""
        return self.journey.pension

    @cached_property
    def state(self) -> PensionNow:
        """The pension's state: paid is told apart from paid beside work."""
        if not self.pension.paid_on(self.on):
            return self.pension.state
        works = any(pays(place, self.book) for place in self.journey.work.running)
        return "paid-beside-work" if works else "paid"

    @cached_property
    def facts(self) -> Standing:
        """The facts that the answer hangs on."""
        return standing(self.known, self.on)

    @cached_property
    def guarantee(self) -> Guarantee:
        """The answer."""
        return guarantee(self.facts, self.law, self.on)

    @cached_property
    def told(self) -> tuple[Rule, ...]:
        """The rules that are told: of those that protect or end it, those the answer rests on."""
        others = self.law.on(self.on, self.pension.scheme)
        carrying = [rule for rule in self.guarantee.rules if rule.part in BY_THE_ANSWER]
        return (*(rule for rule in others if self._tells(rule)), *carrying)

    @property
    def fleksjob(self) -> bool:
        """Whether a fleksjob runs."""
        return any(place.placement_kind == FLEKSJOB for place in self.journey.work.running)

    @property
    def ruling(self) -> Ruling | None:
        """The ruling that ends the pension, or ended it."""
        by = self.facts.ruling or self.pension.withdrawn_by
        return None if by is None else self.journey.rulings.made.get(by)

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The entries that hold on that day: of the pension, and of a ruling that ends it."""
        return tuple(
            entry
            for entry in self.seen.standing
            if isinstance(entry.event, PensionFact) or self._ends_it(entry.event)
        )

    def newest(self, *kinds: type[Event]) -> Entry | None:
        """Return the newest of those entries of these kinds."""
        found = (entry for entry in reversed(self.entries) if isinstance(entry.event, kinds))
        return next(found, None)

    @property
    def made_so(self) -> tuple[int, ...]:
        """The entries that brought the state about: of the pension, and of the work beside it."""
        newest = self.newest(*MAKES.get(self.state, ()))
        if newest is None:
            return ()
        running = {place.placement for place in self.journey.work.running}
        beside = (
            change.entry.version
            for change in self.seen.changes
            if self.state == "paid-beside-work"
            and running & change.after.work.placements.keys() - change.before.work.placements.keys()
        )
        return (newest.version, *beside)

    def _tells(self, rule: Rule) -> bool:
        if rule.part in (*BY_THE_ANSWER, "ground") or self.state not in rule.states:
            return False
        since = self.pension.since
        if rule.months and since and self.on > months_after(since, rule.months):
            return False
        match rule.given:
            case "reassessment":
                return self.pension.reassessment is not None
            case "fleksjob":
                return self.fleksjob
            case None:
                return True

    def _ends_it(self, event: Event) -> bool:
        by = self.facts.ruling or self.pension.withdrawn_by
        return isinstance(event, RulingMade | AppealDecided) and event.ruling == by

    @property
    def ahead(self) -> Iterator[Entry]:
        """The entries by which the pension is withdrawn on a later day."""
        return (
            entry
            for entry in self.known.standing
            if isinstance(entry.event, PensionWithdrawn) and entry.event.on > self.on
        )
