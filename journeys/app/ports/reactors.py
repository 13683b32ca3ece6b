"""Reactions: a reactor is told that something was recorded, never what it says.

The log is the outbox that reactors read. A reactor is no projection: it does something in the
world, and a rebuild must never run it for old entries. So it is a type of its own.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from journeys.domain.vocabulary import JourneyId


class Happened(NamedTuple):
    """Sket: that an entry was recorded, of which kind, on which journey.

    What it says is read through `store.seen_by(actor, purpose)`, which logs the look.
    """

    position: int
    journey: JourneyId
    version: int
    kind: str
    recorded_at: datetime


class Undeliverable(NamedTuple):
    """An entry that no reactor can be told of, because its row was altered."""

    position: int


Reactor = Callable[[Happened], None]
"""Does something in the world about an entry; raises where it could not. Deliveries are at least
once, so it must be idempotent."""

Outcome = Literal["delivered", "undelivered", "set-aside"]


class Reaction(NamedTuple):
    """What became of an entry with a reactor. One that is `set-aside` is a dead letter."""

    position: int
    outcome: Outcome
    attempts: int
    error: str | None
    """The class of the last error; its message could be about a person."""
    at: datetime


class Reacted(NamedTuple):
    """How many entries were delivered to a reactor, and its position now."""

    delivered: int
    position: int
    stopped_at: int | None = None
    """The position of an entry that it raised for; it is tried again in the next run."""


class Reactions(Protocol):
    """Port: reactors, the position and lease of each, and what became of each entry with it."""

    def acquire_lease(
        self, name: str, since: int | None, holder: str, now_us: int, until_us: int
    ) -> int | None:
        """Take the lease of a reactor; return its position, or None where somebody else has it.

        A new reactor begins after `since`, or at the end of the log.
        """

    def release_lease(self, name: str, holder: str) -> None:
        """Give the lease of a reactor up."""

    def end(self) -> int:
        """Return the position of the newest entry."""

    def after(self, position: int, limit: int) -> Sequence[Happened | Undeliverable]:
        """Return the entries after a position, without what they say."""

    def note_delivery(
        self,
        name: str,
        position: int,
        error: str | None,
        now_us: int,
        until_us: int,
        *,
        moving: bool,
    ) -> None:
        """Note a delivery or its error, and renew the lease; a delivery moves the position on."""

    def set_aside(self, name: str, position: int, tries: int) -> bool:
        """Set an entry aside (a dead letter) after so many tries, and move on; whether it was."""

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, by position."""
