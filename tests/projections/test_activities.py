"""Activities: a placement and its measure are one; hours are those of their day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from journeys import History, Journeys, MeasureId, PlacementId, events, verbs
from journeys.projections.activities import Activity
from journeys.projections.citizen_path import CitizenPath, path
from journeys.projections.milestones import milestones
from journeys.projections.path_marks import Mark
from journeys.projections.periods import periods
from journeys.testing.strategies import BEGINNING, days, events_of, histories
from tests.invented import (
    APR_1,
    BAKERY,
    BY_ANNA,
    FEB_1,
    JAN_1,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    WALK,
    opened,
)
from tests.scenario import BOOK, after

PRAKTIK = MeasureId(UUID(int=71))
OTHER_PLACE = PlacementId(UUID(int=72))
GRANTED = events.MeasureGranted(
    on=JAN_1, measure=PRAKTIK, measure_kind="virksomhedspraktik", provider="Bageriet"
)
STARTED = events.MeasureStarted(on=FEB_1, measure=PRAKTIK)
PLACED = events.PlacementStarted(
    on=FEB_1, placement=BAKERY, placement_kind="praktik", employer="Bageriet", measure=PRAKTIK
)
UNLINKED = PLACED.model_copy(update={"measure": None})
PLACE_ENDED = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Slut", learned="At bage")
MEASURE_ENDED = events.MeasureEnded(on=JUN_1, measure=PRAKTIK, effect="Mod på mere")
BEGUN = (OPENED, GRANTED, STARTED, PLACED)
FIVE, EIGHT = Decimal(5), Decimal(8)
FLEKSJOB = events.PlacementStarted(
    on=FEB_1,
    placement=BAKERY,
    placement_kind="fleksjob",
    employer="Kildegården",
    paid_hours=Decimal(5),
    present_hours=Decimal(10),
)


def hours(paid: int, on: date) -> events.PlacementHoursChanged:
    """Return a change of the paid hours at the bakery."""
    return events.PlacementHoursChanged(on=on, placement=BAKERY, paid_hours=Decimal(paid))


def activities(*facts: events.Event, on: date = JUL_1) -> tuple[Activity, ...]:
    """Return the activities, running or ended, on a day."""
    return milestones(WALK, after(*facts).history, BOOK, on).activities


def way(*facts: events.Event, on: date = JUL_1) -> CitizenPath:
    """Return the citizen's path on a day."""
    return path(WALK, after(*facts).history, BOOK, on)


def marked(view: CitizenPath) -> list[Mark]:
    """Return every mark, those of older years too."""
    return [*(mark for year in view.earlier for mark in year.marks), *view.done]


def changes_of_work(view: CitizenPath) -> list[tuple[str, date, str]]:
    """Return what began and ended, when, and its name."""
    return [(mark.what, mark.on, mark.thing.da) for mark in marked(view) if mark.thing is not None]


def rises(view: CitizenPath) -> list[tuple[date, Decimal | None, Decimal | None]]:
    """Return each rise in paid hours: when, from how many, to how many."""
    return [
        (mark.on, mark.paid_before, mark.paid_hours)
        for mark in marked(view)
        if mark.what == "more-hours"
    ]


def counted(*facts: events.Event, on: date) -> list[str]:
    """Return what is counted as an activity on a day."""
    return [
        period.value
        for period in periods(after(*facts).history)
        if period.track in ("measure", "placement") and period.covers(on)
    ]


# A praktik is one thing.


def test_a_praktik_that_is_measure_and_placement_is_one_thing() -> None:
    """In the list, on the page and in what is counted: the placement stands for its measure."""
    assert [each.thing for each in activities(*BEGUN)] == [BAKERY]
    view = way(*BEGUN)
    assert [(each.what.da, each.at) for each in view.now] == [("Praktik", "Bageriet")]
    assert changes_of_work(view) == [("began", FEB_1, "Praktik")]
    assert counted(*BEGUN, on=MAR_1) == ["praktik"]


def test_it_ends_once_with_what_was_learned() -> None:
    """Whether the measure ends that day or later."""
    for ended in (MEASURE_ENDED, MEASURE_ENDED.model_copy(update={"on": MAY_1})):
        walk = (*BEGUN, PLACE_ENDED, ended)
        (activity,) = activities(*walk)
        assert (activity.thing, activity.until, activity.learned) == (BAKERY, MAY_1, "At bage")
        view = way(*walk)
        assert changes_of_work(view) == [("began", FEB_1, "Praktik"), ("ended", MAY_1, "Praktik")]
        assert view.now == ()


