"""What is read of one journey for estimating effects, after what was recorded on it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import Entry, History, JourneyId, MeasureId, PlacementId, events
from journeys.domain.history import JOINED
from journeys.domain.law.vocabularies import Term
from journeys.projections.effects import reading
from journeys.projections.effects.estimating import columns_of, effect
from journeys.projections.effects.facts import (
    NEW_CASEWORKER,
    Delay,
    Departed,
    Departure,
    JourneyFacts,
    Judged,
    Span,
    Started,
    Valued,
    Worked,
)
from journeys.projections.effects.reading import facts
from journeys.projections.periods import periods
from journeys.testing.strategies import events_of, histories
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BAKING,
    BO,
    FEB_1,
    JAN_1,
    JUL_1,
    JUN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    SCHOOL,
    STUDYING,
    TODAY,
    WALK,
)
from tests.scenario import BOOK

OTHER = JourneyId(UUID("00000000-0000-4000-8000-000000000002"))
TRIAL, JOB = MeasureId(KITCHEN), PlacementId(SCHOOL)
OPENED = events.JourneyOpened(on=JAN_1, municipality="621", basis="dagpenge", responsible=ANNA)
GRANTED = events.MeasureGranted(
    on=FEB_1, measure=TRIAL, measure_kind="mentorstøtte", provider_code="eksempelhuset"
)
BEGAN = events.MeasureStarted(on=MAR_1, measure=TRIAL)
OVER = events.MeasureEnded(on=JUN_1, measure=TRIAL, effect="Mere ro")
COLLEAGUES = {f"{team}-{nr}.example": team for team in ("Jobhuset", "Torvet") for nr in range(2)}
TEAMS = BOOK._replace(teams={ANNA: "Jobhuset", BO: "Torvet", **COLLEAGUES})


def known(*entries: tuple[date, events.Event]) -> History:
    """Return the history of events, each recorded on a day."""
    return History(
        tuple(
            Entry(WALK, nr, nr, datetime(day.year, day.month, day.day, 9, tzinfo=UTC), ANNA, event)
            for nr, (day, event) in enumerate(entries, start=1)
        )
    )


def after(*recorded: events.Event) -> JourneyFacts:
    """Return what is read after these events, each recorded on its day."""
    return facts(known(*((event.on, event) for event in recorded)), TEAMS)


def closed(why: str | None = None, on: date = MAY_1, moved_to: str | None = None) -> events.Event:
    """Return a closing."""
    return events.JourneyClosed(on=on, reason="Slut", why=why, moved_to=moved_to)


def test_a_journey_is_followed_while_it_is_open_or_rests() -> None:
    """A pause is no gap; closed and resumed, there is one. What somebody lives on is dated."""
    rested = events.JourneyRested(on=FEB_1)
    read = after(OPENED, rested, closed(), events.JourneyResumed(on=JUN_1))
    assert read.journey == WALK
    assert read.followed == (Span(JAN_1, MAY_1), Span(JUN_1))
    changed = events.SupportBasisChanged(on=MAR_1, basis="sygedagpenge")
    assert after(OPENED, changed).basis == (
        Valued("dagpenge", JAN_1, MAR_1),
        Valued("sygedagpenge", MAR_1),
    )


def test_a_measure_began_on_its_day_with_its_provider_and_the_team() -> None:
    """Granted alone, it has not begun."""
    assert after(OPENED, GRANTED).started == ()
    assert after(OPENED, GRANTED, BEGAN, OVER).started == (
        Started("mentorstøtte", MAR_1, JUN_1, MAR_1, "eksempelhuset", "Jobhuset"),
    )
    in_words = GRANTED.model_copy(update={"provider_code": None, "provider": "Eksempelhuset"})
    (read,) = after(OPENED, in_words, BEGAN).started
    assert (read.provider, read.ends) == ("", None)


def test_a_team_of_fewer_than_three_colleagues_is_none() -> None:
    """What is shown of it would be a score of persons."""
    history = known(*((event.on, event) for event in (OPENED, GRANTED, BEGAN)))
    members = dict.fromkeys((ANNA, BO, "karen.example"), "Jobhuset")
    (read,) = facts(history, BOOK._replace(teams=members)).started
    assert read.team == "Jobhuset"
    (read,) = facts(history, BOOK._replace(teams={**members, BO: "Torvet"})).started
    assert read.team == ""


def test_a_retracted_beginning_is_none() -> None:
    """Recorded again as corrected it is one, known since it was first recorded."""
    start: list[tuple[date, events.Event]]
    start = [(JAN_1, OPENED), (FEB_1, GRANTED), (APR_1, BEGAN)]
    retracted = (MAY_1, events.EntryRetracted(on=MAY_1, entry=3, why="Fejl"))
    assert facts(known(*start, retracted), TEAMS).started == ()
    again = (MAY_1, BEGAN.model_copy(update={"on": FEB_1}))
    (read,) = facts(known(*start, retracted, again), TEAMS).started
    assert (read.starts, read.recorded) == (FEB_1, APR_1)


def test_a_placement_that_is_part_of_a_measure_begins_it() -> None:
    """Where its own beginning was not recorded; and it is no measure beside it."""
    part = BAKING.model_copy(update={"placement_kind": "praktik", "measure": TRIAL})
    end = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Slut")
    (read,) = after(OPENED, GRANTED, part, end).started
    assert (read.measure, read.starts, read.ends) == ("mentorstøtte", APR_1, MAY_1)
    (read,) = after(OPENED, GRANTED, BEGAN, part, end).started
    assert (read.starts, read.ends) == (MAR_1, None)
    (read,) = after(OPENED, GRANTED, BEGAN, part, end, OVER).started
    assert read.ends == JUN_1


@pytest.mark.parametrize(
    ("kind", "measure"), [("praktik", "virksomhedspraktik"), ("løntilskud", "løntilskud")]
)
def test_a_placement_alone_stands_for_the_measure_of_its_name(kind: str, measure: str) -> None:
    """A job stands for none."""
    alone = BAKING.model_copy(update={"placement_kind": kind})
    end = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Slut")
    assert after(OPENED, alone, end).started == (
        Started(measure, APR_1, MAY_1, APR_1, team="Jobhuset"),
    )
    assert after(OPENED, BAKING).started == ()


def test_a_new_caseworker_is_followed_as_if_it_were_a_measure() -> None:
    """By the rule of continuity: offered, and accepted by somebody else."""
    offered = events.HandoverOffered(on=FEB_1, to=BO, reason="Ny afdeling")
    accepted = events.HandoverAccepted(on=MAR_1, by=BO, told=MAR_1)
    assert after(OPENED, offered, accepted).started == (
        Started(NEW_CASEWORKER, MAR_1, MAR_1, MAR_1, team="Torvet"),
    )
    assert after(OPENED, accepted).started == ()
    to_herself = offered.model_copy(update={"to": ANNA})
    by_herself = accepted.model_copy(update={"by": ANNA})
    assert after(OPENED, to_herself, by_herself).started == ()


def test_paid_hours_that_were_recorded_decide_else_the_kind_of_placement() -> None:
    """Each spell has its hours; none a week is no paid work, whatever the kind."""
    unpaid = BAKING.model_copy(update={"paid_hours": Decimal(0)})
    more = events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal("7.5"))
    end = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Slut")
    assert after(OPENED, BAKING, end).worked == (Worked(APR_1, JUN_1, None),)
    assert after(OPENED, unpaid, more).worked == (Worked(MAY_1, None, 7.5),)
    praktik = BAKING.model_copy(update={"placement_kind": "praktik"})
    assert after(OPENED, praktik).worked == ()
    assert after(OPENED, praktik, more, end).worked == (Worked(MAY_1, JUN_1, 7.5),)


def test_a_subsidised_wage_is_no_paid_work_of_its_own() -> None:
    """The measure would be its own effect; paid hours beside a traineeship are paid work."""
    subsidised = BAKING.model_copy(update={"placement_kind": "løntilskud"})
    hours = events.PlacementHoursChanged(on=MAY_1, placement=BAKERY, paid_hours=Decimal(37))
    read = after(OPENED, subsidised, hours)
    assert ([each.measure for each in read.started], read.worked) == (["løntilskud"], ())
    praktik = BAKING.model_copy(update={"placement_kind": "praktik", "paid_hours": Decimal(4)})
    assert after(OPENED, praktik).worked == (Worked(APR_1, None, 4),)


def test_who_is_closed_with_work_is_in_paid_work_until_resumed() -> None:
    """And who is closed with an education, in education; nobody is lost then."""
    resumed = events.JourneyResumed(on=JUL_1)
    assert after(OPENED, closed("arbejde")).worked == (Worked(MAY_1, None, None),)
    read = after(OPENED, closed("arbejde"), resumed)
    assert (read.worked, read.lost_on) == ((Worked(MAY_1, JUL_1, None),), None)
    read = after(OPENED, STUDYING, closed("uddannelse"), resumed)
    assert (read.studied, read.lost_on) == ((Span(APR_1),), None)
    read = after(OPENED, closed("uddannelse"), resumed)
    assert read.studied == (Span(MAY_1, JUL_1),)
    assert after(OPENED, closed("arbejde"), events.JourneyResumed(on=MAY_1)).worked == ()


@pytest.mark.parametrize("why", [None, "andet"])
def test_who_is_closed_without_a_reason_that_says_more_is_lost_that_day(why: str | None) -> None:
    """Unless a placement is open, which counts to its end; and until the journey is resumed."""
    assert after(OPENED, closed(why)).lost_on == MAY_1
    assert after(OPENED, BAKING, closed(why)).lost_on is None
    assert after(OPENED, BAKING, closed(why)).worked == (Worked(APR_1, None, None),)
    end = events.PlacementEnded(on=MAY_1, placement=BAKERY, reason="Slut")
    assert after(OPENED, BAKING, end, closed(why)).lost_on == MAY_1
    assert after(OPENED, closed(why), events.JourneyResumed(on=JUN_1)).lost_on is None


@pytest.mark.parametrize(
    ("why", "departure"),
    [
        ("pension", "pension"),
        ("folkepension", "folkepension"),
        ("flyttet", "moved"),
        ("død", "died"),
    ],
)
def test_a_closing_can_be_an_end_that_competes_with_work(why: str, departure: Departure) -> None:
    """One that was undone is none."""
    read = after(OPENED, closed(why))
    assert (read.departed, read.lost_on) == (Departed(MAY_1, departure), None)
    assert after(OPENED, closed(why), events.JourneyResumed(on=JUN_1)).departed is None


def test_a_municipalitys_own_code_of_a_closing_says_what_it_leads_to() -> None:
    """As data; without it nobody knows how somebody is followed on."""
    own = (
        Term(code="eget firma", da="Eget firma", en="Own firm", leads_to="work"),
        Term(code="orlov", da="Orlov", en="Leave"),
    )
    closing = BOOK.vocabularies["closing"].with_terms(own)
    book = BOOK._replace(vocabularies={**BOOK.vocabularies, "closing": closing})
    read = [
        facts(known((JAN_1, OPENED), (MAY_1, closed(each))), book)
        for each in ("eget firma", "orlov", "ukendt")
    ]
    assert [each.worked for each in read] == [(Worked(MAY_1, None, None),), (), ()]
    assert [each.lost_on for each in read] == [None, MAY_1, MAY_1]


def test_who_moved_to_another_municipality_has_left() -> None:
    """Also where nothing but that was said."""
    read = after(OPENED, closed(moved_to="461"))
    assert (read.departed, read.lost_on) == (Departed(MAY_1, "moved"), None)


def test_a_pension_after_the_opening_is_an_end() -> None:
    """Granted, or as what somebody lives on; the first end counts, and nobody is lost after it."""
    pension = events.PensionGranted(on=MAR_1, scheme="new", born=date(1975, 3, 4))
    assert after(OPENED, pension).departed == Departed(MAR_1, "pension")
    for basis, departure in (
        ("førtidspension", "pension"),
        ("seniorpension", "pension"),
        ("tidlig pension", "pension"),
        ("folkepension", "folkepension"),
    ):
        lives_on = events.SupportBasisChanged(on=APR_1, basis=basis)
        read = after(OPENED, lives_on, closed())
        assert read.departed == (APR_1, departure)
        assert read.lost_on is None


def test_who_had_a_pension_when_the_journey_was_opened_is_followed_as_everybody_is() -> None:
    """It may rest and be resumed; folkepension is an end for them, too."""
    with_pension = OPENED.model_copy(update={"basis": "førtidspension"})
    granted = events.PensionGranted(on=date(2015, 6, 1), scheme="new", born=date(1975, 3, 4))
    wage = events.SupportBasisChanged(on=FEB_1, basis="fleksløntilskud")
    back = events.SupportBasisChanged(on=APR_1, basis="førtidspension")
    assert after(granted, with_pension, wage, back).departed is None
    assert after(with_pension, wage, back).departed is None
    old = events.SupportBasisChanged(on=MAY_1, basis="folkepension")
    assert after(granted, with_pension, wage, back, old).departed == (MAY_1, "folkepension")


def test_what_was_judged_is_read_with_both_clocks() -> None:
    """A phase dated back was known from the day it was recorded, and until it was retracted."""
    phase = events.PhaseEntered(on=FEB_1, phase="afklaring", reason="")
    group = events.TargetGroupSet(on=JAN_1, target_group="6.3")
    retracted = events.EntryRetracted(on=MAY_1, entry=2, why="Fejl")
    history = known((JAN_1, OPENED), (APR_1, phase), (JAN_1, group), (MAY_1, retracted))
    read = facts(history, BOOK).judged
    assert read == (
        Judged("phase", "afklaring", FEB_1, APR_1, MAY_1),
        Judged("target-group", "6.3", JAN_1, JAN_1),
    )
    assert [read[0].known_on(day) for day in (FEB_1, MAR_1, APR_1, MAY_1)] == [
        *(False, False, True, False)
    ]


def test_how_late_plain_facts_were_recorded_is_measured_from_the_log() -> None:
    """From the first time, where the same fact was recorded again; what is planned is not late."""
    begun = BAKING.model_copy(update={"employer": "Bageriet"})
    history = known(
        (JAN_1, OPENED),
        (MAY_1, BAKING),
        (JUN_1, events.EntryRetracted(on=JUN_1, entry=2, why="Fejl")),
        (JUN_1, begun),
        (JUN_1, STUDYING.model_copy(update={"on": JUL_1})),
    )
    assert facts(history, BOOK).delays == (
        Delay("placement-started", APR_1, 30),
        Delay("education-started", JUL_1, 0),
    )


def joined(*, separated: bool) -> History:
    """Return the history of a journey to which another was joined."""
    by = events.JourneyAbsorbed(on=APR_1, why="Samme", absorbed=OTHER, numbered_from=JOINED)
    own: list[tuple[date, events.Event]] = [(JAN_1, OPENED), (APR_1, by)]
    if separated:
        own.append((MAY_1, events.EntryRetracted(on=MAY_1, entry=2, why="Fejl")))
    phase = events.PhaseEntered(on=FEB_1, phase="afklaring", reason="")
    others = known((JAN_1, OPENED), (FEB_1, GRANTED), (MAR_1, BEGAN), (MAR_1, phase))
    other = (each._replace(journey=OTHER, position=each.position + 9) for each in others.entries)
    return known(*own).joined_with([(by, History(tuple(other)))])


def test_joined_journeys_are_read_once() -> None:
    """With the one that stays; separated again, nothing of the other is left in it."""
    read = facts(joined(separated=False), BOOK)
    assert [each.starts for each in read.started] == [MAR_1]
    assert [each.value for each in read.judged] == ["afklaring"]
    read = facts(joined(separated=True), BOOK)
    assert (read.journey, read.started, read.judged) == (WALK, (), ())
    ended = known(
        (JAN_1, OPENED),
        (FEB_1, GRANTED),
        (MAR_1, BEGAN),
        (APR_1, events.JourneyMerged(on=APR_1, into=OTHER, why="Samme")),
    )
    assert facts(ended, BOOK) == JourneyFacts(WALK, ())


def _spells(read: JourneyFacts) -> Iterator[tuple[date, date | None]]:
    tracks: tuple[Sequence[Span | Valued | Worked], ...] = (
        *(read.followed, read.basis),
        *(read.worked, read.studied),
    )
    for track in tracks:
        yield from ((each.starts, each.ends) for each in track)


@given(histories(max_size=25))
def test_any_history_can_be_read(history: History) -> None:
    """Spells have days, a measure never ends before it began, and codes alone are in it."""
    read = facts(history, TEAMS)
    assert all(ends is None or starts < ends for starts, ends in _spells(read))
    assert all(each.ends is None or each.starts <= each.ends for each in read.started)
    assert all(each.days >= 0 for each in read.delays)
    assert [*read.started] == sorted(read.started, key=lambda each: each.starts)
    gaps = zip(read.followed, read.followed[1:], strict=False)
    assert all(a.ends is not None and a.ends < b.starts for a, b in gaps)
    if read.departed is not None:
        assert read.lost_on is None or read.lost_on < read.departed.on


@given(histories(max_size=25))
def test_of_any_history_an_effect_can_be_asked(history: History) -> None:
    """One journey is too few, whatever was recorded on it, in whatever order."""
    columns = columns_of([facts(history, TEAMS)])
    for measure in ["", *columns.codes["measure"]]:
        found = effect(columns, measure, on=TODAY, known_at=None, cut=TODAY)
        assert (found.word, found.reason) == ("too-few", "few-began")


@given(histories(max_size=25))
def test_what_is_read_does_not_depend_on_the_families_that_are_left_out(history: History) -> None:
    """Folded with them, it is the same."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(reading, "UNREAD", ())
        whole = facts(history, TEAMS)
    assert facts(history, TEAMS) == whole


