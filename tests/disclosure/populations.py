"""Invented populations: who there is at the end of each of 24 months, and who began."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from journeys.projections.overview import Dimension, Overview

DIMENSIONS: Mapping[Dimension, Sequence[str]] = {
    "basis": ("kontanthjælp", "sygedagpenge", "ledighedsydelse", "dagpenge", "ressourceforløb"),
    "phase": ("1", "2", "3", "none"),
    "paid-hours": ("0", "0-5", "5-10", "10-15", "over 30"),
}
PROVIDERS = ("a", "b", "c")
MONTHS = 24

Person = Mapping[Dimension, str]


def month_ends() -> Iterator[date]:
    """Yield the last day of each of the months."""
    for month in range(1, MONTHS + 1):
        yield date(2024 + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def months(random: Random) -> Iterator[tuple[date, Sequence[Person]]]:
    """Yield the last day of each month with the people of that day: some come, go and change."""
    people = [_somebody(random) for _ in range(random.randint(20, 120))]
    for day in month_ends():
        people = [each if random.random() > 0.1 else _somebody(random) for each in people]
        people = [each for each in people if random.random() > 0.03]
        people += [_somebody(random) for _ in range(random.randint(0, 6))]
        yield day, people


def _somebody(random: Random) -> Person:
    return {
        dimension: random.choices(values, [0.5**at for at in range(len(values))])[0]
        for dimension, values in DIMENSIONS.items()
    }


def overview(day: date, people: Sequence[Person]) -> Overview:
    """Return the exact counts of a day, as the store gives them: of values that somebody has."""
    by = {dimension: Counter(each[dimension] for each in people) for dimension in DIMENSIONS}
    return Overview(on=day, journeys=len(people), by=by)


def began(random: Random) -> Iterator[Mapping[str, int]]:
    """Yield in each of eight quarters how many have begun so far, by provider."""
    so_far = Counter({code: random.choice([0, 3, 20, 60]) for code in PROVIDERS})
    for _ in range(8):
        for code in PROVIDERS:
            so_far[code] += random.choice([0, 0, 1, 2, 4, 9, 10, 12, 25])
        yield dict(so_far)
