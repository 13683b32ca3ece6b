"""Income: what somebody lives on, from day to day, as far as it is known."""

from datetime import date
from decimal import Decimal

from journeys import events
from journeys.domain.income import incomes
from tests.invented import (
    APR_1,
    BAKERY,
    BAKING,
    GRANTED,
    JAN_1,
    JUN_1,
    MAR_1,
    MAY_1,
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
