"""Every exit code; and a store that is exactly as it was after each refusal."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from typer import TyperException

from journeys import JourneyId
from journeys.adapters.cli.output.errors import exit_code
from journeys.adapters.cli.output.usage import BEFORE_THE_COMMAND
from journeys.errors import Conflict, InputUnreadable, Refused, StoreBusy, UnknownJourney
from tests.cli.script import Script

CPR = "311299-1234"
DIAGNOSIS = "F32.2"


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (1, ["wish", "{}", "--words", "   "]),
        (1, ["wish", "{}", "--words", f"I am {CPR}"]),
        (1, ["hope", "{}", "--words", f"They wrote {DIAGNOSIS}"]),
        (1, ["hope", "{}", "--words", "Work", "--job-goal", CPR]),
        (1, ["--as", CPR, "wish", "{}", "--words", "Work"]),
        (1, ["wish", "{}", "--words", "Work", "--request-id", CPR]),
        (1, ["wish", "{}", "--words", "Work", "--on", "1999-01-01"]),
        (1, ["pension", "rest", "{}"]),
        (1, ["pension", "ask-return", "{}"]),
        (1, ["placement", "start", "{}", "--kind", "småjob", "--paid-hours", "200"]),
        (1, ["retract", "{}", "9", "--why", "Wrong"]),
        (1, ["handover", "decline", "{}", "--on", "2026-02-01", "--reason", "No"]),
        (2, ["wish", "{}"]),
        (2, ["wish", "{}", "--words", "Work", CPR]),
        (2, ["wish", "{}", CPR]),
        (2, ["wish", "{}", "--words", "Work", "--on", CPR]),
        (1, ["placement", "start", "{}", "--kind", CPR]),
        (2, ["strength", "profile", "{}", "--element", CPR]),
        (1, ["strength", "profile", "{}", "--element", f"{CPR}=Baking"]),
        (2, ["workplace", "match", "{}", "--agreed-by", CPR]),
        (1, ["ruling", "inform", "{}", CPR, "--how", "talk"]),
        (1, ["duties", "{}", "--kind", CPR]),
        (2, ["--role", CPR, "list"]),
        (2, ["retract", "{}", CPR, "--why", "Wrong"]),
        (2, ["open", "--municipality", "621", "--basis", "x", "--journey", CPR]),
        (2, [CPR]),
        (2, ["subgoal", CPR]),
        (2, [f"--{CPR}", "list"]),
    ],
)
def test_a_refusal_changes_nothing_and_repeats_nothing(
    script: Script, journey: str, code: int, typed: list[str]
) -> None:
    """Whatever was typed where it does not belong is not on the screen, nor in a host's log."""
    before = script("--json", "timeline", journey)
    for options in ([], ["--json"]):
        said = script.refused(code, *options, *(each.format(journey) for each in typed))
        assert CPR not in said
        assert DIAGNOSIS not in said
        assert "Traceback" not in said
    assert script("--json", "timeline", journey) == before


def test_words_without_quotation_marks_are_not_repeated(script: Script, journey: str) -> None:
    """The sentence says what to type."""
    said = script.refused(2, "wish", journey, "--words", "I", "want", "to", "bake")
    assert "quotation marks" in said
    assert "bake" not in said


def test_an_error_is_an_object_for_scripts(script: Script, journey: str) -> None:
    """With its code, a sentence, and its basis in law where there is one."""
    script(
        "pension", "grant", journey, "--scheme", "new", "--born", "1984-06-01", "--on", "1.3.2016"
    )
    typed = ["placement", "start", journey, "--kind", "fleksjob"]
    told = json.loads(script.refused(1, "--json", *typed))
    assert told["error"] == "fleksjob-while-pension-paid"
    assert "§ 116" in told["basis"]
    assert "§ 116" in script.refused(1, *typed)
    assert json.loads(script.refused(2, "--json", "opne"))["error"] == "usage"


def test_the_store_that_cannot_be_used_is_an_error_of_its_own(
    script: Script, tmp_path: Path
) -> None:
    """A folder that is not there, something else than a database, and no address at all."""
    other = tmp_path / "letter.txt"
    other.write_text("Dear Anna, this is a letter and no database at all.")
    for store in (tmp_path / "missing" / "x.db", other, "mysql://anna:secret@host/x"):
        said = script.refused(3, "--store", str(store), "list")
        assert "secret" not in said
        assert "Traceback" not in said
    told = json.loads(script.refused(3, "--json", "--store", "mysql://host/x", "list"))
    assert told["error"] == "StoreUnreachable"


