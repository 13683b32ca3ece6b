"""What somebody lives on: one answer for a day, whichever view or query it is asked of."""

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from datetime import date
from uuid import uuid4

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from journeys import Entry, History, JourneyId, Journeys, events, verbs
from journeys.adapters.sql.queries.overview import TRACKS
from journeys.domain.law.vocabularies import Term
from journeys.errors import Refused
from journeys.projections.overview import NO_VALUE
from journeys.testing.strategies import days
from tests.app.rows import assert_current
from tests.domain.test_income import mainly, pensioners
from tests.effort import tries
from tests.invented import (
    APR_1,
    BAKING,
    BY_ANNA,
    GRANTED,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    WISHED,
    looking,
)

RETURNED = events.PensionResumed(on=JUN_1, paid_from=MAY_1)
DECIDED = events.PensionResumed(on=MAY_1, paid_from=JUN_1)


def recorded(walks: Journeys, *facts: events.Event) -> JourneyId:
    """Record these events on a new journey, whatever the rules say, one after the other.

    All but the retraction of the first: a journey that was never opened is in no list.
    """
    journey = JourneyId(uuid4())
    for each in facts:
        if isinstance(each, events.EntryRetracted) and each.entry == 1:
            continue
        with suppress(Refused):  # words that may not be stored
            walks.record(journey, lambda _, fact=each: [fact], BY_ANNA)  # type: ignore[misc]
    return journey


def shown(walks: Journeys, journey: JourneyId, on: date) -> set[str]:
    """Return what each view and query of one journey says is lived on; empty for a gap."""
    see = looking(walks)
    safety = see.safety(journey, on=on)
    said = {see.milestones(journey, on=on).support_basis}
    said |= {
        each.lives_on[-1] if each.lives_on else ""
        for each in safety.income
        if each.starts <= on and (each.ends is None or on < each.ends)
    } or {""}
    said.add(see.briefing(journey, on=on).picture.support_basis)
    said |= {case.support_basis for case in see.caseload(on=on).cases if case.journey == journey}
    held = [each for each in see.periods(journey) if each.track == "income" and each.covers(on)]
    return said | ({each.value for each in held} or {""})


def owe_a_look(walks: Journeys, journey: JourneyId, on: date) -> set[bool]:
    """Return whether a gap is owed a look, as each view and query says."""
    see = looking(walks)
    desk = see.desk(on=on, responsible=see.milestones(journey, on=on).responsible)
    lines = [line for line in (*desk.lines, *desk.offered) if line.journey == journey]
    owed = see.duties(on=on, kind="income-gap").owed
    return {
        any(each.kind == "income-gap" for each in see.safety(journey, on=on).duties),
        any(each.journey == journey for each in owed),
        *(any(each.kind == "income-gap" for each in line.owed) for line in lines),
    }


@settings(
    max_examples=tries(8, 150),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(pensioners(), st.lists(days(), min_size=1, max_size=3, unique=True))
@example(History().followed_by([OPENED, GRANTED, WISHED, RESTED]), [MAY_1])
@example(History().followed_by([OPENED, GRANTED, WISHED, RESTED, RETURNED]), [APR_1, MAY_9])
@example(History().followed_by([OPENED, GRANTED, WISHED, RESTED, DECIDED]), [MAY_9, JUN_1])
def test_every_view_and_query_says_the_same_of_every_day(
    walks: Journeys, history: History, asked: list[date]
) -> None:
    """In the pure functions, and in the rows as each entry leaves them."""
    facts = [entry.event for entry in history.entries]
    journey = recorded(walks, *facts)
    assert_current(walks, journey)
    known = looking(walks).history(journey).entries
    for on in asked:
        expected = mainly(known, on)
        assert shown(walks, journey, on) == {expected}
        state = looking(walks).milestones(journey, on=on).state
        if state in ("open", "resting"):
            assert owe_a_look(walks, journey, on) == {not expected}


@settings(
    max_examples=tries(6, 100),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(pensioners(), min_size=1, max_size=3), days())
def test_everybody_is_counted_by_what_a_list_shows(
    walks: Journeys, histories: list[History], on: date
) -> None:
    """Each once; who has no known income among those without a value."""
    for history in histories:
        recorded(walks, *(entry.event for entry in history.entries))
    listed = Counter(
        case.support_basis or NO_VALUE for case in looking(walks).caseload(on=on).cases
    )
    seen = walks.overview(on=on, by=["basis"])
    assert seen.by["basis"] == listed
    assert seen.journeys == listed.total()
    assert TRACKS["basis"] == ("income",)


def test_a_resting_pension_is_not_what_somebody_lives_on(walks: Journeys) -> None:
    """Whatever was recorded: not while it rests, nor before it is paid again."""
    recorded(walks, OPENED, GRANTED, WISHED, RESTED, DECIDED)
    said = [
        (case.support_basis, *walks.overview(on=on, by=["basis"]).by["basis"])
        for on in (date(2026, 2, 28), MAR_1, MAY_9, JUN_1)
        for case in looking(walks).caseload(on=on).cases
    ]
    assert said == [
        ("førtidspension", "førtidspension"),
        ("", NO_VALUE),
        ("", NO_VALUE),
        ("førtidspension", "førtidspension"),
    ]


def test_a_list_keeps_those_nobody_knows_the_income_of(walks: Journeys) -> None:
    """They are the first to be looked at."""
    journey = recorded(walks, OPENED, GRANTED, WISHED, RESTED)
    assert [case.journey for case in looking(walks).caseload(on=MAY_1).cases] == [journey]
    walks.decide(journey, verbs.change_support_basis, BY_ANNA, basis="sygedagpenge", on=APR_1)
    (case,) = looking(walks).caseload(on=MAY_1).cases
    assert case.support_basis == "sygedagpenge"
    entries: tuple[Entry, ...] = looking(walks).history(journey).entries
    assert mainly(entries, MAR_1) == ""


def test_rows_follow_the_rulebook_that_they_are_made_by(walks: Journeys) -> None:
    """A place of a municipality's own is one that pays; what it changes is not left behind."""
    own = Term(code="egen-plads", da="Egen plads", en="Own place", paid=True)
    place = BAKING.model_copy(update={"placement_kind": own.code})
    decided, rebuilt = (recorded(walks, OPENED, GRANTED, WISHED, RESTED, place) for _ in range(2))
    with_own = {"placement": walks.book.vocabularies["placement"].with_terms([own])}
    book = walks.book._replace(vocabularies={**walks.book.vocabularies, **with_own})
    others = replace(walks, book=book)
    others.decide(decided, verbs.state_hope, BY_ANNA, words="Et job", on=MAY_1)
    assert_current(others, decided)
    others.maintenance.rebuild(only=["journeys"])
    assert_current(others, rebuilt)
    shown = {case.journey: case.support_basis for case in looking(others).caseload(on=MAY_1).cases}
    assert shown == {decided: "løn", rebuilt: "løn"}
    walks.decide(decided, verbs.state_hope, BY_ANNA, words="En have", on=MAY_1)
    assert_current(walks, decided)
