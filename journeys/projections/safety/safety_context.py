"""The context of one day: the facts and the law that the safety view is computed from."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from journeys.domain.days import days_after, months_after
from journeys.domain.events.pension import (
    Pension,
    PensionFact,
    PensionGranted,
    PensionRested,
    PensionResumed,
    PensionSchemeChanged,
    ReassessmentSet,
    SafetyExplained,
)
from journeys.domain.events.people import JourneyOpened, SupportBasisChanged
from journeys.domain.events.rulings import AppealDecided, RulingMade, WishesHeard
from journeys.domain.events.work import Placement, PlacementStarted
from journeys.domain.ground import Cause
from journeys.domain.guarantee import Guarantee, guarantee
from journeys.domain.history import Entry, History
from journeys.domain.income import pays
from journeys.domain.journey import Event, Journey
from journeys.domain.law import Reading
from journeys.domain.law.folkepension import FolkepensionDay
from journeys.domain.law.rules import RIGHT_PARTS, Rule
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
"""Parts of the law that are shown only where the answer rests on them."""
ENDED_BY: tuple[Cause, ...] = ("ruling", "withdrawal-ahead")
"""What ends the right, decided already."""
IN_ANOTHER_SENTENCE = ("ground", "scheme", "folkepension")
"""Parts that a refusal, a fact or the answer itself says."""


@dataclass(frozen=True)
class SafetyContext:
    """Situation: what is known at a moment, the state on a day, and a reading of the law."""

    known: History
    book: Rulebook
    law: Reading
    on: date

    @cached_property
    def as_of_day(self) -> History:
        """The known history as of that day."""
        return self.known.on(self.on)

    @property
    def journey(self) -> Journey:
        """The journey on that day."""
        return self.as_of_day.journey

    @property
    def pension(self) -> Pension:
        """The pension on that day."""
        return self.journey.pension

    @cached_property
    def state(self) -> PensionNow:
        """The pension's state; paid beside work is a state of its own."""
        if not self.pension.paid_on(self.on):
            return self.pension.state
        return "paid-beside-work" if self.paid_work else "paid"

    @cached_property
    def facts(self) -> PensionFacts:
        """The facts that the answer depends on."""
        return pension_facts(self.known, self.on)

    @cached_property
    def guarantee(self) -> Guarantee:
        """The answer, with the rules and facts it rests on."""
        return guarantee(self.facts, self.law, self.on)

    @cached_property
    def applicable_rules(self) -> tuple[Rule, ...]:
        """The rules to show; of those that protect or end the right, those the answer rests on."""
        if self.has_folkepension_age:
            return ()
        others = [rule for rule in self.law.on(self.on, self.pension.scheme) if self._applies(rule)]
        carrying = [rule for rule in self.guarantee.rules if rule.part in BY_THE_ANSWER]
        if self.guarantee.has("withdrawal-ahead"):
            # An end that is recorded was not held off by what protects the right.
            carrying = [rule for rule in carrying if rule.part != "protection"]
        if self.guarantee.has("scheme"):
            # Which scheme's rules apply is not known.
            return tuple(rule for rule in others if len(rule.schemes) > 1)
        if self.guarantee.has("out-of-date"):
            # What was read too long ago gives nobody a right.
            return tuple(rule for rule in (*others, *carrying) if rule.claim == "none")
        return (*others, *carrying)

    @property
    def has_folkepension_age(self) -> bool:
        """Whether the age of folkepension is reached: there is no førtidspension to speak of."""
        return self.guarantee.has("folkepension-reached", "folkepension-while-resting")

    @property
    def folkepension(self) -> FolkepensionDay | None:
        """The day of the age of folkepension, and that age; None where it is not known."""
        return self.law.folkepension(self.pension.born)

    @property
    def may_be_withdrawn(self) -> bool:
        """Whether a rule on withdrawal may apply, on that day or once a protection has ended."""
        if not self.pension.exists or self.has_folkepension_age:
            return False
        rules = self.guarantee.rules
        if self.guarantee.until is not None:
            after_it = days_after(self.guarantee.until, 1)
            rules += guarantee(self.facts, self.law, after_it).rules
        return self.guarantee.has("scheme") or any(rule.part == "withdrawal" for rule in rules)

    @property
    def paid_work(self) -> list[Placement]:
        """The running placements that pay a wage."""
        return [place for place in self.journey.work.running if pays(place, self.book)]

    @property
    def fleksjobs(self) -> list[Placement]:
        """The running fleksjobs."""
        return [place for place in self.journey.work.running if place.placement_kind == FLEKSJOB]

    @cached_property
    def of_this_pension(self) -> tuple[Entry, ...]:
        """The entries in force about this pension, from the newest grant up to that day.

        An explanation is no fact, and entries about an earlier pension are not about this one.
        """
        entries: list[Entry] = []
        for entry in self.as_of_day.in_force:
            if isinstance(entry.event, PensionGranted):
                entries = []
            if isinstance(entry.event, PensionFact) and not isinstance(
                entry.event, SafetyExplained
            ):
                entries.append(entry)
        return tuple(entries)

    @property
    def entries(self) -> Iterator[int]:
        """The entries that the answer rests on: about the pension, and about what can end it."""
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
        """Yield the entry that recorded exactly this event."""
        yield from (entry.version for entry in self.known.in_force if entry.event is event)

    def of_reassessment(self, due: date | None) -> Iterator[int]:
        """Yield the entry that set a reassessment by that day: its own, or the grant."""
        ahead = (entry for entry in self.known.in_force if entry.event.on > self.on)
        for entry in (*self.of_this_pension, *ahead):
            event = entry.event
            if (isinstance(event, ReassessmentSet) and event.due == due) or (
                isinstance(event, PensionGranted) and event.reassessment == due
            ):
                yield entry.version

    def of_ruling(self, ruling: RulingId, *kinds: type[Event]) -> Iterator[int]:
        """Yield the entries of these kinds about that ruling."""
        for entry in self.known.in_force:
            event = entry.event
            if isinstance(event, kinds) and getattr(event, "ruling", None) == ruling:
                yield entry.version

    def of_hearing(self) -> Iterator[int]:
        """Yield the entries that record a hearing on a withdrawal."""
        for entry in self.known.in_force:
            if isinstance(entry.event, WishesHeard) and entry.event.matter == WITHDRAWAL:
                yield entry.version

    def of_scheme_change(self) -> Iterator[int]:
        """Yield the entry that moves the pension to the new scheme on a later day."""
        for entry in self.known.in_force:
            if isinstance(entry.event, PensionSchemeChanged) and entry.event.on == self.facts.moves:
                yield entry.version

    def of_folkepension(self) -> Iterator[int]:
        """Yield the entry that says that the citizen lives on folkepension from that day."""
        for entry in self.known.in_force:
            event = entry.event
            if (
                isinstance(event, JourneyOpened | SupportBasisChanged)
                and event.basis == FOLKEPENSION
                and event.on == self.facts.folkepension
            ):
                yield entry.version

    @property
    def upcoming_rest(self) -> list[tuple[int, PensionRested]]:
        """The first rest recorded for a later day, with its entry; empty where there is none."""
        found = [
            (entry.version, entry.event)
            for entry in self.known.in_force
            if isinstance(entry.event, PensionRested) and entry.event.on > self.on
        ]
        ends = self.facts.ends
        return [each for each in found[:1] if ends is None or each[1].on < ends.on]

    @property
    def ruled_rests(self) -> list[tuple[int, RulingMade]]:
        """The rulings that this pension is to rest which are not carried out yet, with entries."""
        change_days = [
            entry.event.on
            for entry in self.known.in_force
            if isinstance(entry.event, PensionRested | PensionResumed)
        ]
        made = self.journey.rulings.made
        return [
            (entry.version, entry.event)
            for entry in self.known.in_force
            if isinstance(entry.event, RulingMade)
            and self._awaits_rest(entry.event, change_days)
            and not (entry.event.ruling in made and made[entry.event.ruling].undone)
        ]

    def _awaits_rest(self, made: RulingMade, change_days: list[date]) -> bool:
        """Whether a ruling lets this pension rest, and no rest or return has followed it."""
        starts, granted = made.effective_on, self.pension.granted
        if not made.grants(RESTING) or granted is None or max(made.on, starts) < granted:
            return False
        if starts > self.on:
            return starts not in change_days
        return self.state != "resting" and not any(starts <= day <= self.on for day in change_days)

    def of_work(self, places: list[Placement]) -> Iterator[int]:
        """Yield the entries that began these placements."""
        ids = {place.placement for place in places}
        for entry in self.as_of_day.in_force:
            if isinstance(entry.event, PlacementStarted) and entry.event.placement in ids:
                yield entry.version

    def _applies(self, rule: Rule) -> bool:
        if rule.part in (*BY_THE_ANSWER, *IN_ANOTHER_SENTENCE) or self.state not in rule.states:
            return False
        starts, ends = rule.in_force_for(self.pension.born)
        if not starts <= self.on <= ends:
            return False
        if self.guarantee.has(*ENDED_BY) and rule.part in RIGHT_PARTS:
            return False
        beside = {
            "reassessment": self.facts.reassessment is not None,
            "ending": self.guarantee.has(*ENDED_BY, "hearing", "sent-back", "appeal"),
            "withdrawal-undone": self.journey.withdrawal_undone,
        }
        if any(beside[fact] for fact in rule.unless):
            return False
        if rule.part == "condition":
            return self.facts.reassessment is not None
        since = self.pension.since
        lapsed = rule.months and since and self.on > months_after(since, rule.months)
        return not lapsed
