"""Reader is logged: whatever is seen of a person leaves an entry, or is not seen."""

import inspect
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import create_engine, func, select

from journeys import (
    ROLES,
    Actor,
    JourneyId,
    Journeys,
    MeasureId,
    Reader,
    RulingId,
    employers,
    events,
    verbs,
)
from journeys.adapters.cli.commands.schemas import returned
from journeys.adapters.sql.database.tables import Tables
from journeys.app.audit import Audit
from journeys.app.moving import ARRIVED
from journeys.app.population import LOOK as POPULATION
from journeys.app.population_rows import LOOK as ROWS
from journeys.app.population_rows import LOOK_WITH_IDS as ROWS_WITH_IDS
from journeys.domain.identity import Identity
from journeys.domain.looks import LoggedLook, Look
from journeys.domain.roles import LOOK
from journeys.errors import Refused, StoreError, UnknownJourney
from journeys.projections.continuity import ContinuityOverview
from journeys.projections.health import Health
from journeys.projections.looks import VIEW_NAMES
from journeys.projections.overview import Overview, Trend
from journeys.projections.view import View
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, FEB_1, MAR_1, MAY_1, WALK, looking, opened

RIE = Actor("rie.example", "auditor")
OTHER = JourneyId(UUID(int=77))
OF_ONE = {"journey_id", "number", "name", "journeys"}
"""What a view of one person must be given, one of them; any other shows everybody.

Of the journeys that are given only one is known whose it is."""

NUMBER, NAME = "610203-1234", "Opfundet Borgersen"
NOVO, CANTEEN = employers.EmployerId(UUID(int=901)), employers.PostId(UUID(int=911))
GIVEN = {
    "journey_id": WALK,
    "employer_id": NOVO,
    "post_id": CANTEEN,
    "journeys": [WALK, OTHER],
    "number": NUMBER,
    "name": NAME,
    "most": 1,
    "on": MAY_1,
    "responsible": ANNA,
    "figure": "citizens",
    "entry": 1,
    "measure": "mentorstøtte",
    "by": "basis",
    "field": "milestones.state",
    "key": bytes(32),
    "after": datetime(2026, 1, 1, tzinfo=UTC),
    "upto": datetime(2026, 6, 1, tzinfo=UTC),
}


MENTOR = MeasureId(UUID(int=5))
MENTORED: list[events.Event] = [
    events.MeasureGranted(on=FEB_1, measure=MENTOR, measure_kind="mentorstøtte"),
    events.MeasureStarted(on=FEB_1, measure=MENTOR),
    events.MeasureEnded(on=MAR_1, measure=MENTOR, effect="Tør tage bussen"),
    events.RulingMade(
        on=FEB_1,
        ruling=RulingId(UUID(int=6)),
        matter="tilbud",
        outcome="not-granted",
        legal_basis="LAB",
        against_wish=True,
    ),
]


DISHES = employers.Task(
    task=employers.TaskId(UUID(int=921)), words="Opvask", hours=Decimal(6), competences=("køkken",)
)
WORKPLACE: list[employers.EmployerEvent] = [
    employers.EmployerRegistered(on=FEB_1, name="Novo", employer_kind="privat", contact=ANNA),
    employers.PostOpened(
        on=FEB_1, post=CANTEEN, post_kind="småjob", words="Kantinen", tasks=(DISHES,)
    ),
]


def methods(of: type) -> list[str]:
    """Return the names of what can be asked."""
    return [name for name, _ in inspect.getmembers(of, inspect.isfunction) if name[0] != "_"]


COUNTED: list[tuple[type, str]] = [
    *((Reader, name) for name in ("effects", "goals", "management", "room")),
    *((Reader, name) for name in ("publish_effects", "publish_overview")),
    (Audit, "publications"),
]
"""What counts people for a manager, and shows nobody."""

