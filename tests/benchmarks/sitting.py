"""The benchmark of a session: what one command takes in it, on a store of many journeys."""

import contextlib
import gc
import io
import time
from collections.abc import Iterator, Mapping, Sequence
from math import ceil
from random import Random
from statistics import median
from typing import Any, NamedTuple
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
from journeys.app.ports.log import Recording
from journeys.domain.identity import Identity
from journeys.language import spoken
from tests.benchmarks.generated import varied
from tests.benchmarks.grounds import Ground, analyse
from tests.benchmarks.measuring import Row, row, say
from tests.invented import ANNA, BO, BY_BO, KEYS

MANY = 10_000  # journeys in the store
ON_DESK = 50  # of them on the desk of the one who types
BATCH = 500  # journeys stored in one transaction
NAMED_EVERY = 50  # of the others: a search by name is not measured, and each takes ten statements
LENGTH, OF_OTHERS = 30, 4  # entries of each that are there before, on the desk and elsewhere
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
WHOLE_DESK, DESK_EVERY = ("/all",), 5
"""Looked at once for so many citizens."""
LEAVE = "/out"
ROUNDS = 30
LIMIT = 60.0  # milliseconds


class Took(NamedTuple):
    """How long a command took, in milliseconds."""

    wall: float
    """What somebody waits for."""
    cpu: float
    """What this process worked meanwhile: less depends on what else runs on the machine."""


def sitting(ground: Ground, many: int = MANY, rounds: int = ROUNDS) -> Iterator[Row]:
    """Yield the rows of `session`: p95 of all commands beside the limit; say that of each kind."""
    url = ground.new()
    with journeys.open(url, keys=KEYS) as walks:
        desk = _filled(walks, many)
    analyse(url)
    gc.collect()  # what filled the store is not the session's
    with journeys.open(url, keys=KEYS) as walks:
        took = _typed(walks, desk, rounds)
    say(f"    {'milliseconds':48}{'median':>8}{'p95':>8}{'CPU':>8}{'p95':>8}")
    for name, times in took.items():
        figures = (f"{each:8.1f}" for side in zip(*times, strict=True) for each in _figures(side))
        say(f"    {name:48}{''.join(figures)}")
    every = [each for times in took.values() for each in times]
    for name, side in (("session", 0), ("session, CPU alone", 1)):
        _, p95 = _figures([each[side] for each in every])
        yield row(name, ground.database, p95, LIMIT, p95 / LIMIT, unit="ms")


def _figures(times: Sequence[float]) -> tuple[float, float]:
    """Return the median and the p95."""
    return median(times), sorted(times)[ceil(0.95 * len(times)) - 1]


def _filled(walks: Journeys, many: int) -> list[str]:
    """Store the journeys, and who some are about; return the names on the desk.

    All on the desk have a name, and some of the others.
    """
    random = Random(5)
    names = [f"{_word(nr)} {_word(nr % 97)}sen" for nr in range(many)]
    for first in range(0, many, BATCH):
        recordings, people = list[Recording](), dict[JourneyId, Identity]()
        for nr in range(first, min(first + BATCH, many)):
            responsible, length = (BO, LENGTH) if nr < ON_DESK else (ANNA, OF_OTHERS)
            opened, *later = varied()[nr % len(varied())][:length]
            events = [opened.model_copy(update={"responsible": responsible}), *later]
            journey = JourneyId(UUID(int=random.getrandbits(128)))
            recordings.append(Recording(journey, 0, events))
            if nr < ON_DESK or nr % NAMED_EVERY == 0:
                people[journey] = Identity("reference", f"B-{nr}", names[nr])
        _stored(walks, recordings, people)
    return names[:ON_DESK]


def _stored(
    walks: Journeys, recordings: Sequence[Recording], people: Mapping[JourneyId, Identity]
) -> None:
    """Append to the log, with rows and identities: no verb is asked, that would take as long."""
    with walks.store.writing() as transaction:
        log, ids = transaction.log, [each.stream for each in recordings]
        log.prefetch(ids)
        log.append(recordings, BY_BO, None)
        transaction.rows.add({each: log.load_to_decide(each) for each in ids}, walks.book)
        for journey, identity in people.items():
            transaction.people.identify(journey, identity)


def _word(number: int) -> str:
    """Return a word of four letters for a number."""
    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(4)]
    return "".join(letters).capitalize()


def _typed(walks: Journeys, desk: Sequence[str], rounds: int) -> dict[str, list[Took]]:
    """Return by what was typed how long each took, without those of the first citizen."""
    options = Session(None, BO, "caseworker", None, None, "keep", as_json=False, as_csv=False)
    run, root = DaySession.of(options, walks), get_command(app)
    started: Any = typer.Context(root, info_name="journeys")
    started.params = {"debug": False}
    runner, took = Runner(started, run), dict[str, list[Took]]()
    with spoken("en"):
        for nr, name in enumerate(desk[: rounds + 1]):
            for line in (*WHOLE_DESK[nr % DESK_EVERY :], name, *TYPED):
                citizen = run.day.citizen
                newest = max(run.day.recorded_on(citizen), default=1) if citizen else 1
                passed = _carried_out(line.format(newest=newest), runner, run)
                if nr:
                    took.setdefault("NAME" if line == name else line, []).append(passed)
            _carried_out(LEAVE, runner, run)
    return took


def _carried_out(line: str, runner: Runner, run: DaySession) -> Took:
    """Type a line, and return how long it took; what it says is not shown."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        began, began_cpu = time.perf_counter(), time.process_time()
        code = carried_out(line, runner, run)
        took = Took(1000 * (time.perf_counter() - began), 1000 * (time.process_time() - began_cpu))
    assert code == 0, f"{line}: {said.getvalue()}"
    return took
