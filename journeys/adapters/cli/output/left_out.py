"""Sentences about what an answer leaves out: damaged journeys, and entries of a clock ahead."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from journeys.adapters.cli.output.danish import shown
from journeys.adapters.cli.output.names import NO_NAMES, ShownNames
from journeys.adapters.words.ids import WHOLE_ID
from journeys.adapters.words.language import say, say_of
from journeys.projections.view import SetAside, View

if TYPE_CHECKING:
    from journeys.app.ports.maintenance import AheadOfClock


def stamped_ahead_lines(entries: int) -> Iterator[str]:
    """Yield that a view as known at a moment hides entries which are stamped later than now."""
    if entries:
        yield say_of(
            entries,
            "{count} entry is not shown: it is stamped later than now, because a clock was "
            "ahead. Leave --known-at out to see it.",
            "{count} entries are not shown: they are stamped later than now, because a clock "
            "was ahead. Leave --known-at out to see them.",
        )


def set_aside_lines(view: View, names: ShownNames | None = None) -> Iterator[str]:
    """Yield which journeys, or looks, a view could not read, and why."""
    set_aside: SetAside = getattr(view, "set_aside", {})
    if not set_aside:
        return
    from journeys.app.ports.maintenance import Status
    from journeys.projections.looks import Looks, LooksWithStaff
    from journeys.projections.looks_by import EmployeeLooks

    if isinstance(view, Looks | LooksWithStaff | EmployeeLooks):
        yield from looks_set_aside(set_aside)
    elif not isinstance(view, Status):  # which says it among the rest
        yield from journeys_set_aside(set_aside, names or NO_NAMES)


def journeys_set_aside(set_aside: SetAside, names: ShownNames = NO_NAMES) -> Iterator[str]:
    """Yield a line for each journey that could not be read, or is restricted to others."""
    from journeys.app.logged_reads import RESTRICTED

    for stream, why in set_aside.items():
        name = WHOLE_ID.fullmatch(stream) and names.names.get(UUID(stream))
        journey = f"{stream} ({name})" if name else stream
        if why == RESTRICTED:
            yield say("Set aside, {journey}: {why}", journey=journey, why=why)
        else:
            yield say("Set aside, {journey}: it cannot be read. {why}", journey=journey, why=why)
    if any(why != RESTRICTED for why in set_aside.values()):
        yield say(
            "All others are shown. Tell the people who run the store; journeys check names every "
            "journey that is damaged."
        )


def looks_set_aside(set_aside: SetAside) -> Iterator[str]:
    """Yield a line for each look that could not be read."""
    for position, why in set_aside.items():
        yield say("Set aside, look {position}: {why}", position=position, why=why)


def identities_set_aside(set_aside: SetAside) -> Iterator[str]:
    """Yield a line for each person who could not be searched by name."""
    for journey, why in set_aside.items():
        yield say("Not searched, journey {journey}: {why}", journey=journey, why=why)


def clock_lines(ahead: "tuple[AheadOfClock, ...]") -> Iterator[str]:
    """Yield for each log how many of its entries are stamped later than now."""
    for each in ahead:
        yield say_of(
            each.entries,
            "{log}: {count} entry is stamped later than now, at position {since} ({latest}): a "
            "clock was ahead.",
            "{log}: {count} entries are stamped later than now, from position {since} on, up to "
            "{latest}: a clock was ahead.",
            log=shown("choices", "log", each.log),
            since=each.since,
            latest=each.latest.astimezone(),
        )
    if ahead:
        yield say(
            "Set the clock right: a clock that was ahead alters and loses nothing. Until that "
            "moment has passed, new entries carry it too, and --known-at an earlier one hides them."
        )
