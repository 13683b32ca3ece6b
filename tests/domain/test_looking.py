"""Who may look at what is recorded about a person, and what must be said first."""

from collections.abc import Callable

import pytest

from journeys import ROLES, Actor, History, events
from journeys.domain.decisions.access import (
    require_may_export,
    require_may_look,
    require_may_look_across,
    require_may_manage,
    require_may_see_staff,
)
from journeys.testing import Question
from tests.invented import ANNA, BY_ANNA
from tests.scenario import BOOK

LOOKS = {"citizen", "caseworker", "manager", "service", "auditor"}


def look(
    actor: Actor = BY_ANNA, purpose: str = "samtale", request_id: str | None = None
) -> Question:
    """Ask whether somebody may look."""
    return asked(lambda: require_may_look(actor, BOOK, purpose, request_id))


def asked(passing: Callable[[], None]) -> Question:
    """Return a question that records nothing."""

    def question(_: History) -> list[events.Event]:
        passing()
        return []

    return Question(History(), question)


def test_an_actor_who_states_a_purpose_may_look() -> None:
    """With a request id or without."""
    look().then_nothing()
    look(request_id="r-1").then_nothing()


@pytest.mark.parametrize("role", [*ROLES, "gartner", ""])
def test_looking_is_by_role(role: str) -> None:
    """The citizen, the municipality and its auditor; nobody else who takes part."""
    asked_to_look = look(Actor(ANNA, role))
    if role in LOOKS:
        asked_to_look.then_nothing()
    else:
        assert "caseworker" in asked_to_look.then_refused("role-may-not").sentence


@pytest.mark.parametrize("role", [*ROLES, "gartner", ""])
def test_lists_of_people_are_no_citizens(role: str) -> None:
    """Nobody but oneself is one's own."""
    across = asked(lambda: require_may_look_across(Actor(ANNA, role), BOOK))
    if role in LOOKS - {"citizen"}:
        across.then_nothing()
    else:
        across.then_refused("role-may-not")


@pytest.mark.parametrize("role", [*ROLES, "gartner", ""])
def test_a_journey_is_taken_out_by_managers_and_auditors(role: str) -> None:
    """With the key to it: neither the citizen nor a caseworker does."""
    export = asked(lambda: require_may_export(Actor(ANNA, role), BOOK))
    if role in {"manager", "auditor"}:
        export.then_nothing()
    else:
        assert "to export journey" in export.then_refused("role-may-not").sentence


@pytest.mark.parametrize("role", [*ROLES, "gartner", ""])
def test_figures_of_a_whole_municipality_are_for_managers_and_auditors(role: str) -> None:
    """A caseworker sees their own desk, not the numbers beside a colleague's name."""
    figures = asked(lambda: require_may_manage(Actor(ANNA, role), BOOK))
    if role in {"manager", "auditor"}:
        figures.then_nothing()
    else:
        sentence = figures.then_refused("role-may-not").sentence
        assert "to see management figures" in sentence
        assert "manager" in sentence


@pytest.mark.parametrize("role", [*ROLES, "gartner", ""])
def test_who_looked_is_for_auditors(role: str) -> None:
    """The refusal tells what there is instead, and its basis in law."""
    staff = asked(lambda: require_may_see_staff(Actor(ANNA, role), BOOK))
    if role == "auditor":
        staff.then_nothing()
    else:
        refusal = staff.then_refused("staff-not-shown")
        assert "access show" in refusal.sentence
        assert "C-579/21" in str(refusal.basis)


def test_a_look_says_who_and_why() -> None:
    """Spaces say nothing."""
    look(purpose="").then_refused("purpose-missing")
    look(purpose=" \n").then_refused("purpose-missing")
    look(Actor(" ", "caseworker")).then_refused("actor-missing")
    look(request_id="").then_refused("request-id-missing")


def test_nothing_private_stands_in_the_access_log() -> None:
    """Neither in the purpose nor in who looks, nor in the request."""
    look(purpose="samtale med 010190-1234").then_refused("words-carry-cpr")
    look(purpose="F32.2").then_refused("words-carry-diagnosis")
    look(purpose="efter F32").then_refused("words-carry-diagnosis")
    look(purpose="samtale\x00").then_refused("words-unprintable")
    look(Actor("010190-1234", "caseworker")).then_refused("words-carry-cpr")
    look(request_id="010190-1234").then_refused("words-carry-cpr")


def test_the_role_is_asked_before_anything_else() -> None:
    """Who may not look is not asked why."""
    look(Actor("", "mentor"), "").then_refused("role-may-not")
