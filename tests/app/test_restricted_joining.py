"""A restricted journey that is joined to another stays closed to those who were not named."""

from datetime import date
from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, Principal, Reader, SubgoalId, verbs
from journeys.domain.identity import Identity
from journeys.errors import Refused
from tests.invented import BO, BY_ANNA, BY_BO, CARLA, FEB_1, MAR_1, MAY_1, WALK, opened

OTHER = JourneyId(UUID(int=77))
BUS = SubgoalId(UUID(int=5))
NUMBER, NAME, TITLE = "6102031234", "Opfundet Borgersen", "Tage bussen selv"
BY_CARLA, BOSS = Actor(CARLA, "caseworker"), Actor("lis.example", "manager")
STRANGER, AUDITOR = Actor("gert.example", "caseworker"), Actor("rie.example", "auditor")


def seen_by(walks: Journeys, actor: Actor) -> Reader:
    """Return the journeys as somebody sees them."""
    return walks.seen_by(actor, "sagsbehandling")


@pytest.fixture
def two(walks: Journeys) -> Journeys:
    """Return a journey that is restricted to Bo, and one of Carla's that is not."""
    for journey, number, name in ((WALK, NUMBER, NAME), (OTHER, "7102031234", "Alma Opfundet")):
        opened(walks, journey)
        with walks.store.writing() as transaction:
            transaction.people.identify(journey, Identity("cpr", number, name))
    walks.decide(OTHER, verbs.offer_handover, BY_ANNA, to=CARLA, reason="Ny afdeling", on=FEB_1)
    walks.decide(OTHER, verbs.accept_handover, BY_CARLA, by=CARLA, told=MAR_1, on=MAR_1)
    walks.decide(
        WALK, verbs.set_subgoal, BY_ANNA, subgoal=BUS, title=TITLE, why="Komme ud", on=FEB_1
    )
    restrict(walks, WALK, BO)
    return walks


def restrict(walks: Journeys, journey: JourneyId, *open_to: str) -> None:
    """Restrict a journey to these."""
    walks.decide(journey, verbs.restrict_access, BOSS, open_to=open_to, on=MAR_1)


def join(walks: Journeys, ended: JourneyId, into: JourneyId, actor: Actor) -> None:
    """Join two journeys."""
    walks.merge(ended, into=into, why="Samme borger", on=MAR_1, actor=actor)


def code_of(walks: Journeys, ended: JourneyId, into: JourneyId, actor: Actor) -> str:
    """Return by which code a joining is refused."""
    with pytest.raises(Refused) as refusal:
        join(walks, ended, into, actor)
    return refusal.value.code


@pytest.mark.parametrize(("ended", "into"), [(WALK, OTHER), (OTHER, WALK)])
@pytest.mark.parametrize("actor", [BY_CARLA, BOSS, STRANGER])
def test_nobody_joins_what_they_may_not_open(
    two: Journeys, ended: JourneyId, into: JourneyId, actor: Actor
) -> None:
    """Carla is responsible for the other: both together would be open to her."""
    assert code_of(two, ended, into, actor) == "journey-restricted"
    assert TITLE not in seen_by(two, BY_CARLA).timeline(OTHER).model_dump_json()


def test_a_joining_opens_neither_to_those_who_were_not_named(two: Journeys) -> None:
    """A restriction that ended later, or names others, would take the place of the first."""
    restrict(two, OTHER, BO, "karen.example")
    assert code_of(two, OTHER, WALK, BY_BO) == "merge-would-open"
    two.decide(OTHER, verbs.lift_restriction, BOSS, on=MAY_1)
    for ended, into in ((OTHER, WALK), (WALK, OTHER)):
        assert code_of(two, ended, into, BY_BO) == "merge-would-open"
    two.decide(OTHER, verbs.restrict_access, BOSS, open_to=[BO], on=MAY_1)
    join(two, OTHER, WALK, BY_BO)
    with pytest.raises(Refused) as refusal:
        seen_by(two, STRANGER).timeline(OTHER)
    assert refusal.value.code == "journey-restricted"


def test_both_are_restricted_where_one_was_by_either_id(two: Journeys) -> None:
    """They are neither named, found nor opened; and separated each is restricted as it was."""
    join(two, WALK, OTHER, BY_BO)
    stranger = seen_by(two, STRANGER)
    named = stranger.names([WALK, OTHER])
    assert (list(named), named.restricted) == ([], {WALK, OTHER})
    assert stranger.called("opfundet", most=5) == ()
    assert stranger.find(NUMBER) is None
    for journey in (WALK, OTHER):
        with pytest.raises(Refused) as refusal:
            stranger.timeline(journey)
        assert refusal.value.code == "journey-restricted"
    (joining,) = seen_by(two, AUDITOR).history(OTHER).absorptions
    with pytest.raises(Refused):
        two.retract(OTHER, entry=joining.version, why="To borgere", on=MAY_1, actor=STRANGER)
    two.retract(OTHER, entry=joining.version, why="To borgere", on=MAY_1, actor=BY_BO)
    named = stranger.names([WALK, OTHER])
    assert ([each.journey for each in named], named.restricted) == ([OTHER], {WALK})
    assert TITLE not in stranger.timeline(OTHER).model_dump_json()
    assert list(two.maintenance.check()) == []


