"""What is left outside a store after everybody was read: no word, no name and no key."""

import base64
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from journeys import Journeys
from journeys.adapters.wiring import open_journeys
from journeys.domain.identity import Identity
from journeys.keys import MasterKey
from tests.invented import TODAY
from tests.population.country import RARE, settle
from tests.scenario import BOOK

NAME, NUMBER = "Opfundet Borgersen", "6102031234"
KEY = MasterKey(sha256(b"a key of one test").digest())
SOUGHT = [
    *(word.encode() for word in (*RARE, NAME, NUMBER)),
    KEY.secret,
    KEY.secret.hex().encode(),
    base64.b64encode(KEY.secret).rstrip(b"="),
    repr(KEY.secret).encode(),
]


class House:
    """A store, and a folder in which everything is that a process writes anywhere else."""

    def __init__(self, folder: Path, town: Journeys) -> None:
        self.folder = folder
        self.town = town
        self.opened = folder / "opened"
        self.opened.mkdir()

    def require_no_trace(self, printed: str = "") -> None:
        """Require that nothing sought stands in a file, opened or left, or was printed."""
        noted = [Path(each.read_text(encoding="utf-8")) for each in self.opened.iterdir()]
        assert noted, "no file was open"
        left = [each for each in self.folder.rglob("*") if each.is_file()]
        outside = [each for each in noted if each.is_file() and each.parent != self.folder.parent]
        for file in {*left, *outside}:
            content = file.read_bytes()
            assert not [each for each in SOUGHT if each in content], file
        assert not [each for each in SOUGHT if each in printed.encode()]


@pytest.fixture
def house(tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """Yield a town whose words and key stand nowhere else, and all that surrounds it."""
    folder = tmp_path / "around"
    folder.mkdir()
    for variable in ("TMPDIR", "HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(variable, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(folder)
    with open_journeys(sqlite_url, keys=KEY, book=BOOK, today=lambda: TODAY) as town:
        first, *_ = settle(town, 1, 12)
        with town.store.writing() as transaction:
            transaction.people.identify(first, Identity("cpr", NUMBER, NAME))
        yield House(folder, town)
