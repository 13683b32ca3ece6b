"""How much is owed, counted: by kind, by person, by how long it waits."""

from datetime import date, timedelta
from typing import get_args
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as some

from journeys.projections.duties import Duties, JourneyDuty, OwedDuty
from journeys.projections.duty_counts import AGES, CountedBy, duty_counts

ON = date(2026, 3, 1)


def owed(days: int, kind: str = "follow-up", by: str = "anna.example") -> JourneyDuty:
    """Return what is due so many days after the day it is asked on."""
    return JourneyDuty(
        journey=UUID(int=1),
        owed=OwedDuty(
            kind=kind,
            about="",
            da=f"{kind} (da)",
            en=kind,
            citizen_da="",
            citizen_en="",
            to="citizen",
            by=by,
            since=ON - timedelta(days=90),
            due=ON + timedelta(days=days),
            raised=1,
            sources=(),
        ),
    )


def counted(by: CountedBy, *of: JourneyDuty) -> list[tuple[str, int]]:
    """Return what is counted, in order."""
    return [(each.value, each.owed) for each in duty_counts(Duties(on=ON, owed=of), by).counts]


def test_they_are_counted_by_how_long_they_wait() -> None:
    """The day it is due is not yet waiting; what waits longest stands first."""
    days = (8, 7, 0, -1, -30, -31)
    assert counted("age", *(owed(each) for each in days)) == [
        ("longer", 1),
        ("month", 2),
        ("week", 2),
        ("later", 1),
    ]


def test_they_are_counted_by_kind_and_by_person() -> None:
    """What is most first, with since when the first is due."""
    of = (owed(3, "handover", "bo.example"), owed(-5), owed(1))
    assert counted("kind", *of) == [("follow-up", 2), ("handover", 1)]
    assert counted("person", *of) == [("anna.example", 2), ("bo.example", 1)]
    (first, _) = duty_counts(Duties(on=ON, owed=of), "kind").counts
    assert (first.first_due, first.da) == (ON - timedelta(days=5), "follow-up (da)")


@given(
    some.lists(some.builds(owed, some.integers(-99, 99), some.sampled_from(("a", "b")))),
    some.sampled_from(get_args(CountedBy)),
)
def test_each_is_counted_once(of: list[JourneyDuty], by: CountedBy) -> None:
    """Whatever it is counted by."""
    told = duty_counts(Duties(on=ON, owed=tuple(of)), by)
    assert sum(each.owed for each in told.counts) == len(of)
    assert by != "age" or {each.value for each in told.counts} <= AGES.keys()
