"""Room under attack: ways around the door, by which a post once took more than it has."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, delete, make_url, text, update

import journeys
from journeys import JourneyId, Journeys, employers, events
from journeys.adapters.sql.readmodels.tables import places
from journeys.adapters.sql.rebuild.parts import projections
from journeys.employers import EmployerEvent
from journeys.errors import Conflict, StoreError
from tests.app.posted import (
    BAKERY,
    EARLY,
    MILL,
    OVEN,
    SHELVES,
    begun,
    ended,
    open_post,
    people,
    record,
    registered,
    taken,
    task,
)
from tests.app.test_room import APR_1, JANE, MAY_1, OLE, ONE, OTHER, refusal, shared_by
from tests.connections import connection_of
from tests.invented import BY_ANNA, FEB_1, KEYS, MAR_1, OPENED, looking, opened
from tests.moving import LEADER, PURPOSE, export_of, store

AWAY = events.JourneyClosed(on=MAR_1, reason="Flyttet", moved_to="461")
NEW = JourneyId(UUID(int=991))


def closing(walks: Journeys, **then: Any) -> None:  # noqa: ANN401 - arguments of the verb
    """Close the early post."""
    closed = {"post": EARLY, "why": "Lukket", "on": FEB_1, **then}
    walks.employers.decide(BAKERY, employers.close_post, BY_ANNA, **closed)


def erasing(walks: Journeys) -> None:
    """Erase the employer of the early post."""
    walks.employers.erase(BAKERY, actor=LEADER, why="Ophørt")


def beginning(walks: Journeys) -> None:
    """Let somebody new begin in the early post."""
    record(walks, NEW, OPENED, begun(OLE))


@pytest.mark.parametrize("isolation", ["REPEATABLE READ", "SERIALIZABLE"])
@pytest.mark.parametrize(
    ("elsewhere", "here"),
    [
        (closing, beginning),
        (lambda walks: walks.maintenance.rebuild(), beginning),
        (lambda walks: walks.maintenance.rebuild(), closing),
        (lambda walks: walks.maintenance.rebuild(), erasing),
    ],
    ids=["closed", "rebuilt", "rebuilt and closed", "rebuilt and erased"],
)
def test_an_older_snapshot_of_the_hosts_makes_no_room(
    postgresql_url: str,
    isolation: str,
    elsewhere: Callable[[Journeys], object],
    here: Callable[[Journeys], object],
) -> None:
    """A post that was closed since takes nobody, and switched read tables are not empty."""
    host = create_engine(make_url(postgresql_url), isolation_level=isolation)
    with store(postgresql_url) as walks, host.connect() as connection:
        shared_by(walks, 1)
        if elsewhere is not closing:
            record(walks, ONE, begun(JANE))
        before = taken(walks)
        connection.execute(text("SELECT 1 FROM journeys_head"))
        elsewhere(walks)
        with pytest.raises(Conflict, match="run all of it again"):
            here(walks.joining(connection))
        connection.rollback()
        assert taken(walks) == before
    host.dispose()


TAKING_AWAY: list[tuple[EmployerEvent, str]] = [
    (employers.PostClosed(on=FEB_1, post=EARLY, why="Lukket"), "post-in-use"),
    (employers.PostChanged(on=FEB_1, post=EARLY, may_share=1), "post-in-use"),
    (events.EntryRetracted(on=FEB_1, entry=2, why="Forkert"), "post-in-use"),
    (employers.TaskWithdrawn(on=FEB_1, task=OVEN, why="Lukket"), "task-in-use"),
]


@pytest.mark.parametrize(("fact", "code"), TAKING_AWAY)
def test_a_decision_of_a_hosts_own_takes_nothing_away_that_somebody_has(
    walks: Journeys, fact: EmployerEvent, code: str
) -> None:
    """One by one and in a list; where it says what happens then it may."""
    shared_by(walks, 2)
    record(walks, ONE, begun(JANE))
    record(walks, OTHER, begun(OLE))

    def recorded(event: EmployerEvent) -> str | None:
        return refusal(lambda: walks.employers.record(BAKERY, lambda _: [event], BY_ANNA))

    decisions = [(BAKERY, lambda _: [fact])]
    assert refusal(lambda: walks.employers.record_all(decisions, BY_ANNA)) == code
    assert recorded(fact) == code
    if not isinstance(fact, events.EntryRetracted):
        assert recorded(fact.model_copy(update={"then": "De bliver"})) is None


def test_a_corrected_post_has_what_is_taken_of_it(walks: Journeys) -> None:
    """A replacement with fewer hours would leave more taken than there is."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE, hours=12))

    def corrected(hours: int) -> str | None:
        posted = employers.PostOpened(
            on=FEB_1, post=EARLY, post_kind="småjob", words="Hold", tasks=(task(OVEN, hours),)
        )
        return refusal(
            lambda: walks.employers.retract(
                BAKERY,
                entry=2,
                why="Forkert",
                on=FEB_1,
                actor=BY_ANNA,
                replacement=lambda _: [posted],
            )
        )

    assert corrected(11) == "task-in-use"
    assert corrected(12) is None


