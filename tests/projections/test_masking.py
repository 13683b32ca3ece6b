"""Masking: what is published gives nobody away, and every visible number is true."""

from collections.abc import Mapping
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from journeys.masking import FEWEST, masked, masked_trend
from journeys.projections.overview import Overview, Trend
from tests.invented import JAN_1

VALUES = "abcde"


def counted(*numbers: int, everybody: int | None = None) -> Overview:
    """Return what is counted by one dimension; everybody is in one value where nothing is said."""
    together = sum(numbers) if everybody is None else everybody
    by = {value: number for value, number in zip(VALUES, numbers, strict=False) if number}
    return Overview(on=JAN_1, journeys=together, by={"basis": by})


def left(*numbers: int) -> Mapping[str, int | None]:
    """Return what is left of the numbers after masking."""
    return masked(counted(*numbers)).by["basis"]


def test_numbers_of_five_and_more_are_left_as_they_are() -> None:
    """Nothing has to be hidden."""
    assert left(5, 60, 7) == {"a": 5, "b": 60, "c": 7}


def test_a_small_number_is_not_to_be_had_by_taking_the_others_from_the_sum() -> None:
    """So the next smallest is masked with it."""
    assert left(2, 60, 7) == {"a": None, "b": 60, "c": None}
    assert left(1, 2, 60, 7) == {"a": None, "b": None, "c": 60, "d": None}
    assert left(2, 3, 60, 7) == {"a": None, "b": None, "c": 60, "d": 7}


def test_a_sum_that_tells_is_masked_with_everything() -> None:
    """Four people, or five who each live on something of their own."""
    for numbers in ((4,), (1, 3), (1, 1, 1, 1, 1)):
        view = masked(counted(*numbers))
        assert view.journeys is None
        assert set(view.by["basis"].values()) == {None}


def test_what_one_count_hides_no_other_tells() -> None:
    """Where the sum cannot be shown in one, the other would give it."""
    by = {"basis": dict.fromkeys(VALUES, 1), "municipality": {"621": 5}}
    view = masked(Overview.model_validate({"on": JAN_1, "journeys": 5, "by": by}))
    assert view.by["municipality"] == {"621": None}


def test_each_day_of_a_trend_is_masked() -> None:
    """By itself."""
    trend = masked_trend(Trend(days=(counted(3), counted(30, 9))))
    assert [day.journeys for day in trend.days] == [None, 39]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_who_knows_how_it_is_done_can_work_out_no_masked_number(numbers: list[int]) -> None:
    """Every masked number could be another one, by all that reads exactly the same."""
    seen = masked(counted(*numbers))
    told = seen.by["basis"]
    assert not any(number is not None and number < FEWEST for number in told.values())
    hidden = [value for value, number in told.items() if number is None]
    if seen.journeys is None or not hidden:
        return
    rest = seen.journeys - sum(number for number in told.values() if number is not None)
    could_be: dict[str, set[int]] = {value: set() for value in hidden}
    for guess in product(range(1, rest + 1), repeat=len(hidden)):
        if sum(guess) == rest:
            whole = {**told, **dict(zip(hidden, guess, strict=True))}
            if masked(counted(*(whole.get(value) or 0 for value in VALUES))) == seen:
                for value, number in zip(hidden, guess, strict=True):
                    could_be[value].add(number)
    assert all(len(numbers) > 1 for numbers in could_be.values())


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5))
def test_what_is_left_is_what_it_was(numbers: list[int]) -> None:
    """And what is masked together is at least as much as may be shown."""
    view = counted(*numbers)
    seen = masked(view)
    for value, number in seen.by["basis"].items():
        assert number in (None, view.by["basis"][value])
    if seen.journeys is not None:
        told = sum(number for number in seen.by["basis"].values() if number is not None)
        assert seen.journeys == view.journeys
        assert seen.journeys - told == 0 or seen.journeys - told >= FEWEST
