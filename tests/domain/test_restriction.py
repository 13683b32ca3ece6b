"""Restricted access: only named staff may open a journey."""

from datetime import timedelta

import pytest

from journeys import Actor, decide, events, verbs
from journeys.domain.decisions.corrections import retract
from journeys.domain.decisions.restriction import may_open
from journeys.errors import Refused
from tests.invented import (
    ANNA,
    APR_1,
    BO,
    CARLA,
    FEB_1,
    GRANTED,
    MAR_1,
    MAY_1,
    OPENED,
    RESTED,
    TODAY,
    WISHED,
)
from tests.scenario import BOOK, after

RESTRICTED = events.AccessRestricted(on=MAR_1, open_to=(BO,))
LIFTED = events.RestrictionLifted(on=APR_1)
BOSS = "lis.example"


def test_access_is_restricted_to_each_of_those_who_are_named_once() -> None:
    """In one order, so that the same again is nothing new."""
    done = after(OPENED).when(verbs.restrict_access, open_to=[CARLA, f" {BO} ", CARLA], on=MAR_1)
    done.then(events.AccessRestricted(on=MAR_1, open_to=(BO, CARLA)))
    again = after(OPENED, RESTRICTED).when(verbs.restrict_access, open_to=[BO], on=MAY_1)
    again.then()


def test_a_restriction_to_others_takes_the_place_of_the_first() -> None:
    """Who is named then, and nobody else."""
    done = after(OPENED, RESTRICTED).when(verbs.restrict_access, open_to=[CARLA], on=APR_1)
    done.then(events.AccessRestricted(on=APR_1, open_to=(CARLA,)))


def test_a_restriction_is_lifted_once() -> None:
    """Where there is none, nothing is recorded."""
    after(OPENED, RESTRICTED).when(verbs.lift_restriction, on=APR_1).then(LIFTED)
    for said in ((OPENED,), (OPENED, RESTRICTED, LIFTED)):
        after(*said).when(verbs.lift_restriction, on=MAY_1).then()


@pytest.mark.parametrize("to", [(), ("",), (BO, " ")])
def test_access_is_restricted_to_somebody(to: tuple[str, ...]) -> None:
    """To nobody, not even the right ones could open it by their name."""
    after(OPENED).when(verbs.restrict_access, open_to=to, on=MAR_1).then_refused("open-to-missing")


def test_only_a_journey_that_was_opened_is_restricted() -> None:
    """One that is closed as well: what is recorded there is protected."""
    unopened = after().when(verbs.restrict_access, open_to=[BO], on=MAR_1)
    unopened.then_refused("journey-not-open")
    after().when(verbs.lift_restriction, on=MAR_1).then_refused("journey-not-open")
    closed = events.JourneyClosed(on=FEB_1, reason="Flyttet")
    after(OPENED, closed).when(verbs.restrict_access, open_to=[BO], on=MAR_1).then(RESTRICTED)


def test_a_restriction_is_no_planned_thing() -> None:
    """It holds from the day it is recorded."""
    tomorrow = TODAY + timedelta(days=1)
    planned = after(OPENED).on_the_day(TODAY).when(verbs.restrict_access, open_to=[BO], on=tomorrow)
    planned.then_refused("day-not-come")


def test_closing_is_not_stopped_by_a_later_restriction() -> None:
    """It does not say that the journey went on."""
    closed = events.JourneyClosed(on=FEB_1, reason="Flyttet")
    after(OPENED, RESTRICTED).when(verbs.close_journey, reason="Flyttet", on=FEB_1).then(closed)


OFFERED = events.HandoverOffered(on=MAR_1, to=CARLA, reason="Ny afdeling")
ACCEPTED = events.HandoverAccepted(on=APR_1, by=CARLA, told=APR_1)
DECLINED = events.HandoverDeclined(on=APR_1, by=CARLA)
WHO_MAY: dict[str, tuple[tuple[events.Event, ...], set[str]]] = {
    "all, where it is not restricted": ((OPENED,), {ANNA, BO, CARLA, BOSS}),
    "who is named, and who is responsible": ((OPENED, RESTRICTED), {ANNA, BO}),
    "all again, once it is lifted": ((OPENED, RESTRICTED, LIFTED), {ANNA, BO, CARLA, BOSS}),
    "who is asked to take over": ((OPENED, RESTRICTED, OFFERED), {ANNA, BO, CARLA}),
    "not who declined": ((OPENED, RESTRICTED, OFFERED, DECLINED), {ANNA, BO}),
    "who took over, and not who handed over": (
        (OPENED, RESTRICTED, OFFERED, ACCEPTED),
        {BO, CARLA},
    ),
}


