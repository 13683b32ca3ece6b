"""Strengths: what somebody can, wants and belongs to. Never a diagnosis, never a cause."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from pydantic import BaseModel, ConfigDict

from journeys.domain.events.fact import Fact
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
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
    """A fact about what somebody can, wants and belongs to."""


class CompetenceRecorded(StrengthFact):
    """Kompetence: something the citizen can, and where it was seen."""

    kind: Literal["competence-recorded"] = "competence-recorded"
    professional: ClassVar = "A competence was recorded"
    citizen: ClassVar = "Something you are able to do was written down"
    words: Words
    competence: CompetenceKind = "professional"
    seen_where: Words = ""


class PotentialNoticed(StrengthFact):
    """Potentiale: something that others had not seen yet."""

    kind: Literal["potential-noticed"] = "potential-noticed"
    professional: ClassVar = "A potential was noticed"
    citizen: ClassVar = "Somebody saw what you might become able to do"
    words: Words
    noticed_by: Name


class ElementTold(BaseModel):
    """Element: one of the twelve, in the words that were found together."""

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
    """Svar: what was scored for one item."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    item: Code
    value: int


class ProgressMeasured(StrengthFact):
    """Progressionsmåling: by an instrument of a version; only the same can be compared."""

    kind: Literal["progress-measured"] = "progress-measured"
    professional: ClassVar = "Progress was measured"
    citizen: ClassVar = "We looked at how far you have come"
    instrument: Code
    version: int
    rater: Rater
    scores: tuple[Score, ...]


class WellbeingTold(StrengthFact):
    """Trivsel: how the citizen is, told by the citizen; nobody has to."""

    kind: Literal["wellbeing-told"] = "wellbeing-told"
    professional: ClassVar = "The citizen told about wellbeing"
    citizen: ClassVar = "You told how you are"
    words: Words


class ChallengeAgreed(StrengthFact):
    """Udfordring: a stretch that serves a hope or subgoal of the citizen's own."""

    kind: Literal["challenge-agreed"] = "challenge-agreed"
    professional: ClassVar = "A challenge was agreed"
    citizen: ClassVar = "You took up a challenge toward your own goal"
    words: Words
    subgoal: SubgoalId | None = None
    """The own subgoal it serves; None where it serves a hope."""

    @property
    def rests_on(self) -> str | None:
        """The subgoal it serves, where it names one."""
        return f"subgoal {self.subgoal}" if self.subgoal else super().rests_on


class CommunityTieStarted(StrengthFact):
    """Fællesskab begyndt: a club, a volunteer place, a network. It counts as a step."""

    kind: Literal["community-tie-started"] = "community-tie-started"
    professional: ClassVar = "A tie to a community began"
    citizen: ClassVar = "You became part of a community"
    tie: TieId
    what: Words

    @property
    def establishes(self) -> str | None:
        """The tie."""
        return Message("community tie {tie}", tie=self.tie)


class CommunityTieEnded(StrengthFact):
    """Fællesskab slut: the citizen no longer comes there."""

    kind: Literal["community-tie-ended"] = "community-tie-ended"
    professional: ClassVar = "A tie to a community came to its end"
    citizen: ClassVar = "Your time in a community came to its end"
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
    """The slice of what somebody can, wants and belongs to."""

    competences: tuple[CompetenceRecorded, ...] = ()
    potentials: tuple[PotentialNoticed, ...] = ()
    profile: ResourceProfileDrawn | None = None
    """The one drawn last by day of effect, also where an older one was told of later."""
    ties: Mapping[TieId, Tie] = MappingProxyType({})

    def with_tie(self, tie: Tie) -> "Strengths":
        """Return the same, with this tie as it is now."""
        return self._replace(ties={**self.ties, tie.tie: tie})


def evolve(strengths: Strengths, event: StrengthEvent) -> Strengths:
    """Return the slice after the event. Never refuses: what makes no sense changes nothing."""
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
