"""What is needed before an answer is given, in the order in which the reasons are named."""

from typing import NamedTuple

import numpy as np

from journeys.projections.effects.answer import Answer
from journeys.projections.effects.counts import Counts
from journeys.projections.effects.effect import Reason
from journeys.projections.effects.settings import Settings
from journeys.projections.effects.trials import Trials
from journeys.projections.effects.weight import Weight


class NotMet(NamedTuple):
    """The first need that is not met."""

    reason: Reason
    about: str = ""


def before(counts: Counts, settings: Settings) -> NotMet | None:
    """Return what the counts alone do not meet."""
    if counts.began < settings.least_began:
        return NotMet("few-began")
    if counts.followed < settings.least_followed:
        return NotMet("few-followed")
    if counts.late_share > settings.most_late:
        return NotMet("recorded-late")
    if not counts.compared:
        return NotMet("nobody-comparable")
    return None


def not_estimated(rows: Trials, within: int) -> NotMet:
    """Return why the days of these trials could not be estimated."""
    followed = (rows.followed >= within) & ~rows.began
    return NotMet("not-converged" if followed.any() else "nobody-comparable")


def after(found: Answer, weight: Weight, settings: Settings) -> NotMet | None:
    """Return what the estimates do not meet."""
    n = found.days.n
    if weight.not_comparable > settings.most_without_others * n:
        return NotMet("nobody-comparable")
    if min(found.having, found.lacking) < settings.least_with_outcome:
        return NotMet("few-with-outcome")
    if weight.effective < settings.least_effective:
        return NotMet("few-comparable")
    if weight.largest_share > settings.most_of_one:
        return NotMet("one-dominates")
    return _not_alike(found, settings)


def _not_alike(found: Answer, settings: Settings) -> NotMet | None:
    apart = np.abs(found.moments.after)
    if apart.max(initial=0) > settings.most_apart:
        return NotMet("not-alike", found.study.covariates.names[int(apart.argmax())])
    allowed = max(settings.most_apart, settings.most_apart_products / np.sqrt(found.days.n))
    products = np.abs(found.products.after)
    if products.max(initial=0) > allowed:
        band, at = np.unravel_index(products.argmax(), products.shape)
        return NotMet("not-alike", found.product_names[int(band)][int(at)])
    return None