def test_every_error_has_its_exit_code() -> None:
    """As the help says them."""
    assert exit_code(Refused("code", "Sentence.")) == 1
    assert exit_code(InputUnreadable(["line 1"])) == 1
    assert exit_code(UnknownJourney(JourneyId(uuid4()))) == 1
    assert exit_code(TyperException("Sentence.")) == 2
    assert exit_code(StoreBusy("Sentence.")) == 3
    assert exit_code(Conflict()) == 4


@pytest.mark.parametrize("option", BEFORE_THE_COMMAND[:-1])
def test_an_option_after_the_command_is_sent_before_it(script: Script, option: str) -> None:
    """The likeliest slip has its own sentence."""
    assert "goes before the command" in script.refused(2, "list", option)


def test_an_option_that_begins_like_one_of_those_is_another(script: Script) -> None:
    """`--assign` is not `--as`."""
    assert "goes before" not in script.refused(2, "list", "--assign")


def test_debug_shows_where_an_error_came_from(script: Script, journey: str) -> None:
    """With what led to it; and it ends with the same exit code."""
    said = script.refused(1, "--debug", "retract", journey, "9", "--why", "Wrong")
    assert "Traceback" in said
    assert "journeys.domain.errors.Refused\n" in said
    said = script.refused(2, "--debug", "wish", journey, "--words", "Work", "--on", "x")
    assert said.index("ValidationError\n") < said.index("BadParameter\n")


@pytest.mark.parametrize(
    ("code", "typed"),
    [
        (2, ["timeline", f"Anna{CPR}"]),
        (2, ["open", "--municipality", "621", "--basis", "su", "--on", CPR]),
        (2, ["timeline", "{}", f"Anna {CPR}"]),
        (2, ["wish", "{}", "--words", "Work", CPR]),
        (1, ["wish", "{}", "--words", f"I am {CPR}"]),
        (2, ["--role", CPR, "list"]),
        (2, [f"--{CPR}", "list"]),
    ],
)
def test_debug_repeats_nothing_that_was_typed(
    script: Script, journey: str, code: int, typed: list[str]
) -> None:
    """Whatever an error says, only its name and its lines of code are shown."""
    said = script.refused(code, "--debug", *(each.format(journey) for each in typed))
    assert "Traceback" in said
    assert CPR not in said
    assert "Anna" not in said


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (["wish"], "Skriv også 'ID'. Se: root ønske --"),
        (["what-if"], "Udfyld '--husstand'. Vælg mellem enlig, par, "),
        (["list", "--on"], "Skriv en værdi efter '--den'."),
        (["audit", "replay", "--diff", "1.1.2026"], "Skriv en værdi efter '--forskel'."),
        (["list", "--mine=ja"], "Der skal ikke stå en værdi efter '--mine'."),
        (
            ["list", "--onn", "x"],
            "Kommandoen har intet tilvalg --onn (mente du --den?). Se: root forløb ",
        ),
        (["list", "-x"], "Kommandoen har intet tilvalg -x. Se: root forløb --"),
        (["opne"], "Der er ingen kommando 'opne'. Mente du 'åbn', 'håb', 'opgave'? Se: root --"),
        (["keys", "zzz"], "Der er ingen kommando 'zzz'. Se: root nøgler --"),
        (["audit"], "Skriv også, hvilken kommando det er. Se: root revision --"),
        (
            ["list", "--on", "x"],
            "'--den' kan ikke bruges: Skriv en dag som 2026-12-31 eller 31.12.2026. Se: ",
        ),
        (
            ["--role", "boss", "list"],
            "'--rolle' kan ikke bruges: Den rolle findes ikke; der er: borger, ",
        ),
        (["page", "3f2a", "--kind", "x"], "'--slags' kan ikke bruges: vælg mellem 'vej', 'brev', "),
        (["rebuild", "--workers", "x"], "'--processer' kan ikke bruges: skriv et helt tal. Se: "),
        (
            ["rebuild", "--workers", "0"],
            "'--processer' kan ikke bruges: skriv mindst 1. Se: root genopbyg ",
        ),
    ],
)
def test_what_is_not_understood_is_told_in_the_language_that_is_spoken(
    script: Script, typed: list[str], told: str
) -> None:
    """Typer says most of it in English alone; its errors are told by what stands in them."""
    assert told in script.speaking("da").refused(2, *typed)
