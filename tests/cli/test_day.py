"""A session: a day at one prompt, typed at a real terminal, and read from a pipe."""

import contextlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from journeys import History, Journeys, events
from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.session.context import DaySession
from journeys.language import spoken
from tests.cli.script import Script
from tests.cli.terminal import Terminal, at_a_terminal
from tests.invented import ANNA, COOK, FEB_1, KITCHEN, OPENED, WALK

BIRGIT = "3f2a1c9e-5b0d-4c1c-9a2e-7b1d6c520a54"
KARL = "9b1d6c52-0a54-4c1c-9a2e-5b0d3f6f8a11"
BOA = "77aa6c52-0a54-4c1c-9a2e-5b0d3f6f8a11"
NUMBER = "711299-1234"
PEOPLE = ((BIRGIT, NUMBER, "Birgit Holm"), (KARL, "711299-1235", "Karl Holm-Jensen"))
AT, BIRGITS = "\ndag>", "\nBirgit>"
CTRL_C, TAB, UP = "\x03", "\t", "\x1b[A"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store in which Anna follows two citizens who are known by name."""
    script = Script(tmp_path_factory.mktemp("day") / "store.db")
    for journey, number, name in PEOPLE:
        opened = ["--municipality", "621", "--basis", "kontanthjælp", "--on", "2026-01-12"]
        script("open", *opened, "--journey", journey)
        script("citizen", "identify", journey, stdin=f"{number}\n{name}\n")
    return script.store.parent


@pytest.fixture
def day(script: Script, folder: Path) -> Script:
    """Return the script in Danish, on a copy of that store."""
    shutil.copytree(folder, script.store.parent, dirs_exist_ok=True)
    return script.speaking("da")


@pytest.fixture
def there(day: Script, tmp_path: Path) -> Iterator[Terminal]:
    """Yield a terminal at which a session has begun."""
    with at_a_terminal(tmp_path, 100, day.environment) as there:
        there.enter("journeys day", until=AT)
        yield there
        there.type(CTRL_C)
        there.wait("> ")  # what is typed ahead of a prompt is not taken for a line
        there.enter("/slut")


def test_a_small_day_is_typed(there: Terminal, day: Script) -> None:
    """From the desk to the last line: each question is asked, and no id is typed."""
    assert "Du følger 2 borgere." in there.seen
    assert "Birgit Holm · kontanthjælp" in there.enter("birgit", until=BIRGITS)
    there.enter("samtale", until="Om hvad? ")
    there.enter("De første vagter", until="næste gang?")
    there.enter("", until=BIRGITS)
    there.enter('delmål sæt --titel "Tage bussen selv"', until="Hvorfor er det værd at nå? ")
    assert "delmål" in there.enter("Så kan jeg komme omkring", until=BIRGITS)
    there.enter("delmål nået", until=BIRGITS)
    assert "Karl Holm-Jensen" in there.enter("karl", until="\nKarl>")
    there.enter('ønske --ord "En have"', until="\nKarl>")
    there.enter("/ud", until=AT)
    end = there.enter("/slut", until="indførsler.")
    assert "I dag: 2 borgere, 4 indførsler." in end
    kinds = [line["kind"] for line in day.told(BIRGIT)]
    assert kinds == ["journey-opened", "dialogue-held", "subgoal-set", "subgoal-reached"]
    assert [line["kind"] for line in day.told(KARL)] == ["journey-opened", "wish-to-work-expressed"]


def test_what_was_recorded_last_is_taken_back(there: Terminal, day: Script) -> None:
    """It is named and asked about first, and then why; no number is typed."""
    there.enter("birgit", until=BIRGITS)
    there.enter('hope --words "Kolleger igen"', until=BIRGITS)
    asked = there.enter("fortryd", until="[j/N]: ")
    assert "Birgit Holm" in asked
    assert "Kolleger igen" in asked
    assert "Hvorfor?" in there.enter("j", until="Hvorfor? ")
    there.enter("Det var Karl", until=BIRGITS)
    *_, hope, retraction = day.told(BIRGIT)
    assert hope["retracted_by"] == retraction["entry"]
    assert retraction["details"]["why"] == "Det var Karl"


def test_undo_leaves_what_others_recorded(there: Terminal, day: Script) -> None:
    """And what was not confirmed."""
    there.enter("birgit", until=BIRGITS)
    day("--as", "bo.example", "hope", BIRGIT, "--words", "En have")
    assert "forløb åbnet" in there.enter("undo", until="[j/N]: ")
    assert "Intet blev annulleret" in there.enter("n", until=BIRGITS)
    assert [line["retracted_by"] for line in day.told(BIRGIT)] == [None, None]


def test_ctrl_c_in_a_question_leaves_all_as_it_is(there: Terminal, day: Script) -> None:
    """And returns to the prompt; at the prompt it empties the line."""
    there.enter("birgit", until=BIRGITS)
    there.enter("talk", until="Om hvad? ")
    there.type(CTRL_C)
    assert "Intet blev registreret" in there.wait(BIRGITS)
    there.type(f"hope --words {CTRL_C}")
    there.wait(BIRGITS)
    assert "Birgit Holm" in there.enter("birgit", until=BIRGITS)
    assert len(day.told(BIRGIT)) == 1


def test_what_others_record_meanwhile_is_seen(there: Terminal, day: Script) -> None:
    """The store is open all day, and no answer is older than the store."""
    there.enter("birgit", until=BIRGITS)
    day("--as", "bo.example", "hope", BIRGIT, "--words", "En have med høns")
    assert "En have med høns" in there.enter("show", until=BIRGITS)


def test_several_are_chosen_from_by_number(there: Terminal) -> None:
    """Each with the beginning of their id, as two may have one name."""
    asked = there.enter("holm", until="Hvilken: ")
    assert "1  " in asked
    there.enter("2", until=">")
    assert re.search(r"(Birgit|Karl) Holm", there.seen)


def test_a_number_is_in_no_history(there: Terminal) -> None:
    """A name is there, in memory; a CPR number that was typed is gone."""
    there.enter("birgit", until=BIRGITS)
    assert "Birgit Holm" in there.enter(NUMBER, until=BIRGITS)
    there.type(UP)
    assert "birgit" in there.wait("birgit")
    there.type(CTRL_C)


def test_tab_completes_names_commands_options_and_codes(there: Terminal) -> None:
    """Only where there is one alone; the names are those that the desk showed."""
    there.enter("birgit", until=BIRGITS)
    there.type(f"bir{TAB}")
    there.wait("Birgit Holm")
    there.type(f"{CTRL_C}delm{TAB}")
    there.wait("delmål")
    there.type(f"nå{TAB}")
    there.wait("nået")
    there.type(f"{CTRL_C}forsørgelse --fors{TAB}")
    there.wait("--forsørgelse")
    there.type(f"dagp{TAB}")
    there.wait("dagpenge")
    there.type(CTRL_C)


def test_a_name_is_in_no_file_no_process_and_no_title(there: Terminal, tmp_path: Path) -> None:
    """What is chosen by name, and what is written for its citizen; the terminal alone shows it."""
    there.enter("birgit", until=BIRGITS)
    there.enter('hope --words "Kolleger"', until=BIRGITS)
    assert "din-vej-3f2a.pdf (2 ark)" in there.enter("side", until=BIRGITS)
    running = b"".join(arguments_in(tmp_path))
    assert b"journeys" in running
    left = {str(file): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert any(file.endswith("din-vej-3f2a.pdf") for file in left)
    for text in (running, *(file.encode() for file in left), *left.values()):
        assert not [each for each in (b"birgit", b"holm", NUMBER.encode()) if each in text.lower()]
    assert "\x1b]" not in there.seen  # by which a title would be set


def arguments_in(folder: Path) -> Iterator[bytes]:
    """Yield the arguments of every process that runs in a folder."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it has ended, or is somebody else's
            if (process / "cwd").resolve() == folder.resolve():
                yield (process / "cmdline").read_bytes()


