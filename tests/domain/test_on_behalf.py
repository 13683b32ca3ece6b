"""On behalf of somebody: a system records what a caseworker did; both stand in the entry."""

from dataclasses import replace

import pytest

from journeys import ROLES, Actor, Principal, events, verbs
from journeys.domain.decisions.access import require_may_look
from journeys.domain.employers import verbs as at_employers
from journeys.domain.roles import NEVER_ON_BEHALF
from journeys.errors import Refused
from journeys.testing import Given
from tests.invented import APR_1, FEB_1, OPENED
from tests.scenario import BOOK, after

METTE = Principal("mette.example", "caseworker")
FOR_METTE = Actor("fagsystem", "service", METTE)
HOPE = events.HopeStated(on=FEB_1, words="At komme lidt ud")


def test_a_service_records_what_a_caseworker_may() -> None:
    """The service itself may not: stating a hope is no fact of a register."""
    given = after(OPENED)
    given.by("service").when(verbs.state_hope, words=HOPE.words, on=FEB_1).then_refused(
        "role-may-not"
    )
    _for(FOR_METTE, given).when(verbs.state_hope, words=HOPE.words, on=FEB_1).then(HOPE)


def test_the_one_it_is_done_for_needs_the_permission() -> None:
    """An employer does not state a hope, whoever delivers the line."""
    actor = FOR_METTE._replace(on_behalf_of=Principal("Bageriet", "employer"))
    _for(actor, after(OPENED)).when(verbs.state_hope, words=HOPE.words, on=FEB_1).then_refused(
        "role-may-not"
    )


@pytest.mark.parametrize("role", sorted(ROLES.keys() - {"service"}))
def test_nobody_but_a_service_acts_for_somebody_else(role: str) -> None:
    """A colleague records under their own name."""
    actor = Actor("karen.example", role, METTE)
    _for(actor, after(OPENED)).when(verbs.rest_journey, on=FEB_1).then_refused("not-on-behalf")


def test_nobody_rules_or_explains_safety_for_somebody_else() -> None:
    """Nor takes anything back: that is done in person."""
    given = _for(FOR_METTE, after(OPENED, HOPE))
    given.when(
        verbs.explain_safety, sentences=["Nu"], rules=[], edition=APR_1, answered="verify", on=APR_1
    ).then_refused("not-on-behalf")
    given.when_retracting(entry=2, why="Det var en anden", on=APR_1).then_refused("not-on-behalf")


def test_nobody_looks_for_somebody_else() -> None:
    """The citizen reads who looked."""
    with pytest.raises(Refused) as refusal:
        require_may_look(FOR_METTE, BOOK, "sagsbehandling")
    assert refusal.value.code == "not-on-behalf"


def test_every_permission_that_is_no_verb_is_used_in_person() -> None:
    """A new one would else be used on behalf of others from its first day."""
    permissions = {each for allowed in ROLES.values() for each in allowed}
    assert permissions - {*verbs.__all__, *at_employers.__all__} <= NEVER_ON_BEHALF


def _for(actor: Actor, given: Given) -> Given:
    return replace(given, actor=actor)
