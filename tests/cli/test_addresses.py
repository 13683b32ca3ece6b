"""What is typed as a store: addresses, paths, and what is mistyped."""

import os
import sqlite3
import string
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import journeys
from journeys.errors import StoreError, StoreUnreachable
from tests.cli.loaded import POWERLESS, quick
from tests.cli.script import Script
from tests.effort import tries
from tests.invented import KEYS

PASSWORD = "hemmelig"  # noqa: S105 - an invented one
MISTYPED = [
    "postgres:/hemmelig",
    "postgresql:/user:hemmelig@host",
    "postgresql:user:hemmelig@host",
    "postgresql//user:hemmelig@host/db",
    "postgresql://user:hemmelig@host@/db",
    "postgresql://user:x@hemmelig/y@host/db",
    "postgresql://user:x@hem melig@host/db",
    "postgresql:///user:hemmelig@host/db",
    "postgresql://host/db?hemmelig",
    "postgresql://host:hemmelig/db",
    "sqlite:/hemmelig",
    "sqlite:hemmelig.db",
    "sqlite://user:hemmelig@host/db",
    "sqlite:///user:hemmelig@host/db",
    "sqlite:///x.db?hemmelig",
    "sqlite:///x.db?hemmelig=1",
    "sqlite:///x.db?mode=ro",
    "sqlite:////x.db?uri=true&mode=ro",
    "sqlite:///file:/x.db?mode=ro",
    "sqlite:///file://hemmelig/x.db?uri=true",
    "sqlite:///file:/x.db%3Fmode=ro?uri=true",
    "sqlite:///file://hemmelig\u2100/x.db?uri=true",
    "sqlite:///file://[hemmelig/x.db?uri=true",
    "sqlite:///file:/x.db?uri=true&vfs=hemmelig",
    "sqlite:///file:/x.db?uri=true&mode=ro&mode=rw",
    "sqlite3:///x.db",
    "hemmelig://x.db",
    "mysql://user:hemmelig@host/db",
    "user:hemmelig@host/db",
    "user%3Ahemmelig@host/db",
    "/user:hemmelig@host/db",
    "host=h password=hemmelig dbname=x",
    "PGPASSWORD=hemmelig",
    "db_password=hemmelig",
    "file:/x.db",
    "postgresql://user:hemmelig@host/db\n",
    "\nuser:hemmelig@host/db",
    " postgresql://user:hemmelig@host/db",
    "postgresql ://user:hemmelig@host/db",
    "postgres : /hemmelig",
    "hemmelig\x00.db",
    "hemmelig\n.db",
    "sqlite:///hemmelig%0A.db",
    "C:\\hemmelig.db",
    "C:/hemmelig.db",
    "sqlite:///C:/hemmelig.db",
    "\\\\host\\hemmelig.db",
    " ",
    "postgresql://\udce9/hemmelig",
]
ODD_NAMES = [
    "a b.db",
    " a ",
    "a#b.db",
    "a%b.db",
    "a%20b.db",
    "a?b.db",
    "a?b=c&d.db",
    "blåbærgrød ÆØÅ.db",
    "12:30.db",
    "møde kl. 12:30.db",
    "anna@firma.db",
    "-x.db",
    "a'b\".db",
    "a;b.db",
    "*.db",
    "[x].db",
    "{x}.db",
    "~x",
    "caf\udce9.db",
]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder in which the commands are typed."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("typed", MISTYPED, ids=repr)
@pytest.mark.parametrize("by", ["option", "variable"])
def test_what_is_mistyped_is_not_repeated_and_becomes_no_file(
    script: Script, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, by: str
) -> None:
    """Whatever is asked for, in both languages, and with --debug."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    if by == "variable" and ("\x00" in typed or not typed.strip()):
        pytest.skip("no variable can hold that, or it is taken as not set")
    environment = script.environment | ({"JOURNEYS_STORE": typed} if by == "variable" else {})
    monkeypatch.setattr(Script, "environment", environment)
    option = ["--store", typed] if by == "option" else []
    for command in (["list"], ["init"], ["open", "--municipality", "621", "--basis", "su"]):
        for language in ("en", "da"):
            said = script.refused(3, *option, "--lang", language, *command)
            assert len(said.splitlines()) == 1
            assert PASSWORD not in said
        shown = script.run(*option, "--debug", *command).output
        assert "Traceback" in shown
        assert PASSWORD not in shown
    assert PASSWORD not in script.run(*option).output
    assert not any(folder.iterdir())


@pytest.mark.parametrize("name", ODD_NAMES, ids=repr)
def test_an_odd_name_is_the_name_of_a_file(script: Script, folder: Path, name: str) -> None:
    """It is made, found again, and its key is beside it."""
    opening = ["open", "--municipality", "621", "--basis", "su"]
    script("--store", name, *opening)
    assert {each.name for each in folder.iterdir()} == {name, f"{name}.key"}
    assert len(script.json("--store", str(folder / name), "list")["cases"]) == 1
    assert {each.name for each in folder.iterdir()} == {name, f"{name}.key"}


def test_a_name_that_looks_like_an_address_is_a_path_after_a_dot(
    script: Script, folder: Path
) -> None:
    """As git has it; without the dot it is refused."""
    script.refused(3, "--store", "notes:2026.db", "init")
    script("--store", "./notes:2026.db", "init")
    assert (folder / "notes:2026.db").exists()


def loop(folder: Path) -> Path:
    """Return a link that leads to itself."""
    (folder / "a.db").symlink_to("b.db")
    (folder / "b.db").symlink_to("a.db")
    return folder / "a.db"


def dangling(folder: Path) -> Path:
    """Return a link that leads to no file."""
    (folder / "link.db").symlink_to("gone.db")
    return folder / "link.db"


def through_a_file(folder: Path) -> Path:
    """Return a path that goes through a file."""
    (folder / "letter").write_text("Kære Anna", encoding="utf-8")
    return folder / "letter" / "x.db"


def pipe(folder: Path) -> Path:
    """Return a named pipe, which nobody writes to."""
    os.mkfifo(folder / "pipe.db")
    return folder / "pipe.db"


def long_path(folder: Path) -> Path:
    """Return a path that SQLite does not take, in a folder that is there."""
    deep = folder.joinpath(*["d" * 100] * 5)
    deep.mkdir(parents=True)
    return deep / "x.db"


@pytest.mark.parametrize(
    ("make", "told", "danish"),
    [
        (loop, "goes round in circles", "fører i ring"),
        (dangling, "a link to a file that is not there", "et link til en fil, der ikke findes"),
        (through_a_file, "goes through a file", "går gennem en fil"),
        (pipe, "a device, a pipe or a socket", "en enhed, en pipe eller en socket"),
        (lambda _: Path("/dev/null"), "a device, a pipe or a socket", "en enhed"),
        (long_path, "too long", "for lang"),
        (lambda folder: folder / ("x" * 300), "too long", "for lang"),
        (lambda folder: folder / ("x" * 250), "too long", "for lang"),
        (lambda folder: folder.joinpath(*["d" * 200] * 30), "too long", "for lang"),
        (
            lambda folder: folder / "no" / "x.db",
            "There is no folder",
            "findes ikke. Opret den først",
        ),
        (lambda folder: folder, "is a folder", "er en mappe"),
    ],
)
def test_a_path_where_no_store_can_be_is_said_in_one_sentence(
    script: Script,
    folder: Path,
    make: Callable[[Path], Path],
    told: str,
    danish: str,
) -> None:
    """Nothing is made there, by any command and by either way to write the path."""
    path = make(folder)
    before = sorted(folder.rglob("*"))
    for store in (str(path), f"sqlite:///{path}"):
        at = ("--store", store)
        opening = ["open", "--municipality", "621", "--basis", "su"]
        for command in (["init"], opening, [*opening, "--dry-run"], ["keys", "rotate"], ["list"]):
            said = script.refused(3, *at, *command)
            if "There is no store at" not in said:
                assert told in said
            assert danish in script.speaking("da").refused(3, *at, "init")
            assert len(said.splitlines()) == 1
        assert script.run(*at).exit_code in (2, 3)
    with pytest.raises(StoreUnreachable):
        journeys.open(f"sqlite:///{path}")
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("rights", [0o000, 0o500])
def test_a_folder_without_rights_is_said(script: Script, folder: Path, rights: int) -> None:
    """Nothing is made in it. Root is asked too, after it gave up its power."""
    closed = folder / "closed"
    closed.mkdir(rights)
    told = {"JOURNEYS_STORE": str(closed / "x.db"), POWERLESS: "1"}
    for command in (["init"], ["list"], ["open", "--municipality", "621", "--basis", "su"]):
        done = subprocess.run(
            [quick(), *command],
            env=os.environ | script.environment | told,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 3, done.stderr
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
    closed.chmod(0o700)
    assert not any(closed.iterdir())


@pytest.mark.parametrize("typed", ["user:hemmelig@host/db", "postgresql://u:hemmelig@h/d", "x\ny"])
def test_an_address_in_place_of_the_municipalitys_file_is_not_repeated(
    script: Script, journey: str, typed: str
) -> None:
    """It may have been meant for the store."""
    for language in ("en", "da"):
        said = script.refused(1, "--lang", language, "--settings", typed, "show", journey)
        assert PASSWORD not in said
        assert "TOML" in said
        assert len(said.splitlines()) == 1


LETTERS = string.ascii_letters + string.digits + " :/@?#%&=\\.-~+;'\"[]{}\n\t\x00æøå\u2028"
SCHEMES = st.sampled_from(
    ["", "sqlite", "sqlite3", "postgres", "postgresql", "postgresql+psycopg", "mysql", "file", "C"]
)
MARKS = st.sampled_from(["", ":", ":/", "://", ":///", "//", " :// ", "=", ";", ":\\"])
PLACES = st.sampled_from(["127.0.0.1:1", "nowhere.invalid:1", "x", ""])
REST = st.text(LETTERS, max_size=8)
QUERIES = st.sampled_from(
    ["", "?", "?uri=true", "?mode=ro&uri=true", "?immutable=1&uri=true", "?hemmelig", "?timeout=x"]
)


@st.composite
def made_up(draw: st.DrawFn) -> str:
    """Return something like an address in which a password stands where one may stand."""
    user, before, after = draw(REST), draw(REST), draw(REST)
    secret = f"{user}:{before}{PASSWORD}{after}@"
    return f"{draw(SCHEMES)}{draw(MARKS)}{secret}{draw(PLACES)}/{draw(REST)}{draw(QUERIES)}"


@pytest.fixture(scope="module")
def quiet() -> Iterator[None]:
    """Let no name of an invented host be looked for on a network."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("PGCONNECT_TIMEOUT", "2")
        patched.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
        yield


