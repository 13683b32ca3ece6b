"""What happened in each week (block) after time zero, for the rows of trials.

A departure competes with work: it ends paid work and is never cut off. Summed over blocks the
shares are therefore cumulative incidences (Aalen-Johansen) where nobody is cut off.
"""

import numpy as np

from journeys.projections.effects.arrays import Ints, Numbers
from journeys.projections.effects.columns import DEPARTURES, Columns
from journeys.projections.effects.spells import FAR
from journeys.projections.effects.trials import WEEK, Trials

KEPT_DAYS = 26 * WEEK


def days_in_work(columns: Columns, trials: Trials, blocks: int) -> Numbers:
    """Return the days in paid work in each week (rows x blocks); none after a departure."""
    days = np.zeros((len(trials.person), blocks), np.uint8)
    worked, until = columns.worked, _until(columns, trials, blocks)
    rows = np.arange(len(trials.person))
    place = worked.find(trials.person, trials.zero)
    first = np.arange(blocks) * WEEK
    while len(rows):
        inside = place < len(worked.person)
        rows, place = rows[inside], place[inside]
        theirs = (worked.person[place] == trials.person[rows]) & (
            worked.starts[place] < until[rows]
        )
        rows, place = rows[theirs], place[theirs]
        zero = trials.zero[rows]
        starts = np.maximum(worked.starts[place] - zero, 0).astype(np.int16)
        ends = (np.minimum(worked.ends[place], until[rows]) - zero).astype(np.int16)
        for block in first:
            span = np.minimum(ends, block + WEEK) - np.maximum(starts, block)
            days[rows, block // WEEK] += np.maximum(span, 0).astype(np.uint8)
        place = place + 1
    return days


def reached(columns: Columns, trials: Trials, outcome: str, blocks: int) -> Numbers:
    """Return 1 in the week in which each row first reached the outcome (rows x blocks)."""
    person, zero = trials.person, trials.zero
    if outcome in DEPARTURES:
        theirs = columns.departure[person] == DEPARTURES.index(outcome)
        day = np.where(theirs, columns.departed[person], FAR)
    elif outcome == "departed":
        day = columns.departed[person]
    else:
        day = _first_day(columns, person, zero, outcome)
        day = np.where(day < columns.departed[person], day, FAR)
    found = np.zeros((len(person), blocks), np.uint8)
    block = (day - zero) // WEEK
    within = np.flatnonzero(block < blocks)
    found[within, block[within]] = 1
    return found


def _first_day(columns: Columns, person: Ints, zero: Ints, outcome: str) -> Ints:
    if outcome == "kept":
        start = columns.worked.longer_than(KEPT_DAYS).start_of(person, zero)
        return np.where(start < FAR, start + KEPT_DAYS, FAR)
    spells = {
        "first-hour": columns.worked,
        "ten-hours": columns.ten_hours,
        "education": columns.studied,
        "education-or-work": columns.active,
    }[outcome]
    return spells.start_of(person, zero)


def _until(columns: Columns, trials: Trials, blocks: int) -> Ints:
    """Return the day before which paid work counts."""
    return np.minimum(trials.zero + blocks * WEEK, columns.departed[trials.person])