def test_from_a_pipe_each_line_is_carried_out(day: Script) -> None:
    """One that cannot be is said, and the next one follows; the exit code is that of the first."""
    lines = ["birgit", "wish", 'wish --words "En have"', "nobody", "--json list", 'talk "', "/fisk"]
    ended = day.run("day", stdin="\n".join(lines))
    assert ended.exit_code == 2
    assert "I dag: 1 borger, 1 indførsel." in ended.stdout
    *_, wish = day.told(BIRGIT)
    assert wish["kind"] == "wish-to-work-expressed"
    assert ended.stderr.count("Ikke udført: ") == 5


def test_a_commands_options_are_gone_with_it(day: Script) -> None:
    """What one command was told is not told to the next, and `-` is asked for each time."""
    lines = ["birgit", "show --on 2026-01-13", "show", "/ud", "show -", "karl"]
    shown = day("day", stdin="\n".join(lines))
    pages = re.findall(r"^Forløb (\w+) .*? den ([\w. ]+): åbent", shown, re.MULTILINE)
    assert [journey for journey, _ in pages] == [BIRGIT[:8], BIRGIT[:8], KARL[:8]]
    assert [day == "13. januar 2026" for _, day in pages] == [True, False, False]


def test_a_hint_is_given_once_in_a_session(day: Script, tmp_path: Path) -> None:
    """That the municipality's file has no office is as true of the next page."""
    files = [tmp_path / f"{nr}.html" for nr in (1, 2)]
    lines = ["birgit", *(f"page --out {file}" for file in files)]
    ended = day.run("day", stdin="\n".join(lines))
    assert all(file.exists() for file in files)
    assert ended.stderr.count("[[office]]") == 1


