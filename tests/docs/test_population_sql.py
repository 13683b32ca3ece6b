"""The questions of a page to everybody's rows, asked of an invented country."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.country import DAY, PEOPLE, country, written
from tests.docs.country_answers import QUESTIONS, Country, read
from tests.docs.pages import PYTHON, run_service
from tests.docs.sql import POPULATION_SQL, answering, answers, with_answers

PAGE = POPULATION_SQL.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder in which somebody keeps `rows`, without a store."""
    return tmp_path_factory.mktemp("analyst")


@pytest.fixture(scope="module")
def here(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Country]:
    """Yield the country; its rows are in the folder, under pseudonyms."""
    with country(tmp_path_factory.mktemp("country")) as towns:
        written(towns, folder / "rows")
        yield read(towns, PEOPLE)


@pytest.mark.usefixtures("here")
def test_a_page_shows_what_its_questions_are_answered(folder: Path) -> None:
    """`python -m tests.docs` writes the answers."""
    assert with_answers(PAGE, folder / "rows") == PAGE
    parts = PYTHON.findall(PAGE)
    assert parts
    assert run_service([code for code, _ in parts], folder) == "".join(told for _, told in parts)


@pytest.mark.parametrize("day", [DAY, date(2025, 8, 31), date(2031, 1, 1)])
def test_the_answers_are_those_of_the_stores(here: Country, folder: Path, day: date) -> None:
    """Or of a plain loop over every history; on the day of the page and on others."""
    asked_on_the_day = PAGE.replace(f"DATE '{DAY}'", f"DATE '{day}'")
    with answering(folder / "rows") as connection:
        found = [each for each in answers(connection, asked_on_the_day) if each]
    expected = [question(here, day) for question in QUESTIONS]
    assert [list(each.rows) for each in found] == expected


def test_no_answer_shows_a_person_or_a_colleague(here: Country) -> None:
    """Each row is a count: no id, no name, and no order by what is counted."""
    assert "'caseworker'" not in PAGE
    for _, store in here.stores:
        for name in store.overview(on=DAY, by=["responsible"]).by["responsible"]:
            assert name not in PAGE
    assert "DESC" not in PAGE
