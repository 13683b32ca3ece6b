"""Journeys: decide, read on both clocks, correct, and never half."""

from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import chain, repeat
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

import journeys
from journeys import Actor, History, JourneyId, Journeys, events, verbs
from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.wiring import open_journeys
from journeys.app.ports.log import Recording
from journeys.domain.decisions.deciding import Decision
from journeys.errors import Conflict, Refused, StoreBusy, UnknownJourney
from journeys.testing.strategies import Request, beginnings, requests
from tests.app.queueing import impatient
from tests.app.rows import assert_current, stored_rows
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    BY_ANNA,
    BY_BO,
    FEB_1,
    JAN_1,
    KEYS,
    KITCHEN,
    MAR_1,
    MAY_1,
    WALK,
    looking,
    opened,
)
from tests.scenario import asked


def test_what_is_decided_is_recorded_and_read_again(walks: Journeys) -> None:
    """With who, when and where in the stream and in the store."""
    journey = opened(walks)
    (entry,) = walks.decide(
        journey, verbs.state_hope, actor=BY_BO, request_id="r-1", words="Et job", on=FEB_1
    )
    assert (entry.version, entry.position, entry.actor, entry.request_id) == (2, 2, BO, "r-1")
    assert looking(walks).history(journey).entries[-1] == entry
    assert looking(walks).milestones(journey).hopes[0].words == "Et job"


def test_a_refusal_leaves_the_store_exactly_as_it_was(walks: Journeys) -> None:
    """No entry, no row."""
    journey = opened(walks)
    before = (looking(walks).history(journey), stored_rows(walks))
    with pytest.raises(Refused):
        walks.decide(journey, verbs.reach_subgoal, actor=BY_ANNA, subgoal=KITCHEN, on=FEB_1)
    with pytest.raises(Refused):
        walks.decide(
            journey,
            verbs.state_hope,
            actor=Actor("610190-1234", "caseworker"),
            words="Et job",
            on=FEB_1,
        )
    assert (looking(walks).history(journey), stored_rows(walks)) == before


def test_a_journey_nobody_opened_is_unknown(walks: Journeys) -> None:
    """Reading says so; writing refuses by rule."""
    with pytest.raises(UnknownJourney, match=str(WALK)):
        looking(walks).milestones(WALK)
    with pytest.raises(Refused) as refusal:
        walks.decide(WALK, verbs.state_hope, actor=BY_ANNA, words="Et job", on=FEB_1)
    assert refusal.value.code == "journey-not-open"


def test_a_request_given_twice_is_recorded_once(walks: Journeys) -> None:
    """And gives the first entries again."""
    journey = opened(walks)
    first = walks.decide(
        journey, verbs.rest_journey, actor=BY_ANNA, request_id="r-1", reason="Ferie", on=FEB_1
    )
    walks.decide(journey, verbs.resume_journey, actor=BY_ANNA, on=MAR_1)
    again = walks.decide(
        journey, verbs.rest_journey, actor=BY_ANNA, request_id="r-1", reason="Ferie", on=FEB_1
    )
    assert again == first
    assert len(looking(walks).history(journey).entries) == 3


def test_a_request_of_somebody_else_gives_nothing_away(walks: Journeys) -> None:
    """Neither its entries nor the feeling that something else was recorded."""
    journey = opened(walks)
    walks.decide(
        journey, verbs.state_hope, actor=BY_ANNA, request_id="r-1", words="Et job", on=FEB_1
    )
    for other in (BY_BO, Actor(ANNA, "auditor")):
        with pytest.raises(Refused) as refusal:
            walks.decide(journey, verbs.rest_journey, actor=other, request_id="r-1", on=FEB_1)
        assert refusal.value.code == "request-id-used"


