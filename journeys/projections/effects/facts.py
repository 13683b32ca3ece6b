"""Facts of one journey for estimating effects: codes, days and hours; no words, no name."""

from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

Within = Literal[13, 26, 52]
"""Weeks of follow-up (the horizon): three, six or twelve months."""
JudgedTrack = Literal["phase", "target-group"]
Departure = Literal["pension", "folkepension", "moved", "died"]
"""Ends that compete with work. Days after one of them count as days without paid work."""

NEW_CASEWORKER = "new-caseworker"
"""Skift af sagsbehandler: a change of caseworker, followed as if it were a measure that begins."""


class Span(NamedTuple):
    """Days from `starts` up to but not including `ends`; None where it goes on."""

    starts: date
    ends: date | None = None


class Started(NamedTuple):
    """Indsats begyndt: a measure that began, or a placement that stands for one."""

    measure: str
    """The code of the measure, or NEW_CASEWORKER."""
    starts: date
    ends: date | None
    recorded: date
    """The day on which its beginning was first recorded."""
    provider: str = ""
    """The code of the provider in the municipality's file; empty where none is given."""
    team: str = ""
    """The team of the caseworker who was responsible that day; empty where none is given."""


class Valued(NamedTuple):
    """A value that holds from `starts` up to but not including `ends`."""

    value: str
    starts: date
    ends: date | None = None


class Worked(NamedTuple):
    """Lønnet arbejde: a spell of paid work with the same hours a week; None: not recorded."""

    starts: date
    ends: date | None
    hours: float | None


class Judged(NamedTuple):
    """Vurdering: a value that somebody judged, with both clocks: it is read as known on a day."""

    track: JudgedTrack
    value: str
    """Empty where the track has no value from that day on."""
    on: date
    recorded: date
    retracted: date | None = None
    """The day on which the entry was retracted; None where it stands."""

    def known_on(self, day: date) -> bool:
        """Whether it was recorded, not retracted, and in effect on that day."""
        in_force = self.retracted is None or day < self.retracted
        return self.on <= day and self.recorded <= day and in_force


class Departed(NamedTuple):
    """Afgang: an end that competes with work, on its day."""

    on: date
    why: Departure


class Delay(NamedTuple):
    """Registreringsforsinkelse: how many days after its day a fact was recorded, by its kind."""

    kind: str
    on: date
    days: int


class JourneyFacts(NamedTuple):
    """What is read of one journey. What is a plain fact is as known at the data's cut."""

    journey: UUID
    followed: tuple[Span, ...]
    """Days on which the journey is open or rests."""
    basis: tuple[Valued, ...] = ()
    started: tuple[Started, ...] = ()
    worked: tuple[Worked, ...] = ()
    """Lønnet arbejde: every placement with paid hours, or of a kind that pays where no hours are
    recorded; several may run at once. Not one that stands for a measure with a subsidised wage
    (løntilskud): its days are the measure itself, and would be its own effect."""
    studied: tuple[Span, ...] = ()
    judged: tuple[Judged, ...] = ()
    departed: Departed | None = None
    """The first end that competes with work, after the journey was opened."""
    lost_on: date | None = None
    """The day it was closed without an open placement and without a reason: no more is known."""
    delays: tuple[Delay, ...] = ()
