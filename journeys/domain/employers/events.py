"""Facts of the relation to an employer: what it is, wants and promises, and who its contact is."""

from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from journeys.domain.events.fact import Fact, is_missing
from journeys.domain.events.strengths import Score
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
    A_FIRM,
    A_P_NUMBER,
    HAPPENED,
    Code,
    From,
    Name,
    NeedId,
    PartnershipId,
    Words,
)

EMPLOYER = "employer"
"""The name of what most facts rest on: the registered employer."""


class EmployerFact(Fact):
    """A fact about an employer. It names no citizen."""

    since_catalogue: ClassVar = 4
    for_employer: ClassVar[str]
    """What happened, in the employer's own words; in place of `citizen`."""

    @property
    def rests_on(self) -> str | None:
        """The registered employer."""
        return EMPLOYER


class EmployerRegistered(EmployerFact):
    """Virksomhed registreret: one stream for each P-number, or CVR number where it has none."""

    kind: Literal["employer-registered"] = "employer-registered"
    professional: ClassVar = "An employer was registered"
    for_employer: ClassVar = "We wrote you down as a workplace we work with"
    name: Annotated[Words, A_FIRM]
    cvr: str | None = Field(default=None, exclude_if=is_missing)
    """CVR-nummer: eight digits, modulus-11 checked (law.md)."""
    p_number: Annotated[str | None, A_P_NUMBER] = Field(default=None, exclude_if=is_missing)
    """P-nummer: ten digits, not modulus-11 checked."""
    employer_kind: Annotated[Code, From("employer")]
    contact: Name
    """Fast kontaktperson: who of the municipality the employer calls."""

    @property
    def number(self) -> str | None:
        """The number by which it is found: its P-number, else its CVR number."""
        return self.p_number or self.cvr

    @property
    def establishes(self) -> str | None:
        """The employer."""
        return EMPLOYER

    @property
    def rests_on(self) -> str | None:
        """Nothing."""
        return None


class EmployerContactChanged(EmployerFact):
    """Kontaktperson skiftet: the employer has another contact; recorded again once it is told."""

    kind: Literal["employer-contact-changed"] = "employer-contact-changed"
    professional: ClassVar = "The employer's contact changed"
    for_employer: ClassVar = "You have a contact with us"
    to: Name
    why: Words
    told: Annotated[date | None, HAPPENED] = Field(default=None, exclude_if=is_missing)
    """The day on which the employer was told; None while nobody has."""


class PartnershipAgreed(EmployerFact):
    """Partnerskab aftalt: what each promises."""

    kind: Literal["partnership-agreed"] = "partnership-agreed"
    professional: ClassVar = "A partnership was agreed"
    for_employer: ClassVar = "We agreed on a partnership"
    partnership: PartnershipId
    employer_promises: Words
    municipality_promises: Words
    agreement: Annotated[Code | None, From("partnership")] = Field(
        default=None, exclude_if=is_missing
    )
    """A social clause, a charter; None for another agreement."""

    @property
    def establishes(self) -> str | None:
        """The partnership."""
        return f"partnership {self.partnership}"


class PartnershipEnded(EmployerFact):
    """Partnerskab slut: what was promised holds no longer."""

    kind: Literal["partnership-ended"] = "partnership-ended"
    professional: ClassVar = "A partnership ended"
    for_employer: ClassVar = "Our partnership ended"
    may_be_planned: ClassVar = True
    partnership: PartnershipId
    why: Words

    @property
    def establishes(self) -> str | None:
        """The partnership's end."""
        return Message("end of partnership {partnership}", partnership=self.partnership)

    @property
    def rests_on(self) -> str | None:
        """The partnership was agreed."""
        return f"partnership {self.partnership}"


class NeedTold(EmployerFact):
    """Behov meldt: what the employer needs, in their words."""

    kind: Literal["need-told"] = "need-told"
    professional: ClassVar = "An employer told a need"
    for_employer: ClassVar = "You told us what you need"
    need: NeedId
    words: Words
    tasks_wanted: Words = ""

    @property
    def establishes(self) -> str | None:
        """The need."""
        return f"need {self.need}"


class NeedAnswered(EmployerFact):
    """Behov besvaret: what the municipality answered."""

    kind: Literal["need-answered"] = "need-answered"
    professional: ClassVar = "A need was answered"
    for_employer: ClassVar = "We answered what you need"
    need: NeedId
    words: Words

    @property
    def rests_on(self) -> str | None:
        """The need was told."""
        return f"need {self.need}"


class ExpectationsStated(EmployerFact):
    """Forventninger: in the employer's words."""

    kind: Literal["expectations-stated"] = "expectations-stated"
    professional: ClassVar = "The employer said what they expect"
    for_employer: ClassVar = "You told us what you expect"
    words: Words


class CooperationRated(EmployerFact):
    """Samarbejdet vurderet: the employer's answers to one version of an instrument."""

    kind: Literal["cooperation-rated"] = "cooperation-rated"
    professional: ClassVar = "The employer rated the cooperation"
    for_employer: ClassVar = "You told us how you find working with us"
    instrument: Code
    version: int
    scores: tuple[Score, ...]


RelationEvent = (
    EmployerRegistered
    | EmployerContactChanged
    | PartnershipAgreed
    | PartnershipEnded
    | NeedTold
    | NeedAnswered
    | ExpectationsStated
    | CooperationRated
)