def test_a_measure_that_runs_on_after_its_placement_shows_once() -> None:
    """It is what runs now; what was learned stays with it, and on the path."""
    walk = (*BEGUN, PLACE_ENDED, MEASURE_ENDED)
    (activity,) = activities(*walk, on=MAY_9)
    assert (activity.thing, activity.since, activity.until) == (PRAKTIK, FEB_1, None)
    assert activity.learned == "At bage"
    view = way(*walk, on=MAY_9)
    assert [each.what.da for each in view.now] == ["Virksomhedspraktik"]
    assert changes_of_work(view)[-1] == ("ended", MAY_1, "Praktik")
    assert counted(*walk, on=MAY_9) == ["virksomhedspraktik"]
    assert counted(*walk, on=JUN_1) == []


def test_a_measure_that_began_before_its_placement_is_that_placement_from_then_on() -> None:
    """Until then it is shown itself."""
    placed = PLACED.model_copy(update={"on": MAR_1})
    walk = (OPENED, GRANTED, STARTED, placed)
    assert [each.thing for each in activities(*walk, on=FEB_1)] == [PRAKTIK]
    assert [each.thing for each in activities(*walk)] == [BAKERY]
    assert changes_of_work(way(*walk, on=FEB_1)) == [("began", FEB_1, "Virksomhedspraktik")]
    assert changes_of_work(way(*walk)) == [("began", MAR_1, "Praktik")]
    assert counted(*walk, on=FEB_1) == ["virksomhedspraktik"]
    assert counted(*walk, on=MAR_1) == ["praktik"]


def test_two_placements_of_one_measure_are_two_places_and_no_third() -> None:
    """One after the other, at two workplaces."""
    other = PLACED.model_copy(
        update={"on": MAY_1, "placement": OTHER_PLACE, "employer": "Planteskolen"}
    )
    assert [each.thing for each in activities(*BEGUN, PLACE_ENDED, other)] == [BAKERY, OTHER_PLACE]


def test_a_granted_measure_whose_placement_began_is_not_to_come() -> None:
    """Its own beginning may be recorded late, or never."""
    assert [each.what.da for each in way(OPENED, GRANTED).to_come] == ["Virksomhedspraktik"]
    for walk in ((OPENED, GRANTED, PLACED), (OPENED, GRANTED, PLACED, PLACE_ENDED)):
        view = way(*walk)
        assert view.to_come == ()
        assert [each.thing for each in activities(*walk)] == [BAKERY]


def test_without_a_link_they_stay_two_whatever_they_have_in_common() -> None:
    """Kind, employer and days are no link: nothing is guessed."""
    walk = (OPENED, GRANTED, STARTED, UNLINKED)
    assert [each.thing for each in activities(*walk)] == [BAKERY, PRAKTIK]
    assert len(way(*walk).now) == 2
    assert sorted(counted(*walk, on=MAR_1)) == ["praktik", "virksomhedspraktik"]


def test_a_retracted_placement_leaves_the_measure_and_the_other_way_round() -> None:
    """What is left is shown."""
    for entry, left in ((4, PRAKTIK), (3, BAKERY)):
        retracted = events.EntryRetracted(on=MAR_1, entry=entry, why="Fejl")
        assert [each.thing for each in activities(*BEGUN, retracted)] == [left]


def test_the_overview_and_its_trend_count_a_praktik_once(walks: Journeys) -> None:
    """The database counts what the reader sees."""
    journey = opened(walks)
    walks.decide(journey, verbs.hear_wishes, BY_ANNA, matter="tilbud", words="Ja", on=JAN_1)
    walks.decide(
        journey,
        verbs.grant_measure,
        BY_ANNA,
        measure=PRAKTIK,
        measure_kind="virksomhedspraktik",
        on=JAN_1,
    )
    walks.decide(journey, verbs.start_measure, BY_ANNA, measure=PRAKTIK, on=FEB_1)
    walks.decide(
        journey,
        verbs.start_placement,
        BY_ANNA,
        placement=BAKERY,
        placement_kind="praktik",
        measure=PRAKTIK,
        on=FEB_1,
    )
    assert walks.overview(on=MAR_1).by["activity"] == {"praktik": 1}
    assert walks.trend(on=MAR_1).days[-1].by["activity"] == {"praktik": 1}
    walks.decide(journey, verbs.end_placement, BY_ANNA, placement=BAKERY, reason="x", on=APR_1)
    assert walks.overview(on=APR_1).by["activity"] == {"virksomhedspraktik": 1}


