"""Continuity: caseworkers, handovers, the first effort and the longest time without one."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys import History, JourneyId, Journeys, MeasureId, events
from journeys.adapters.sql.queries.continuity import continuity_overview
from journeys.adapters.sql.readmodels.refresh import SQLReadModels
from journeys.projections.continuity import Continuity, continuity, per_year
from journeys.testing.strategies import days, events_of, histories
from tests.connections import connection_of
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    CARLA,
    FEB_1,
    JAN_1,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    OPENED,
    STUDYING,
    WALK,
)
from tests.scenario import BOOK, after

OFFERED = events.HandoverOffered(on=FEB_1, to=BO, reason="Ny afdeling")
ACCEPTED = events.HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
ENDED = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Opgaven er løst")


def seen(*facts: events.Event, on: date = JUL_1) -> Continuity:
    """Return the continuity after these events."""
    return continuity(WALK, after(*facts).history, BOOK, on)


def test_each_new_caseworker_is_a_change() -> None:
    """The first is none; less than a year walked counts as one."""
    assert seen(OPENED).caseworker_changes == 0
    view = seen(OPENED, OFFERED, ACCEPTED)
    assert (view.caseworker_changes, view.changes_a_year) == (1, 1.0)
    assert seen(OPENED, OFFERED, ACCEPTED, on=FEB_1).caseworker_changes == 0
    assert per_year(3, 731) == 1.5


def test_a_handover_that_nobody_answered_is_waiting() -> None:
    """Responsibility has not moved."""
    other = events.HandoverOffered(on=APR_1, to=CARLA, reason="Ferie")
    assert seen(OPENED, OFFERED).handovers_waiting == 1
    assert seen(OPENED, OFFERED, ACCEPTED).handovers_waiting == 0
    assert seen(OPENED, OFFERED, ACCEPTED, other).handovers_waiting == 1


def test_handovers_that_nobody_took_are_counted() -> None:
    """Declined, or taken over by somebody else, or waiting."""
    declined = events.HandoverDeclined(on=MAR_1, by=BO)
    other = events.HandoverOffered(on=FEB_1, to=CARLA, reason="Ferie")
    assert seen(OPENED, OFFERED, declined).handovers_not_accepted == 1
    assert seen(OPENED, OFFERED, other, ACCEPTED).handovers_not_accepted == 1
    assert seen(OPENED, OFFERED, ACCEPTED).handovers_not_accepted == 0


def offered(to: str, on: date) -> events.HandoverOffered:
    """Return the offer of a handover."""
    return events.HandoverOffered(on=on, to=to, reason="Ny afdeling")


def accepted(by: str, on: date) -> events.HandoverAccepted:
    """Return its acceptance."""
    return events.HandoverAccepted(on=on, by=by, told=on)


def counts(*facts: events.Event) -> tuple[int, int, int]:
    """Return the changes of caseworker, the offers that wait, and those not accepted."""
    view = seen(*facts)
    return view.caseworker_changes, view.handovers_waiting, view.handovers_not_accepted


def test_an_offer_accepted_the_same_day_is_a_change() -> None:
    """Also on the day the journey was opened, and it is never an offer that nobody took."""
    for day in (JAN_1, FEB_1):
        assert counts(OPENED, offered(BO, day), accepted(BO, day)) == (1, 0, 0)


def test_several_handovers_of_one_day_are_several_changes() -> None:
    """Also where the first caseworker is the last of that day."""
    there = (offered(BO, FEB_1), accepted(BO, FEB_1))
    on = (offered(CARLA, FEB_1), accepted(CARLA, FEB_1))
    back = (offered(ANNA, FEB_1), accepted(ANNA, FEB_1))
    assert counts(OPENED, *there, *on) == (2, 0, 0)
    assert counts(OPENED, *there, *back) == (2, 0, 0)
    assert counts(OPENED, *there, *on, *back, *there) == (4, 0, 0)


def test_a_handover_to_the_person_who_is_responsible_already_is_no_change() -> None:
    """Late news can make one; it was accepted all the same."""
    late = (offered(BO, FEB_1), accepted(BO, FEB_1))
    assert counts(OPENED, offered(BO, MAR_1), *late, accepted(BO, APR_1)) == (1, 0, 0)


def test_an_acceptance_that_nobody_was_offered_is_no_change() -> None:
    """Verbs refuse it, and refuse to retract an offer that was accepted."""
    assert counts(OPENED, ACCEPTED) == (0, 0, 0)
    assert counts(OPENED, offered(CARLA, FEB_1), ACCEPTED) == (0, 0, 1)


def test_an_offer_of_a_day_on_which_another_was_declined_is_told_from_it() -> None:
    """Declined and offered again to the same person: one was not accepted."""
    declined = events.HandoverDeclined(on=FEB_1, by=BO)
    again = (offered(BO, FEB_1), accepted(BO, FEB_1))
    assert counts(OPENED, offered(BO, FEB_1), declined, *again) == (1, 0, 1)
    assert counts(OPENED, offered(BO, FEB_1), declined) == (0, 0, 1)


def test_an_offer_that_waits_when_the_journey_is_closed_was_not_accepted() -> None:
    """It waits no longer, and nobody took over."""
    closed = events.JourneyClosed(on=MAR_1, reason="Flyttet", leaving=(f"handover:{BO}",))
    assert counts(OPENED, OFFERED, closed) == (0, 0, 1)


def test_a_break_a_closing_and_coming_back_change_nobody() -> None:
    """The first caseworker is none either."""
    closed = events.JourneyClosed(on=MAR_1, reason="Flyttet")
    rested, resumed = events.JourneyRested(on=FEB_1), events.JourneyResumed(on=APR_1)
    assert counts(OPENED, rested, resumed) == counts(OPENED, closed, resumed) == (0, 0, 0)


def test_a_retracted_acceptance_is_no_change() -> None:
    """As known before it was retracted, it was one."""
    told = after(OPENED, OFFERED, ACCEPTED, events.EntryRetracted(on=APR_1, entry=3, why="Fejl"))
    assert continuity(WALK, told.history, BOOK, JUL_1).caseworker_changes == 0
    assert continuity(WALK, told.history, BOOK, JUL_1).handovers_waiting == 1


def test_in_many_journeys_every_accepted_offer_is_a_change(walks: Journeys) -> None:
    """Most of them on one day, some twice or three times: as a real log of permits has them."""
    people = (BO, CARLA, ANNA)
    chains = [nr % 4 for nr in range(60)]
    told = {
        JourneyId(UUID(int=nr)): after(
            OPENED,
            *(fact for to in people[:chain] for fact in (offered(to, FEB_1), accepted(to, FEB_1))),
        ).history
        for nr, chain in enumerate(chains, start=1)
    }
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        SQLReadModels(connection).add(told, BOOK)
        (shown,) = continuity_overview(connection, JUL_1).municipalities
    assert (shown.journeys, shown.caseworker_changes) == (60, sum(chains))
    assert (shown.handovers_waiting, shown.handovers_not_accepted) == (0, 0)


HANDED_OVER = st.one_of(
    *(
        events_of(kind)
        for kind in (
            events.HandoverOffered,
            events.HandoverAccepted,
            events.HandoverDeclined,
            events.EntryRetracted,
            events.JourneyClosed,
            events.JourneyResumed,
            events.PlacementStarted,
            events.PlacementEnded,
            events.MeasureStarted,
        )
    )
)


def retold(facts: Iterable[events.Event]) -> tuple[int, int, int]:
    """Return the same counts, told from the events one by one and from nothing else."""
    responsible, waiting = "", set[str]()
    changes = offers = accepted_offers = 0
    for fact in facts:
        match fact:
            case events.JourneyOpened():
                responsible = fact.responsible
            case events.HandoverOffered() if fact.to not in waiting:
                waiting.add(fact.to)
                offers += 1
            case events.HandoverAccepted():
                accepted_offers += fact.by in waiting
                changes += fact.by in waiting and fact.by != responsible
                responsible, waiting = fact.by, set()
            case events.HandoverDeclined():
                waiting.discard(fact.by)
            case events.JourneyClosed():
                waiting = set()
    return changes, len(waiting), offers - accepted_offers


@given(st.lists(HANDED_OVER, max_size=30), days())
def test_the_counts_are_those_of_the_offers_and_their_answers(
    more: list[events.Event], on: date
) -> None:
    """In any order, by rules or against them."""
    told = after(OPENED, *more).history
    view = continuity(WALK, told, BOOK, on)
    assert (
        view.caseworker_changes,
        view.handovers_waiting,
        view.handovers_not_accepted,
    ) == retold(told.on(on).events if view.opened else ())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(), st.lists(HANDED_OVER, max_size=20), days())
def test_the_database_counts_what_any_history_says(
    walks: Journeys, history: History, more: list[events.Event], on: date
) -> None:
    """Whatever was recorded, by rules or against them; a journey is opened once."""
    recorded = [entry.event for entry in history.entries]
    told = after(
        OPENED, *(each for each in (*recorded, *more) if not isinstance(each, events.JourneyOpened))
    ).history
    view = continuity(WALK, told, BOOK, on)
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        SQLReadModels(connection).refresh({WALK: told}, BOOK)
        shown = continuity_overview(connection, on).municipalities
    assert [
        (
            each.caseworker_changes,
            each.changes_a_year,
            each.handovers_waiting,
            each.handovers_not_accepted,
            each.days_to_first_effort,
            each.longest_gap,
        )
        for each in shown
    ] == [
        (
            view.caseworker_changes,
            view.changes_a_year,
            view.handovers_waiting,
            view.handovers_not_accepted,
            view.days_to_first_effort,
            view.longest_gap,
        )
        for _ in [view.opened]
        if view.opened is not None
    ]


def test_the_first_effort_is_counted_from_the_opening() -> None:
    """A placement, a measure or an education; whatever ran before is none to wait for."""
    granted = events.MeasureGranted(
        on=JAN_1, measure=MeasureId(BAKERY), measure_kind="virksomhedspraktik"
    )
    started = events.MeasureStarted(on=FEB_1, measure=granted.measure)
    assert seen(OPENED).days_to_first_effort is None
    assert seen(OPENED, granted).days_to_first_effort is None
    assert seen(OPENED, granted, started).days_to_first_effort == 31
    assert seen(OPENED, STUDYING).days_to_first_effort == 90
    before = BAKING.model_copy(update={"on": JAN_1 - timedelta(days=30)})
    assert seen(OPENED, before).days_to_first_effort == 0


def test_the_longest_gap_is_looked_for_before_between_and_after_efforts() -> None:
    """To the day asked about, or the day the journey was closed."""
    assert seen(OPENED, on=FEB_1).longest_gap == 31
    assert seen(OPENED, BAKING).longest_gap == 90
    assert seen(OPENED, BAKING, ENDED, on=date(2027, 1, 1)).longest_gap == 245
    closed = events.JourneyClosed(on=JUN_1, reason="Flyttet")
    assert seen(OPENED, BAKING, ENDED, closed, on=date(2027, 1, 1)).longest_gap == 90


def test_efforts_side_by_side_leave_no_gap_while_one_of_them_runs() -> None:
    """Job and support run in parallel."""
    early = STUDYING.model_copy(update={"on": JAN_1})
    assert seen(OPENED, early, BAKING, ENDED).longest_gap == 0


def test_before_it_was_opened_there_is_nothing_to_tell() -> None:
    """And nothing is guessed."""
    view = seen(OPENED, on=date(2025, 12, 31))
    assert (view.opened, view.longest_gap) == (None, 0)
    assert view.caseworker_changes == 0
    assert seen(OPENED, on=JAN_1).on == JAN_1
    assert ANNA not in view.model_dump_json()
