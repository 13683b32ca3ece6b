"""Bundles of a seal: written from a store, and checked by the script in them, by itself."""

import shutil
import subprocess
from pathlib import Path

from journeys import Journeys, verbs
from journeys.adapters.files.exports.bundle import VERIFIER, write_bundle
from tests.app.writers import erase
from tests.invented import BY_ANNA, FEB_1, WALK, looking, opened
from tests.moving import OTHER, check_alone, libraries, store, taken_in, taken_out, walk_on
from tests.sql.employed import FIRM, record_on_employer

LOGS = ("journeys", "access", "law", "store", "employers")
CPR, NAME, PURPOSE, REQUEST = (
    "010190-1234",
    "Solveig Vinterhave",
    "vielsestilladelse",
    "anmodning-7",
)
WORDS = "mælkebøttemark"


def bundled(walks: Journeys, folder: Path) -> Path:
    """Write the bundle of a store into this folder, and return it."""
    with walks.seal.bundle() as bundle:
        write_bundle(bundle, folder)
    return folder


def checked(
    libraries: Path, folder: Path, *more: str | Path, script: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the script in a bundle as its reader would, without this library."""
    there = script or folder / VERIFIER
    return check_alone(libraries, folder, *map(str, more), script=there)


def filled(walks: Journeys, origin: Journeys, folder: Path) -> None:
    """Let a store have something of everything: looks, law, names, requests, moves, erasures."""
    walks.seal.adopt_law()
    walk_on(origin)
    taken_in(walks, folder / "moving", taken_out(origin, folder / "moving"))
    opened(walks, OTHER)
    walks.persons.identify(OTHER, name=NAME, number=CPR, actor=BY_ANNA, purpose=PURPOSE)
    walks.decide(OTHER, verbs.state_hope, BY_ANNA, REQUEST, words=WORDS, on=FEB_1)
    walks.seen_by(BY_ANNA, PURPOSE).history(OTHER)
    looking(walks).history(WALK)
    for words in ("Lager", "Have"):
        record_on_employer(walks, FIRM, words)
    walks.decide(WALK, verbs.close_journey, BY_ANNA, reason="Flyttet", on=FEB_1)
    erase(walks, WALK)


def make_bundles(base: Path) -> None:
    """Fill a folder with bundles and checkpoints of one store, of a copy of it, and of another."""
    (base / "libraries").mkdir()
    libraries(base / "libraries")
    with store(f"sqlite:///{base / 'origin.db'}") as origin:
        with store(f"sqlite:///{base / 'ours.db'}", days=60) as ours:
            bundled(ours, base / "empty")
            filled(ours, origin, base)
            bundled(ours, base / "earlier")
            for log in (None, *LOGS):
                note = ours.seal.checkpoint(log)
                (base / f"kept-{log or 'all'}.txt").write_text(note, encoding="utf-8")
        bundled(origin, base / "theirs")
        (base / "kept-theirs.txt").write_text(origin.seal.checkpoint(), encoding="utf-8")
    shutil.copy(base / "ours.db", base / "copy.db")
    with store(f"sqlite:///{base / 'copy.db'}", days=61) as copy:
        for _ in range(2):
            copy.decide(
                OTHER, verbs.notice_small_success, BY_ANNA, words="Andet", noticed_by="b", on=FEB_1
            )
        bundled(copy, base / "forked")
        (base / "kept-forked.txt").write_text(copy.seal.checkpoint(), encoding="utf-8")
    with store(f"sqlite:///{base / 'ours.db'}", days=62) as ours:
        for words in ("Et", "To", "Tre"):
            ours.decide(OTHER, verbs.state_hope, BY_ANNA, words=words, on=FEB_1)
        looking(ours).history(OTHER)
        record_on_employer(ours, FIRM, "Køkken")
        bundled(ours, base / "whole")
        (base / "key.txt").write_text(ours.seal.key(), encoding="utf-8")