def test_on_behalf_of_somebody_it_is_open_as_to_that_person(two: Journeys) -> None:
    """A system that delivers lines opens no journey to a colleague who was not named."""
    for name, role in ((CARLA, "caseworker"), (BOSS.name, "manager")):
        actor = Actor("fagsystem", "service", Principal(name, role))
        with pytest.raises(Refused) as refusal:
            two.decide(WALK, verbs.rest_journey, actor, on=MAR_1)
        assert refusal.value.code == "journey-restricted"
        with pytest.raises(Refused) as refusal:
            two.decide(WALK, verbs.restrict_access, actor, open_to=[CARLA], on=MAR_1)
        assert refusal.value.code == "not-on-behalf"
    for_bo = Actor("fagsystem", "service", Principal(BO, "caseworker"))
    assert two.decide(WALK, verbs.rest_journey, for_bo, on=MAR_1)


def separate(walks: Journeys, stays: JourneyId, actor: Actor = BY_BO) -> None:
    """Separate two journeys again."""
    joining = seen_by(walks, AUDITOR).history(stays).absorptions[-1]
    walks.retract(stays, entry=joining.version, why="To borgere", on=MAY_1, actor=actor)


def is_open(walks: Journeys, journey: JourneyId, actor: Actor) -> bool:
    """Return whether somebody may open a journey."""
    try:
        seen_by(walks, actor).timeline(journey)
    except Refused as refusal:
        if refusal.code != "journey-restricted":
            raise
        return False
    return True


@pytest.fixture
def both_open(walks: Journeys) -> Journeys:
    """Return two journeys that nobody restricted."""
    for journey in (WALK, OTHER):
        opened(walks, journey)
    return walks


def test_what_was_restricted_while_joined_stays_restricted_separated(both_open: Journeys) -> None:
    """Both of them: nobody was asked which of the two was meant."""
    join(both_open, OTHER, WALK, BY_ANNA)
    restrict(both_open, WALK, BO)
    separate(both_open, WALK)
    for journey in (WALK, OTHER):
        assert not is_open(both_open, journey, STRANGER)
        assert is_open(both_open, journey, BY_BO)
    assert seen_by(both_open, STRANGER).names([WALK, OTHER]).restricted == {WALK, OTHER}
    assert list(both_open.maintenance.check()) == []
    both_open.decide(OTHER, verbs.lift_restriction, BOSS, on=MAY_1)
    assert is_open(both_open, OTHER, STRANGER)


@pytest.mark.parametrize("lifted", [MAR_1, MAY_1])
def test_a_restriction_that_was_lifted_while_joined_restricts_neither(
    both_open: Journeys, lifted: date
) -> None:
    """Nor does one of the journey that stayed, from before: the other goes back to what it was."""
    join(both_open, OTHER, WALK, BY_ANNA)
    restrict(both_open, WALK, BO)
    both_open.decide(WALK, verbs.lift_restriction, BOSS, on=lifted)
    separate(both_open, WALK)
    assert is_open(both_open, OTHER, STRANGER)
    both_open.decide(WALK, verbs.restrict_access, BOSS, open_to=[BO], on=MAY_1)
    join(both_open, OTHER, WALK, BY_BO)
    separate(both_open, WALK)
    assert is_open(both_open, OTHER, STRANGER)
    assert not is_open(both_open, WALK, STRANGER)


@pytest.mark.parametrize(
    ("named", "to_bo", "to_gert"),
    [((BO, "gert.example"), True, False), (("gert.example",), False, True)],
)
def test_its_own_restriction_stays_where_it_names_fewer(
    both_open: Journeys, named: tuple[str, ...], *, to_bo: bool, to_gert: bool
) -> None:
    """And gives way where the one of both names others."""
    both_open.decide(OTHER, verbs.restrict_access, BOSS, open_to=[BO], on=FEB_1)
    join(both_open, OTHER, WALK, BY_BO)
    restrict(both_open, WALK, *named)
    separate(both_open, WALK, BY_ANNA)
    assert (is_open(both_open, OTHER, BY_BO), is_open(both_open, OTHER, STRANGER)) == (
        to_bo,
        to_gert,
    )
    assert list(both_open.maintenance.check()) == []
