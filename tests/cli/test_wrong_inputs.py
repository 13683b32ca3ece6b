"""Wrong inputs, each answered in Danish: what was wrong, where, and what to do instead."""

import shlex
import sqlite3
import tomllib
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.english_names import english_names
from tests.cli.script import Script
from tests.words.test_no_english import english

PRIVATE = (
    "711299", "7112991234", "71 12 99", "F32.2", "hemmelig", "Ukendt Person", "610203", "301399",
    "010149", "Opfundet",
)  # fmt: skip
"""What is typed somewhere, or stored, and must stand in no answer."""
BOSS = ("--as", "lis.example", "--role", "manager", "--purpose", "Ledelse")
ALIKE = ("abcd1111-7425-40de-944b-e07fc1f90ae7", "abcd2222-7425-40de-944b-e07fc1f90ae7")


class Wrong(NamedTuple):
    """A line that is typed, the exit code it ends with, and a part of what is said to it."""

    code: int
    typed: str
    said: str
    stdin: str | None = None


TABLE = Path(__file__).with_name("wrong_inputs.toml")
WRONG = [Wrong(*row) for rows in tomllib.loads(TABLE.read_text()).values() for row in rows]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Script, dict[str, str]]:
    """Return the script on a store with some journeys, and what the table calls them."""
    folder = tmp_path_factory.mktemp("office")
    script = Script(folder / "store.db")
    first, other, closed, erased, restricted, pension, paid = (script.opened() for _ in range(7))
    for alike in ALIKE:
        script.opened("--journey", alike)
    script("hope", first, "--words", "Bage", "--on", "2026-01-20")
    script("hope", first, "--words", "Sy", "--on", "2026-01-21")
    script("retract", first, "3", "--why", "Hørt forkert", "--on", "2026-01-22")
    script("subgoal", "set", first, "--title", "Tage bussen", "--why", "Ro", "--on", "2026-01-22")
    script("citizen", "identify", first, stdin="610203-1234\nOpfundet Borgersen\n")
    for each in (closed, erased):
        script("close", each, "--reason", "Flyttet", "--on", "2026-02-10")
    ground = ("--reason", "Tiden", "--authority", "Arkivet", "--yes")
    script(*BOSS, "erase", erased, *ground)
    script(*BOSS, "access", "restrict", restricted, "--open-to", "lone.example")
    new = ("--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01")
    for each in (pension, paid):
        script("pension", "grant", each, *new)
    script("wish", pension, "--words", "Prøve", "--on", "2026-02-01")
    script("pension", "rest", pension, "--on", "2026-03-01")
    script.opened("--responsible", "bo.example", "--sure", "colleague-not-known")
    offered = ("--to", "bo.example", "--reason", "Ferie", "--on", "2026-02-04")
    script("handover", "offer", other, *offered)
    for name, more in (("Havnens Købmand", ("--cvr", "99000015")), ("Havnens Bageri", ())):
        script("employer", "register", name, *more, "--on", "2026-02-02")
    shop = ("--task", "Fylde hylder=10", "--task", "Rydde op=5", "--people", "2")
    script("post", "open", "købmand", "Butikshjælp", *shop, "--on", "2026-02-02")
    begins = ("--post", "butik", "--task", "fylde=8", "--on", "2026-02-02")
    script("placement", "start", other, *begins)
    (folder / "firmaer.csv").write_text(
        "cvr;navn\n1,23E+07;Smedjen\n99000015;711299-1234\n", encoding="utf-8"
    )
    (folder / "tom").mkdir()
    (folder / "tom.csv").write_text("", encoding="utf-8")
    (folder / "tabel.csv").write_text("person;2026_01\n1;783\n", encoding="utf-8")
    (folder / "brev.pdf").write_bytes(b"%PDF-1.7 \xe6\xf8\xe5 711299-1234")
    (folder / "forkert.toml").write_text('navn = "711299-1234"\n[[ukendt', encoding="utf-8")
    (folder / "kommune.toml").write_text("[practice]\nfew_open = 4\n", encoding="utf-8")
    for name, of in (("regler", "pension"), ("satser", "rates")):
        text = files("journeys.domain.law").joinpath(f"{of}.toml").read_text(encoding="utf-8")
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return script.speaking("da"), {
        "ÅBEN": first, "ANDEN": other, "LUKKET": closed, "SLETTET": erased,
        "BESKYTTET": restricted, "PENSION": pension, "BETALT": paid, "MAPPE": str(folder),
    }  # fmt: skip


def dump(script: Script) -> list[str]:
    """Return all that the store holds, but for the looks and the heads that sign them."""
    with closing(sqlite3.connect(script.store)) as connection:
        return [
            line
            for line in connection.iterdump()
            if line.startswith('INSERT INTO "journeys_events') or "journeys_read" in line
        ]


def answered(office: tuple[Script, dict[str, str]], wrong: Wrong) -> tuple[int, str, str]:
    """Return the exit code, and what is said on stdout and on stderr."""
    script, names = office
    typed, stdin = wrong.typed, wrong.stdin
    for name, value in names.items():
        typed, stdin = typed.replace(name, value), stdin and stdin.replace(name, value)
    done = script.run(*shlex.split(typed), stdin=stdin)
    return done.exit_code, done.stdout, done.stderr


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.typed[:60])
def test_what_is_wrong_is_answered_in_danish(
    office: tuple[Script, dict[str, str]], wrong: Wrong
) -> None:
    """With its exit code; the store is as it was, and nothing private is repeated."""
    script, names = office
    before = dump(script)
    code, answer, said = answered(office, wrong)
    assert code == wrong.code, answer + said
    assert answer == ""
    for name, value in names.items():
        said = said.replace(value, name)
    assert wrong.said in " ".join(said.split())
    assert said.startswith("Ikke udført: ")
    assert not [each for each in PRIVATE if each in said]
    assert not english(said.replace("root", "").partition("Se: ")[0]), said
    assert not english_names(said), said
    assert dump(script) == before
