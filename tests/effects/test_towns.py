"""The towns are what they are said to be, and their facts are read as what happened there."""

import numpy as np
import pytest

from journeys.projections.effects.estimating import answer, columns_of
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, FIRST, Array, Town, town
from tests.effects.truth import WEEKS, truth, worked
from tests.effects.worlds import HELP, NONE, SIZES, sized


@pytest.fixture(scope="module")
def helped() -> Town:
    """Return a town in which the measure helps."""
    return town(HELP, 1)


def test_the_same_seed_gives_the_same_town(helped: Town) -> None:
    """And another one another."""
    assert recorded(town(HELP, 1)) == recorded(helped)
    assert recorded(town(HELP, 2)) != recorded(helped)


@pytest.mark.parametrize("about", SIZES)
def test_about_so_many_begin(about: int) -> None:
    """A little more or less by chance."""
    began = [truth(town(sized(NONE, about), seed)).began for seed in range(6)]
    assert np.mean(began) == pytest.approx(about, rel=0.1)


def test_where_the_measure_does_nothing_the_other_life_is_the_same() -> None:
    """To the day."""
    found = truth(town(NONE, 1))
    assert (found.days, found.first_hour) == (0, 0)


def test_the_other_life_is_the_same_until_the_measure_began(helped: Town) -> None:
    """And in it nobody begins in the same month."""
    who = helped.lives.month >= 0
    assert not (helped.instead.month == helped.lives.month)[who].any()
    for m, month in enumerate(helped.lives.job_starts):
        not_yet = ~who | (helped.lives.month > m)
        assert (month == helped.instead.job_starts[m])[not_yet].all()


def test_who_began_is_followed_as_their_lives_were(helped: Town) -> None:
    """Days in paid work, first hours and departures are those of the town, week by week."""
    lives = helped.lives
    cut = (CUT - FIRST).days
    who = np.flatnonzero(lives.began <= cut + 1 - 13 * 7)
    zero = lives.began[who].astype(int)
    at_work = ((lives.job_starts[:, who] <= zero) & (lives.job_ends[:, who] > zero)).any(axis=0)
    who, zero = (
        who[~at_work & (lives.departed[who] > zero)],
        zero[~at_work & (lives.departed[who] > zero)],
    )
    counted = ((cut + 1 - zero) // 7)[:, None] > np.arange(WEEKS)

    found = answer(columns_of(recorded(helped)), MEASURE, cut=CUT.toordinal())
    assert found is not None
    days = worked(lives, who, zero)
    until = zero[:, None] + 7 * np.arange(WEEKS + 1)
    gone = until > lives.departed[who][:, None]
    assert found.days.n == len(who)
    assert found.days.began[-1] == pytest.approx(by_week(days, counted)[-1], abs=1e-9)
    for outcome, reached in (("first-hour", days > 0), ("departed", gone)):
        curve = found.curves[outcome].weekly.began
        assert curve == pytest.approx(by_week(reached.astype(float), counted), abs=1e-9)


def by_week(reached: Array, counted: Array) -> Array:
    """Return the sums of the means of each week, over those who are followed to its end."""
    each = np.diff(reached, axis=1) * counted
    found: Array = np.cumsum(each.sum(axis=0) / counted.sum(axis=0))
    return found
