"""Who shares a post: no view of one citizen says anything of the other."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import pytest

from journeys import Actor, JourneyId, Journeys, PlacementId, events, verbs
from journeys.errors import Refused
from tests.app.posted import BAKERY, EARLY, begun, open_post, record, registered
from tests.invented import BY_ANNA, MAR_1, MAY_1, looking, opened

ONE, OTHER = JourneyId(UUID(int=0x7101_4101)), JourneyId(UUID(int=0x7202_4202))
ON = date(2026, 6, 1)
WORDS = "Opfundet Andersen"


def shared(walks: Journeys) -> None:
    """Let two citizens share a post, each with words of their own."""
    registered(walks)
    open_post(walks, EARLY, may_share=2)
    for journey, nr, words in ((ONE, 1, "Kender morgenerne"), (OTHER, 987_654_321, WORDS)):
        opened(walks, journey)
        place = begun(nr, hours=nr % 7 + 1).model_copy(update={"employer": words, "tasks": words})
        record(
            walks,
            journey,
            place,
            events.HoursConfirmed(
                on=MAR_1, placement=PlacementId(UUID(int=nr)), paid_hours=Decimal(nr % 7 + 1)
            ),
            events.CompetenceRecorded(on=MAY_1, words=words, codes=("køkken",)),
        )


def test_no_view_of_a_citizen_says_anything_of_who_shares_the_post(walks: Journeys) -> None:
    """Neither their id, nor their placement, nor any word; where and which tasks is in each."""
    shared(walks)
    seen = looking(walks)
    views = [
        str(view)
        for view in (
            seen.history(ONE),
            seen.milestones(ONE, on=ON).model_dump_json(),
            seen.path(ONE, on=ON).model_dump_json(),
            seen.briefing(ONE, on=ON).model_dump_json(),
            seen.timeline(ONE).model_dump_json(),
            seen.safety(ONE, on=ON).model_dump_json(),
            seen.periods(ONE),
            seen.steps(ONE),
            seen.duties_of(ONE, on=ON),
            seen.continuity(ONE, on=ON),
            seen.subject_access(ONE, on=ON).model_dump_json(),
            walks.seen_by(Actor("eva.example", "auditor"), "revision")
            .audit.replay(ONE, on=ON)
            .model_dump_json(),
        )
    ]
    placement = PlacementId(UUID(int=987_654_321))
    for view in views:
        for other in (OTHER, placement):
            assert str(other) not in view
            assert other.hex not in view
        assert WORDS not in view
    assert any(str(EARLY) in view and "Kender morgenerne" in view for view in views)


def test_two_who_were_joined_since_were_two_as_known_before(walks: Journeys) -> None:
    """Whatever was joined after them; who may not open the one journey of today sees neither."""
    shared(walks)
    with walks.store.reading() as transaction:
        before = transaction.now
    third, leader = JourneyId(UUID(int=0x7303)), BY_ANNA._replace(role="manager")
    opened(walks, third)
    for each in (OTHER, third):
        walks.merge(each, into=ONE, why="Samme borger", on=MAY_1, actor=leader)
        with walks.store.reading() as transaction:
            between = transaction.now
    seen = walks.seen_by(Actor("per.example", "caseworker"), "sagsbehandling")

    def people(known_at: datetime | None) -> tuple[int, list[UUID]]:
        found = seen.post(BAKERY, EARLY, on=ON, who=True, known_at=known_at)
        return found.people, [each.journey for each in found.who or ()]

    assert people(before) == (2, [ONE, OTHER])
    assert people(between) == people(None) == (1, [ONE])
    walks.decide(ONE, verbs.restrict_access, leader, open_to=["ole.example"], on=MAY_1)
    assert people(before) == (2, [])
    for absorbed in reversed(looking(walks).history(ONE).absorptions):
        walks.retract(ONE, entry=absorbed.version, why="Forkert", on=MAY_1, actor=leader)
    seen = looking(walks)
    assert people(before) == people(None) == (2, [ONE, OTHER])
    assert people(between) == (1, [ONE])


def test_a_refusal_says_nothing_of_who_has_the_room(walks: Journeys) -> None:
    """Only how much there is."""
    shared(walks)
    third = JourneyId(UUID(int=0x7303))
    opened(walks, third)
    with pytest.raises(Refused) as refusal:
        record(walks, third, begun(3))
    assert refusal.value.code == "post-full"
    for other in (ONE, OTHER, PlacementId(UUID(int=987_654_321))):
        assert str(other) not in str(refusal.value)
    assert WORDS not in repr(refusal.value.__dict__)
