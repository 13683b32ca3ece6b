"""What a municipality asks across its journeys: what is owed, and how continuous they are."""

from collections import defaultdict
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from statistics import mean
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from journeys import JourneyId, Journeys, verbs
from journeys.domain.duties import open_duties
from journeys.errors import Refused
from journeys.projections.continuity import Continuity, MunicipalContinuity
from journeys.testing.strategies import Request, days, requests
from tests.app.rows import assert_current, stored_rows
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    BY_ANNA,
    FEB_1,
    JAN_1,
    JUL_1,
    MAR_1,
    MAY_1,
    looking,
    opened,
)


def test_what_is_owed_names_the_journey_and_whoever_owes_it(walks: Journeys) -> None:
    """The responsible person, or the person asked."""
    mine, other = opened(walks), opened(walks, JourneyId(uuid4()))
    walks.decide(mine, verbs.agree_follow_up, actor=BY_ANNA, due=MAR_1, on=FEB_1)
    walks.decide(other, verbs.offer_handover, actor=BY_ANNA, to=BO, reason="Ferie", on=FEB_1)
    owed = looking(walks).duties(on=FEB_1).owed
    assert [(each.journey, each.owed.kind, each.owed.by) for each in owed] == [
        (other, "handover", BO),
        (mine, "follow-up", ANNA),
    ]
    assert [each.journey for each in looking(walks).duties(on=FEB_1, owed_by=BO).owed] == [other]
    assert [each.journey for each in looking(walks).duties(on=FEB_1, kind="follow-up").owed] == [
        mine
    ]


def test_a_duty_is_owed_until_the_day_it_is_met(walks: Journeys) -> None:
    """Yesterday's rows answer for any day."""
    journey = opened(walks)
    walks.decide(journey, verbs.agree_follow_up, actor=BY_ANNA, due=MAR_1, on=FEB_1)
    walks.decide(journey, verbs.hold_dialogue, actor=BY_ANNA, about="Vagterne", on=APR_1)
    for day, kinds in ((JAN_1, []), (FEB_1, ["follow-up"]), (MAR_1, ["follow-up"]), (APR_1, [])):
        assert [each.owed.kind for each in looking(walks).duties(on=day).owed] == kinds
    (follow_up, _silence) = looking(walks).duties_of(journey)
    assert (follow_up.met, follow_up.raised, follow_up.met_by) == (APR_1, 2, 3)


def test_a_silence_is_owed_by_rows_that_were_written_before_it(walks: Journeys) -> None:
    """Nothing has to run at night."""
    opened(walks)
    (owed,) = looking(walks).duties(on=MAY_1).owed
    assert owed.owed.kind == "silence"
    assert looking(walks).duties(on=FEB_1).owed == ()


def test_safety_is_explained_with_the_answer_of_the_day_as_it_was_given(walks: Journeys) -> None:
    """The same again that day adds nothing; the duty is met."""
    journey = opened(walks)
    walks.decide(
        journey,
        verbs.grant_pension,
        actor=BY_ANNA,
        scheme="new",
        born=date(1984, 6, 1),
        on=date(2016, 3, 1),
    )
    walks.decide(journey, verbs.express_wish_to_work, actor=BY_ANNA, words="Gerne", on=FEB_1)
    walks.decide(journey, verbs.rest_pension, actor=BY_ANNA, on=MAR_1)
    assert "explain-safety" in {each.owed.kind for each in looking(walks).duties(on=MAR_1).owed}
    (entry,) = walks.explain_safety(journey, on=MAR_1, actor=BY_ANNA)
    assert walks.explain_safety(journey, on=MAR_1, actor=BY_ANNA) == ()
    given_answer = looking(walks).safety(journey, on=MAR_1)
    kept = entry.event.model_dump()
    assert kept["answered"] == given_answer.answer == "verify"
    for each in given_answer.everything_said:
        assert each.text in kept["sentences"]
        assert set(each.rules) <= set(kept["rules"])
    assert given_answer.since_explained is not None
    assert given_answer.since_explained.changed == ()
    assert "explain-safety" not in {each.owed.kind for each in looking(walks).duties(on=MAR_1).owed}


def test_rows_are_made_anew_from_the_histories(walks: Journeys) -> None:
    """After an upgrade, or a change of what duties hang on."""
    journeys = [opened(walks, JourneyId(uuid4())) for _ in range(3)]
    with walks.store.writing() as transaction:
        connection_of(transaction).exec_driver_sql("DELETE FROM journeys_read_duties")
        connection_of(transaction).exec_driver_sql("DELETE FROM journeys_read_periods")
    assert looking(walks).duties(on=JUL_1).owed == ()
    assert walks.maintenance.rebuild().journeys == len(journeys)
    assert_current(walks, *journeys)
    assert len(looking(walks).duties(on=JUL_1).owed) == len(journeys)


