"""In a Danish run what one types is named in Danish: in help, in answers, in hints and refusals."""

from importlib import resources
from pathlib import Path

import pytest

from journeys.adapters.cli.commands import topics
from tests.cli.english_names import english_names
from tests.cli.script import Script, command_paths
from tests.words.catalogue import kept
from tests.words.test_catalogue import parts

OF_FUNCTIONS = {"day-far-ahead", "age"}
"""What hosts and the law's files write, in whatever language is spoken."""

ANSWERS = (
    "desk",
    "desk --all",
    "desk --week",
    "list",
    "show ID",
    "briefing ID",
    "timeline ID",
    "duties",
    "duties ID",
    "duties --kind inform-citizen",
    "duties --by kind",
    "continuity ID",
    "overview --by phase --trend",
    "--role manager --purpose Ledelse effects --by basis",
    "--role manager --purpose Ledelse effects --measure guld",
    "effects",
    "overview --by responsible --trend --months 24",
    "--role manager manage",
    "--role manager --purpose Tilsyn manage --open past-due",
    "--role manager goals",
    "safety ID --letter --full",
    "what-if --household single --wage-month 5000",
    "vocabulary",
    "vocabulary track --all",
    "law list --all",
    "--role manager law try REGLER",
    "law try SATSER --on 2024-01-01",
    "status",
    "check",
    "health",
    "help",
    "access show ID",
    "reactors list",
    "citizen show ID",
    "init",
    "rebuild",
    "--role auditor --purpose Tilsyn audit replay ID",
    "--role auditor --purpose Tilsyn audit explain ID safety.answer",
    "--role auditor --purpose Tilsyn audit looks --by anna.example --from 2026-01-01",
    "--role auditor --purpose Tilsyn audit looks --by nobody --from 2026-01-01",
    "audit rulings",
    "audit verify",
    "audit erasures",
    "restore MAPPE --prove FIL",
    "duties --met-late",
    "schema guld",
    "hope ID --words Bage --dry-run",
    "hope ID --words Bage",
    "success ID --words Bagt",
    "undo ID --why Fejl",
    "retract ID 3 --why Fejl",
    "correct ID 3 --nonsense x",
    "subgoal reach ID",
    "close ID --reason Flyttet",
    "merge ID ID",
    "--role manager erase ID --reason Tiden --authority Arkivet --dry-run",
    "duties --kind guld",
    "--csv show ID",
    "handover accept ID --told 2026-02-03",
    "vocabulary guld",
)
"""What a caseworker and the people who keep the store type, as in a script."""


def test_the_check_finds_what_is_named_in_english() -> None:
    """And lets the Danish names pass, and what is the same in both languages."""
    assert english_names("Skriv --all, eller journeys subgoal reach") == {
        "--all",
        "subgoal",
        "reach",
    }
    assert english_names("Rollen caseworker (pension grant), fx inform-citizen") == {
        "caseworker",
        "grant",
        "inform-citizen",
    }
    assert english_names("--alle, journeys delmål nået (pension tilkend) --json --csv") == set()


def test_no_sentence_in_danish_names_a_command_option_or_choice_in_english() -> None:
    """Of the whole catalogue."""
    texts = [text for message in kept() if message.id for text in parts(message.string)]
    found = {text: english_names(text) - OF_FUNCTIONS for text in texts}
    assert {text: names for text, names in found.items() if names} == {}


def test_no_help_in_danish_names_anything_in_english(script: Script) -> None:
    """Of each command and group, with what can be chosen; and the pages of the help."""
    danish = script.speaking("da")
    paths = {path[:nr] for path, _ in command_paths() for nr in range(len(path) + 1)}
    helped = {" ".join(path): danish(*path, "--help") for path in sorted(paths)}
    pages = sorted((Path(topics.__path__[0]) / "da").glob("*.txt"))
    helped |= {page.name: page.read_text(encoding="utf-8") for page in pages}
    for page in ("code-file.txt", "exit-codes.txt", "scripts.txt", "safety.txt"):
        helped[page] = "\n".join(line for line in helped[page].splitlines() if "journeys" in line)
    found = {path: english_names(text) - {"safety"} for path, text in helped.items()}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_answer_in_danish_names_anything_in_english(script: Script, walked: str) -> None:
    """Of what is read, recorded, hinted at and refused."""
    rulings = ("ruling", "make", walked, "--matter", "tilbud", "--outcome", "granted")
    script("ruling", "hear", walked, "--matter", "tilbud", "--words", "Ja", "--on", "2026-02-03")
    script(*rulings, "--legal-basis", "LAB", "--on", "2026-02-04", "--explanation", "Fordi")
    danish, law = script.speaking("da"), resources.files("journeys.domain.law")
    files = {"ID": walked, "REGLER": f"{law}/pension.toml", "SATSER": f"{law}/rates.toml"}
    for typed in ANSWERS:
        done = danish.run(*(files.get(each, each) for each in typed.split()))
        assert done.exit_code in (0, 1, 2), typed + done.stderr
        said = (done.stdout + done.stderr).replace("safety.answer", "")
        assert not english_names(said), f"{typed}: {said}"


@pytest.mark.parametrize("typed", ["giv-besked", "Inform-Citizen"])
def test_duties_of_one_kind_are_asked_for_in_either_language(
    script: Script, walked: str, typed: str
) -> None:
    """The answer for scripts keeps the code."""
    script("ruling", "hear", walked, "--matter", "tilbud", "--words", "Ja", "--on", "2026-02-03")
    made = ("--matter", "tilbud", "--outcome", "granted", "--legal-basis", "LAB")
    script("ruling", "make", walked, *made, "--explanation", "Fordi", "--on", "2026-02-04")
    owed = script.json("duties", "--kind", typed)["owed"]
    assert [each["owed"]["kind"] for each in owed] == ["inform-citizen"]
    refused = script.speaking("da").refused(1, "opgaver", "--slags", "guld")
    assert "giv-besked" in refused
    assert "inform-citizen" not in refused
    assert "inform-citizen" in script.refused(1, "duties", "--kind", "guld")


def test_the_whole_desk_is_offered_by_the_name_one_types(script: Script, journey: str) -> None:
    """`--alle` in Danish, `--all` in English."""
    day = ("--on", "2026-01-13")
    assert "(--alle)" in script.speaking("da")("desk", *day), journey
    assert "(--all)" in script("desk", *day)


def test_what_is_left_open_is_named_as_it_is_typed(script: Script, journey: str) -> None:
    """By first signs and Danish kinds, which the option takes."""
    step = ("--title", "Tage bussen", "--why", "Ro", "--on", "2026-02-01")
    subgoal = script.json("subgoal", "set", journey, *step)["subgoal"]
    script("plan", "agree", journey, "--words", "Bus", "--on", "2026-02-02")
    danish, close = script.speaking("da"), ("afslut", journey, "--begrundelse", "Flyttet")
    refused = danish.refused(1, *close, "--den", "2026-02-03")
    assert f"{subgoal[:8]} (et delmål sat den 1. februar 2026)" in refused
    assert subgoal not in refused
    assert "gennemgå-plan:1 (" in refused
    left = ("--efterlad", subgoal[:8], "--efterlad", "Gennemgå-plan:1")
    danish(*close, *left, "--den", "2026-02-03")
    assert script.told(journey)[-1]["details"]["leaving"] == [subgoal, "plan-acknowledgement:1"]
