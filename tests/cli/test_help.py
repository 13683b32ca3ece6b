"""The pages that explain: every line to type in them is typed, and nothing is left out."""

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from journeys.adapters.cli.commands.helping import TOPICS, page_on
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.danish import danish
from journeys.language import LANGUAGES, Language
from tests.cli.script import Script, commands
from tests.cli.test_imports import CODES, TABLE

HOUSE = Path(__file__).parent.parent.parent / "journeys"
PAGES = HOUSE / "adapters" / "cli" / "commands" / "topics"
WALK = "3f2a1c9e-5b0d-4c1c-9a2e-7b1d6c520a54"
OPEN = ["open", "--municipality", "621", "--basis", "kontanthjælp", "--on", "2026-01-12"]
in_both_languages = pytest.mark.parametrize("language", LANGUAGES)
KNOWN = "711299-1234\nBirgit Eksempel\n"
"""What is typed where a page lets something be asked for: an invented number, and a name."""

BEFORE: Mapping[str, Sequence[Sequence[str]]] = {
    "ids": [
        ["subgoal", "set", "3f2a", "--title", "Bus", "--why", "Frihed"],
        ["citizen", "identify", "3f2a"],
    ],
    "safety": [
        [
            "pension",
            "grant",
            "3f2a",
            "--scheme",
            "new",
            "--born",
            "1984-06-01",
            "--on",
            "2016-03-01",
        ]
    ],
}
"""By topic, what somebody who reads its page has done before."""


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a store in which the journey that the pages name is open."""
    script = Script(tmp_path_factory.mktemp("walked") / "store.db")
    script(*OPEN, "--journey", WALK)
    return script.store.parent


def lines_to_type(page: str) -> Iterator[tuple[list[str], int]]:
    """Yield the lines that a page lets one type, as words, with the exit code it promises."""
    for line in re.findall(r"^    \$ (.*)", page.replace("\\\n", ""), re.MULTILINE):
        typed, _, promised = line.partition(" # ")
        yield shlex.split(typed), int(promised or 0)


@in_both_languages
@pytest.mark.parametrize("topic", TOPICS)
def test_every_line_of_a_page_does_what_it_says(
    script: Script,
    walked: Path,
    topic: str,
    language: Language,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the first to the last, on a store where only the journey is open before."""
    folder = script.store.parent
    shutil.copytree(walked, folder, dirs_exist_ok=True)
    monkeypatch.chdir(folder)
    (folder / "register.csv").write_text(TABLE, encoding="utf-8")
    (folder / "codes.toml").write_text(CODES, encoding="utf-8")
    for before in BEFORE.get(topic, ()):
        script(*before, stdin=KNOWN)
    typed = list(lines_to_type(page_on(topic, language)))
    assert typed
    for words, promised in typed:
        at = words.index("journeys")
        told = dict(each.split("=", 1) for each in words[:at])
        with monkeypatch.context() as environment:
            for name, value in told.items():
                environment.setenv(name, value)
            result = script.run(*words[at + 1 :], stdin=KNOWN)
        assert result.exit_code == promised, (words, result.stderr)


@in_both_languages
@pytest.mark.parametrize("topic", TOPICS)
def test_a_page_is_short_and_fits_a_terminal(
    script: Script, topic: str, language: Language
) -> None:
    """And is shown as it was written."""
    script = script.speaking(language)
    seen = script("help", topic)
    assert seen == page_on(topic, language)
    assert len(seen.splitlines()) < 40
    assert max(len(line) for line in seen.splitlines()) <= 80
    assert script.json("help", topic) == {"topic": topic, "text": seen}


@in_both_languages
def test_the_topics_are_listed_with_a_line_each(script: Script, language: Language) -> None:
    """Every page that there is, and no other."""
    script = script.speaking(language)
    seen = script("help")
    assert max(len(line) for line in seen.splitlines()) <= 80
    listed = script.json("help")["topics"]
    pages = {file.stem for file in (PAGES / language).iterdir()}
    assert set(listed) == set(TOPICS) == pages
    for topic, about in listed.items():
        assert f"  {topic:<12}  {about}\n" in seen
        assert about.endswith(".")


@in_both_languages
def test_every_variable_of_the_script_is_on_its_page(language: Language) -> None:
    """And none that is read nowhere."""
    read = set[str]()
    for file in HOUSE.rglob("*.py"):
        read |= set(re.findall(r"\bJOURNEYS_[A-Z_]+\b", file.read_text(encoding="utf-8")))
    assert set(re.findall(r"\bJOURNEYS_[A-Z_]+\b", page_on("environment", language))) == read


@in_both_languages
def test_every_exit_code_is_on_its_page(language: Language) -> None:
    """0, and each that the script ends with."""
    codes = {value for name, value in vars(errors).items() if name.isupper() and type(value) is int}
    told = re.findall(r"^ {3,5}(\d+)  \S", page_on("exit-codes", language), re.MULTILINE)
    assert {int(code) for code in told} == codes | {0}


@in_both_languages
@pytest.mark.parametrize("topic", TOPICS)
def test_every_command_that_a_page_names_is_one(topic: str, language: Language) -> None:
    """Also those that are no lines to type."""
    paths = [path for path, _ in commands()]
    first = {path[0] for path in paths}
    if language == "da":
        first = {danish("commands", "", name) for name in first}
    for named in re.findall(r"journeys ([a-zæøå][a-zæøå-]*)", page_on(topic, language)):
        assert named in first or named == "itself", named
    for told in re.findall(r"journeys (?:help|hjælp) ([a-z-]+)", page_on(topic, language)):
        assert told in TOPICS


def test_help_on_a_command_is_what_its_own_help_says(script: Script) -> None:
    """Of one, of one in a group, and of a group."""
    for command in (["talk"], ["subgoal", "set"], ["citizen"]):
        assert script("help", *command).split() == script(*command, "--help").split()


@pytest.mark.parametrize("words", [["weather"], ["subgoal", "weather"], ["ids", "dates"]])
def test_what_there_is_no_help_on_is_refused_with_what_there_is(
    script: Script, words: list[str]
) -> None:
    """And not repeated."""
    said = script.refused(1, "help", *words)
    assert "first-steps, ids" in said
    assert "weather" not in said
    assert '"topic-unknown"' in script.refused(1, "--json", "help", *words)


def test_help_needs_no_store(script: Script) -> None:
    """And makes none."""
    script("help")
    script("help", "ids")
    script("help", "talk")
    assert not script.store.exists()
