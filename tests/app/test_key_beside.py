"""The key file beside a store: through links, as editors save it, and never under a lost store."""

import codecs
import os
import shutil
import signal
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from sqlalchemy import make_url

import journeys
from journeys.adapters import opening, unlocking, wiring
from journeys.adapters.files.master_key import key_from_environment, key_path
from journeys.adapters.sql.keys.keyring import Keyring
from journeys.adapters.wiring import init, rotate
from journeys.errors import KeyMissing, KeyWrong, StoreMissing
from journeys.keys import key_file
from tests.effort import tries
from tests.invented import FEB_1, KEYS, opened
from tests.processes import PROCESSES

NAMES = ("store.db", "store.db.key")


@pytest.fixture
def store(sqlite_url: str) -> Path:
    """Return the file of a store with one journey and its key beside it."""
    with journeys.open(sqlite_url) as walks:
        opened(walks)
    return Path(str(make_url(sqlite_url).database))


def linked(store: Path) -> Path:
    """Return a link in another folder to a link to the store."""
    folder = store.parent / "links"
    folder.mkdir()
    (folder / "first.db").symlink_to(store)
    (folder / "link.db").symlink_to("first.db")
    return folder / "link.db"


def journeys_in(file: Path) -> int | None:
    """Return how many journeys are in the store that is opened by this path."""
    with journeys.open(f"sqlite:///{file}", create=False) as walks:
        return walks.overview(on=FEB_1).journeys


def test_a_linked_store_finds_its_key_beside_the_file_that_the_link_leads_to(store: Path) -> None:
    """Rotating through the link changes that key, and nothing is made beside the link."""
    link = linked(store)
    assert journeys_in(link) == 1
    before = key_file(Path(f"{store}.key"))
    assert rotate(f"sqlite:///{link}")
    assert key_file(Path(f"{store}.key")) != before
    assert journeys_in(link) == journeys_in(store) == 1
    assert {each.name for each in link.parent.iterdir()} == {"first.db", "link.db"}


def test_a_key_beside_the_link_is_found_where_none_is_beside_the_file(store: Path) -> None:
    """Earlier versions made it there; it is rotated there, too."""
    link, key = linked(store), Path(f"{store}.key")
    key.rename(f"{link}.key")
    assert journeys_in(link) == 1
    with pytest.raises(KeyMissing):
        journeys_in(store)
    assert rotate(f"sqlite:///{link}")
    assert journeys_in(link) == 1
    assert not key.exists()


def test_the_key_beside_the_file_comes_before_one_beside_the_link(store: Path) -> None:
    """A link may have led elsewhere before."""
    link = linked(store)
    Path(f"{link}.key").write_text(KEYS.text, encoding="ascii")
    assert key_path(f"sqlite:///{link}") == Path(f"{store}.key")
    assert journeys_in(link) == 1


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["", "\n", "\r\n", "  \r\n\r\n", "\t "])
def test_a_key_is_read_as_an_editor_saves_it(store: Path, mark: str, end: str) -> None:
    """With a byte order mark, in two bytes a letter, with other line ends."""
    file = Path(f"{store}.key")
    text = f" {file.read_text(encoding='ascii').strip()}{end}"
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    file.write_bytes(marks.get(mark, b"") + text.encode(mark))
    assert journeys_in(store) == 1


@pytest.mark.parametrize("content", [b"", b"# my key\n", bytes(32), "Æ".encode(), b"x" * 44])
def test_what_is_no_key_is_said_with_its_place(store: Path, content: bytes) -> None:
    """The file, or the variable; and nothing of what stands there."""
    file = Path(f"{store}.key")
    file.write_bytes(content)
    with pytest.raises(KeyWrong, match=f"no master key, in {file}: one is 32 bytes"):
        journeys_in(store)
    with pytest.raises(KeyWrong, match="no master key, in JOURNEYS_MASTER_KEY: one"):
        key_from_environment({"JOURNEYS_MASTER_KEY": "nonsense"})


def test_a_key_file_that_is_a_pipe_is_not_waited_for(store: Path) -> None:
    """It is said to be no file."""
    file = Path(f"{store}.key")
    file.unlink()
    os.mkfifo(file, 0o600)
    with pytest.raises(KeyMissing, match="it is no file"):
        journeys_in(store)


