"""Eight quarters of tables and effects, read together by somebody with a solver."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.masking import FEWEST
from journeys.projections.effects.publishing import BAND_BELOW, PublishedEffect
from journeys.projections.effects.releasing import BATCH, PublishedEffects
from journeys.projections.overview import Overview
from journeys.projections.publication import OVERVIEW, Publication, rounded
from journeys.projections.publishing import PublishedTable, published_table, table_stays
from tests.disclosure.answers import QUARTERS, released
from tests.disclosure.populations import DIMENSIONS, PROVIDERS, began, months, overview
from tests.disclosure.solver import MOST, UNDER_FIVE, Attacker, Interval, behind
from tests.effort import tries

Rule = Callable[[Overview, Attacker], Sequence[str]]
"""Publishes all of a day, and returns the small counts in it."""

SEEDS = st.integers(0, 2**32)
MARCH, APRIL = date(2024, 3, 31), date(2024, 4, 30)
BANDS: Mapping[str, Interval] = {"under-10": (0, 9), "10-49": (10, 49)}


def whole(day: date) -> str:
    """Return the name of the count of everybody on a day."""
    return f"{day}/all"


def cell(day: date, dimension: str, value: str) -> str:
    """Return the name of a count of a table."""
    return f"{day}/{dimension}/{value}"


def knows_the_form(attacker: Attacker, day: date) -> None:
    """Learn that the values of each dimension add up to everybody of that day."""
    for dimension, values in DIMENSIONS.items():
        attacker.adds_up((cell(day, dimension, value) for value in values), whole(day))


def small(exact: Overview, dimensions: Sequence[str]) -> Sequence[str]:
    """Return the names of the counts under five, those of nobody among them."""
    return [
        cell(exact.on, dimension, value)
        for dimension, values in DIMENSIONS.items()
        for value in values
        if dimension in dimensions and (exact.by[dimension].get(value) or 0) < FEWEST
    ]


def reads_table(attacker: Attacker, table: PublishedTable) -> None:
    """Read a table as it is published: what is left out is under five."""
    for value in DIMENSIONS[table.dimension]:
        number = table.counts.get(value)
        attacker.knows(
            cell(table.on, table.dimension, value), behind(number) if number else UNDER_FIVE
        )


def tables(random: Random, attacker: Attacker) -> Sequence[str]:
    """Publish every dimension of every month as far as may be; return the small counts in it."""
    earlier, names = list[Publication](), list[str]()
    for day, people in months(random):
        knows_the_form(attacker, day)
        exact, today = overview(day, people), day + timedelta(days=3)
        for dimension in DIMENSIONS:
            if table_stays(dimension, day, today=today, earlier=earlier):
                continue
            table = published_table(exact, dimension)
            reads_table(attacker, table)
            names += small(exact, [dimension])
            figure, numbers = f"{OVERVIEW}:{dimension}", table.model_dump(mode="json")
            earlier.append(
                Publication(figure=figure, on=today, cut=day, counts={}, numbers=numbers)
            )
    assert len(earlier) == 24  # each dimension once a quarter
    return names


def began_interval(answer: PublishedEffect) -> Interval:
    """Return how many began, as far as an answer tells: of a published group ten or more."""
    if answer.split:
        return (BATCH if answer.word == "too-few" else BAND_BELOW, MOST)
    return BANDS[answer.band] if answer.band else behind(answer.began or 0)


def effects(random: Random, attacker: Attacker) -> Sequence[str]:
    """Publish a measure by provider as far as may be; return the small counts: of newcomers too."""
    earlier, last, names = list[Publication](), dict[str, int](), list[str]()
    for day, counts in zip(QUARTERS, began(random), strict=False):
        groups = {code: n for code, n in counts.items() if n}
        if not groups:
            continue
        found = released(day, earlier, splits=["provider"], **groups)
        if found.publication is None:
            continue
        for answer in PublishedEffects.model_validate(found.publication.numbers).answers:
            code = answer.split.partition(":")[2] or "all"
            attacker.knows(cell(day, "began", code), began_interval(answer))
        parts = [cell(day, "began", code) for code in PROVIDERS]
        attacker.adds_up(parts, cell(day, "began", "all"))
        names += [cell(day, "began", code) for code in PROVIDERS if counts[code] < FEWEST]
        for code in PROVIDERS if earlier else ():
            came, before = cell(day, "came", code), cell(earlier[-1].cut, "began", code)
            attacker.adds_up([came, before], cell(day, "began", code))
            if counts[code] - last[code] < FEWEST:
                names.append(came)
        earlier.append(found.publication)
        last = dict(counts)
    return names


@settings(max_examples=tries(6, 150))
@given(SEEDS)
def test_no_count_under_five_is_learnt_of_eight_quarters(seed: int) -> None:
    """Neither in a table, nor of a group, nor of those who came since: 0 to 4 are all possible."""
    random, attacker = Random(seed), Attacker()  # noqa: S311 - no secret
    names = [*tables(random, attacker), *effects(random, attacker)]
    assert attacker.learnt(names) == {}


def hidden(exact: Overview, attacker: Attacker) -> Sequence[str]:
    """Publish all of a day exactly, with its total; hide only what is under five."""
    knows_the_form(attacker, exact.on)
    attacker.knows(whole(exact.on), (exact.journeys or 0, exact.journeys or 0))
    for dimension, values in DIMENSIONS.items():
        for value in values:
            n = exact.by[dimension].get(value) or 0
            attacker.knows(cell(exact.on, dimension, value), (n, n) if n >= FEWEST else UNDER_FIVE)
    return small(exact, list(DIMENSIONS))


def rounded_with_total(exact: Overview, attacker: Attacker) -> Sequence[str]:
    """Publish all of a day to the nearest five, with its total."""
    knows_the_form(attacker, exact.on)
    attacker.knows(whole(exact.on), behind(rounded(exact.journeys or 0) or 0))
    for dimension in DIMENSIONS:
        reads_table(attacker, published_table(exact, dimension))
    return small(exact, list(DIMENSIONS))


@pytest.mark.parametrize("rule", [hidden, rounded_with_total])
def test_by_each_weaker_rule_the_attacker_wins(
    rule: Callable[[Overview, Attacker], Sequence[str]],
) -> None:
    """So the solver can: with the total of each day, some counts are learnt."""
    learnt = 0
    for seed in range(3):
        attacker, names = Attacker(), list[str]()
        for at, (day, people) in enumerate(months(Random(seed))):  # noqa: S311 - no secret
            if at % 3 == 0:
                names += rule(overview(day, people), attacker)
        learnt += len(attacker.learnt(names))
    assert learnt


def test_two_dimensions_of_a_day_would_be_each_others_total() -> None:
    """Without any total: the hours are 39 at least, so three have no phase."""
    attacker, day = Attacker(), date(2024, 3, 31)
    phase = {"1": 12, "2": 12, "3": 12, "none": 4}
    hours = {"0": 18, "0-5": 8, "5-10": 8, "10-15": 6}
    exact = Overview(on=day, journeys=40, by={"phase": phase, "paid-hours": hours})
    knows_the_form(attacker, day)
    for dimension in exact.by:
        reads_table(attacker, published_table(exact, dimension))
    assert attacker.learnt([cell(day, "phase", "none")]) == {cell(day, "phase", "none"): (3, 4)}


def test_an_answer_of_every_quarter_would_show_that_few_came() -> None:
    """To the nearest five, without batches: somebody came."""
    attacker = Attacker()
    for day, n in (("spring", 62), ("summer", 63)):
        attacker.knows(f"{day}/a", behind(rounded(n) or 0))
    attacker.adds_up(["spring/a", "came"], "summer/a")
    assert attacker.learnt(["came"]) == {"came": (1, 9)}


@pytest.mark.parametrize(
    ("dimension", "day", "stays"),
    [
        ("responsible", MARCH, "names-staff"),
        ("basis", MARCH - timedelta(days=1), "not-month-end"),
        ("basis", APRIL, "not-over"),
        ("basis", date.max, "not-over"),
        ("basis", MARCH, "too-soon"),
        ("basis", date(2024, 2, 29), "too-soon"),
        ("basis", date(2023, 12, 31), None),
        ("phase", MARCH, "day-taken"),
        ("phase", date(2024, 2, 29), None),
    ],
)
def test_a_table_is_published_on_fixed_days_alone(
    dimension: str, day: date, stays: str | None
) -> None:
    """The basis was published of March; today is the last day of April."""
    basis = Publication(figure="overview:basis", on=APRIL, cut=MARCH, counts={}, numbers={})
    other = basis.model_copy(update={"figure": "effects:mentorstøtte"})
    assert table_stays(dimension, day, today=APRIL, earlier=[other, basis]) == stays
