"""Facts of many journeys as columns, in order of the journeys' ids."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Ints, Numbers
from journeys.projections.effects.facts import Departure
from journeys.projections.effects.spells import FAR, Spells, Values

DEPARTURES: tuple[Departure, ...] = ("pension", "folkepension", "moved", "died")


class Starts(NamedTuple):
    """Every beginning of every measure, in order of person, measure and day."""

    person: Ints
    measure: Ints
    starts: Ints
    ends: Ints
    recorded: Ints
    provider: Ints
    team: Ints


class Columns(NamedTuple):
    """Columns of many people. A person is a place in them; a code is a place in its list."""

    ids: Numbers
    """Two halves of each journey's id: persons x 2, uint64."""
    codes: dict[str, tuple[str, ...]]
    """Of basis, phase, target-group, measure, provider and team: sorted; the first is none."""
    followed: Spells
    opened: Ints
    """The first day each person is followed; FAR where there is none."""
    closed: Ints
    """The day after the last one; -1 where there is none."""
    worked: Spells
    hours: Values
    """Recorded paid hours a week, in hundredths."""
    ten_hours: Spells
    studied: Spells
    active: Spells
    """In paid work or in education."""
    values: dict[str, Values]
    """Of the phase and the target group as known on each day; of the basis as known at the cut."""
    starts: Starts
    departed: Ints
    """The day of each person's departure; FAR where there is none."""
    departure: Ints
    """Which of DEPARTURES, or -1."""
    lost: Ints

    @property
    def people(self) -> int:
        """How many there are."""
        return len(self.ids)

    def place(self, kind: str, code: str) -> int:
        """Return the place of a code in its list, or -1 where nobody has it."""
        known = self.codes.get(kind, ())
        return known.index(code) if code in known else -1

    def first_starts(self, measure: str) -> tuple[Ints, Ints]:
        """Return the day each person first began it (else FAR), and its place in `starts`."""
        at = np.flatnonzero(self.starts.measure == self.place("measure", measure))
        people, firsts = np.unique(self.starts.person[at], return_index=True)
        day, place = np.full(self.people, FAR), np.full(self.people, -1)
        day[people], place[people] = self.starts.starts[at[firsts]], at[firsts]
        return day, place
