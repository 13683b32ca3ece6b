"""What a manager asks: each figure is what a count over the histories says, one by one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from statistics import median
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine

from journeys import Actor, History, JourneyId, Journeys, events, verbs
from journeys.adapters.sql.queries.management.sources import SOURCES
from journeys.adapters.sql.readmodels.refresh import SQLReadModels
from journeys.domain.days import days_after
from journeys.domain.duties import FOLLOW_UP, HANDOVER, Duty, duties
from journeys.errors import DOUBTS, Refused
from journeys.projections.continuity import EFFORTS, continuity
from journeys.projections.figure_codes import FIGURES, FigureCode
from journeys.projections.management import Behind, Days, Management, days_before, days_of
from journeys.projections.periods import NEW_CASEWORKER, periods
from journeys.projections.steps import steps
from journeys.testing.strategies import days, histories
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    BY_ANNA,
    BY_BO,
    FEB_1,
    JAN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    OPENED,
    opened,
    working,
)
from tests.scenario import BOOK, after

LISE = Actor("lise.example", "manager")
IDS = tuple(JourneyId(UUID(int=number)) for number in (71, 72, 73))
Counted = Callable[[History, JourneyId, Days], Sequence[float]]
"""Returns the number of each row that one journey has in a figure."""


def managed(walks: Journeys, on: date = MAY_1) -> Management:
    """Return what a manager is shown."""
    return walks.seen_by(LISE, "ledelse").management(on=on)


def number(walks: Journeys, code: FigureCode, value: str = "", on: date = MAY_1) -> float | None:
    """Return the number of one figure."""
    found = managed(walks, on).of(code, value)
    return None if found is None else found.number


def behind(walks: Journeys, code: FigureCode, value: str = "", on: date = MAY_1) -> Behind:
    """Return who is behind a figure."""
    return walks.seen_by(LISE, "ledelse").behind(code, on=on, value=value)


def test_paid_hours_are_counted_added_up_and_put_into_bands(walks: Journeys) -> None:
    """Who has a placement without paid hours is in no paid hours, and counted all the same."""
    for hours in ("4.5", "12", "0", None):
        working(walks, hours)
    opened(walks)
    view = managed(walks)
    assert number(walks, "citizens") == 5
    assert number(walks, "in-paid-hours") == 2
    assert number(walks, "hours-a-week") == 16.5
    assert {each.value: each.number for each in view.parts_of("hours-band")} == {
        "0": 1,
        "0-5": 1,
        "10-15": 1,
        "not-said": 1,
        "none": 1,
    }


def test_who_came_in_this_month_stands_beside_the_month_and_the_year_before(
    walks: Journeys,
) -> None:
    """By what they lived on that day; on the last day of a month beside the whole month before."""
    for day in (date(2025, 2, 28), date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28)):
        journey = JourneyId(uuid4())
        first = OPENED.model_copy(update={"on": day})
        walks.record(journey, lambda _, first=first: [first], BY_ANNA)  # type: ignore[misc]
    whole = managed(walks, date(2026, 2, 28)).of("entered")
    assert whole is not None
    assert (whole.number, whole.month_before, whole.year_before) == (2, 1, 1)
    assert (whole.starts, whole.ends) == (date(2026, 2, 1), date(2026, 2, 28))
    part = managed(walks, date(2026, 2, 1)).of("entered", OPENED.basis)
    assert part is not None
    assert (part.number, part.month_before, part.year_before) == (1, 0, 0)


def test_a_journey_that_rests_and_goes_on_has_neither_left_nor_come_in(walks: Journeys) -> None:
    """One that is closed has left, with what its citizen lived on to the last."""
    journey = opened(walks)
    walks.decide(journey, verbs.rest_journey, BY_ANNA, reason="Sommerferie", on=FEB_1)
    walks.decide(journey, verbs.resume_journey, BY_ANNA, reason="Tilbage", on=MAR_1)
    assert number(walks, "entered", on=MAR_1) == number(walks, "left", on=FEB_1) == 0
    walks.decide(journey, verbs.close_journey, BY_ANNA, reason="I arbejde", on=APR_1)
    assert number(walks, "left", "kontanthjælp", on=APR_1) == 1
    assert number(walks, "citizens", on=APR_1) == 0


def test_how_long_it_took_is_a_median_beside_a_mean(walks: Journeys) -> None:
    """From the opening to the first effort, over those whose effort began in the last year."""
    for later in (1, 3, 20):
        working(walks, "3", on=days_after(JAN_1, later))
    view = managed(walks)
    first = view.of("days-to-first-effort")
    assert first is not None
    opened_on = OPENED.on
    waited = [(days_after(JAN_1, later) - opened_on).days for later in (1, 3, 20)]
    assert (first.number, first.of, first.longest) == (waited[1], 3, waited[2])
    assert first.mean == round(sum(waited) / 3, 1)
    assert number(walks, "days-to-paid-hour") == 0
    assert number(walks, "days-to-first-effort", on=JAN_1) is None


def test_caseworkers_stand_in_the_order_of_the_danish_alphabet(walks: Journeys) -> None:
    """However much waits on their citizens."""
    for name, many in (("åse", 1), ("Ærø", 3), ("bo", 2), ("ørn", 1), ("Anna", 1)):
        for _ in range(many):
            first = OPENED.model_copy(update={"responsible": name})
            walks.record(
                JourneyId(uuid4()),
                lambda _, first=first: [first],  # type: ignore[misc]
                BY_ANNA,
                sure=DOUBTS,
            )
    view = managed(walks)
    assert [each.name for each in view.caseworkers] == ["Anna", "bo", "Ærø", "ørn", "åse"]
    assert [each.citizens for each in view.caseworkers] == [1, 2, 3, 1, 1]
    assert [each.without_next_step for each in view.caseworkers] == [1, 2, 3, 1, 1]
    seen = walks.overview(on=MAY_1, by=["responsible"]).by["responsible"]
    assert list(seen) == ["Anna", "bo", "Ærø", "ørn", "åse"]


def test_a_next_step_or_a_talk_that_is_to_come_is_enough(walks: Journeys) -> None:
    """A talk whose day is past is none; it is owed, and past its due day."""
    step, talk, missed = (opened(walks, each) for each in IDS)
    walks.decide(
        step,
        verbs.set_subgoal,
        BY_ANNA,
        subgoal=KITCHEN,
        title="Lave mad",
        why="Jeg holder af det",
        on=FEB_1,
    )
    walks.decide(talk, verbs.agree_follow_up, BY_ANNA, due=MAY_1, on=FEB_1)
    walks.decide(missed, verbs.agree_follow_up, BY_ANNA, due=MAR_1, on=FEB_1)
    assert [each.journey for each in behind(walks, "without-next-step").lines] == [missed]
    assert missed in {each.journey for each in behind(walks, "citizens-past-due", ANNA).lines}
    assert behind(walks, "citizens-past-due", BO).lines == ()
    late = behind(walks, "past-due", FOLLOW_UP)
    assert [(each.journey, each.day) for each in late.lines] == [(missed, MAR_1)]


def test_each_journey_behind_a_figure_was_looked_at_and_the_figure_was_no_look(
    walks: Journeys,
) -> None:
    """Who opens it says why; who is not in it was not looked at."""
    working_one, other = working(walks, "3"), opened(walks)
    assert [each.journey for each in behind(walks, "in-paid-hours").lines] == [working_one]
    with walks.store.reading() as transaction:
        looks = [each.look for each in transaction.access.of(working_one)]
        assert list(transaction.access.of(other)) == []
    assert [(each.actor, each.view, each.purpose) for each in looks] == [
        (LISE, "behind", "ledelse")
    ]


def test_a_journey_that_is_restricted_to_others_is_counted_and_not_shown(walks: Journeys) -> None:
    """It is set aside for an auditor; a manager may open every journey."""
    journey = working(walks, "3")
    walks.decide(journey, verbs.restrict_access, BY_ANNA, open_to=(ANNA,), on=FEB_1)
    auditor = Actor("rie.example", "auditor")
    for actor in (LISE, auditor):
        seen = walks.seen_by(actor, "ledelse")
        found = seen.management(on=MAY_1).of("in-paid-hours")
        assert found is not None
        assert found.number == 1
        view = seen.behind("in-paid-hours", on=MAY_1)
        assert len(view.lines) + len(view.set_aside) == 1


def test_a_caseworker_sees_no_figure_and_nobody_behind_it(walks: Journeys) -> None:
    """Nobody counts colleagues beside each other but who leads, and who audits."""
    seen = walks.seen_by(BY_BO, "nysgerrig")
    for ask in (
        partial(seen.management, on=MAY_1),
        partial(seen.behind, "citizens", on=MAY_1),
        partial(seen.goals, on=MAY_1),
    ):
        with pytest.raises(Refused) as refusal:
            ask()
        assert refusal.value.code == "role-may-not"


@pytest.mark.parametrize(
    ("on", "months", "days_there"),
    [
        (date(2026, 3, 31), 1, Days(date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 2, 28), 1, Days(date(2026, 1, 1), date(2026, 1, 31))),
        (date(2026, 3, 30), 1, Days(date(2026, 2, 1), date(2026, 2, 28))),
        (date(2024, 2, 28), 12, Days(date(2023, 2, 1), date(2023, 2, 28))),
        (date(2026, 11, 2), 12, Days(date(2025, 11, 1), date(2025, 11, 2))),
        (date(1, 12, 31), 12, None),
        (date(9999, 12, 31), 1, Days(date(9999, 11, 1), date(9999, 11, 30))),
    ],
)
def test_a_month_stands_beside_as_many_days_or_a_whole_month(
    on: date, months: int, days_there: Days | None
) -> None:
    """Whatever the calendar has."""
    assert days_before(on, months) == days_there


@pytest.mark.parametrize("code", FIGURES)
def test_no_figure_reads_all_rows_again_for_each_journey(code: FigureCode) -> None:
    """PostgreSQL does so for NOT IN over many rows: one figure took more than seven minutes."""
    rows = SOURCES[code](days_of(code, MAY_1))
    assert "NOT IN (SELECT" not in str(
        rows.compile(dialect=create_engine("postgresql+psycopg://").dialect)
    )


# A brute-force count over the histories: by the folded state of a day where there is one, else by
# the periods, steps and duties of one journey. Nothing of it is shared with the SQL.


def status(history: History, on: date) -> str:
    """Return whether a journey is open or rests at the end of a day."""
    return history.on(on).journey.people.status


def walking(history: History, on: date) -> bool:
    """Whether a journey is open or rests."""
    return status(history, on) in ("open", "resting")


def paid(history: History, on: date) -> Decimal:
    """Return the paid hours a week of all placements that run on a day."""
    return sum(
        (each.paid_hours or Decimal(0) for each in history.on(on).journey.work.running),
        Decimal(0),
    )


def turns(history: History, within: Days) -> Iterator[tuple[date, date]]:
    """Yield each day within these on which something changed, after the day before it."""
    for day in sorted({event.on for event in history.events if event.on > date.min}):
        if within.starts <= day <= within.ends:
            yield day - timedelta(days=1), day


def past_due(history: History, on: date) -> list[Duty]:
    """Return what is owed on a day, and was due before it."""
    return [each for each in duties(history, BOOK) if each.is_open(on) and each.due < on]


def one_if(*, so: bool) -> list[float]:
    """Return one row where something is so."""
    return [0] if so else []


def efforts(history: History, on: date) -> list[tuple[date, float]]:
    """Return the day on which each effort began, within the days of the journey."""
    seen = history.on(on)
    opened_on = seen.journey.people.opened
    assert opened_on is not None
    ends = [each.ends for each in periods(seen) if each.track == "journey"]
    until = on if not ends or None in ends else max(filter(None, ends))
    until = max(until, opened_on)
    return [
        (max(each.starts, opened_on), each.paid_hours or 0)
        for each in periods(seen)
        if each.track in EFFORTS
        and each.starts <= until
        and min(each.ends or until, until) >= opened_on
    ]


def first_effort(history: History, journey: JourneyId, within: Days) -> list[float]:
    """Return how long the first effort took, where it began on one of these days."""
    seen = continuity(journey, history, BOOK, within.ends)
    if seen.days_to_first_effort is None or seen.opened is None:
        return []
    began = seen.opened + timedelta(days=seen.days_to_first_effort)
    return [seen.days_to_first_effort] if within.starts <= began <= within.ends else []


def first_paid_hour(history: History, _: JourneyId, within: Days) -> list[float]:
    """Return how long it took from the first effort to the first paid hour."""
    if history.on(within.ends).journey.people.opened is None:
        return []
    found = efforts(history, within.ends)
    began = [day for day, hours in found if hours > 0]
    if not began or not within.starts <= min(began) <= within.ends:
        return []
    return [(min(began) - min(day for day, _ in found)).days]


def handed_over(history: History, within: Days) -> int:
    """Return how often somebody else took over."""
    return sum(
        each.track == "accepted-offer"
        and each.value == NEW_CASEWORKER
        and within.starts <= each.starts <= within.ends
        for each in periods(history)
    )


def resumed(history: History, _: JourneyId, within: Days) -> list[float]:
    """Return each time that a pension that rested was resumed."""
    found: list[float] = []
    pensions = [each for each in periods(history) if each.track == "pension"]
    for each in pensions:
        before = {one.value for one in pensions if one.ends == each.starts}
        if (
            each.value in ("resumed", "paid")
            and within.starts <= each.starts <= within.ends
            and before & {"resting", "return-asked"}
        ):
            found.append(0)
    return found


def without_next(history: History, _: JourneyId, within: Days) -> list[float]:
    """Return one row where nothing comes next on an open journey."""
    on = within.ends
    talks = [
        each
        for each in duties(history, BOOK)
        if each.kind == FOLLOW_UP and each.is_open(on) and each.due >= on
    ]
    steps_open = [
        each
        for each in steps(history)
        if each.kind == "subgoal"
        and each.since <= on
        and (each.reached is None or each.reached > on)
        and (each.set_aside is None or each.set_aside > on)
    ]
    return one_if(so=status(history, on) == "open" and not talks and not steps_open)


def past_due_citizens(history: History, _: JourneyId, within: Days) -> list[float]:
    """Return one row where the person responsible owes something that is past due."""
    on = within.ends
    responsible = history.on(on).journey.people.responsible
    late = [each for each in past_due(history, on) if each.owed_by in ("", responsible)]
    return one_if(so=walking(history, on) and bool(responsible) and bool(late))


def state_since(state: str) -> Counted:
    """Return how to count the journeys whose pension is in a state, with the days since then."""

    def found(history: History, _: JourneyId, within: Days) -> list[float]:
        on = within.ends
        return [
            (on - each.starts).days
            for each in periods(history)
            if each.track == "pension"
            and each.value == state
            and each.covers(on)
            and walking(history, on)
        ]

    return found


def not_begun(history: History, journey: JourneyId, within: Days) -> list[float]:
    """Return the days since the opening of a journey that has had no effort."""
    on = within.ends
    seen = continuity(journey, history, BOOK, on)
    if not walking(history, on) or seen.opened is None or seen.days_to_first_effort is not None:
        return []
    return [(on - seen.opened).days]


def days_late(history: History, _: JourneyId, within: Days) -> list[float]:
    """Return how many days each thing that is owed is past its due day."""
    return [(within.ends - each.due).days for each in past_due(history, within.ends)]


def gap(history: History, journey: JourneyId, within: Days) -> list[float]:
    """Return the longest time without an effort of a journey that was opened."""
    seen = continuity(journey, history, BOOK, within.ends)
    there = walking(history, within.ends) and seen.opened is not None
    return [seen.longest_gap] if there else []


def hours(history: History, _: JourneyId, within: Days) -> list[float]:
    """Return the paid hours a week of somebody who has any."""
    on = within.ends
    return [float(paid(history, on))] if walking(history, on) and paid(history, on) > 0 else []


BY_HAND: Mapping[FigureCode, Counted] = {
    "citizens": lambda history, _, within: one_if(so=walking(history, within.ends)),
    "in-paid-hours": hours,
    "hours-a-week": hours,
    "hours-band": lambda history, _, within: one_if(so=walking(history, within.ends)),
    "past-due": days_late,
    "past-due-days": days_late,
    "without-effort": not_begun,
    "without-effort-days": not_begun,
    "entered": lambda history, _, within: [
        0.0
        for before, day in turns(history, within)
        if walking(history, day) and not walking(history, before)
    ],
    "left": lambda history, _, within: [
        0.0
        for before, day in turns(history, within)
        if walking(history, before) and not walking(history, day)
    ],
    "pensions-resting": state_since("resting"),
    "pensions-asked-back": state_since("return-asked"),
    "pensions-asked-back-days": state_since("return-asked"),
    "pensions-resumed": resumed,
    "subgoals-reached": lambda history, _, within: [
        0.0
        for each in steps(history)
        if each.reached and within.starts <= each.reached <= within.ends
    ],
    "small-successes": lambda history, _, within: [
        0.0
        for each in steps(history)
        if each.kind == "small-success" and within.starts <= each.since <= within.ends
    ],
    "days-to-first-effort": first_effort,
    "days-to-paid-hour": first_paid_hour,
    "caseworker-changes": lambda history, _, within: [0.0] * handed_over(history, within),
    "changes-each": lambda history, _, within: (
        [handed_over(history, within)] if walking(history, within.ends) else []
    ),
    "longest-gap": gap,
    "handovers-waiting": lambda history, _, within: [
        0.0 for each in duties(history, BOOK) if each.kind == HANDOVER and each.is_open(within.ends)
    ],
    "without-next-step": without_next,
    "citizens-past-due": past_due_citizens,
}


def by_hand(told: Mapping[JourneyId, History], code: FigureCode, within: Days) -> list[float]:
    """Return the number of each row of a figure."""
    count = BY_HAND[code]
    return [row for journey, history in told.items() for row in count(history, journey, within)]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=tries(15, 200),
)
@given(st.lists(histories(), min_size=3, max_size=3), days())
def test_the_database_counts_what_any_histories_say(
    walks: Journeys, some: list[History], on: date
) -> None:
    """Each figure, each part of it, and whom somebody sees who opens it."""
    told = {journey: once_opened(history) for journey, history in zip(IDS, some, strict=True)}
    with walks.store.writing() as transaction:
        SQLReadModels(connection_of(transaction)).refresh(told, BOOK)
    view = managed(walks, on)
    for code, kind in FIGURES.items():
        within = days_of(code, on)
        rows = by_hand(told, code, within)
        found = view.of(code)
        assert found is not None
        match kind.counted:
            case "journeys" | "rows":
                assert found.number == len(rows), code
            case "sum":
                assert found.number == pytest.approx(sum(rows), abs=0.01), code
            case "median":
                expected = pytest.approx(median(rows), abs=0.01) if rows else None
                assert (found.number, found.of) == (expected, len(rows)), code
        for months, before in ((1, found.month_before), (12, found.year_before)):
            earlier = days_before(on, months)
            if kind.span == "month":
                assert before == (len(by_hand(told, code, earlier)) if earlier else 0), code
        with walks.store.reading() as transaction:
            assert len(transaction.queries.behind(code, "", on).lines) == len(rows), code
        if kind.is_split and kind.counted != "median":
            parts = [each.number for each in view.parts_of(code)]
            assert sum(filter(None, parts)) == found.number, code
    shared = [each for each in told.values() if each.on(on).journey.people.responsible]
    assert sum(each.citizens for each in view.caseworkers) == sum(
        walking(each, on) for each in shared
    )


def once_opened(history: History) -> History:
    """Return a history that begins with one opening, as read tables have one day for it."""
    facts = (entry.event for entry in history.entries)
    return after(
        OPENED, *(each for each in facts if not isinstance(each, events.JourneyOpened))
    ).history
