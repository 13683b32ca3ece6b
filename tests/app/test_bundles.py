"""A bundle shows that nothing was altered, and shows nobody; the database stays in the house."""

import stat
import tracemalloc
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import md5, sha1, sha256
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import text

from journeys import Journeys, verbs
from journeys.adapters.files.exports import bundle as bundles
from journeys.adapters.files.exports.bundle import write_bundle
from journeys.adapters.files.exports.verify_bundle import verify
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.bundles import Bundle, BundledLog
from journeys.errors import BrokenHistory, Refused
from tests.connections import connection_of
from tests.files.bundles import (
    CPR,
    LOGS,
    NAME,
    PURPOSE,
    REQUEST,
    WORDS,
    bundled,
    checked,
    filled,
)
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, WALK, opened
from tests.moving import LEADER, OTHER, libraries, store
from tests.scenario import BOOK
from tests.sql.attacked import drop_guards

SECRETS = (
    *(CPR, CPR.replace("-", ""), NAME, *NAME.split(), WORDS, PURPOSE, "sagsbehandling"),
    *(REQUEST, f"erase {WALK}", ANNA, LEADER.name, "kontanthjælp", "Tiden er gået", "Kassation"),
    *(str(WALK), str(OTHER), "hope-stated", "journey-opened", "caseworker", "manager"),
)
"""Everything of anybody that a store of these tests holds, in the clear or not."""


@pytest.fixture
def origin(origin_url: str) -> Iterator[Journeys]:
    """Yield the journeys of the store that somebody leaves."""
    with store(origin_url) as walks:
        yield walks


def verified(walks: Journeys, folder: Path, *before: Path) -> list[str]:
    """Return what the script says of a bundle, by the key of the store."""
    return verify(folder, walks.seal.key(), [], list(before))


def forms(secret: str) -> Iterator[bytes]:
    """Yield what a secret looks like in other encodings, and the hashes that could be guessed."""
    for data in {secret.encode(), secret.encode("utf-16-le"), secret.encode("latin-1")}:
        yield from (data, data[::-1], data.hex().encode(), quote(data).encode())
        for shift in range(3):
            # Where it stands inside something longer: without what its neighbours change.
            for encode in (b64encode, urlsafe_b64encode):
                form = encode(bytes(shift) + data)[4:-4]
                # Four letters stand in any base64 by chance.
                yield form if len(form) > 4 else data
        yield from (each(data).hexdigest().encode() for each in (md5, sha1, sha256))


def ids() -> Iterator[bytes]:
    """Yield what journey ids look like as bytes."""
    for journey in (WALK, OTHER):
        yield from (journey.hex.encode(), str(journey.int).encode() * 10, b64encode(journey.bytes))


def shown(content: bytes) -> list[bytes]:
    """Return the forms of secrets that stand in a file."""
    secrets = (form for secret in SECRETS for form in forms(secret))
    return [form for form in (*secrets, *ids()) if form.lower() in content.lower()]


@pytest.mark.parametrize("secret", [CPR, NAME, WORDS, PURPOSE, REQUEST, ANNA, str(WALK)])
def test_a_secret_in_a_file_would_be_found(secret: str) -> None:
    """In hexadecimal, in base64 wherever it begins, as a hash, and written the other way round."""
    data = secret.encode()
    planted = [data.hex().upper().encode(), sha256(data).hexdigest().encode(), data[::-1]]
    planted += [b64encode(b"x" * before + data + b"yz") for before in range(4)]
    for each in (data, *planted, secret.encode("utf-16-le")):
        assert shown(b"\n".join([b"ab" * 32, each, b"cd" * 32]))


def test_a_bundle_of_an_empty_store_holds_and_so_does_one_of_one_entry(
    walks: Journeys, tmp_path: Path
) -> None:
    """By the script in it, in a process of its own."""
    (tmp_path / "libraries").mkdir()
    alone = libraries(tmp_path / "libraries")
    empty = bundled(walks, tmp_path / "empty")
    opened(walks, WALK)
    one = bundled(walks, tmp_path / "one")
    assert verified(walks, one, empty)[0] == "journeys: all 1 entries hold"
    for folder in (empty, one):
        assert checked(alone, folder, "--key", walks.seal.key()).returncode == 0


def test_a_bundle_with_moved_named_and_erased_persons_holds_and_shows_nobody(
    walks: Journeys, origin: Journeys, tmp_path: Path
) -> None:
    """Every file is searched for everything of anybody, in many encodings."""
    bundled(walks, tmp_path / "before")
    filled(walks, origin, tmp_path)
    whole = bundled(walks, tmp_path / "whole")
    (tmp_path / "libraries").mkdir()
    done = checked(libraries(tmp_path / "libraries"), whole, "--before", str(tmp_path / "before"))
    assert (done.returncode, done.stderr) == (0, "")
    files = {file.name: file.read_bytes() for file in whole.iterdir()}
    of_nobody = {"README.txt", bundles.VERIFIER}
    for name in files.keys() - of_nobody:
        assert shown(files[name]) == [], name
    for name in of_nobody:
        assert files[name] == (tmp_path / "before" / name).read_bytes()


