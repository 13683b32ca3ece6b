"""Words that must never appear: in no text that the library can produce."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from journeys import History
from journeys.adapters.words.names import municipality_name
from journeys.domain.duties import duties
from journeys.projections.continuity import continuity
from journeys.projections.duties import as_view
from journeys.projections.milestones import milestones
from journeys.projections.safety.answer import safety
from journeys.projections.timeline import timeline
from journeys.testing.strategies import EVENT_CLASSES, days, histories
from tests.cli.script import command_paths
from tests.invented import WALK
from tests.scenario import BOOK

HOUSE = Path(__file__).parents[2] / "journeys"

SETBACKS = (
    r"fail(s|ed|ing|ure|ures)?|non-?complian(t|ce)|absen(t|ce|tee|teeism)|no-?shows?|overdue|missed"
    r"|unwilling|uncooperative|lazy|dropped? ?out|relapsed?"
    r"|fejle(r|t|de)?|mislyk\w*|udebl\w*|fravær\w*|forsøm\w*|svigt\w*|uvillig\w*|dov(en|ne)"
    r"|usamarbejdsvillig\w*|opgivet|tilbagefald"
)
"""A setback worded as a failure."""

CAUSES = (
    r"depressi\w+|anxiety|psychiatric|schizo\w+|autis\w+|adhd|ptsd|dementia|cancer|brain injur\w+"
    r"|addict\w*|alcohol\w*|drug abuse|substance abuse|homeless\w*|debts?|illness(es)?|disease"
    r"|angst|psykiatri\w*|skizo\w*|demens|kræft|hjerneskade\w*|misbrug\w*|alkohol\w*|stofmisbrug\w*"
    r"|hjemløs\w*|gæld|sygdom\w*|lidelse\w*"
)
"""A diagnosis, or a cause of illness, abuse, homelessness or debt."""

ABOLISHED = r"job ?cent(er|re|ers|res|rene|eret)"
"""A name that the law has abolished."""

FORBIDDEN = re.compile(rf"\b({SETBACKS}|{CAUSES}|{ABOLISHED})\b", re.IGNORECASE)


def strings(tree: ast.Module) -> Iterator[str]:
    """Yield every string of a module that is no docstring: those may be read by somebody."""
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            is_doc = isinstance(node, ast.Expr)
            if isinstance(child, ast.Constant) and isinstance(child.value, str) and not is_doc:
                yield child.value


def values(data: Any) -> Iterator[str]:  # noqa: ANN401 - whatever stands in a TOML file
    """Yield every text in a TOML file."""
    match data:
        case str():
            yield data
        case dict():
            for value in data.values():
                yield from values(value)
        case list():
            for value in data:
                yield from values(value)


LISTED = "privacy_words.toml"
"""The names of diagnoses that are asked about: they are looked for, and never shown."""


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text that stands in the library, with where."""
    for file in sorted(HOUSE.rglob("*.py")):
        for text in strings(ast.parse(file.read_text(encoding="utf-8"))):
            yield file.name, text
    for file in sorted(HOUSE.rglob("*.toml")):
        if file.name == LISTED:
            continue
        for text in values(tomllib.loads(file.read_text(encoding="utf-8"))):
            yield file.name, text
    for file in sorted([*HOUSE.rglob("*.txt"), *HOUSE.rglob("*.j2")]):
        yield file.name, file.read_text(encoding="utf-8")
    for command, told_of_it in command_paths():
        yield " ".join(command), told_of_it


@pytest.mark.parametrize(
    "text",
    [
        "The citizen failed to appear",
        "Borgeren udeblev fra samtalen",
        "Forsøget mislykkedes",
        "non-compliant",
        "på grund af misbrug",
        "Jobcentret",
    ],
)
def test_the_check_finds_what_it_looks_for(text: str) -> None:
    """A test that cannot fail proves nothing."""
    assert FORBIDDEN.search(text.replace("Jobcentret", "jobcenteret"))


def test_no_text_in_the_library_says_what_must_never_be_said() -> None:
    """Refusals, views, vocabularies, duties, law, and the help of the script."""
    found = {
        (where, match[0].lower()) for where, text in texts() if (match := FORBIDDEN.search(text))
    }
    assert found == set()


def test_a_municipality_is_named_beside_its_code() -> None:
    """One that no list has stands as it is: an old store may hold it."""
    assert [municipality_name(code) for code in ("621", "411", "999")] == [
        "621 Kolding",
        "411 Christiansø",
        "999",
    ]


def test_every_event_speaks_of_the_citizen_without_blame() -> None:
    """In both voices; the citizen's says you or we, and is a sentence somebody can be handed."""
    for cls in EVENT_CLASSES:
        for text in (cls.professional, cls.citizen):
            assert not FORBIDDEN.search(text), cls


@given(histories(), days())
def test_no_view_of_any_history_adds_such_a_word(history: History, on: Any) -> None:  # noqa: ANN401 - a day
    """What somebody said stands as it was said; all else is the library's."""
    said = {text for event in history.events for text in values(event.model_dump(mode="json"))}
    seen = history.on(on)
    responsible = seen.journey.people.responsible
    views = [
        milestones(WALK, history, BOOK, on),
        timeline(WALK, history, on),
        safety(WALK, history, BOOK, on),
        continuity(WALK, history, BOOK, on),
        *(as_view(duty, BOOK, responsible) for duty in duties(seen, BOOK)),
    ]
    for view in views:
        for text in values(view.model_dump(mode="json")):
            assert text in said or not FORBIDDEN.search(text)