# Hours are those of their day.


def test_the_path_shows_the_hours_of_the_beginning_and_each_rise() -> None:
    """What is done now has today's hours."""
    view = way(OPENED, FLEKSJOB, hours(8, APR_1), hours(11, MAY_1))
    (_, began, *_) = marked(view)
    assert (began.what, began.on, began.paid_hours) == ("began", FEB_1, Decimal(5))
    assert rises(view) == [(APR_1, FIVE, EIGHT), (MAY_1, EIGHT, Decimal(11))]
    assert [each.paid_hours for each in view.now] == [Decimal(11)]


def test_fewer_hours_are_no_mark_and_are_todays_hours() -> None:
    """A setback is never shown as a failure; rising again is a step again."""
    fewer = (OPENED, FLEKSJOB, hours(8, APR_1), hours(3, MAY_1))
    assert [mark.what for mark in marked(way(*fewer))] == ["opened", "began", "more-hours"]
    assert [each.paid_hours for each in way(*fewer).now] == [Decimal(3)]
    assert rises(way(*fewer, hours(8, JUN_1)))[-1] == (JUN_1, Decimal(3), EIGHT)


def test_present_hours_and_hours_that_were_not_recorded_are_no_rise() -> None:
    """From none paid to the first paid hour is one; from unknown nobody knows."""
    present = events.PlacementHoursChanged(on=APR_1, placement=BAKERY, present_hours=Decimal(20))
    unknown = FLEKSJOB.model_copy(update={"paid_hours": None})
    unpaid = FLEKSJOB.model_copy(update={"paid_hours": Decimal(0)})
    assert [mark.what for mark in marked(way(OPENED, FLEKSJOB, present))] == ["opened", "began"]
    assert [mark.what for mark in marked(way(OPENED, unknown, hours(8, APR_1)))] == [
        "opened",
        "began",
    ]
    assert marked(way(OPENED, unpaid, hours(2, APR_1)))[-1].what == "more-hours"


def test_the_last_hours_of_a_day_count() -> None:
    """A slip that was put right the same day was no step, nor is one on the first or last day."""
    slip = (OPENED, FLEKSJOB, hours(8, APR_1), hours(5, APR_1))
    assert len(marked(way(*slip))) == 2
    (_, began) = marked(way(OPENED, FLEKSJOB, hours(8, FEB_1)))
    assert (began.what, began.paid_hours) == ("began", EIGHT)
    twice = way(OPENED, FLEKSJOB, hours(6, APR_1), hours(8, APR_1))
    assert rises(twice) == [(APR_1, FIVE, EIGHT)]
    last = marked(way(OPENED, FLEKSJOB, hours(8, MAY_1), PLACE_ENDED))
    assert [mark.what for mark in last] == ["opened", "began", "ended"]


def test_an_ended_placement_has_the_hours_of_its_end() -> None:
    """Not those of its last day, on which it was not done any more, nor any recorded later."""
    walk = (OPENED, FLEKSJOB, hours(8, APR_1), hours(0, MAY_1), PLACE_ENDED, hours(20, JUN_1))
    (activity,) = activities(*walk)
    assert (activity.paid_hours, activity.present_hours) == (EIGHT, Decimal(10))
    assert activity.until == MAY_1


def test_hours_recorded_late_and_retracted_are_marks_as_they_were_known() -> None:
    """On both clocks."""
    history = after(
        OPENED,
        FLEKSJOB,
        hours(8, APR_1),
        hours(6, MAR_1),
        events.EntryRetracted(on=MAY_1, entry=4, why="Forkert plads"),
    ).history
    moments = [BEGINNING + timedelta(hours=nr) for nr in range(len(history.entries))]
    history = replace(
        history,
        entries=tuple(
            entry._replace(recorded_at=at)
            for entry, at in zip(history.entries, moments, strict=True)
        ),
    )
    six = Decimal(6)
    assert [rises(path(WALK, history, BOOK, JUL_1, known_at=moment)) for moment in moments] == [
        [],
        [],
        [(APR_1, FIVE, EIGHT)],
        [(MAR_1, FIVE, six), (APR_1, six, EIGHT)],
        [(APR_1, FIVE, EIGHT)],
    ]


# Whatever was recorded.

