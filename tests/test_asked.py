"""What the documents ask for is where the table says it is."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from journeys import rulebook, verbs
from journeys.domain.decisions.decided import EMPLOYER_EVENT_CLASSES
from journeys.testing.strategies import EVENT_CLASSES
from tests.test_refusals import refusals

HOUSE = Path(__file__).parent.parent / "journeys"
ASKED = HOUSE.parent / "docs" / "ASKED.md"
ROWS = 96

ROW = re.compile(r"^\| (?P<nr>\d+) \| (?P<asked>.+?) \| (?P<kept>.+?) \| ?(?P<where>.*?) ?\|$")


def rows() -> list[re.Match[str]]:
    """Return every row of the table."""
    lines = ASKED.read_text(encoding="utf-8").splitlines()
    return [row for line in lines if (row := ROW.match(line))]


def classes() -> Iterator[str]:
    """Yield the name of every class: families of events, views and their parts."""
    for file in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name


def test_every_row_has_its_place() -> None:
    """From the first to the last, each once."""
    assert [int(row["nr"]) for row in rows()] == list(range(1, ROWS + 1))


def test_every_name_in_the_table_is_in_the_code() -> None:
    """Events, refusals, duties, vocabularies, roles and views."""
    book = rulebook()
    known = {*classes(), *refusals(), *book.duties, *book.vocabularies, *book.roles}
    for row in rows():
        unknown = set(re.findall(r"`([^`]+)`", row["kept"])) - known
        assert not unknown, f"row {row['nr']}"


def test_every_place_in_the_table_is_there() -> None:
    """A row without a place says that it is left out, and why."""
    for row in rows():
        place = row["where"].strip("`")
        assert (HOUSE / place).exists(), row["nr"]
        assert place or "left out: " in row["kept"], row["nr"]


def test_every_event_is_asked_for_by_some_row() -> None:
    """Or is what the record itself needs."""
    named = set(re.findall(r"`([A-Z]\w+)`", " ".join(row["kept"] for row in rows())))
    of_both = {*EVENT_CLASSES, *EMPLOYER_EVENT_CLASSES}
    assert {cls.__name__ for cls in of_both} - named == RECORD
    assert verbs.__all__


RECORD = {
    "AccessRestricted",
    "EntryRetracted",
    "JourneyAbsorbed",
    "JourneyClosed",
    "JourneyMerged",
    "RestrictionLifted",
    "SupportBasisChanged",
}
"""What is there because any record needs it."""
