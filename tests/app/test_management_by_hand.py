"""A manager's figures of small invented towns, counted day by day off the entries alone."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from journeys import Actor, JourneyId, Journeys, events
from journeys.adapters.sql.readmodels.refresh import SQLReadModels
from journeys.adapters.sql.readmodels.tables import TABLES
from tests.connections import connection_of
from tests.effects.by_hand import ONE, Person
from tests.effects.test_by_hand import Town, towns
from tests.effort import tries
from tests.scenario import BOOK

MANAGER = Actor("lise.example", "manager")


def hours(person: Person, day: date) -> float:
    """Return the paid hours a week of all placements on a day, whoever pays the wage."""
    ended = {each.placement for each in person.of(events.PlacementEnded, until=day)}
    changed = person.of(events.PlacementHoursChanged, until=day)
    total = 0.0
    for place in person.of(events.PlacementStarted, until=day):
        if place.placement not in ended:
            later = [each.paid_hours for each in changed if each.placement == place.placement]
            total += float(later[-1] if later else place.paid_hours or 0)
    return total


def month_until(day: date, months: int) -> Iterator[date]:
    """Yield the same days of an earlier month; all of it on the last day of a month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    length = monthrange(year, month + 1)[1]
    whole = day.day == monthrange(day.year, day.month)[1]
    for nr in range(1, length + 1 if whole else min(day.day, length) + 1):
        yield date(year, month + 1, nr)


def turned(people: list[Person], day: date, months: int, *, to: bool) -> int:
    """Return how often somebody came in, or left."""
    return sum(
        person.followed(each) == to and person.followed(each - ONE) != to
        for person in people
        for each in month_until(day, months)
    )


def rests(person: Person, day: date) -> bool:
    """Whether the pension of somebody who is followed rests."""
    turns = person.of(
        events.PensionGranted,
        events.PensionRested,
        events.PensionReturnRequested,
        events.PensionResumed,
        until=day,
    )
    return person.followed(day) and bool(turns) and isinstance(turns[-1], events.PensionRested)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=tries(6, 300),
)
@given(towns(), st.integers(-40, 900))
def test_figures_are_what_the_entries_say_day_by_day(walks: Journeys, town: Town, nr: int) -> None:
    """On any day: before anybody came, after they left, and in months of each length."""
    day = date(2024, 1, 1) + timedelta(days=nr)
    told = {JourneyId(each.stream): each for each in town.histories}
    with walks.store.writing() as transaction:
        for table in TABLES:
            connection_of(transaction).execute(delete(table))
        SQLReadModels(connection_of(transaction)).refresh(told, BOOK)
    people = [*map(Person, told.values())]
    view = walks.seen_by(MANAGER, "ledelse").management(on=day)
    found = {each.code: each for each in view.figures if not each.value}
    there = [each for each in people if each.followed(day)]
    paid = [hours(each, day) for each in there if hours(each, day) > 0]
    assert found["citizens"].number == len(there)
    assert (found["in-paid-hours"].number, found["hours-a-week"].number) == (len(paid), sum(paid))
    assert found["pensions-resting"].number == sum(rests(each, day) for each in people)
    for code, to in (("entered", True), ("left", False)):
        figure = found[code]  # type: ignore[index]
        numbers = [turned(people, day, months, to=to) for months in (0, 1, 12)]
        assert [figure.number, figure.month_before, figure.year_before] == numbers
    assert walks.overview(on=day).journeys == len(there)
