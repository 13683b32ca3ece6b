"""What is shown with an answer: curves, balance, groups left out, the spread of the weight."""

from typing import Any

import numpy as np

from journeys.projections.effects.answer import Answer
from journeys.projections.effects.curves import Reached
from journeys.projections.effects.effect import Balance, Curve, Difference, LeftOut, Point
from journeys.projections.effects.estimate import Compared
from journeys.projections.effects.needs import NotMet
from journeys.projections.effects.settings import Settings
from journeys.projections.effects.t_quantile import half_width
from journeys.projections.effects.weight import Weight, odds_bars

ALWAYS = "departed"
"""The one curve that is shown however few reached it: a difference there explains others."""


def shown(
    found: Answer, weight: Weight, missing: NotMet | None, settings: Settings
) -> dict[str, Any]:
    """Return the fields of the view. Where a need is not met, nothing of the outcomes."""
    fields: dict[str, Any] = {
        **weight._asdict(),
        "balance": _balance(found),
        "odds": odds_bars(found.study),
    }
    if missing:
        return fields
    return fields | {
        "days": difference(found.days),
        "unadjusted": difference(found.unadjusted),
        "curves": tuple(
            _curve(outcome, reached)
            for outcome, reached in found.curves.items()
            if outcome == ALWAYS
            or min(reached.having, reached.lacking) >= settings.least_with_outcome
        ),
        "left_out": tuple(
            LeftOut(group=group, days=days) for group, days in sorted(found.left_out.items())
        ),
        "unrecorded": max((abs(days) for days in found.left_out.values()), default=None),
    }


def difference(compared: Compared) -> Difference:
    """Return the difference at the end, with its 95 % interval."""
    lower, upper = compared.interval()
    return Difference(
        began=float(compared.began[-1]),
        compared=float(compared.compared[-1]),
        difference=float(compared.difference[-1]),
        lower=float(lower[-1]),
        upper=float(upper[-1]),
    )


def _curve(outcome: str, reached: Reached) -> Curve:
    weekly = reached.weekly
    half = half_width(1.0, 0.95, weekly.n)
    bands = [
        np.clip(share + sign * half * error, 0, 1)
        for share, error in (
            (weekly.began, weekly.se_began),
            (weekly.compared, weekly.se_compared),
        )
        for sign in (0, -1, 1)
    ]
    points = tuple(
        Point(
            week=at + 1,
            began=values[0],
            began_lower=values[1],
            began_upper=values[2],
            compared=values[3],
            compared_lower=values[4],
            compared_upper=values[5],
        )
        for at, values in enumerate(np.array(bands).T.tolist())
    )
    return Curve(
        outcome=outcome,
        points=points,
        at_end=difference(weekly),
        unadjusted=difference(reached.unadjusted),
    )


def _balance(found: Answer) -> tuple[Balance, ...]:
    moments, covariates = found.moments, found.study.covariates
    return tuple(
        Balance(
            covariate=name,
            group=group,
            began=began,
            compared=compared,
            weighted=weighted,
            before=before,
            after=after,
        )
        for name, group, began, compared, weighted, before, after in zip(
            covariates.names,
            covariates.groups,
            *(
                each.tolist()
                for each in (
                    moments.began,
                    moments.compared,
                    moments.weighted,
                    moments.before,
                    moments.after,
                )
            ),
            strict=True,
        )
    )
