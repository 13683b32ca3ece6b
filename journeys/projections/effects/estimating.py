"""The front of the method: the effect of a measure, from the facts of many journeys."""

from collections.abc import Iterable
from datetime import date, datetime
from math import ceil, sqrt

import numpy as np

from journeys.projections.effects import needs
from journeys.projections.effects.answer import Answer, answer
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.counts import counts_of
from journeys.projections.effects.effect import Effect
from journeys.projections.effects.facts import JourneyFacts, Within
from journeys.projections.effects.gathering import columns_of
from journeys.projections.effects.settings import DEFAULT, Settings
from journeys.projections.effects.settled import settled_cut
from journeys.projections.effects.shown import shown
from journeys.projections.effects.trials import trials
from journeys.projections.effects.weight import weight_of
from journeys.projections.effects.word import Verdict, word_of

__all__ = [
    "DEFAULT",
    "Columns",
    "Settings",
    "answer",
    "columns_of",
    "effect",
    "estimated",
    "settled_cut",
]

HALF_WIDTH = 200
"""Days within a year: of the interval with one starter. It narrows with the root of n."""
POWER = (1.959964 + 0.841621) / 1.959964
"""How many half widths a difference must be to be seen four times of five."""


def effect(
    people: Iterable[JourneyFacts] | Columns,
    measure: str,
    *,
    on: date,
    known_at: datetime | None,
    cut: date,
    within: Within = 52,
    split: str = "",
    settings: Settings = DEFAULT,
) -> Effect:
    """Return what those who began a measure had more or less of than people like them.

    `people` are facts, or `columns_of` them, built once for several measures. Nothing that happened
    after `cut` is used; `within` are weeks; `split` is KIND:CODE, or empty for everybody. Where a
    need is not met the word is too-few, and no difference is shown.
    """
    columns = people if isinstance(people, Columns) else columns_of(people)
    _, view = estimated(
        columns,
        measure,
        on=on,
        known_at=known_at,
        cut=cut,
        within=within,
        split=split,
        settings=settings,
    )
    return view


def estimated(
    columns: Columns,
    measure: str,
    *,
    on: date,
    known_at: datetime | None = None,
    cut: date,
    within: Within = 52,
    split: str = "",
    settings: Settings = DEFAULT,
) -> tuple[Answer | None, Effect]:
    """Return all numbers, also where too few began to show them, and the view.

    The numbers are None where nothing can be estimated.
    """
    last = cut.toordinal()
    rows = trials(columns, measure, cut=last, split=split)
    counts = counts_of(columns, rows, within, last, settings)
    half, needed = _expected(counts.began, within, settings)
    view = Effect(
        measure=measure,
        split=split,
        within=within,
        on=on,
        known_at=known_at,
        cut=cut,
        word="too-few",
        effective=0,
        expected_half_width=half,
        needed=needed,
        worthwhile=settings.worthwhile,
        **counts._asdict(),
    )
    found = answer(columns, measure, cut=last, within=within, split=split, built=rows)
    missing = needs.before(counts, settings)
    if found is None and missing is None:
        missing = needs.not_estimated(rows, within)
    if found is None or missing:
        return found, view.model_copy(update=missing._asdict() if missing else {})
    weight = weight_of(found.study, settings.most_odds)
    missing = needs.after(found, weight, settings)
    verdict = Verdict("too-few", *missing) if missing else _verdict(found, settings)
    fields = verdict._asdict() | shown(found, weight, missing, settings)
    return found, view.model_copy(update=fields)


def _expected(n: int, within: int, settings: Settings) -> tuple[float, int]:
    """Return the half width to expect, in days, and how many must begin for a worthwhile one."""
    one = HALF_WIDTH * within / 52
    return one / sqrt(max(n, 1)), max(
        settings.least_began, ceil((one * POWER / settings.worthwhile) ** 2)
    )


def _verdict(found: Answer, settings: Settings) -> Verdict:
    intervals = {"days": found.days} | {
        name: curve.weekly
        for name, curve in found.curves.items()
        if min(curve.having, curve.lacking) >= settings.least_with_outcome
    }
    ends = {
        name: (float(lower[-1]), float(upper[-1]))
        for name, compared in intervals.items()
        for lower, upper in [compared.interval(settings.level)]
        if np.isfinite(lower[-1])
    }
    return word_of(
        ends["days"],
        ends.get("first-hour"),
        ends.get("kept"),
        found.left_out,
        settings.worthwhile,
    )
