"""Spells and values of many people as sorted arrays: looked up for many persons and days at once.

A person and a day are one number, person x SHIFT + day, so that one sorted array serves everybody.
"""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Ints

SHIFT = 1 << 22
"""More than the last day there is."""
FAR = SHIFT - 1
"""The end of what goes on, and the day of what never happened."""


def keys(person: Ints, day: Ints) -> Ints:
    """Return the number of each person and day."""
    return person * SHIFT + day


class Spells(NamedTuple):
    """Days of each person from `starts` up to but not including `ends`: sorted, and apart."""

    person: Ints
    starts: Ints
    ends: Ints
    before: Ints
    """The days in earlier spells, of everybody before in the arrays."""

    @classmethod
    def merged(cls, person: Ints, starts: Ints, ends: Ints) -> "Spells":
        """Return the union of spells; spells that meet become one, empty ones are left out."""
        real = ends > starts
        person, starts, ends = person[real], starts[real], ends[real]
        order = np.lexsort((ends, starts, person))
        first, last = keys(person, starts)[order], keys(person, ends)[order]
        reached = np.maximum.accumulate(last)
        opens = np.r_[True, first[1:] > reached[:-1]][: len(first)]
        closes = np.r_[opens[1:], True][: len(first)]
        whose, begins, until = person[order][opens], first[opens] % SHIFT, reached[closes] % SHIFT
        return cls(whose, begins, until, np.cumsum(until - begins) - (until - begins))

    def find(self, person: Ints, day: Ints) -> Ints:
        """Return the place of each person's first spell that ends after the day, or a later one's.

        The place may be another person's, or past the end.
        """
        return np.searchsorted(keys(self.person, self.ends), keys(person, day), side="right")

    def cover(self, person: Ints, day: Ints) -> Flags:
        """Return whether each day lies in a spell of the person."""
        return self.start_of(person, day) <= day

    def start_of(self, person: Ints, day: Ints) -> Ints:
        """Return the start of the person's spell on that day, else of the next one, else FAR."""
        at = self.find(person, day)
        place = np.minimum(at, max(len(self.person) - 1, 0))
        if not len(self.person):
            return np.full(len(person), FAR)
        theirs = (at < len(self.person)) & (self.person[place] == person)
        return np.where(theirs, self.starts[place], FAR)

    def end_before(self, person: Ints, day: Ints) -> Ints:
        """Return the end of the person's last spell that had begun by the day, else -1.

        It is later than the day where the spell still runs.
        """
        at = np.searchsorted(keys(self.person, self.starts), keys(person, day), side="right") - 1
        if not len(self.person):
            return np.full(len(person), -1)
        theirs = (at >= 0) & (self.person[at] == person)
        return np.where(theirs, self.ends[at], -1)

    def days_before(self, person: Ints, day: Ints) -> Ints:
        """Return the days in spells of everybody before the person, and of the person by that day.

        The difference of two such numbers of one person is the days between.
        """
        if not len(self.person):
            return np.zeros(len(person), np.int64)
        at = self.find(person, day)
        place = np.minimum(at, len(self.person) - 1)
        total = self.before[-1] + self.ends[-1] - self.starts[-1]
        earlier = np.where(at < len(self.person), self.before[place], total)
        theirs = (at < len(self.person)) & (self.person[place] == person)
        return earlier + np.where(theirs, np.maximum(day - self.starts[place], 0), 0)

    def longer_than(self, days: int) -> "Spells":
        """Return the spells of at least so many days."""
        return self.merged(*(each[self.ends - self.starts >= days] for each in self[:3]))


class Values(NamedTuple):
    """A value of each person that holds until the next one; 0 stands for none."""

    keys: Ints
    value: Ints

    @classmethod
    def of(cls, person: Ints, day: Ints, value: Ints) -> "Values":
        """Return the values by person and day; of several on one day the last given holds."""
        order = np.lexsort((np.arange(len(day)), day, person))
        when = keys(person, day)[order]
        last = np.r_[when[1:] != when[:-1], True][: len(when)]
        return cls(when[last], value[order][last])

    def at(self, person: Ints, day: Ints) -> Ints:
        """Return the value of each person on the day."""
        if not len(self.keys):
            return np.zeros(len(person), np.int64)
        place = np.searchsorted(self.keys, keys(person, day), side="right") - 1
        theirs = (place >= 0) & (self.keys[place] // SHIFT == person)
        return np.where(theirs, self.value[place], 0)

    def spells_at(self, level: int) -> Spells:
        """Return the spells in which the value is the level or more."""
        lasts = np.flatnonzero(self.value[:-1] >= level)
        first, last = self.keys[lasts], self.keys[lasts + 1]
        return Spells.merged(first // SHIFT, first % SHIFT, last % SHIFT)


def totals(person: Ints, starts: Ints, ends: Ints, amount: Ints) -> Values:
    """Return the sum of the amounts of all spells that run, as values; each ends in 0."""
    real = ends > starts
    moments = np.r_[keys(person, starts)[real], keys(person, ends)[real]]
    when, place = np.unique(moments, return_inverse=True)
    change = np.zeros(len(when), np.int64)
    np.add.at(change, place, np.r_[amount[real], -amount[real]])
    return Values(when, np.cumsum(change))
