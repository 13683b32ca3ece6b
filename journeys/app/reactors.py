"""Reactors: the log followed by whoever does something about it, entry by entry, at least once."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

import structlog

from journeys.app.ports.reactors import Happened, Reacted, Reaction, Reactor
from journeys.app.ports.store import Store
from journeys.domain.errors import StoreBusy

log = structlog.get_logger(__name__)

TRIES = 5
"""So often is an entry tried, each time that the reactor is asked to go on, then set aside."""

BATCH = 200  # entries looked up at once
MINE = 60_000_000  # microseconds for which nobody else goes on, after each entry

Clock = Callable[[], int]
"""Returns microseconds since 1970, UTC."""


def _now() -> int:
    return time.time_ns() // 1000


@dataclass(frozen=True)
class Reactors:
    """Reaktioner: reactors by name, each with its own place in the log and its own ledger."""

    store: Store
    clock: Clock = _now
    _holder: str = field(default_factory=lambda: str(uuid4()))

    def react(self, name: str, reactor: Reactor, *, since: int | None = None) -> Reacted:
        """Tell a reactor of every entry up to now that it was not told of.

        A name that is new begins at the log's end, or behind the position `since`; one that is
        known goes on where it was. Each entry is told outside of any transaction, and noted when
        the reactor returns: killed in between, it is told again. Where the reactor raises, it is
        stopped there, to be tried again the next time; after five times the entry is set aside,
        and those behind it are told. Raises StoreBusy where another process goes on with this name.
        """
        with self._going_on(name, since) as begun:
            position, delivered = begun, 0
            # Who records meanwhile is told of the next time: else this might never end.
            end = self._end()
            while some := self._after(position, max(0, min(BATCH, end - position))):
                for happened in some:
                    if self._told(name, reactor, happened):
                        delivered += 1
                    elif not self._set_aside(name, happened):
                        return Reacted(delivered, position, stopped_at=happened.position)
                    position = happened.position
            return Reacted(delivered, position)

    def again(self, name: str, reactor: Reactor) -> Reacted:
        """Tell a reactor once more of every entry that was set aside. Raises as `react`."""
        with self._going_on(name, None) as position:
            delivered, stopped_at = 0, None
            for reaction in self.ledger(name):
                if reaction.outcome == "set-aside":
                    (happened,) = self._after(reaction.position - 1, 1)
                    if self._told(name, reactor, happened, moving=False):
                        delivered += 1
                    else:
                        stopped_at = stopped_at or happened.position
            return Reacted(delivered, position, stopped_at)

    def ledger(self, name: str) -> Sequence[Reaction]:
        """Return what became of each entry with a reactor, the first first."""
        with self.store.reading() as transaction:
            return transaction.reactions.ledger(name)

    @contextmanager
    def _going_on(self, name: str, since: int | None) -> Iterator[int]:
        """Yield how far a reactor came, while nobody else goes on with it."""
        with self.store.writing() as transaction:
            now = self.clock()
            position = transaction.reactions.begin(name, since, self._holder, now, now + MINE)
        if position is None:
            raise StoreBusy(
                "Another process goes on with this reactor, or was cut off a moment ago. Nothing "
                "was told; ask again in a minute."
            )
        try:
            yield position
        finally:
            with self.store.writing() as transaction:
                transaction.reactions.let_go(name, self._holder)

    def _end(self) -> int:
        with self.store.reading() as transaction:
            return transaction.reactions.end()

    def _after(self, position: int, limit: int) -> Sequence[Happened]:
        with self.store.reading() as transaction:
            return transaction.reactions.after(position, limit)

    def _told(
        self, name: str, reactor: Reactor, happened: Happened, *, moving: bool = True
    ) -> bool:
        error = None
        try:
            reactor(happened)
        except Exception as raised:  # noqa: BLE001 - whatever a reactor raises is kept by its class
            error = type(raised).__name__
            log.warning("a reactor could not be told", entry=happened.position, error=error)
        with self.store.writing() as transaction:
            now = self.clock()
            transaction.reactions.note(
                name, happened.position, error, now, now + MINE, moving=moving
            )
        return error is None

    def _set_aside(self, name: str, happened: Happened) -> bool:
        """Set an entry aside that was tried often enough; return whether it was."""
        with self.store.writing() as transaction:
            return transaction.reactions.set_aside(name, happened.position, TRIES)
