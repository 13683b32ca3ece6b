"""A number typed by mistake is released; one that was replaced goes on finding the citizen."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import delete, select

from journeys import JourneyId, Journeys
from journeys.adapters.sql.keys.persons import people
from journeys.adapters.wiring import open_journeys
from journeys.errors import BrokenHistory, Refused
from tests.connections import connection_of
from tests.invented import BY_ANNA, KEYS, WALK, looking, opened

OTHER = JourneyId(UUID(int=77))
WRONG, RIGHT, LATER = "610203-1234", "010203-1234", "710203-1235"


@pytest.fixture
def known(walks: Journeys) -> Journeys:
    """Return two journeys; the first was given a number that is somebody else's."""
    opened(walks)
    opened(walks, OTHER)
    identify(walks, WALK, WRONG)
    return walks


def identify(
    walks: Journeys, journey: JourneyId, number: str, *, corrects: bool = False, kind: str = "cpr"
) -> None:
    """Say who a journey is about."""
    walks.persons.identify(
        journey,
        name="Opfundet Borgersen",
        number=number,
        kind=kind,  # type: ignore[arg-type]
        actor=BY_ANNA,
        purpose="sagsbehandling",
        corrects=corrects,
    )


def assert_sealed(walks: Journeys) -> None:
    """Assert that the identities are those that were sealed."""
    assert [each.fault for each in walks.seal.verify()] == [None] * 5


def test_a_corrected_number_is_released_for_whose_it_is(known: Journeys) -> None:
    """It finds nobody, then its true owner; the right one finds the citizen."""
    identify(known, WALK, RIGHT, corrects=True)
    assert looking(known).find(WRONG) is None
    assert looking(known).find(RIGHT) == WALK
    assert_sealed(known)
    identify(known, OTHER, WRONG)
    assert looking(known).find(WRONG) == OTHER
    assert [
        each.number
        for each in looking(known).subject_access(WALK, on=date(2026, 3, 1)).former_identities
    ] == []
    assert_sealed(known)


def test_a_replaced_number_goes_on_finding_the_citizen(known: Journeys) -> None:
    """An administrative number, until there is another; a correction releases the last alone."""
    identify(known, WALK, RIGHT)
    identify(known, WALK, LATER, corrects=True)
    assert looking(known).find(WRONG) == looking(known).find(LATER) == WALK
    assert looking(known).find(RIGHT) is None
    with pytest.raises(Refused) as refused:
        identify(known, OTHER, WRONG, corrects=True)
    assert refused.value.code == "number-taken"
    assert_sealed(known)


def test_a_reference_is_corrected_as_a_number_is(known: Journeys) -> None:
    """Of either kind; correcting the name alone releases nothing."""
    identify(known, WALK, "P-12", kind="reference", corrects=True)
    assert looking(known).find(WRONG) is None
    identify(known, WALK, "P-13", kind="reference", corrects=True)
    assert looking(known).find("P-12", "reference") is None
    known.persons.identify(
        WALK,
        name="Nyt Navn",
        number="P-13",
        kind="reference",
        actor=BY_ANNA,
        purpose="navn",
        corrects=True,
    )
    assert looking(known).find("P-13", "reference") == WALK
    assert_sealed(known)


def test_a_correction_can_be_rehearsed(known: Journeys) -> None:
    """Nothing is released then."""
    identify(known.rehearsing(), WALK, RIGHT, corrects=True)
    assert looking(known).find(WRONG) == WALK
    assert_sealed(known)


def test_a_row_that_was_released_and_put_back_is_found(known: Journeys) -> None:
    """So is one that was taken out: the change is under the seal."""
    with known.store.reading() as transaction:
        (row,) = connection_of(transaction).execute(select(people)).mappings()
    identify(known, WALK, RIGHT, corrects=True)
    with known.store.writing() as transaction:
        connection_of(transaction).execute(people.insert().values(**{**row, "current": False}))
    assert any(each.fault for each in known.seal.verify())
    with pytest.raises(BrokenHistory):
        identify(known, WALK, LATER, corrects=True)
    with known.store.writing() as transaction:
        connection_of(transaction).execute(delete(people).where(people.c.found == row["found"]))
    assert_sealed(known)


@pytest.fixture
def early(tmp_path: Path) -> Iterator[Journeys]:
    """Yield a store in which it is a day in March 2026."""
    with open_journeys(
        f"sqlite:///{tmp_path / 'early.db'}", keys=KEYS, today=lambda: date(2026, 3, 1)
    ) as store:
        opened(store)
        yield store


@pytest.mark.parametrize("number", ["020326-4000", "620326-4000", "010130-9123"])
def test_nobody_is_identified_before_the_day_of_birth(early: Journeys, number: str) -> None:
    """By the clock of those who record; with a replacement number, too."""
    with pytest.raises(Refused) as refused:
        identify(early, WALK, number)
    assert refused.value.code == "cpr-not-yet-born"
    identify(early, WALK, "010326-4000")
    assert looking(early).find("010326-4000") == WALK
