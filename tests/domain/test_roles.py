"""Roles: who may use which verb."""

from typing import Any

import pytest

from journeys import ROLES, RulingId, events, verbs
from journeys.domain.employers import verbs as at_employers
from journeys.domain.roles import (
    CHANGE_RESTRICTION,
    ERASE,
    EXPORT,
    EXPORT_IDS,
    IDENTIFY,
    IMPORT,
    LOOKS,
    MANAGE,
    MERGE,
    ON_BEHALF,
    RETRACT,
    SEE_STAFF,
)
from journeys.testing import Given
from tests.invented import (
    APR_1,
    COOK,
    FEB_1,
    GARDEN,
    GRANTED,
    KITCHEN,
    MAR_1,
    OPENED,
    RESTED,
    WISHED,
)
from tests.scenario import BOOK, after

BESIDE_VERBS = {
    CHANGE_RESTRICTION,
    ERASE,
    EXPORT,
    EXPORT_IDS,
    IDENTIFY,
    IMPORT,
    MANAGE,
    MERGE,
    ON_BEHALF,
    RETRACT,
    SEE_STAFF,
    *LOOKS,
}

HOPE = events.HopeStated(on=FEB_1, words="At komme lidt ud")
SEEN = events.SmallSuccessNoticed(on=MAR_1, words="Tog bussen selv", noticed_by="naboen")
HEARD = events.WishesHeard(on=FEB_1, matter="plan", words="En kortere plan")
RULING = RulingId(GARDEN)
DECIDED: dict[str, Any] = {
    "ruling": RULING,
    "matter": "plan",
    "outcome": "granted",
    "legal_basis": "Lov om en aktiv beskæftigelsesindsats § 45",
    "on": MAR_1,
}


def hoping(given: Given) -> Any:  # noqa: ANN401 - a question
    """Ask whether a hope may be stated."""
    return given.when(verbs.state_hope, words=HOPE.words, on=FEB_1)


def test_the_table_names_only_verbs_that_exist() -> None:
    """A verb misspelt would be denied to everybody in silence."""
    named = {verb for allowed in ROLES.values() for verb in allowed}
    assert named <= {*verbs.__all__, *at_employers.__all__, *BESIDE_VERBS}


def test_every_verb_is_allowed_to_somebody() -> None:
    """And so is taking an entry back, and looking."""
    named = {verb for allowed in ROLES.values() for verb in allowed}
    assert named >= {*verbs.__all__, *at_employers.__all__, *BESIDE_VERBS}


def test_what_is_decided_for_the_municipality_is_allowed_to_it_alone() -> None:
    """Rulings, measures, sanctions, withdrawals, handovers and corrections."""
    authority = {
        "make_ruling",
        "decide_appeal",
        "consider_sanction",
        "grant_measure",
        "grant_aid",
        "rest_pension",
        "withdraw_pension",
        "set_reassessment",
        "offer_handover",
        "accept_handover",
        "retract",
        "merge",
    }
    for role, allowed in ROLES.items():
        assert (role in {"caseworker", "manager"}) == bool(authority & allowed), role
    assert authority <= ROLES["caseworker"]


@pytest.mark.parametrize("role", ["auditor", "gartner", ""])
def test_an_auditor_and_an_unknown_role_may_record_nothing(role: str) -> None:
    """What does not stand in the table is denied, whatever it is."""
    hoping(after(OPENED).by(role)).then_refused("role-may-not")
    after(OPENED).by(role).when(
        verbs.notice_small_success, words=SEEN.words, noticed_by=SEEN.noticed_by, on=MAR_1
    ).then_refused("role-may-not")
    after(OPENED, HOPE).by(role).when_retracting(entry=2, why="?", on=MAR_1).then_refused(
        "role-may-not"
    )
    assert not set(ROLES.get(role, ())) & {*verbs.__all__, *at_employers.__all__, RETRACT}


def test_who_is_refused_is_told_who_may() -> None:
    """By role, never by name, and with what was asked; where nobody may, that is said."""
    ruling = after(OPENED, HEARD).by("external-provider").when(verbs.make_ruling, **DECIDED)
    sentence = ruling.then_refused("role-may-not").sentence
    denied, _, allowed = sentence.partition(" Allowed is: ")
    assert denied == "The role external-provider is not allowed to make ruling."
    assert "caseworker" in allowed
    assert "manager" in allowed
    assert "external-provider" not in allowed
    nobody = after(OPENED).under(BOOK._replace(roles={"caseworker": frozenset()}))
    assert "nobody here" in hoping(nobody).then_refused("role-may-not").sentence


