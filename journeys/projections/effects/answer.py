"""All numbers about one measure, before it is decided whether they are shown."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Numbers
from journeys.projections.effects.balance import Moments, moments, products
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.covariates import Checked, Covariates
from journeys.projections.effects.curves import Reached, Request, curves, with_and_without
from journeys.projections.effects.estimate import Compared, estimate, weighted_means
from journeys.projections.effects.outcomes import days_in_work
from journeys.projections.effects.rows import Rows
from journeys.projections.effects.start_model import without
from journeys.projections.effects.study import Study, study_of
from journeys.projections.effects.trials import Trials, trials

TOGETHER = {
    "past-work": {"months-since-work", "days-worked"},
    "judged": {"phase", "target-group"},
}
"""Groups that say nearly the same, so that each stands in for the other when one is left out."""


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
    built: Trials | None = None,
) -> Answer | None:
    """Return all numbers; `cut` is an ordinal. None where the days cannot be estimated.

    `built` are the trials of those who are not in paid work, where they are built already.
    """
    rows = built if built is not None else trials(columns, measure, cut=cut, split=split)
    study = study_of(columns, rows, within)
    if study is None:
        return None
    work = days_in_work(columns, study.trials, within)
    last = np.array([within])
    days = estimate(study.rows, work, last)
    if not np.isfinite(days.difference[-1]):
        return None
    having, lacking = with_and_without(study, work)
    began, weights = study.trials.began, study.rows.weights
    in_bands = _in_bands(study.covariates.checked, study.rows)
    study = study._replace(covariates=study.covariates.unloaded())
    return Answer(
        study=study,
        within=within,
        days=days,
        unadjusted=estimate(study.plain, work, last),
        having=having,
        lacking=lacking,
        left_out=_left_out(study, work, float(days.compared[-1])),
        moments=moments(study.design, began, weights),
        products=in_bands,
        product_names=_product_names(study.covariates),
        curves=curves(Request(columns, measure, cut, within, split), study),
    )


def _in_bands(checked: Checked, rows: Rows) -> Moments:
    return products(checked.matrix, checked.band, rows.began, rows.weights)


def _left_out(study: Study, work: Numbers, compared: float) -> dict[str, float]:
    """Return by how many days the difference moves without each group of covariates."""
    groups = np.array(study.covariates.groups)
    names = {group: {group} for group in study.covariates.groups} | TOGETHER
    models = [
        without(
            study.design,
            study.rows.began,
            study.model,
            np.r_[False, np.isin(groups, sorted(of_name))],
        )
        for of_name in names.values()
    ]
    others = np.flatnonzero(~study.rows.began)
    weights = np.array([model.odds[others] for model in models])
    means = weighted_means(weights, work[others], study.rows.followed[others])
    return {
        name: compared - float(mean.sum()) if model.converged else float("inf")
        for name, mean, model in zip(names, means, models, strict=True)
    }


def _product_names(covariates: Covariates) -> tuple[tuple[str, ...], ...]:
    return tuple(
        tuple(
            " x ".join(part for part in (band, name) if part) for name in covariates.checked.names
        )
        for band in ("", *covariates.bands)
    )
