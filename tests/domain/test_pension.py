"""Pension: the safety to try."""

from datetime import date

import pytest

from journeys.domain.events.pension import (
    PensionGranted,
    PensionRested,
    PensionRestRequested,
    PensionResumed,
    PensionReturnRequested,
)
from journeys.domain.events.people import JourneyClosed, JourneyRested
from journeys.verbs import (
    grant_pension,
    request_pension_rest,
    request_pension_return,
    rest_pension,
    resume_pension,
)
from tests.invented import (
    APR_1,
    FEB_1,
    GRANTED,
    JUL_1,
    JUN_1,
    MAR_1,
    MAY_1,
    MAY_9,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import Given, after

ASKED_BACK = PensionReturnRequested(on=APR_1)
RESUMED = PensionResumed(on=MAY_1, paid_from=JUN_1)
BORN = date(1975, 3, 4)


def test_a_pension_granted_long_before_the_journey_is_recorded_as_it_was() -> None:
    """Most who try from a pension have had it for years."""
    after(OPENED).when(grant_pension, scheme="new", born=BORN, on=GRANTED.on).then(GRANTED)


def test_a_pension_is_granted_once() -> None:
    """On another day or of another scheme it is a mistake to be retracted."""
    after(OPENED, GRANTED).when(
        grant_pension, scheme="old", born=BORN, on=date(2002, 5, 1)
    ).then_refused("recorded-already")


def test_the_new_scheme_begins_on_its_day() -> None:
    """The last day before it, only the old scheme; from its day on, the new one."""
    refusal = (
        after(OPENED)
        .when(grant_pension, scheme="new", born=BORN, on=date(2002, 12, 31))
        .then_refused("scheme-not-in-force")
    )
    assert refusal.basis is not None
    first = date(2003, 1, 1)
    after(OPENED).when(grant_pension, scheme="new", born=BORN, on=first).then(
        PensionGranted(on=first, scheme="new", born=BORN)
    )


def test_nobody_is_granted_a_pension_before_birth() -> None:
    """The commonest slip of the pen: this year's date."""
    after(OPENED).when(grant_pension, scheme="new", born=FEB_1, on=FEB_1).then_refused(
        "born-after-grant"
    )


def test_a_pension_rests_only_for_somebody_who_wishes_to_work() -> None:
    """Trying is voluntary; the wish is on record before."""
    for verb in (request_pension_rest, rest_pension):
        after(OPENED, GRANTED).when(verb, on=MAR_1).then_refused("wish-missing")
        after(OPENED, GRANTED, WISHED.model_copy(update={"on": APR_1})).when(
            verb, on=MAR_1
        ).then_refused("wish-missing")


def test_a_pension_that_was_not_granted_cannot_rest() -> None:
    """Nor be asked back, nor be resumed."""
    walk = after(OPENED, WISHED)
    walk.when(rest_pension, on=MAR_1).then_refused("pension-not-granted")
    walk.when(request_pension_return, on=MAR_1).then_refused("pension-not-granted")
    walk.when(resume_pension, paid_from=MAY_1, on=MAR_1).then_refused("pension-not-granted")


def test_a_pension_rests_by_own_wish_or_by_ruling() -> None:
    """With or without a request before it."""
    after(OPENED, GRANTED, WISHED).when(request_pension_rest, on=FEB_1).then(
        PensionRestRequested(on=FEB_1)
    )
    after(OPENED, GRANTED, WISHED).when(rest_pension, on=MAR_1).then(RESTED)
    after(OPENED, GRANTED, WISHED, PensionRestRequested(on=FEB_1)).when(
        rest_pension, ground="ruling", on=MAR_1
    ).then(PensionRested(on=MAR_1, ground="ruling"))


@pytest.mark.parametrize(
    "aside",
    [JourneyRested(on=MAR_1), JourneyClosed(on=MAR_1, reason="Flyttet")],
    ids=["the journey rests", "the journey is closed"],
)
def test_the_pension_is_asked_back_whatever_the_journey(
    aside: JourneyRested | JourneyClosed,
) -> None:
    """Always accepted, from any state in which the right exists."""
    after(OPENED, GRANTED, WISHED, RESTED, aside).when(request_pension_return, on=APR_1).then(
        ASKED_BACK
    )


def test_asking_back_what_is_being_paid_adds_nothing() -> None:
    """It is accepted: there is nothing to do."""
    after(OPENED, GRANTED).when(request_pension_return, on=APR_1).then_nothing()


def test_a_wish_to_rest_can_be_taken_back_before_it_is_decided() -> None:
    """Also when the rest is already decided for a later day: she is not paid less in silence."""
    after(OPENED, GRANTED, WISHED, PensionRestRequested(on=MAR_1)).when(
        request_pension_return, on=APR_1
    ).then(ASKED_BACK)
    planned = PensionRested(on=MAY_1)
    after(OPENED, GRANTED, WISHED, planned).when(request_pension_return, on=APR_1).then(ASKED_BACK)
    pension = after(OPENED, GRANTED, WISHED, planned, ASKED_BACK).journey.pension
    assert pension.state == "return-asked"


def test_a_pension_asked_back_does_not_rest_again_unasked() -> None:
    """Only a new wish of the citizen's own opens the way."""
    waiting = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK)
    waiting.when(rest_pension, on=MAY_1).then_refused("pension-asked-back")
    anew = PensionRestRequested(on=MAY_1)
    waiting.when(request_pension_rest, on=MAY_1).then(anew)
    taken_back = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, anew)
    assert taken_back.journey.pension.state == "resting"
    taken_back.when(rest_pension, on=MAY_1).then_nothing()