def test_a_role_is_asked_before_anything_else() -> None:
    """Who may not ask learns nothing of the journey, not even whether it is open."""
    hoping(after().by("auditor")).then_refused("role-may-not")
    after().by("citizen").when_retracting(entry=7, why="", on=MAR_1).then_refused("role-may-not")


def test_a_hosts_own_table_is_used() -> None:
    """What it allows is allowed, and what it leaves out is denied, to a caseworker too."""
    own = after(OPENED).under(BOOK._replace(roles={"gartner": frozenset({"state_hope"})}))
    hoping(own.by("gartner")).then(HOPE)
    hoping(own).then_refused("role-may-not")
    hoping(own.by("citizen")).then_refused("role-may-not")


def test_a_citizen_states_hopes() -> None:
    """In own words, without anybody between."""
    hoping(after(OPENED).by("citizen")).then(HOPE)


def test_a_citizen_sets_and_reaches_own_subgoals() -> None:
    """Own, and those set together; what the caseworker alone set is talked about."""
    citizen = after(OPENED).by("citizen")
    asked: dict[str, Any] = {"subgoal": KITCHEN, "title": COOK.title, "why": COOK.why, "on": FEB_1}
    for set_by in ("citizen", "together"):
        citizen.when(verbs.set_subgoal, **asked, set_by=set_by).then(
            events.SubgoalSet(**asked, set_by=set_by)
        )
    citizen.when(verbs.set_subgoal, **asked, set_by="caseworker").then_refused("subgoal-not-own")
    others = COOK.model_copy(update={"set_by": "caseworker"})
    after(OPENED, others).by("citizen").when(
        verbs.reach_subgoal, subgoal=KITCHEN, on=MAR_1
    ).then_refused("subgoal-not-own")


def test_a_citizen_asks_the_pension_back() -> None:
    """Always accepted; nobody has to ask in their name."""
    after(OPENED, GRANTED, WISHED, RESTED).by("citizen").when(
        verbs.request_pension_return, on=APR_1
    ).then(events.PensionReturnRequested(on=APR_1))


@pytest.mark.parametrize(
    "role",
    ["citizen", "relative", "mentor", "external-provider", "employer", "project-leader"],
)
def test_anybody_who_takes_part_may_notice_a_success_and_make_no_ruling(role: str) -> None:
    """What one sees is told; what is decided stays with the municipality."""
    walk = after(OPENED, HEARD).by(role)
    walk.when(
        verbs.notice_small_success, words=SEEN.words, noticed_by=SEEN.noticed_by, on=MAR_1
    ).then(SEEN)
    walk.when(verbs.make_ruling, **DECIDED).then_refused("role-may-not")


def test_a_register_delivers_facts_and_decides_nothing() -> None:
    """It has no words of its own."""
    hoping(after(OPENED).by("service")).then_refused("role-may-not")
    after(OPENED, HEARD).by("service").when(verbs.make_ruling, **DECIDED).then_refused(
        "role-may-not"
    )
    after(OPENED, GRANTED, WISHED, RESTED).by("service").when(
        verbs.request_pension_return, on=APR_1
    ).then(events.PensionReturnRequested(on=APR_1))


def test_the_municipality_may_every_verb() -> None:
    """A caseworker and who leads them; they look, and are not shown who else did."""
    assert ROLES["caseworker"] == {
        *verbs.__all__,
        *at_employers.__all__,
        IDENTIFY,
        MERGE,
        RETRACT,
        *LOOKS,
    }
    assert ROLES["manager"] - ROLES["caseworker"] == {
        CHANGE_RESTRICTION,
        ERASE,
        EXPORT,
        IMPORT,
        MANAGE,
    }
    assert ROLES["caseworker"] <= ROLES["manager"]
    after(OPENED, HEARD).by("manager").when(verbs.make_ruling, **DECIDED).then(
        events.RulingMade(**DECIDED)
    )


@pytest.mark.parametrize("role", ["citizen", "mentor", "external-provider", "service", "auditor"])
def test_taking_an_entry_back_is_by_role_too(role: str) -> None:
    """The municipality answers for its file; the others ask it."""
    walk = after(OPENED, HOPE)
    sentence = (
        walk.by(role)
        .when_retracting(entry=2, why="Forkert borger", on=MAR_1)
        .then_refused("role-may-not")
        .sentence
    )
    assert "caseworker" in sentence
    walk.when_retracting(entry=2, why="Forkert borger", on=MAR_1).then(
        events.EntryRetracted(on=MAR_1, entry=2, why="Forkert borger")
    )
