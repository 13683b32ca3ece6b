"""The kit for hosts' own tests: what it lets pass, and what it says of what it does not."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from types import ModuleType

import pytest

from journeys import History, decide, events, rulebook, testing, verbs
from journeys.errors import Refused
from journeys.testing import Question, after, invented
from journeys.testing.invented import BY_ANNA, FEB_1, GRANTED, MAR_1, OPENED, RESTED, WISHED
from tests.docs.pages import PYTHON, TESTING

PENSION = after(OPENED, GRANTED, WISHED)


def test_the_page_on_testing_runs_as_a_hosts_own_tests(tmp_path: Path) -> None:
    """Each part after the other, in one file, with pytest and nothing of ours around it."""
    parts = [code for code, _ in PYTHON.findall(TESTING.read_text(encoding="utf-8"))]
    (tmp_path / "test_host.py").write_text("\n".join(parts), encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_host.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert f"{sum(part.count('def test_') for part in parts)} passed" in ran.stdout


@pytest.mark.parametrize("module", [testing, invented])
def test_the_snippet_above_the_kit_runs(module: ModuleType) -> None:
    """It is what a host copies first."""
    lines = (module.__doc__ or "").splitlines()
    code = dedent("\n".join(line for line in lines if line.startswith("    ")))
    exec(code, {**vars(testing), **vars(invented), "verbs": verbs})  # noqa: S102 - our own text


def test_it_needs_neither_pytest_nor_hypothesis() -> None:
    """A host may test with whatever it has."""
    code = "import sys, journeys.testing; print(*sys.modules)"
    seen = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert not {"pytest", "_pytest", "hypothesis", "sqlalchemy"} & set(seen)


def test_what_holds_passes() -> None:
    """Each ending once."""
    PENSION.when(verbs.rest_pension, on=MAR_1).then(RESTED)
    PENSION.followed_by(RESTED).when(verbs.rest_pension, on=MAR_1).then_nothing()
    refused = PENSION.by("mentor").when(verbs.rest_pension, on=MAR_1).then_refused("role-may-not")
    assert refused.code == "role-may-not"


ENDINGS: list[tuple[Callable[[], object], str]] = [
    (
        lambda: PENSION.when(verbs.rest_pension, on=MAR_1).then(),
        "Expected: nothing\nRecorded:\n    PensionRested(",
    ),
    (
        lambda: PENSION.when(verbs.rest_pension, on=FEB_1).then_nothing(),
        "Expected: nothing\nRecorded:\n    PensionRested(",
    ),
    (
        lambda: PENSION.followed_by(RESTED).when(verbs.rest_pension, on=MAR_1).then(RESTED),
        "Recorded: nothing",
    ),
    (
        lambda: after(OPENED).when(verbs.rest_pension, on=MAR_1).then(RESTED),
        "Refused with pension-not-granted: No pension",
    ),
    (
        lambda: after(OPENED).when(verbs.rest_pension, on=MAR_1).then_nothing(),
        "Refused with pension-not-granted: No pension",
    ),
    (
        lambda: after(OPENED).when(verbs.rest_pension, on=MAR_1).then_refused("role-may-not"),
        "Expected role-may-not; refused with pension-not-granted: No pension",
    ),
    (
        lambda: PENSION.when(verbs.rest_pension, on=MAR_1).then_refused("role-may-not"),
        "Expected role-may-not; nothing was refused. Recorded:\n    PensionRested(",
    ),
]


@pytest.mark.parametrize(("ending", "said"), ENDINGS)
def test_what_does_not_hold_says_what_was_recorded(ending: Callable[[], object], said: str) -> None:
    """An AssertionError in words, for any test runner."""
    with pytest.raises(AssertionError) as error:
        ending()
    assert said in str(error.value)


def test_a_decision_that_adds_more_when_asked_again_does_not_pass() -> None:
    """Whatever else it records."""
    another = Question(PENSION.history, lambda _: [RESTED])
    with pytest.raises(AssertionError, match="Asked again, this is recorded as well"):
        another.then(RESTED)


def test_a_refusal_that_changes_when_asked_again_does_not_pass() -> None:
    """A host shows its sentence, and it is to stay the same."""
    sentences = iter(("First.", "Second."))

    def moody(_: History) -> list[events.Event]:
        raise Refused("moody", next(sentences))

    with pytest.raises(AssertionError, match="Asked again, with moody: Second"):
        Question(PENSION.history, moody).then_refused("moody")


def test_it_decides_as_a_store_does() -> None:
    """By the same function, with the actor, the rulebook and the day that are said."""
    recorded = decide(PENSION.history, verbs.rest_pension, BY_ANNA, rulebook(), MAR_1, on=MAR_1)
    asked = PENSION.under(rulebook()).on_the_day(MAR_1)
    asked.when(verbs.rest_pension, on=MAR_1).then(*recorded)
