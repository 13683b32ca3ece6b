"""The header says which periods there are: a gap, or another order, is a fault."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import errors
from journeys.adapters.files.registers.named_periods import NamedPeriod, named_period, out_of_place
from journeys.adapters.files.registers.period_days import PeriodLength, period_starts
from tests.files.registers.tables import CODES, read, write, write_codes


@pytest.mark.parametrize(
    ("name", "step", "period"),
    [
        ("Jul.93", "month", NamedPeriod(1993, 7)),
        ("jan00", "month", NamedPeriod(2000, 1)),
        ("1993-07", "month", NamedPeriod(1993, 7)),
        ("199307", "month", NamedPeriod(1993, 7)),
        ("2024M01", "month", NamedPeriod(2024, 1)),
        ("maj 2024", "month", NamedPeriod(2024, 5)),
        ("2024 oktober", "month", NamedPeriod(2024, 10)),
        ("januar", "month", NamedPeriod(None, 1)),
        ("31-01-2024", "month", NamedPeriod(2024, 1)),
        ("2024-01-29", "week", NamedPeriod(2024, 5)),
        ("uge 5", "week", NamedPeriod(None, 5)),
        ("2024-W05", "week", NamedPeriod(2024, 5)),
        ("2024U05", "week", NamedPeriod(2024, 5)),
        ("u05 2024", "two weeks", NamedPeriod(2024, 5)),
        ("y_9827", "week", NamedPeriod(1998, 27)),
        ("år 1993", "year", NamedPeriod(1993)),
        ("market", "month", None),
        ("status", "month", None),
        ("m1", "month", None),
    ],
)
def test_what_the_name_of_a_column_says(
    name: str, step: PeriodLength, period: NamedPeriod | None
) -> None:
    """As offices and registers write periods; other names say nothing."""
    assert named_period(name, step) == period


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("id,Jan.24,Feb.24,Apr.24,May.24", "Apr.24"),
        ("id,2024-04,2024-03,2024-02,2024-01", "2024-04"),
        ("id,jan,feb,apr,maj", "apr"),
        ("id,apr,mar,feb,jan", "mar"),
        ("id,m1,m2,m4,m5", "m4"),
        ("id,jan23,feb23,mar23,apr23", "jan23"),
    ],
)
def test_a_gap_or_another_order_is_a_fault_that_names_the_column(
    tmp_path: Path, header: str, column: str
) -> None:
    """It would shift everybody's path without a word."""
    table = write(tmp_path, "anna,work,work,work,help", header=header)
    with pytest.raises(errors.InputUnreadable, match=f"column {column}: by its name"):
        read(table, write_codes(tmp_path))
    as_it_is = write_codes(tmp_path, CODES.replace("first =", "check_header = false\nfirst ="))
    assert read(table, as_it_is).people == 1


@given(
    st.dates(date(1991, 1, 1), date(2088, 1, 1)),
    st.sampled_from(["month", "week", "two weeks"]),
    st.integers(3, 30),
    st.data(),
)
def test_a_column_that_is_left_out_is_found(
    first: date, step: PeriodLength, count: int, data: st.DataObject
) -> None:
    """Wherever it stood, but for the last: nobody knows that there was one more."""
    first = first.replace(day=1) if step == "month" else first
    days = period_starts(first, step, count + 1)
    written = "%Y-%m" if step == "month" else "%G-W%V"
    names = [day.strftime(written) for day in days]
    assert out_of_place(names, days, step) is None
    gap = data.draw(st.integers(0, count - 1))
    assert out_of_place([*names[:gap], *names[gap + 1 :]], days[:-1], step) == gap


def test_a_step_of_two_weeks_counts_by_fortnights(tmp_path: Path) -> None:
    """The first period is named by its first week."""
    codes = CODES.replace('step = "month"', 'step = "two weeks"').replace("2024-01", "2024-W01")
    table = write(tmp_path, "anna,work,work,help", header="id,2024-W01,2024-W03,2024-W05")
    found = read(table, write_codes(tmp_path, codes))
    assert (found.first, found.last) == (date(2024, 1, 1), date(2024, 1, 29))
    wrong = write(tmp_path, "anna,work,work,help", header="id,2024-W01,2024-W02,2024-W03")
    with pytest.raises(errors.InputUnreadable, match="column 2024-W02"):
        read(wrong, write_codes(tmp_path, codes))