@pytest.mark.parametrize("who", WHO_MAY)
def test_it_is_open_to(who: str) -> None:
    """And to an auditor and the citizen always; in no other role than by name."""
    said, able = WHO_MAY[who]
    history = after(*said).history
    for role in ("caseworker", "manager", "service"):
        found = {
            name
            for name in (ANNA, BO, CARLA, BOSS)
            if may_open(history, Actor(name, role), BOOK, MAY_1)
        }
        assert found == able
    for role in ("auditor", "citizen"):
        assert may_open(history, Actor("rie.example", role), BOOK, MAY_1)


def test_nobody_else_of_the_staff_records_on_it() -> None:
    """A refusal would tell what is there; it names nobody, and says whom to ask."""
    history = after(OPENED, RESTRICTED).history
    for role in ("caseworker", "manager"):
        with pytest.raises(Refused) as refusal:
            decide(
                history, verbs.agree_follow_up, Actor(CARLA, role), BOOK, MAY_1, due=MAY_1, on=APR_1
            )
        assert refusal.value.code == "journey-restricted"
        assert "manager" in str(refusal.value)
        for name in (ANNA, BO):
            assert name not in str(refusal.value)
    for name in (ANNA, BO):
        assert decide(
            history,
            verbs.agree_follow_up,
            Actor(name, "caseworker"),
            BOOK,
            MAY_1,
            due=MAY_1,
            on=APR_1,
        )


def test_it_is_restricted_to_others_in_every_role_of_the_authority() -> None:
    """Of Bo's journey, Anna is told that it is not open to her."""
    bos = OPENED.model_copy(update={"responsible": BO})
    for role in ("caseworker", "manager"):
        asked = after(bos, RESTRICTED).by(role).when(verbs.agree_follow_up, due=MAY_1, on=APR_1)
        asked.then_refused("journey-restricted")


def test_registers_and_people_outside_go_on_recording() -> None:
    """They see nothing of it: what they know is not lost."""
    history = after(OPENED, RESTRICTED).history
    service, mentor = Actor("register", "service"), Actor("maja", "mentor")
    assert decide(
        history, verbs.change_support_basis, service, BOOK, MAY_1, basis="sygedagpenge", on=APR_1
    )
    assert decide(
        history,
        verbs.notice_small_success,
        mentor,
        BOOK,
        MAY_1,
        words="Kom hver dag",
        noticed_by="maja",
        on=APR_1,
    )


def test_a_manager_changes_a_restriction_without_opening_the_journey() -> None:
    """No other of the staff can let themselves in: by lifting, restricting or retracting."""
    history = after(OPENED, RESTRICTED).history
    boss = Actor(BOSS, "manager")
    assert decide(history, verbs.lift_restriction, boss, BOOK, MAY_1, on=APR_1) == [LIFTED]
    carla = Actor(CARLA, "caseworker")
    with pytest.raises(Refused) as refusal:
        decide(history, verbs.lift_restriction, carla, BOOK, MAY_1, on=APR_1)
    assert refusal.value.code == "journey-restricted"
    with pytest.raises(Refused) as refusal:
        decide(history, verbs.restrict_access, carla, BOOK, MAY_1, open_to=[CARLA], on=APR_1)
    assert refusal.value.code == "journey-restricted"
    with pytest.raises(Refused) as refusal:
        retract(
            history,
            carla,
            BOOK,
            today=MAY_1,
            entry=2,
            why="Forkert",
            on=APR_1,
        )
    assert refusal.value.code == "journey-restricted"


def test_what_a_citizen_says_and_asks_for_is_recorded_by_anybody() -> None:
    """No right of the citizen's ends at a restriction: the pension is asked back of anybody."""
    history = after(OPENED, GRANTED, WISHED, RESTED, RESTRICTED).history
    carla = Actor(CARLA, "caseworker")
    asked = decide(history, verbs.request_pension_return, carla, BOOK, MAY_1, on=APR_1)
    assert asked == [events.PensionReturnRequested(on=APR_1)]
