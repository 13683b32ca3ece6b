"""The page about measures: for each the word and its sentence, then what they rest on."""

from collections.abc import Iterator
from decimal import Decimal
from math import ceil, floor
from typing import NamedTuple

from journeys.adapters.pages import effect_charts as charts
from journeys.adapters.pages.rendering import rendered
from journeys.adapters.words import effect_sentences as sentences
from journeys.adapters.words.danish_time import danish_time
from journeys.adapters.words.effect_figures import (
    MINUS,
    NBSP,
    interval,
    percent,
    signed,
    was_reached,
)
from journeys.adapters.words.effect_names import (
    ENDS,
    RECKONED,
    WORDS,
    covariate_name,
    full_name,
    group_name,
    in_order,
    is_share,
    outcome_name,
)
from journeys.adapters.words.language import Language, say, shown, spoken
from journeys.domain.rulebook import Rulebook
from journeys.domain.standard import rulebook
from journeys.projections.effects.effect import Balance, Curve, Effect, Effects
from journeys.projections.effects.publishing import BAND_BELOW
from journeys.projections.effects.whole import PER_CENT, whole

OPEN_UP_TO = 3
"""With more answers than these, their curves are folded on a screen, and open on paper."""
LARGE = 10


class DayRow(NamedTuple):
    """A comparison in days: its name, the means of both, and the difference with its interval."""

    name: str
    began: str
    compared: str
    difference: str
    interval: str


class ShareRow(NamedTuple):
    """The shares of both arms after some months, each with its band."""

    months: int
    began: str
    began_band: str
    compared: str
    compared_band: str


class CurveItem(NamedTuple):
    """A curve, drawn and as a table."""

    key: str
    name: str
    chart: charts.CurveChart | None
    """None where nobody in either group reached it."""
    rows: tuple[ShareRow, ...]
    difference: str
    unadjusted: str


class BalanceRow(NamedTuple):
    """A covariate among those who began, all compared, and those compared as weighted."""

    name: str
    began: str
    compared: str
    weighted: str
    before: str
    after: str


class LeftOutRow(NamedTuple):
    """By how many days the answer moves without a group of covariates."""

    name: str
    days: str


class Item(NamedTuple):
    """One measure on the page."""

    key: str
    name: str
    months: str
    """How long they are followed: `twelve months`."""
    word: str
    sentence: str
    reasons: tuple[str, ...]
    precision: tuple[str, ...]
    line: charts.NumberLine | None
    days: tuple[DayRow, ...]
    caveats: tuple[str, ...]
    costs: tuple[str, ...]
    curves: tuple[CurveItem, ...]
    ends: tuple[CurveItem, ...]
    balance: tuple[BalanceRow, ...]
    odds: tuple[charts.OddsColumn, ...]
    left_out: tuple[LeftOutRow, ...]
    shares: tuple[str, ...]


def effects(view: Effects, *, language: Language = "da", book: Rulebook | None = None) -> str:
    """Return the answers about measures as a page, in the order of the view.

    Each begins with its word and its sentence; of one about fewer than fifty who began there is
    nothing more than between which numbers they are. `book` has the names of a municipality's own
    measures, providers and costs.
    """
    with spoken(language):
        book = book or rulebook()
        page = rendered(
            "effects.html.j2",
            language,
            view=view,
            items=[_item(nr, each, book) for nr, each in enumerate(view.effects, 1)],
            charts=charts,
            paid_work=say(sentences.PAID_WORK),
            OPEN_UP_TO=OPEN_UP_TO,
            danish_time=danish_time,
            easy=False,
        )
        return page.replace(" %", f"{NBSP}%")  # so that no line begins with the sign


def _item(nr: int, effect: Effect, book: Rulebook) -> Item:
    key, few = f"m{nr}", effect.began < BAND_BELOW
    drawn = [] if few else [_curve(key, each, effect.within) for each in in_order(effect.curves)]
    return Item(
        key,
        full_name(effect, book),
        say(sentences.MONTHS[effect.within]),
        say(WORDS[effect.word]),
        " ".join(sentences.committee_sentences(effect, book)),
        tuple(sentences.reason_sentences(effect, book)),
        tuple(sentences.precision_sentences(effect)),
        None if effect.days is None else charts.number_line(effect.days, effect.unadjusted),
        tuple(_days(effect)),
        () if effect.days is None else tuple(sentences.caveats(effect)),
        tuple(sentences.cost_sentences(effect, book)),
        tuple(each for each in drawn if each.key.partition("-")[2] not in ENDS),
        tuple(each for each in drawn if each.key.partition("-")[2] in ENDS),
        () if few else tuple(_balance(each, book) for each in effect.balance),
        () if few else charts.odds_columns(effect.odds),
        ()
        if few
        else tuple(
            LeftOutRow(group_name(each.group), signed(round(each.days))) for each in effect.left_out
        ),
        () if few else tuple(sentences.share_lines(effect)),
    )


def _days(effect: Effect) -> Iterator[DayRow]:
    for name, found in (
        (say("People like them"), effect.days),
        (say("Everybody, without adjustment"), effect.unadjusted),
    ):
        if found is not None and effect.days is not None:
            figures = whole(found)
            yield DayRow(
                name,
                str(figures.began),
                str(figures.compared),
                signed(figures.difference),
                interval(figures),
            )


def _curve(key: str, curve: Curve, within: int) -> CurveItem:
    return CurveItem(
        f"{key}-{curve.outcome}",
        outcome_name(curve.outcome),
        charts.curve_chart(curve, within) if was_reached(curve) else None,
        tuple(_shares(curve, within)),
        sentences.difference(curve.outcome, curve.at_end),
        sentences.difference(curve.outcome, curve.unadjusted),
    )


def _shares(curve: Curve, within: int) -> Iterator[ShareRow]:
    for week, months in charts.month_ticks(within):
        point = next((each for each in reversed(curve.points) if each.week <= week), None)
        if point is not None:
            yield ShareRow(
                months,
                percent(point.began),
                _band(point.began_lower, point.began_upper),
                percent(point.compared),
                _band(point.compared_lower, point.compared_upper),
            )


def _band(lower: float, upper: float) -> str:
    """Return a band in whole per cents, rounded outwards; empty where nobody is in it."""
    if not upper:
        return ""
    ends = {"lower": floor(PER_CENT * max(lower, 0)), "upper": ceil(PER_CENT * min(upper, 1))}
    return say("{lower} to {upper} %", **ends)


def _balance(each: Balance, book: Rulebook) -> BalanceRow:
    return BalanceRow(
        covariate_name(each.covariate, book),
        _mean(each, each.began),
        _mean(each, each.compared),
        _mean(each, each.weighted),
        _decimal(each.before),
        _decimal(each.after),
    )


def _mean(of: Balance, number: float) -> str:
    if of.covariate in RECKONED:
        return ""
    if is_share(of.covariate):
        return percent(number)
    return _decimal(number, 1 if abs(number) >= LARGE else 2)


def _decimal(number: float, places: int = 2) -> str:
    rounded = round(Decimal(number), places)
    text = str(shown(abs(rounded)))
    return f"{MINUS}{text}" if rounded < 0 else text
