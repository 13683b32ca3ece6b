"""A restricted journey: others of the staff neither find, nor name, nor open it."""

from collections.abc import Callable
from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, Reader, SubgoalId, events, verbs
from journeys.domain.identity import Identity
from journeys.errors import Refused
from tests.app.rows import assert_current
from tests.invented import ANNA, BO, BY_ANNA, BY_BO, CARLA, FEB_1, MAR_1, MAY_1, WALK, opened

NUMBER, NAME, TITLE = "6102031234", "Opfundet Borgersen", "Tage bussen selv"
OTHER = JourneyId(UUID(int=77))
BY_CARLA, BOSS = Actor(CARLA, "caseworker"), Actor("lis.example", "manager")
CITIZEN, AUDITOR = Actor("borger.example", "citizen"), Actor("rie.example", "auditor")
BUS = SubgoalId(UUID(int=5))


def seen_by(walks: Journeys, actor: Actor) -> Reader:
    """Return the journeys as somebody sees them."""
    return walks.seen_by(actor, "sagsbehandling")


@pytest.fixture
def restricted(walks: Journeys) -> Journeys:
    """Return two journeys of Anna's; one of them is restricted to Bo."""
    for journey, number, name in ((WALK, NUMBER, NAME), (OTHER, "7102031234", "Alma Opfundet")):
        opened(walks, journey)
        with walks.store.writing() as transaction:
            transaction.people.identify(journey, Identity("cpr", number, name))
    walks.decide(
        WALK, verbs.set_subgoal, BY_ANNA, subgoal=BUS, title=TITLE, why="Komme ud", on=FEB_1
    )
    walks.decide(WALK, verbs.agree_follow_up, BY_ANNA, due=MAR_1, on=FEB_1)
    walks.decide(WALK, verbs.restrict_access, BOSS, open_to=[BO], on=FEB_1)
    return walks


def looks(walks: Journeys) -> list[str]:
    """Return the names of those who looked at the restricted journey."""
    with walks.store.reading() as transaction:
        return [each.look.actor.name for each in transaction.access.of(WALK)]


ONE: dict[str, Callable[[Reader], object]] = {
    "history": lambda seen: seen.history(WALK),
    "identity": lambda seen: seen.identity(WALK),
    "milestones": lambda seen: seen.milestones(WALK),
    "path": lambda seen: seen.path(WALK, on=MAY_1),
    "briefing": lambda seen: seen.briefing(WALK, on=MAY_1),
    "timeline": lambda seen: seen.timeline(WALK),
    "safety": lambda seen: seen.safety(WALK, on=MAY_1),
    "periods": lambda seen: seen.periods(WALK),
    "steps": lambda seen: seen.steps(WALK),
    "duties-of": lambda seen: seen.duties_of(WALK),
    "continuity": lambda seen: seen.continuity(WALK, on=MAY_1),
    "subject-access": lambda seen: seen.subject_access(WALK, on=MAY_1),
    "access": lambda seen: seen.access(WALK),
    "replay": lambda seen: seen.audit.replay(WALK, on=MAY_1),
    "explain": lambda seen: seen.audit.explain(WALK, "milestones.state", on=MAY_1),
}


@pytest.mark.parametrize("view", ONE)
def test_nobody_else_of_the_staff_opens_it(restricted: Journeys, view: str) -> None:
    """A manager neither; the refusal names nobody, and nothing was looked at."""
    for actor in (BY_CARLA, BOSS):
        with pytest.raises(Refused) as refusal:
            ONE[view](seen_by(restricted, actor))
        assert refusal.value.code == "journey-restricted"
        assert "manager" in str(refusal.value)
        assert not {ANNA, BO, NAME} & set(str(refusal.value).split())
    assert looks(restricted) == []
    for actor in (BY_ANNA, BY_BO, CITIZEN, AUDITOR):
        assert ONE[view](seen_by(restricted, actor)) is not None


def test_nobody_else_finds_it_by_a_number_or_a_name(restricted: Journeys) -> None:
    """As if nobody were there; who may open it does."""
    for actor in (BY_CARLA, BOSS):
        seen = seen_by(restricted, actor)
        assert seen.find(NUMBER) is None
        assert [each.journey for each in seen.called("opfundet", most=1)] == [OTHER]
        assert seen.called(NAME, most=1) == ()
    assert looks(restricted) == []
    for actor in (BY_ANNA, BY_BO, AUDITOR):
        seen = seen_by(restricted, actor)
        assert seen.find(NUMBER) == WALK
        assert len(seen.called("opfundet", most=2)) == 2


def test_in_a_list_of_names_it_is_protected(restricted: Journeys) -> None:
    """It is counted, and not named; who may open it reads the name."""
    named = seen_by(restricted, BY_CARLA).names([WALK, OTHER])
    assert [each.journey for each in named] == [OTHER]
    assert named.restricted == {WALK}
    assert looks(restricted) == []
    named = seen_by(restricted, BY_BO).names([WALK, OTHER])
    assert (len(named), named.restricted) == (2, frozenset())


