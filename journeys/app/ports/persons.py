"""Who the persons are, stored apart from the journeys."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from journeys.domain.identity import Identity
from journeys.domain.vocabulary import JourneyId
from journeys.projections.view import SetAside


class Names(NamedTuple):
    """Names that were found, and the identities that do not open."""

    found: Mapping[JourneyId, str]
    set_aside: SetAside


class People(Protocol):
    """Port: the identities of persons, in the same transaction."""

    def of(self, journey: JourneyId) -> Identity | None:
        """Return the identity of a journey's person; None where none is stored. Raises Erased."""

    def all_of(self, journey: JourneyId) -> Sequence[Identity]:
        """Return every identity there was, the current one first. Raises Erased."""

    def find(self, kind: str, number: str) -> JourneyId | None:
        """Return the journey of the person who has, or had, this number.

        Raises Erased, and BrokenHistory where the identity that is found has another number.
        """

    def called(self, part: str) -> Names:
        """Return the names that have this part, by journey.

        Every current identity is decrypted. Those that do not open are set aside.
        """

    def names(self, journeys: Sequence[JourneyId]) -> Names:
        """Return the names of the persons of these journeys, of those who are known.

        Those that do not open are set aside.
        """

    def identify(self, journey: JourneyId, identity: Identity) -> None:
        """Store who a journey is about; earlier numbers still find it.

        Raises Erased, and Conflict where another journey is found by that number.
        """

    def forget(self, journey: JourneyId) -> int:
        """Remove every identity of a journey; return how many numbers that were."""
