"""Reactions: that something was recorded, told to whoever reacts; never what it says.

A reactor is no projection: it does something in the world, once for each entry, and never again
for an old one. So it is a type of its own, and nothing that makes rows can be given one.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Literal, NamedTuple, Protocol

from journeys.domain.vocabulary import JourneyId


class Happened(NamedTuple):
    """Sket: that an entry was recorded, of which kind, on which journey.

    What it says is asked of `store.seen_by(actor, purpose)`, where the look is logged.
    """

    position: int
    journey: JourneyId
    version: int
    kind: str
    recorded_at: datetime


Reactor = Callable[[Happened], None]
"""Does something in the world about an entry; raises where it could not. It may be asked again
about one that it was told of before: what it does twice must do no harm."""

Outcome = Literal["delivered", "undelivered", "set-aside"]


class Reaction(NamedTuple):
    """What became of an entry with a reactor, how often it was tried, and when last."""

    position: int
    outcome: Outcome
    attempts: int
    error: str | None
    """The class of what was raised last; its words may be somebody's."""
    at: datetime


class Reacted(NamedTuple):
    """How many entries a reactor was told of, and how far it came."""

    delivered: int
    position: int
    stopped_at: int | None = None
    """The entry at which it stopped; it is tried again the next time."""


class Reactions(Protocol):
    """Port: reactors, how far each came, and what became of each entry with it."""

    def begin(
        self, name: str, since: int | None, holder: str, now_us: int, until_us: int
    ) -> int | None:
        """Return how far a reactor came; None where somebody else goes on with it now."""

    def let_go(self, name: str, holder: str) -> None:
        """Let others go on with a reactor."""

    def end(self) -> int:
        """Return the position of the newest entry."""

    def after(self, position: int, limit: int) -> Sequence[Happened]:
        """Return that entries were recorded after a position, and nothing of what they say."""

    def note(
        self,
        name: str,
        position: int,
        error: str | None,
        now_us: int,
        until_us: int,
        *,
        moving: bool,
    ) -> None:
        """Note whether an entry was told, and where it was, let the reactor go on behind it."""

    def set_aside(self, name: str, position: int, tries: int) -> bool:
        """Set an entry aside that was tried so often, and go on behind it; whether it was."""

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, the first first."""