def test_a_post_is_not_open_again_with_more_people_than_may_share_it(walks: Journeys) -> None:
    """While it is closed nobody counts them: an ending may be retracted then."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE), ended(JANE, MAR_1))
    record(walks, OTHER, begun(OLE, on=MAR_1))
    closing(walks, then="De bliver")
    walks.retract(ONE, entry=3, why="Forkert", on=FEB_1, actor=BY_ANNA)

    def reopened() -> None:
        walks.employers.retract(BAKERY, entry=3, why="Forkert", on=FEB_1, actor=BY_ANNA)

    assert refusal(reopened) == "post-in-use"
    record(walks, OTHER, ended(OLE, APR_1))
    assert refusal(reopened) == "post-in-use"
    record(walks, ONE, ended(JANE, MAR_1))
    reopened()
    assert people(walks, MAR_1) == {OTHER}


def test_a_longer_post_has_room_for_those_who_are_in_it(walks: Journeys) -> None:
    """As one that is open again."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE), ended(JANE, MAR_1))
    record(walks, OTHER, begun(OLE, on=MAR_1))

    def lasting(**changes: Any) -> None:  # noqa: ANN401 - arguments of the verb
        walks.employers.decide(
            BAKERY, employers.change_post, BY_ANNA, post=EARLY, on=FEB_1, **changes
        )

    lasting(until=FEB_1, then="De bliver")
    walks.retract(ONE, entry=3, why="Forkert", on=FEB_1, actor=BY_ANNA)
    assert refusal(lambda: lasting(until=MAY_1)) == "post-in-use"


def test_who_resumes_a_journey_takes_again_what_another_entry_named_differently(
    walks: Journeys,
) -> None:
    """The placement names no post in the end, and did on the days that are taken again."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE), AWAY)
    record(walks, ONE, begun(JANE, on=MAY_1).model_copy(update={"post": None}))
    record(walks, OTHER, begun(OLE, on=MAR_1))
    resumed = events.JourneyResumed(on=MAR_1)
    assert refusal(lambda: record(walks, ONE, resumed)) == "post-full"
    assert people(walks, MAR_1) == {OTHER}


def test_nobody_takes_less_than_nothing(walks: Journeys) -> None:
    """It would make room for others."""
    shared_by(walks, 2)
    assert refusal(lambda: record(walks, ONE, begun(JANE, hours=-20))) == "hours-impossible"


def test_a_post_is_that_of_one_employer_though_another_has_one_of_its_id(walks: Journeys) -> None:
    """Who is in the one is neither shown in the other nor in its way."""
    shared_by(walks, 1)
    registered(walks, MILL)
    open_post(walks, EARLY, task(SHELVES), employer=MILL)
    record(walks, ONE, begun(JANE))
    found = looking(walks).post(MILL, EARLY, on=FEB_1, who=True)
    assert (found.who, found.people, found.free_places) == ((), 0, 1)
    walks.employers.decide(MILL, employers.close_post, BY_ANNA, post=EARLY, why="Lukket", on=FEB_1)
    walks.employers.erase(MILL, actor=LEADER, why="Ophørt")


def test_who_moved_in_goes_on_whatever_post_they_had_elsewhere(
    walks: Journeys, origin_url: str
) -> None:
    """The employer is not in this store: nobody asks it for room, but for what is recorded here."""
    with store(origin_url) as origin:
        shared_by(origin, 1)
        record(origin, ONE, begun(JANE), AWAY)
        export = export_of(origin, ONE)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    record(walks, ONE, events.JourneyResumed(on=APR_1))
    assert refusal(lambda: record(walks, ONE, begun(OLE, on=MAY_1))) == "post-unknown"


def test_who_moves_in_takes_no_place_that_is_taken_here(walks: Journeys, origin_url: str) -> None:
    """As from a copy of this store; nothing arrives then."""
    with store(origin_url) as origin:
        shared_by(origin, 1)
        record(origin, ONE, begun(JANE))
        export = export_of(origin, ONE)
    registered(walks)
    open_post(walks)
    opened(walks, OTHER)
    record(walks, OTHER, begun(OLE))

    def arrive() -> None:
        walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)

    assert refusal(arrive) == "post-full"
    assert people(walks, FEB_1) == {OTHER}
    record(walks, OTHER, ended(OLE, FEB_1))
    arrive()
    assert people(walks, FEB_1) == {ONE}


def test_rows_of_other_projections_make_no_room(walks: Journeys, database_url: str) -> None:
    """They may lack somebody who is in a post: it is rebuilt first, whatever is recorded."""
    shared_by(walks, 1)
    record(walks, ONE, begun(JANE))
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        connection.execute(update(projections).values(version=0))
        connection.execute(delete(places))
    with journeys.open(database_url, keys=KEYS) as outdated:
        for way in (beginning, closing):
            with pytest.raises(StoreError, match="Run journeys rebuild"):
                way(outdated)
        outdated.maintenance.rebuild()
        assert refusal(lambda: beginning(outdated)) == "post-full"
        assert refusal(lambda: closing(outdated)) == "post-in-use"
