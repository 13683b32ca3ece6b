"""The settled cut."""

from datetime import date, timedelta
from uuid import UUID

from journeys.projections.effects.estimating import settled_cut
from journeys.projections.effects.facts import Delay, JourneyFacts

TODAY = date(2026, 6, 1)


def late(kind: str, *days: int, on: date = date(2025, 6, 1)) -> JourneyFacts:
    """Return a journey with one fact of a kind for each number of days late."""
    delays = tuple(Delay(kind, on, each) for each in days)
    return JourneyFacts(journey=UUID(int=1), followed=(), delays=delays)


def test_lies_sixty_days_back_where_nothing_is_known() -> None:
    """Fewer than 20 facts of a kind measure nothing."""
    assert settled_cut([], TODAY) == TODAY - timedelta(days=60)
    assert settled_cut([late("placement", *[3] * 19)], TODAY) == TODAY - timedelta(days=60)


def test_lies_where_nineteen_of_twenty_facts_are_recorded() -> None:
    """The 95th percentile: one of twenty may be later."""
    assert settled_cut([late("placement", *[3] * 19, 90)], TODAY) == TODAY - timedelta(days=3)
    assert settled_cut([late("placement", *[3] * 18, 9, 90)], TODAY) == TODAY - timedelta(days=9)


def test_waits_for_the_slowest_kind() -> None:
    """A pension that is recorded late is missing from the outcomes until then."""
    people = [late("placement", *[3] * 20), late("pension", *[21] * 20)]
    assert settled_cut(people, TODAY) == TODAY - timedelta(days=21)


def test_what_an_import_brought_from_long_before_does_not_count() -> None:
    """Facts older than two years are left out."""
    imported = late("placement", *[2000] * 100, on=date(2020, 1, 1))
    assert settled_cut([imported, late("placement", *[3] * 20)], TODAY) == TODAY - timedelta(3)


def test_a_fact_recorded_ahead_is_not_late() -> None:
    """A delay is never less than nothing."""
    assert settled_cut([late("placement", *[-10] * 20)], TODAY) == TODAY


def test_what_is_recorded_after_that_day_does_not_count() -> None:
    """The log is read as it was on that day."""
    later = late("placement", *[300] * 20, on=date(2026, 5, 1))
    assert settled_cut([later, late("placement", *[3] * 20)], TODAY) == TODAY - timedelta(3)


def test_no_day_lies_before_the_calendar() -> None:
    """Whatever day is asked about."""
    facts = [late("placement", *[3] * 20, on=date(1, 1, 1)), late("placement", *[3] * 20)]
    for day in (date.min, date.min + timedelta(days=70), date.max):
        assert date.min <= settled_cut(facts, day) <= day
    assert settled_cut([], date.min) == date.min
