"""Trials of a measure with their covariates and the start model fitted to them."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.columns import Columns
from journeys.projections.effects.covariates import Covariates, covariates_of
from journeys.projections.effects.rows import Rows, rows_of
from journeys.projections.effects.start_model import Design, StartModel, design_of, fit
from journeys.projections.effects.trials import Eligible, Trials


class Study(NamedTuple):
    """The trials of a measure with the start model fitted to them."""

    trials: Trials
    covariates: Covariates
    design: Design
    model: StartModel
    rows: Rows
    plain: Rows
    """The same with weight 1."""


def study_of(
    columns: Columns, trials: Trials, within: int, eligible: Eligible = "work"
) -> Study | None:
    """Return the study of these trials; None where an arm is empty or the model not converged."""
    if not trials.began.any() or trials.began.all():
        return None
    hours = eligible in {"ten-hours", "education"}
    covariates = covariates_of(columns, trials, hours=hours)
    design = design_of(covariates.matrix)
    covariates = covariates._replace(matrix=covariates.matrix[:0].copy())
    model = fit(design, trials.began)
    if not model.converged:
        return None
    arms = trials.began, trials.person, np.minimum(trials.followed, within)
    rows = rows_of(*arms, (design, model), blocks=within)
    return Study(trials, covariates, design, model, rows, rows_of(*arms, blocks=within))
