"""Reading of employers: what is logged, who is left out, and both clocks, in a store."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine, update

from journeys import Actor, JourneyId, Journeys, PlacementId, Reader, employers, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import Tables
from journeys.employers import (
    EmployerEvent,
    EmployerHistory,
    EmployerId,
    NeedId,
    PostId,
    Task,
    TaskId,
)
from journeys.errors import BrokenHistory, Refused, UnknownEmployer, UnknownJourney
from journeys.events import PostTaken, TaskTaken
from tests.connections import round_trips
from tests.damaging import DAMAGES, damaged
from tests.invented import ANNA, APR_1, BO, BY_ANNA, FEB_1, JAN_1, MAR_1, MAY_1, WALK, looking
from tests.invented import opened as open_journey

BY_BO = Actor(BO, "caseworker")
RIE, BOSS = Actor("rie.example", "auditor"), Actor("chef.example", "manager")
OTHER = JourneyId(UUID(int=77))
NOVO, KIOSK = EmployerId(UUID(int=901)), EmployerId(UUID(int=902))
CANTEEN, TILL = PostId(UUID(int=911)), PostId(UUID(int=912))
DISHES, TABLES, SALE = (TaskId(UUID(int=each)) for each in (921, 922, 923))
HANDS = NeedId(UUID(int=931))


def task(key: TaskId, words: str, hours: int, *codes: str) -> Task:
    """Return a task."""
    return Task(task=key, words=words, hours=Decimal(hours), competences=codes)


def register(store: Journeys, key: EmployerId = NOVO, name: str = "Novo") -> None:
    """Register an employer, whose contact is Anna."""
    store.employers.decide(
        key,
        employers.register_employer,
        BY_ANNA,
        name=name,
        employer_kind="privat",
        contact=ANNA,
        on=JAN_1,
    )


def begin(store: Journeys, who: JourneyId, key: TaskId, hours: int) -> PlacementId:
    """Let a citizen begin in the canteen."""
    open_journey(store, who)
    place = PlacementId(UUID(int=who.int + 1000))
    taken = TaskTaken(task=key, hours=Decimal(hours))
    store.decide(
        who,
        verbs.start_placement,
        BY_ANNA,
        placement=place,
        placement_kind="småjob",
        employer="Novo",
        post=PostTaken(employer=NOVO, post=CANTEEN, tasks=(taken,)),
        on=FEB_1,
    )
    return place


@pytest.fixture
def cafe(walks: Journeys) -> Journeys:
    """Return a store with a canteen that two citizens share."""
    register(walks)
    walks.employers.decide(NOVO, employers.tell_need, BY_ANNA, need=HANDS, words="Hænder", on=JAN_1)
    walks.employers.decide(
        NOVO,
        employers.open_post,
        BY_ANNA,
        post=CANTEEN,
        post_kind="småjob",
        words="Kantinen",
        tasks=(task(DISHES, "Opvask", 6, "køkken"), task(TABLES, "Dække bord", 4)),
        may_share=3,
        on=JAN_1,
    )
    begin(walks, WALK, DISHES, 4)
    begin(walks, OTHER, TABLES, 4)
    return walks


def seen(store: Journeys, actor: Actor = RIE) -> Reader:
    """Return the store as somebody sees it."""
    return store.seen_by(actor, "stikprøve", "r-7")


def looks(store: Journeys, stream: UUID) -> list[str]:
    """Return the views that were looked at of one journey or employer."""
    with store.store.reading() as transaction:
        return [each.look.view for each in transaction.access.of(JourneyId(stream))]


def test_a_look_at_an_employer_is_logged_on_its_stream(cafe: Journeys) -> None:
    """And on nobody else's: no citizen is shown."""
    reader = seen(cafe)
    assert reader.employer(NOVO, on=MAY_1).name == "Novo"
    assert reader.post(NOVO, CANTEEN, on=MAY_1).people == 2
    assert len(reader.employer_timeline(NOVO).lines) == 3
    assert reader.employer_page(NOVO, on=MAY_1).name == "Novo"
    assert looks(cafe, NOVO) == ["employer", "post", "employer-timeline", "employer-page"]
    assert looks(cafe, WALK) == looks(cafe, OTHER) == []


def test_lists_duties_and_room_show_nobody_and_log_nothing(cafe: Journeys) -> None:
    """They count who is in the posts."""
    reader = seen(cafe)
    assert [each.name for each in reader.employers(on=MAY_1).employers] == ["Novo"]
    assert [each.free_hours for each in reader.posts(on=MAY_1).posts] == [2]
    assert reader.room(on=MAY_1).day.whole.people == 2
    assert reader.employer_duties(on=MAY_1).on == MAY_1
    assert looks(cafe, NOVO) == looks(cafe, WALK) == []


