"""Delivering: what one worker does while it has the lease of a reactor."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from inspect import iscoroutine
from uuid import uuid4

from journeys.app.backoff import TRIES, backoff_us, is_due
from journeys.app.logs import Log
from journeys.app.observing import observed
from journeys.app.ports.reactors import (
    Happened,
    Outcome,
    Reacted,
    Reactor,
    Scheduled,
    Stop,
    Tried,
    Undeliverable,
)
from journeys.app.ports.store import Store
from journeys.domain.decisions.forms import not_understood
from journeys.domain.errors import BrokenHistory
from journeys.domain.message import Message

log = Log(__name__)

BATCH = 200  # entries read at once
LEASE = 60_000_000  # microseconds that a lease lasts; each entry renews it

Clock = Callable[[], int]
"""Returns microseconds since 1970, UTC."""

Chance = Callable[[], float]
"""Returns a random number from 0 up to 1, for jitter."""


def now_us() -> int:
    """Return the moment it is on this machine."""
    return time.time_ns() // 1000


chance = random.random


@observed("react", "deliver")
@dataclass
class Delivery:
    """One worker of a reactor. It delivers only while it holds the lease, which fences others."""

    store: Store
    clock: Clock
    chance: Chance
    name: str
    reactor: Reactor
    holder: str = field(default_factory=lambda: str(uuid4()))
    renewed_us: int | None = None
    """When it last took or renewed the lease; None where it has none."""

    def acquire(self, since: int | None) -> bool:
        """Take the lease, or renew it; return whether this worker has it.

        Refused: not-understood, where `since` is no position of the log.
        """
        with self.store.writing() as transaction:
            end, now = transaction.reactions.end(), self.clock()
            if since is not None and not 0 <= since <= end:
                raise not_understood(
                    "since", Message("a position of the log: from 0 to {end}", end=end)
                )
            position = transaction.reactions.acquire_lease(
                self.name, since, self.holder, now, now + LEASE
            )
        self.renewed_us = None if position is None else now
        return position is not None

    def release(self) -> None:
        """Give the lease up."""
        if self.renewed_us is not None:
            with self.store.writing() as transaction:
                transaction.reactions.release_lease(self.name, self.holder)
            self.renewed_us = None

    @property
    def leads(self) -> bool:
        """Whether this worker has the lease, as far as it knows."""
        return self.renewed_us is not None

    def deliver(self, end: int | None = None, stop: Stop | None = None) -> Reacted:
        """Deliver what is due: dead letters first, then in order what follows its position.

        Up to the position `end`, or until nothing is left, `stop` is set or the lease is lost.
        """
        delivered, position = self._redeliver_due(stop), 0
        while self._may_continue(stop):
            position, some, waiting = self._next(end)
            if waiting is not None:
                return Reacted(delivered, position, waiting.position)
            if not some:
                break
            for happened in some:
                outcome = self._try(happened)
                if outcome == "undelivered":
                    return Reacted(delivered, position, happened.position)
                position, delivered = happened.position, delivered + (outcome == "delivered")
                if not self._may_continue(stop):
                    break
        return Reacted(delivered, position)

    def redeliver(self, position: int) -> bool:
        """Deliver a dead letter once more; return whether the reactor took it."""
        with self.store.reading() as transaction:
            found = transaction.reactions.after(position - 1, 1)
        entry = next((each for each in found if each.position == position), None)
        return self._try(entry or Undeliverable(position), moving=False) == "delivered"

    def next_due_us(self) -> int | None:
        """Return from when on the first of the failed entries is tried again; None for none."""
        with self.store.reading() as transaction:
            scheduled = transaction.reactions.scheduled(self.name)
        return min((each.next_us for each in scheduled), default=None)

    def _may_continue(self, stop: Stop | None) -> bool:
        return self.leads and not (stop and stop.is_set())

    def _redeliver_due(self, stop: Stop | None) -> int:
        with self.store.reading() as transaction:
            scheduled, now = transaction.reactions.scheduled(self.name), self.clock()
        due = [each for each in scheduled if each.is_dead_letter and is_due(each.next_us, now)]
        return sum(self.redeliver(each.position) for each in due if self._may_continue(stop))

    def _next(
        self, end: int | None
    ) -> tuple[int, Sequence[Happened | Undeliverable], Scheduled | None]:
        """Return its position, what follows it, and what waits to be tried again before that."""
        with self.store.reading() as transaction:
            reactions = transaction.reactions
            position = reactions.position(self.name) or 0
            limit = BATCH if end is None else max(0, min(BATCH, end - position))
            some, scheduled = reactions.after(position, limit), reactions.scheduled(self.name)
        now = self.clock()
        waiting = (
            each
            for each in scheduled
            if not each.is_dead_letter
            and each.position > position
            and not is_due(each.next_us, now)
        )
        return position, some, next(waiting, None)

    def _try(self, happened: Happened | Undeliverable, *, moving: bool = True) -> Outcome:
        """Deliver an entry and note how it went, which renews the lease unless it was lost."""
        error, position = self._error(happened), happened.position
        last = 1 if isinstance(happened, Undeliverable) or not moving else TRIES
        outcome: Outcome = "delivered"
        with self.store.writing() as transaction:
            now, next_us = self.clock(), None
            if error is not None:
                attempts = transaction.reactions.attempts(self.name, position) + 1
                outcome = "set-aside" if attempts >= last else "undelivered"
                if outcome == "undelivered":
                    next_us = now + backoff_us(attempts, self.chance())
            tried = Tried(position, outcome, error, now, next_us)
            has_lease = transaction.reactions.note(
                self.name, self.holder, tried, now + LEASE, moving=moving
            )
        self.renewed_us = now if has_lease else None
        if not has_lease:
            log.warning("another worker has taken the lease over", entry=position)
        return outcome

    def _error(self, happened: Happened | Undeliverable) -> str | None:
        """Return the class of what a reactor raised; its message could be about a person."""
        if isinstance(happened, Undeliverable):
            log.warning("an entry was altered, and is not delivered", entry=happened.position)
            return BrokenHistory.__name__
        try:
            self._call(happened)
        except Exception as raised:  # noqa: BLE001 - whatever a reactor raises is noted by its class
            error = type(raised).__name__
            log.warning("a reactor raised an error", entry=happened.position, error=error)
            return error
        return None

    def _call(self, happened: Happened) -> None:
        reactor: Callable[[Happened], object] = self.reactor
        returned = reactor(happened)
        if iscoroutine(returned):
            # Nobody would wait for it, and the entry would be lost.
            returned.close()
            raise TypeError("a reactor returned a coroutine")
