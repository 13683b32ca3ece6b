"""Reactors: code outside that is told of every entry, at least once. The log is the outbox.

One process at a time holds the lease of a reactor. An entry that a reactor raises for too often
becomes a dead letter.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import structlog

from journeys.app.observing import observed
from journeys.app.ports.reactors import Happened, Reacted, Reaction, Reactor, Undeliverable
from journeys.app.ports.store import Store
from journeys.domain.decisions.forms import check_arguments, not_understood
from journeys.domain.decisions.privacy import refuse_private_name
from journeys.domain.decisions.rules import require_text
from journeys.domain.errors import BrokenHistory, StoreBusy
from journeys.domain.message import Message

log = structlog.get_logger(__name__)

TRIES = 5
"""How often an entry is tried, once each run, before it is set aside as a dead letter."""

BATCH = 200  # entries read at once
LEASE = 60_000_000  # microseconds that a lease lasts; each entry renews it

Clock = Callable[[], int]
"""Returns microseconds since 1970, UTC."""


def _now() -> int:
    return time.time_ns() // 1000


@observed("react", "react", "again")
@dataclass(frozen=True)
class Reactors:
    """Reaktioner: reactors by name, each with its own position in the log and its own ledger."""

    store: Store
    clock: Clock = _now
    _holder: str = field(default_factory=lambda: str(uuid4()))

    @check_arguments
    def react(self, name: str, reactor: Reactor, *, since: int | None = None) -> Reacted:
        """Deliver every entry up to now that was not delivered to this reactor.

        A new name begins at the log's end, or after the position `since`; a known one continues
        where it was. Each entry is delivered outside of any transaction, and noted when the reactor
        returns: killed in between, it is delivered again. Where the reactor raises, the run stops
        there, and the entry is tried again in the next run; after five tries it is set aside as a
        dead letter, and the run continues after it. An entry whose row was altered is set aside at
        once. Raises StoreBusy where another process has the lease of this name. Refused:
        not-understood, where `since` is no position of the log, too.
        """
        with self._leased(name, since) as start:
            position, delivered = start, 0
            # What is recorded meanwhile waits for the next run: else this might never end.
            end = self._end()
            while some := self._after(position, max(0, min(BATCH, end - position))):
                for happened in some:
                    tries = 1 if isinstance(happened, Undeliverable) else TRIES
                    if self._delivered(name, reactor, happened):
                        delivered += 1
                    elif not self._set_aside(name, happened.position, tries):
                        return Reacted(delivered, position, stopped_at=happened.position)
                    position = happened.position
            return Reacted(delivered, position)

    @check_arguments
    def again(self, name: str, reactor: Reactor) -> Reacted:
        """Deliver every entry that was set aside (a dead letter) once more. Raises as `react`."""
        with self._leased(name, None) as position:
            delivered, stopped_at = 0, None
            for reaction in self.ledger(name):
                if reaction.outcome == "set-aside":
                    first = next(iter(self._after(reaction.position - 1, 1)), None)
                    happened = (
                        first
                        if first is not None and first.position == reaction.position
                        else Undeliverable(reaction.position)
                    )
                    if self._delivered(name, reactor, happened, moving=False):
                        delivered += 1
                    else:
                        stopped_at = stopped_at or happened.position
            return Reacted(delivered, position, stopped_at)

    @check_arguments
    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, by position."""
        with self.store.reading() as transaction:
            return transaction.reactions.ledger(name)

    @contextmanager
    def _leased(self, name: str, since: int | None) -> Iterator[int]:
        """Yield the position of a reactor, holding its lease."""
        refuse_private_name("name", require_text(name, "name"))
        with self.store.writing() as transaction:
            end, now = transaction.reactions.end(), self.clock()
            if since is not None and not 0 <= since <= end:
                raise not_understood(
                    "since", Message("a position of the log: from 0 to {end}", end=end)
                )
            position = transaction.reactions.acquire_lease(
                name, since, self._holder, now, now + LEASE
            )
        if position is None:
            raise StoreBusy(
                "Another process runs this reactor, or was interrupted a moment ago. Nothing was "
                "delivered; try again in a minute."
            )
        try:
            yield position
        finally:
            with self.store.writing() as transaction:
                transaction.reactions.release_lease(name, self._holder)

    def _end(self) -> int:
        with self.store.reading() as transaction:
            return transaction.reactions.end()

    def _after(self, position: int, limit: int) -> Sequence[Happened | Undeliverable]:
        with self.store.reading() as transaction:
            return transaction.reactions.after(position, limit)

    def _delivered(
        self,
        name: str,
        reactor: Reactor,
        happened: Happened | Undeliverable,
        *,
        moving: bool = True,
    ) -> bool:
        error = None
        try:
            if isinstance(happened, Undeliverable):
                error = BrokenHistory.__name__
                log.warning("an entry was altered, and is not delivered", entry=happened.position)
            else:
                reactor(happened)
        except Exception as raised:  # noqa: BLE001 - whatever a reactor raises is kept by its class
            error = type(raised).__name__
            log.warning("a reactor raised an error", entry=happened.position, error=error)
        with self.store.writing() as transaction:
            now = self.clock()
            transaction.reactions.note_delivery(
                name, happened.position, error, now, now + LEASE, moving=moving
            )
        return error is None

    def _set_aside(self, name: str, position: int, tries: int) -> bool:
        """Set an entry aside that was tried often enough; return whether it was."""
        with self.store.writing() as transaction:
            return transaction.reactions.set_aside(name, position, tries)