def test_who_is_in_a_post_is_a_look_at_each_of_them(cafe: Journeys) -> None:
    """And at the employer."""
    found = seen(cafe).post(NOVO, CANTEEN, on=MAY_1, who=True)
    assert found.who is not None
    assert [(each.journey, each.tasks) for each in found.who] == [
        (OTHER, (TABLES,)),
        (WALK, (DISHES,)),
    ]
    assert looks(cafe, WALK) == looks(cafe, OTHER) == looks(cafe, NOVO) == ["post"]


def test_who_is_in_a_post_is_for_those_who_may_see_several_people(cafe: Journeys) -> None:
    """Others see counts, as far as they may look at all."""
    citizen = seen(cafe, Actor("borger.example", "citizen"))
    with pytest.raises(Refused) as refusal:
        citizen.post(NOVO, CANTEEN, on=MAY_1, who=True)
    assert refusal.value.code == "role-may-not"
    assert citizen.post(NOVO, CANTEEN, on=MAY_1).who is None
    assert looks(cafe, WALK) == []


def test_a_restricted_journey_is_left_out_and_it_is_said(cafe: Journeys) -> None:
    """Without saying who; it is counted all the same, and not looked at."""
    cafe.decide(OTHER, verbs.restrict_access, BOSS, open_to=["carla.example"], on=FEB_1)
    found = seen(cafe, BY_BO).post(NOVO, CANTEEN, on=MAY_1, who=True)
    assert found.who is not None
    assert [each.journey for each in found.who] == [WALK]
    assert (found.some_restricted, found.people) == (True, 2)
    assert str(OTHER) not in found.model_dump_json()
    match = seen(cafe, BY_BO).match_for_post(NOVO, CANTEEN, on=MAY_1, responsible=ANNA)
    assert (match.read, match.some_restricted) == ((WALK,), True)
    assert str(OTHER) not in match.model_dump_json()
    assert looks(cafe, OTHER) == []


def test_matching_a_post_is_a_look_at_everybody_who_is_read(cafe: Journeys) -> None:
    """Also at those who are shown in no task."""
    cafe.decide(WALK, verbs.record_competence, BY_ANNA, words="Opvask", codes=("køkken",), on=MAR_1)
    found = seen(cafe).match_for_post(NOVO, CANTEEN, on=MAY_1, responsible=ANNA)
    (dishes,) = found.tasks
    assert [each.journey for each in dishes.people] == [WALK]
    assert [each.journey for each in dishes.people if each.been_there] == [WALK]
    assert (set(found.read), found.without_code) == ({WALK, OTHER}, (OTHER,))
    assert looks(cafe, WALK) == looks(cafe, OTHER) == looks(cafe, NOVO) == ["match-for-post"]


def test_matching_a_citizen_is_one_look(cafe: Journeys) -> None:
    """At the citizen alone, who is told of nobody else."""
    found = looking(cafe).match_for_citizen(WALK, on=MAY_1)
    assert [each.words for each in found.posts] == ["Kantinen"]
    assert [each.words for each in found.posts[0].tasks] == ["Opvask"]
    assert str(OTHER) not in found.model_dump_json()
    assert looks(cafe, WALK) == ["match-for-citizen"]
    assert looks(cafe, OTHER) == looks(cafe, NOVO) == []


def test_what_is_not_there_is_no_look(cafe: Journeys) -> None:
    """An employer, a post, a citizen."""
    reader = seen(cafe)
    for ask in (reader.employer, reader.employer_timeline, reader.employer_page):
        with pytest.raises(UnknownEmployer):
            ask(KIOSK, on=MAY_1)
    with pytest.raises(UnknownEmployer):
        reader.post(KIOSK, CANTEEN, on=MAY_1)
    with pytest.raises(UnknownEmployer):
        reader.match_for_post(KIOSK, CANTEEN, on=MAY_1, responsible=ANNA)
    with pytest.raises(UnknownJourney):
        reader.match_for_citizen(JourneyId(UUID(int=99)), on=MAY_1)
    for who in (False, True):
        with pytest.raises(Refused) as refusal:
            reader.post(NOVO, TILL, on=MAY_1, who=who)
        assert refusal.value.code == "post-unknown"
    with pytest.raises(Refused) as refusal:
        reader.match_for_post(NOVO, TILL, on=MAY_1, responsible=ANNA)
    assert refusal.value.code == "post-unknown"
    assert looks(cafe, NOVO) == looks(cafe, WALK) == []