def test_a_ruling_to_rest_is_recorded_and_the_wish_to_come_back_outlives_it() -> None:
    """What was decided is a fact; so is what she asked for."""
    walk = after(OPENED, GRANTED, WISHED, PensionRestRequested(on=MAR_1), ASKED_BACK)
    ruled = PensionRested(on=MAY_1, ground="ruling")
    walk.when(rest_pension, ground="ruling", on=MAY_1).then(ruled)
    pension = Given(walk.history.followed_by([ruled])).journey.pension
    assert (pension.state, pension.return_asked) == ("return-asked", APR_1)


def test_the_day_of_payment_is_recorded_as_decided() -> None:
    """No source says how it is computed, so it is not."""
    after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK).when(
        resume_pension, paid_from=JUN_1, on=MAY_1
    ).then(RESUMED)


def test_a_pension_may_be_resumed_unasked() -> None:
    """The municipality may come first."""
    after(OPENED, GRANTED, WISHED, RESTED).when(resume_pension, paid_from=JUN_1, on=MAY_1).then(
        RESUMED
    )


def test_a_pension_is_paid_from_the_decided_day() -> None:
    """Not from the day of the decision."""
    pension = after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, RESUMED).journey.pension
    assert [pension.paid_on(day) for day in (MAY_1, MAY_9, JUN_1, JUL_1)] == [
        False,
        False,
        True,
        True,
    ]


def test_payment_does_not_begin_before_the_pension_rested() -> None:
    """A year mistyped would hide a gap."""
    after(OPENED, GRANTED, WISHED, RESTED).when(
        resume_pension, paid_from=FEB_1, on=MAY_1
    ).then_refused("paid-from-before-rest")


def test_a_decided_day_is_corrected_and_not_overwritten() -> None:
    """History does not change."""
    after(OPENED, GRANTED, WISHED, RESTED, RESUMED).when(
        resume_pension, paid_from=JUL_1, on=MAY_9
    ).then_refused("pension-resumed-otherwise")


def test_a_resumed_pension_may_rest_again() -> None:
    """Trying is not used up."""
    after(OPENED, GRANTED, WISHED, RESTED, ASKED_BACK, RESUMED).when(rest_pension, on=JUL_1).then(
        PensionRested(on=JUL_1)
    )
