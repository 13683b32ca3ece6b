"""A process of one version: it has a store open, and does what it is told, a line each.

Run as a script, with the version's folder first on Python's path; it imports nothing of the tests.
It loads the version once, and forks for each store that is to be open.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

import journeys
import journeys.adapters.wiring
from journeys import Actor, Entry, JourneyId, Journeys, verbs
from journeys.errors import JourneysError
from journeys.keys import MasterKey

ANNA = Actor("anna.example", "caseworker")
DAY = date(2026, 1, 5)


def begin(store: Journeys, walk: JourneyId) -> list[str]:
    """Open a journey."""
    return kinds(
        store.decide(
            walk,
            verbs.open_journey,
            ANNA,
            f"begin {walk}",
            on=DAY,
            municipality="621",
            basis="kontanthjælp",
            responsible=ANNA.name,
        )
    )


def hope(store: Journeys, walk: JourneyId, words: str, request_id: str | None = None) -> list[str]:
    """Record a hope, which both versions know."""
    return kinds(store.decide(walk, verbs.state_hope, ANNA, request_id, on=DAY, words=words))


def shared(store: Journeys, walk: JourneyId, words: str) -> list[str]:
    """Record a hope with the field that only the newer version knows."""
    from journeys.events import HopeStated  # noqa: PLC0415 - the version's own

    event: Any = HopeStated
    new = event(on=DAY, words=words, shared_with="Ida")
    return kinds(store.record(walk, lambda _: [new], ANNA))


def dream(store: Journeys, walk: JourneyId) -> list[str]:
    """Record an event of the kind that only the newer version knows."""
    from journeys.domain.events import path  # noqa: PLC0415 - the version's own

    new = vars(path)["DreamDreamt"](on=DAY, words="At flyve")
    return kinds(store.record(walk, lambda _: [new], ANNA))


def history(store: Journeys, walk: JourneyId) -> list[str]:
    """Return the kinds of a journey's entries."""
    return kinds(store.seen_by(ANNA, "sagsbehandling").history(walk).entries)


def timeline(store: Journeys, walk: JourneyId) -> list[str]:
    """Return a journey's timeline, in professional words."""
    found = store.seen_by(ANNA, "sagsbehandling").timeline(walk)
    return [str(line.professional) for line in found.lines]


def counted(store: Journeys) -> int | None:
    """Return how many journeys there are, which looks at nobody."""
    return store.overview(on=DAY).journeys


def listed(store: Journeys) -> list[str]:
    """Return the journeys in a list of all."""
    cases = store.seen_by(ANNA, "sagsbehandling").caseload(on=DAY).cases
    return sorted(str(case.journey) for case in cases)


def check(store: Journeys) -> dict[str, str]:
    """Return what is wrong with the rows, by journey."""
    return {str(each.journey): each.what for each in store.maintenance.check()}


def rebuild(store: Journeys) -> dict[str, str]:
    """Rebuild the rows, and return who was set aside and why."""
    return dict(store.maintenance.rebuild().set_aside)


def verify(store: Journeys) -> list[str]:
    """Return what is wrong with the seal."""
    return [str(each.fault) for each in store.seal.verify() if each.fault]


def react(store: Journeys) -> int:
    """Return how many entries a reactor is called for."""
    return store.reactors.react("count", lambda _: None, since=0).delivered


def kinds(entries: tuple[Entry, ...]) -> list[str]:
    """Return the kinds of entries."""
    return [entry.event.kind for entry in entries]


ABOUT_ONE = (begin, hope, shared, dream, history, timeline)
ABOUT_ALL = (counted, listed, check, rebuild, verify, react)
DOES: dict[str, Callable[..., object]] = {each.__name__: each for each in (*ABOUT_ONE, *ABOUT_ALL)}


def main(url: str, key: str, requests: TextIO, answers: TextIO) -> None:
    """Open the store, say of which version this is, and do what every line of requests says."""

    def answer(found: dict[str, object]) -> None:
        print(json.dumps(found), file=answers, flush=True)

    try:
        work(url, key, requests, answer)
    except JourneysError as refused:
        answer({"error": type(refused).__name__, "says": str(refused)})


def work(url: str, key: str, requests: TextIO, answer: Callable[[dict[str, object]], None]) -> None:
    """Do the same. Raises JourneysError where the store cannot be opened."""
    with journeys.open(url, keys=MasterKey.parse(key)) as store:
        answer({"done": version("journeys")})
        for line in requests:
            name, *arguments = json.loads(line)
            if arguments and DOES[name] in ABOUT_ONE:
                arguments[0] = JourneyId(UUID(arguments[0]))
            try:
                answer({"done": DOES[name](store, *arguments)})
            except JourneysError as error:
                answer({"error": type(error).__name__, "says": str(error)})


def serve() -> None:
    """Fork for every line of stdin: it names a store, its key, and two pipes to talk over."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those that have ended
    for line in sys.stdin:
        url, key, requests, answers = json.loads(line)
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            with Path(requests).open() as asked, Path(answers).open("w") as answered:
                main(url, key, asked, answered)
            os._exit(0)


if __name__ == "__main__":
    serve()
