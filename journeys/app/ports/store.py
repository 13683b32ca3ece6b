"""Transactions: everything of a store, together or not at all."""

from contextlib import AbstractContextManager
from typing import Protocol, Self

from journeys.app.ports.log import AccessLog, JourneyLog
from journeys.app.ports.maintenance import Maintenance
from journeys.app.ports.moving import Moves
from journeys.app.ports.persons import People
from journeys.app.ports.queries import Queries
from journeys.app.ports.reactors import Reactions
from journeys.app.ports.readmodels import ReadModels
from journeys.app.ports.sealing import Seal
from journeys.domain.rulebook import Rulebook


class Transaction(Protocol):
    """Both logs and the read tables, together or not at all; and the connection views ask."""

    @property
    def log(self) -> JourneyLog:
        """The streams."""

    @property
    def rows(self) -> ReadModels:
        """The read tables."""

    @property
    def people(self) -> People:
        """Who the persons are."""

    @property
    def seal(self) -> Seal:
        """What proves that nothing recorded was altered."""

    @property
    def moves(self) -> Moves:
        """What leaves and arrives."""

    @property
    def access(self) -> AccessLog:
        """Who looked."""

    @property
    def reactions(self) -> Reactions:
        """Who reacts to what was recorded."""

    @property
    def queries(self) -> Queries:
        """What is asked across journeys."""


class HostConnection(Protocol):
    """A SQLAlchemy connection of the host's: this library's own layers do not import SQLAlchemy."""

    def in_transaction(self) -> bool:
        """Return whether a transaction has begun on it."""


class Store(Protocol):
    """Port: where transactions come from."""

    def writing(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that may write; it commits at the end, or rolls back."""

    def reading(self) -> AbstractContextManager[Transaction]:
        """Return a transaction that sees one state of the store and only reads."""

    def noting(self) -> AbstractContextManager[AccessLog]:
        """Return a writing transaction for looks: a rehearsal takes none of them back."""

    def unit_of_work(self) -> AbstractContextManager[Self]:
        """Return the same store inside one writing transaction; it commits at the end."""

    def joining(self, connection: HostConnection) -> Self:
        """Return the same store inside a transaction that somebody else owns."""

    def rehearsing(self) -> Self:
        """Return the same store, where every writing transaction rolls back at its end."""

    def maintenance(self, book: Rulebook) -> Maintenance:
        """Return what keeps the read models of this store, by this rulebook."""

    def scrub(self) -> None:
        """Take out of the database's own files what was removed in transactions before."""

    def close(self) -> None:
        """Let go of every connection."""