def test_a_number_of_room_is_for_managers(cafe: Journeys) -> None:
    """And lists are for those who may see lists."""
    with pytest.raises(Refused) as refusal:
        looking(cafe).room(on=MAY_1)
    assert refusal.value.code == "role-may-not"
    citizen = seen(cafe, Actor("borger.example", "citizen"))
    for ask in (citizen.employers, citizen.posts, citizen.employer_duties):
        with pytest.raises(Refused) as refusal:
            ask(on=MAY_1)
        assert refusal.value.code == "role-may-not"


def test_what_was_known_at_a_moment_has_what_was_retracted_since(cafe: Journeys) -> None:
    """It is read in the history of every journey that ever named the post."""
    placed = cafe.seen_by(RIE, "stikprøve").history(OTHER).version
    before = datetime.now(UTC)
    cafe.retract(OTHER, entry=placed, why="Forkert borger", on=MAR_1, actor=BY_ANNA)
    cafe.employers.decide(NOVO, employers.withdraw_task, BY_ANNA, task=TABLES, why="Slut", on=APR_1)
    reader = seen(cafe)
    now = reader.post(NOVO, CANTEEN, on=MAY_1)
    then = reader.post(NOVO, CANTEEN, on=MAY_1, known_at=before)
    assert (now.people, now.hours, now.free_hours) == (1, Decimal(6), Decimal(2))
    assert (then.people, then.hours, then.free_hours) == (2, Decimal(10), Decimal(2))
    assert reader.room(on=MAY_1, known_at=before).day.whole.people == 2
    assert reader.room(on=MAY_1).day.whole.people == 1
    assert reader.posts(on=MAY_1, known_at=before).posts[0].people == 2
    assert reader.employers(on=MAY_1, known_at=before).employers[0].free_hours == 2
    assert reader.employer(NOVO, on=MAY_1, known_at=before).posts[0].people == 2
    early = before - timedelta(days=1)
    assert reader.employers(on=MAY_1, known_at=early).employers == ()
    assert reader.employer(NOVO, on=MAY_1, known_at=early).name == ""


def test_somebody_who_was_erased_is_in_no_count(cafe: Journeys) -> None:
    """Nor as known before; what the employer has stays."""
    before = datetime.now(UTC)
    cafe.decide(OTHER, verbs.close_journey, BY_ANNA, reason="Job", on=MAR_1)
    assert seen(cafe).post(NOVO, CANTEEN, on=MAY_1).people == 2
    cafe.persons.erase(OTHER, reason="Tiden er gået", authority="Kassation", on=MAR_1, actor=BOSS)
    reader = seen(cafe)
    for moment in (None, before):
        found = reader.post(NOVO, CANTEEN, on=MAY_1, known_at=moment)
        assert (found.people, found.free_hours, found.hours) == (1, Decimal(6), Decimal(10))
        assert reader.room(on=MAY_1, known_at=moment).day.whole.people == 1


def test_two_journeys_of_one_citizen_are_one_person(cafe: Journeys) -> None:
    """Once they were joined; who is in the post is the one that stays."""
    cafe.merge(OTHER, into=WALK, why="Oprettet to gange", on=MAR_1, actor=BY_ANNA)
    found = seen(cafe).post(NOVO, CANTEEN, on=MAY_1, who=True)
    assert found.who is not None
    assert (found.people, [each.journey for each in found.who]) == (1, [WALK])
    moment = datetime.now(UTC)
    assert seen(cafe).post(NOVO, CANTEEN, on=MAY_1, known_at=moment).people == 1


def test_the_contact_finds_what_is_owed_on_the_desk(cafe: Journeys) -> None:
    """And among the duties; where nothing is owed, there is no field for it."""
    desk = looking(cafe).desk(on=MAY_1, responsible=ANNA)
    assert [(each.employer_name, each.owed.kind) for each in desk.to_employers] == [
        ("Novo", "need-answer")
    ]
    duties = looking(cafe).duties(on=MAY_1, owed_by=ANNA)
    assert duties.to_employers == desk.to_employers
    assert looking(cafe).employer(NOVO, on=MAY_1).duties == tuple(
        each.owed for each in desk.to_employers
    )
    other = seen(cafe, BY_BO).desk(on=MAY_1, responsible=BO)
    assert "to_employers" not in other.model_dump()
    assert looking(cafe).duties(on=MAY_1, kind="follow-up").to_employers == ()


def test_a_manager_sees_the_room_beside_the_figures(cafe: Journeys) -> None:
    """By the same function; without an employer there is no field for it."""
    view = seen(cafe).management(on=MAY_1)
    assert view.room == seen(cafe).room(on=MAY_1).day


