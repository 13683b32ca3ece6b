"""The commands there are: one for each verb, each with help, and each that a refusal names."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from journeys import rulebook, verbs
from journeys.adapters.cli.command_index import PARTS, imported
from journeys.adapters.cli.main import ROLES
from journeys.adapters.cli.output.argument_help import ARGUMENTS
from journeys.adapters.cli.output.speaking import texts
from journeys.domain.employers import verbs as employer_verbs
from journeys.language import LANGUAGES, say, spoken
from tests.cli.script import Script, command_paths, commands, whole_script

HOUSE = Path(__file__).parent.parent.parent / "journeys"
PATHS = {" ".join(path) for path, _ in commands()}
BESIDE_VERBS = {
    "accessibility",
    "audit bundle",
    "audit checkpoint",
    "audit consistency",
    "audit disclose",
    "access show",
    "audit erasures",
    "audit explain",
    "audit export",
    "audit key",
    "audit looks",
    "audit prove",
    "audit publications",
    "audit receipt",
    "audit replay",
    "audit rulings",
    "audit verify",
    "audit witness",
    "audit witness-key",
    "backup",
    "briefing",
    "citizen find",
    "citizen identify",
    "citizen show",
    "continuity",
    "day",
    "demo",
    "desk",
    "duties",
    "effects",
    "employer duties",
    "employer erase",
    "employer list",
    "employer page",
    "employer retract",
    "employer show",
    "employer timeline",
    "erase",
    "export log",
    "goals",
    "health",
    "help",
    "import employers",
    "import export",
    "import states",
    "init",
    "keys new",
    "keys rotate",
    "law adopt",
    "law check",
    "law list",
    "law show",
    "list",
    "manage",
    "match",
    "merge",
    "overview",
    "page",
    "post list",
    "post show",
    "praktik",
    "praktik-end",
    "check",
    "correct",
    "move in",
    "move out",
    "population rows",
    "reactors list",
    "reactors retry",
    "reactors skip",
    "rebuild",
    "restore",
    "schema",
    "record",
    "status",
    "retire",
    "retract",
    "room",
    "safety",
    "show",
    "subject-access",
    "timeline",
    "undo",
    "vocabulary",
    "what-if",
}
TERM = re.compile(r"[A-ZÆØÅ][\w ,]+: (?=\S)")
IN_PARENTHESES = re.compile(r"\(([a-z-]+(?: [a-z-]+)?(?:, [a-z-]+ [a-z-]+)*)(?: --[^)]*)?\)")
IN_BACKTICKS = re.compile(r"`journeys (?:--json )?([a-z-]+)(?: ([a-z-]+))?")


def test_every_verb_has_exactly_one_command() -> None:
    """A verb without one could not be asked; one with two would be told in two ways."""
    asked = Counter(command.callback.__name__ for _, command in commands() if command.callback)
    assert {verb: asked[verb] for verb in verbs.__all__} == dict.fromkeys(verbs.__all__, 1)


def test_every_verb_about_an_employer_has_exactly_one_command() -> None:
    """As every other verb."""
    asked = Counter(command.callback.__name__ for _, command in commands() if command.callback)
    every = employer_verbs.__all__
    assert {verb: asked[verb] for verb in every} == dict.fromkeys(every, 1)


def test_every_command_can_be_typed() -> None:
    """PARTS names what each module defines, and nothing else: it alone is looked at first."""
    for name in PARTS:
        assert name in imported(name)
        assert set(imported(name)) <= set(PARTS)


def test_every_other_command_is_known_here() -> None:
    """A command that goes missing is missed."""
    beside = {
        " ".join(path)
        for path, command in commands()
        if command.callback
        and command.callback.__name__ not in (*verbs.__all__, *employer_verbs.__all__)
    }
    assert beside == BESIDE_VERBS


@pytest.mark.parametrize("path", [path for path, _ in command_paths()], ids=" ".join)
def test_every_command_has_help(script: Script, path: tuple[str, ...]) -> None:
    """It says what the command is for, in Danish as a sentence; in 80 columns."""
    helped = dict(command_paths())[path]
    assert re.match(r"[A-Z`]", helped)
    assert helped.rstrip().endswith(".")
    for language in LANGUAGES:
        seen = script.speaking(language)(*path, "--help")
        assert {"da": "Brug: ", "en": "Usage: "}[language] in seen
        assert max(len(line) for line in seen.splitlines()) <= 80
    with spoken("da"):
        danish = say(helped)
    assert re.match(r"[A-ZÆØÅ]", danish)
    assert danish != helped
    assert danish.rstrip().endswith(".")


def test_the_help_is_in_one_language() -> None:
    """No text of the English help begins with the Danish term of its Danish, or has its letters."""
    for _, _, english in texts(whole_script()):
        with spoken("da"):
            danish = say(english)
        term = TERM.match(danish)
        assert not re.search("[æøåÆØÅ]", english), english
        assert term is None or not english.startswith(term[0]) or danish == english, english


def test_the_roles_of_the_help_are_those_of_the_table() -> None:
    """They are named apart from it, so that the help imports no verb."""
    assert tuple(rulebook().roles) == ROLES


def test_the_help_lists_every_command(script: Script) -> None:
    """With the exit codes below."""
    seen = script("--help")
    for path, _ in command_paths():
        assert f"│ {path[0]} " in seen
    assert "Exit codes: 0 done; 1 refused" in seen


def test_every_command_that_records_can_be_rehearsed_and_dated() -> None:
    """And asked again under the same request."""
    for path, command in commands():
        recording = (*verbs.__all__, *employer_verbs.__all__, "retract", "retract_entry")
        if command.callback and command.callback.__name__ in recording:
            flags = {flag for param in command.params for flag in param.opts}
            assert {"--on", "--dry-run", "--request-id"} <= flags, path


def test_every_argument_that_is_described_is_an_argument_of_some_verb() -> None:
    """What is left over when a verb changes is noticed here."""
    known = {name for verb in verbs.__all__ for name in getattr(verbs, verb).__annotations__}
    assert set(ARGUMENTS) <= known


def test_every_command_that_a_sentence_names_exists() -> None:
    """Refusals say what to do next: (plan need), `journeys vocabulary measure`."""
    named = set[str]()
    for text in _texts():
        for found in IN_PARENTHESES.findall(text):
            named |= {each for each in found.split(", ") if each not in ARGUMENTS}
        for command, second in IN_BACKTICKS.findall(text):
            named.add(command if command in PATHS else f"{command} {second}")
    assert named >= {"plan need", "ruling hear", "pension ask-rest", "wish", "vocabulary"}
    assert named <= PATHS


def _texts() -> Iterator[str]:
    """Yield what refusals and the errors of the library say, with X for what is filled in."""
    decisions = sorted((HOUSE / "domain" / "decisions").glob("*.py"))
    others = [HOUSE / "domain" / "errors.py", *sorted((HOUSE / "adapters").rglob("*.py"))]
    for file in [*decisions, *others]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            for told in node.args:
                parts = told.values if isinstance(told, ast.JoinedStr) else [told]
                if any(isinstance(part, ast.Constant) for part in parts):
                    text = "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "X" for part in parts
                    )
                    if file in decisions or "`journeys" in text:
                        yield text