@pytest.mark.parametrize("keys", [None, KEYS])
@pytest.mark.parametrize("left", [None, b""])
def test_no_store_is_begun_beside_the_key_of_one_that_was_lost(
    store: Path, keys: journeys.KeyProvider | None, left: bytes | None
) -> None:
    """Neither where the file is missing nor where it is empty, also with a key of the host's."""
    store.unlink()
    if left is not None:
        store.write_bytes(left)
    for make in (journeys.open, init):
        with pytest.raises(StoreMissing, match="restore the file from the backup"):
            make(f"sqlite:///{store}", keys=keys)
    assert store.exists() == (left is not None)
    Path(f"{store}.key").rename(store.with_name("old"))
    journeys.open(f"sqlite:///{store}", keys=keys).close()


def test_the_key_is_not_made_where_it_cannot_be_and_then_neither_is_the_store(
    empty_sqlite_url: str, tmp_path: Path
) -> None:
    """The link of the key leads into a folder that is not there, or the key is a folder."""
    key = tmp_path / "store.db.key"
    key.symlink_to(tmp_path / "no" / "key")
    with pytest.raises(KeyMissing, match="No key file can be made"):
        journeys.open(empty_sqlite_url)
    assert [each.name for each in tmp_path.iterdir()] == [key.name]
    key.unlink()
    key.mkdir()
    with pytest.raises(StoreMissing):
        journeys.open(empty_sqlite_url)
    assert [each.name for each in tmp_path.iterdir()] == [key.name]


def open_and_be_killed(url: str, at: str) -> None:
    """Open a new store, and be killed when this function of its making is called."""

    def killed(*_: object, **__: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if at == "create_secrets":
        Keyring.create_secrets = killed  # type: ignore[method-assign]
    elif at == "refuse_no_key_file":
        setattr(opening, at, killed)
    elif at == "upgrade":
        setattr(wiring, at, killed)
    else:
        setattr(unlocking, at, killed)
    journeys.open(url)


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("refuse_no_key_file", set()),
        ("upgrade", {"store.db"}),
        ("resolve_keys", {"store.db"}),
        ("create_secrets", {"store.db", "store.db.key"}),
        ("_checked", {"store.db", "store.db.key"}),
    ],
)
def test_a_process_killed_while_it_makes_a_store_leaves_one_that_can_be_made(
    empty_sqlite_url: str, tmp_path: Path, at: str, left: set[str]
) -> None:
    """Between the tables, the key and the secrets: reading makes nothing more, opening does."""
    process = PROCESSES.Process(target=open_and_be_killed, args=(empty_sqlite_url, at))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    found = {each.name for each in tmp_path.iterdir()}
    assert found & set(NAMES) == left
    if at != "_checked":
        with pytest.raises(StoreMissing, match="There is no store at"):
            journeys.open(empty_sqlite_url, create=False)
        assert ("store.db.key" in {each.name for each in tmp_path.iterdir()}) == (len(left) > 1)
    with journeys.open(empty_sqlite_url) as walks:
        opened(walks)
    assert journeys_in(tmp_path / "store.db") == 1


def open_at_once(url: str, start: Barrier, told: Connection) -> None:
    """Open a new store at the same moment as others, and tell what became of it."""
    start.wait()
    try:
        with journeys.open(url) as walks:
            told.send("empty" if walks.overview(on=FEB_1).journeys == 0 else "another")
    except Exception as error:  # noqa: BLE001 - the test names it
        told.send(repr(error))


def test_many_processes_begin_one_store_at_once(empty_sqlite_url: str, tmp_path: Path) -> None:
    """None of them takes the key that another has just made for that of a lost store."""
    for _ in range(tries(1, 10)):
        barrier, (ours, theirs) = PROCESSES.Barrier(8), PROCESSES.Pipe(duplex=False)
        started = [
            PROCESSES.Process(target=open_at_once, args=(empty_sqlite_url, barrier, theirs))
            for _ in range(8)
        ]
        for process in started:
            process.start()
        assert [ours.recv() for _ in started] == ["empty"] * 8
        for process in started:
            process.join()
        assert {each.name for each in tmp_path.iterdir()} == set(NAMES)
        for name in NAMES:
            (tmp_path / name).unlink()


def test_another_key_in_place_of_the_stores_own_is_still_refused(store: Path) -> None:
    """A store that is there is not lost, whatever its key."""
    Path(f"{store}.key").write_text(KEYS.text, encoding="ascii")
    with pytest.raises(KeyWrong):
        journeys_in(store)
    shutil.copy(store, store.with_name("copy.db"))
    with pytest.raises(KeyMissing):
        journeys_in(store.with_name("copy.db"))
