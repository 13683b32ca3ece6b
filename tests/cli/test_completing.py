"""What the shell offers at TAB, asked of a real bash."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import update

from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.readmodels.tables import periods
from tests.cli.loaded import quick
from tests.cli.script import Script

ASK = """
source "$0"
COMP_WORDS=("$@" "$LAST") COMP_CWORD=$#
_journeys_completion journeys
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with `journeys`, which is this script, and what it gives to bash."""
    folder = tmp_path_factory.mktemp("bin")
    command = folder / "journeys"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m journeys "$@"\n', encoding="utf-8")
    command.chmod(0o700)
    with (folder / "said.bash").open("w", encoding="utf-8") as said:
        # It looks at what started it to know which shell asks.
        shown = f'"{command}" --show-completion && true'
        subprocess.run(["bash", "--norc", "-c", shown], stdout=said, check=True)
    return folder


@pytest.fixture
def offered(script: Script, folder: Path) -> "Offered":
    """Return what asks bash."""
    return Offered(script, folder / "said.bash", Path(quick()).parent)


@pytest.fixture
def offered_by_start(script: Script, folder: Path) -> "Offered":
    """Return what asks bash, where each question starts Python, as it does for a user."""
    return Offered(script, folder / "said.bash", folder)


class Offered:
    """Bash, in which the script's completion is switched on."""

    def __init__(self, script: Script, said: Path, folder: Path) -> None:
        """Return it for a script in a folder that commands are found in."""
        path = f"{folder}:{os.environ['PATH']}"
        self.said = str(said)
        self.environment = os.environ | script.environment | {"PATH": path}

    def __call__(self, *words: str) -> list[str]:
        """Return what is offered for the last of the words; nothing else may be said."""
        *before, last = words
        done = subprocess.run(
            ["bash", "--norc", "-c", ASK, self.said, "journeys", *before],
            env=self.environment | {"LAST": last},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.stderr == ""
        return done.stdout.split("\n")[:-1]


def test_journeys_are_offered_by_their_first_signs(
    script: Script, journey: str, offered: Offered
) -> None:
    """Those that are open or resting; longer where more was typed; and nobody is looked at."""
    closed, resting = script.opened(), script.opened()
    script("close", closed, "--reason", "Aftalt", "--on", "2026-02-01")
    script("rest", resting, "--reason", "En pause", "--on", "2026-02-01")
    assert offered("show", "") == sorted([journey[:8], resting[:8]])
    assert offered("hope", journey[:9]) == [journey]
    assert script.json("access", "show", journey)["looks"] == []


def test_what_is_no_id_is_not_offered(script: Script, journey: str, offered: Offered) -> None:
    """It might be somebody's name; all others are offered."""
    other = script.opened()
    with writing(connect(f"sqlite:///{script.store}")) as connection:
        mine = update(periods).where(periods.c.journey == other)
        connection.execute(mine.values(journey="Per Opfundet"))
    assert offered("show", "") == [journey[:8]]


def test_codes_are_those_in_force_on_the_day(
    offered: Offered, offered_by_start: Offered, journey: str
) -> None:
    """As bash must be given them: a space would end the word."""
    assert offered("basis", journey, "--basis", "kon") == ["kontanthjælp"]
    assert offered("open", "--basis", "kon") == ["kontanthjælp"]
    assert offered("basis", journey, "--on", "2025-06-30", "--basis", "uddannelsesh") == [
        "uddannelseshjælp"
    ]
    assert offered("basis", journey, "--on", "2026-02-01", "--basis", "uddannelsesh") == [""]
    assert offered("effects", "--measure", "ment") == ["mentorstøtte"]
    assert offered("effects", "--measure", "new") == ["new-caseworker"]
    assert offered_by_start("ruling", "hear", journey, "--matter", "hv") == ["hvilende\\ pension"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--role", "m"], ["manager", "mentor"]),
        (["duties", "--kind", "inform-c"], ["inform-citizen"]),
        (["ruling", "make", "abcd", "--outcome", "p"], ["partly-granted"]),
        (["workplace", "match", "abcd", "--agreed-by", ""], ["citizen", "employer"]),
        (["vocabulary", "supp"], ["support-basis", "support-level"]),
        (["citizen", "sh"], ["show"]),
    ],
)
def test_closed_choices_are_offered(
    offered: Offered, words: list[str], expected: list[str]
) -> None:
    """Roles, kinds, lists and commands."""
    assert offered(*words) == expected


def test_where_something_is_wrong_nothing_is_offered_or_made(
    script: Script, offered: Offered, tmp_path: Path
) -> None:
    """Neither a store that is not there, nor one that is none, nor a word of complaint."""
    assert offered("show", "") == [""]
    assert not script.store.exists()
    script.store.write_text("no store", encoding="utf-8")
    assert offered("show", "") == [""]
    missing = str(tmp_path / "missing.toml")
    assert offered("--settings", missing, "duties", "--kind", "") == [""]
    assert offered("--store", "postgresql://nowhere.invalid/x", "show", "") == [""]


def test_it_can_be_installed(offered_by_start: Offered, tmp_path: Path) -> None:
    """Bash reads it when it begins."""
    done = subprocess.run(
        ["bash", "--norc", "-c", "journeys --install-completion && cat ~/.bashrc"],
        env=offered_by_start.environment | {"HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "bash completion installed" in done.stdout
    assert "journeys" in (tmp_path / ".bashrc").read_text(encoding="utf-8")


def test_in_danish_the_danish_names_are_offered(
    script: Script, folder: Path, tmp_path: Path
) -> None:
    """Commands, options and choices; what it was installed with is told in Danish."""
    offered = Offered(script.speaking("da"), folder / "said.bash", Path(quick()).parent)
    for words, expected in (
        (["øn"], ["ønske"]),
        (["delmål", "sæ"], ["sæt", "sæt-på-pause"]),
        (["subgoal", "set", "abcd", "--gør"], ["--gøres-af"]),
        (["ønske", "abcd", "--o"], ["--ord"]),
        (["--rolle", "le"], ["leder"]),
        (["koder", "tilb"], ["tilbud"]),
    ):
        assert offered(*words) == expected, words
    by_start = Offered(script.speaking("da"), folder / "said.bash", folder)
    assert by_start("delmål", "sæ") == ["sæt", "sæt-på-pause"]
    done = subprocess.run(
        ["bash", "--norc", "-c", "journeys --installer-fuldførelse"],
        env=by_start.environment | {"HOME": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert "Fuldførelse til bash er slået til i" in done.stdout


def test_employers_and_posts_are_offered_by_name(
    script: Script, journey: str, offered: Offered
) -> None:
    """To those who may see the lists; no citizen is looked at."""
    del journey
    script("employer", "register", "Havnens Bageri", "--on", "2026-02-02")
    script("post", "open", "bageri", "Pakkeri", "--task", "Pakke brød=6", "--on", "2026-02-02")
    assert offered("employer", "show", "") == ["Havnens\\ Bageri"]
    assert offered("post", "show", "") == ["Pakkeri"]
    assert offered("placement", "start", "abcd", "--post", "P") == ["Pakkeri"]
    assert offered("placement", "start", "abcd", "--post", "Pakkeri", "--task", "") == [
        "Pakke\\ brød"
    ]
    assert offered("--role", "citizen", "post", "show", "") == [""]
