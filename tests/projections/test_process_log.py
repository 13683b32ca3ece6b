"""The process log of a case: kinds, days, roles and ids, and never a word or a name."""

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from hypothesis import given
from pydantic import BaseModel

from journeys import EducationId, History, MeasureId, PlacementId, events
from journeys.projections.process_log import (
    OF_A_CASE,
    SERVES,
    ProcessCase,
    process_case,
    pseudonyms,
    real_ids,
)
from journeys.testing.strategies import EVENT_CLASSES, histories
from tests.invented import ANNA, BAKERY, FEB_1, JAN_1, KITCHEN, MAR_1, OPENED, WALK
from tests.scenario import BOOK

KEY = bytes(range(32))
OTHER_STREAMS = {"into", "absorbed"}
"""The fields that name another journey of the same citizen: its entries are in the same case."""


def case_of(*facts: events.Event) -> ProcessCase:
    """Return the case of these events, with real ids."""
    return process_case(History().followed_by(facts), real_ids, BOOK.roles)


def _id_fields(of: type[BaseModel]) -> set[str]:
    """Return the fields that hold an id, by their types."""
    return {
        name
        for name, field in of.model_fields.items()
        if "Id" in str(field.annotation) or "UUID" in str(field.annotation)
    }


def test_every_id_of_an_event_is_in_the_log_or_named_here() -> None:
    """A new one is decided on: it is a thing of the journey, or it stays out."""
    fields = {name for cls in EVENT_CLASSES for name in _id_fields(cls)}
    assert fields == {*OF_A_CASE, SERVES, *OTHER_STREAMS}
    for cls in EVENT_CLASSES:
        assert set(OF_A_CASE) & cls.model_fields.keys() <= _id_fields(cls)


def _texts(thing: object) -> Iterator[str]:
    if isinstance(thing, str):
        yield thing
    elif isinstance(thing, tuple):
        for part in thing:
            yield from _texts(part)


@given(histories())
def test_no_word_and_no_name_is_in_it(history: History) -> None:
    """Of any history: the kinds and types there are, a role, a municipality and pseudonyms."""
    if not history.entries:
        return
    named = list[str]()
    pseudonym = pseudonyms(KEY)

    def noted(thing: UUID, journey: UUID | None) -> str:
        named.append(pseudonym(thing, journey))
        return named[-1]

    case = process_case(history, noted, BOOK.roles)
    kinds = {cls.model_fields["kind"].default for cls in EVENT_CLASSES}
    types = {*OF_A_CASE, SERVES, "employer", "post", "task"}
    municipalities = {history.journey.people.municipality}
    assert set(_texts(case)) <= {*kinds, *types, *municipalities, *named}
    assert not {each for each in _texts(case) if str(WALK) in each}
    assert ANNA not in set(_texts(case))


def test_a_role_that_is_none_here_is_not_shown() -> None:
    """Another store, or a host, may have written a name there."""
    opened = History().followed_by([OPENED]).entries[0]
    given = (None, "caseworker", "Anna Hansen", "=1+1", "")
    for role, shown in zip(given, (None, "caseworker", "other", "other", "other"), strict=True):
        history = History((opened._replace(role=role),))
        assert process_case(history, real_ids, BOOK.roles).events[0].role == shown


@given(histories())
def test_it_has_every_entry_once_and_in_both_orders(history: History) -> None:
    """As recorded, numbered from one; and by the day, with moments that rise."""
    if not history.entries:
        return
    case = process_case(history, real_ids, BOOK.roles)
    assert [each.nr for each in case.events] == list(range(1, len(history.entries) + 1))
    assert [each.kind for each in case.events] == [each.event.kind for each in history.entries]
    retracted = {each.nr: each.retracted_by for each in case.events if each.retracted_by}
    assert retracted == {nr: by.version for nr, by in history.retracted.items()}
    in_time = list(case.in_time)
    assert [(each.on, each.nr) for _, each in in_time] == sorted(
        (each.on, each.nr) for each in case.events
    )
    moments = [moment for moment, _ in in_time]
    assert moments == sorted(set(moments))
    assert [moment.date() for moment in moments] == [each.on for _, each in in_time]


def test_what_a_measure_serves_is_told_by_what_it_is() -> None:
    """Wherever the journey names it; an id that it names nowhere is left out."""
    mentor, unknown = MeasureId(UUID(int=5)), EducationId(UUID(int=6))
    granted = events.MeasureGranted(
        on=FEB_1, measure=mentor, measure_kind="mentorstøtte", serves=BAKERY
    )
    started = events.PlacementStarted(
        on=MAR_1, placement=PlacementId(BAKERY), placement_kind="småjob"
    )
    case = case_of(OPENED, granted, started)
    assert [(each.type, each.id, each.field) for each in case.events[1].objects] == [
        ("measure", str(mentor), "measure"),
        ("placement", str(BAKERY), "serves"),
    ]
    lost = case_of(OPENED, granted.model_copy(update={"serves": unknown}))
    assert [each.field for each in lost.events[1].objects] == ["measure"]


def test_a_pseudonym_is_of_one_key_and_one_journey() -> None:
    """Two exports cannot be put together, nor two journeys that call something by one id."""
    one, other = pseudonyms(KEY), pseudonyms(bytes(32))
    assert one(WALK, None) == one(WALK, None) != other(WALK, None)
    assert one(KITCHEN, WALK) != one(KITCHEN, UUID(int=7)) != one(KITCHEN, None)
    assert str(WALK) == real_ids(WALK, None)
    assert len(one(WALK, None)) == 32


def test_the_entries_of_a_joined_journey_are_numbered_as_they_were_recorded() -> None:
    """And a retraction names its entry by that number."""
    base = History().followed_by([OPENED, OPENED, events.NeedMet(on=JAN_1)]).entries
    joined = tuple(
        each._replace(journey=WALK, version=version, position=nr)
        for nr, (each, version) in enumerate(zip(base, (1, 1_000_001, 2), strict=True), start=1)
    )
    back = events.EntryRetracted(on=JAN_1, entry=1_000_001, why="Forkert")
    last = joined[-1]._replace(version=3, position=4, event=back)
    case = process_case(replace(History(), entries=(*joined, last)), real_ids, BOOK.roles)
    assert [each.retracted_by for each in case.events] == [None, 4, None, None]
