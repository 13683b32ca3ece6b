"""Joining: two journeys of one citizen become one. Nothing is copied, and nothing is lost."""

from typing import ClassVar, Literal

from journeys.domain.events.fact import Fact
from journeys.domain.vocabulary import JourneyId, Words


class JoiningFact(Fact):
    """A fact about the stream and not about the citizen: it changes no state."""

    since_catalogue: ClassVar[int] = 2

    @property
    def rests_on(self) -> str | None:
        """Nothing: a stream may hold no opening."""
        return None


class JourneyMerged(JoiningFact):
    """Forløb lagt sammen med et andet: this stream ends, and is read as part of another."""

    kind: Literal["journey-merged"] = "journey-merged"
    professional: ClassVar = "The journey was joined to another journey of the same citizen"
    citizen: ClassVar = "We put together what was written about you in two places"
    into: JourneyId
    """The journey that stays."""
    why: Words
    """Why both are about one citizen."""


class JourneyAbsorbed(JoiningFact):
    """Forløb optaget: another stream of the same citizen is read as part of this one."""

    kind: Literal["journey-absorbed"] = "journey-absorbed"
    professional: ClassVar = "Another journey of the same citizen was joined to this one"
    citizen: ClassVar = "What was written about you in another place was put together with this"
    absorbed: JourneyId
    """The journey that ended."""
    numbered_from: int
    """Added to the number of each of its entries, so that no two entries here have one number."""
    why: Words
    """Why both are about one citizen."""