MEASURES = [MeasureId(UUID(int=nr)) for nr in (1, 2)]
PLACES = [PlacementId(UUID(int=nr)) for nr in (11, 12, 13)]
MEASURE, PLACE = st.sampled_from(MEASURES), st.sampled_from(PLACES)
WORK: st.SearchStrategy[events.Event] = st.one_of(
    events_of(events.MeasureGranted, measure=MEASURE),
    events_of(events.MeasureStarted, measure=MEASURE),
    events_of(events.MeasureEnded, measure=MEASURE),
    events_of(events.PlacementStarted, placement=PLACE, measure=st.none() | MEASURE),
    events_of(events.PlacementHoursChanged, placement=PLACE),
    events_of(events.PlacementEnded, placement=PLACE),
    events_of(events.EntryRetracted),
)
BEGINNINGS: Sequence[events.Event] = (
    *(GRANTED.model_copy(update={"measure": measure}) for measure in MEASURES),
    *(STARTED.model_copy(update={"on": JAN_1, "measure": measure}) for measure in MEASURES),
    *(
        FLEKSJOB.model_copy(update={"on": JAN_1, "placement": place, "measure": measure})
        for place, measure in zip(PLACES, [*MEASURES, None], strict=True)
    ),
)
"""What most of the rest is about, so that it meets something; some of it is retracted."""


@st.composite
def working(draw: st.DrawFn) -> History:
    """Return any history of measures and placements, linked or not, with any times of record."""
    recorded = [*BEGINNINGS, *draw(st.lists(WORK, max_size=15))]
    later = draw(st.lists(st.integers(0, 5), min_size=len(recorded), max_size=len(recorded)))
    told = after(*recorded).history
    return replace(
        told,
        entries=tuple(
            entry._replace(recorded_at=BEGINNING + timedelta(hours=hour))
            for entry, hour in zip(told.entries, sorted(later), strict=True)
        ),
    )


@given(working(), days())
def test_no_measure_and_placement_of_it_both_appear_and_none_is_lost(
    history: History, on: date
) -> None:
    """On any day: what began is shown once."""
    view = milestones(WALK, history, BOOK, on)
    journey = history.on(on).journey
    shown = Counter(each.thing for each in (*view.activities, *view.to_come))
    assert set(shown.values()) <= {1}
    placements = journey.work.placements.values()
    for place in placements:
        assert (place.placement in shown) != (place.measure is not None and place.measure in shown)
    for measure, each in journey.measures.granted.items():
        linked = [place for place in placements if place.measure == measure]
        if not linked:
            assert (measure in shown) == (each.started is not None or each.ended is None)


@given(working(), days())
def test_what_is_counted_of_a_day_is_what_the_page_says_of_now(history: History, on: date) -> None:
    """Each running thing is one period on that day, and one line on the page."""
    rows = [
        period.thing
        for period in periods(history)
        if period.track in ("measure", "placement") and period.covers(on)
    ]
    running = [
        each.thing for each in milestones(WALK, history, BOOK, on).activities if each.until is None
    ]
    assert sorted(map(str, rows)) == sorted(map(str, running))
    assert len(path(WALK, history, BOOK, on).now) == len(running)


@given(st.one_of(working(), histories()), days(), st.integers(0, 5))
def test_marks_are_those_of_what_was_in_force_and_known(
    history: History, on: date, hour: int
) -> None:
    """On both clocks, as a fold of nothing but those entries gives them."""
    moment = BEGINNING + timedelta(hours=hour)
    then = history.known_at(moment)
    kept = tuple(
        entry
        for entry in then.entries
        if entry.event.on <= on
        and entry.version not in then.retracted
        and not isinstance(entry.event, events.EntryRetracted)
    )
    view = path(WALK, history, BOOK, on, known_at=moment)
    alone = path(WALK, History(kept), BOOK, on, known_at=moment)
    assert (marked(view), view.now, view.to_come) == (marked(alone), alone.now, alone.to_come)


@given(working(), days(), days())
def test_a_later_day_rewrites_no_hours_of_an_earlier_one(
    history: History, day: date, later: date
) -> None:
    """What a placement began with, and each rise, stays the same; a placement begins once."""
    day, later = sorted((day, later))
    begun = Counter(
        entry.event.placement
        for entry in history.in_force
        if isinstance(entry.event, events.PlacementStarted)
    )
    once = {place for place, times in begun.items() if times == 1}

    def hours_by(until: date) -> list[object]:
        return [
            (
                place.placement,
                place.hours[0],
                [rise for rise in place.rises if rise[1].since <= day],
            )
            for place in history.on(until).journey.work.placements.values()
            if place.placement in once and place.since <= day
        ]

    assert hours_by(later) == hours_by(day)
