"""What was known of each row at time zero: the covariates of the start model."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from journeys.projections.effects.arrays import Ints, Numbers
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.dummies import common, merged_bands, of_bands, of_codes
from journeys.projections.effects.facts import NEW_CASEWORKER
from journeys.projections.effects.spells import keys
from journeys.projections.effects.trials import Trials
from journeys.projections.effects.waiting import DAYS_IN_A_MONTH, band_of, names_of

YEAR = 365
CODES = ("basis", "phase", "target-group")


class Checked(NamedTuple):
    """What must be alike in every band of waiting: codes before merging, and some covariates."""

    matrix: Numbers
    """The first column is 1, so that the bands themselves are checked too."""
    names: tuple[str, ...]
    band: Ints
    """Of each row, after merging: a rare band has too few to be alike."""


class Covariates(NamedTuple):
    """A column for each covariate; those of one group are left out together."""

    matrix: Numbers
    """Rows x covariates; a study keeps them in its design alone."""
    names: tuple[str, ...]
    groups: tuple[str, ...]
    """Of each column."""
    bands: tuple[str, ...]
    """The names of the bands of waiting, after merging."""
    checked: Checked
    """Of each row."""

    def unloaded(self) -> "Covariates":
        """Return the names alone, once what stands in the rows has been used."""
        nothing = self.matrix[:0].copy()
        return self._replace(matrix=nothing, checked=self.checked._replace(matrix=nothing))


def covariates_of(columns: Columns, trials: Trials, *, hours: bool = False) -> Covariates:
    """Return the covariates of the rows at their time zero.

    `hours`: whether somebody may have paid hours at time zero.
    """
    person, zero = trials.person, trials.zero
    band = merged_bands(band_of(columns, person, zero), trials)
    bands = names_of(np.unique(band).tolist())
    value = {kind: columns.values[kind].at(person, zero) for kind in CODES}
    groups: dict[str, dict[str, Numbers]] = {
        kind: dict(of_codes(kind, value[kind], columns.codes[kind], trials)) for kind in CODES
    }
    groups["waiting"] = dict(of_bands(band, bands, trials))
    groups |= _history(columns, trials)
    groups["earlier-measures"] = _earlier(columns, trials)
    if hours:
        groups["paid-hours"] = {"paid-hours": columns.hours.at(person, zero) / 100}
    groups["month"] = _calendar(trials.month)
    levels = {
        f"{kind}:{columns.codes[kind][each]}": value[kind] == each
        for kind in CODES
        for each in np.unique(value[kind]).tolist()
    }
    every = {"": np.ones(len(person)), **levels}
    checked = every | groups["earlier-measures"] | groups["months-since-work"]
    named = [(group, name) for group, of_group in groups.items() for name in of_group]
    return Covariates(
        _side_by_side([groups[group][name] for group, name in named], len(person)),
        tuple(name for _, name in named),
        tuple(group for group, _ in named),
        tuple(bands),
        Checked(_side_by_side(list(checked.values()), len(person)), tuple(checked), band),
    )


def _side_by_side(columns: Sequence[Numbers], rows: int) -> Numbers:
    """Return columns as a matrix that is stored column by column."""
    matrix = np.empty((rows, len(columns)), np.float32, order="F")
    for at, column in enumerate(columns):
        matrix[:, at] = column
    return matrix


def _history(columns: Columns, trials: Trials) -> dict[str, dict[str, Numbers]]:
    """Return months since paid work (as logarithm), and days in it in the last one and two years.

    It is not optional: without it a published trial turns from a gain into a loss.
    """
    person, zero = trials.person, trials.zero
    ended = columns.worked.end_before(person, zero)
    never = ended < 0
    since = np.where(never, 0.0, np.maximum(zero - ended, 0) / DAYS_IN_A_MONTH)
    log = np.log1p(since)
    by_now = columns.worked.days_before(person, zero)
    year, two = (by_now - columns.worked.days_before(person, zero - n * YEAR) for n in (1, 2))
    since_work = {"months-since-work": log, "months-since-work-squared": log * log}
    flag = _common({"never-worked": never}, trials)
    days = {"days-worked-12-months": year, "days-worked-24-months": two}
    none = _common({"none-worked-12-months": year == 0, "none-worked-24-months": two == 0}, trials)
    return {"months-since-work": since_work | flag, "days-worked": days | none}


def _earlier(columns: Columns, trials: Trials) -> dict[str, Numbers]:
    """Return whether there were earlier measures, how many ended, and whether one runs."""
    starts = columns.starts
    real = starts.measure != columns.place("measure", NEW_CASEWORKER)
    since = keys(trials.person, np.zeros_like(trials.zero))
    by_now = keys(trials.person, trials.zero)
    began = np.sort(keys(starts.person[real], starts.starts[real]))
    over = np.sort(keys(starts.person[real], starts.ends[real]))
    some = np.searchsorted(began, by_now) - np.searchsorted(began, since)
    ended = np.searchsorted(over, by_now, side="right") - np.searchsorted(over, since)
    flags = {"any-earlier-measure": some > 0, "running-measure": some > ended}
    return {"ended-measures": ended, **_common(flags, trials)}


def _calendar(month: Ints) -> dict[str, Numbers]:
    years = (month - (month.min(initial=0) + month.max(initial=0)) / 2) / 12
    angle = month * (2 * np.pi / 12)
    return {
        "month": years,
        "month-squared": years * years,
        "month-sine": np.sin(angle),
        "month-cosine": np.cos(angle),
    }


def _common(flags: dict[str, Numbers], trials: Trials) -> dict[str, Numbers]:
    return {name: has for name, has in flags.items() if common(trials, has)}