def test_no_look_is_logged_because_nobody_is_seen(walks: Journeys, tmp_path: Path) -> None:
    """As with a checkpoint, no actor is asked for."""
    opened(walks)
    before = walks.seal.checkpoint("access")
    bundled(walks, tmp_path / "out")
    assert walks.seal.checkpoint("access") == before


def test_a_bundle_is_of_one_state_of_the_store(
    database_url: str, walks: Journeys, tmp_path: Path
) -> None:
    """What is recorded while it is written is in the next one."""
    opened(walks)
    with walks.seal.bundle() as bundle:
        with open_journeys(database_url, keys=KEYS, book=BOOK) as others:
            opened(others, OTHER)
            others.seal.adopt_law()
        write_bundle(bundle, tmp_path / "first")
    assert verified(walks, tmp_path / "first")[0] == "journeys: all 1 entries hold"
    second = verified(walks, bundled(walks, tmp_path / "second"), tmp_path / "first")
    assert second[0] == "journeys: all 2 entries hold"


@pytest.mark.parametrize("log", ["journeys", "journeys_law"])
@pytest.mark.parametrize(
    "alteration",
    [
        "UPDATE {0}_events SET recorded_us = recorded_us + 1 WHERE position = 1",
        "UPDATE {0}_events SET topic = 'other' WHERE position = 1",
        "DELETE FROM {0}_events WHERE position = 1",
        "UPDATE {0}_head SET position = position + 1",
        "UPDATE {0}_head SET note = ''",
        "UPDATE {0}_events SET position = 9999 WHERE position = 1",
    ],
)
def test_nothing_is_bundled_of_what_was_altered(
    walks: Journeys, tmp_path: Path, log: str, alteration: str
) -> None:
    """It would vouch for it; a cut or longer log and an altered head are found as well."""
    walks.seal.adopt_law()
    opened(walks)
    walks.seen_by(BY_ANNA, PURPOSE).history(WALK)
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        drop_guards(connection)
        connection.execute(text(alteration.format(log)))
    with pytest.raises(BrokenHistory):
        bundled(walks, tmp_path / "out")
    assert list(tmp_path.glob("out*")) == []


def test_a_bundle_is_its_owners_alone_and_never_put_over_something(
    walks: Journeys, tmp_path: Path
) -> None:
    """An empty folder is taken, with other rights from then on."""
    out = tmp_path / "out"
    out.mkdir(mode=0o755)
    bundled(walks, out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in out.iterdir()} == {0o600}
    leaves = {f"{kind}-{log}.txt" for kind in ("head", "leaves") for log in LOGS}
    rest = {"about.json", "key.txt", "checkpoint.txt", "editions.jsonl", "README.txt"}
    assert {file.name for file in out.iterdir()} == {*leaves, *rest, bundles.VERIFIER}
    before = {file: file.read_bytes() for file in out.iterdir()}
    for taken in (out, out / "README.txt"):
        with pytest.raises(Refused) as refused:
            bundled(walks, taken)
        assert refused.value.code == "folder-not-empty"
    with pytest.raises(Refused) as refused:
        bundled(walks, out / "no" / "where")
    assert refused.value.code == "folder-unusable"
    assert {file: file.read_bytes() for file in out.iterdir()} == before


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_a_bundle_that_was_interrupted_leaves_nothing(
    walks: Journeys, tmp_path: Path, error: BaseException
) -> None:
    """Neither the folder, nor its draft."""
    opened(walks)

    def stop(_done: int, _parts: int) -> None:
        raise error

    with pytest.raises((KeyboardInterrupt, Refused)), walks.seal.bundle() as bundle:
        write_bundle(bundle, tmp_path / "out", stop)
    assert list(tmp_path.glob("out*")) == []


def test_the_memory_for_a_bundle_does_not_grow_with_the_log(tmp_path: Path) -> None:
    """Of 200 000 leaves, some thousand are in memory at once; progress is told of all."""
    entries, told = 200_000, list[tuple[int, int]]()
    leaves = (number.to_bytes(32) for number in range(entries))
    long = BundledLog("journeys", entries, "note", leaves)
    bundle = Bundle("key", "note", datetime(2026, 1, 5, tzinfo=UTC), (long,), iter(()))
    tracemalloc.start()
    write_bundle(bundle, tmp_path / "out", lambda *progress: told.append(progress))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000
    assert (tmp_path / "out" / "leaves-journeys.txt").stat().st_size == 65 * entries
    assert told[-1] == (entries, entries)


def test_what_a_host_takes_from_a_bundle_is_what_was_sealed(walks: Journeys) -> None:
    """An iterator of leaves for each log, and the editions of the law with their digests."""
    walks.seal.adopt_law()
    opened(walks)
    walks.decide(WALK, verbs.state_hope, BY_ANNA, words=WORDS, on=FEB_1)
    with walks.seal.bundle() as bundle:
        assert [log.name for log in bundle.logs] == list(LOGS)
        for log in bundle.logs:
            leaves = list(log.leaves)
            assert len(leaves) == log.entries
            assert {len(leaf) for leaf in leaves} <= {32}
        editions = list(bundle.editions)
    sealed = {str(each.edition): each.digest for each in walks.seal.law() if each.sealed_at}
    assert {each.edition for each in editions} == sealed.keys()
    assert all(str(sealed[each.edition]) in each.body for each in editions)
