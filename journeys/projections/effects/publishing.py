"""Offentliggørelse: what of an answer about a measure may leave the house.

When it may change, and by which groups, is in `releasing.py`; the reasons in docs/publishing.md.
"""

from collections.abc import Collection, Mapping
from datetime import date
from math import ceil, floor, sqrt
from typing import Literal

from journeys.projections.effects.effect import Curve, Difference, Effect, Reason, Word
from journeys.projections.masking import FEWEST
from journeys.projections.publication import nearest, rounded
from journeys.projections.view import View

SMALL_BAND, ANSWERED = 10, 50
"""Below the second only a band is published."""
LARGEST_SHARE = 0.05
"""Of the weight, in one comparison person."""
LEAST_WITH_OUTCOME = 10
"""So many who began have an outcome, and so many have not, where its share is published."""
PER_CENT = 100

Band = Literal["under-10", "10-49"]


class PublishedDays(View):
    """Dage: a difference in whole days with its 95 % interval, which is rounded outwards."""

    began: int
    compared: int
    difference: int
    lower: int
    upper: int


class PublishedShare(View):
    """Andel: how many of each arm reached an outcome by the end, in whole per cents."""

    outcome: str
    began: int
    compared: int
    difference: int
    lower: int
    upper: int


class PublishedEffect(View, extra="ignore"):
    """Offentliggjort virkning: what of an `Effect` may be read by everybody.

    Counts are to the nearest five; None where they are under five. Below fifty there is a band and
    nothing else. A group has no counts, and no reason where there are too few. Never published, as
    they show few people or one: months, curves by the week, balance, the histogram of odds, what
    each group of covariates moves, and the largest weights. Fields that a newer version added to
    what was published are passed over.
    """

    measure: str
    split: str = ""
    within: Literal[13, 26, 52]
    cut: date
    word: Word
    reason: Reason | None = None
    about: str = ""
    band: Band | None = None
    """How many began, where that is fewer than fifty."""
    began: int | None = None
    followed: int | None = None
    compared: int | None = None
    days: PublishedDays | None = None
    unadjusted: PublishedDays | None = None
    shares: tuple[PublishedShare, ...] = ()
    unrecorded: int | None = None
    worthwhile: int
    expected_half_width: int | None = None
    late_per_cent: int | None = None
    lost_per_cent: int | None = None


def published(effect: Effect, outcomes: Collection[str]) -> PublishedEffect:
    """Return an answer as it may be published, with the shares of these outcomes."""
    plain = {name: getattr(effect, name) for name in ("measure", "split", "within", "cut")}
    plain["worthwhile"] = effect.worthwhile
    n = effect.began
    word, reason = effect.word, effect.reason
    if n < ANSWERED:
        word, reason = "too-few", "few-began"
    elif word != "too-few" and (effect.largest_share or 0) > LARGEST_SHARE:
        word, reason = "too-few", "one-dominates"
    if effect.split and word == "too-few":
        return PublishedEffect(**plain, word=word)
    shown = PublishedEffect(**plain, word=word, reason=reason, about=effect.about)
    if word != "too-few":
        curves = [each for each in effect.curves if each.outcome in outcomes and not effect.split]
        shares = [share for each in curves if (share := _share(each, effect))]
        found = {
            "days": _days(effect.days),
            "unadjusted": _days(effect.unadjusted),
            "shares": tuple(shares),
            "unrecorded": None if effect.unrecorded is None else round(effect.unrecorded),
        }
        shown = shown.model_copy(update=found)
    return shown if effect.split else shown.model_copy(update=_counts(effect))


def _counts(effect: Effect) -> Mapping[str, object]:
    """Return the counts that are published of all who began; of a group none are.

    Groups add up to all who began: two rounded counts would narrow a third one down.
    """
    n = effect.began
    if n < ANSWERED:
        return {"band": "under-10" if n < SMALL_BAND else "10-49"}
    return {
        "began": nearest(n),
        "followed": _followed(effect),
        "compared": rounded(effect.compared),
        "expected_half_width": round(effect.expected_half_width * sqrt(n / nearest(n))),
        "late_per_cent": _per_cent(round(effect.late_share * n), n),
        "lost_per_cent": _per_cent(round(effect.lost_share * n), n),
    }


def with_outcome(curve: Curve, effect: Effect) -> tuple[int, int]:
    """Return of how many who began it is known that they have an outcome, and have it not."""
    reached = round(curve.at_end.began * effect.followed)
    return reached, effect.followed - reached


def _followed(effect: Effect) -> int | None:
    """Return k to the nearest five, so that neither it nor those who are not followed stand out.

    It is the rounded n less those who are not, so that fewer than five of those do not show.
    """
    left = rounded(effect.began - effect.followed) or 0
    return None if effect.followed < FEWEST else nearest(effect.began) - left


def _days(exact: Difference | None) -> PublishedDays | None:
    if exact is None:
        return None
    began, difference = round(exact.began), round(exact.difference)
    return PublishedDays(
        began=began,
        compared=began - difference,
        difference=difference,
        lower=floor(exact.lower),
        upper=ceil(exact.upper),
    )


def _share(curve: Curve, effect: Effect) -> PublishedShare | None:
    """Return the shares at the end; None where an arm has few with the outcome, or few without."""
    at_end, known = curve.at_end, round(effect.effective)
    of_compared = round(at_end.compared * known)
    compared = _per_cent(of_compared, known)
    began = _per_cent(with_outcome(curve, effect)[0], effect.followed)
    if min(with_outcome(curve, effect)) < LEAST_WITH_OUTCOME or began is None or compared is None:
        return None
    difference = began - compared
    return PublishedShare(
        outcome=curve.outcome,
        began=began,
        compared=compared,
        difference=difference,
        lower=difference - ceil(PER_CENT * (at_end.difference - at_end.lower)),
        upper=difference + ceil(PER_CENT * (at_end.upper - at_end.difference)),
    )


def _per_cent(count: int, of: int) -> int | None:
    """Return a share from rounded counts; None where it, or its complement, is under five."""
    if min(count, of - count) < FEWEST:
        return None
    return round(PER_CENT * nearest(count) / nearest(of))
