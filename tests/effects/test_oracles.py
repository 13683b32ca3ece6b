"""What is estimated equals what published trials and the programs of others say."""

import numpy as np
import pytest
from lifelines import AalenJohansenFitter  # type: ignore[import-untyped]

from journeys.projections.effects.estimate import compare
from tests.effects.published import (
    Array,
    Trial,
    arrests,
    flexible,
    job_training,
    job_training_beside_others,
)
from tests.effort import tries

WEEKS = np.arange(1, 53)


def by_week(week: Array) -> Array:
    """Return 1 in the week in which it happened to somebody."""
    found: Array = (week[:, None] == WEEKS).astype(float)
    return found


def unadjusted(trial: Trial, outcome: Array) -> float:
    """Return the difference of the arms, everybody counting as one."""
    people = np.arange(len(trial.began))
    compared = compare(trial.covariates, trial.began, people, outcome, adjusted=False)
    return float(compared.difference[-1])


def test_fewer_who_got_money_were_arrested() -> None:
    """48 of 216 within the year, and 66 of the 216 others."""
    trial = arrests()
    assert unadjusted(trial, by_week(trial.outcome)) == pytest.approx(-0.0833, abs=5e-5)


def test_they_were_free_for_two_weeks_more() -> None:
    """Time in the state, week by week: the week of the arrest is the last one that counts."""
    trial = arrests()
    week = np.where(trial.outcome == 0, WEEKS[-1], trial.outcome)
    assert unadjusted(trial, week[:, None] >= WEEKS) == pytest.approx(2.0417, abs=5e-5)


def test_a_trial_by_lot_is_found_again() -> None:
    """Training gave 1,794 dollars a year; what lots leave unequal moves that by little."""
    trial = job_training()
    people = np.arange(len(trial.began))
    found = compare(trial.covariates, trial.began, people, trial.outcome[:, None])
    assert unadjusted(trial, trial.outcome[:, None]) == pytest.approx(1794.34, abs=0.01)
    assert found.converged
    assert found.difference[-1] == pytest.approx(1794, abs=100)


def test_it_is_found_again_beside_people_whom_nobody_had_drawn() -> None:
    """Who differ from the trained in everything: without weights these earn 8,500 dollars less."""
    trial = job_training_beside_others()
    people = np.arange(len(trial.began))
    covariates = flexible(trial.covariates)
    found = compare(covariates, trial.began, people, trial.outcome[:, None])
    (lower,), (upper,) = found.interval()
    assert unadjusted(trial, trial.outcome[:, None]) < -8000
    assert found.converged
    assert 1100 <= found.difference[-1] <= 2100
    assert lower < 1794 < upper
    assert furthest_apart(covariates, trial.began, np.ones(len(people))) > 1
    assert furthest_apart(covariates, trial.began, found.weights) <= 0.10


def furthest_apart(covariates: Array, began: Array, weights: Array) -> float:
    """Return the largest standardised difference of a covariate in the two arms."""
    arms = covariates[began], covariates[~began]
    means = (
        np.average(arm, axis=0, weights=weights[at])
        for arm, at in zip(arms, (began, ~began), strict=True)
    )
    one, other = means
    spread = np.sqrt((arms[0].var(axis=0) + arms[1].var(axis=0)) / 2)
    return float(np.max(np.abs(one - other) / spread))


def test_without_the_history_of_earnings_it_turns_into_a_loss() -> None:
    """So the history of paid work is not optional."""
    trial = job_training_beside_others()
    people = np.arange(len(trial.began))
    found = compare(trial.covariates[:, :-2], trial.began, people, trial.outcome[:, None])
    assert found.difference[-1] < -1000


@pytest.mark.filterwarnings("ignore:It looks like your weights")  # no variance is asked of it
@pytest.mark.parametrize("seed", range(tries(3, 50)))
def test_curves_without_a_cut_equal_aalen_and_johansens(seed: int) -> None:
    """Weighted as the comparison persons are, beside an end that competes."""
    random = np.random.default_rng(seed)
    n = 600
    traits = random.normal(size=(n, 2))
    began = random.random(n) < 1 / (1 + np.exp(1 - traits[:, 0]))
    week = np.ceil(random.exponential(60, n) * np.exp(traits[:, 0] / 3)).astype(int)
    cause = np.where(week > WEEKS[-1], 0, random.choice([1, 2], n, p=[0.7, 0.3]))
    for of in (1, 2):
        outcome = by_week(np.where(cause == of, week, 0))
        found = compare(traits, began, np.arange(n), outcome)
        for arm, curve in ((began, found.began), (~began, found.compared)):
            weights = found.weights[arm]
            theirs = aalen_johansen(week[arm], cause[arm], of, weights)
            assert curve == pytest.approx(theirs, abs=1e-9)


def aalen_johansen(week: Array, cause: Array, of: int, weights: Array) -> Array:
    """Return lifelines' curve by the end of each week.

    It moves ties at random, so each is put to a moment of its own within its week.
    """
    order = np.argsort(week, kind="stable")
    moment = np.empty(len(week))
    moment[order] = week[order] - 1 + np.arange(1, len(week) + 1) / (len(week) + 1)
    moment = np.where(cause == 0, WEEKS[-1] + 1, moment)
    fitter = AalenJohansenFitter(calculate_variance=False)
    fitter.fit(moment, cause, event_of_interest=of, weights=weights)
    curve = fitter.cumulative_density_
    at = np.searchsorted(curve.index.to_numpy(), WEEKS, side="right") - 1
    found: Array = curve.to_numpy()[at, 0]
    return found
