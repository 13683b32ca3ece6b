"""Who began and who is compared with: what is counted before anything is estimated."""

from datetime import date
from typing import NamedTuple

import numpy as np

from journeys.projections.effects.calendar import first_day
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.settings import Settings
from journeys.projections.effects.trials import WEEK, Trials


class Counts(NamedTuple):
    """Counts of the trials of a measure."""

    began: int
    followed: int
    compared: int
    late_share: float
    lost_share: float
    first_month: date | None
    last_month: date | None


def counts_of(columns: Columns, rows: Trials, within: int, cut: int, settings: Settings) -> Counts:
    """Return the counts; `within` are weeks, `cut` is an ordinal."""
    starters = rows.began
    n = int(starters.sum())
    start, zero, person = rows.start[starters], rows.zero[starters], rows.person[starters]
    starts, lost = columns.starts, columns.lost[person]
    late = starts.recorded[start] - starts.starts[start] > settings.late_days
    gone = (lost <= cut) & (lost < zero + within * WEEK)
    months = rows.month[starters]
    return Counts(
        began=n,
        followed=int((rows.followed[starters] >= within).sum()),
        compared=len(np.unique(rows.person[~starters])),
        late_share=float(late.mean()) if n else 0.0,
        lost_share=float(gone.mean()) if n else 0.0,
        first_month=date.fromordinal(first_day(int(months.min()))) if n else None,
        last_month=date.fromordinal(first_day(int(months.max()))) if n else None,
    )
