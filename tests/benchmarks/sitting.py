"""The benchmark of a session: what one command takes in it, on a store of many journeys."""

import contextlib
import io
import time
from collections.abc import Iterator, Sequence
from random import Random
from statistics import median, quantiles
from typing import Any
from uuid import UUID

import typer
from typer.main import get_command

import journeys
from journeys import JourneyId, Journeys
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.main import app
from journeys.adapters.cli.session.context import DaySession
from journeys.adapters.cli.session.loop import carried_out
from journeys.adapters.cli.session.running import Runner
from journeys.domain.identity import Identity
from journeys.language import spoken
from tests.benchmarks.generated import varied
from tests.benchmarks.grounds import Ground, analyse
from tests.benchmarks.measuring import Row, row
from tests.invented import ANNA, BO, BY_BO, KEYS

MANY = 10_000  # journeys in the store
ON_DESK = 50  # of them on the desk of the one who types
LENGTH, OF_OTHERS = 30, 6  # entries of each that are there before, on the desk and elsewhere
LETTERS = "abdefghijklmnoprst"
TYPED = (
    "show",
    'talk --about "Vagterne"',
    'hope --words "Kolleger igen"',
    "timeline",
    'subgoal set --title "Bussen" --why "Frihed"',
    'success --words "Kom selv" --by Anna',
    "duties",
    "retract {newest} --why Forkert",
    "safety",
    "help undo",
)
"""What is typed of one citizen, after their name."""
WHOLE_DESK, DESK_EVERY = ("/all",), 10
"""Looked at once for so many citizens."""
ROUNDS = 30
LIMIT = 60.0  # milliseconds


def sitting(ground: Ground, many: int = MANY, rounds: int = ROUNDS) -> Iterator[Row]:
    """Yield the rows of `session`: p95 of each kind of command, beside the limit."""
    url = ground.new()
    with journeys.open(url, keys=KEYS) as walks:
        desk = _filled(walks, many)
        analyse(url)
        took = _typed(walks, desk, rounds)
    for name, times in took.items():
        print(f"    {name:48}{median(times):8.1f} {max(times):8.1f}")
    every = [each for times in took.values() for each in times]
    p95 = quantiles(every, n=20)[-1]
    yield row("session", ground.database, p95, LIMIT, p95 / LIMIT, unit="ms")


def _filled(walks: Journeys, many: int) -> list[str]:
    """Record the journeys, each of a person with a name; return the names on the desk."""
    random = Random(5)
    names = [f"{_word(nr)} {_word(nr % 97)}sen" for nr in range(many)]
    for first in range(0, many, 500):
        decisions = list[tuple[JourneyId, Any]]()
        people = dict[JourneyId, Identity]()
        for nr in range(first, min(first + 500, many)):
            responsible, length = (BO, LENGTH) if nr < ON_DESK else (ANNA, OF_OTHERS)
            opened, *later = varied()[nr % len(varied())][:length]
            events = [opened.model_copy(update={"responsible": responsible}), *later]
            journey = JourneyId(UUID(int=random.getrandbits(128)))
            decisions.append((journey, lambda _, events=events: events))
            people[journey] = Identity("reference", f"B-{nr}", names[nr])
        walks.record_all(decisions, BY_BO)
        with walks.store.writing() as transaction:
            for journey, identity in people.items():
                transaction.people.identify(journey, identity)
    return names[:ON_DESK]


def _word(number: int) -> str:
    """Return a word of four letters for a number."""
    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(4)]
    return "".join(letters).capitalize()


def _typed(walks: Journeys, desk: Sequence[str], rounds: int) -> dict[str, list[float]]:
    """Return by what was typed how many milliseconds each took, the first of all left out."""
    options = Session(None, BO, "caseworker", None, None, "keep", as_json=False, as_csv=False)
    run, root = DaySession.of(options, walks), get_command(app)
    started: Any = typer.Context(root, info_name="journeys")
    started.params = {"debug": False}
    runner, took = Runner(started, run), dict[str, list[float]]()
    with spoken("en"):
        for nr, name in enumerate((desk[-1], *desk[:rounds])):
            for line in (*WHOLE_DESK[nr % DESK_EVERY :], name, *TYPED, "/out"):
                citizen = run.day.citizen
                newest = max(run.day.recorded_on(citizen), default=1) if citizen else 1
                began = time.perf_counter()
                _quietly(line.format(newest=newest), runner, run)
                passed = 1000 * (time.perf_counter() - began)
                if name != desk[-1]:
                    took.setdefault("NAME" if line == name else line, []).append(passed)
    return took


def _quietly(line: str, runner: Runner, run: DaySession) -> None:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = carried_out(line, runner, run)
    assert code == 0, f"{line}: {said.getvalue()}"
