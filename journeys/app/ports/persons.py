"""Who the persons are, apart from the journeys."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from journeys.domain.identity import Identity
from journeys.domain.vocabulary import JourneyId


class People(Protocol):
    """Port: who the persons are, apart from the journeys."""

    def of(self, journey: JourneyId) -> Identity | None:
        """Return who a journey is about, where it was said. Raises Erased."""

    def all_of(self, journey: JourneyId) -> Sequence[Identity]:
        """Return every identity there was, today's first. Raises Erased."""

    def find(self, kind: str, number: str) -> JourneyId | None:
        """Return the journey of whoever has, or had, this number.

        Raises Erased, and BrokenHistory where what is found is about another number.
        """

    def called(self, beginning: str) -> Mapping[JourneyId, str]:
        """Return the names that begin so, or a word of which does, by journey.

        Every identity there is today is opened. Raises Erased.
        """

    def identify(self, journey: JourneyId, identity: Identity) -> None:
        """Keep who a journey is about; what was kept before goes on finding it.

        Raises Erased, and Conflict where another journey is found by that number.
        """

    def forget(self, journey: JourneyId) -> int:
        """Remove every identity of a journey; return how many numbers that were."""
