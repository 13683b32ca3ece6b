"""Histories as they are: the lengths and turns of real paths, with the talk and the steps between.

The paths are those of the mvad and actcal sets where they are at hand, else of the same lengths,
drawn from the parameters below. What is said is invented, and as long as people say it.
"""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from random import Random
from uuid import UUID

from journeys import EducationId, JourneyId, Journeys, PlacementId, SubgoalId, events
from journeys.app.ports.log import Recording
from tests.invented import ANNA, BY_ANNA

DATA = Path(__file__).parents[3] / "shared" / "data"
STATES = ("employment", "training", "school", "FE", "HE", "joblessness")
SHARES = (30, 22, 18, 14, 7, 9)
"""How often a spell is of each state in mvad, of a hundred."""
MONTHS = (1, 2, 2, 3, 4, 6, 9, 12, 22, 30)
"""How long a spell lasts in mvad: the middle of each tenth of them."""
NUMBERS = (1, 2, 3, 3, 4, 6)
"""How many spells a path has, as often as here."""

LENGTHS = (8, 15, 22, 30, 38, 46, 58, 75)
"""Entries of a journey: 30 to 60 in a year, and most journeys are one to two years old."""
GAPS = (1, 3, 7, 7, 14, 14, 21, 35)
"""Days between two entries."""
VARIED = 400  # histories that differ; more journeys than that repeat them

WORDS = (
    "Tog bussen selv og kom i god tid til bageriet, og det gik meget bedre end sidste gang. "
    "Vi taler om, hvad der skal til, for at det også går på de dage, hvor det er svært. "
) * 4

Spells = list[tuple[str, int]]
"""A state and how many months it lasts, one after the other."""


@cache
def paths() -> tuple[Spells, ...]:
    """Return the real paths, or as many drawn ones where they are not at hand."""
    file = DATA / "mvad_spells.csv"
    if not file.exists():
        random = Random(1)
        return tuple(_drawn(random) for _ in range(VARIED))
    with file.open(encoding="utf-8", newline="") as lines:
        spells = csv.DictReader(lines)
        return tuple(
            [(spell["state"], int(spell["months"])) for spell in person]
            for _, person in groupby(spells, key=itemgetter("person"))
        )


def _drawn(random: Random) -> Spells:
    states = random.choices(STATES, SHARES, k=random.choice(NUMBERS))
    return [(state, random.choice(MONTHS)) for state in states]


def history(seed: int, length: int | None = None) -> list[events.Event]:
    """Return the events of an invented journey along a real path: always the same for a seed."""
    random = Random(seed)
    wanted = length or random.choice(LENGTHS)
    facts = list[events.Event]()
    for event in _walked(random, paths()[seed % len(paths())]):
        facts.append(event)
        if len(facts) == wanted:
            break
    return facts


def _walked(random: Random, path: Spells) -> Iterator[events.Event]:
    day = date(2019, 1, 7) + timedelta(days=random.randrange(365))
    yield events.JourneyOpened(on=day, municipality="621", basis="kontanthjælp", responsible=ANNA)
    while True:
        for state, months in path:
            until = day + timedelta(days=30 * months)
            begins, ends = _turn(random, state, day, until)
            yield begins
            while (day := day + timedelta(days=random.choice(GAPS))) < until:
                yield from _between(random, day)
            yield ends


def _turn(random: Random, state: str, day: date, until: date) -> tuple[events.Event, events.Event]:
    """Return what a state begins with, and what ends it."""
    thing = UUID(int=random.getrandbits(128))
    if state in ("employment", "training"):
        place = PlacementId(thing)
        kind = "småjob" if state == "employment" else "virksomhedspraktik"
        return (
            events.PlacementStarted(
                on=day, placement=place, placement_kind=kind, employer="Bageriet"
            ),
            events.PlacementEnded(
                on=until, placement=place, reason="Aftalt", learned="At møde til tiden"
            ),
        )
    if state in ("FE", "HE", "school"):
        study = EducationId(thing)
        return (
            events.EducationStarted(on=day, education=study, education_kind="videregående"),
            events.EducationEnded(on=until, education=study),
        )
    return (
        events.SupportBasisChanged(on=day, basis="sygedagpenge"),
        events.SupportBasisChanged(on=until, basis="kontanthjælp"),
    )


def _between(random: Random, day: date) -> Iterator[events.Event]:
    turn = random.random()
    words = WORDS[: random.randrange(120, len(WORDS))]
    if turn < 0.35:
        yield events.SmallSuccessNoticed(on=day, words=words, noticed_by=ANNA)
    elif turn < 0.65:
        yield events.DialogueHeld(on=day, about=words)
        yield events.FollowUpAgreed(on=day, due=day + timedelta(days=28))
    else:
        subgoal = SubgoalId(UUID(int=random.getrandbits(128)))
        yield events.SubgoalSet(on=day, subgoal=subgoal, title=words[:60], why=words)
        if turn < 0.85:
            yield events.SubgoalReached(on=day + timedelta(days=20), subgoal=subgoal, words=words)


@cache
def varied() -> tuple[list[events.Event], ...]:
    """Return histories that differ."""
    return tuple(map(history, range(VARIED)))


def fill(walks: Journeys, entries: int, seed: int = 0) -> int:
    """Record about so many entries in bulk, without rows; return how many."""
    random, done = Random(seed), 0
    while done < entries:
        recordings = [
            Recording(JourneyId(UUID(int=random.getrandbits(128))), 0, random.choice(varied()))
            for _ in range(min(100, 1 + (entries - done) // 40))
        ]
        with walks.store.writing() as transaction:
            transaction.log.append(recordings, BY_ANNA, None)
        done += sum(len(each.events) for each in recordings)
    return done
