"""Quantiles of Student's t distribution, without scipy."""

from functools import lru_cache
from math import exp, inf, lgamma, log, pi
from statistics import NormalDist

STEPS = 60
MIDDLE = 0.5
CLOSE = 1e-12
TINY = 1e-300


@lru_cache(maxsize=256)
def t_quantile(probability: float, degrees: int) -> float:
    """Return the quantile of a probability in (0, 1), with one or more degrees of freedom.

    By Newton from the quantile of the normal distribution.
    """
    if probability <= MIDDLE:
        return -t_quantile(1 - probability, degrees) if probability < MIDDLE else 0.0
    lower, upper = 0.0, 1.0
    while _cumulative(upper, degrees) < probability:
        lower, upper = upper, upper * 2
    value = min(max(NormalDist().inv_cdf(probability), lower), upper)
    for _ in range(STEPS):
        miss = _cumulative(value, degrees) - probability
        lower, upper = (lower, value) if miss > 0 else (value, upper)
        step = value - miss / _density(value, degrees)
        following = step if lower < step < upper else (lower + upper) / 2
        if abs(following - value) <= CLOSE * max(1.0, value):
            return following
        value = following
    return value


def _density(value: float, degrees: int) -> float:
    spread = lgamma((degrees + 1) / 2) - lgamma(degrees / 2) - log(degrees * pi) / 2
    return exp(spread - (degrees + 1) / 2 * log(1 + value * value / degrees))


def _cumulative(value: float, degrees: int) -> float:
    """Return the probability below a value of 0 or more."""
    return 1 - _incomplete_beta(degrees / (degrees + value * value), degrees / 2, 0.5) / 2


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta function.

    By its continued fraction (DLMF 8.17.22), evaluated by Lentz's method.
    """
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)) / a
    fraction, c, d = 1.0, 1.0, 0.0
    for step in range(2 * 10_000):
        half = step // 2
        if step == 0:
            term = 1.0
        elif step % 2 == 0:
            term = half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half))
        else:
            term = -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1))
        d = 1 / _not_zero(1 + term * d)
        c = _not_zero(1 + term / c)
        fraction *= c * d
        if step > 1 and abs(1 - c * d) < 1e-15:  # noqa: PLR2004 - the precision of a float
            break
    return front * (fraction - 1)


def _not_zero(value: float) -> float:
    return value if abs(value) > TINY else TINY


def half_width(error: float, level: float, n: int) -> float:
    """Return half of an interval: the standard error times the quantile with n - 1 degrees.

    In the unit of the error; without an end where one person alone began.
    """
    return error * t_quantile((1 + level) / 2, n - 1) if n > 1 else inf
