"""The accessibility statement: honest about what was tried, and the municipality's to publish."""

from datetime import date

import pytest

from journeys import pages
from journeys.domain.law.accessibility import accessibility_law
from journeys.language import LANGUAGES, Language
from journeys.projections.accessibility import accessibility_statement
from tests.pages.samples import OFFICE
from tests.pages.test_path import read
from tests.scenario import BOOK

TRIED = date(2026, 11, 29)
WITH_OFFICE = BOOK._replace(offices=(OFFICE,))


def test_it_says_when_it_was_tried_and_is_renewed_within_a_year() -> None:
    """As the law says: by the same day of the next year at the latest."""
    page = read(pages.accessibility(TRIED))
    assert "Sidst afprøvet: 29. november 2026." in page
    assert "Skal gennemgås igen senest den 29. november 2027." in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_the_law_names_its_source_or_is_to_be_verified(language: Language) -> None:
    """Nothing is said of the law that no source says."""
    page = " ".join(read(pages.accessibility(TRIED, language=language)).split())
    law = accessibility_law()
    for rule in law.rules:
        said = rule.da if language == "da" else rule.en
        if rule.tag == "open":
            verify = "Skal bekræftes" if language == "da" else "To be verified"
            assert f"{verify}: {said}" in page
            assert not rule.sources
        else:
            assert f"{said} ({rule.sources[0].act}" in page
            assert rule.sources[0].read_at in page
    assert {rule.id for rule in law.rules if rule.part == "appeal"} == {"supervision", "appeal"}


def test_it_claims_no_more_than_was_tried() -> None:
    """In part only, with what is missing; and it says that it is the municipality's."""
    page = " ".join(read(pages.accessibility(TRIED, language="en")).split())
    assert "It is the municipality's own statement" in page
    assert "follow WCAG 2.1, level A and AA, in part" in page
    assert "A program finds only some faults." in page
    assert "nobody needs the picture" in page
    assert "Not every requirement of PDF/UA-1 is checked." in page


def test_whom_to_tell_is_the_office_or_what_the_municipality_adds() -> None:
    """The written contact is added by hand: an office has none."""
    page = pages.accessibility(TRIED, book=WITH_OFFICE)
    assert 'href="tel:12345678"' in page
    assert OFFICE.name in read(page)
    assert "Her skriver kommunen en skriftlig kontakt" in read(page)
    without = pages.accessibility(TRIED)
    assert "tel:" not in without
    assert "Her skriver kommunen også sit telefonnummer." in read(without)


def test_the_office_of_a_team_is_nobodys_elses() -> None:
    """A statement is for everybody, so it takes the office without a team alone."""
    book = BOOK._replace(offices=(OFFICE.model_copy(update={"team": "Jobhuset"}),))
    assert accessibility_statement(book, TRIED).office is None
