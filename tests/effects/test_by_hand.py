"""Facts and trials of small invented towns, compared row for row with the method by hand."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import (
    EducationId,
    Entry,
    History,
    JourneyId,
    MeasureId,
    PlacementId,
    events,
)
from journeys.domain.history import JOINED
from journeys.projections.effects.counts import counts_of
from journeys.projections.effects.curves import OUTCOMES
from journeys.projections.effects.estimating import columns_of
from journeys.projections.effects.outcomes import days_in_work
from journeys.projections.effects.outcomes import reached as reached_in
from journeys.projections.effects.reading import facts
from journeys.projections.effects.settings import DEFAULT
from journeys.projections.effects.trials import Trials
from journeys.projections.effects.trials import trials as trials_of
from tests.effects import by_hand
from tests.effects.by_hand import Person, Row
from tests.effort import tries
from tests.invented import ANNA, BAKERY
from tests.scenario import BOOK

FIRST = date(2024, 1, 1)
WEEKS = 52
MEASURES = ("mentorstøtte", "virksomhedspraktik", "løntilskud")
DELAYS = st.sampled_from((0, 0, 0, 3, 9, 45))
FEW_HOURS = (None, None, Decimal(0), Decimal(4), Decimal(12))


RESTED_ON = (events.MeasureGranted, events.PlacementStarted, events.EducationStarted)


class Town:
    """The histories of a small town; said in short, as hypothesis says what failed."""

    def __init__(self, histories: Sequence[History]) -> None:
        self.histories = histories

    def __repr__(self) -> str:
        return "\n".join(
            f"{each.recorded_at:%F} {each.journey.int & 99} {each.version} {each.event!r}"
            for history in self.histories[:4]
            for each in history.entries
        )[:20_000]


class Told(NamedTuple):
    """An event, how many days after its day it is recorded, and what becomes of it."""

    event: Any
    late: int
    retracted: int | None = None
    """After how many more days it is retracted."""
    corrected: int | None = None
    """By how many days the same event is recorded again."""


def on(nr: int) -> date:
    """Return the day so many days after the first."""
    return FIRST + timedelta(days=nr)


@st.composite
def lives(draw: st.DrawFn, nr: int) -> Sequence[Told]:
    """Return what is recorded on one journey."""
    told = list[Told]()
    opened = draw(st.integers(0, 120))

    def tell(event: events.Event) -> None:
        fate = draw(st.sampled_from(("stands",) * 7 + ("planned", "retracted", "corrected")))
        late = -20 if fate == "planned" else draw(DELAYS)
        gone = draw(st.integers(0, 90)) if fate in ("retracted", "corrected") else None
        # What other facts rest on is never moved after them: no verb would allow it.
        least, most = (-9, 0) if isinstance(event, RESTED_ON) else (-3, 9)
        moved = draw(st.integers(least, most)) if fate == "corrected" else None
        told.append(Told(event, late, gone, moved))

    had = draw(st.sampled_from((False,) * 8 + (True,)))
    if had:
        granted = events.PensionGranted(on=on(-900), scheme="new", born=date(1980, 5, 5))
        told.append(Told(granted, 0))
        told.append(Told(events.PensionRested(on=on(opened + 20)), 0))
        told.append(Told(events.PensionReturnRequested(on=on(opened + 150)), 0))
        told.append(Told(events.PensionResumed(on=on(opened + 160), paid_from=on(opened + 190)), 3))
    basis = "førtidspension" if had else draw(st.sampled_from(("dagpenge", "kontanthjælp")))
    told.append(
        Told(
            events.JourneyOpened(on=on(opened), municipality="621", basis=basis, responsible=ANNA),
            0,
        )
    )
    for add in draw(st.lists(st.sampled_from(TURNS), min_size=1, max_size=5)):
        for event in add(draw, nr * 1000 + 10 * len(told), opened):
            tell(event)
    told += [Told(each, draw(DELAYS)) for each in _ended(draw, opened)]
    return told


def _measure(draw: st.DrawFn, nr: int, opened: int) -> Iterator[events.Event]:
    thing, began = MeasureId(UUID(int=nr + 1)), opened + draw(st.integers(5, 200))
    kind = draw(st.sampled_from(("mentorstøtte", "mentorstøtte", "virksomhedspraktik")))
    code = draw(st.sampled_from((None, "eksempelhuset")))
    yield events.MeasureGranted(
        on=on(began - 4), measure=thing, measure_kind=kind, provider_code=code
    )
    way = draw(st.sampled_from(("started", "started", "placed", "both", "neither")))
    if way in ("placed", "both"):
        yield events.PlacementStarted(
            on=on(began + 6),
            placement=PlacementId(UUID(int=nr + 2)),
            placement_kind="praktik",
            measure=thing,
            paid_hours=draw(st.sampled_from(FEW_HOURS)),
        )
    if way in ("started", "both"):
        yield events.MeasureStarted(on=on(began), measure=thing)
    if draw(st.booleans()):
        yield events.MeasureEnded(on=on(began + 60), measure=thing, effect="Mere ro")


def _placement(draw: st.DrawFn, nr: int, opened: int) -> Iterator[events.Event]:
    kinds = ("praktik", "løntilskud", "småjob", "fuldtid")
    thing, began = PlacementId(UUID(int=nr + 3)), opened + draw(st.integers(-100, 350))
    yield events.PlacementStarted(
        on=on(began),
        placement=thing,
        placement_kind=draw(st.sampled_from(kinds)),
        paid_hours=draw(st.sampled_from(FEW_HOURS)),
    )
    if draw(st.booleans()):
        hours = draw(st.sampled_from((Decimal(0), Decimal(6), Decimal("14.5"))))
        changed = on(began + draw(st.integers(4, 80)))
        yield events.PlacementHoursChanged(on=changed, placement=thing, paid_hours=hours)
    if draw(st.booleans()):
        ended = on(began + draw(st.sampled_from((4, 30, 181, 182, 183, 400))))
        yield events.PlacementEnded(on=ended, placement=thing, reason="Slut")


def _study(draw: st.DrawFn, nr: int, opened: int) -> Iterator[events.Event]:
    thing, began = EducationId(UUID(int=nr + 4)), opened + draw(st.integers(-50, 300))
    yield events.EducationStarted(on=on(began), education=thing, education_kind="videregående")
    if draw(st.booleans()):
        yield events.EducationEnded(on=on(began + draw(st.integers(4, 200))), education=thing)


def _judged(draw: st.DrawFn, _: int, opened: int) -> Iterator[events.Event]:
    day = on(opened + draw(st.integers(0, 150)))
    if draw(st.booleans()):
        for phase in draw(
            st.lists(st.sampled_from(("afklaring", "formidling")), min_size=1, max_size=2)
        ):
            yield events.PhaseEntered(on=day, phase=phase)
    else:
        group = draw(st.sampled_from(("6.1", "6.3")))
        yield events.TargetGroupSet(on=day, target_group=group)


def _basis(draw: st.DrawFn, _: int, opened: int) -> Iterator[events.Event]:
    bases = ("sygedagpenge", "dagpenge", "førtidspension", "folkepension")
    day = on(opened + draw(st.integers(1, 400)))
    yield events.SupportBasisChanged(on=day, basis=draw(st.sampled_from(bases)))


TURNS = (_measure, _measure, _measure, _placement, _placement, _study, _judged, _basis)


def _ended(draw: st.DrawFn, opened: int) -> Iterator[events.Event]:
    whys = (None, "andet", "arbejde", "uddannelse", "pension", "flyttet", "død")
    day = opened + draw(st.integers(30, 500))
    way = draw(st.sampled_from(("open", "open", "rests", "pension", "closed", "resumed", "moved")))
    if way == "rests":
        yield events.JourneyRested(on=on(day))
    if way == "pension":
        yield events.PensionGranted(on=on(day), scheme="new", born=date(1975, 3, 4))
    if way in ("closed", "resumed"):
        why = draw(st.sampled_from(whys))
        yield events.JourneyClosed(on=on(day), reason="Slut", why=why)
    if way == "moved":
        yield events.JourneyClosed(on=on(day), reason="Slut", moved_to="461")
    if way == "resumed":
        yield events.JourneyResumed(on=on(day + draw(st.integers(0, 60))))


def history_of(nr: int, told: Sequence[Told]) -> History:
    """Return the history of a journey: what was told, in the order in which it was recorded."""
    lines = list[tuple[date, int, Any, int | None]]()
    for place, each in enumerate(told):
        recorded = each.event.on + timedelta(days=each.late)
        lines.append((recorded, 3 * place, each.event, None))
        if each.retracted is not None:
            gone = recorded + timedelta(days=each.retracted)
            lines.append((gone, 3 * place + 1, None, 3 * place))
            if each.corrected is not None:
                day = each.event.on + timedelta(days=each.corrected)
                lines.append((gone, 3 * place + 2, each.event.model_copy(update={"on": day}), None))
    versions, entries = dict[int, int](), list[Entry]()
    for version, (day, place, event, of) in enumerate(sorted(lines, key=lambda each: each[:2]), 1):
        versions[place] = version
        if of is not None:
            event = events.EntryRetracted(on=day, entry=versions[of], why="Fejl")  # noqa: PLW2901
        moment = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
        entries.append(Entry(_id(nr), version, nr * 1000 + version, moment, ANNA, event))
    return History(tuple(entries))


def _id(nr: int) -> JourneyId:
    return JourneyId(UUID(int=(nr * 7919 + 1) << 32 | nr))


@st.composite
def towns(draw: st.DrawFn) -> Town:
    """Return the histories of a small town."""
    many = draw(st.integers(2, 14))
    one, other, *others = [history_of(nr, draw(lives(nr))) for nr in range(1, many + 1)]
    if draw(st.booleans()):
        return Town([joined(one, other), *others])
    return Town([one, other, *others])


def joined(one: History, other: History) -> History:
    """Return the history of a journey to which another was joined."""
    last = one.entries[-1]
    by = events.JourneyAbsorbed(
        on=last.recorded_at.date(), why="Samme", absorbed=other.stream, numbered_from=JOINED
    )
    joining = last._replace(version=last.version + 1, position=last.position + 1, event=by)
    return History((*one.entries, joining)).joined_with([(by, other)])


def _rows(found: Trials, ids: Sequence[UUID]) -> list[Row]:
    return [
        Row(ids[person], bool(began), date.fromordinal(zero), weeks)
        for person, began, zero, weeks in zip(
            found.person.tolist(),
            found.began.tolist(),
            found.zero.tolist(),
            found.followed.tolist(),
            strict=True,
        )
    ]


@settings(max_examples=tries(15, 1500))
@given(towns(), st.integers(300, 800), st.sampled_from(MEASURES))
def test_trials_are_those_that_the_method_makes_by_hand(town: Town, cut: int, measure: str) -> None:
    """Who began, who is compared, on which day and for how long, and what they reached."""
    people: dict[UUID, Person] = {each.journey: each for each in map(Person, town.histories)}
    columns, ids = columns_of([facts(each, BOOK) for each in town.histories]), sorted(people)
    last = on(cut)
    # Of two that began on one day either may say who provided it.
    clear = all(len({*each.providers(measure)}) < 2 for each in people.values())
    providers = ["provider:eksempelhuset"] if clear else []
    for split in ("", "basis:dagpenge", "target-group:", *providers):
        found = trials_of(columns, measure, cut=last.toordinal(), split=split)
        by_hand_found = by_hand.trials([*people.values()], measure, last, split=split)
        assert sorted(_rows(found, ids)) == sorted(by_hand_found)
    for outcome, state in OUTCOMES.items():
        found = trials_of(columns, measure, cut=last.toordinal(), eligible=state)
        rows = _rows(found, ids)
        assert sorted(rows) == sorted(by_hand.trials([*people.values()], measure, last, state))
        weekly = reached_in(columns, found, outcome, WEEKS)
        for row, weeks in zip(rows, weekly, strict=True):
            counted = [nr for nr, so in enumerate(weeks.tolist()) if so and nr < row.weeks]
            week = by_hand.reached(people[row.journey], row, outcome, WEEKS)
            assert counted == ([] if week is None else [week])
    found = trials_of(columns, measure, cut=last.toordinal())
    counts = counts_of(columns, found, WEEKS, last.toordinal(), DEFAULT)
    began = [each for each in _rows(found, ids) if each.began]
    assert counts.began == len(began)
    assert counts.followed == sum(each.weeks >= WEEKS for each in began)
    for row, days in zip(_rows(found, ids), days_in_work(columns, found, WEEKS), strict=True):
        counted = by_hand.days_in_work(people[row.journey], row, WEEKS)
        assert days.tolist()[: len(counted)] == counted


def test_of_two_phases_of_one_day_the_one_that_was_recorded_last_holds() -> None:
    """As in the fold, whatever their names."""
    for first, last in (("formidling", "afklaring"), ("afklaring", "formidling")):
        recorded = [Told(events.PhaseEntered(on=FIRST, phase=each), 0) for each in (first, last)]
        columns = columns_of([facts(history_of(1, recorded), BOOK)])
        place = columns.values["phase"].at(np.array([0]), np.array([FIRST.toordinal()]))
        assert columns.codes["phase"][int(place[0])] == last


def test_a_journey_whose_opening_was_retracted_stops_no_answer() -> None:
    """Nothing is known of what its citizen lives on, and it is in no trial."""
    opened = events.JourneyOpened(on=FIRST, municipality="621", basis="dagpenge", responsible=ANNA)
    began = Told(events.PlacementStarted(on=FIRST, placement=BAKERY, placement_kind="praktik"), 0)
    town = [history_of(1, [Told(opened, 0, 4), began]), history_of(2, [Told(opened, 0), began])]
    found = trials_of(
        columns_of([facts(each, BOOK) for each in town]),
        "virksomhedspraktik",
        cut=on(400).toordinal(),
    )
    assert _rows(found, [_id(1), _id(2)]) == [Row(_id(2), began=True, zero=FIRST, weeks=57)]
