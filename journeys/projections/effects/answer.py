"""All numbers about one measure, before it is decided whether they are shown."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.balance import Moments, moments, products
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.covariates import PRODUCTS
from journeys.projections.effects.curves import Asked, Reached, curves, with_and_without
from journeys.projections.effects.estimate import Compared, Outcome, block_means, estimate
from journeys.projections.effects.outcomes import days_in_work
from journeys.projections.effects.settings import DEFAULT, Settings
from journeys.projections.effects.start_model import fit
from journeys.projections.effects.study import Study, study_of
from journeys.projections.effects.trials import Trials, trials


class Answer(NamedTuple):
    """What was estimated."""

    study: Study
    within: int
    days: Compared
    """One entry in each array: by the end."""
    unadjusted: Compared
    having: int
    """Starters with days in paid work."""
    lacking: int
    curves: dict[str, Reached]
    moments: Moments
    products: Moments
    product_names: tuple[tuple[str, ...], ...]
    """Bands x covariates, as `products`."""
    left_out: dict[str, float]
    """By group of covariates how many days the difference moves without it."""


def answer(
    columns: Columns,
    measure: str,
    *,
    cut: int,
    within: int = 52,
    split: str = "",
    settings: Settings = DEFAULT,
    found: Trials | None = None,
) -> Answer | None:
    """Return all numbers; `cut` is an ordinal. None where the days cannot be estimated.

    `found` are the trials of those who are not in paid work, where they are built already.
    """
    rows = found if found is not None else trials(columns, measure, cut=cut, split=split)
    study = study_of(columns, rows, "work", settings)
    if study is None:
        return None
    work = days_in_work(columns, study.trials, within)
    outcome = Outcome(work, np.minimum(study.trials.followed, within))
    last = np.array([within])
    days = estimate(study.rows, outcome, last)
    if not np.isfinite(days.difference[-1]):
        return None
    having, lacking = with_and_without(study.trials, outcome)
    used = [at for at, group in enumerate(study.covariates.groups) if group in PRODUCTS]
    began, weights = study.trials.began, study.rows.weights
    return Answer(
        study=study,
        within=within,
        days=days,
        unadjusted=estimate(study.plain, outcome, last),
        having=having,
        lacking=lacking,
        curves=curves(Asked(columns, measure, cut, within, split, settings), study),
        moments=moments(study.design, began, weights),
        product_names=tuple(
            tuple(f"{band} x {study.covariates.names[at]}" for at in used)
            for band in study.covariates.bands
        ),
        products=products(study.design, used, study.covariates.band, began, weights),
        left_out=_left_out(study, outcome, float(days.compared[-1])),
    )


def _left_out(study: Study, outcome: Outcome, compared: float) -> dict[str, float]:
    """Return by how many days the difference moves without each group of covariates."""
    moves = {}
    groups = np.array(study.covariates.groups)
    for group in dict.fromkeys(study.covariates.groups):
        keep = np.r_[True, groups != group]
        model = fit(study.design, study.rows.began, keep=keep, first=study.model.coefficients)
        rows = study.rows._replace(weights=np.where(study.rows.began, 1.0, model.odds))
        _, means, _ = block_means(rows, outcome, arm=False)
        moves[group] = compared - float(means.sum()) if model.converged else float("inf")
    return moves
