"""Reactions: a reactor is told that something was recorded, never what it says.

The log is the outbox that reactors read. A reactor is no projection: it does something in the
world, and a rebuild must never run it for old entries. So it is a type of its own.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, Protocol

from journeys.domain.roles import Actor
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

Outcome = Literal["delivered", "undelivered", "set-aside", "skipped"]
"""One that is `set-aside` is a dead letter; `skipped` is one that somebody gave up."""


class Reaction(NamedTuple):
    """What became of an entry with a reactor."""

    position: int
    outcome: Outcome
    attempts: int
    error: str | None
    """The class of the last error; its message could be about a person."""
    at: datetime
    next_try: datetime | None = None
    """From when on it is tried again; None where it is not, or at once."""
    skipped_by: Actor | None = None
    reason: str | None = None
    """Why it was skipped."""


class Reacted(NamedTuple):
    """How many entries were delivered to a reactor, and its position now."""

    delivered: int
    position: int
    stopped_at: int | None = None
    """The position of an entry that it raised for; it is tried again in a later run."""


RunState = Literal["running", "stopped", "silent"]
"""A reactor that is `silent` has neither given up its lease nor been heard of for 30 seconds."""


class ReactorStatus(NamedTuple):
    """Tilstand: where a reactor is, how far it lags behind the log, and what it failed at."""

    name: str
    position: int
    state: RunState
    lag: int
    """How many entries wait for it."""
    lag_time: timedelta
    """How long the oldest of them has waited; zero where none waits."""
    last_delivery: datetime | None
    last_seen: datetime | None
    """When it last took or renewed its lease: its heartbeat."""
    dead_letters: int
    waiting: Reaction | None
    """The entry that it failed at last and waits to try again; those behind it wait, too."""
    letters: tuple[Reaction, ...]
    """Its dead letters, by position."""


class ReactorRecord(NamedTuple):
    """Where a reactor is, as it is stored; moments are microseconds since 1970, UTC."""

    name: str
    position: int
    until_us: int
    """When its lease ends; 0 where it was given up."""
    heartbeat_us: int | None
    delivered_us: int | None
    newest: int
    """The position of the newest entry of the log."""
    oldest_us: int | None
    """When the oldest entry that waits for it was recorded; None where none waits."""
    dead_letters: int


class Scheduled(NamedTuple):
    """An entry that is tried again from a moment on."""

    position: int
    is_dead_letter: bool
    next_us: int


class Tried(NamedTuple):
    """How a try went, or that an entry is skipped."""

    position: int
    outcome: Outcome
    error: str | None
    at_us: int
    next_us: int | None = None


class Reactions(Protocol):
    """Port: reactors, the position and lease of each, and what became of each entry with it."""

    def acquire_lease(
        self, name: str, since: int | None, holder: str, now_us: int, until_us: int
    ) -> int | None:
        """Take or renew the lease of a reactor; return its position.

        None where somebody else has the lease. A new reactor begins after `since`, or at the end of
        the log.
        """

    def release_lease(self, name: str, holder: str) -> None:
        """Give the lease of a reactor up."""

    def names(self) -> Sequence[str]:
        """Return the names of all reactors, in order."""

    def position(self, name: str) -> int | None:
        """Return the position of a reactor; None where there is none of this name."""

    def end(self) -> int:
        """Return the position of the newest entry."""

    def after(self, position: int, limit: int) -> Sequence[Happened | Undeliverable]:
        """Return the entries after a position, without what they say."""

    def attempts(self, name: str, position: int) -> int:
        """Return how often an entry was tried."""

    def scheduled(self, name: str) -> Sequence[Scheduled]:
        """Return the entries that are tried again from a moment on, by position."""

    def note(self, name: str, holder: str, tried: Tried, until_us: int, *, moving: bool) -> bool:
        """Note how a try went, and renew the lease; return False where it was lost.

        The position moves on with `moving`, unless the entry is to be tried again. Where the lease
        was lost, another worker continues, and nothing is noted.
        """

    def schedule(self, name: str, position: int, next_us: int) -> bool:
        """Have an entry that failed tried again from a moment on; return whether there is one."""

    def skip(self, name: str, position: int, actor: Actor, reason: str, at_us: int) -> bool:
        """Give an entry that failed up, and move on; return whether there is one."""

    def letter(self, name: str, position: int) -> Reaction | None:
        """Return what became of an entry with a reactor; None where it was not tried."""

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, by position."""

    def records(self) -> Sequence[ReactorRecord]:
        """Return where each reactor is, by name: one statement, however long the ledgers are."""

    def failed(self) -> Sequence[tuple[str, Reaction]]:
        """Return every dead letter and every entry that failed last, after its reactor's name."""


class Stop(Protocol):
    """What ends a loop: a `threading.Event`, or that of `multiprocessing`."""

    def is_set(self) -> bool:
        """Return whether the loop is to end."""

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it is set, or for so many seconds; return whether it is set."""


class Watch(Protocol):
    """Port: waits for something to be recorded."""

    def wait(self, stop: Stop, seconds: float) -> None:
        """Return soon after something was recorded since the last call, or `stop` was set.

        Returns after so many seconds at the latest, and raises nothing where the connection is
        lost: what asks next for entries will see that.
        """
