"""People: opening, handing over, resting, resuming and closing a journey."""

from journeys.domain.events.path import SubgoalReached
from journeys.domain.events.pension import PensionReturnRequested
from journeys.domain.events.people import (
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    JourneyClosed,
    JourneyRested,
    JourneyResumed,
    SupportBasisChanged,
)
from journeys.verbs import (
    accept_handover,
    change_support_basis,
    close_journey,
    decline_handover,
    offer_handover,
    open_journey,
    rest_journey,
    resume_journey,
    state_hope,
)
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    CARLA,
    COOK,
    FEB_1,
    GRANTED,
    JAN_1,
    KITCHEN,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import after

OFFERED = HandoverOffered(on=FEB_1, to=BO, reason="Ny afdeling")
CLOSED = JourneyClosed(on=FEB_1, reason="Flyttet til en anden kommune")


def test_a_journey_is_opened_with_one_named_responsible_person() -> None:
    """The first fact of every journey."""
    after().when(
        open_journey, municipality="621", basis="førtidspension", responsible=ANNA, on=JAN_1
    ).then(OPENED)


def test_a_journey_is_opened_once() -> None:
    """One open journey per citizen: another opening is refused, on an earlier day too."""
    for day in (JAN_1, FEB_1):
        after(OPENED.model_copy(update={"on": FEB_1})).when(
            open_journey, municipality="461", basis="kontanthjælp", responsible=BO, on=day
        ).then_refused("recorded-already")


def test_a_journey_is_never_opened_without_a_responsible_person() -> None:
    """Always one named responsible person."""
    after().when(
        open_journey, municipality="621", basis="kontanthjælp", responsible=" ", on=JAN_1
    ).then_refused("responsible-missing")


def test_a_journey_is_opened_in_a_municipality_with_a_code() -> None:
    """Names change; codes are what registers agree on."""
    for code in ("Kolding", "62", "6210", "٦٢١"):
        after().when(
            open_journey, municipality=code, basis="kontanthjælp", responsible=ANNA, on=JAN_1
        ).then_refused("municipality-malformed")


def test_a_journey_is_opened_on_some_support_basis() -> None:
    """Nobody is filtered out by basis, but it is said."""
    after().when(
        open_journey, municipality="621", basis="", responsible=ANNA, on=JAN_1
    ).then_refused("basis-missing")


def test_the_support_basis_changes_on_a_day() -> None:
    """What the citizen lives on."""
    after(OPENED).when(change_support_basis, basis="selvforsørgelse", on=FEB_1).then(
        SupportBasisChanged(on=FEB_1, basis="selvforsørgelse")
    )


def test_the_same_support_basis_is_no_change() -> None:
    """Asking for what is so already adds nothing."""
    after(OPENED).when(change_support_basis, basis="førtidspension", on=FEB_1).then_nothing()


def test_late_news_is_judged_on_the_day_it_is_about() -> None:
    """A change in February told after a change in March still stands in February."""
    change = SupportBasisChanged(on=MAR_1, basis="selvforsørgelse")
    told_late = after(OPENED, change).when(change_support_basis, basis="sygedagpenge", on=FEB_1)
    told_late.then(SupportBasisChanged(on=FEB_1, basis="sygedagpenge"))


def test_nothing_is_recorded_before_a_journey_is_opened() -> None:
    """Neither on a journey that is not there, nor on a day before its first."""
    after().when(state_hope, words="Et job", on=JAN_1).then_refused("journey-not-open")
    after(OPENED.model_copy(update={"on": FEB_1})).when(
        state_hope, words="Et job", on=JAN_1
    ).then_refused("journey-not-open")


def test_an_offered_handover_moves_no_responsibility() -> None:
    """Nobody is let go before somebody else has taken over."""
    after(OPENED).when(offer_handover, to=BO, reason="Ny afdeling", on=FEB_1).then(OFFERED)
    assert after(OPENED, OFFERED).journey.people.responsible == ANNA


def test_a_handover_is_offered_for_a_reason() -> None:
    """The citizen is to be told why."""
    after(OPENED).when(offer_handover, to=BO, reason="", on=FEB_1).then_refused("reason-missing")


def test_a_handover_is_offered_to_somebody() -> None:
    """Responsibility cannot be offered into the blue."""
    after(OPENED).when(offer_handover, to="", reason="Ferie", on=FEB_1).then_refused("to-missing")


def test_a_handover_to_the_one_responsible_is_refused() -> None:
    """There is nothing to hand over."""
    after(OPENED).when(offer_handover, to=ANNA, reason="Ferie", on=FEB_1).then_refused(
        "handover-to-self"
    )


