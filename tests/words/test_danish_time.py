"""Danish time: what a clock in Denmark shows, without a list of time zones."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.words.danish_time import danish_time


@pytest.mark.parametrize(
    ("utc", "shown"),
    [
        (datetime(2026, 1, 1, 9, tzinfo=UTC), datetime(2026, 1, 1, 10)),  # noqa: DTZ001
        (datetime(2026, 7, 1, 9, tzinfo=UTC), datetime(2026, 7, 1, 11)),  # noqa: DTZ001
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), datetime(2026, 3, 29, 1, 59)),  # noqa: DTZ001
        (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 3, 29, 3)),  # noqa: DTZ001
        (datetime(2026, 10, 25, 0, 59, tzinfo=UTC), datetime(2026, 10, 25, 2, 59)),  # noqa: DTZ001
        (datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2026, 10, 25, 2)),  # noqa: DTZ001
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), datetime(2027, 1, 1, 0, 30)),  # noqa: DTZ001
    ],
)
def test_the_clock_is_one_hour_ahead_in_winter_and_two_in_summer(
    utc: datetime, shown: datetime
) -> None:
    """The day may be another than in UTC."""
    assert danish_time(utc) == shown
    assert danish_time(utc.astimezone(timezone(timedelta(hours=-5)))) == shown


@given(st.datetimes(datetime(1997, 1, 1), datetime(2060, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_rule_is_that_of_the_tz_database(moment: datetime) -> None:
    """As far as it looks ahead: nobody has changed the rule yet."""
    local = moment.astimezone(ZoneInfo("Europe/Copenhagen"))
    assert danish_time(moment) == local.replace(tzinfo=None)


@given(st.datetimes(timezones=st.just(UTC)))
def test_any_moment_can_be_shown(moment: datetime) -> None:
    """Also the last there is."""
    assert danish_time(moment) >= moment.replace(tzinfo=None)
