"""Municipality codes: dated data, and an unknown one is refused."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import journeys.domain.law
from journeys import events, verbs
from tests.invented import ANNA, JAN_1
from tests.scenario import BOOK, after

FILE = Path(journeys.domain.law.__file__).parent / "vocabularies" / "municipality.toml"
CODES = BOOK.vocabularies["municipality"]
NEW_YEAR_2007 = date(2007, 1, 1)
OPENING: dict[str, Any] = {"basis": "kontanthjælp", "responsible": ANNA}


@pytest.mark.parametrize(
    ("day", "count"),
    [
        (date(1974, 4, 1), 275),
        (date(2002, 12, 31), 275),
        (date(2003, 1, 1), 271),
        (date(2005, 12, 31), 271),
        (date(2006, 1, 1), 270),
        (date(2006, 12, 31), 270),
        (NEW_YEAR_2007, 98),
        (date(2026, 11, 29), 98),
    ],
)
def test_as_many_are_in_force_as_statistics_denmark_counts(day: date, count: int) -> None:
    """Christiansø is none of them, and neither is the code of a register that names none."""
    in_force = {term.code for term in CODES.in_force(day)}
    assert {"411", "000"} <= in_force
    assert len(in_force) == count + 2


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("175", "Rødovre"),
        ("461", "Odense"),
        ("621", "Kolding"),
        ("411", "Christiansø"),
        ("751", "Aarhus"),
        ("301", "Bjergsted"),
    ],
)
def test_a_municipality_has_its_name(code: str, name: str) -> None:
    """Of today and of before."""
    assert CODES.terms[code].da == name


def test_every_code_has_three_digits() -> None:
    """As the form of an opening asks for."""
    assert all(len(code) == 3 and code.isdigit() for code in CODES.terms)


def test_a_journey_is_opened_in_a_municipality_of_that_day() -> None:
    """Randers was 731 until the reform of 2007, and is 730 from then on."""
    for code, on in (("730", NEW_YEAR_2007), ("731", date(2006, 12, 31)), ("621", JAN_1)):
        after().when(verbs.open_journey, municipality=code, **OPENING, on=on).then(
            events.JourneyOpened(municipality=code, **OPENING, on=on)
        )


@pytest.mark.parametrize(
    ("code", "on"), [("731", NEW_YEAR_2007), ("730", date(2006, 12, 31)), ("401", JAN_1)]
)
def test_a_code_of_another_day_is_refused(code: str, on: date) -> None:
    """With its days, and where they were read."""
    refusal = (
        after()
        .when(verbs.open_journey, municipality=code, **OPENING, on=on)
        .then_refused("code-not-in-force")
    )
    assert refusal.sentence.startswith(f"municipality: {code}")
    assert "Danmarks Statistik" in str(refusal.basis)


@pytest.mark.parametrize("code", ["999", "001", "622"])
def test_an_unknown_code_is_refused(code: str) -> None:
    """Three digits alone make no municipality."""
    refusal = (
        after()
        .when(verbs.open_journey, municipality=code, **OPENING, on=JAN_1)
        .then_refused("code-unknown")
    )
    assert "journeys vocabulary municipality" in refusal.sentence


def test_an_opening_of_an_old_store_is_read_whatever_its_code() -> None:
    """It was recorded before codes were looked at; asked again, it is nothing new."""
    walk = after(events.JourneyOpened(municipality="999", **OPENING, on=JAN_1))
    assert walk.journey.people.municipality == "999"
    walk.when(verbs.change_support_basis, basis="løn", on=JAN_1).then(
        events.SupportBasisChanged(basis="løn", on=JAN_1)
    )


def test_a_line_of_the_list_says_its_code_and_its_names_alone() -> None:
    """What it is like says the rest; anything more in a line would be read by nobody."""
    written = tomllib.loads(FILE.read_text(encoding="utf-8"))
    alike = [term for term in written["terms"] if "like" in term]
    assert all(term.keys() <= {"like", "code", "da", "en"} for term in alike)
    assert {term["like"] for term in alike} == written["like"].keys()