def _recorded(walks: Journeys, asked: Sequence[Request]) -> JourneyId:
    journey = opened(walks, JourneyId(uuid4()))
    for verb, arguments in asked:
        with suppress(Refused):
            walks.decide(journey, verb, actor=BY_ANNA, **arguments)
    return journey


@settings(max_examples=tries(10, 250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(requests(), max_size=25), days())
def test_rows_say_what_is_owed_on_any_day_as_the_history_does(
    walks: Journeys, asked: list[Request], on: date
) -> None:
    """Across journeys and for one, on both databases."""
    journey = _recorded(walks, asked)
    shown = [each.owed for each in looking(walks).duties(on=on).owed if each.journey == journey]
    held = open_duties(looking(walks).history(journey), walks.book, on)
    assert sorted((each.kind, each.about, each.since, each.due) for each in shown) == sorted(
        (each.kind, each.about, each.since, each.due) for each in held
    )


@settings(max_examples=tries(10, 250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(requests(), max_size=25), days())
def test_a_municipalitys_continuity_is_that_of_its_journeys(
    walks: Journeys, asked: list[Request], on: date
) -> None:
    """The database counts what the histories say."""
    _recorded(walks, asked)
    with walks.store.reading() as transaction:
        journeys = transaction.log.journeys()
    by_municipality = defaultdict[str, list[Continuity]](list)
    for journey in journeys:
        shown = looking(walks).continuity(journey, on=on)
        if shown.opened is not None:
            by_municipality[looking(walks).milestones(journey).municipality].append(shown)
    view = walks.continuity_overview(on=on)
    assert [each.municipality for each in view.municipalities] == sorted(by_municipality)
    for each in view.municipalities:
        _agrees(each, by_municipality[each.municipality])


def _agrees(shown: MunicipalContinuity, journeys: list[Continuity]) -> None:
    waits = [each.days_to_first_effort for each in journeys]
    begun = [days for days in waits if days is not None]
    assert shown.journeys == len(journeys)
    assert shown.caseworker_changes == sum(each.caseworker_changes for each in journeys)
    assert shown.handovers_waiting == sum(each.handovers_waiting for each in journeys)
    assert shown.handovers_not_accepted == sum(each.handovers_not_accepted for each in journeys)
    assert shown.without_effort == len(waits) - len(begun)
    assert shown.longest_gap == max(each.longest_gap for each in journeys)
    mean_wait = shown.days_to_first_effort
    assert mean_wait == (round(mean(begun), 1) if begun else None)


def test_changes_of_caseworker_are_told_by_the_year_walked(walks: Journeys) -> None:
    """One change in two journeys of two years together."""
    journey = opened(walks)
    opened(walks, JourneyId(uuid4()))
    walks.decide(journey, verbs.offer_handover, actor=BY_ANNA, to=BO, reason="Ferie", on=FEB_1)
    walks.decide(journey, verbs.accept_handover, actor=BY_ANNA, by=BO, told=FEB_1, on=MAR_1)
    (shown,) = walks.continuity_overview(on=date(2027, 1, 1)).municipalities
    assert (shown.journeys, shown.caseworker_changes, shown.changes_a_year) == (2, 1, 0.5)


def test_a_rehearsal_answers_what_would_be_recorded_and_records_nothing(walks: Journeys) -> None:
    """In a store of its own transactions, and within a host's."""
    journey = opened(walks)
    before = (looking(walks).history(journey), stored_rows(walks))
    shown = walks.rehearsing().decide(
        journey, verbs.agree_follow_up, actor=BY_ANNA, due=MAR_1, on=FEB_1
    )
    assert [(entry.version, entry.event.kind) for entry in shown] == [(2, "follow-up-agreed")]
    assert (looking(walks).history(journey), stored_rows(walks)) == before
    with walks.store.writing() as transaction:
        mine = walks.joining(connection_of(transaction))
        mine.decide(journey, verbs.express_wish_to_work, actor=BY_ANNA, words="Gerne", on=FEB_1)
        mine.rehearsing().decide(journey, verbs.rest_journey, actor=BY_ANNA, on=FEB_1)
        assert looking(mine).milestones(journey).state == "open"
    assert [entry.event.kind for entry in looking(walks).history(journey).entries] == [
        "journey-opened",
        "wish-to-work-expressed",
    ]
    with pytest.raises(Refused):
        walks.rehearsing().decide(journey, verbs.meet_need, actor=BY_ANNA, on=FEB_1)
