"""Reactions: that something was recorded, told to whoever reacts; never what it says.

A reactor is no projection: it does something in the world, once for each entry, and never again
for an old one. So it is a type of its own, and nothing that makes rows can be given one.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Literal, NamedTuple

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
