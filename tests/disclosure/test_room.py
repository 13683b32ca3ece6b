"""Room for work, read by somebody with a solver who knows every post and its places.

Who works there, an employer's neighbours see; how many do, a list of posts bounds from above. So a
count of people by kind of post, however it is rounded, is known more closely than other counts.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.masking import FEWEST, masked_room
from journeys.projections.employers.masked_room import OF_PEOPLE
from journeys.projections.employers.room import Room, RoomLine, room
from journeys.projections.employers.room_counts import RoomCount, RoomFigures, RoomOfDay
from journeys.projections.publication import rounded
from tests.disclosure.solver import UNDER_FIVE, Attacker, behind
from tests.effort import tries
from tests.scenario import BOOK

KINDS = ("småjob", "praktikplads", "fleksjob", "løntilskud")
FIRST = date(2026, 3, 30)
DAYS = tuple(FIRST + timedelta(days=each) for each in (0, 1, 2, 92, 93))
"""Neighbouring days of two quarters."""

People = Mapping[str, int]
Rule = Callable[[Room], Room]


def name(on: date, kind: str = "all") -> str:
    """Return the name of a count of people."""
    return f"{on}/{kind}"


def came(kind: str, on: date) -> str:
    """Return the name of how many came since the day before."""
    return f"{on}/{kind} came"


def went(kind: str, on: date) -> str:
    """Return the name of how many went since the day before."""
    return f"{on}/{kind} went"


def exact(on: date, places: Mapping[str, int], people: People) -> Room:
    """Return the exact room of a day: each kind has so many places, and so many people."""
    counts = {
        kind: RoomCount(posts=places[kind], places=places[kind], people=people[kind])
        for kind in KINDS
    }
    whole = RoomCount(places=sum(places.values()), people=sum(people.values()))
    day = RoomOfDay(on, whole, counts, {"privat": whole})
    return room(RoomFigures((day,), (), set_aside={}), BOOK, on)


def walk(random: Random) -> Sequence[tuple[Mapping[str, int], People]]:
    """Return on each day the places and the people: from one day to the next few come or go."""
    places = {kind: random.randint(1, 14) for kind in KINDS}
    people = {kind: random.randint(0, places[kind]) for kind in KINDS}
    found = []
    for _ in DAYS:
        found.append((places, people))
        people = {
            kind: min(max(n + random.choice((-1, 0, 0, 0, 1)), 0), places[kind])
            for kind, n in people.items()
        }
    return found


def reads(attacker: Attacker, view: Room, before: date | None) -> None:
    """Read what was published of a day, knowing the form: places, totals, and that few move."""
    on = view.on
    for line in view.day.by_post_kind:
        kind = line.of.code if line.of else ""
        if kind not in KINDS:
            continue
        attacker.knows(name(on, kind), (0, line.places or 0))
        if line.people is not None:
            attacker.knows(name(on, kind), published(line))
        if before is not None and (on - before).days == 1:
            for moved in (came(kind, on), went(kind, on)):
                attacker.knows(moved, (0, 1))
            attacker.knows_sum(
                {
                    name(before, kind): 1,
                    came(kind, on): 1,
                    went(kind, on): -1,
                    name(on, kind): -1,
                },
                (0, 0),
            )
    attacker.adds_up((name(on, kind) for kind in KINDS), name(on))
    if before is not None and (on - before).days == 1:
        for named in (came, went):
            attacker.adds_up((named(kind, on) for kind in KINDS), named("all", on))
    if view.day.whole.people is not None:
        attacker.knows(name(on), published(view.day.whole))


def published(line: RoomLine) -> tuple[float, float]:
    """Return the counts behind a published one: itself, where it was not rounded."""
    number = line.people or 0
    return behind(number) if number % 5 == 0 and number else (number, number)


def learnt(rule: Rule, seed: int) -> Mapping[str, tuple[float, float]]:
    """Return what is learnt: a count under five beyond its places, or that somebody moved."""
    attacker, names = Attacker(), list[str]()
    before = None
    possible: dict[str, tuple[float, float]] = {}
    for on, (places, people) in zip(DAYS, walk(Random(seed)), strict=True):  # noqa: S311
        reads(attacker, rule(exact(on, places, people)), before)
        names += [name(on, kind) for kind in KINDS if people[kind] < FEWEST]
        possible |= {name(on, kind): (0, min(places[kind], UNDER_FIVE[1])) for kind in KINDS}
        if before is not None and (on - before).days == 1:
            names += [each(kind, on) for kind in (*KINDS, "all") for each in (came, went)]
            possible |= {each("all", on): (0, len(KINDS)) for each in (came, went)}
        before = on
    return {
        each: (low, high)
        for each, (low, high) in attacker.bounds(names)
        if low > 0 or high < possible.get(each, (0, 1))[1]
    }


@settings(max_examples=tries(8, 300), deadline=None)
@given(st.integers(0, 2**32))
def test_nobodys_coming_or_going_is_learnt_from_what_leaves_the_house(seed: int) -> None:
    """Of neighbouring days, and of two quarters; nor is a count of few."""
    assert learnt(masked_room, seed) == {}


def rounded_people(view: Room) -> Room:
    """Publish people by kind to the nearest five, without a total: a rule that is not enough."""
    shown = masked_room(view)
    lines = tuple(
        line.model_copy(update={"people": rounded(before.people or 0)})
        for line, before in zip(shown.day.by_post_kind, view.day.by_post_kind, strict=True)
    )
    return shown.model_copy(update={"day": shown.day.model_copy(update={"by_post_kind": lines})})


def with_total(view: Room) -> Room:
    """Publish people of all kinds together, exactly, and of none alone."""
    shown = masked_room(view)
    whole = shown.day.whole.model_copy(update={"people": view.day.whole.people})
    return shown.model_copy(update={"day": shown.day.model_copy(update={"whole": whole})})


@pytest.mark.parametrize("rule", [rounded_people, with_total])
def test_by_each_weaker_rule_the_attacker_wins(rule: Rule) -> None:
    """So the solver can: with a rounded count of neighbouring days, or with a total."""
    assert any(learnt(rule, seed) for seed in range(10))


def test_of_a_kind_whose_places_are_all_taken_a_rounded_count_would_be_exact() -> None:
    """Five of five places is five, and ten of eight is eight: three came, and no other number."""
    attacker = Attacker()
    for quarter, places, number in (("spring", 5, 5), ("summer", 8, 10)):
        attacker.knows(quarter, behind(number))
        attacker.knows(quarter, (0, places))
    attacker.adds_up(["spring", "came"], "summer")
    assert dict(attacker.bounds(["came"])) == {"came": (3, 3)}


def test_hours_taken_would_be_those_of_one_person() -> None:
    """Of every kind whatever follows from who is in a post is left out, days free as well."""
    shown = masked_room(exact(FIRST, dict.fromkeys(KINDS, 20), dict.fromkeys(KINDS, 20)))
    lines = (shown.day.whole, *shown.day.by_post_kind, *shown.day.by_employer_kind)
    assert {getattr(line, count) for line in lines for count in OF_PEOPLE} == {None}
    assert shown.days_free.tasks is None