OF_EMPLOYERS = (
    *("employer", "employer_duties", "employer_page", "employer_timeline", "employers"),
    *("post", "posts"),
)
"""What shows an employer and no citizen: `test_employer_reading.py` says what is logged of it."""

OF_STAFF = "looks_by"
"""What shows the looks of one employee: `test_oversight.py` says what is logged of it."""
OF_CLOSED = ("retirements",)
"""What shows closed journeys alone: `test_retiring.py` says what is logged of it."""

VIEWS: list[tuple[type, str]] = [
    (of, name)
    for of in (Reader, Audit)
    for name in methods(of)
    if (of, name) not in COUNTED and name not in (*OF_EMPLOYERS, *OF_CLOSED, OF_STAFF)
]


def wanted(of: type, name: str) -> set[str]:
    """Return what a view must be given."""
    _, *parameters = inspect.signature(getattr(of, name)).parameters.values()
    return {each.name for each in parameters if each.default is inspect.Parameter.empty}


def see(seen: Reader, of: type, name: str) -> object:
    """Ask a view with whatever it must be given; one that comes piece by piece, to its end."""
    given: dict[str, Any] = {each: GIVEN[each] for each in wanted(of, name)}
    answer = getattr(seen if of is Reader else seen.audit, name)(**given)
    return list(answer) if isinstance(answer, Iterator) else answer


def noted(walks: Journeys, journey: JourneyId = WALK) -> list[LoggedLook]:
    """Return the looks at a journey as they are kept."""
    with walks.store.reading() as transaction:
        return list(transaction.access.of(journey))


def count(walks: Journeys) -> int:
    """Return how many looks are kept."""
    with walks.store.reading() as transaction:
        looks = select(func.count()).select_from(Tables("journeys_access").events)
        return connection_of(transaction).execute(looks).scalar_one()


@pytest.fixture
def both(walks: Journeys) -> Journeys:
    """Return two journeys; on one of them, several things are owed, and it is known whose it is.

    There is an employer, too, with a post that nobody is in.
    """
    walks.employers.record(NOVO, lambda *_: [*WORKPLACE], BY_ANNA)
    opened(walks, OTHER)
    opened(walks)
    with walks.store.writing() as transaction:
        transaction.people.identify(WALK, Identity("cpr", "6102031234", NAME))
    walks.decide(WALK, verbs.agree_follow_up, actor=BY_ANNA, due=MAR_1, on=FEB_1)
    for journey in (WALK, OTHER):
        walks.record(journey, lambda _: [*MENTORED], BY_ANNA)
    return walks


@pytest.mark.parametrize(("of", "name"), VIEWS, ids=[name for _, name in VIEWS])
def test_every_view_leaves_one_entry_for_each_person_it_shows(
    both: Journeys, of: type, name: str
) -> None:
    """Who, in which role, when, which view, why and for which request."""
    see(both.seen_by(RIE, "stikprøve", "r-7"), of, name)
    look = Look(RIE, name.replace("_", "-"), "stikprøve", "r-7")
    (kept,) = noted(both)
    assert kept.look == look
    assert kept.at.tzinfo is UTC
    others = [each.look for each in noted(both, OTHER)]
    assert others == ([] if OF_ONE & wanted(of, name) else [look])


def test_every_view_is_told_in_words() -> None:
    """To whom it was about, in Danish and in English."""
    assert set(VIEW_NAMES) == {
        "identified",
        ARRIVED,
        "post",  # who is in it
        POPULATION,
        ROWS,
        ROWS_WITH_IDS,
        OF_STAFF.replace("_", "-"),
        *OF_CLOSED,
        *(name.replace("_", "-") for _, name in VIEWS),
    }


