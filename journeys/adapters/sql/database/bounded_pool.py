"""Connection pools that share one bound: many stores never have more connections than it says.

A thread that asks for a connection waits until one is free. Connections that nobody uses are kept,
and the one that was not used for longest is closed where another store needs its place.
"""

import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from threading import Condition, get_ident
from typing import Any, Self

from sqlalchemy.exc import TimeoutError as NoConnection
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from journeys.adapters.sql.database.forks import reset_in_child
from journeys.domain.message import Message

WAIT = 60
"""Seconds after which a thread that waits for a connection is refused: somebody keeps them all."""

FEWEST = 2
"""A look is logged on a second connection while the history of many is read on the first."""


class Bound:
    """How many connections there may be at once, in all pools that share it. Safe between threads.

    A pool of SQLAlchemy's own, as `Pool` describes it, counts the connections of one store alone.
    One place is reserved for threads that use a connection already, so that threads which each need
    a second one cannot wait for each other for ever.
    """

    def __init__(self, most: int, wait: float = WAIT) -> None:
        if most < FEWEST:
            raise ValueError(
                Message(
                    "At least {fewest} connections are needed: a thread that has one may need "
                    "another.",
                    fewest=FEWEST,
                )
            )
        self._most = most
        self._wait = wait
        self._begin()
        reset_in_child(self, Bound._forget_parent)

    def _begin(self) -> None:
        self._changed = Condition()
        self._idle = OrderedDict[ConnectionPoolEntry, BoundedPool]()
        self._used_by = dict[ConnectionPoolEntry, int]()
        self._of_thread = Counter[int]()
        self._used = 0

    def acquire(
        self, pool: "BoundedPool", connect: Callable[[], ConnectionPoolEntry]
    ) -> ConnectionPoolEntry:
        """Return a connection of this pool, an idle one or a new one. Waits while there is none.

        Raises SQLAlchemy's TimeoutError.
        """
        thread = get_ident()
        entry, replaced = self._take_place(pool, thread)
        try:
            if replaced is not None:
                replaced.close()
            if entry is None:
                entry = connect()
        except BaseException:
            with self._changed:
                self._free(thread)
            raise
        with self._changed:
            self._used_by[entry] = thread
        return entry

    def release(self, pool: "BoundedPool", entry: ConnectionPoolEntry) -> None:
        """Keep a connection for the next who needs it, or close it where its pool is closed."""
        with self._changed:
            thread = self._used_by.pop(entry, None)
        if thread is None:
            return  # it is the parent's of a forked child
        if pool.closed:
            entry.close()
        with self._changed:
            if not pool.closed and entry.dbapi_connection is not None:
                self._idle[entry] = pool
            self._free(thread)

    def close(self, pool: "BoundedPool") -> None:
        """Close the connections of a pool that nobody uses."""
        with self._changed:
            idle = [entry for entry, owner in self._idle.items() if owner is pool]
            for entry in idle:
                del self._idle[entry]
        for entry in idle:
            entry.close()

    def _forget_parent(self) -> None:
        """Count from nothing in a forked child, which neither uses nor closes its parent's."""
        self._inherited = self._idle, self._used_by
        self._begin()

    def _take_place(
        self, pool: "BoundedPool", thread: int
    ) -> tuple[ConnectionPoolEntry | None, ConnectionPoolEntry | None]:
        """Return an idle connection of the pool, if any, and another's that is to be closed."""
        deadline = time.monotonic() + self._wait
        with self._changed:
            while self._used >= self._most - (not self._of_thread[thread]):
                left = deadline - time.monotonic()
                if left <= 0:
                    raise NoConnection
                self._changed.wait(left)
            self._used += 1
            self._of_thread[thread] += 1
            # The one that was used last: its caches are warm.
            for entry, owner in reversed(self._idle.items()):
                if owner is pool:
                    del self._idle[entry]
                    return entry, None
            if self._used + len(self._idle) > self._most:
                return None, self._idle.popitem(last=False)[0]
            return None, None

    def _free(self, thread: int) -> None:
        self._used -= 1
        self._of_thread[thread] -= 1
        if not self._of_thread[thread]:
            del self._of_thread[thread]
        self._changed.notify_all()


class BoundedPool(Pool):
    """SQLAlchemy's pool for one engine, whose connections count against a shared bound."""

    def __init__(self, creator: Any, bound: Bound, **settings: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own arguments
        super().__init__(creator, **settings)
        self.closed = False
        self._bound = bound

    def _do_get(self) -> ConnectionPoolEntry:
        return self._bound.acquire(self, self._create_connection)

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        self._bound.release(self, record)

    def dispose(self) -> None:
        """Close the connections that nobody uses; others close when they are returned."""
        self.closed = True
        self._bound.close(self)

    def recreate(self) -> Self:
        """Return a new pool with the same settings and the same bound."""
        return type(self)(
            self._creator,
            bound=self._bound,
            recycle=self._recycle,
            echo=self.echo,
            logging_name=self._orig_logging_name,
            reset_on_return=self._reset_on_return,
            pre_ping=self._pre_ping,
            _dispatch=self.dispatch,
            dialect=self._dialect,
        )

    def status(self) -> str:
        """Return what SQLAlchemy prints of a pool."""
        return type(self).__name__
