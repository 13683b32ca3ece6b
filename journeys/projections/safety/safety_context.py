"""The situation of one day: the facts and the law that the safety view is told from."""

from collections import deque
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
    ReassessmentSet,
    SafetyExplained,
)
from journeys.domain.events.people import JourneyOpened, SupportBasisChanged
from journeys.domain.events.rulings import AppealDecided, RulingMade, WishesHeard
from journeys.domain.events.work import Placement, PlacementStarted
from journeys.domain.guarantee import Guarantee, guarantee
from journeys.domain.history import Entry, History
from journeys.domain.income import pays
from journeys.domain.journey import Event, Journey
from journeys.domain.law import Reading
from journeys.domain.law.rules import Rule
from journeys.domain.pension_facts import PensionFacts, pension_facts
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import (
    FLEKSJOB,
    FOLKEPENSION,
    RESTING,
    WITHDRAWAL,
    PensionNow,
    RulingId,
)

BY_THE_ANSWER = ("protection", "withdrawal")
"""Parts of the law that are told only where the answer rests on them."""


@dataclass(frozen=True)
class SafetyContext:
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
        return "paid-beside-work" if self.paid_work else "paid"

    @cached_property
    def facts(self) -> PensionFacts:
        """The facts that the answer hangs on."""
        return pension_facts(self.known, self.on)

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
    def paid_work(self) -> list[Placement]:
        """The placements that pay a wage."""
        return [place for place in self.journey.work.running if pays(place, self.book)]

    @property
    def fleksjobs(self) -> list[Placement]:
        """The fleksjobs that run."""
        return [place for place in self.journey.work.running if place.placement_kind == FLEKSJOB]

    @cached_property
    def of_this_pension(self) -> tuple[Entry, ...]:
        """The entries about the pension that hold, from the newest grant on, that day's included.

        What was explained is no ground, and what belongs to a pension before it is not of this one.
        """
        told: list[Entry] = []
        for entry in self.seen.standing:
            if isinstance(entry.event, PensionGranted):
                told = []
            if isinstance(entry.event, PensionFact) and not isinstance(
                entry.event, SafetyExplained
            ):
                told.append(entry)
        return tuple(told)

    @property
    def entries(self) -> Iterator[int]:
        """The entries that the answer rests on: of the pension, and of what can end it."""
        yield from (entry.version for entry in self.of_this_pension)
        about = [ground.ruling.made.ruling for ground in self.guarantee.grounds if ground.ruling]
        if self.pension.withdrawn_by is not None:
            about.append(self.pension.withdrawn_by)
        for ruling in about:
            yield from self.of_ruling(ruling, RulingMade, AppealDecided)
        if self.facts.ends is not None:
            yield from self.of_event(self.facts.ends)

    def newest(self, *kinds: type[Event]) -> Iterator[int]:
        """Yield the newest entry about this pension of these kinds, if there is one."""
        of_kinds = (entry for entry in self.of_this_pension if isinstance(entry.event, kinds))
        yield from (entry.version for entry in deque(of_kinds, maxlen=1))

    def of_event(self, event: Event) -> Iterator[int]:
        """Yield the entry that recorded this very event."""
        yield from (entry.version for entry in self.known.standing if entry.event is event)

    def of_reassessment(self, due: date | None) -> Iterator[int]:
        """Yield the entry that set a reassessment by that day: of its own, or with the grant."""
        ahead = (entry for entry in self.known.standing if entry.event.on > self.on)
        for entry in (*self.of_this_pension, *ahead):
            event = entry.event
            if (isinstance(event, ReassessmentSet) and event.due == due) or (
                isinstance(event, PensionGranted) and event.reassessment == due
            ):
                yield entry.version

    def of_ruling(self, ruling: RulingId, *kinds: type[Event]) -> Iterator[int]:
        """Yield the entries of these kinds about that ruling."""
        for entry in self.known.standing:
            event = entry.event
            if isinstance(event, kinds) and getattr(event, "ruling", None) == ruling:
                yield entry.version

    def of_hearing(self) -> Iterator[int]:
        """Yield the entries by which the citizen was heard on a withdrawal."""
        for entry in self.known.standing:
            if isinstance(entry.event, WishesHeard) and entry.event.matter == WITHDRAWAL:
                yield entry.version

    def of_folkepension(self) -> Iterator[int]:
        """Yield the entry that says that the citizen lives on folkepension from that day."""
        for entry in self.known.standing:
            event = entry.event
            if (
                isinstance(event, JourneyOpened | SupportBasisChanged)
                and event.basis == FOLKEPENSION
                and event.on == self.facts.folkepension
            ):
                yield entry.version

    @property
    def rests_ahead(self) -> list[tuple[int, PensionRested]]:
        """The first rest that is recorded for a day ahead, with its entry."""
        found = [
            (entry.version, entry.event)
            for entry in self.known.standing
            if isinstance(entry.event, PensionRested) and entry.event.on > self.on
        ]
        ends = self.facts.ends
        return [each for each in found[:1] if ends is None or each[1].on < ends.on]

    @property
    def rests_ruled(self) -> list[tuple[int, RulingMade]]:
        """The rulings that this pension rests, which nothing followed yet, with their entries."""
        turns = [
            entry.event.on
            for entry in self.known.standing
            if isinstance(entry.event, PensionRested | PensionResumed)
        ]
        made = self.journey.rulings.made
        return [
            (entry.version, entry.event)
            for entry in self.known.standing
            if isinstance(entry.event, RulingMade)
            and self._rests_by(entry.event, turns)
            and not (entry.event.ruling in made and made[entry.event.ruling].undone)
        ]

    def _rests_by(self, made: RulingMade, turns: list[date]) -> bool:
        """Whether a ruling lets this pension rest from a day ahead, or gone by without a turn."""
        starts, granted = made.effective_on, self.pension.granted
        if made.matter != RESTING or made.outcome == "not-granted":
            return False
        if granted is None or max(made.on, starts) < granted:
            return False
        if starts > self.on:
            return starts not in turns
        return self.state != "resting" and not any(starts <= day <= self.on for day in turns)

    def of_work(self, places: list[Placement]) -> Iterator[int]:
        """Yield the entries by which these placements began."""
        ids = {place.placement for place in places}
        for entry in self.seen.standing:
            if isinstance(entry.event, PlacementStarted) and entry.event.placement in ids:
                yield entry.version

    def _tells(self, rule: Rule) -> bool:
        if rule.part in (*BY_THE_ANSWER, "ground") or self.state not in rule.states:
            return False
        if rule.part == "condition":
            return self.facts.reassessment is not None
        since = self.pension.since
        lapsed = rule.months and since and self.on > months_after(since, rule.months)
        return not lapsed
