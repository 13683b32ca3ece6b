"""Rows for a database of others: those of the read tables, with pseudonyms and without a name."""

import pickle
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from uuid import UUID

import pytest
from hypothesis import given

from journeys import History, JourneyId, PlacementId, events
from journeys.adapters.files.exports.population_files import table_of
from journeys.adapters.files.exports.population_schema import OF_EMPLOYERS, OF_JOURNEYS, SCHEMAS
from journeys.adapters.sql.readmodels.rows import rows
from journeys.adapters.sql.readmodels.tables import name_of
from journeys.domain.duties import duties
from journeys.employers import EmployerHistory
from journeys.projections.effects.facts import JourneyFacts
from journeys.projections.effects.reading import facts
from journeys.projections.periods import every_period
from journeys.projections.population_rows import (
    BY_COLLEAGUE,
    JourneyRows,
    Naming,
    Row,
    employer_rows,
    journey_rows,
)
from journeys.testing.strategies import employer_histories, histories
from tests.invented import ANNA, BAKERY, BO, FEB_1, MAR_1, OPENED, TODAY
from tests.scenario import BOOK

PSEUDONYMS, REAL = Naming(bytes(range(32))), Naming(bytes(range(32)), with_ids=True)


def rows_of(history: History, naming: Naming = PSEUDONYMS, upto: date | None = None) -> JourneyRows:
    """Return the rows of a history."""
    return journey_rows(history, BOOK, TODAY, None, naming=naming, upto=upto)


def happened(*facts: events.Event) -> History:
    """Return the history of these events."""
    return History().followed_by([OPENED, *facts])


def texts(thing: object) -> Iterator[str]:
    """Yield every text in rows, and in what rows hold."""
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)


@given(histories())
def test_they_are_those_of_the_read_tables(history: History) -> None:
    """Value by value, where ids are those of the store; but the names of colleagues."""
    if not history.entries:
        return
    stored: dict[str, list[Row]] = {name: [] for name in OF_JOURNEYS}
    for table, row in rows(history.stream, history, BOOK):
        stored[name_of(table)].append(row)
    found = rows_of(history, REAL)
    journey = str(history.stream)
    assert [row[:3] for row in found.journeys] == [row[:3] for row in stored["journeys"]]
    assert found.steps == tuple(stored["steps"])
    assert found.places == tuple(stored["places"])
    assert [row[:3] for row in found.periods] == [row[:3] for row in stored["periods"]]
    unnamed = [row for row in stored["periods"] if row[2] not in BY_COLLEAGUE]
    assert [row for row in found.periods if row[2] not in BY_COLLEAGUE] == unnamed
    owed = [(*row[:3], *row[4:6], row[8]) for row in stored["duties"]]
    assert [(*row[:3], *row[4:6], row[7]) for row in found.duties] == owed
    placed = [each for each in every_period(history, BOOK) if each.track == "placement"]
    assert [row[3:5] for row in found.placements] == [(e.starts, e.ends) for e in placed]
    (fact,) = found.facts
    assert fact == (journey, *facts(history, BOOK)[1:])


@given(histories())
def test_each_fits_its_columns_and_comes_back(history: History) -> None:
    """Of any history; also one that is pickled for another process."""
    if not history.entries:
        return
    found = rows_of(pickle.loads(pickle.dumps(history)))  # noqa: S301 - our own
    assert found == rows_of(history)
    for name, of_table in zip(OF_JOURNEYS, found, strict=True):
        read = table_of(name, of_table).to_pylist()
        assert len(read) == len(of_table)
        for got, put in zip(read, of_table, strict=True):
            assert list(got) == SCHEMAS[name].names
            if name != "facts":
                assert tuple(got.values()) == put
    pickle.dumps(partial(journey_rows, naming=PSEUDONYMS, upto=TODAY))


@given(histories())
def test_no_id_and_no_colleague_is_in_them(history: History) -> None:
    """Pseudonyms have 32 signs; nothing that the store would know somebody by is in a row."""
    if not history.entries:
        return
    said = set(texts(rows_of(history)))
    people = {ANNA, BO, *(each.value for each in every_period(history, BOOK) if named(each.track))}
    people |= {duty.owed_by for duty in duties(history, BOOK)}
    codes = {each.value for each in every_period(history, BOOK) if not named(each.track)}
    assert not said & (people - codes - {""})
    assert not [text for text in said if is_id(text)]


def named(track: str) -> bool:
    """Whether the values of a track are names."""
    return track in BY_COLLEAGUE


def is_id(text: str) -> bool:
    """Whether a text is an id as a store writes it."""
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


@given(employer_histories())
def test_those_of_employers_fit_too(history: EmployerHistory) -> None:
    """Of any history of an employer."""
    if not history.entries:
        return
    for name, of_table in zip(OF_EMPLOYERS, employer_rows(history, PSEUDONYMS), strict=True):
        assert len(table_of(name, of_table)) == len(of_table)


def test_the_same_thing_is_called_the_same_in_each_table() -> None:
    """So that they join; in another journey it is called otherwise."""
    placement = PlacementId(BAKERY)
    started = events.PlacementStarted(
        on=FEB_1, placement=placement, placement_kind="småjob", paid_hours=Decimal(8)
    )
    noticed = events.RetentionRiskNoticed(on=MAR_1, placement=placement, words="Støj")
    found = rows_of(happened(started, noticed))
    (placed,) = found.placements
    (period,) = [row for row in found.periods if row[2] == "placement"]
    (duty,) = [row for row in found.duties if row[2] == "retention"]
    assert placed[1] == period[4] == duty[3]
    other = JourneyId(UUID(int=9))
    entries = (each._replace(journey=other) for each in happened(started).entries)
    assert rows_of(History(tuple(entries))).placements[0][1] != placed[1]


@pytest.mark.parametrize("naming", [PSEUDONYMS, REAL])
def test_who_is_offered_a_handover_is_a_pseudonym(naming: Naming) -> None:
    """Though the duty is about a name: also where that looks like a number, a day or an id."""
    for name in (BO, "1234", "2026-01-01", str(UUID(int=5))):
        offered = events.HandoverOffered(on=FEB_1, to=name, reason="Ferie")
        (duty,) = [row for row in rows_of(happened(offered), naming).duties if row[2] == "handover"]
        assert duty[3] == duty[6] == naming.colleague(name)


def test_up_to_a_day_nothing_later_is_in_them() -> None:
    """Neither what takes effect later, nor that it was recorded."""
    placement = PlacementId(BAKERY)
    started = events.PlacementStarted(on=MAR_1, placement=placement, placement_kind="småjob")
    entered = events.PhaseEntered(on=MAR_1, phase="afklaring")
    history = happened(started, entered)
    assert rows_of(history, upto=FEB_1) == rows_of(happened())
    assert rows_of(history, upto=MAR_1) == rows_of(history)


def test_facts_have_the_fields_of_the_schema() -> None:
    """In their order: who reads them makes `JourneyFacts` of a row."""
    assert tuple(SCHEMAS["facts"].names) == JourneyFacts._fields
    for name, schema in SCHEMAS.items():
        assert name in {*OF_JOURNEYS, *OF_EMPLOYERS}
        for field in schema:
            assert field.metadata[b"description"].endswith(b".")
    assert JourneyRows._fields == OF_JOURNEYS