def test_lists_across_journeys_show_it_without_words(restricted: Journeys) -> None:
    """Days and codes under the opaque id: what is owed to the citizen is not forgotten."""
    seen = seen_by(restricted, BY_CARLA)
    assert {each.journey for each in seen.caseload(on=MAY_1).cases} == {WALK, OTHER}
    assert WALK in {each.journey for each in seen.duties(on=MAY_1).owed}
    desk = seen.desk(on=MAY_1, responsible=ANNA)
    assert TITLE not in desk.model_dump_json()
    assert {each.journey for each in desk.lines} == {WALK, OTHER}
    assert TITLE in seen_by(restricted, BY_BO).desk(on=MAY_1, responsible=ANNA).model_dump_json()
    assert restricted.overview(on=MAY_1).journeys == 2


def test_of_all_that_is_replayed_it_is_set_aside(restricted: Journeys) -> None:
    """For others than an auditor, who sees all there is."""
    replays = seen_by(restricted, BY_CARLA).audit.replay_all(on=MAY_1)
    assert [each.journey for each in replays] == [OTHER]
    assert set(replays.set_aside) == {str(WALK)}
    assert len(list(seen_by(restricted, AUDITOR).audit.replay_all(on=MAY_1))) == 2


def test_who_takes_over_may_open_it_and_who_handed_over_may_not(restricted: Journeys) -> None:
    """From the offer on; who declines may not any more."""
    restricted.decide(WALK, verbs.offer_handover, BY_ANNA, to=CARLA, reason="Ny afdeling", on=FEB_1)
    carla = seen_by(restricted, BY_CARLA)
    assert carla.milestones(WALK).journey == WALK
    assert carla.find(NUMBER) == WALK
    restricted.decide(WALK, verbs.accept_handover, BY_CARLA, by=CARLA, told=MAR_1, on=MAR_1)
    assert len(carla.called("opfundet", most=2)) == 2
    assert seen_by(restricted, BY_ANNA).find(NUMBER) is None
    with pytest.raises(Refused) as refusal:
        seen_by(restricted, BY_ANNA).milestones(WALK)
    assert refusal.value.code == "journey-restricted"


def test_once_it_is_lifted_everybody_finds_it_again(restricted: Journeys) -> None:
    """A manager lifts it, who could not open it."""
    restricted.decide(WALK, verbs.lift_restriction, BOSS, on=MAR_1)
    seen = seen_by(restricted, BY_CARLA)
    assert seen.find(NUMBER) == WALK
    assert seen.milestones(WALK).journey == WALK
    assert seen.names([WALK]).restricted == frozenset()


def test_a_restriction_that_was_a_mistake_is_retracted(restricted: Journeys) -> None:
    """By somebody who may open it; then it never was."""
    retraction = {"entry": 4, "why": "Forkert borger", "on": MAR_1}
    with pytest.raises(Refused):
        restricted.retract(WALK, **retraction, actor=BY_CARLA)  # type: ignore[arg-type]
    restricted.retract(WALK, **retraction, actor=BY_BO)  # type: ignore[arg-type]
    assert seen_by(restricted, BY_CARLA).find(NUMBER) == WALK


def test_to_nobody_by_name_it_is_restricted_to_the_responsible_alone(walks: Journeys) -> None:
    """As a host's own decision may record it: read tables and history say the same."""
    opened(walks)
    with walks.store.writing() as transaction:
        transaction.people.identify(WALK, Identity("cpr", NUMBER, NAME))
    walks.record(WALK, lambda _: [events.AccessRestricted(on=FEB_1, open_to=())], BOSS)
    assert seen_by(walks, BY_BO).find(NUMBER) is None
    with pytest.raises(Refused):
        seen_by(walks, BY_BO).milestones(WALK)
    assert seen_by(walks, BY_ANNA).find(NUMBER) == WALK


def test_a_number_that_is_theirs_is_given_to_nobody_and_tells_nothing(
    restricted: Journeys,
) -> None:
    """Neither whose it is, nor the id; and nobody else says who the journey is about."""
    identify = restricted.persons.identify
    for journey, number in ((OTHER, NUMBER), (WALK, "8102031234")):
        with pytest.raises(Refused) as refusal:
            identify(journey, name="X", number=number, actor=BY_CARLA, purpose="gæt")
        assert refusal.value.code == "journey-restricted"
        assert str(WALK) not in str(refusal.value)
    with pytest.raises(Refused) as refusal:
        identify(OTHER, name="X", number=NUMBER, actor=BY_ANNA, purpose="gæt")
    assert refusal.value.code == "number-taken"


def test_it_is_erased_as_any_other(restricted: Journeys) -> None:
    """By a manager, who does not read it."""
    leaving = [str(BUS), f"follow-up:{MAR_1}"]
    restricted.decide(
        WALK, verbs.close_journey, BY_ANNA, reason="Flyttet", leaving=leaving, on=MAR_1
    )
    ground = {"reason": "Tiden er gået", "authority": "Afleveret til arkivet"}
    restricted.persons.erase(WALK, **ground, on=MAR_1, actor=BOSS)
    assert seen_by(restricted, BY_BO).find(NUMBER) is None


def test_the_rows_of_a_restriction_are_made_anew_as_they_were(restricted: Journeys) -> None:
    """Of it they hold the names under which staff act, and no words."""
    assert_current(restricted, WALK, OTHER)
    restricted.maintenance.rebuild()
    assert_current(restricted, WALK, OTHER)
    assert seen_by(restricted, BY_CARLA).find(NUMBER) is None
