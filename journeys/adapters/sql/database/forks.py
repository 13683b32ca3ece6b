"""Forks: what a child process must not share with its parent, as with gunicorn's preload or celery.

In the child every registered owner is reset: pools, locks, caches. SQLite cannot be carried across
a fork at all: it keeps in memory which locks its process has, and the child has none of them. So a
fork waits until no thread is inside a SQLite file, and closes the idle connections first.
"""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Condition, Lock, RLock, get_ident
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from journeys.domain.errors import StoreUnreachable
from journeys.domain.message import Message

T = TypeVar("T")

FORKED = Message(
    "This process was forked in the middle of a transaction on {file}, which it cannot use now. "
    "Fork where this thread is in no transaction, or start the process with spawn."
)

PATIENCE = 30  # seconds that a fork waits for the transactions of other threads

_fork = Lock()  # one fork at a time
_registering = Lock()  # taken last before a fork: who registers may be inside a SQLite file
_owners: WeakKeyDictionary[Any, Callable[[Any], object]] = WeakKeyDictionary()
_sqlite: WeakKeyDictionary[Any, tuple[Path, Callable[[Any], object]]] = WeakKeyDictionary()
_in_use: set[Path] = set()
"""The SQLite files that could not be closed before the fork that is under way."""
_files_of_parent: set[Path] = set()


class _Gate:
    """Counts the threads inside SQLite files; while a fork waits for them, others wait for it.

    The thread that forks waits for nobody: while it closes the gate, Python may collect a
    transaction that was left open, which goes in or out on that thread.
    """

    def __init__(self) -> None:
        self._changed = Condition(RLock())
        self._depths: dict[int, int] = {}
        self._closed_by: int | None = None

    def __enter__(self) -> None:
        thread = get_ident()
        with self._changed:
            depth = self._depths.get(thread, 0)
            # A thread inside must get further in, or the fork would wait for it for ever.
            while self._closed_by not in {None, thread} and not depth:
                self._changed.wait()
            self._depths[thread] = depth + 1

    def __exit__(self, *_: object) -> None:
        thread = get_ident()
        with self._changed:
            # In a child that was forked in this body the count began again at nothing.
            depth = self._depths.get(thread, 0) - 1
            if depth > 0:
                self._depths[thread] = depth
            else:
                self._depths.pop(thread, None)
            if self._closed_by is not None:
                self._changed.notify_all()

    def close(self) -> bool:
        """Let nobody in, wait until all are out but this thread, and return whether it is empty."""
        with self._changed:
            self._closed_by = get_ident()
            only = {self._closed_by}
            self._changed.wait_for(lambda: self._depths.keys() <= only, PATIENCE)
            return not self._depths

    def open(self) -> None:
        """Let everybody in again."""
        with self._changed:
            self._closed_by = None
            self._changed.notify_all()


in_sqlite = _Gate()
"""The context in which a thread uses a SQLite file."""


class ForkSafeLock:
    """A lock that is free in a child, also where a thread of the parent holds it."""

    def __init__(self) -> None:
        self._renew()
        reset_in_child(self, ForkSafeLock._renew)

    def _renew(self) -> None:
        self._lock = Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def reset_in_child(owner: T, reset: Callable[[T], object]) -> None:
    """Have `reset(owner)` called in each child that is forked while the owner lives.

    The function must not refer to its owner.
    """
    with _registering:
        _owners[owner] = reset


def close_before_fork(owner: T, file: Path, close: Callable[[T], object]) -> None:
    """Have `close(owner)` close its idle connections to a SQLite file before each fork.

    The owner uses the file only inside `in_sqlite`. The function must not refer to its owner.
    """
    with _registering:
        _sqlite[owner] = file, close


def refuse_file_of_parent(file: Path) -> None:
    """Raise StoreUnreachable where this process was forked in a transaction on this SQLite file."""
    if file.resolve() in _files_of_parent:
        raise StoreUnreachable(FORKED, file=file)


def _before() -> None:
    _fork.acquire()
    quiet = in_sqlite.close()
    _registering.acquire()
    for owner, (file, close) in list(_sqlite.items()):
        if quiet:
            close(owner)
        else:
            _in_use.add(file.resolve())


def _after_in_parent() -> None:
    _registering.release()
    _in_use.clear()
    in_sqlite.open()
    _fork.release()


def _after_in_child() -> None:
    # Other threads of the parent may hold or wait for them.
    global _fork, _registering
    _fork, _registering = Lock(), Lock()
    _files_of_parent.update(_in_use)
    in_sqlite.__init__()  # type: ignore[misc] # the threads inside it do not exist here
    for owner, reset in list(_owners.items()):
        reset(owner)


if hasattr(os, "register_at_fork"):
    os.register_at_fork(
        before=_before, after_in_parent=_after_in_parent, after_in_child=_after_in_child
    )
