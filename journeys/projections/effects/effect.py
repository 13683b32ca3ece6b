"""The answer about one measure: a word, a difference with its interval, and all it rests on."""

from datetime import date, datetime
from typing import Literal

from journeys.projections.effects.facts import Within
from journeys.projections.view import AsKnown, SetAside, View

Word = Literal["too-few", "mixed", "helps", "does-not-help", "undecided"]
"""For få til at sige noget, modstridende, ser ud til at hjælpe, ser ikke ud til at hjælpe, kan ikke
afgøres."""

Outcome = Literal["first-hour", "ten-hours", "education-or-work", "education", "kept", "departed"]
"""Første løntime, 10 timer om ugen eller mere, uddannelse eller arbejde, uddannelse, fastholdt i 26
uger, afgang (pension, folkepension, flyttet, død)."""

Reason = Literal[
    "few-began",
    "few-followed",
    "few-with-outcome",
    "few-comparable",
    "nobody-comparable",
    "one-dominates",
    "not-converged",
    "not-alike",
    "recorded-late",
    "holds-both",
    "unrecorded-could-explain",
]
"""Why it is too few to say anything, or cannot be decided."""


class Difference(View):
    """Forskel: starters minus comparison persons, with its 95 % interval."""

    began: float
    """The mean of those who began."""
    compared: float
    """The weighted mean of those who did not begin then."""
    difference: float
    lower: float
    upper: float


class Point(View):
    """A point of a curve: the share of each arm by the end of a week, in 0 to 1, with its band."""

    week: int
    began: float
    began_lower: float
    began_upper: float
    compared: float
    compared_lower: float
    compared_upper: float


class Curve(View):
    """Kurve: how many have reached an outcome by each week, and the difference at the last one."""

    outcome: str
    """An `Outcome`, or a `Departure`."""
    points: tuple[Point, ...]
    at_end: Difference
    unadjusted: Difference


class Balance(View):
    """Balance: a covariate among those who began, all compared, and those compared as weighted."""

    covariate: str
    group: str
    """The covariates that are left out together: `basis`, `waiting`, `months-since-work`, ..."""
    began: float
    compared: float
    weighted: float
    before: float
    """The standardised difference without weights."""
    after: float


class LeftOut(View):
    """Udeladt: by how many days the answer moves without one group of covariates.

    Also without two that say nearly the same: `past-work` and `judged` (phase and target group).
    """

    group: str
    days: float


class OddsBar(View):
    """A bar of the histogram of the odds of beginning, on a base-2 scale: rows of each arm."""

    lower: float
    upper: float
    began: int
    compared: int


class Effect(View):
    """Virkning: what those who began a measure had more or less of than people like them.

    A mean difference among those who began; "did not begin then" is not "never". No answer about
    one person, and no ranking: other groups are not comparable with these.
    """

    measure: str
    split: str = ""
    """Which part of those who began, as `basis:CODE`; also by `provider`, `team` or `target-group`.
    Empty for all of them."""
    within: Within
    """Weeks of follow-up: three, six or twelve months."""
    on: date
    known_at: datetime | None = None
    cut: date
    """Nothing that happened after this day is used."""
    first_month: date | None = None
    last_month: date | None = None
    """The months in which somebody began; None where nobody did."""
    word: Word
    reason: Reason | None = None
    about: str = ""
    """Of `not-alike` the covariate, of `unrecorded-could-explain` the group."""
    began: int
    """n: those who began, with at least 13 weeks behind them."""
    followed: int
    """k: those of them who are followed to the end."""
    compared: int
    """Persons who are compared with."""
    effective: float
    """The effective number of those."""
    days: Difference | None = None
    """Days in paid work; None where nothing could be estimated."""
    unadjusted: Difference | None = None
    expected_half_width: float
    """Of the interval, in days, from n alone."""
    needed: int
    """How many must have begun to see a difference of `worthwhile` days four times of five."""
    worthwhile: int
    curves: tuple[Curve, ...] = ()
    balance: tuple[Balance, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    unrecorded: float | None = None
    """s: the largest of those moves, in days."""
    odds: tuple[OddsBar, ...] = ()
    top_share: float | None = None
    """The share of the weight of the one per cent of comparison rows with most of it."""
    largest_share: float | None = None
    """The share of the weight of the comparison person with most of it."""
    not_comparable: int = 0
    """Those who began with odds above 20: nearly everybody like them did."""
    late_share: float = 0
    """The share of beginnings that were recorded more than 7 days late."""
    lost_share: float = 0
    """The share of those who began whose journey was closed without anything known from then on."""


class Effects(AsKnown):
    """Virkninger: an answer for each measure, in the order of their codes; no measure is ranked."""

    on: date
    known_at: datetime | None = None
    cut: date
    """Nothing that happened after this day is used."""
    effects: tuple[Effect, ...]
    """Of each measure all who began it; where it is split, then its parts."""
    set_aside: SetAside
