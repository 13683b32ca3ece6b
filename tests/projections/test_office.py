"""Whom a citizen calls: the office of the responsible colleague's team."""

from pathlib import Path

import pytest

from journeys import History, Rulebook, events
from journeys.adapters.files.municipality import read_municipality
from journeys.domain.rulebook import TeamOffice
from journeys.errors import InputUnreadable
from journeys.language import say, spoken
from journeys.projections.citizen_path import path
from journeys.projections.office import Office, office
from tests.app.test_settings import faults, written
from tests.invented import ANNA, CARLA, FEB_1, JAN_1, MAR_1, OPENED, WALK
from tests.scenario import BOOK, after

HOUSE = """
[[office]]
team = "Jobhuset"
name = "Jobhuset"
place = "Torvet 1"
telephone = "12 34 56 78"
hours = "Mandag til torsdag kl. 9-15"
"""
OTHERS = """
[[office]]
name = "Kommunen"
telephone = "+45 87654321"
"""
ANNAS = f'[[staff]]\nname = "{ANNA}"\nteam = "Jobhuset"\n'
TO_CARLA = events.HandoverAccepted(on=MAR_1, by=CARLA, told=MAR_1)


def book_of(tmp_path: Path, text: str) -> Rulebook:
    """Return the rulebook with this file of a municipality."""
    return read_municipality(written(tmp_path, text))


def test_the_office_is_that_of_the_responsible_colleagues_team(tmp_path: Path) -> None:
    """Without a team of the colleague it is the one without a team."""
    book = book_of(tmp_path, HOUSE + OTHERS + ANNAS)
    told = after(OPENED, TO_CARLA).history
    annas = office(told.on(FEB_1), book)
    assert annas == Office(
        name="Jobhuset",
        place="Torvet 1",
        telephone="12 34 56 78",
        hours="Mandag til torsdag kl. 9-15",
    )
    assert path(WALK, told, book, FEB_1).office == annas
    carlas = path(WALK, told, book, MAR_1).office
    assert carlas == Office(name="Kommunen", place="", telephone="+45 87654321", hours="")
    assert path(WALK, History(), book, JAN_1).office == carlas


def test_where_no_office_fits_there_is_none(tmp_path: Path) -> None:
    """Nobody is sent to the office of another team."""
    told = after(OPENED).history
    assert office(told, BOOK) is None
    assert office(told, book_of(tmp_path, HOUSE)) is None
    assert path(WALK, told, BOOK, FEB_1).office is None


def test_an_office_changes_no_row_of_the_store(tmp_path: Path) -> None:
    """So nothing has to be rebuilt for it."""
    book = book_of(tmp_path, HOUSE)
    assert book.rows_fingerprint == BOOK.rows_fingerprint
    assert book.fingerprint != BOOK.fingerprint


@pytest.mark.parametrize(
    ("text", "english", "danish"),
    [
        (HOUSE + HOUSE, "team Jobhuset has two", "team Jobhuset har to kontorer"),
        (OTHERS + OTHERS, "two are without a team", "to er uden team"),
        (
            ANNAS + HOUSE.replace('team = "Jobhuset"', 'team = "Jobhusene"'),
            "no office has team Jobhuset",
            "intet kontor har teamet Jobhuset",
        ),
        (HOUSE + ANNAS + ANNAS.replace("Jobhuset", ""), "two teams", "to team"),
        (
            HOUSE.replace('name = "Jobhuset"', f'name = "Hos {ANNA}"') + ANNAS,
            f"it names {ANNA} of the staff",
            f"{ANNA} fra staff er nævnt",
        ),
        (
            OTHERS.replace("+45 87654321", "ring til Anna"),
            "office.0.telephone: Value error, a telephone number has 3 to 15 digits",
            "et telefonnummer har 3 til 15 cifre",
        ),
        (OTHERS.replace('telephone = "+45 87654321"', ""), "office.0.telephone", "det mangler"),
        (OTHERS.replace("Kommunen", " "), "office.0.name", "mindst 1 tegn"),
        (OTHERS + 'fax = "1"', "office.0.fax", "det findes ikke her"),
        (
            OTHERS.replace("Kommunen", "Du beholder altid din pension"),
            "a municipality cannot promise it",
            "kan kommunen ikke love her",
        ),
    ],
)
def test_every_fault_of_an_office_is_reported(
    tmp_path: Path, text: str, english: str, danish: str
) -> None:
    """In both languages, with its place and what to do."""
    assert english in faults(tmp_path, text)
    with spoken("da"):
        assert danish in say_faults(tmp_path, text)


def test_an_office_may_have_a_word_in_which_a_name_is_found(tmp_path: Path) -> None:
    """Only the whole name is that of a colleague."""
    house = HOUSE.replace('name = "Jobhuset"', f'name = "{ANNA}gården"')
    found = office(after(OPENED).history, book_of(tmp_path, house + ANNAS))
    assert found is not None
    assert found.name == f"{ANNA}gården"


def say_faults(tmp_path: Path, text: str) -> str:
    """Return the faults of a file in the spoken language."""
    with pytest.raises(InputUnreadable) as error:
        read_municipality(written(tmp_path, text))
    return "\n".join(say(each) for each in error.value.problems)


@pytest.mark.parametrize("number", ["112", "12345678", "12 34 56 78", "+45 12 34 56 78"])
def test_a_telephone_number_is_taken_as_it_is_printed(number: str) -> None:
    """Grouped or not, with the number of a country or without."""
    assert TeamOffice(name="Jobhuset", telephone=number).telephone == number
