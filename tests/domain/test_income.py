"""Income: what somebody lives on, from day to day, as far as it is known."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from journeys import Entry, History, events
from journeys.domain.income import income_on, incomes, pays, support_basis_on
from journeys.domain.journey import fold
from journeys.projections.periods import income_periods
from journeys.testing.strategies import days, histories
from tests.domain.test_laws import in_force
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    FEB_1,
    GRANTED,
    JAN_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import BOOK, after

HELPED = OPENED.model_copy(update={"basis": "kontanthjælp"})


def lived(*facts: events.Event) -> list[tuple[date, tuple[str, ...], date | None]]:
    """Return what was lived on, from when to when."""
    return [
        (each.starts, each.lives_on, each.ends) for each in incomes(after(*facts).history, BOOK)
    ]


def test_a_wage_and_a_benefit_are_both_shown() -> None:
    """While both run; each change is a period of its own."""
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Aftalt")
    assert lived(HELPED, BAKING, ended) == [
        (JAN_1, ("kontanthjælp",), APR_1),
        (APR_1, ("løn", "kontanthjælp"), JUN_1),
        (JUN_1, ("kontanthjælp",), None),
    ]


def test_hours_that_are_not_paid_are_no_income() -> None:
    """Whatever kind of place it is."""
    unpaid = BAKING.model_copy(update={"paid_hours": Decimal(0)})
    assert lived(HELPED, unpaid) == [(JAN_1, ("kontanthjælp",), None)]


def test_a_basis_that_no_list_has_is_told_as_it_was_recorded() -> None:
    """An older code stays readable."""
    assert lived(OPENED.model_copy(update={"basis": "bistandshjælp"})) == [
        (JAN_1, ("bistandshjælp",), None)
    ]


def test_a_wage_that_is_stated_lasts_as_long_as_the_job_that_was_recorded() -> None:
    """Where none was recorded it is what was said."""
    waged = OPENED.model_copy(update={"basis": "løn"})
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Aftalt")
    assert lived(waged) == [(JAN_1, ("løn",), None)]
    assert lived(waged, BAKING.model_copy(update={"on": JAN_1}), ended) == [
        (JAN_1, ("løn",), JUN_1),
        (JUN_1, (), None),
    ]


def test_a_wage_that_is_stated_after_a_traineeship_stands() -> None:
    """A place that pays nothing says nothing about a job."""
    waged = events.SupportBasisChanged(on=JUN_1, basis="løn")
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Aftalt")
    unpaid = BAKING.model_copy(update={"placement_kind": "praktik"})
    assert lived(HELPED, unpaid, ended, waged) == [
        (JAN_1, ("kontanthjælp",), JUN_1),
        (JUN_1, ("løn",), None),
    ]


def test_a_wage_that_is_stated_where_another_job_ended_stands() -> None:
    """It is news about the next one, which nobody recorded."""
    waged = events.SupportBasisChanged(on=JUN_1, basis="løn")
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Aftalt")
    assert lived(HELPED, BAKING, ended, waged)[-1] == (JUN_1, ("løn",), None)
    assert lived(HELPED, BAKING, waged, ended)[-1] == (JUN_1, ("løn",), None)


def test_a_pension_is_income_while_it_is_paid_and_from_the_decided_day() -> None:
    """Between, there is a gap to be looked at."""
    back = events.PensionResumed(on=MAY_1, paid_from=JUN_1)
    assert lived(OPENED, GRANTED, WISHED, RESTED, back) == [
        (JAN_1, ("førtidspension",), MAR_1),
        (MAR_1, (), JUN_1),
        (JUN_1, ("førtidspension",), None),
    ]


def test_own_means_are_no_income_for_somebody_with_a_pension() -> None:
    """A benefit is."""
    own, helped = (
        events.SupportBasisChanged(on=MAR_1, basis=basis)
        for basis in ("selvforsørgelse", "sygedagpenge")
    )
    assert lived(OPENED, GRANTED, WISHED, RESTED, own)[-1] == (MAR_1, (), None)
    assert lived(OPENED, GRANTED, WISHED, RESTED, helped)[-1] == (MAR_1, ("sygedagpenge",), None)


def test_after_closing_income_is_followed_only_if_there_is_a_pension() -> None:
    """The right stays, so the ground does too."""
    closed = events.JourneyClosed(on=MAY_1, reason="Flyttet")
    assert lived(HELPED, closed) == [(JAN_1, ("kontanthjælp",), MAY_1)]
    assert lived(OPENED, GRANTED, closed) == [(JAN_1, ("førtidspension",), None)]


def test_a_benefit_from_before_the_pension_was_paid_is_no_income_after_it() -> None:
    """Nobody said that it continues: the gap is shown."""
    before = OPENED.model_copy(update={"on": date(2014, 1, 1), "basis": "ressourceforløb"})
    assert lived(before, GRANTED, WISHED, RESTED)[-2:] == [
        (GRANTED.on, ("førtidspension",), MAR_1),
        (MAR_1, (), None),
    ]


def test_a_benefit_while_it_rests_ends_where_the_pension_is_paid_again() -> None:
    """Until that day it continues; for the next rest it must be stated again."""
    helped = events.SupportBasisChanged(on=APR_1, basis="ledighedsydelse")
    back = events.PensionResumed(on=MAY_1, paid_from=JUN_1)
    again = RESTED.model_copy(update={"on": date(2026, 8, 1)})
    assert lived(OPENED, GRANTED, WISHED, RESTED, helped, back, again)[1:] == [
        (MAR_1, (), APR_1),
        (APR_1, ("ledighedsydelse",), JUN_1),
        (JUN_1, ("førtidspension",), again.on),
        (again.on, (), None),
    ]


def test_who_lives_on_folkepension_lives_on_one_pension() -> None:
    """What becomes of the other was not read."""
    old_enough = events.SupportBasisChanged(on=MAR_1, basis="folkepension")
    assert lived(OPENED, GRANTED, old_enough)[-1] == (MAR_1, ("folkepension",), None)


def test_a_decision_to_pay_again_brings_no_old_benefit_back() -> None:
    """The gap runs to the day the pension is paid."""
    granted = GRANTED.model_copy(update={"on": date(2026, 2, 20)})
    back = events.PensionResumed(on=MAY_1, paid_from=JUN_1)
    assert lived(HELPED, WISHED, granted, RESTED, back)[-2:] == [
        (MAR_1, (), JUN_1),
        (JUN_1, ("førtidspension",), None),
    ]


def test_a_gap_ends_on_the_day_that_was_decided_although_it_lies_before_the_decision() -> None:
    """Paid for the days before, the citizen lived on the pension then."""
    back = events.PensionResumed(on=JUN_1, paid_from=MAY_1)
    walk = (OPENED, GRANTED, WISHED, RESTED, back)
    assert lived(*walk) == [
        (JAN_1, ("førtidspension",), MAR_1),
        (MAR_1, (), MAY_1),
        (MAY_1, ("førtidspension",), None),
    ]
    gap = incomes(after(*walk).history, BOOK)[1]
    assert gap.ended == (MAY_1, 5)
    on_the_way = incomes(after(*walk).history.on(MAY_9), BOOK)
    assert on_the_way[-1].lives_on == ("førtidspension",)


def test_what_was_not_known_yet_pays_for_no_earlier_day() -> None:
    """As known before the decision, the gap was there; as after it was retracted."""
    back = events.PensionResumed(on=JUN_1, paid_from=MAY_1)
    walk = (OPENED, GRANTED, WISHED, RESTED)
    assert mainly(after(*walk).history.entries, MAY_9) == ""
    taken_back = events.EntryRetracted(on=JUN_1, entry=5, why="En anden borger")
    assert lived(*walk, back, taken_back)[-1] == (MAR_1, (), None)


def test_a_benefit_ends_where_the_pension_is_paid_for_days_before_it_was_decided() -> None:
    """As where that day is still to come; the pension is not paid before it was granted."""
    helped = events.SupportBasisChanged(on=MAR_1, basis="ledighedsydelse")
    back = events.PensionResumed(on=JUN_1, paid_from=MAY_1)
    assert lived(OPENED, GRANTED, WISHED, RESTED, helped, back)[1:] == [
        (MAR_1, ("ledighedsydelse",), MAY_1),
        (MAY_1, ("førtidspension",), None),
    ]
    granted = GRANTED.model_copy(update={"on": FEB_1})
    early = events.PensionResumed(on=MAY_1, paid_from=JAN_1)
    assert lived(HELPED, granted, WISHED, RESTED, early) == [
        (JAN_1, ("kontanthjælp",), FEB_1),
        (FEB_1, ("førtidspension",), None),
    ]


def test_who_lives_on_folkepension_goes_on_doing_so_when_the_other_is_resumed() -> None:
    """Nothing that is recorded about the førtidspension makes a gap of it."""
    old_enough = events.SupportBasisChanged(on=MAR_1, basis="folkepension")
    for paid_from in (APR_1, JUN_1):
        back = events.PensionResumed(on=MAY_1, paid_from=paid_from)
        assert lived(OPENED, GRANTED, WISHED, RESTED, old_enough, back)[1:] == [
            (MAR_1, ("folkepension",), None)
        ]


def test_a_fleksjob_and_its_subsidy_are_both_shown() -> None:
    """The subsidy is paid while the job runs, and is what a list counts."""
    subsidised = events.SupportBasisChanged(on=APR_1, basis="fleksløntilskud")
    fleksjob = BAKING.model_copy(update={"placement_kind": "fleksjob"})
    ended = events.PlacementEnded(on=JUN_1, placement=BAKERY, reason="Aftalt")
    walk = (OPENED, GRANTED, WISHED, RESTED, fleksjob, subsidised, ended)
    assert lived(*walk)[1:] == [
        (MAR_1, (), APR_1),
        (APR_1, ("løn", "fleksløntilskud"), JUN_1),
        (JUN_1, (), None),
    ]
    assert [each.mainly for each in incomes(after(*walk).history, BOOK)] == [
        "førtidspension",
        "",
        "fleksløntilskud",
        "",
    ]


def by_definition(known: Sequence[Entry], on: date) -> tuple[str, ...] | None:
    """Return what is lived on that day by definition: read off the entries, each for itself."""
    history = History(tuple(known)).on(on)
    facts, journey = tuple(history.events), history.journey
    people, pension, work = journey.people, journey.pension, journey.work
    if people.status == "unopened" or (people.status == "closed" and pension.state == "none"):
        return None
    in_arrears = pension.state != "none" and any(
        isinstance(entry.event, events.PensionResumed)
        and entry.event.paid_from <= on < entry.event.on
        and in_force(known, entry)
        for entry in known
    )
    paid = pension.paid_on(on) or in_arrears
    if people.basis == "folkepension":
        paid = False
    found = ["løn"] if any(pays(place, BOOK) for place in work.running) else []
    found += ["førtidspension"] if paid else []
    stated = newest(
        facts, lambda n: fold(facts[:n]).people.basis != fold(facts[: n + 1]).people.basis
    )
    granted = newest(facts, lambda n: isinstance(facts[n], events.PensionGranted))
    resumed = newest(
        facts,
        lambda n: (
            isinstance(facts[n], events.PensionResumed) and fold(facts[:n]).pension.state != "none"
        ),
    )
    awaited = pension.state == "resumed" and not paid
    overtaken = in_arrears and not pension.paid_on(on)
    holds = stated > granted and (resumed < stated or awaited) and not overtaken
    term = BOOK.vocabularies["support-basis"].terms.get(people.basis)
    income = term.income if term else "unknown"
    counts = {
        "wage": "løn" in found
        or (
            pension.state == "none"
            and not any(
                pays(place, BOOK) and (place.ended is None or place.ended > facts[stated].on)
                for place in work.placements.values()
            )
        ),
        "benefit": True,
    }.get(income, pension.state == "none")
    if people.basis and counts and (holds or people.basis == "folkepension"):
        found.append(people.basis)
    return tuple(dict.fromkeys(found))


def newest(facts: Sequence[events.Event], of: Callable[[int], bool]) -> int:
    """Return the place of the newest fact of which this is true; -1 where there is none."""
    return max(filter(of, range(len(facts))), default=-1)


def mainly(known: Sequence[Entry], on: date) -> str:
    """Return the one code that is shown, by definition."""
    return (by_definition(known, on) or ("",))[-1]


ABOUT_INCOME = (
    events.JourneyClosed,
    events.JourneyResumed,
    events.PensionGranted,
    events.PensionRestRequested,
    events.PensionRested,
    events.PensionResumed,
    events.PensionReturnRequested,
    events.PensionSchemeChanged,
    events.PensionWithdrawn,
    events.PlacementEnded,
    events.PlacementHoursChanged,
    events.PlacementStarted,
    events.SupportBasisChanged,
)
"""The events that show what somebody lives on, and those about the pension."""


@st.composite
def pensioners(draw: st.DrawFn) -> History:
    """Return any history of somebody whose pension was granted, before or after it began."""
    granted = GRANTED.model_copy(update={"on": draw(st.just(GRANTED.on) | days())})
    more = draw(histories(max_size=10, classes=ABOUT_INCOME))
    return History().followed_by([OPENED, granted, *(entry.event for entry in more.entries)])


@given(pensioners() | histories(classes=ABOUT_INCOME) | histories(), days())
def test_what_is_lived_on_is_on_any_day_what_the_entries_say(history: History, on: date) -> None:
    """Whatever is known later of later days; and a pension only while it is paid."""
    for seen in (history, history.on(on)):
        found = income_on(seen, BOOK, on)
        assert (found and found.lives_on) == by_definition(history.entries, on)
    pension = history.on(on).journey.pension
    if pension.state in ("resting", "return-asked", "withdrawn"):
        shown = support_basis_on(history, BOOK, on)
        assert shown != "førtidspension" or any(
            isinstance(event, events.PensionResumed) and event.paid_from <= on < event.on
            for event in history.events
        )


@given(pensioners() | histories(), days())
def test_the_track_of_income_has_one_code_a_day_and_none_in_a_gap(
    history: History, on: date
) -> None:
    """Rows made of the whole history answer for any day."""
    held = [each.value for each in income_periods(history, BOOK) if each.covers(on)]
    assert held == [code for code in (mainly(history.entries, on),) if code]


def test_a_pension_that_is_paid_at_the_age_of_folkepension_is_folkepension_from_that_day() -> None:
    """By itself; one that rests that day, or whose age may still be raised, is not."""
    soon = GRANTED.model_copy(update={"born": date(1959, 5, 1)})
    assert lived(OPENED, soon)[-2:] == [
        (JAN_1, ("førtidspension",), MAY_1),
        (MAY_1, ("folkepension",), None),
    ]
    assert lived(OPENED, soon, WISHED, RESTED)[-1] == (MAR_1, (), None)
    paid_after_it = events.PensionResumed(on=MAY_9, paid_from=MAY_9)
    assert lived(OPENED, soon, WISHED, RESTED, paid_after_it)[-1][1] == ("førtidspension",)
    assert lived(OPENED, GRANTED)[-1] == (JAN_1, ("førtidspension",), None)


def test_a_pension_that_is_paid_back_over_that_day_is_folkepension_from_it_too() -> None:
    """It is decided later that it was paid on the day; before the decision it rested."""
    soon = GRANTED.model_copy(update={"born": date(1959, 5, 1)})
    paid_back = events.PensionResumed(on=MAY_9, paid_from=APR_1)
    assert lived(OPENED, soon, WISHED, RESTED, paid_back)[-3:] == [
        (MAR_1, (), APR_1),
        (APR_1, ("førtidspension",), MAY_1),
        (MAY_1, ("folkepension",), None),
    ]
