"""Signals that end a session: what is open is given up, and the terminal is restored."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from prompt_toolkit import Application

SIGNALS = [each for each in (signal.SIGTERM, getattr(signal, "SIGHUP", None)) if each is not None]
"""SIGTERM asks it to end, and SIGHUP says that its terminal is gone; Windows has no SIGHUP."""


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """End what runs inside by these signals as by an error: nothing is recorded by halves.

    Python itself would end at once, and leave the terminal as a question or a prompt had set it.
    Raises SystemExit there, with the exit code that a shell gives. What is ignored stays so.
    """
    if current_thread() is not main_thread():  # only there a signal can be received
        yield
        return
    heard = [each for each in SIGNALS if signal.getsignal(each) not in {signal.SIG_IGN, None}]
    before = {each: signal.signal(each, _end) for each in heard}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


@contextmanager
def ended_through(app: "Application[Any]") -> Iterator[None]:
    """Let these signals end an application that runs inside, not what its loop runs just then.

    Its loop would take SystemExit for the fault of the task that it came from, show it, and wait.
    """
    heard = [each for each in SIGNALS if signal.getsignal(each) is _end]

    def leave(error: SystemExit) -> None:
        if app.future is None or app.future.done():
            raise error
        app.exit(exception=error)

    def told(number: int, frame: object) -> None:
        if app.loop is None:  # the prompt is not shown yet, or no longer
            _end(number, frame)
        app.loop.call_soon_threadsafe(leave, SystemExit(128 + number))

    for each in heard:
        signal.signal(each, told)
    try:
        yield
    finally:
        for each in heard:
            signal.signal(each, _end)


def _end(number: int, _frame: object) -> NoReturn:
    raise SystemExit(128 + number)