def test_another_journey_can_be_named(day: Script) -> None:
    """By its first signs, or by - and an answer; the citizen of the prompt stays."""
    lines = [
        "birgit",
        'hope --words "Her"',
        f'hope {KARL[:4]} --words "Der"',
        "retract 2 --why Nej",
    ]
    day("day", stdin="\n".join(lines))
    assert [line["retracted_by"] for line in day.told(BIRGIT)] == [None, 3, None]
    assert [line["retracted_by"] for line in day.told(KARL)] == [None, None]


def test_what_was_recorded_is_said_without_reading_it_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Its titles are in what was decided on: here there is no store to read from."""
    before = History().followed_by([OPENED, COOK])
    reached = before.followed_by([events.SubgoalReached(on=FEB_1, subgoal=KITCHEN)]).entries[-1:]
    opened = cast("Journeys", SimpleNamespace(today=lambda: FEB_1))
    run = DaySession(None, ANNA, "caseworker", None, None, "keep", False, False, opened=opened)  # noqa: FBT003 - as the script makes it
    run.day.citizen = WALK
    with spoken("en"):
        run.confirm(Confirmed(WALK, reached, before=before))
    assert COOK.title in capsys.readouterr().out


def test_a_session_is_for_people(day: Script) -> None:
    """With --json it is refused, and so is a session in a session."""
    assert "--json" in day.refused(2, "--json", "day")
    assert "allerede" in day.run("session", stdin="session\n").stderr


def test_each_look_is_logged_for_the_same_purpose(day: Script) -> None:
    """As a command by itself would be."""
    day("--purpose", "opfølgning", "day", stdin="birgit\nshow\n")
    looks = day.json("access", "show", BIRGIT)["looks"]
    assert {"desk", "milestones", "names"} <= {each["view"] for each in looks}
    assert {each["purpose"] for each in looks} >= {"opfølgning"}