@pytest.mark.usefixtures("quiet")
@given(typed=made_up() | st.text(LETTERS, max_size=30))
@settings(max_examples=tries(25, 600))
def test_no_made_up_address_is_repeated_makes_a_file_or_ends_in_a_fault(typed: str) -> None:
    """By a command that reads, and by a host that asks for no new store."""
    home = Path.cwd()
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            done = Script(Path("unused")).run("--store", typed, "list")
            assert done.exit_code == 3, (typed, done.output)
            assert PASSWORD not in done.output
            assert "Traceback" not in done.output
            with pytest.raises(StoreError) as error:
                journeys.open(typed if "://" in typed else f"sqlite:///{typed}", create=False)
            cause: BaseException | None = error.value
            while cause is not None:
                assert PASSWORD not in str(cause)
                cause = cause.__cause__ or (
                    None if cause.__suppress_context__ else cause.__context__
                )
            assert not list(Path(folder).iterdir())
        finally:
            os.chdir(home)


def test_a_file_of_another_program_is_not_changed_by_reading(script: Script) -> None:
    """Not even its mode of keeping a journal."""
    with closing(sqlite3.connect(script.store)) as there:
        there.execute("CREATE TABLE bookmarks (address)")
    before = script.store.read_bytes()
    with pytest.raises(StoreError, match="There is no store at"):
        journeys.open(f"sqlite:///{script.store}", create=False)
    assert script.store.read_bytes() == before
    assert [each.name for each in script.store.parent.iterdir()] == [script.store.name]
