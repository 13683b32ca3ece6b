"""A backup is one state of the store; what is restored from it is proved, and nobody comes back."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import make_url

from journeys import Journeys, verbs
from journeys.adapters.backing_up import back_up
from journeys.adapters.files.backups import digest_of
from journeys.adapters.files.erasure_list import line_of
from journeys.adapters.restoring import Asked, restore
from journeys.adapters.sql.database.connections import connect
from journeys.adapters.sql.database.copying import shown_address
from journeys.adapters.wiring import open_journeys
from journeys.employers import EmployerId
from journeys.errors import Erased, InputUnreadable, KeyWrong, Refused, StoreUnreachable
from journeys.keys import MasterKey
from tests.app.drills import (
    CITIZENS,
    HAS_TOOLS,
    LEADER,
    NAME,
    WORDS,
    Place,
    backed_up,
    database_of,
    erase,
    names,
    store_at,
    walked,
)
from tests.app.rows import every_value, stored_rows
from tests.invented import BY_ANNA, FEB_1, KEYS, OPENED
from tests.scenario import BOOK
from tests.sql.employed import FIRM, record_on_employer

SHE, OTHER, LATER = CITIZENS[:3]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    """Return the folder in which lists of erasures are kept."""
    (tmp_path / "lists").mkdir()
    return tmp_path / "lists"


@pytest.fixture
def walks(database_url: str, lists: Path) -> Iterator[Journeys]:
    """Yield a store in which two journeys were walked and closed."""
    if database_of(database_url) is None and not HAS_TOOLS:
        pytest.skip("pg_dump and pg_restore are not here, so the commands cannot be run")
    with store_at(database_url, lists) as opened:
        for each in (SHE, OTHER):
            walked(opened, each)
        yield opened


@pytest.fixture
def there(request: pytest.FixtureRequest, database_url: str, lists: Path, tmp_path: Path) -> Place:
    """Return another place of the same kind, where no store is."""
    if database_of(database_url) is None:
        return Place(request.getfixturevalue("empty_postgresql_url"), lists)
    (tmp_path / "there").mkdir()
    return Place(f"sqlite:///{tmp_path / 'there' / 'store.db'}", lists)


def refused(code: str, act: Callable[[], object]) -> Refused:
    """Require that something is refused, by this code."""
    with pytest.raises(Refused) as found:
        act()
    assert found.value.code == code, found.value
    return found.value


def test_what_is_restored_is_what_was_backed_up(
    walks: Journeys, there: Place, tmp_path: Path
) -> None:
    """Every row is the same, each log holds against the checkpoint, and recording goes on."""
    held, rows = walks.seal.checkpoint(), stored_rows(walks)
    folder = backed_up(walks, tmp_path / "copy")
    restored = there.restored(folder, Asked([held]))
    assert (restored.lost, restored.erased, restored.all_erasures_known) == ({}, 0, True)
    with store_at(*there) as again:
        assert stored_rows(again) == rows
        assert not any(each.fault for each in again.seal.verify([held]))
        assert not list(again.maintenance.check())
        assert names(again) == dict.fromkeys((SHE, OTHER), NAME)
        walked(again, LATER)
        assert not any(each.fault for each in again.seal.verify([held]))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_is_for_its_owner_alone_and_holds_no_key(walks: Journeys, tmp_path: Path) -> None:
    """Neither the key nor the list of erasures is in it, and no word is in the clear."""
    folder = backed_up(walks, tmp_path / "copy")
    assert folder.stat().st_mode & 0o777 == 0o700
    files = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert files.keys() > {"README.txt", "checkpoint.txt", "manifest.json"}
    for secret in (KEYS.secret, KEYS.text.encode(), NAME.encode(), WORDS.encode()):
        assert not any(secret in each for each in files.values())
    assert files["checkpoint.txt"].decode() == json.loads(files["manifest.json"])["checkpoint"]


def test_somebody_who_was_erased_since_does_not_come_back(
    walks: Journeys, there: Place, database_url: str, tmp_path: Path
) -> None:
    """Of her nothing is left; the receipt says who erased her, and nothing new was decided."""
    folder = backed_up(walks, tmp_path / "copy")
    erase(walks, SHE)
    held, receipt = walks.seal.checkpoint(), walks.persons.receipt(SHE)
    refused("entries-lost", lambda: there.restored(folder, Asked([held])))
    restored = there.restored(folder, Asked([held], accept_loss=True))
    assert (restored.lost, restored.erased) == ({"journeys": 1}, 1)
    with store_at(*there) as again:
        with pytest.raises(Erased):
            again.seen_by(BY_ANNA, "sagsbehandling").milestones(SHE)
        now = again.persons.receipt(SHE)
        assert now is not None
        assert receipt is not None
        assert now[:6] == receipt[:6]
        assert names(again) == {OTHER: NAME}
        assert again.maintenance.rebuild().journeys == 1
        assert not any(each.fault for each in again.seal.verify())
    values = b"\n".join(every_value(there.url))
    assert values.count(str(SHE).encode()) > 0
    assert database_of(there.url) is None or NAME.encode() not in values
    assert make_url(there.url) != make_url(database_url)


def test_a_list_that_does_not_reach_the_checkpoint_is_not_enough(
    walks: Journeys, there: Place, lists: Path, tmp_path: Path
) -> None:
    """One that somebody kept elsewhere is, and an empty one says that none is known."""
    folder = backed_up(walks, tmp_path / "copy")
    erase(walks, SHE)
    held, elsewhere, empty = walks.seal.checkpoint(), tmp_path / "elsewhere", tmp_path / "empty"
    elsewhere.write_text(line_of(walks.seal.erasures()))
    empty.touch()
    (kept,) = lists.iterdir()
    lines = kept.read_text().splitlines(keepends=True)
    kept.write_text("".join(lines[:1]) + lines[1][:40])
    asked = Asked([held], accept_loss=True)
    found = refused("erasures-unknown", lambda: there.restored(folder, asked))
    assert found.basis == "GDPR art. 17"
    unlisted = Place(there.url, None)
    assert "no list of erasures is kept" in str(
        refused("erasures-unknown", lambda: unlisted.restored(folder, asked))
    ) or database_of(there.url)
    restored = there.restored(folder, asked._replace(erasures=elsewhere))
    assert (restored.erased, restored.all_erasures_known) == (1, True)
    carried = kept.read_text()
    assert line_of(json.loads(elsewhere.read_text())["note"]) in carried
    assert carried.startswith(lines[0])


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_checkpoint_of_one_log_does_not_say_how_far_erasures_must_be_known(
    walks: Journeys, there: Place, lists: Path, tmp_path: Path
) -> None:
    """The list was put back to where the backup was made, and nothing tells of her erasure."""
    folder = backed_up(walks, tmp_path / "copy")
    (kept,) = lists.iterdir()
    older = kept.read_bytes()
    erase(walks, SHE)
    walks.seen_by(BY_ANNA, "sagsbehandling").milestones(OTHER)
    for log in ("access", "journeys"):
        held = walks.seal.checkpoint(log)
        kept.write_bytes(older)
        asked = Asked([held], accept_loss=True)
        refused("erasures-unknown", partial(there.restored, folder, asked))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_a_store_lost_is_no_part_of_the_way_that_it_went_instead(
    walks: Journeys, there: Place, lists: Path, tmp_path: Path
) -> None:
    """Lines were cut so that the positions of a lost way lead past her erasure.

    The backup is held to a checkpoint of the store that was restored from it once before: what a
    restore itself records, as the law in use, is not what was recorded there.
    """
    folder = backed_up(walks, tmp_path / "copy")
    walked(walks, LATER)
    there.restored(folder, Asked([walks.seal.checkpoint()], accept_loss=True))
    with store_at(*there) as again:
        erase(again, SHE)
        again.record_all([(CITIZENS[3], lambda _: [OPENED])], BY_ANNA)
        again.decide(CITIZENS[3], verbs.state_hope, BY_ANNA, words=WORDS, on=FEB_1)
        again.seal.checkpoint()
        walked(again, CITIZENS[4])
        asked = Asked([again.seal.checkpoint()], accept_loss=True)
    (kept,) = lists.iterdir()
    whole = kept.read_text().splitlines(keepends=True)
    first, lost, *_, last = whole
    kept.write_text(first + lost + last)
    place = Place(f"sqlite:///{tmp_path / 'third.db'}", lists)
    refused("erasures-unknown", lambda: place.restored(folder, asked))
    kept.write_text("".join(whole))
    restored = place.restored(folder, asked)
    assert (restored.erased, restored.all_erasures_known) == (1, True)
    assert f"\nlaw {restored.entries['law']} " in (folder / "checkpoint.txt").read_text()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_with_an_empty_list_it_says_that_nobody_can_tell(
    walks: Journeys, there: Place, tmp_path: Path
) -> None:
    """It is somebody's own word, and the answer does not hide it."""
    held, folder = walks.seal.checkpoint(), backed_up(walks, tmp_path / "copy")
    (tmp_path / "empty").touch()
    (tmp_path / "none").mkdir()
    place = there._replace(lists=tmp_path / "none")
    restored = place.restored(folder, Asked([held], tmp_path / "empty"))
    assert (restored.erased, restored.all_erasures_known) == (0, False)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_line_that_the_store_did_not_sign_is_refused(
    walks: Journeys, there: Place, tmp_path: Path
) -> None:
    """Whether somebody took an erasure out of it, or it is another store's."""
    held, folder = walks.seal.checkpoint(), backed_up(walks, tmp_path / "copy")
    erase(walks, SHE)
    signed = walks.seal.erasures()
    without = "".join(each for each in signed.splitlines(keepends=True) if "erased " not in each)
    for forged in (
        line_of(without),
        line_of(held),
        "[]\n",
        "{\n",
        '{"note": 7}\n',
        "[" * 9999 + "\n",
    ):
        (tmp_path / "forged").write_text(forged)
        with pytest.raises(InputUnreadable, match="line 1"):
            there.restored(folder, Asked([held], tmp_path / "forged"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_employer_that_was_erased_since_does_not_come_back(
    walks: Journeys, there: Place, tmp_path: Path
) -> None:
    """Nor does what was recorded on it."""
    record_on_employer(walks, FIRM, WORDS)
    folder = backed_up(walks, tmp_path / "copy")
    walks.employers.erase(EmployerId(FIRM), actor=LEADER, why="Lukket")
    assert [each.fault for each in walks.seal.verify() if each.fault] == []
    asked = Asked([walks.seal.checkpoint()], accept_loss=True)
    restored = there.restored(folder, asked)
    assert (restored.lost, restored.erased) == ({"employers": 1}, 1)
    with store_at(*there) as again:
        assert again.employers.receipt(EmployerId(FIRM)) is not None
        assert [each.fault for each in again.seal.verify() if each.fault] == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_somebody_who_moved_here_and_was_erased_is_not_brought_again(
    walks: Journeys, there: Place, sqlite_url: str, tmp_path: Path
) -> None:
    """The backup never had them, and their journey lies in a folder of the one who sent it."""
    with store_at(f"{sqlite_url}-origin", None) as origin:
        walked(origin, LATER)
        export = origin.seen_by(LEADER, "flytning").audit.export(LATER)
        key = origin.seal.key()
    folder = backed_up(walks, tmp_path / "copy")

    def bring(to: Journeys) -> None:
        to.moving.arrive(export, key=key, actor=LEADER, purpose="flytning")

    bring(walks)
    record_on_employer(walks, FIRM, WORDS)
    erase(walks, LATER)
    walks.employers.erase(EmployerId(FIRM), actor=LEADER, why="Lukket")
    receipt = walks.persons.receipt(LATER)
    asked = Asked([walks.seal.checkpoint()], accept_loss=True)
    assert there.restored(folder, asked).erased == 2
    with store_at(*there) as again:
        refused("journey-erased", lambda: bring(again))
        now = again.persons.receipt(LATER)
        assert receipt is not None
        assert now is not None
        assert (now.erasure, now.actor, now.gone.entries) == (receipt.erasure, receipt.actor, 0)
        assert again.employers.receipt(EmployerId(FIRM)) is not None
        with pytest.raises(Erased):
            again.seen_by(BY_ANNA, "sagsbehandling").milestones(LATER)
        assert not any(each.fault for each in again.seal.verify())
        assert not list(again.maintenance.check())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_an_older_backup_it_says_what_is_lost_and_of_an_altered_one_that_it_is(
    walks: Journeys, there: Place, tmp_path: Path
) -> None:
    """Of each log by count; what the backup has is held to the checkpoint all the same."""
    folder = backed_up(walks, tmp_path / "copy")
    before = walks.seal.checkpoint()
    walked(walks, LATER)
    after = walks.seal.checkpoint()
    lost = refused("entries-lost", lambda: there.restored(folder, Asked([before, after])))
    assert "journeys 3, " in str(lost)
    assert "--accept-loss" in str(lost)
    again = there.restored(folder, Asked([before, after], accept_loss=True))
    assert again.lost.keys() >= {"journeys", "access", "store"}
    assert again.entries["journeys"] == 6


def test_a_checkpoint_of_another_store_and_another_key_restore_nothing(
    walks: Journeys, there: Place, tmp_path: Path
) -> None:
    """Nothing is left where the store was to be."""
    held, folder = walks.seal.checkpoint(), backed_up(walks, tmp_path / "copy")
    with open_journeys(f"sqlite:///{tmp_path / 'other.db'}", keys=KEYS) as other:
        foreign = other.seal.checkpoint()
    with pytest.raises(InputUnreadable):
        there.restored(folder, Asked([held, foreign]))
    with pytest.raises(KeyWrong):
        restore(there.url, folder, Asked([held]), keys=MasterKey.new(), erasures=there.lists)
    file = database_of(there.url)
    assert file is None or not list(file.parent.iterdir())
    there.restored(folder, Asked([held]))
    refused("store-there", lambda: there.restored(folder, Asked([held])))


def altered(folder: Path, change: str) -> None:
    """Alter the copy in a backup behind the library's back, and its digest with it, where asked."""
    with closing(sqlite3.connect(folder / "store.db")) as copy:
        copy.execute("DROP TRIGGER IF EXISTS journeys_events_refuse_update")
        copy.execute("UPDATE journeys_events SET body = zeroblob(64) WHERE position = 3")
        copy.commit()
    if change != "copy":
        file = folder / "manifest.json"
        manifest = json.loads(file.read_text())
        manifest["sha256"] = digest_of(folder / "store.db")
        if change == "unsigned":
            manifest["checkpoint"] = (
                manifest["checkpoint"].partition("copy sha256")[0] + "\n— a b\n"
            )
        file.write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change", "error"), [("copy", Refused), ("digest", Refused), ("unsigned", InputUnreadable)]
)
def test_a_copy_that_was_altered_is_refused(
    sqlite_url: str, tmp_path: Path, change: str, error: type[Exception]
) -> None:
    """Also one whose digest was altered with it, as the store signed that."""
    with store_at(sqlite_url, tmp_path) as walks:
        walked(walks, SHE)
        held, folder = walks.seal.checkpoint(), backed_up(walks, tmp_path / "copy")
    altered(folder, change)
    place = Place(f"sqlite:///{tmp_path / 'there.db'}", tmp_path)
    with pytest.raises(error) as found:
        place.restored(folder, Asked([held]))
    assert error is InputUnreadable or "altered" in str(found.value)
    assert not (tmp_path / "there.db").exists()


def test_what_the_store_itself_signed_is_held_to_the_checkpoint_that_others_have(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Somebody with the master key wrote another history; who holds a checkpoint sees it."""
    with store_at(sqlite_url, tmp_path) as walks:
        walked(walks, SHE)
    pattern = tmp_path / "pattern.db"
    shutil.copy(str(database_of(sqlite_url)), pattern)
    with store_at(sqlite_url, tmp_path) as walks:
        walked(walks, OTHER)
        held = walks.seal.checkpoint()
    with store_at(f"sqlite:///{pattern}", tmp_path) as forged:
        walked(forged, LATER)
        folder = backed_up(forged, tmp_path / "copy")
    place = Place(f"sqlite:///{tmp_path / 'there.db'}", tmp_path)
    found = refused("backup-not-proved", lambda: place.restored(folder, Asked([held])))
    assert "The log journeys of this backup is not what was sealed" in str(found)


def test_a_store_is_not_backed_up_beside_its_key(tmp_path: Path) -> None:
    """Nor beside its list of erasures, nor into the folder above either."""
    for name in ("key", "lists"):
        (tmp_path / name).mkdir()
    url = f"sqlite:///{tmp_path / 'key' / 'store.db'}"
    with open_journeys(url, book=BOOK, erasures=tmp_path / "lists") as walks:
        for folder in (tmp_path / "key", tmp_path / "lists", tmp_path):
            found = refused("backup-beside-key", partial(back_up, walks, folder))
            assert found.basis == "GDPR art. 32"
        refused("folder-not-empty", lambda: back_up(walks, Path(__file__).parent))


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_nothing_is_restored_over_a_store_or_beside_what_is_left_of_one(
    sqlite_url: str, tmp_path: Path, end: str
) -> None:
    """SQLite would read a journal that was left as part of the file beside it."""
    with store_at(sqlite_url, tmp_path) as walks:
        held, folder = walks.seal.checkpoint(), backed_up(walks, tmp_path / "copy")
    left = tmp_path / f"there.db{end}"
    left.write_bytes(b"of another")
    place = Place(f"sqlite:///{tmp_path / 'there.db'}", tmp_path)
    refused("store-there", lambda: place.restored(folder, Asked([held])))
    assert left.read_bytes() == b"of another"
    assert not list(tmp_path.glob("*.draft-*"))
    left.unlink()
    (tmp_path / "there.db").touch()
    assert place.restored(folder, Asked([held])).erased == 0


def test_nobody_is_erased_where_the_list_cannot_be_written(sqlite_url: str, tmp_path: Path) -> None:
    """A checkpoint is made all the same: it only does not bring the list as far."""
    with store_at(sqlite_url, tmp_path / "missing") as walks:
        walked(walks, SHE)
        with pytest.raises(StoreUnreachable, match="The list of erasures cannot be written"):
            erase(walks, SHE)
        assert names(walks) == {SHE: NAME}
        assert walks.seal.checkpoint()


def test_a_dry_run_and_a_transaction_of_the_hosts_write_no_list(
    sqlite_url: str, tmp_path: Path
) -> None:
    """What may be rolled back is not put on the list; the next act of the store's own puts it."""
    (tmp_path / "lists").mkdir()
    with store_at(sqlite_url, tmp_path / "lists") as walks:
        walked(walks, SHE)
        erase(walks.rehearsing(), SHE)
        engine = connect(sqlite_url)
        with engine.begin() as connection:
            erase(walks.joining(connection), SHE)
        engine.dispose()
        assert not list((tmp_path / "lists").iterdir())
        walks.seal.checkpoint()
        (kept,) = (tmp_path / "lists").iterdir()
        assert str(SHE) in kept.read_text()
        assert kept.stat().st_mode & 0o777 == 0o600


def test_what_is_no_backup_is_none(sqlite_url: str, tmp_path: Path) -> None:
    """It is read as what it is, whatever stands in it."""
    nonsense = ["", "[]", "{}", "{", "[" * 9999, '{"format": "v2"}', '"\ud800"', "NaN", "null"]
    for said in nonsense:
        (tmp_path / "manifest.json").write_bytes(said.encode("utf-8", "surrogatepass"))
        for folder in (tmp_path, tmp_path / "missing"):
            with pytest.raises(InputUnreadable) as none:
                restore(sqlite_url, folder, Asked([]), keys=KEYS)
            assert ("holds no backup" in str(none.value)) is (folder != tmp_path)


def test_no_password_stands_in_what_is_said_to_be_run() -> None:
    """PostgreSQL's own tools ask for it, or read it from where they keep it."""
    url = make_url("postgresql://bo:hemmelig@db.example:5433/k?sslmode=require&password=ogsaa")
    shown = shown_address(connect(url))
    assert shown == "'postgresql://bo@db.example:5433/k?sslmode=require'"
