"""Weighted means of two arms, and intervals from each person's influence."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from journeys.projections.effects.balance import balance_of
from journeys.projections.effects.estimate import Compared, compare
from journeys.projections.effects.start_model import design_of, fit, without

Array = NDArray[Any]
NOTHING = np.zeros((6, 0))
BEGAN = np.array([True, True, False, False, False, False])
EACH = np.arange(6)


def drawn(seed: int, rows: int = 400, persons: int = 150) -> tuple[Array, Array, Array, Array]:
    """Return covariates, who began by them, persons, and a number that depends on them."""
    random = np.random.default_rng(seed)
    covariates = random.normal(size=(rows, 3))
    began = random.random(rows) < 1 / (1 + np.exp(1.5 - covariates[:, 0]))
    person = np.sort(random.integers(0, persons, rows))
    return covariates, began, person, covariates[:, :1] + random.normal(size=(rows, 2))


def test_means_by_block_are_added_up() -> None:
    """Without covariates they are the plain means of both arms."""
    outcome = np.array([[1, 0], [1, 1], [0, 1], [1, 0], [0, 0], [0, 1]])
    found = compare(NOTHING, BEGAN, EACH, outcome)
    assert found.began.tolist() == [1, 1.5]
    assert found.compared == pytest.approx([0.25, 0.75])
    assert found.difference == pytest.approx([0.75, 0.75])


def test_a_block_counts_only_for_rows_that_are_followed_so_far() -> None:
    """A row that is cut off stays in the blocks before."""
    outcome = np.array([[0, 1], [1, 9], [0, 1], [1, 9], [0, 0], [0, 1]])
    found = compare(NOTHING, BEGAN, EACH, outcome, np.array([2, 1, 2, 1, 2, 2]))
    assert found.began.tolist() == [0.5, 1.5]
    assert found.compared == pytest.approx([0.25, 0.25 + 2 / 3])


def test_where_nobody_is_followed_there_is_no_number() -> None:
    """The blocks before have one."""
    found = compare(NOTHING, BEGAN, EACH, np.ones((6, 2)), np.array([1, 1, 2, 2, 2, 2]))
    assert found.difference[0] == 0
    assert np.isnan(found.difference[1])
    assert np.isnan(found.se_difference[1])


def test_without_weights_the_error_is_that_of_two_means() -> None:
    """The sums of squared deviations over squared sizes, times n over n less one."""
    outcome = np.array([[1.0], [3], [0], [1], [2], [5]])
    found = compare(NOTHING, BEGAN, EACH, outcome)
    squares = 2 / 2**2 + 14 / 4**2
    assert found.se_difference[-1] == pytest.approx(np.sqrt(squares * 2 / 1))
    assert found.se_began[-1] == pytest.approx(np.sqrt(2 / 2**2 * 2 / 1))


def test_rows_of_one_person_are_one() -> None:
    """Twice the same person in the comparison is no more information than once."""
    outcome = np.array([[1.0], [3], [0], [0], [2], [2]])
    twice = compare(NOTHING, BEGAN, np.array([0, 1, 2, 2, 3, 3]), outcome)
    once = compare(NOTHING[:4], BEGAN[:4], EACH[:4], outcome[[0, 1, 2, 4]])
    assert twice.se_difference[-1] == pytest.approx(once.se_difference[-1])


def test_the_interval_has_as_many_degrees_of_freedom_as_starters_less_one() -> None:
    """With two starters the quantile of t is 12.7."""
    found = compare(NOTHING, BEGAN, EACH, np.array([[1.0], [3], [0], [1], [2], [5]]))
    lower, upper = found.interval()
    assert upper - lower == pytest.approx(2 * 12.7062 * found.se_difference, rel=1e-5)


@given(st.integers(0, 10_000))
def test_the_order_of_rows_changes_nothing(seed: int) -> None:
    """But for the last digits, because persons are added in their own order."""
    covariates, began, person, outcome = drawn(seed)
    order = np.random.default_rng(seed).permutation(len(began))
    first = compare(covariates, began, person, outcome)
    again = compare(covariates[order], began[order], person[order], outcome[order])
    assert first.difference == pytest.approx(again.difference, abs=1e-8)
    assert first.se_difference == pytest.approx(again.se_difference, abs=1e-8)
    assert first.weights[order] == pytest.approx(again.weights, rel=1e-6)


@given(st.integers(0, 10_000))
def test_relabelling_the_arms_turns_the_sign(seed: int) -> None:
    """Without weights; with them another question is answered: of the others."""
    _, began, person, outcome = drawn(seed)
    one: Compared = compare(np.zeros((len(began), 0)), began, person, outcome, adjusted=False)
    other = compare(np.zeros((len(began), 0)), ~began, person, outcome, adjusted=False)
    assert one.difference == pytest.approx(-other.difference, abs=1e-12)


@given(st.integers(0, 10_000))
def test_weights_make_the_arms_alike(seed: int) -> None:
    """The odds of beginning bring the others to the covariates of those who began."""
    covariates, began, person, outcome = drawn(seed, rows=4000, persons=3000)
    found = compare(covariates, began, person, outcome)
    before, after = balance_of(covariates, began, found.weights)
    assert abs(before[0]) > 0.5
    assert np.abs(after).max() < 0.1
    # The outcome depends on the first covariate and not on beginning.
    lower, upper = found.interval(0.999999)
    assert lower[-1] < 0 < upper[-1]


def test_an_empty_arm_and_a_perfect_split_give_no_broken_numbers() -> None:
    """Nobody began: not converged. A covariate that says it all: the ridge holds it."""
    assert not fit(design_of(np.ones((4, 1))), np.zeros(4, bool)).converged
    split = fit(design_of(BEGAN[:, None].astype(float)), BEGAN)
    assert split.converged
    assert np.isfinite(split.odds).all()


def test_a_constant_covariate_changes_nothing() -> None:
    """It has no spread to be scaled by."""
    covariates, began, person, outcome = drawn(1)
    constant = np.c_[covariates, np.full(len(began), 7.0)]
    one, other = (compare(each, began, person, outcome) for each in (covariates, constant))
    assert one.difference == pytest.approx(other.difference, abs=1e-9)


def test_a_model_without_a_column_equals_one_that_never_had_it() -> None:
    """It begins from elsewhere and ends at the same place."""
    covariates, began, _, _ = drawn(2)
    design = design_of(covariates)
    less = without(design, began, fit(design, began), np.array([False, False, True, False]))
    never = fit(design_of(covariates[:, [0, 2]]), began)
    assert less.score == pytest.approx(never.score, abs=1e-6)
    assert less.coefficients[2] == 0
