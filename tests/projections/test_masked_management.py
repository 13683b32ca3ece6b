"""A manager's figures, masked: nobody is given away, and what is left is true."""

from collections.abc import Mapping
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from journeys.masking import FEWEST, masked_management
from journeys.projections.figure_codes import FIGURES, FigureCode
from journeys.projections.management import ByCaseworker, Counted, Figure, Management, figure

ON = date(2026, 11, 29)
BANDS = ("0", "0-5", "5-10", "over 30", "none")


def counted(code: FigureCode, number: int, value: str = "", earlier: int = 0) -> Figure:
    """Return a figure with so many rows."""
    found = Counted(number, number, number, [7.0] * number)
    before = Counted(earlier, earlier, earlier)
    months = {1: before, 12: before} if FIGURES[code].span == "month" else {}
    return figure(code, ON, found, value, earlier=months)


def managed(*figures: Figure) -> Management:
    """Return a view with these figures, and a caseworker."""
    anna = ByCaseworker(name="anna.example", citizens=2, without_next_step=1, past_due=1)
    return Management(on=ON, figures=figures, caseworkers=(anna,))


def banded(numbers: Mapping[str, int]) -> Management:
    """Return what is counted of people by their paid hours."""
    everybody = sum(numbers.values())
    paid = sum(number for band, number in numbers.items() if band not in ("0", "none"))
    return managed(
        counted("citizens", everybody),
        counted("in-paid-hours", paid),
        counted("hours-a-week", paid),
        counted("hours-band", everybody),
        *(counted("hours-band", number, band) for band, number in numbers.items()),
        counted("longest-gap", everybody),
    )


def test_caseworkers_and_the_longest_wait_are_left_out() -> None:
    """Each is one person's."""
    view = masked_management(banded({"0-5": 30, "none": 40}))
    assert view.caseworkers == ()
    gap = view.of("longest-gap")
    assert gap is not None
    assert (gap.number, gap.mean, gap.longest) == (7, 7, None)


def test_a_median_of_fewer_than_five_is_left_out_with_all_of_it() -> None:
    """How many they are is as telling."""
    few = masked_management(managed(counted("days-to-first-effort", 4)))
    found = few.of("days-to-first-effort")
    assert found is not None
    assert (found.number, found.of, found.mean, found.longest) == (None,) * 4


def test_a_number_of_last_year_is_masked_as_one_of_today() -> None:
    """Each of the three months by itself."""
    view = masked_management(managed(counted("subgoals-reached", 20, earlier=3)))
    found = view.of("subgoals-reached")
    assert found is not None
    assert (found.number, found.month_before, found.year_before) == (20, None, None)


@given(st.fixed_dictionaries({band: st.integers(0, 12) for band in BANDS}))
def test_a_masked_band_cannot_be_worked_out_from_what_is_left(numbers: dict[str, int]) -> None:
    """Neither from the whole, nor from those in paid hours, whom the bands are about as well."""
    view = masked_management(banded(numbers))
    parts = {each.value: each.number for each in view.parts_of("hours-band")}
    hidden = [band for band, number in parts.items() if number is None]
    assert all(number in (None, numbers[band]) for band, number in parts.items())
    assert not {band for band, number in numbers.items() if 0 < number < FEWEST} - set(hidden)
    if hidden:
        assert len(hidden) > 1
        for code in ("in-paid-hours", "hours-a-week"):
            found = view.of(code)
            assert found is not None
            assert found.number is None
    for each in view.figures:
        if each.unit in ("citizens", "times", "duties") and not each.value:
            assert each.number is None or not 0 < each.number < FEWEST
