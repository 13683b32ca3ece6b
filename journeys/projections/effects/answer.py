"""All numbers about one measure, before it is decided whether they are shown."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Numbers
from journeys.projections.effects.balance import Moments, moments, products
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.covariates import Checked
from journeys.projections.effects.curves import Asked, Reached, curves, with_and_without
from journeys.projections.effects.estimate import Compared, estimate, weighted_means
from journeys.projections.effects.outcomes import days_in_work
from journeys.projections.effects.settings import DEFAULT, Settings
from journeys.projections.effects.start_model import without
from journeys.projections.effects.study import Study, study_of
from journeys.projections.effects.trials import Trials, trials
from journeys.projections.effects.waiting import BANDS, names_of


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
    """As in `products`."""
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
    study = study_of(columns, rows, within, "work", settings)
    if study is None:
        return None
    work = days_in_work(columns, study.trials, within)
    last = np.array([within])
    days = estimate(study.rows, work, last)
    if not np.isfinite(days.difference[-1]):
        return None
    having, lacking = with_and_without(study, work)
    checked = study.covariates.checked
    began, weights = study.trials.began, study.rows.weights
    return Answer(
        study=study,
        within=within,
        days=days,
        unadjusted=estimate(study.plain, work, last),
        having=having,
        lacking=lacking,
        curves=curves(Asked(columns, measure, cut, within, split, settings), study),
        moments=moments(study.design, began, weights),
        products=products(checked.matrix, checked.band, began, weights),
        product_names=_product_names(checked),
        left_out=_left_out(study, work, float(days.compared[-1])),
    )


def _left_out(study: Study, work: Numbers, compared: float) -> dict[str, float]:
    """Return by how many days the difference moves without each group of covariates."""
    groups = np.array(study.covariates.groups)
    names = list(dict.fromkeys(study.covariates.groups))
    models = [
        without(study.design, study.rows.began, study.model, np.r_[False, groups == name])
        for name in names
    ]
    others = np.flatnonzero(~study.rows.began)
    weights = np.array([model.odds[others] for model in models])
    means = weighted_means(weights, work[others], study.rows.followed[others])
    return {
        name: compared - float(mean.sum()) if model.converged else float("inf")
        for name, mean, model in zip(names, means, models, strict=True)
    }


def _product_names(checked: Checked) -> tuple[tuple[str, ...], ...]:
    bands = ["", *_all_bands(checked)]
    return tuple(
        tuple(" x ".join(part for part in (band, name) if part) for name in checked.names)
        for band in bands
    )


def _all_bands(checked: Checked) -> list[str]:
    every = names_of(range(len(BANDS)))
    return [every[each] for each in np.unique(checked.band).tolist()]