def test_nobody_is_shown_but_to_somebody_who_looks() -> None:
    """What a store shows by itself counts people, completes an id, or says whether it is well."""
    shown = {
        name: each
        for name in methods(Journeys)
        if name != "population"  # which is for who looks
        for each in returned(getattr(Journeys, name))
        if isinstance(each, type) and issubclass(each, View)
    }
    assert shown == {
        "overview": Overview,
        "trend": Trend,
        "continuity_overview": ContinuityOverview,
        "health": Health,
    }
    assert not {name for _, name in VIEWS} & set(dir(Journeys))
    for of, properties in (
        (Journeys, ["reactors", "maintenance", "persons", "employers", "moving", "seal"]),
        (Reader, ["audit"]),
        (Audit, []),
    ):
        assert [name for name, each in vars(of).items() if isinstance(each, property)] == properties


def test_counting_people_is_no_look(both: Journeys) -> None:
    """Nor is completing an id, or recording."""
    both.overview(on=MAY_1)
    both.trend(on=MAY_1)
    both.continuity_overview(on=MAY_1)
    both.ids_like(str(WALK)[:8])
    for of, name in COUNTED:
        see(both.seen_by(RIE, "stikprøve"), of, name)
    both.decide(WALK, verbs.state_hope, actor=BY_ANNA, words="Et job", on=FEB_1)
    assert count(both) == 0


def test_a_list_that_shows_nobody_is_no_look(both: Journeys) -> None:
    """Of somebody who is responsible for nobody."""
    assert looking(both).caseload(on=MAY_1, responsible="nobody.example").cases == ()
    assert count(both) == 0


def test_a_person_is_known_and_found_by_number_or_reference(both: Journeys) -> None:
    """However the number is typed; who was never told of is nobody."""
    seen = looking(both)
    told = seen.identity(WALK)
    assert told is not None
    assert (told.journey, told.kind, told.number, told.name) == (WALK, "cpr", "6102031234", NAME)
    assert seen.identity(OTHER) is None
    assert [seen.find(each) for each in (NUMBER, " 610203 1234")] == [WALK, WALK]
    assert seen.find("6102031234", "reference") is None


@pytest.mark.parametrize(
    "typed",
    [NAME, "opfundet", "BORGER", " Opfundet  Borg", "Åse", "a\u030ase", "aase", "gersen a", "ase"],
)
def test_a_person_is_found_by_any_part_of_a_name(both: Journeys, typed: str) -> None:
    """However it is written; no number is shown."""
    with both.store.writing() as transaction:
        transaction.people.identify(WALK, Identity("cpr", "6102031234", f"{NAME} Åse"))
    (found,) = looking(both).called(typed, most=1)
    assert found.model_dump() == {"journey": WALK, "name": f"{NAME} Åse"}


def test_of_those_who_are_called_alike_each_is_noted_or_nobody_is_shown(both: Journeys) -> None:
    """In the order of their names; who is called otherwise is neither shown nor noted."""
    with both.store.writing() as transaction:
        transaction.people.identify(OTHER, Identity("reference", "P-12", "Alma Opfundet"))
    seen = looking(both)
    for typed in ("opfunder", "-", "\u200d"):
        assert seen.called(typed, most=2) == ()
    with pytest.raises(Refused) as refusal:
        seen.called("opfundet", most=1)
    assert refusal.value.code == "journey-ambiguous"
    with pytest.raises(Refused) as refusal:
        seen.called(" ", most=1)
    assert refusal.value.code == "name-missing"
    assert count(both) == 0
    names = [each.name for each in seen.called("opfundet", most=2)]
    assert names == ["Alma Opfundet", NAME]
    assert [each.look.view for each in noted(both) + noted(both, OTHER)] == ["called"] * 2


def test_nobody_is_found_by_a_name_that_was_replaced(both: Journeys) -> None:
    """And by none that was erased: only the names of today are opened."""
    with both.store.writing() as transaction:
        transaction.people.identify(WALK, Identity("cpr", "6102031234", "Ny Navngivet"))
    assert looking(both).called("opfundet", most=1) == ()
    assert len(looking(both).called("y navn", most=1)) == 1
    with both.store.writing() as transaction:
        transaction.people.forget(WALK)
    assert looking(both).called("ny", most=1) == ()


