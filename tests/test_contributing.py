"""Each recipe names every place: what there is stands where the recipes say, and nowhere else."""

import inspect
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from pydantic import BaseModel

from journeys import rulebook, verbs
from journeys.adapters.sql.database.versions import VERSIONS
from journeys.domain.employers import verbs as employer_verbs
from journeys.domain.law import law
from journeys.domain.law.rules import Rule
from journeys.errors import DOUBTS
from journeys.testing.strategies import EMPLOYER_EVENT_CLASSES, EVENT_CLASSES
from tests.test_asked import RECORD

ROOT = Path(__file__).parent.parent
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PLACE = re.compile(r"`((?:journeys|tests|docs)/[\w./-]*|[A-Z]+\.md)`")
LOOKED_THROUGH = ("journeys", "tests", "docs")
TOLD = {".md", ".py", ".toml", ".json", ".txt", ".j2", ".po", ".css"}
NAMING_ANYTHING = ("journeys.testing.strategies.py", "tests/invented.py", "journeys/testing")
"""What may name anything: no recipe sends anybody there."""


class Recipe(NamedTuple):
    """The places of a recipe: those that are touched each time, and those where a line says so."""

    always: tuple[tuple[str, ...], ...]
    """By step, its places."""
    maybe: tuple[str, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """All of them."""
        return (*(place for step in self.always for place in step), *self.maybe)


@cache
def recipes() -> dict[str, Recipe]:
    """Return every recipe, by its heading."""
    sections = re.split(r"^## ", CONTRIBUTING, flags=re.MULTILINE)[1:]
    found = {}
    for section in sections:
        title, _, body = section.partition("\n")
        steps = [PLACE.findall(step) for step in _items(body, r"\d+\.")]
        if steps:
            maybe = [place for item in _items(body, "-") for place in PLACE.findall(item)]
            found[title] = Recipe(tuple(map(tuple, steps)), tuple(maybe))
    return found


def _items(body: str, mark: str) -> list[str]:
    """Return the items of a list with that mark, each with the lines that are indented under it."""
    return re.findall(rf"^{mark} .*(?:\n +.*)*", body, flags=re.MULTILINE)


@cache
def texts() -> dict[str, str]:
    """Return the text of every file that people write, by its path."""
    return {
        str(file.relative_to(ROOT)): file.read_text(encoding="utf-8")
        for folder in LOOKED_THROUGH
        for file in sorted((ROOT / folder).rglob("*"))
        if file.suffix in TOLD and not str(file.relative_to(ROOT)).startswith(NAMING_ANYTHING)
    }


def naming(names: Iterable[str], *, quoted: bool = False) -> set[str]:
    """Return the files that name any of these as a whole word, or are called so.

    With `quoted` only in quotes, as code and data write what is also a plain word.
    """
    names = sorted(names)
    one = "|".join(map(re.escape, names))
    wanted = re.compile(rf"[\"'`](?:{one})[\"'`]" if quoted else rf"(?<![\w-])(?:{one})(?![\w-])")
    return {
        path
        for path, text in texts().items()
        if Path(path).stem in names
        # To look for the plain text first is much quicker.
        or (any(name in text for name in names) and wanted.search(text))
    }


def under(path: str, places: Iterable[str]) -> bool:
    """Whether a file is one of these places, or in it."""
    return any(
        path == place or (place.endswith("/") and path.startswith(place)) for place in places
    )


def astray(recipe: Recipe, found: Iterable[str]) -> list[str]:
    """Return the files that stand in no place of the recipe."""
    return sorted(path for path in found if not under(path, recipe.places))


def untouched(recipe: Recipe, found: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the steps none of whose places was touched."""
    paths = list(found)
    return [step for step in recipe.always if not any(under(path, step) for path in paths)]


def test_there_is_a_recipe_for_each_kind_of_change() -> None:
    """And nobody finds one that is not tried below."""
    assert set(recipes()) == {
        "An event",
        "An event of an employer",
        "A view",
        "A view of employers",
        "A duty",
        "A rule of law",
        "A code",
        "A doubt",
        "A name in Danish",
        "A change of the tables",
        "Something under the seal",
        "A sentence to citizens",
    }


def test_every_place_that_is_named_is_there() -> None:
    """A folder is written with its stroke."""
    named = PLACE.findall(CONTRIBUTING)
    assert len(named) > 60
    for place in named:
        assert (ROOT / place).exists(), place
        assert (ROOT / place).is_dir() == place.endswith("/"), place


def test_each_door_opens_at_most_three_files() -> None:
    """A stranger finds what to change without a guide; this page is one of the three."""
    doors = re.search(r"^## Five doors\n(.*?)^## ", CONTRIBUTING, re.MULTILINE | re.DOTALL)
    assert doors
    rows = [line for line in doors[1].splitlines() if line.startswith("| ")][1:]
    assert [row.split("|")[1].split()[0] for row in rows] == [
        "change",
        "add",
        "add",
        "change",
        "understand",
    ]
    for row in rows:
        assert 1 <= len(PLACE.findall(row)) + ("this page" in row) <= 3, row


def verbs_of(event: type[BaseModel]) -> Iterator[str]:
    """Yield the verbs that record an event of this class."""
    for module in (verbs, employer_verbs):
        for name in module.__all__:
            if re.search(rf"\b{event.__name__}\(", inspect.getsource(getattr(module, name))):
                yield name


OF_STREAMS = {"EntryRetracted", "JourneyMerged", "JourneyAbsorbed"}
EVENTS = [event for event in EVENT_CLASSES if event.__name__ not in OF_STREAMS]
"""All but those that are about entries and streams, and not about the journey's state."""


@pytest.mark.parametrize("event", EVENTS, ids=[event.__name__ for event in EVENTS])
def test_the_recipe_of_an_event_is_whole(event: type[BaseModel]) -> None:
    """Whatever names its class, its kind or its verb stands in a place of the recipe."""
    recipe = recipes()["An event"]
    kind = str(event.model_fields["kind"].default)
    found = naming([event.__name__, kind, *verbs_of(event)])
    assert astray(recipe, found) == []
    needed_by_the_record = [("docs/ASKED.md",)] if event.__name__ in RECORD else []
    assert untouched(recipe, found) in ([], needed_by_the_record)


EMPLOYER_EVENTS = sorted(
    set(EMPLOYER_EVENT_CLASSES) - set(EVENT_CLASSES), key=lambda each: each.__name__
)


@pytest.mark.parametrize("event", EMPLOYER_EVENTS, ids=[each.__name__ for each in EMPLOYER_EVENTS])
def test_the_recipe_of_an_event_of_an_employer_is_whole(event: type[BaseModel]) -> None:
    """Whatever names its class, its kind or its verb stands in a place of the recipe."""
    recipe = recipes()["An event of an employer"]
    found = naming([event.__name__, str(event.model_fields["kind"].default), *verbs_of(event)])
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize(
    ("view", "shape"), [("employer_timeline", "EmployerTimeline"), ("match_for_post", "PostMatch")]
)
def test_the_recipe_of_a_view_of_employers_is_whole(view: str, shape: str) -> None:
    """Whatever names its method, its look or its shape stands in a place of the recipe."""
    recipe = recipes()["A view of employers"]
    found = naming([view, view.replace("_", "-"), shape])
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize("view", ["briefing", "desk", "continuity", "milestones"])
def test_the_recipe_of_a_view_is_whole(view: str) -> None:
    """Whatever names its method or its shape stands in a place of the recipe."""
    recipe = recipes()["A view"]
    found = naming([view, view.capitalize(), f"show_{view}", f"test_{view}"])
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize("kind", sorted(rulebook().duties))
def test_the_recipe_of_a_duty_is_whole(kind: str) -> None:
    """Whatever names its kind stands in a place of the recipe."""
    recipe = recipes()["A duty"]
    found = naming([kind], quoted=True)
    assert astray(recipe, found) == []
    assert untouched(recipe, found) in ([], [("docs/ASKED.md",)])


@pytest.mark.parametrize("rule", law().newest.rules, ids=lambda rule: rule.id)
def test_the_recipe_of_a_rule_is_whole(rule: Rule) -> None:
    """Whatever names its id, or says its sentence, stands in a place of the recipe."""
    recipe = recipes()["A rule of law"]
    found = naming([rule.id, rule.da])
    assert astray(recipe, found) == []
    if rule.part != "ground":
        assert untouched(recipe, found) == []


CODES = sorted(
    code
    for vocabulary in rulebook().vocabularies.values()
    for code in vocabulary.terms
    if not code.isascii() or " " in code
)
"""Those that are no plain English word, which code says for its own reasons."""


@pytest.mark.parametrize("code", CODES)
def test_the_recipe_of_a_code_is_whole(code: str) -> None:
    """Whatever names it stands in a place of the recipe."""
    recipe = recipes()["A code"]
    found = naming([code], quoted=True)
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize("code", DOUBTS)
def test_the_recipe_of_a_doubt_is_whole(code: str) -> None:
    """Whatever names its code stands in a place of the recipe."""
    recipe = recipes()["A doubt"]
    found = naming([code], quoted=True)
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize("name", ["aflys", "fortryd", "samtale"])
def test_the_recipe_of_a_name_in_danish_is_whole(name: str) -> None:
    """Whatever writes it in quotes stands in a place of the recipe."""
    recipe = recipes()["A name in Danish"]
    found = naming([name], quoted=True)
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize("version", VERSIONS[-3:])
def test_the_recipe_of_a_change_of_the_tables_is_whole(version: str) -> None:
    """Whatever names its version stands in a place of the recipe."""
    recipe = recipes()["A change of the tables"]
    found = naming([version])
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


@pytest.mark.parametrize("what", ["identity", "schema"])
def test_the_recipe_of_something_under_the_seal_is_whole(what: str) -> None:
    """Whatever notes it, checks it or names its topic stands in a place of the recipe."""
    recipe = recipes()["Something under the seal"]
    found = naming([f"note_{what}", f"wrong_{what}", f"{what}-changed"])
    assert astray(recipe, found) == []
    assert untouched(recipe, found) == []


def sentences() -> Iterator[str]:
    """Yield sentences to citizens of each kind that Python can find by itself."""
    for event in EVENT_CLASSES:
        yield event.__dict__["citizen"]
    for duty in rulebook().duties.values():
        # What the municipality alone has to see to is not told to the citizen.
        yield from filter(None, (duty.citizen_da, duty.citizen_en))
    for rule in law().rules:
        yield rule.da


def test_the_recipe_of_a_sentence_names_where_each_is() -> None:
    """Whatever says one stands in a place of the recipe, and each place says some."""
    recipe = recipes()["A sentence to citizens"]
    found = [naming([each], quoted=True) for each in sentences()]
    assert all(found)
    assert [strays for each in found if (strays := astray(recipe, each))] == []
    assert untouched(recipe, set().union(*found)) == []


def test_a_place_that_a_recipe_leaves_out_is_noticed() -> None:
    """And so is a step that nobody needs."""
    whole = recipes()["A duty"]
    found = naming(["need-review"], quoted=True)
    without = Recipe(whole.always[1:], whole.maybe)
    assert astray(without, found) == ["journeys/domain/law/duty_kinds.toml"]
    more = Recipe((*whole.always, ("journeys/pages.py",)), whole.maybe)
    assert untouched(more, found) == [("journeys/pages.py",)]
