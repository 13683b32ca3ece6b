"""Laws of the estimate and of its interval."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.projections.effects.answer import Answer
from journeys.projections.effects.columns import Columns
from journeys.projections.effects.estimate import Compared, compare
from journeys.projections.effects.estimating import answer, columns_of
from tests.effects.bootstrap import resampled
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, town
from tests.effects.worlds import HELP
from tests.effort import LONG

RESAMPLES = 1000


class Drawn:
    """Rows of some people, drawn by chance: traits, arms, outcomes in blocks, and follow-up."""

    def __init__(self, seed: int, people: int, blocks: int) -> None:
        self.random = random = np.random.default_rng(seed)
        rows = people * 3
        self.person = random.integers(0, people, rows)
        self.traits = random.normal(size=(rows, 2))
        self.began = random.random(rows) < 1 / (1 + np.exp(1 - self.traits[:, 0]))
        self.began[:4] = True, True, False, False
        self.outcome = random.integers(0, 8, (rows, blocks))
        self.followed = random.integers(1, blocks + 1, rows)
        self.followed[:4] = blocks

    def compared(self, *, adjusted: bool) -> Compared:
        """Return the comparison of the two arms."""
        return compare(
            self.traits,
            self.began,
            self.person,
            self.outcome,
            self.followed,
            adjusted=adjusted,
        )


drawn = st.builds(Drawn, st.integers(0, 2**32), st.integers(10, 60), st.integers(1, 6))


@given(drawn)
def test_the_arms_with_each_others_names_turn_the_sign(rows: Drawn) -> None:
    """And the interval, but for the number of those who began."""
    one = rows.compared(adjusted=False)
    rows.began = ~rows.began
    other = rows.compared(adjusted=False)
    assert other.difference == pytest.approx(-one.difference, abs=1e-9)
    assert other.began == pytest.approx(one.compared, abs=1e-9)
    n, m = one.n, other.n
    of_n, of_m = np.sqrt(n / (n - 1)), np.sqrt(m / (m - 1))
    assert other.se_difference / of_m == pytest.approx(one.se_difference / of_n, abs=1e-9)


@given(drawn, st.booleans())
def test_the_rows_may_stand_in_any_order(rows: Drawn, adjusted: bool) -> None:  # noqa: FBT001 - drawn
    """And the people may have any numbers: everybody resampled once gives the estimate."""
    one = rows.compared(adjusted=adjusted)
    order = rows.random.permutation(len(rows.person))
    renamed = rows.random.permutation(rows.person.max() + 1)[rows.person]
    other = compare(
        rows.traits[order],
        rows.began[order],
        renamed[order],
        rows.outcome[order],
        rows.followed[order],
        adjusted=adjusted,
    )
    assert other.converged == one.converged
    if one.converged:
        assert other.difference == pytest.approx(one.difference, abs=1e-6)
        assert other.se_difference == pytest.approx(one.se_difference, abs=1e-6)
        assert other.weights == pytest.approx(one.weights[order], rel=1e-6)


@given(drawn)
def test_what_falls_after_the_follow_up_changes_nothing(rows: Drawn) -> None:
    """Whatever stands there."""
    one = rows.compared(adjusted=False)
    beyond = rows.followed[:, None] <= np.arange(rows.outcome.shape[1])
    rows.outcome = np.where(beyond, 1000, rows.outcome)
    other = rows.compared(adjusted=False)
    assert other.difference == pytest.approx(one.difference, abs=1e-9)
    assert other.se_difference == pytest.approx(one.se_difference, abs=1e-9)


@pytest.fixture(scope="module")
def answered() -> tuple[Columns, Answer]:
    """Return an answer about a town in which the measure helps."""
    columns = columns_of(recorded(town(HELP, 3)))
    found = answer(columns, MEASURE, cut=CUT.toordinal())
    assert found is not None
    return columns, found


def test_everybody_resampled_once_gives_the_estimate(answered: tuple[Columns, Answer]) -> None:
    """So the bootstrap resamples what was estimated."""
    again = resampled(*answered)
    everybody = np.ones(again.person.max() + 1)
    assert again.difference(everybody) == pytest.approx(answered[1].days.difference[-1], abs=1e-5)


@pytest.mark.skipif(not LONG, reason="make long has the time for a thousand resamples")
def test_the_bootstrap_finds_the_same_interval(answered: tuple[Columns, Answer]) -> None:
    """Percentiles of a thousand resamples, within a tenth of its width."""
    again = resampled(*answered)
    random = np.random.default_rng(4)
    people = again.person.max() + 1
    times = (
        np.bincount(random.integers(0, people, people), minlength=people) for _ in range(RESAMPLES)
    )
    differences = [again.difference(each) for each in times]
    (lower,), (upper,) = answered[1].days.interval()
    found = np.percentile(differences, [2.5, 97.5])
    assert found == pytest.approx([lower, upper], abs=(upper - lower) / 10)