def test_each_who_is_named_is_noted_and_who_is_not_known_is_left_out(both: Journeys) -> None:
    """However often a journey is asked for; of a journey that is not there nothing is said."""
    gone = JourneyId(UUID(int=99))
    seen = looking(both)
    (named,) = seen.names([OTHER, WALK, gone, WALK])
    assert named.model_dump() == {"journey": WALK, "name": NAME}
    assert [each.look.view for each in noted(both)] == ["names"]
    assert noted(both, OTHER) == []
    assert seen.names([]) == seen.names([OTHER]) == ()
    assert count(both) == 1


def test_all_names_are_read_and_noted_at_once(both: Journeys) -> None:
    """Each by the name of today."""
    with both.store.writing() as transaction:
        transaction.people.identify(OTHER, Identity("reference", "P-12", "Alma Opfundet"))
        transaction.people.identify(WALK, Identity("cpr", "6102031234", "Ny Navngivet"))
    names = looking(both).names([WALK, OTHER])
    assert [(each.journey, each.name) for each in names] == [
        (OTHER, "Alma Opfundet"),
        (WALK, "Ny Navngivet"),
    ]
    assert [each.look.view for each in noted(both) + noted(both, OTHER)] == ["names"] * 2


def test_who_may_not_look_across_is_given_one_name_at_a_time(both: Journeys) -> None:
    """The host makes sure that it is the citizen's own; of several nothing is noted."""
    citizen = both.seen_by(Actor("borger.example", "citizen"), "egen indsigt")
    assert [each.name for each in citizen.names([WALK, WALK])] == [NAME]
    with pytest.raises(Refused) as refusal:
        citizen.names([WALK, OTHER])
    assert refusal.value.code == "role-may-not"
    assert count(both) == 1


def test_who_is_not_found_leaves_no_entry_and_is_asked_for_by_nobody_else(
    both: Journeys,
) -> None:
    """A citizen may look, and finds nobody: of who is not there no copy could tell."""
    assert looking(both).find("710203-1234") is None
    for number, code in (("12", "cpr-malformed"), ("999999-1234", "cpr-no-date")):
        with pytest.raises(Refused) as refusal:
            looking(both).find(number)
        assert refusal.value.code == code
    for number in (NUMBER, "710203-1234"):
        with pytest.raises(Refused) as refusal:
            both.seen_by(Actor("borger.example", "citizen"), "egen indsigt").find(number)
        assert refusal.value.code == "role-may-not"
    assert count(both) == 0


def test_a_journey_that_is_not_there_leaves_no_entry(walks: Journeys) -> None:
    """Whatever is asked of it."""
    seen = walks.seen_by(RIE, "stikprøve")
    for of, name in VIEWS:
        if "journey_id" in wanted(of, name):
            with pytest.raises(UnknownJourney):
                see(seen, of, name)
    assert count(walks) == 0


def test_who_may_not_look_sees_nothing_and_leaves_no_entry(both: Journeys) -> None:
    """By role; and nobody without a purpose."""
    for role in ROLES:
        if LOOK not in ROLES[role]:
            with pytest.raises(Refused) as refusal:
                both.seen_by(Actor(ANNA, role), "nysgerrig")
            assert refusal.value.code == "role-may-not"
    with pytest.raises(Refused) as refusal:
        both.seen_by(BY_ANNA, "")
    assert refusal.value.code == "purpose-missing"
    assert count(both) == 0