def test_every_read_asks_both_clocks(database_url: str) -> None:
    """What held on a day, as it was known at a moment."""
    journeys.open(database_url, keys=KEYS).close()
    moments = iter(datetime(2026, 6, day, tzinfo=UTC) for day in range(1, 30))
    with open_journeys(database_url, keys=KEYS, clock=lambda: next(moments)) as walks:
        journey = opened(walks)
        walks.decide(
            journey, verbs.change_support_basis, actor=BY_ANNA, basis="sygedagpenge", on=FEB_1
        )
        walks.retract(journey, entry=2, why="Forkert borger", on=MAR_1, actor=BY_ANNA)
        known = [datetime(2026, 6, day, tzinfo=UTC) for day in (1, 2, 3)]
        assert [
            looking(walks).milestones(journey, on=APR_1, known_at=moment).support_basis
            for moment in known
        ] == ["kontanthjælp", "sygedagpenge", "kontanthjælp"]
        assert looking(walks).milestones(journey, on=JAN_1, known_at=known[1]).support_basis == (
            "kontanthjælp"
        )
        lines = looking(walks).timeline(journey, known_at=known[2]).lines
        assert [line.retracted_by for line in lines] == [None, 3, None]
        assert [each.value for each in looking(walks).periods(journey, known_at=known[1])] == [
            "kontanthjælp",
            "sygedagpenge",
            ANNA,
            "open",
            "kontanthjælp",
            "sygedagpenge",
        ]
        assert looking(walks).safety(journey, on=APR_1).state == "none"


