"""Worlds: what a measure does in an invented town, who is sent to it, and how it is recorded."""

from typing import NamedTuple


class World(NamedTuple):
    """What differs from town to town of one world is chance alone."""

    name: str
    lock: float = 0
    """What the measure adds to the log hazard of finding work in its first three months."""
    lift: float = 0
    """The same for the twelve months after those."""
    more: float = 0
    """What it adds to that in one of the target groups."""
    starts: float = -4.28
    """The log hazard of beginning in a month, for somebody in the middle of everything."""
    hidden: float = 0
    """What a standard deviation of hidden health adds to it, which nobody writes down."""
    sent: float = 0
    """The share of one target group that is sent in the seventh month of waiting."""
    late: float = 0
    """The mean delay, in days, until a beginning is recorded, if its person still has no work."""
    late_share: float = 1
    """The share of the beginnings that are recorded with that delay."""
    dated_back: float = 0
    """The share of those who found work whose phase is then said to have been the last one."""
    lost: float = 0
    """The monthly hazard that a journey is closed without a reason."""
    people: int = 1500


NONE = World("none")
HELP = World("help", lock=-0.5, lift=1, more=0.4)
NET_ZERO = World("net-zero", lock=-3, lift=0.45, more=0.3)
HARM = World("harm", lock=-1.4, lift=-0.1)
HIDDEN = World("hidden", hidden=0.3)
HIDDEN_MORE = World("hidden-more", hidden=0.6)
SENT = World("sent", sent=0.9)
LATE = World("late", late=14)
LATE_SOME = World("late-some", late=30, late_share=0.2)
DATED_BACK = World("dated-back", dated_back=0.5)
LOST = World("lost", lost=0.01)
"""Besides what is asked: those who are lost hide neither more nor less than others."""

SIZES = {390: -4.28, 310: -4.56, 130: -5.55, 90: -5.93, 839: -3.08}
"""About how many begin, by the log hazard."""


def sized(world: World, about: int) -> World:
    """Return the same world with about so many who begin."""
    return world._replace(name=f"{world.name}-{about}", starts=SIZES[about])