def test_a_citizen_sees_no_list_and_nobody_but_auditors_sees_staff(both: Journeys) -> None:
    """Refused at once, and no entry is left."""
    citizen = both.seen_by(Actor("borger.example", "citizen"), "egen indsigt")
    for of, name in VIEWS:
        if "journey_id" not in wanted(of, name):
            with pytest.raises(Refused) as refusal:
                see(citizen, of, name)
            assert refusal.value.code == "role-may-not"
    for seen in (citizen, looking(both)):
        for of, name in (*COUNTED, (Reader, "behind"), (Reader, "effect_notes")):
            with pytest.raises(Refused) as refusal:
                see(seen, of, name)
            assert refusal.value.code == "role-may-not"
        for name in ("who_looked", "subject_access"):
            with pytest.raises(Refused) as refusal:
                see(seen, Audit, name)
            assert refusal.value.code == "staff-not-shown"
    assert count(both) == 0


def test_a_look_that_cannot_be_logged_shows_nothing(both: Journeys) -> None:
    """Whichever it is."""
    with both.store.writing() as transaction:
        connection_of(transaction).exec_driver_sql("DROP TABLE journeys_access_events")
    for of, name in VIEWS:
        with pytest.raises(StoreError):
            see(both.seen_by(RIE, "stikprøve"), of, name)


def test_eight_who_look_at_one_journey_at_once_are_all_logged(both: Journeys) -> None:
    """Each at once in turn, none twice."""
    times = 5

    def look(nr: int) -> None:
        for _ in range(times):
            both.seen_by(Actor(f"nr-{nr}.example", "caseworker"), "travlt").milestones(WALK)

    with ThreadPoolExecutor(8) as people:
        list(people.map(look, range(8)))
    kept = noted(both)
    assert [each.position for each in kept] == list(range(1, 8 * times + 1))
    assert sorted(each.look.actor.name for each in kept) == sorted(
        f"nr-{nr}.example" for nr in range(8) for _ in range(times)
    )


def test_replaying_all_logs_each_when_it_is_reached(both: Journeys) -> None:
    """Whoever stops after the first has seen one."""
    every = both.seen_by(RIE, "revision").audit.replay_all(on=MAY_1)
    assert count(both) == 0
    next(every)
    assert count(both) == 1
    assert len(list(every)) == count(both) - 1 == 1


def test_the_citizens_copy_tells_when_at_what_and_why_and_never_who(both: Journeys) -> None:
    """An auditor is told who; that either was looked at stands in the next copy."""
    looking(both).milestones(WALK)
    both.seen_by(RIE, "revision", "r-9").audit.explain(WALK, "entries", on=MAY_1)
    copy = both.seen_by(Actor("borger.example", "citizen"), "egen indsigt").access(WALK)
    assert [(each.view, each.purpose) for each in copy.looks] == [
        ("milestones", "sagsbehandling"),
        ("explain", "revision"),
    ]
    told = both.seen_by(RIE, "revision").audit.who_looked(WALK)
    assert [(each.actor, each.role, each.request_id) for each in told.looks] == [
        (*BY_ANNA[:2], None),
        (*RIE[:2], "r-9"),
        ("borger.example", "citizen", None),
    ]
    assert [each.at for each in told.looks[:2]] == [each.at for each in copy.looks]
    for secret in (ANNA, RIE.name, BY_ANNA.role, RIE.role, "r-9"):
        assert secret not in copy.model_dump_json()


def test_a_view_that_was_renamed_is_told_by_its_old_name(both: Journeys) -> None:
    """The log outlives the names of today."""
    with both.store.noting() as access:
        access.note([WALK], Look(BY_ANNA, "kartotekskort", "sagsbehandling"))
    (told,) = looking(both).access(WALK).looks
    assert (told.da, told.en) == ("kartotekskort", "kartotekskort")


def test_a_look_in_a_rehearsal_is_a_look(both: Journeys, database_url: str) -> None:
    """A rehearsal takes back what it records, and not that somebody looked; in a host's too."""
    looking(both.rehearsing()).milestones(WALK)
    assert count(both) == 1
    engine = create_engine(database_url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.begin() as connection:
        looking(both.rehearsing().joining(connection)).milestones(WALK)
    engine.dispose()
    assert count(both) == 2
