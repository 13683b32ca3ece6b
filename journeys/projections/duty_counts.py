"""Duties counted by kind, by the person who owes them, or by how long they have waited."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from journeys.projections.duties import Duties, JourneyDuty
from journeys.projections.view import View

CountedBy = Literal["kind", "person", "age"]

WEEK, MONTH = timedelta(days=7), timedelta(days=30)
AGES: Mapping[str, tuple[str, str]] = {
    "longer": ("Har ventet i over 30 dage", "Waiting for more than 30 days"),
    "month": ("Har ventet i op til 30 dage", "Waiting for up to 30 days"),
    "week": ("Skal ske inden for en uge", "Due within a week"),
    "later": ("Skal ske senere", "Due later"),
}
"""The longest waits first; a duty waits from its due day on."""


class DutyCount(View):
    """How many duties share a value, and the earliest due day among them."""

    value: str
    da: str
    en: str
    owed: int
    first_due: date


class DutyCounts(View):
    """Forpligtelser, talt: what is owed on a day, counted by one property."""

    on: date
    by: CountedBy
    counts: tuple[DutyCount, ...]


def duty_counts(view: Duties, by: CountedBy) -> DutyCounts:
    """Return the counts: by age the longest waits first, otherwise the largest counts first.

    Duties met by that day are left out.
    """
    due_days: dict[tuple[str, str, str], list[date]] = {}
    for each in view.owed:
        if each.owed.met is not None and each.owed.met <= view.on:
            continue
        due_days.setdefault(_value(each, by, view.on), []).append(each.owed.due)
    counts = [
        DutyCount(value=value, da=da, en=en, owed=len(due), first_due=min(due))
        for (value, da, en), due in due_days.items()
    ]
    ages = list(AGES)
    counts.sort(key=lambda each: ages.index(each.value) if by == "age" else -each.owed)
    return DutyCounts(on=view.on, by=by, counts=tuple(counts))


def _value(each: JourneyDuty, by: CountedBy, on: date) -> tuple[str, str, str]:
    match by:
        case "kind":
            return each.owed.kind, each.owed.da, each.owed.en
        case "person":
            return each.owed.by, each.owed.by, each.owed.by
        case "age":
            age = _age(each.owed.due, on)
            return age, *AGES[age]


def _age(due: date, on: date) -> str:
    if due < on - MONTH:
        return "longer"
    if due < on:
        return "month"
    return "week" if due <= on + WEEK else "later"
