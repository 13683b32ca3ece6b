"""Rulings: what the municipality decides, the wishes heard before, and the appeals after."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from journeys.domain.events.fact import Fact
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
    HAPPENED,
    PLANNED,
    WITHDRAWAL,
    AppealOutcome,
    Code,
    From,
    Informed,
    Outcome,
    RulingId,
    Words,
)

Matter = Annotated[Code, From("matter", "measure")]
"""Sagsemne: the matter of wishes and rulings. A kind of measure is a matter too."""


class RulingFact(Fact):
    """A fact about what the municipality decides."""


class WishesHeard(RulingFact):
    """Borgerens ønsker hørt: before anything in a matter is decided or begins."""

    kind: Literal["wishes-heard"] = "wishes-heard"
    professional: ClassVar = "The citizen's wishes were heard"
    citizen: ClassVar = "We asked what you want, and listened"
    matter: Matter
    words: Words


class RulingMade(RulingFact):
    """Afgørelse: what was decided, on what basis, from when, and how to appeal."""

    kind: Literal["ruling-made"] = "ruling-made"
    professional: ClassVar = "A ruling was made"
    citizen: ClassVar = "The municipality made a decision, and tells you why"
    ruling: RulingId
    matter: Matter
    outcome: Outcome
    legal_basis: Words
    """Hjemmel: act and section."""
    considerations: Words = ""
    """Facts and main considerations."""
    hearing: Annotated[date | None, HAPPENED] = None
    """Partshøring: the day the citizen was heard as a party."""
    effective: Annotated[date | None, PLANNED] = None
    """From when it has effect; None from the day it was made."""
    against_wish: bool = False
    explanation: Words = ""
    """In plain words."""
    appeal_to: Words = ""
    """Klageinstans: the body."""
    appeal_by: date | None = None
    """Klagefrist: the last day."""

    @property
    def establishes(self) -> str | None:
        """The ruling."""
        return f"ruling {self.ruling}"

    @property
    def effective_on(self) -> date:
        """Virkningsdato: the day from which it has effect; by default the day it was made."""
        return self.effective or self.on

    def grants(self, matter: str) -> bool:
        """Whether it is about that matter, such as a withdrawal, and does not refuse it."""
        return self.matter == matter and self.outcome != "not-granted"

    @property
    def appealable(self) -> bool:
        """Whether it says to whom the citizen can appeal, and until which later day."""
        ahead = self.appeal_by is not None and self.appeal_by > self.on
        return ahead and bool(self.appeal_to.strip())

    @property
    def explained(self) -> bool:
        """Whether it has everything that a ruling against the wish must have (Rødovre)."""
        reasons = self.explanation.strip() and self.considerations.strip()
        return bool(reasons) and self.appealable


class AboutARuling(RulingFact):
    """A fact about a ruling that was made."""

    ruling: RulingId

    @property
    def rests_on(self) -> str | None:
        """The ruling was made."""
        return f"ruling {self.ruling}"


class CitizenInformed(AboutARuling):
    """Borgeren underrettet: the citizen was told of a ruling, and how."""

    kind: Literal["citizen-informed"] = "citizen-informed"
    professional: ClassVar = "The citizen was informed of a ruling"
    citizen: ClassVar = "We told you what was decided"
    how: Informed


class RulingAppealed(AboutARuling):
    """Klage: the citizen appeals a ruling."""

    kind: Literal["ruling-appealed"] = "ruling-appealed"
    professional: ClassVar = "A ruling was appealed"
    citizen: ClassVar = "You asked for a decision to be looked at again"
    words: Words = ""

    @property
    def establishes(self) -> str | None:
        """The appeal."""
        return Message("appeal of ruling {ruling}", ruling=self.ruling)


class AppealDecided(AboutARuling):
    """Klage afgjort: the answer to an appeal."""

    kind: Literal["appeal-decided"] = "appeal-decided"
    professional: ClassVar = "An appeal was decided"
    citizen: ClassVar = "Your appeal was answered"
    answer: AppealOutcome
    words: Words = ""

    @property
    def establishes(self) -> str | None:
        """The answer to the appeal."""
        return Message("answer to the appeal of ruling {ruling}", ruling=self.ruling)

    @property
    def rests_on(self) -> str | None:
        """The ruling was appealed."""
        return Message("appeal of ruling {ruling}", ruling=self.ruling)


class DutyExplained(RulingFact):
    """Pligt forklaret: rights and duties were explained. Never in the citizen's picture."""

    kind: Literal["duty-explained"] = "duty-explained"
    professional: ClassVar = "Rights and duties were explained"
    citizen: ClassVar = "We talked about rights and duties"
    words: Words


class SanctionConsidered(RulingFact):
    """Sanktion overvejet: a sanction itself is a ruling. Never in the citizen's picture."""

    kind: Literal["sanction-considered"] = "sanction-considered"
    professional: ClassVar = "A sanction was considered"
    citizen: ClassVar = "Rights and duties were looked at"
    considerations: Words


RulingEvent = (
    WishesHeard
    | RulingMade
    | CitizenInformed
    | RulingAppealed
    | AppealDecided
    | DutyExplained
    | SanctionConsidered
)


class Ruling(NamedTuple):
    """Afgørelse: one ruling, with what followed."""

    made: RulingMade
    informed: date | None = None
    appealed: date | None = None
    answered: date | None = None
    answer: AppealOutcome | None = None

    @property
    def undone(self) -> bool:
        """Whether an appeal changed it or sent it back."""
        return self.answer not in (None, "upheld")

    def withdraws(self, day: date) -> bool:
        """Whether it decides that a pension ends, on that day or before."""
        return self.made.grants(WITHDRAWAL) and self.made.effective_on <= day

    def holds_on(self, day: date) -> bool:
        """Whether it has effect on that day: its day has come, and no appeal undid it."""
        return self.made.effective_on <= day and not self.undone


class Rulings(NamedTuple):
    """The rulings slice of a journey."""

    heard: frozenset[str] = frozenset()
    """The matters on which the citizen's wishes were heard."""
    made: Mapping[RulingId, Ruling] = MappingProxyType({})

    def with_ruling(self, ruling: Ruling) -> "Rulings":
        """Return the slice with this ruling added or replaced."""
        return self._replace(made={**self.made, ruling.made.ruling: ruling})


def evolve(rulings: Rulings, event: RulingEvent) -> Rulings:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case WishesHeard():
            return rulings._replace(heard=rulings.heard | {event.matter})
        case RulingMade():
            return rulings.with_ruling(Ruling(event))
        case CitizenInformed() | RulingAppealed() | AppealDecided():
            ruling = rulings.made.get(event.ruling)
            return rulings if ruling is None else rulings.with_ruling(_updated(ruling, event))
        case DutyExplained() | SanctionConsidered():
            return rulings
        case _:
            assert_never(event)


def _updated(ruling: Ruling, event: CitizenInformed | RulingAppealed | AppealDecided) -> Ruling:
    match event:
        case CitizenInformed():
            return ruling._replace(informed=ruling.informed or event.on)
        case RulingAppealed():
            return ruling._replace(appealed=ruling.appealed or event.on)
        case AppealDecided():
            if ruling.appealed is None or ruling.answered is not None:
                return ruling
            return ruling._replace(answered=event.on, answer=event.answer)
        case _:
            assert_never(event)
