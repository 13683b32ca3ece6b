"""Curves: how many have reached an outcome by the end of each week."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Numbers
from journeys.projections.effects.columns import DEPARTURES, Columns
from journeys.projections.effects.estimate import Compared, estimate
from journeys.projections.effects.outcomes import KEPT_DAYS, reached
from journeys.projections.effects.study import Study, study_of
from journeys.projections.effects.trials import WEEK, Eligible, trials

OUTCOMES: dict[str, Eligible] = {
    "first-hour": "work",
    "kept": "work",
    "departed": "work",
    **dict.fromkeys(DEPARTURES, "work"),
    "ten-hours": "ten-hours",
    "education-or-work": "education-or-work",
    "education": "education",
}
"""Every outcome that has a curve, and the state that nobody may be in at time zero."""


class Reached(NamedTuple):
    """An outcome by the end of each week, and at the last one without adjustment."""

    weekly: Compared
    unadjusted: Compared
    having: int
    """Starters who reached it."""
    lacking: int
    """Starters who were followed to the end and did not."""


class Request(NamedTuple):
    """Which curves of which measure."""

    columns: Columns
    measure: str
    cut: int
    within: int
    split: str


def curves(request: Request, at_work: Study) -> dict[str, Reached]:
    """Return the curves of all outcomes that can be estimated.

    `at_work` is the study of those who are not in paid work; other outcomes have trials of their
    own, because other people may be in them.
    """
    found: dict[str, Reached] = {}
    eligible: Eligible = "work"
    study: Study | None = at_work
    for outcome, needed in OUTCOMES.items():
        if outcome == "kept" and request.within * WEEK <= KEPT_DAYS:
            continue
        if needed != eligible:
            eligible, study = needed, None  # one study at a time: each has all rows in memory
            rows = trials(
                request.columns,
                request.measure,
                cut=request.cut,
                eligible=needed,
                split=request.split,
            )
            study = study_of(request.columns, rows, request.within, needed)
        if study is not None:
            found[outcome] = _reached(request, study, outcome)
    return found


def _reached(request: Request, study: Study, outcome: str) -> Reached:
    weeks = request.within
    found = reached(request.columns, study.trials, outcome, weeks)
    return Reached(
        estimate(study.rows, found, np.arange(1, weeks + 1)),
        estimate(study.plain, found, np.array([weeks])),
        *with_and_without(study, found),
    )


def with_and_without(study: Study, found: Numbers) -> tuple[int, int]:
    """Return how many starters had it, and how many were followed to the end and had not."""
    blocks = found.shape[1]
    followed = study.rows.followed[study.rows.began]
    counted = followed[:, None] > np.arange(blocks)
    had = (found[study.rows.began] * counted).any(axis=1)
    return int(had.sum()), int((~had & (followed == blocks)).sum())
