"""Invented answers about measures: a clear one, a mixed one, one of too few, and an undecided."""

from datetime import date
from math import exp

from journeys.projections.effects.effect import (
    Balance,
    Curve,
    Difference,
    Effect,
    Effects,
    LeftOut,
    OddsBar,
    Point,
)

ON, CUT = date(2026, 11, 29), date(2026, 9, 30)
WEEKS = 52


def differing(began: float, compared: float, half: float) -> Difference:
    """Return a difference with this half width."""
    apart = began - compared
    return Difference(
        began=began, compared=compared, difference=apart, lower=apart - half, upper=apart + half
    )


def curve(outcome: str, began: float, compared: float, *, wait: int = 0, half: float) -> Curve:
    """Return a curve that rises to these shares; those who began wait some weeks first."""

    def share(end: float, week: int) -> float:
        return end * (1 - exp(-week / 20)) / (1 - exp(-WEEKS / 20))

    def late(week: int) -> float:
        return share(began, max(week - wait, 0)) * (1 + wait / WEEKS * week / WEEKS)

    points = tuple(
        Point(
            week=week,
            began=late(week),
            began_lower=max(late(week) - half * (week / WEEKS) ** 0.5, 0),
            began_upper=late(week) + half * (week / WEEKS) ** 0.5,
            compared=share(compared, week),
            compared_lower=max(share(compared, week) - half / 2 * (week / WEEKS) ** 0.5, 0),
            compared_upper=share(compared, week) + half / 2 * (week / WEEKS) ** 0.5,
        )
        for week in range(1, WEEKS + 1)
    )
    last = points[-1]
    return Curve(
        outcome=outcome,
        points=points,
        at_end=differing(last.began, last.compared, 1.1 * half),
        unadjusted=differing(last.began, last.compared + 0.03, half),
    )


BALANCE = (
    Balance(
        covariate="basis:kontanthjælp",
        group="basis",
        began=0.61,
        compared=0.48,
        weighted=0.6,
        before=0.26,
        after=0.02,
    ),
    Balance(
        covariate="phase:afklaring",
        group="phase",
        began=0.34,
        compared=0.41,
        weighted=0.35,
        before=-0.14,
        after=-0.01,
    ),
    Balance(
        covariate="days-worked-12-months",
        group="days-worked",
        began=41.3,
        compared=58.9,
        weighted=43.0,
        before=-0.21,
        after=-0.02,
    ),
)
LEFT_OUT = (
    LeftOut(group="basis", days=-2.1),
    LeftOut(group="months-since-work", days=6.4),
    LeftOut(group="phase", days=1.2),
)
ODDS = tuple(
    OddsBar(lower=2.0**power, upper=2.0 ** (power + 1), began=began, compared=compared)
    for power, began, compared in [
        (-9, 4, 310),
        (-8, 12, 1240),
        (-7, 38, 2480),
        (-6, 95, 2110),
        (-5, 140, 1090),
        (-4, 81, 402),
        (-3, 20, 70),
    ]
)

CLEAR = Effect(
    measure="mentorstøtte",
    within=52,
    on=ON,
    cut=CUT,
    first_month=date(2021, 10, 1),
    last_month=date(2026, 6, 1),
    word="helps",
    began=390,
    followed=310,
    compared=1320,
    effective=612.4,
    days=differing(96.3, 65.1, 10.3),
    unadjusted=differing(96.3, 80.4, 11.2),
    expected_half_width=10.1,
    needed=400,
    worthwhile=14,
    curves=(
        curve("first-hour", 0.56, 0.41, wait=5, half=0.05),
        curve("ten-hours", 0.31, 0.22, wait=6, half=0.045),
        curve("education-or-work", 0.66, 0.5, wait=4, half=0.05),
        curve("education", 0.12, 0.1, wait=2, half=0.03),
        curve("kept", 0.24, 0.17, wait=8, half=0.04),
        curve("departed", 0.05, 0.06, half=0.02),
        curve("pension", 0.03, 0.035, half=0.018),
        curve("moved", 0.018, 0.02, half=0.012),
    ),
    balance=BALANCE,
    left_out=LEFT_OUT,
    unrecorded=6.4,
    odds=ODDS,
    top_share=0.07,
    largest_share=0.011,
    not_comparable=2,
    late_share=0.04,
    lost_share=0.03,
)
MIXED = CLEAR.model_copy(
    update={
        "measure": "løntilskud",
        "word": "mixed",
        "began": 839,
        "followed": 702,
        "days": differing(71.2, 70.3, 8.4),
        "unadjusted": differing(71.2, 79.4, 8.0),
        "expected_half_width": 6.9,
        "late_share": 0.14,
        "curves": (
            curve("first-hour", 0.58, 0.44, wait=10, half=0.04),
            curve("kept", 0.2, 0.19, wait=10, half=0.03),
            curve("pension", 0.03, 0.035, half=0.018),
        ),
    }
)
UNDECIDED = CLEAR.model_copy(
    update={
        "measure": "danskundervisning",
        "split": "target-group:6.3",
        "word": "undecided",
        "reason": "holds-both",
        "began": 1210,
        "days": differing(60.4, 54.1, 12.2),
    }
)
FEW = Effect(
    measure="vejledning og opkvalificering",
    within=52,
    on=ON,
    cut=CUT,
    first_month=date(2025, 2, 1),
    last_month=date(2026, 6, 1),
    word="too-few",
    reason="few-began",
    began=37,
    followed=12,
    compared=480,
    effective=212.0,
    expected_half_width=32.9,
    needed=400,
    worthwhile=14,
)
NOT_ALIKE = FEW.model_copy(
    update={
        "measure": "sundhedsindsats",
        "reason": "not-alike",
        "about": "phase:afklaring",
        "began": 214,
        "followed": 180,
        "expected_half_width": 13.7,
        "balance": BALANCE,
        "odds": ODDS,
    }
)


def effects(*each: Effect) -> Effects:
    """Return answers in the order of their codes."""
    return Effects(
        on=ON, cut=CUT, effects=tuple(sorted(each, key=lambda one: one.measure)), set_aside={}
    )


THREE = effects(CLEAR, MIXED, FEW)
EVERY = effects(CLEAR, MIXED, FEW, UNDECIDED, NOT_ALIKE)
