"""Sequential trials: month by month who began, and people who could have begun that day.

The design is that of Hernán and others, Epidemiology 19 (2008) 766, and Danaei and others,
Statistical Methods in Medical Research 22 (2013) 70; here with a day for everybody, not a month.
"""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Flags, Ints
from journeys.projections.effects.calendar import first_day, month_of, quarter_of
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.drawing_lots import lots
from journeys.projections.effects.spells import Spells
from journeys.projections.effects.waiting import BANDS, band_of

Eligible = Literal["work", "ten-hours", "education", "education-or-work"]
"""Which state nobody may be in at time zero."""

WEEK = 7
LEAST_WEEKS = 13
"""Behind every row; of a later one too little is known yet."""
COMPARED_PER_STARTER = 20
FEW_STARTERS = 5
"""Fewer in a month: the days are drawn from those of the quarter."""


class Trials(NamedTuple):
    """Rows of all trials, in order of person and time zero: starters and comparison persons."""

    person: Ints
    began: Flags
    zero: Ints
    """Time zero: the day from which a row is followed."""
    month: Ints
    start: Ints
    """Of a starter the place in the columns' `starts`, else -1."""
    followed: Ints
    """How many whole weeks end by the cut, and before the person was lost."""


class _Eligibility(NamedTuple):
    """Who may take part on a day."""

    columns: Columns
    state: Spells
    last: int
    """The last day with 13 weeks behind it."""
    kind: str
    code: int
    """Of a split by basis or target group, the value that everybody must have."""

    def eligible(self, person: Ints, day: Ints) -> Flags:
        """Return whether each person may take part on the day; the same test in both arms."""
        columns = self.columns
        may = (day <= self.last) & (columns.departed[person] > day)
        may &= columns.followed.cover(person, day)
        may &= ~self.state.cover(person, day)
        if self.kind in columns.values:
            may &= columns.values[self.kind].at(person, day) == self.code
        return may


class _Kinds(NamedTuple):
    """Of each code and band of waiting, whether any of the starters had it at time zero.

    Where nobody began, nobody is like those who did.
    """

    columns: Columns
    found: dict[str, Flags]
    bands: Flags

    @classmethod
    def of(cls, columns: Columns, person: Ints, day: Ints) -> "_Kinds":
        """Return what these starters had."""
        found = {kind: np.zeros(len(columns.codes[kind]), bool) for kind in columns.values}
        for kind, values in columns.values.items():
            found[kind][values.at(person, day)] = True
        bands = np.zeros(len(BANDS), bool)
        bands[band_of(columns, person, day)] = True
        return cls(columns, found, bands)

    def like(self, person: Ints, day: Ints) -> Flags:
        """Return whether somebody began who had the same code, for every kind, and band."""
        alike = np.ones(len(person), bool)
        for kind, some in self.found.items():
            if not some.all():
                alike &= some[self.columns.values[kind].at(person, day)]
        if not self.bands.all():
            alike &= self.bands[band_of(self.columns, person, day)]
        return alike


def trials(
    columns: Columns, measure: str, *, cut: int, eligible: Eligible = "work", split: str = ""
) -> Trials:
    """Return the trials of a measure. Nothing that happened after `cut` (an ordinal) is used.

    `split` is KIND:CODE; of a basis or target group both arms are of it, of a provider or team
    the starters are theirs, and who began with another one is in neither arm that month. Nobody
    is compared with whose basis, phase, target group or band of waiting no starter had.
    """
    kind, _, code = split.partition(":")
    last = cut + 1 - LEAST_WEEKS * WEEK
    rule = _Eligibility(columns, _state(columns, eligible), last, kind, columns.place(kind, code))
    first, place = columns.first_starts(measure)
    starters = np.flatnonzero(first <= last)
    if kind in ("provider", "team"):
        of = columns.starts.provider if kind == "provider" else columns.starts.team
        starters = starters[of[place[starters]] == rule.code]
    starters = starters[rule.eligible(starters, first[starters])]
    kinds = _Kinds.of(columns, starters, first[starters])
    month = month_of(first[starters])
    parts = [(starters, first[starters], month, place[starters])]
    for each, days in _drawn_from(first[starters], month):
        wanted = COMPARED_PER_STARTER * int((month == each).sum())
        free = np.flatnonzero(first >= first_day(each + 1))
        lot = (measure, str(each))
        person, day = _compared(rule, free, each, days, lot)
        alike = kinds.like(person, day)
        person, day = person[alike], day[alike]
        if len(person) > wanted:
            few = np.argsort(lots(columns.ids[person], *lot, "row"), kind="stable")[:wanted]
            person, day = person[few], day[few]
        parts.append((person, day, np.full(len(person), each), np.full(len(person), -1)))
    person, zero, months, start = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.lexsort((zero, person))
    person, zero, start = person[order], zero[order], start[order]
    until = np.minimum(cut + 1, columns.lost[person])
    followed = np.maximum(until - zero, 0) // WEEK
    return Trials(person, start >= 0, zero, months[order], start, followed)


def _state(columns: Columns, eligible: Eligible) -> Spells:
    return {
        "work": columns.worked,
        "ten-hours": columns.ten_hours,
        "education": columns.studied,
        "education-or-work": columns.active,
    }[eligible]


def _drawn_from(zero: Ints, month: Ints) -> Iterator[tuple[int, Ints]]:
    """Yield each month somebody began in, and the days of it to draw from, counted from 0."""
    day_of_month = zero - np.array([first_day(each) for each in month.tolist()], np.int64)
    quarter = quarter_of(month)
    for each in np.unique(month).tolist():
        days = np.sort(day_of_month[month == each])
        if len(days) < FEW_STARTERS:
            days = np.sort(day_of_month[quarter == each // 3])
        yield each, np.minimum(days, first_day(each + 1) - first_day(each) - 1)


def _compared(
    rule: _Eligibility, free: Ints, month: int, days: Ints, lot: tuple[str, ...]
) -> tuple[Ints, Ints]:
    """Return who of these may be compared with, each on a day of the month drawn by lot."""
    columns = rule.columns
    here = (columns.opened[free] < first_day(month + 1)) & (columns.closed[free] > first_day(month))
    people = free[here]
    drawn = lots(columns.ids[people], *lot, "day") % np.uint64(len(days))
    zero = first_day(month) + days[drawn.astype(np.int64)]
    may = rule.eligible(people, zero)
    return people[may], zero[may]
