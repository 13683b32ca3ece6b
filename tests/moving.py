"""Journeys that move: a store to come from, the folder in between, and its check by itself."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select, table, text

from journeys import Actor, Entry, JourneyId, Journeys, verbs
from journeys.adapters.files.exports.read import read_export
from journeys.adapters.files.exports.write import VERIFIER, write_export
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.moving import Export
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, MAR_1, WALK, opened
from tests.scenario import BOOK

LEADER = Actor("dorte.example", "manager")
AUDITOR = Actor("rie.example", "auditor")
OTHER = JourneyId(UUID(int=77))
PURPOSE = "flytning til kommunen"
BEGUN = datetime(2026, 1, 5, 8, tzinfo=UTC)

ALONE = """
import runpy, sys
sys.path.append(sys.argv[1])
sys.argv = sys.argv[2:]
try:
    runpy.run_path(sys.argv[0], run_name="__main__")
finally:
    assert not [name for name in sys.modules if name.split(".")[0] == "journeys"]
"""
"""Runs a script where nothing can be imported but the standard library and one folder."""


@contextmanager
def store(url: str, days: int = 0) -> Iterator[Journeys]:
    """Yield the journeys of a store, begun so many days later, whose clock goes by minutes."""
    ticks = iter(range(10_000))
    clock = lambda: BEGUN + timedelta(days, minutes=next(ticks))  # noqa: E731 - a clock is a function
    with open_journeys(url, keys=KEYS, book=BOOK, clock=clock) as walks:
        yield walks


def walk_on(walks: Journeys) -> None:
    """Let somebody's journey go on among others', with words of all kinds and a correction."""
    for nr, words in enumerate(["Et job", "Æblet \u2028 \N{SLIGHTLY SMILING FACE}", 'Sagt: "ja"']):
        opened(walks)
        opened(walks, JourneyId(UUID(int=100 + nr)))
        walks.decide(
            WALK,
            verbs.notice_small_success,
            BY_ANNA,
            f"r-{nr}",
            words=words,
            noticed_by=ANNA,
            on=FEB_1,
        )
    walks.retract(WALK, entry=2, why="Forkert dag", on=MAR_1, actor=BY_ANNA)


def export_of(walks: Journeys, journey: JourneyId = WALK) -> Export:
    """Return a journey with its proofs, as an auditor takes it out."""
    return walks.seen_by(AUDITOR, "revision").audit.export(journey)


def taken_out(walks: Journeys, folder: Path) -> str:
    """Export the journey into this folder, and return the key of the log."""
    export = export_of(walks)
    write_export(export, folder)
    return export.key


def taken_in(walks: Journeys, folder: Path, key: str) -> tuple[Entry, ...]:
    """Let the journey in this folder arrive."""
    return walks.moving.arrive(read_export(folder), key=key, actor=LEADER, purpose=PURPOSE)


def contents(walks: Journeys) -> dict[str, list[str]]:
    """Return every row of every table of a store."""
    with walks.store.reading() as transaction:
        connection = connection_of(transaction)
        return {
            name: sorted(map(str, connection.execute(select(text("*")).select_from(table(name)))))
            for name in inspect(connection).get_table_names()
        }


def placeless(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries without where they stand in their log."""
    return [entry._replace(position=0) for entry in entries]


def libraries(folder: Path) -> Path:
    """Return a folder from which `cryptography`, and nothing else, can be imported."""
    for name in ("cryptography", "_cffi_backend"):
        found = find_spec(name)
        assert found is not None
        module = Path(str(found.origin))
        whole = module.parent if found.submodule_search_locations else module
        (folder / whole.name).symlink_to(whole)
    return folder


def check_alone(
    libraries: Path, folder: Path, *more: str, script: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the check that lies in an export as its reader would, without this library."""
    said: Any = [str(libraries), str(script or folder / VERIFIER), str(folder), *more]
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", ALONE, *said],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