def test_a_store_without_employers_says_nothing_of_room(walks: Journeys) -> None:
    """Its figures are what they were."""
    assert "room" not in seen(walks).management(on=MAY_1).model_dump()
    found = seen(walks).room(on=MAY_1, months=1)
    assert (found.day.whole.posts, [each.on for each in found.months]) == (0, [APR_1, MAY_1])
    assert len(seen(walks).room(on=MAY_1, months=1000).months) == 61
    assert seen(walks).room(on=MAY_1, months=-1).months == ()


def test_lists_ask_the_database_no_more_often_for_more_employers(cafe: Journeys) -> None:
    """A municipality has thousands: none is read by a statement of its own."""
    reader = seen(cafe)
    lists = (
        lambda: reader.employers(on=MAY_1),
        lambda: reader.posts(on=MAY_1),
        lambda: looking(cafe).match_for_citizen(WALK, on=MAY_1),
        lambda: seen(cafe, BOSS).room(on=MAY_1, months=0),
    )

    def asked() -> list[int]:
        counts = []
        for each in lists:
            with round_trips(cafe.store) as trips:
                each()
                counts.append(trips())
        return counts

    asked()
    before = asked()
    cafe.employers.record_all([(EmployerId(UUID(int=nr)), _firm) for nr in range(1, 41)], BY_ANNA)
    # A look that is logged may ask for something more the first time.
    assert all(now <= was + 2 for now, was in zip(asked(), before, strict=True))


def _firm(_history: EmployerHistory) -> list[EmployerEvent]:
    registered = employers.EmployerRegistered(
        on=JAN_1, name="Opfundet", employer_kind="privat", contact=ANNA
    )
    post = employers.PostOpened(
        on=JAN_1,
        post=PostId(uuid4()),
        post_kind="småjob",
        words="Morgenhold",
        tasks=(task(TaskId(uuid4()), "Brød", 4),),
    )
    return [registered, post]


def test_an_employer_that_is_damaged_is_set_aside_by_name_and_stops_nobody(
    cafe: Journeys, engine: Engine
) -> None:
    """In every list; a view of it alone raises."""
    register(cafe, KIOSK, "Kiosken")
    logged = Tables("journeys_employers").events
    with writing(engine) as connection:
        for statement in unguards(logged.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
        here = logged.c.stream == str(KIOSK)
        connection.execute(update(logged).where(here).values(body=b"altered"))
    reader = seen(cafe)
    found = reader.employers(on=MAY_1)
    assert [each.name for each in found.employers] == ["Novo"]
    assert set(found.set_aside) == {str(KIOSK)}
    assert set(reader.posts(on=MAY_1).set_aside) == {str(KIOSK)}
    assert set(looking(cafe).match_for_citizen(WALK, on=MAY_1).set_aside) == {str(KIOSK)}
    with pytest.raises(BrokenHistory):
        reader.employer(KIOSK, on=MAY_1)
    assert reader.employer(NOVO, on=MAY_1).name == "Novo"


def test_a_citizen_who_is_damaged_is_set_aside_by_name_and_stops_nobody(
    cafe: Journeys, engine: Engine
) -> None:
    """As known now the rows are counted; as known at a moment the entries are needed."""
    with writing(engine) as connection:
        damaged(connection, DAMAGES["an altered body"], str(OTHER), str(WALK))
    reader = seen(cafe)
    assert reader.post(NOVO, CANTEEN, on=MAY_1).people == 2
    then = reader.post(NOVO, CANTEEN, on=MAY_1, known_at=datetime.now(UTC))
    assert (then.people, then.uncounted) == (1, 1)
    assert str(OTHER) not in then.model_dump_json()
    named = reader.post(NOVO, CANTEEN, on=MAY_1, known_at=datetime.now(UTC), who=True)
    assert (named.uncounted, set(named.set_aside)) == (1, {str(OTHER)})
    assert set(reader.room(on=MAY_1, known_at=datetime.now(UTC)).set_aside) == {str(OTHER)}
    assert reader.employer(NOVO, on=MAY_1, known_at=datetime.now(UTC)).uncounted == 1
    assert reader.posts(on=MAY_1, known_at=datetime.now(UTC)).uncounted == 1
    match = reader.match_for_post(NOVO, CANTEEN, on=MAY_1, responsible=ANNA)
    assert (match.read, set(match.set_aside)) == ((WALK,), {str(OTHER)})
    assert looks(cafe, WALK) == ["post", "match-for-post"]