WORK = (
    events.JourneyOpened,
    events.JourneyClosed,
    events.JourneyResumed,
    events.MeasureGranted,
    events.MeasureStarted,
    events.MeasureEnded,
    events.PlacementStarted,
    events.PlacementEnded,
    events.SupportBasisChanged,
)


@given(histories(max_size=25, classes=WORK))
def test_what_is_recorded_later_changes_nothing_of_what_was_known(history: History) -> None:
    """Read as known at a moment, it is what was read then."""
    moment = datetime(2026, 1, 1, 3, tzinfo=UTC)
    then = History(tuple(each for each in history.entries if each.recorded_at <= moment))
    assert facts(history.known_at(moment), BOOK) == facts(then, BOOK)
    recorded = {each.recorded_at.date() for each in history.entries}
    assert {each.recorded for each in facts(history, BOOK).started} <= recorded
    starts = {each.starts for each in facts(history, BOOK).started}
    assert starts <= {entry.event.on for entry in history.in_force}


@given(st.lists(events_of(events.PlacementStarted), max_size=4), st.integers(0, 40))
def test_a_placement_with_paid_hours_is_paid_work_and_one_without_is_none(
    placements: list[events.PlacementStarted], late: int
) -> None:
    """Whatever its kind."""
    recorded = [(each.on + timedelta(days=late), each) for each in placements]
    history = known(*recorded)
    paid = {
        (each.starts, each.ends)
        for each in periods(history)
        if each.track == "placement" and each.value != "løntilskud" and (each.paid_hours or 0) > 0
    }
    worked = facts(history, BOOK).worked
    assert paid <= {(each.starts, each.ends) for each in worked}
    assert all(each.hours is None or each.hours > 0 for each in worked)
