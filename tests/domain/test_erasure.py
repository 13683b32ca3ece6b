"""Who may be erased: nobody who is walked with, and nobody who is still owed anything."""

from datetime import date
from functools import partial
from typing import Any

from journeys import Actor, events
from journeys.domain.decisions.erasure import erase
from journeys.domain.erasure import Erasure
from journeys.testing import Given, Question
from tests.invented import ANNA, FEB_1, GRANTED, MAR_1, MAY_1, OPENED, RESTED, WISHED
from tests.scenario import BOOK, after

CLOSED = events.JourneyClosed(on=FEB_1, reason="Flyttet fra kommunen")
GROUND = {"reason": "Tiden er gået", "authority": "Kassation efter aflevering til arkivet"}


def erasing(walk: Given, role: str = "manager", on: date = MAR_1, **other: str) -> Question:
    """Ask to erase the person of this journey; it is 1 March."""
    erasure = Erasure(on=on, **{**GROUND, **other})
    rule: Any = partial(erase, erasure=erasure, actor=Actor(ANNA, role), book=BOOK, today=MAR_1)
    return Question(walk.history, rule)


def test_a_person_who_is_owed_nothing_may_be_erased() -> None:
    """With the ground, and on whose authority."""
    walk = after(OPENED, CLOSED)
    leader = Actor(ANNA, "manager")
    erasure = Erasure(on=MAR_1, **GROUND)
    assert erase(walk.history, erasure, leader, BOOK, today=MAR_1) == erasure


def test_a_journey_that_is_not_closed_is_not_erased() -> None:
    """Open or resting: what it records is what the citizen's rights rest on."""
    erasing(after(OPENED)).then_refused("still-walked-with")


def test_no_day_that_is_typed_makes_more_of_it_possible() -> None:
    """Neither one before the journey began nor one on which it will have ended."""
    erasing(after(OPENED), on=date(2015, 1, 1)).then_refused("still-walked-with")
    later = CLOSED.model_copy(update={"on": MAY_1})
    erasing(after(OPENED, later), on=MAY_1).then_refused("not-yet")
    owed = after(OPENED, GRANTED, WISHED, RESTED.model_copy(update={"on": FEB_1}), CLOSED)
    erasing(owed, on=date(2015, 1, 1)).then_refused("still-owed")


def test_a_person_who_is_owed_something_is_not_erased() -> None:
    """Closing a journey ends no right: here the safety was never explained."""
    walk = after(OPENED, GRANTED, WISHED, RESTED.model_copy(update={"on": FEB_1}), CLOSED)
    assert "explain-safety" in str(erasing(walk).then_refused("still-owed"))


def test_the_ground_and_the_authority_are_said() -> None:
    """They are all that is left to answer for it, and name no number."""
    walk = after(OPENED, CLOSED)
    erasing(walk, reason=" ").then_refused("reason-missing")
    erasing(walk, authority="").then_refused("authority-missing")
    erasing(walk, reason="Slettes: 610203-1234").then_refused("words-carry-cpr")


def test_only_who_leads_may_erase() -> None:
    """A caseworker asks somebody who may."""
    assert "manager" in str(
        erasing(after(OPENED, CLOSED), role="caseworker").then_refused("role-may-not")
    )