def test_recorded_time_never_goes_backwards(database_url: str) -> None:
    """Even where the machine's clock does."""
    journeys.open(database_url, keys=KEYS).close()
    moments = (datetime(2026, 6, day, tzinfo=UTC) for day in chain([2], repeat(1)))
    with open_journeys(database_url, keys=KEYS, clock=lambda: next(moments)) as walks:
        journey = opened(walks)
        (entry,) = walks.decide(journey, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        assert entry.recorded_at == looking(walks).history(journey).entries[0].recorded_at


def test_a_correction_and_its_replacement_are_one_commit(walks: Journeys) -> None:
    """They carry the same moment, and the rows follow."""
    journey = opened(walks)
    entries = walks.retract(
        journey,
        entry=1,
        why="Forkert grundlag",
        on=MAR_1,
        actor=BY_ANNA,
        replacement=lambda history: asked(
            history,
            verbs.open_journey,
            municipality="621",
            basis="førtidspension",
            responsible=ANNA,
            on=JAN_1,
        ),
    )
    assert [entry.event.kind for entry in entries] == ["entry-retracted", "journey-opened"]
    assert len({entry.recorded_at for entry in entries}) == 1
    assert walks.overview(on=MAY_1).by["basis"] == {"førtidspension": 1}
    assert_current(walks, journey)


def test_many_decisions_are_recorded_all_or_none(walks: Journeys) -> None:
    """The tenth refusal takes the nine before it back; a dry run records nothing."""
    ids = [JourneyId(uuid4()) for _ in range(10)]

    def opening(basis: str) -> Decision:
        return lambda history: asked(
            history,
            verbs.open_journey,
            municipality="621",
            basis=basis,
            responsible=ANNA,
            on=JAN_1,
        )

    good = [(journey, opening("kontanthjælp")) for journey in ids]
    with pytest.raises(Refused):
        walks.record_all([*good[:9], (ids[9], opening(""))], BY_ANNA)
    assert walks.overview(on=MAY_1).journeys == 0
    planned = walks.record_all(good, BY_ANNA, dry_run=True)
    assert planned == (10, {"journey-opened": 10})
    assert walks.overview(on=MAY_1).journeys == 0
    assert walks.record_all(good, BY_ANNA) == planned
    assert walks.overview(on=MAY_1).journeys == 10
    assert walks.record_all(good, BY_ANNA) == (0, {})
    assert_current(walks, *ids)


def test_a_caseload_lists_who_walks_with_whom(walks: Journeys) -> None:
    """On any day; a closed journey is on no caseload."""
    journey = opened(walks)
    walks.decide(journey, verbs.offer_handover, actor=BY_ANNA, to=BO, reason="Ferie", on=FEB_1)
    walks.decide(journey, verbs.accept_handover, actor=BY_BO, by=BO, told=FEB_1, on=MAR_1)
    walks.decide(journey, verbs.close_journey, actor=BY_BO, reason="Flyttet", on=MAY_1)
    assert [case.responsible for case in looking(walks).caseload(on=FEB_1).cases] == [ANNA]
    assert [case.journey for case in looking(walks).caseload(on=APR_1, responsible=BO).cases] == [
        journey
    ]
    assert looking(walks).caseload(on=APR_1, responsible=ANNA).cases == ()
    assert looking(walks).caseload(on=MAY_1).cases == ()
    assert walks.ids_like(str(journey)[:8]) == (journey,)
    assert walks.ids_like("%") == ()


@settings(max_examples=tries(10, 200), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(beginnings(), st.lists(st.one_of(st.integers(1, 8), requests()), max_size=25))
def test_the_live_rows_equal_a_fold_of_the_history(
    walks: Journeys, beginning: tuple[events.Event, ...], asked: list[int | Request]
) -> None:
    """Whatever was asked in whatever order; a number takes that entry back."""
    journey = JourneyId(uuid4())
    if beginning:
        walks.record(journey, lambda _: list(beginning), BY_ANNA)
    for each in asked:
        with suppress(Refused):
            if isinstance(each, int):
                walks.retract(journey, entry=each, why="Forkert", on=FEB_1, actor=BY_ANNA)
            else:
                verb, arguments = each
                walks.decide(journey, verb, actor=BY_ANNA, **arguments)
    assert_current(walks, journey)


def test_only_the_rows_that_changed_are_written(sqlite_url: str) -> None:
    """A long journey costs no more writing than a short one."""
    engine = connect(sqlite_url)
    with journeys.open(sqlite_url) as walks:
        opened(walks)
        for day in range(1, 29):
            notice = verbs.notice_small_success
            on = date(2026, 1, day)
            walks.decide(WALK, notice, actor=BY_ANNA, words="Sang", noticed_by=ANNA, on=on)
        with writing(engine) as connection:
            changes = text("SELECT total_changes()")
            before = connection.execute(changes).scalar_one()
            walks.joining(connection).decide(
                WALK, verbs.notice_small_success, actor=BY_BO, words="Lo", noticed_by=BO, on=FEB_1
            )
            # The event, the head, one step, the journey's own row and since
            # when it is quiet.
            assert connection.execute(changes).scalar_one() - before == 5
    engine.dispose()


def test_known_at_before_anything_was_recorded_is_an_empty_picture(walks: Journeys) -> None:
    """Not an error: then nothing was known."""
    journey = opened(walks)
    before = looking(walks).history(journey).entries[0].recorded_at - timedelta(microseconds=1)
    assert looking(walks).milestones(journey, known_at=before).state == "unopened"


@pytest.mark.parametrize("retries", [0, 1])
def test_who_loses_to_somebody_who_did_not_queue_decides_again(
    postgresql_url: str, retries: int
) -> None:
    """Nobody can record during the retry; without one, it says so and nothing is recorded.

    An older version of this library does not queue. SQLite has one writer at a time.
    """
    seen, kept_waiting = list[int](), list[int]()

    def record_without_queue(version: int) -> None:
        with rival.store.writing() as transaction:
            said = events.HopeStated(on=FEB_1, words="Et job")
            transaction.log.append([Recording(WALK, version, [said])], BY_BO, None)

    def beaten(history: History) -> list[events.Event]:
        seen.append(history.version)
        try:
            record_without_queue(history.version)
        except StoreBusy:
            kept_waiting.append(history.version)
        return asked(history, verbs.rest_journey, on=MAR_1)

    with ExitStack() as stack:
        walks = stack.enter_context(journeys.open(postgresql_url, keys=KEYS, retries=retries))
        rival = stack.enter_context(open_journeys(impatient(postgresql_url), keys=KEYS))
        opened(walks)
        if retries:
            (entry,) = walks.record(WALK, beaten, BY_ANNA)
            assert (entry.version, seen, kept_waiting) == (3, [1, 2], [2])
        else:
            with pytest.raises(Conflict):
                walks.record(WALK, beaten, BY_ANNA)
            assert looking(walks).milestones(WALK).state == "open"
            assert (seen, kept_waiting) == ([1], [])
