"""A rolling upgrade: processes of two versions on one store, as `docs/service.md` describes it."""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any
from uuid import UUID

import pytest

from tests.invented import KEYS
from tests.upgrading import process
from tests.upgrading.newer import NEXT, ROOT, make_newer

BOTH, KIND, FIELD = (str(UUID(int=nr)) for nr in (1, 2, 3))
"""The journeys that both versions work on, and those with a kind or a field that is new."""

UPGRADE = "was written by a newer version of journeys: upgrade this one"


INIT = """
import sys
from journeys.adapters.wiring import init
from journeys.keys import MasterKey
print(init(sys.argv[1], keys=MasterKey.parse(sys.argv[2])))
"""


class Refused(Exception):
    """What a process answered instead."""


class Process:
    """A process of one version, which has a store open."""

    def __init__(self, requests: IO[str], answers: IO[str]) -> None:
        self._requests = requests
        self._answers = answers
        self.version = self._answer()

    def ask(self, name: str, *arguments: str) -> Any:  # noqa: ANN401 - as JSON has it
        """Return what it did, by the functions of `process`. Raises Refused with its error."""
        self._requests.write(json.dumps([name, *arguments]) + "\n")
        self._requests.flush()
        return self._answer()

    def _answer(self) -> Any:  # noqa: ANN401 - as JSON has it
        answer = json.loads(self._answers.readline())
        if "error" in answer:
            raise Refused(f"{answer['error']}: {answer['says']}")
        return answer["done"]


@cache
def loaded(folder: Path) -> subprocess.Popen[str]:
    """Return what forks processes of the version in a folder, which it has loaded once."""
    started = subprocess.Popen(
        [sys.executable, process.__file__],
        env=os.environ | {"PYTHONPATH": str(folder)},
        stdin=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(started.communicate)
    return started


@contextmanager
def running(folder: Path, url: str) -> Iterator[Process]:
    """Yield a process of the version in a folder. Raises Refused where it cannot open the store."""
    started = loaded(folder)
    assert started.stdin is not None
    with TemporaryDirectory() as place:
        pipes = [Path(place, name) for name in ("requests", "answers")]
        for pipe in pipes:
            os.mkfifo(pipe)
        started.stdin.write(json.dumps([url, KEYS.text, *map(str, pipes)]) + "\n")
        started.stdin.flush()
        with ExitStack() as opened:
            requests, answers = pipes[0].open("w"), pipes[1].open()
            opened.callback(answers.close)
            opened.callback(answers.read)  # until the process has ended
            opened.callback(requests.close)
            yield Process(requests, answers)


@pytest.fixture(scope="module")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a newer version, on the same tables."""
    return make_newer(tmp_path_factory.mktemp("newer"))


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a newer version that has changed the tables, too."""
    return make_newer(tmp_path_factory.mktemp("changed"), schema=True)


def test_two_versions_work_on_one_store(database_url: str, newer: Path) -> None:
    """Each goes on with what it can read; the older says of the rest that it is to be upgraded."""
    with running(ROOT, database_url) as old, running(newer, database_url) as new:
        assert (old.version != NEXT, new.version) == (True, NEXT)

        # Both record what both know, on the same journeys, and each request is answered once.
        for walk in (BOTH, KIND, FIELD):
            assert old.ask("begin", walk) == new.ask("begin", walk) == ["journey-opened"]
        old.ask("hope", BOTH, "Et job", "r-1")
        new.ask("hope", BOTH, "En have", "r-2")
        for each in (old, new):
            each.ask("hope", BOTH, "Et job", "r-1")
            each.ask("hope", BOTH, "En have", "r-2")
            assert each.ask("history", BOTH) == ["journey-opened", "hope-stated", "hope-stated"]

        # The newer one records what only it knows; the older had both journeys in its memory.
        new.ask("dream", KIND)
        new.ask("shared", FIELD, "Ro")
        for walk in (KIND, FIELD):
            newer_entry = f"EntryNewer: Entry 2 of journey {walk} {UPGRADE}"
            for name, *words in (["history"], ["timeline"], ["hope", "Mere"]):
                with pytest.raises(Refused, match=newer_entry):
                    old.ask(name, walk, *words)

        # Nothing else stops.
        assert old.ask("hope", BOTH, "Flere timer") == ["hope-stated"]
        assert old.ask("listed") == sorted([BOTH, KIND, FIELD])
        assert old.ask("verify") == []
        assert old.ask("react") == 8
        for question in ("check", "rebuild"):
            set_aside = old.ask(question)
            assert set(set_aside) == {KIND, FIELD}
            assert all(UPGRADE in why for why in set_aside.values())

        # To the newer one nothing is missing, nor of its rows.
        assert len(new.ask("history", BOTH)) == 4
        assert new.ask("history", KIND) == ["journey-opened", "dream-dreamt"]
        assert new.ask("timeline", KIND)[-1] == "A dream was dreamt"
        assert new.ask("check") == {}
        assert new.ask("verify") == []

    # The older one does not come back; the newer one does.
    with pytest.raises(Refused, match=r"UnknownKind: .*dream-dreamt.*upgrade this one"):
        running(ROOT, database_url).__enter__()
    with running(newer, database_url) as new:
        assert new.ask("rebuild") == {}
        assert new.ask("listed") == sorted([BOTH, KIND, FIELD])


def test_a_process_that_is_open_goes_on_counting_when_the_tables_change(
    database_url: str, changed: Path
) -> None:
    """Until it is stopped; it does not open the store again."""
    with running(ROOT, database_url) as old:
        old.ask("begin", BOTH)
        with pytest.raises(Refused, match="SchemaOlder"):
            running(changed, database_url).__enter__()
        assert upgraded(changed, database_url) == "older"
        assert old.ask("counted") == 1

        # The database refuses what it would record, and each look: so nobody is shown.
        for name, *words in (["hope", "Et job"], ["history"], ["timeline"]):
            with pytest.raises(Refused, match="SchemaNewer"):
                old.ask(name, BOTH, *words)
        with pytest.raises(Refused, match="SchemaNewer"):
            old.ask("begin", FIELD)
        with running(changed, database_url) as new:
            new.ask("begin", KIND)
            new.ask("dream", KIND)
            assert old.ask("counted") == new.ask("counted") == 2
            set_aside = old.ask("check")
            assert (set(set_aside), UPGRADE in set_aside[KIND]) == ({KIND}, True)
            assert old.ask("verify") == new.ask("verify") == []
            assert new.ask("history", BOTH) == ["journey-opened"]
            assert new.ask("history", KIND) == ["journey-opened", "dream-dreamt"]
        with pytest.raises(Refused, match="SchemaNewer"):
            running(ROOT, database_url).__enter__()


def upgraded(folder: Path, url: str) -> str:
    """Bring the tables to those of the version in a folder; return what they were before."""
    done = subprocess.run(
        [sys.executable, "-c", INIT, url, KEYS.text],
        cwd=folder,  # Python looks there first
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout.strip()
