"""CPR numbers: a form and a date, never modulus 11."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.identity import born, cpr, require_born
from journeys.errors import Refused

CENTURIES = {
    # The years that CPR-kontoret gives for the seventh digit.
    **dict.fromkeys("0123", (1900, 1999)),
    **dict.fromkeys("49", (1937, 2036)),
    **dict.fromkeys("5678", (1858, 2057)),
}


@given(
    st.dates(date(1858, 1, 1), date(2057, 12, 31)),
    st.sampled_from("0123456789"),
    st.integers(0, 999),
    st.sampled_from(["", "-", " "]),
)
def test_every_replacement_number_of_a_day_is_one(
    born: date, seventh: str, serial: int, between: str
) -> None:
    """Whatever its check digit would be; written with a hyphen, a space or neither."""
    first, last = CENTURIES[seventh]
    year = next(year for year in range(first, last + 1) if year % 100 == born.year % 100)
    leap_day = (born.month, born.day) == (2, 29)
    born = date(year, 2, 28) if leap_day else born.replace(year=year)
    day = f"{born.day + 60:02}{born:%m%y}"
    assert cpr(f"{day}{between}{seventh}{serial:03}") == f"{day}{seventh}{serial:03}"


@pytest.mark.parametrize(
    "typed", ["", "610203", "6102031234567", "6102-031234", "seksten tegn her", "٦١٠٢٠٣١٢٣٤"]
)
def test_what_has_another_form_is_refused_and_not_repeated(typed: str) -> None:
    """It may be somebody's number in the wrong field."""
    with pytest.raises(Refused) as refusal:
        cpr(typed)
    assert refusal.value.code == "cpr-malformed"
    assert not typed or typed not in str(refusal.value)


@pytest.mark.parametrize(
    "typed", ["000101-0000", "320101-0000", "611301-0000", "900201-0000", "890203-0000", "920101-1"]
)
def test_a_day_that_never_was_is_refused(typed: str) -> None:
    """30 February, a thirteenth month, 29 February 1903."""
    with pytest.raises(Refused) as refusal:
        cpr(typed)
    assert refusal.value.code in {"cpr-no-date", "cpr-malformed"}


def test_a_leap_day_is_one_in_its_own_century() -> None:
    """29 February was in 2000 and not in 1900: the seventh digit tells which."""
    assert cpr("890200-4000")
    with pytest.raises(Refused):
        cpr("890200-0000")


def test_a_day_of_somebodys_own_is_accepted_too() -> None:
    """Not only replacement numbers. This one is of no day on which CPR numbers were given yet."""
    tomorrow = date(2057, 12, 30) + timedelta(days=1)
    assert cpr(f"{tomorrow:%d%m%y}-5000")


@pytest.mark.parametrize(
    ("number", "birthday"),
    [
        ("291126-4000", date(2026, 11, 29)),
        ("301126-4000", date(2026, 11, 30)),
        ("901126-4000", date(2026, 11, 30)),  # a replacement number
        ("010136-9000", date(2036, 1, 1)),
        ("010126-0000", date(1926, 1, 1)),
        ("311299-4000", date(1999, 12, 31)),
        ("010157-5000", date(2057, 1, 1)),
        ("010158-8000", date(1858, 1, 1)),
    ],
)
def test_a_number_says_when_somebody_is_born(number: str, birthday: date) -> None:
    """The seventh digit says in which century; nobody is identified before that day."""
    digits = cpr(number)
    assert born(digits) == birthday
    require_born(digits, birthday)
    with pytest.raises(Refused) as refused:
        require_born(digits, birthday - timedelta(days=1))
    assert refused.value.code == "cpr-not-yet-born"
    assert number[-4:] not in str(refused.value)
