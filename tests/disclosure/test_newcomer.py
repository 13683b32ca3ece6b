"""Somebody knows that one person began, and guesses from the publications whether work was found.

Two out of three did not find any: who always guesses that is right as often.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any, NamedTuple

import pytest

from journeys.projections.effects.effect import Effect
from journeys.projections.effects.publishing import BAND_BELOW, PublishedEffect
from journeys.projections.effects.releasing import PublishedEffects, release
from journeys.projections.publication import Publication, nearest
from tests.disclosure.answers import QUARTERS, curve, difference, effect, people
from tests.effort import tries

FOUND_WORK = 0.34
DAYS_OF_WORK = 190
"""Of somebody who found work, about."""
SIZES = range(20, 301, tries(14, 7))
PAIRS = tries(25, 600)
"""Of each size, once to learn from and once to be measured by."""
BETTER = 0.06
"""So much better than by always guessing the commoner outcome may a guess be, at most."""

Seen = tuple[object, ...]


class Pair(NamedTuple):
    """Two days: who began by the first, the newcomer, and others who came with the newcomer."""

    before: Sequence[int]
    newcomer: int
    others: Sequence[int]
    """Days in paid work of each; 0 where none was found."""


def somebody(random: Random) -> int:
    """Return the days in paid work of somebody who began."""
    return random.randint(20, 365) if random.random() < FOUND_WORK else 0


def pair(random: Random, size: int, came: int) -> Pair:
    """Return so many who began by the first day, and so many who came until the second."""
    everybody = [somebody(random) for _ in range(size + came)]
    return Pair(everybody[came:], everybody[0], everybody[1:came])


def answer(days: Sequence[int], quarter: int) -> Effect:
    """Return the exact answer about people with these days in paid work."""
    n, on = len(days), QUARTERS[quarter]
    found = sum(each > 0 for each in days) / n
    mean = difference(sum(days) / n, 60, 200 / n**0.5)
    fields: dict[str, Any] = {}
    if n >= BAND_BELOW:
        fields = {"days": mean, "unadjusted": mean, "curves": (curve(found),)}
    return effect(n, on=on, cut=on, **fields)


def publications(days: Sequence[Sequence[int]]) -> Sequence[PublishedEffect]:
    """Publish an answer about each group of people, a quarter after the one before."""
    earlier, standing = list[Publication](), list[PublishedEffect]()
    for quarter, each in enumerate(days):
        began, today = people(a=len(each)), QUARTERS[quarter]
        found = release([answer(each, quarter)], began, earlier, today=today)
        earlier += [found.publication] if found.publication else []
        standing += PublishedEffects.model_validate(earlier[-1].numbers).answers
    return standing


def seen(one: PublishedEffect) -> tuple[float, float]:
    """Return how many found work, and how many days they all worked, as the publication has it."""
    n = one.began or 0
    share = one.shares[0].began / 100 if one.shares else 0
    return n * share, n * one.days.began if one.days else 0


def by_rule(found: Pair) -> Seen:
    """Look at two publications as they may be made."""
    first, second = publications([found.before, [*found.before, found.newcomer, *found.others]])
    (work, days), (work_later, days_later) = seen(first), seen(second)
    came = 1 + len(found.others)
    return (
        first.band,
        level((work_later - work) / came),
        level((days_later - days) / came / DAYS_OF_WORK),
    )


def level(share: float) -> int:
    """Return a share of the newcomers in steps of a fifth; what is no share counts as its end."""
    return round(5 * min(max(share, 0), 1))


def exactly(found: Pair) -> Seen:
    """Look at two exact answers."""
    after = [*found.before, found.newcomer, *found.others]
    return (sum(each > 0 for each in after) - sum(each > 0 for each in found.before),)


def rounded_alone(found: Pair) -> Seen:
    """Look at a count to the nearest five, knowing the outcome of everybody but the newcomer."""
    known = sum(each > 0 for each in found.before)
    return known % 5, nearest(known + (found.newcomer > 0)) - nearest(known)


def guessed(look: Callable[[Pair], Seen], came: int) -> tuple[float, float]:
    """Return how often a guess is right, and how often the commoner outcome is.

    What is guessed was the commoner outcome wherever the same was seen before.
    """
    random = Random(came)  # noqa: S311 - no secret
    outcomes = defaultdict[object, Counter[bool]](Counter)
    for found in pairs(random, came):
        outcomes[look(found)][found.newcomer > 0] += 1
    right = commoner = total = 0
    for found in pairs(random, came):
        worked = found.newcomer > 0
        likely = outcomes[look(found)].most_common(1)
        right += worked == (likely[0][0] if likely else False)
        commoner += not worked
        total += 1
    return right / total, commoner / total


def pairs(random: Random, came: int) -> Iterator[Pair]:
    """Yield many pairs of each size."""
    for size in SIZES:
        for _ in range(PAIRS):
            yield pair(random, size, came)


@pytest.mark.parametrize("came", [1, 10, 12])
def test_a_newcomer_is_hardly_guessed_better_than_by_the_commoner_outcome(came: int) -> None:
    """Alone, where the first answer stays; and among the ten with whom it changes."""
    right, commoner = guessed(by_rule, came)
    assert right <= commoner + BETTER


def test_of_one_newcomer_nothing_new_is_published() -> None:
    """Whatever the outcome."""
    random = Random(1)  # noqa: S311 - no secret
    for size in SIZES:
        found = pair(random, size, 1)
        first, second = publications([found.before, [*found.before, found.newcomer]])
        assert first == second


def test_from_exact_answers_a_newcomer_is_read_off_every_time() -> None:
    """So the attacker can."""
    assert guessed(exactly, 1)[0] == 1


def test_rounding_alone_is_not_enough() -> None:
    """Somebody who knows of all others learns it one time out of five."""
    right, commoner = guessed(rounded_alone, 1)
    assert right > commoner + BETTER
