"""Strengths: what the citizen can do, wants, and belongs to. Never a diagnosis, never a cause."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from pydantic import BaseModel, ConfigDict, Field

from journeys.domain.events.fact import Fact, is_empty
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
    COMPETENCES,
    Code,
    CompetenceKind,
    From,
    Name,
    Rater,
    SubgoalId,
    TieId,
    Words,
)


class StrengthFact(Fact):
    """A fact about what the citizen can do, wants, or belongs to."""


class CompetenceRecorded(StrengthFact):
    """Kompetence: something the citizen can do, and where it was seen."""

    kind: Literal["competence-recorded"] = "competence-recorded"
    professional: ClassVar = "A competence was recorded"
    citizen: ClassVar = "Something you can do was written down"
    words: Words
    competence: CompetenceKind = "professional"
    seen_where: Words = ""
    codes: tuple[Annotated[Code, From(COMPETENCES)], ...] = Field(
        default=(), exclude_if=is_empty, json_schema_extra={"since": 4}
    )
    """The same by code, to be compared with what a task asks for."""


class PotentialNoticed(StrengthFact):
    """Potentiale: something that others had not seen yet."""

    kind: Literal["potential-noticed"] = "potential-noticed"
    professional: ClassVar = "A potential was noticed"
    citizen: ClassVar = "Somebody saw what you might become able to do"
    words: Words
    noticed_by: Name


class ElementTold(BaseModel):
    """Element: one of the twelve of a resource profile, in words found together."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    element: Annotated[Code, From("profile-element")]
    words: Words


class ResourceProfileDrawn(StrengthFact):
    """Ressourceprofil: drawn together with the citizen; an element may be left open."""

    kind: Literal["resource-profile-drawn"] = "resource-profile-drawn"
    professional: ClassVar = "A resource profile was drawn"
    citizen: ClassVar = "We drew a picture of what you bring"
    version: int
    elements: tuple[ElementTold, ...]
    made_with: Name
    """Who drew it together with the citizen."""

    @property
    def establishes(self) -> str | None:
        """This version of the profile."""
        return Message("resource profile {version}", version=self.version)


class Score(BaseModel):
    """Svar: the score of one item."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    item: Code
    value: int


class ProgressMeasured(StrengthFact):
    """Progressionsmåling: scores of one version of an instrument; only the same compare."""

    kind: Literal["progress-measured"] = "progress-measured"
    professional: ClassVar = "Progress was measured"
    citizen: ClassVar = "We looked at how far you have come"
    instrument: Code
    version: int
    rater: Rater
    scores: tuple[Score, ...]


class WellbeingTold(StrengthFact):
    """Trivsel: how the citizen is, in their own words, if they want to say."""

    kind: Literal["wellbeing-told"] = "wellbeing-told"
    professional: ClassVar = "The citizen described their wellbeing"
    citizen: ClassVar = "You told us how you are"
    words: Words


class ChallengeAgreed(StrengthFact):
    """Udfordring: a stretch that serves a hope or subgoal of the citizen's own."""

    kind: Literal["challenge-agreed"] = "challenge-agreed"
    professional: ClassVar = "A challenge was agreed"
    citizen: ClassVar = "You took on a challenge toward a goal of your own"
    words: Words
    subgoal: SubgoalId | None = None
    """The citizen's own subgoal that it serves; None where it serves a hope."""

    @property
    def rests_on(self) -> str | None:
        """The subgoal it serves, if it names one."""
        return f"subgoal {self.subgoal}" if self.subgoal else super().rests_on


class CommunityTieStarted(StrengthFact):
    """Fællesskab begyndt: a club, volunteering, a network. It counts as a step."""

    kind: Literal["community-tie-started"] = "community-tie-started"
    professional: ClassVar = "A tie to a community began"
    citizen: ClassVar = "You became part of a community"
    may_be_planned: ClassVar = True
    tie: TieId
    what: Words

    @property
    def establishes(self) -> str | None:
        """The tie."""
        return Message("community tie {tie}", tie=self.tie)


class CommunityTieEnded(StrengthFact):
    """Fællesskab slut: the citizen no longer comes there."""

    kind: Literal["community-tie-ended"] = "community-tie-ended"
    professional: ClassVar = "A tie to a community ended"
    citizen: ClassVar = "Your time in a community ended"
    may_be_planned: ClassVar = True
    tie: TieId

    @property
    def establishes(self) -> str | None:
        """The tie's end."""
        return Message("end of community tie {tie}", tie=self.tie)

    @property
    def rests_on(self) -> str | None:
        """The tie began."""
        return Message("community tie {tie}", tie=self.tie)


StrengthEvent = (
    CompetenceRecorded
    | PotentialNoticed
    | ResourceProfileDrawn
    | ProgressMeasured
    | WellbeingTold
    | ChallengeAgreed
    | CommunityTieStarted
    | CommunityTieEnded
)


class Tie(NamedTuple):
    """Fællesskab: what it is, and since when."""

    tie: TieId
    what: str
    since: date
    ended: date | None = None


class Strengths(NamedTuple):
    """The strengths slice of a journey."""

    competences: tuple[CompetenceRecorded, ...] = ()
    potentials: tuple[PotentialNoticed, ...] = ()
    profile: ResourceProfileDrawn | None = None
    """The profile with the latest day of effect, even if an older one was recorded after it."""
    ties: Mapping[TieId, Tie] = MappingProxyType({})

    def with_tie(self, tie: Tie) -> "Strengths":
        """Return the slice with this tie added or replaced."""
        return self._replace(ties={**self.ties, tie.tie: tie})


def evolve(strengths: Strengths, event: StrengthEvent) -> Strengths:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case CompetenceRecorded():
            return strengths._replace(competences=(*strengths.competences, event))
        case PotentialNoticed():
            return strengths._replace(potentials=(*strengths.potentials, event))
        case ResourceProfileDrawn():
            return strengths._replace(profile=event)
        case ProgressMeasured() | WellbeingTold() | ChallengeAgreed():
            return strengths
        case CommunityTieStarted():
            return strengths.with_tie(Tie(event.tie, event.what, event.on))
        case CommunityTieEnded():
            tie = strengths.ties.get(event.tie)
            if tie is None or tie.ended is not None:
                return strengths
            return strengths.with_tie(tie._replace(ended=event.on))
        case _:
            assert_never(event)