def test_an_accepted_handover_moves_responsibility() -> None:
    """Here and only here."""
    accepted = HandoverAccepted(on=MAR_1, by=BO, told=FEB_1)
    after(OPENED, OFFERED).when(accept_handover, by=BO, told=FEB_1, on=MAR_1).then(accepted)
    assert after(OPENED, OFFERED, accepted).journey.people.responsible == BO


def test_only_the_one_it_was_offered_to_answers_a_handover() -> None:
    """Nobody takes over unasked."""
    after(OPENED, OFFERED).when(accept_handover, by=CARLA, told=FEB_1, on=MAR_1).then_refused(
        "handover-not-offered"
    )
    after(OPENED, OFFERED).when(decline_handover, by=CARLA, on=MAR_1).then_refused(
        "handover-not-offered"
    )


def test_who_is_responsible_already_does_not_take_over() -> None:
    """Saying yes to what was offered to another would look as if it were answered."""
    after(OPENED, OFFERED).when(accept_handover, by=ANNA, told=FEB_1, on=MAR_1).then_refused(
        "handover-not-offered"
    )


def test_a_declined_handover_leaves_responsibility_where_it_was() -> None:
    """And the offer is answered."""
    declined = HandoverDeclined(on=MAR_1, by=BO, reason="Fuldt belagt")
    after(OPENED, OFFERED).when(decline_handover, by=BO, reason="Fuldt belagt", on=MAR_1).then(
        declined
    )
    people = after(OPENED, OFFERED, declined).journey.people
    assert (people.responsible, people.offers) == (ANNA, ())


def test_a_declined_handover_can_be_offered_anew() -> None:
    """Later there may be room."""
    declined = HandoverDeclined(on=MAR_1, by=BO)
    after(OPENED, OFFERED, declined).when(
        offer_handover, to=BO, reason="Nu er der plads", on=MAY_1
    ).then(HandoverOffered(on=MAY_1, to=BO, reason="Nu er der plads"))


def test_an_accepted_handover_answers_every_other_offer() -> None:
    """The others were made by somebody who is no longer responsible."""
    also = HandoverOffered(on=FEB_1, to=CARLA, reason="Ny afdeling")
    accepted = HandoverAccepted(on=MAR_1, by=BO, told=MAR_1)
    after(OPENED, OFFERED, also, accepted).when(
        accept_handover, by=CARLA, told=MAY_1, on=MAY_1
    ).then_refused("handover-not-offered")


def test_a_journey_rests_and_is_resumed() -> None:
    """A pause; nothing is lost."""
    rested = JourneyRested(on=FEB_1, reason="Sommer")
    after(OPENED).when(rest_journey, reason="Sommer", on=FEB_1).then(rested)
    after(OPENED, rested).when(resume_journey, on=MAR_1).then(JourneyResumed(on=MAR_1))


def test_a_closed_journey_takes_no_new_facts_until_it_is_resumed() -> None:
    """One stream per citizen, for life: it is resumed, not opened again."""
    closed = after(OPENED, CLOSED)
    closed.when(state_hope, words="Et job", on=MAR_1).then_refused("journey-closed")
    closed.when(resume_journey, on=MAR_1).then(JourneyResumed(on=MAR_1))


def test_a_journey_is_closed_for_a_reason() -> None:
    """An auditor asks why."""
    after(OPENED).when(close_journey, reason="", on=FEB_1).then_refused("reason-missing")


def test_a_journey_with_open_things_is_not_closed_unless_each_is_named() -> None:
    """A handover, a subgoal and a pension asked back: each is finished, or knowingly left."""
    asked_back = PensionReturnRequested(on=APR_1)
    walk = after(OPENED, GRANTED, WISHED, RESTED, COOK, OFFERED, asked_back)
    refusal = walk.when(close_journey, reason="Flyttet", on=MAY_1).then_refused("left-open")
    names = (f"handover:{BO}", str(KITCHEN), "pension-return")
    assert all(name in refusal.sentence for name in names)
    assert COOK.title not in refusal.sentence
    walk.when(close_journey, reason="Flyttet", leaving=names, on=MAY_1).then(
        JourneyClosed(on=MAY_1, reason="Flyttet", leaving=names)
    )


def test_what_is_finished_is_not_named_as_left_open() -> None:
    """A name that is not open is a mistake worth telling."""
    reached = SubgoalReached(on=MAR_1, subgoal=KITCHEN)
    after(OPENED, COOK, reached).when(
        close_journey, reason="Flyttet", leaving=(str(KITCHEN),), on=MAY_1
    ).then_refused("not-left-open")
