"""A manager's figures in words: each once, in numbers that people read, and nobody ranked."""

from itertools import chain

import pytest

from journeys import pages
from journeys.adapters.words.figure_tables import FigureSection, FigureTable, number_text
from journeys.adapters.words.figures import sections
from journeys.language import LANGUAGES, Language, spoken
from tests.pages.samples import MANAGED
from tests.scenario import BOOK


def said(language: Language) -> list[FigureSection]:
    """Return a manager's sections in a language."""
    with spoken(language):
        return list(sections(MANAGED, BOOK))


def tables(language: Language) -> list[FigureTable]:
    """Return all their tables."""
    return list(chain.from_iterable(each.tables for each in said(language)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_stands_twice_in_a_section(language: Language) -> None:
    """A wait has its number beside its median; nothing counts it a second time."""
    waits = said(language)[1]
    counted, waited = waits.tables
    assert len(counted.rows) == 2
    assert len(waited.rows) == 5
    names = [row.name for table in waits.tables for row in table.rows]
    assert len(set(names)) == len(names)
    assert not any(name.endswith(".") for name in names)


def test_changes_are_many_and_days_are_long() -> None:
    """The last heading is of what is counted."""
    last = {table.headings[0]: table.headings[-1] for table in tables("da")}
    assert last["Skift på tolv måneder"] == "Flest"
    assert last["Dage"] == "Længst"


def test_numbers_are_written_as_people_read_them() -> None:
    """Thousands apart, and the decimal sign of the language."""
    written: dict[Language, list[str]] = {
        "da": ["12.345", "38,5", "-"],
        "en": ["12,345", "38.5", "-"],
    }
    for language in LANGUAGES:
        with spoken(language):
            assert [number_text(each) for each in (12345, 38.5, None)] == written[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_that_caseworkers_do_not_compare_is_read_before_their_numbers(language: Language) -> None:
    """On the screen and on the page."""
    note = "kan ikke sammenlignes" if language == "da" else "do not compare"
    assert note in said(language)[-1].tables[0].days
    page = pages.management(MANAGED, language=language)
    assert page.index(note) < page.index("anna.example")
