"""The script on a fixed day: `python -m tests.cli.on_a_day 2026-11-30T08:40 dag`.

What is today, and how people are greeted, is as then; entries are stamped by the real clock.
"""

import contextlib
import sys
from collections.abc import Iterator
from datetime import datetime, tzinfo
from typing import Self
from unittest.mock import patch

CLOCKS = ("journeys.app.journeys.datetime", "journeys.adapters.cli.input.dates.datetime")
"""Where the script learns the day."""


@contextlib.contextmanager
def on_a_day(moment: str) -> Iterator[None]:
    """Let it be this moment in the whole block, whenever the script asks."""
    fixed = datetime.fromisoformat(moment)

    class Fixed(datetime):
        """A clock that stands still."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(*fixed.timetuple()[:6], tzinfo=tz)

    with contextlib.ExitStack() as stack:
        for clock in CLOCKS:
            stack.enter_context(patch(clock, Fixed))
        yield


if __name__ == "__main__":
    from journeys.adapters.cli import run

    with on_a_day(sys.argv.pop(1)):
        run()
