"""Views that tests ask of every journey: some go wrong, and some take their worker with them."""

import os
import signal
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from journeys import History, JourneyId, Rulebook

DAY = date(2026, 3, 1)


def count(history: History, _: Rulebook, __: date, ___: datetime | None) -> int:
    """Return how many entries are known."""
    return len(history.entries)


def law_of(_: History, book: Rulebook, __: date, ___: datetime | None) -> str:
    """Return by which edition of the law a view is asked."""
    return str(book.law.edition)


def raising(history: History, _: Rulebook, __: date, ___: datetime | None) -> int:
    """Raise what a fault in somebody's own view would: its text repeats what was recorded."""
    raise KeyError(str(history.stream), str(history.entries))


def unpicklable(_: History, __: Rulebook, ___: date, ____: datetime | None) -> object:
    """Return what no other process can be given."""
    return lambda: None


def dying(
    history: History, _: Rulebook, __: date, ___: datetime | None, *, of: JourneyId, marks: Path
) -> int:
    """Kill the process that reads this journey, as often as there are marks left to take."""
    if of == history.stream:
        for mark in marks.iterdir():
            mark.unlink()
            os.kill(os.getpid(), signal.SIGKILL)
    return len(history.entries)


def opening(
    history: History, _: Rulebook, __: date, ___: datetime | None, *, seen: Path
) -> tuple[str, int]:
    """Return all that is recorded, with the process, and note which files that has open."""
    for each in Path("/proc/self/fd").iterdir():
        try:
            target = each.readlink()
        except OSError:
            continue
        if target.is_file():
            (seen / f"{os.getpid()}-{each.name}").write_text(str(target), encoding="utf-8")
    return str(history.entries), os.getpid()


MEANWHILE = list[Callable[[JourneyId], None]]()
"""What somebody else does while this process reads."""


def interrupted(history: History, _: Rulebook, __: date, ___: datetime | None) -> int:
    """Return as `count`, after something else was done with the journey that was read."""
    for do in MEANWHILE:
        do(history.stream)
    return len(history.entries)
