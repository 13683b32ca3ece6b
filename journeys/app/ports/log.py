"""The event store as a decision sees it: histories out, decided events in; and the access log."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from journeys.domain.erasure import Receipt
from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.looks import LoggedLook, Look
from journeys.domain.roles import Actor
from journeys.domain.vocabulary import JourneyId


class Request(NamedTuple):
    """Forespørgsel: the id it is asked under, on which journey, and what is asked, as a digest."""

    id: str
    journey: JourneyId
    digest: str
    """Tells whether the same is asked again. Short words can be guessed from it: a store keeps it
    under a key of its own."""


class Recording(NamedTuple):
    """Events to be recorded on a journey, after the newest entry that the decision saw."""

    journey: JourneyId
    after: int
    events: Sequence[Event]


class JourneyLog(Protocol):
    """Port: the streams, in one transaction."""

    def history(self, journey: JourneyId) -> History:
        """Return the whole history, as it is stored; an empty one where there is none."""

    def existing(self, journey: JourneyId) -> History:
        """Return the whole history. Raises UnknownJourney where there is none, and Erased."""

    def recall(self, journey: JourneyId, request: Request | None = None) -> History:
        """Return the whole history to decide on, with what was appended in this transaction.

        Where it is older than what is stored, what is recorded on it is a Conflict. The request
        that is asked is looked up on the way.
        """

    def expect(self, journeys: Sequence[JourneyId]) -> None:
        """Look up these journeys at once, for `recall`; what it knew of others is let go."""

    def journeys(self) -> Sequence[JourneyId]:
        """Return every journey that anything was recorded on."""

    def erased_like(self, prefix: str) -> Sequence[JourneyId]:
        """Return the journeys that were erased and whose id begins so, two at most."""

    def position(self, journey: JourneyId, version: int) -> int | None:
        """Return where an entry stands in the log, whether or not it can be read; None: nowhere."""

    def append(
        self, recordings: Sequence[Recording], actor: Actor, request: Request | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries; remember the request they answer.

        Raises Conflict where a stream has grown, or where the request was answered meanwhile.
        """

    def receipt(self, journey: JourneyId) -> Receipt | None:
        """Return what is left of somebody who was erased; None where nobody was."""

    def hold(self) -> datetime:
        """Let nobody else record until the transaction ends; return the moment it is now."""

    def destroy(self, journey: JourneyId) -> None:
        """Destroy the key of a journey, and forget what was asked on it."""

    def close(self, receipt: Receipt) -> Receipt:
        """Seal the receipt behind the last entry of somebody who was erased.

        Returns it with where and when it was sealed. Raises Conflict as `append`.
        """

    def asked(self, request: Request) -> bool | None:
        """Return whether just this was asked under its id; None where nothing was."""

    def requests(self, journey: JourneyId) -> Sequence[str]:
        """Return the ids of the requests that are remembered of a journey."""

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""

    def mark(self, told: str) -> bytes:
        """Return what stands for something told: the same each time, and by this store alone."""


class AccessLog(Protocol):
    """Port: who looked at which journey, in the same transaction."""

    def note(self, journeys: Sequence[JourneyId], look: Look) -> None:
        """Note a look at each of these journeys. Others who look wait until it is committed."""

    def of(self, journey: JourneyId) -> Sequence[LoggedLook]:
        """Return the looks at a journey, the first first."""
