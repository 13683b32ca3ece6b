"""Invented answers about a measure, as the method gives them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from journeys.projections.effects.effect import Curve, Difference, Effect
from journeys.projections.effects.releasing import Release, Starter, release
from journeys.projections.publication import Publication

COMPARED = 600
QUARTERS = tuple(date(2024 + at // 4, 1 + at % 4 * 3, 15) for at in range(12))
"""A day in each of twelve quarters."""


def difference(began: float, compared: float, half: float) -> Difference:
    """Return a difference with its interval."""
    gap = began - compared
    return Difference(
        began=began, compared=compared, difference=gap, lower=gap - half, upper=gap + half
    )


def curve(share: float, compared: float = 0.4) -> Curve:
    """Return the curve of the first paid hour, of which only the end is published."""
    at_end = difference(share, compared, 0.1)
    return Curve(outcome="first-hour", points=(), at_end=at_end, unadjusted=at_end)


def effect(n: int, share: float = 0.5, **fields: Any) -> Effect:  # noqa: ANN401 - as Effect has them
    """Return an answer about `n` who began, a share of whom found paid work."""
    days = difference(300 * share, 100, 200 / max(n, 1) ** 0.5)
    plain = {
        "measure": "mentor-support",
        "within": 52,
        "on": QUARTERS[0],
        "cut": QUARTERS[0],
        "word": "helps" if n >= 50 else "too-few",
        "began": n,
        "followed": n,
        "compared": COMPARED,
        "effective": COMPARED,
        "expected_half_width": 200 / max(n, 1) ** 0.5,
        "needed": 400,
        "worthwhile": 14,
    }
    shown = {"days": days, "unadjusted": days, "curves": (curve(share),), "unrecorded": 3.2}
    return Effect.model_validate(plain | (shown if n >= 50 else {}) | fields)


def people(**groups: int) -> Sequence[Starter]:
    """Return as many who began as are said of each provider."""
    return [{"provider": code} for code, n in groups.items() for _ in range(n)]


def released(
    day: date,
    earlier: Sequence[Publication] = (),
    *,
    splits: Sequence[str] = (),
    share: float = 0.5,
    **groups: int,
) -> Release:
    """Return what may be published on a day, of as many as are said of each provider."""
    began = people(**groups)
    answers = [effect(len(began), share, on=day, cut=day)]
    answers += [
        effect(n, share, on=day, cut=day, split=f"provider:{code}")
        for code, n in groups.items()
        if "provider" in splits
    ]
    return release(answers, began, earlier, splits=splits, today=day)
