"""The ports: what the use cases need of whoever keeps the store."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol, Self

from sqlalchemy import Connection

from journeys.domain.history import Entry, History
from journeys.domain.journey import Event
from journeys.domain.looks import Look, Looked
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.requests import Request


class Recording(NamedTuple):
    """Events to be recorded on a journey, after the newest entry that the decision saw."""

    journey: JourneyId
    after: int
    events: Sequence[Event]


class JourneyLog(Protocol):
    """Port: the streams, in one transaction."""

    def history(self, journey: JourneyId) -> History:
        """Return the whole history; an empty one where there is none."""

    def journeys(self) -> Sequence[JourneyId]:
        """Return every journey that anything was recorded on."""

    def append(
        self, recordings: Sequence[Recording], actor: Actor, request: Request | None
    ) -> tuple[Entry, ...]:
        """Seal the events and return their entries; remember the request they answer.

        Raises Conflict where a stream has grown, or where the request was answered meanwhile.
        """

    def asked(self, request_id: str) -> Request | None:
        """Return the request that was answered under that id, if one was."""

    def remember(self, request: Request) -> None:
        """Remember a request that nothing was recorded for. Raises Conflict as `append`."""


class ReadModels(Protocol):
    """Port: the read tables, in the same transaction."""

    def refresh(self, histories: Mapping[JourneyId, History], book: Rulebook) -> None:
        """Make the rows of these journeys what the projections say."""


class AccessLog(Protocol):
    """Port: who looked at which journey, in the same transaction."""

    def note(self, journeys: Sequence[JourneyId], look: Look) -> None:
        """Note a look at each of these journeys. Others who look wait until it is committed."""

    def of(self, journey: JourneyId) -> Sequence[Looked]:
        """Return the looks at a journey, the first first."""


class Transaction(Protocol):
    """Both logs and the read tables, together or not at all; and the connection views ask."""

    @property
    def log(self) -> JourneyLog:
        """The streams."""

    @property
    def rows(self) -> ReadModels:
        """The read tables."""

    @property
    def access(self) -> AccessLog:
        """Who looked."""

    @property
    def connection(self) -> Connection:
        """What views across journeys ask."""


class Store(Protocol):
    """Port: where transactions come from."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that may write; it commits at the end, or rolls back."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that sees one state of the store and only reads."""

    def noting(self) -> AbstractContextManager[AccessLog]:
        """Return a writing transaction for looks: a rehearsal takes none of them back."""

    def joining(self, connection: Connection) -> Self:
        """Return the same store inside a transaction that somebody else owns."""

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""

    def close(self) -> None:
        """Let go of every connection."""
