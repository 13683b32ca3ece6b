"""What an auditor asks of everybody: one employee's looks, and what was met or explained late."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import Engine, Executable, text, update

from journeys import Actor, JourneyId, Journeys, RulingId, employers, events, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.log.access_log import TABLES as ACCESS
from journeys.adapters.wiring import open_journeys
from journeys.app.audit import Audit
from journeys.domain.looks import LoggedLook
from journeys.errors import Refused, StoreError
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import ANNA, BO, BY_ANNA, FEB_1, JAN_1, KEYS, MAR_1, MAY_1, WALK, opened
from tests.scenario import BOOK

RIE, BOSS = Actor("rie.example", "auditor"), Actor("chef.example", "manager")
BY_BO = Actor(BO, "caseworker")
OTHER = JourneyId(UUID(int=77))
NOVO = employers.EmployerId(UUID(int=901))
RULING = RulingId(UUID(int=6))
AGAINST = events.RulingMade(
    on=FEB_1,
    ruling=RULING,
    matter="tilbud",
    outcome="not-granted",
    legal_basis="LAB",
    against_wish=True,
)
TOLD = events.CitizenInformed(on=MAR_1, ruling=RULING, how="talk")
REGISTERED = employers.EmployerRegistered(
    on=JAN_1, name="Novo", employer_kind="privat", contact=ANNA
)
LOOKS = Tables(ACCESS).events
MINUTE = timedelta(minutes=1)
EVER = datetime(2100, 1, 1, tzinfo=UTC)
"""As known then, everything is known: every history is read, and no row."""


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = at(JAN_1)

    def __call__(self) -> datetime:
        """Return the moment that was set."""
        return self.now


def at(day: date) -> datetime:
    """Return noon of a day."""
    return datetime.combine(day, time(12), UTC)


@pytest.fixture
def clock() -> Clock:
    """Return the clock of the store."""
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Journeys]:
    """Yield a store whose clock a test sets, with two journeys and an employer."""
    with open_journeys(database_url, keys=KEYS, book=BOOK, clock=clock) as found:
        for journey in (WALK, OTHER):
            opened(found, journey)
        found.employers.record(NOVO, lambda *_: [REGISTERED], BY_ANNA)
        yield found


def audit(store: Journeys, actor: Actor = RIE) -> Audit:
    """Return what an auditor asks."""
    return store.seen_by(actor, "tilsyn").audit


def looks(store: Journeys, journey: UUID) -> list[LoggedLook]:
    """Return the looks at a journey or an employer as they are kept."""
    with store.store.reading() as transaction:
        return list(transaction.access.of(JourneyId(journey)))


def hurt(engine: Engine, *changes: Executable) -> None:
    """Change looks behind the library's back."""
    with writing(engine) as connection:
        for statement in unguards(LOOKS.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
        for change in changes:
            connection.execute(change)


def test_all_looks_of_one_employee_are_shown_whatever_they_were_at(store: Journeys) -> None:
    """At journeys and at employers; nobody else's; and each is told that this was looked at."""
    anna, bo = store.seen_by(BY_ANNA, "sagsbehandling", "r-1"), store.seen_by(BY_BO, "afløsning")
    anna.milestones(WALK)
    bo.milestones(WALK)
    anna.timeline(OTHER)
    anna.employer(NOVO, on=MAY_1)
    found = audit(store).looks_by(f" {ANNA} ", after=at(JAN_1) - MINUTE, upto=at(MAY_1))
    assert [(each.view, each.journey, each.employer) for each in found.looks] == [
        ("milestones", WALK, None),
        ("timeline", OTHER, None),
        ("employer", None, NOVO),
    ]
    first, *_ = found.looks
    assert (first.position, first.purpose, first.role) == (1, "sagsbehandling", "caseworker")
    assert (first.request_id, found.employee, found.erased, found.set_aside) == ("r-1", ANNA, 0, {})
    assert BO not in found.model_dump_json()
    for stream in (WALK, OTHER, NOVO):
        last = looks(store, stream)[-1].look
        assert (last.view, last.actor, last.purpose) == ("looks-by", RIE, "tilsyn")
    found = audit(store).looks_by(RIE.name, after=at(JAN_1) - MINUTE, upto=at(MAY_1))
    assert {(each.view, each.journey or each.employer) for each in found.looks} == {
        ("looks-by", stream) for stream in (WALK, OTHER, NOVO)
    }


def test_a_name_that_looks_the_same_is_the_same(store: Journeys) -> None:
    """A space, a sign of no width or an accent of its own does not keep looks out of the list."""
    alike = ("zoé.b", " zoé.b", "zoé.b\u00a0", "zoe\u0301.b", "zoé\u200b.b")
    for name in (*alike, "zoe.b"):
        store.seen_by(Actor(name, "caseworker"), "sagsbehandling").milestones(WALK)
    for name in alike:
        found = audit(store).looks_by(name, after=at(JAN_1) - MINUTE, upto=at(MAY_1))
        assert [each.position for each in found.looks] == [1, 2, 3, 4, 5]


def test_the_period_has_its_last_moment_and_not_its_first(store: Journeys, clock: Clock) -> None:
    """Whatever else is in the log, before and after."""
    days = [at(JAN_1) + timedelta(days=nr) for nr in range(5)]
    for clock.now in days:
        store.seen_by(BY_ANNA, "sagsbehandling").milestones(WALK)
    clock.now = at(MAY_1)
    for first in range(5):
        for last in range(first, 5):
            found = audit(store).looks_by(ANNA, after=days[first], upto=days[last])
            assert [each.at for each in found.looks] == days[first + 1 : last + 1]
    done = list[tuple[int, int]]()
    report = lambda one, all_: done.append((one, all_))  # noqa: E731
    audit(store).looks_by(ANNA, after=days[0], upto=days[2], progress=report)
    assert done == [(0, 2), (2, 2)]


def test_nobody_is_looked_at_where_nothing_is_found(store: Journeys) -> None:
    """By a name that looked at nothing, and in a period without a look."""
    store.seen_by(BY_ANNA, "sagsbehandling").milestones(WALK)
    for name in (BO, ANNA.upper(), "%", "x" * 5000):
        assert audit(store).looks_by(name, after=at(JAN_1) - MINUTE, upto=at(MAY_1)).looks == ()
    assert audit(store).looks_by(ANNA, after=at(MAR_1), upto=at(MAY_1)).looks == ()
    assert audit(store).looks_by(ANNA, after=at(MAY_1), upto=at(JAN_1)).looks == ()
    assert len(looks(store, WALK)) == 1


def test_the_looks_of_an_employee_are_shown_to_an_auditor_alone(store: Journeys) -> None:
    """Staff have rights of their own; and somebody must be named."""
    store.seen_by(BY_ANNA, "sagsbehandling").milestones(WALK)
    for actor in (BY_ANNA, BOSS, Actor("borger.example", "citizen")):
        with pytest.raises(Refused) as refusal:
            audit(store, actor).looks_by(ANNA, after=at(JAN_1), upto=at(MAY_1))
        assert refusal.value.code == "staff-not-shown"
    for name, code in (
        (" ", "name-missing"),
        ("610203-1234", "words-carry-cpr"),
        ("\ud800", "words-unprintable"),
    ):
        with pytest.raises(Refused) as refusal:
            audit(store).looks_by(name, after=at(JAN_1), upto=at(MAY_1))
        assert refusal.value.code == code
    assert len(looks(store, WALK)) == 1


def test_looks_at_somebody_who_was_erased_are_counted(store: Journeys, clock: Clock) -> None:
    """Who looked is erased with them."""
    store.seen_by(BY_ANNA, "sagsbehandling").milestones(WALK)
    store.seen_by(BY_BO, "sagsbehandling").milestones(OTHER)
    clock.now = at(MAR_1)
    store.decide(OTHER, verbs.close_journey, BY_ANNA, reason="Job", on=MAR_1)
    store.persons.erase(OTHER, reason="Tiden er gået", authority="Kassation", on=MAR_1, actor=BOSS)
    found = audit(store).looks_by(ANNA, after=at(JAN_1) - MINUTE, upto=at(MAY_1))
    assert ([each.journey for each in found.looks], found.erased) == ([WALK], 1)


def test_a_look_that_cannot_be_read_is_set_aside_by_its_position(
    store: Journeys, engine: Engine
) -> None:
    """It may be theirs; all others are shown."""
    for _ in range(3):
        store.seen_by(BY_ANNA, "sagsbehandling").milestones(WALK)
    here = update(LOOKS).where(LOOKS.c.position == 2)
    changes: list[Executable] = [here.values(stream="Per Opfundet")]
    if engine.dialect.name == "sqlite":
        changes = [here.values(topic=text("CAST(X'ff' AS TEXT)"))]
    altered = update(LOOKS).where(LOOKS.c.position == 1).values(body=bytes(40))
    hurt(engine, altered, *changes)
    found = audit(store).looks_by(ANNA, after=at(JAN_1) - MINUTE, upto=at(MAY_1))
    assert [each.position for each in found.looks] == [3]
    assert list(found.set_aside) == ["1", "2"]
    assert "Opfundet" not in found.model_dump_json()


def test_looks_that_cannot_be_logged_show_nothing(store: Journeys) -> None:
    """As every view."""
    store.seen_by(BY_ANNA, "sagsbehandling").milestones(WALK)
    with store.store.writing() as transaction:
        connection_of(transaction).exec_driver_sql("DROP TABLE journeys_access_events")
    with pytest.raises(StoreError):
        audit(store).looks_by(ANNA, after=at(JAN_1), upto=at(MAY_1))


def record(
    store: Journeys, clock: Clock, journey: JourneyId, event: events.Event, on: date
) -> None:
    """Record what no rule was asked about, on a day."""
    clock.now = max(clock.now, at(on))
    store.record(journey, lambda _: [event], BY_ANNA)


def test_what_was_met_late_is_shown_with_both_clocks(store: Journeys, clock: Clock) -> None:
    """As of a day, and as known at a moment; each that is shown is told so, and nobody else."""
    record(store, clock, WALK, AGAINST, FEB_1)
    record(store, clock, WALK, TOLD, MAR_1)
    in_time = events.CitizenInformed(on=FEB_1, ruling=RULING, how="talk")
    record(store, clock, OTHER, AGAINST, MAR_1)
    record(store, clock, OTHER, in_time, MAY_1)
    found = audit(store).met_late(on=MAY_1)
    told = [(each.journey, each.kind, each.clocks.late) for each in found.duties]
    assert told == [(WALK, "inform-citizen", "met")]
    assert [each.look.view for each in looks(store, WALK)] == ["met-late"]
    assert looks(store, OTHER) == []
    assert audit(store).met_late(on=FEB_1).duties == ()
    assert audit(store).met_late(on=MAY_1, known_at=at(MAR_1) - MINUTE).duties == ()
    assert audit(store).met_late(on=MAY_1, kind="silence").duties == ()
    assert audit(store).met_late(on=MAY_1, kind="inform-citizen").duties == found.duties


def test_rulings_are_shown_until_they_are_explained_and_told(store: Journeys, clock: Clock) -> None:
    """By a caseworker, too: it names no staff."""
    record(store, clock, WALK, AGAINST, FEB_1)
    (found,) = audit(store, BY_ANNA).late_rulings(on=MAY_1).rulings
    assert (found.journey, found.explained.late, found.told.late) == (WALK, "not-met", "not-met")
    assert audit(store).late_rulings(on=MAY_1, known_at=at(FEB_1) - MINUTE).rulings == ()
    assert audit(store).late_rulings(on=JAN_1).rulings == ()
    with pytest.raises(Refused) as refusal:
        audit(store, Actor("borger.example", "citizen")).late_rulings(on=MAY_1)
    assert refusal.value.code == "role-may-not"


def test_a_restricted_journey_is_set_aside_for_those_who_may_not_open_it(
    store: Journeys, clock: Clock
) -> None:
    """And shown to an auditor."""
    for journey in (WALK, OTHER):
        record(store, clock, journey, AGAINST, FEB_1)
        record(store, clock, journey, TOLD, MAR_1)
    store.decide(WALK, verbs.restrict_access, BOSS, open_to=[BO], on=MAR_1)
    stranger = audit(store, Actor("nina.example", "caseworker"))
    for found in (stranger.met_late(on=MAY_1), stranger.met_late(on=MAY_1, known_at=EVER)):
        assert [each.journey for each in found.duties] == [OTHER]
        assert list(found.set_aside) == [str(WALK)]
    assert [each.journey for each in stranger.late_rulings(on=MAY_1).rulings] == [OTHER]
    assert len(audit(store).met_late(on=MAY_1).duties) == 2
    assert [each.look.actor for each in looks(store, WALK)] == [RIE]


def test_a_damaged_journey_is_set_aside_by_its_id(
    store: Journeys, clock: Clock, engine: Engine
) -> None:
    """All others are shown."""
    for journey in (WALK, OTHER):
        record(store, clock, journey, AGAINST, FEB_1)
        record(store, clock, journey, TOLD, MAR_1)
    table = Tables("journeys").events
    with writing(engine) as connection:
        for statement in unguards(table.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
        here = (table.c.stream == str(WALK), table.c.version == 2)
        connection.execute(update(table).where(*here).values(body=bytes(64)))
    for known_at in (None, EVER):
        found = audit(store).met_late(on=MAY_1, known_at=known_at)
        assert ([each.journey for each in found.duties], [*found.set_aside]) == (
            [OTHER],
            [str(WALK)],
        )
        rulings = audit(store).late_rulings(on=MAY_1, known_at=known_at)
        assert ([each.journey for each in rulings.rulings], [*rulings.set_aside]) == (
            [OTHER],
            [str(WALK)],
        )


def test_the_rows_leave_out_no_journey_in_which_something_was_late(
    store: Journeys, clock: Clock
) -> None:
    """What is found by them is what is found in every history; of joined journeys, too."""
    chance = Random(26)  # noqa: S311 - no secret
    walks = [JourneyId(UUID(int=500 + nr)) for nr in range(tries(6, 300))]
    for journey in walks:
        opened(store, journey)
    rulings = {journey: RulingId(UUID(int=journey.int + 10_000)) for journey in walks}
    for journey in walks:
        record(
            store, clock, journey, AGAINST.model_copy(update={"ruling": rulings[journey]}), FEB_1
        )
    for journey in walks[1::2]:
        told = TOLD.model_copy(update={"ruling": rulings[journey], "on": FEB_1})
        record(store, clock, journey, told, MAR_1)
    happened = walks * 7
    chance.shuffle(happened)
    for journey in happened:
        clock.now += 2 * chance.random() * timedelta(days=200) / len(happened)
        event = _anything(chance, rulings[journey], clock.now.date())
        store.record(journey, _one(event), BY_ANNA)
    for one, other in zip(walks[:3], walks[3:6], strict=True):
        store.merge(one, into=other, why="Samme borger", on=MAY_1, actor=BY_ANNA)
    late = 0
    for on in (FEB_1, MAY_1, date(2026, 12, 1)):
        by_rows, by_all = audit(store).met_late(on=on), audit(store).met_late(on=on, known_at=EVER)
        assert by_rows.duties == by_all.duties
        rows, everybody = (audit(store).late_rulings(on=on, known_at=each) for each in (None, EVER))
        assert rows.rulings == everybody.rulings
        late += len(by_rows.duties) + len(rows.rulings)
    assert late > len(walks)
    clocks = {each.clocks.late for each in audit(store).met_late(on=date(2026, 12, 1)).duties}
    assert clocks == {"met", "recorded"}


def _anything(chance: Random, ruling: RulingId, today: date) -> events.Event:
    """Return what is told of a ruling, a talk or an appointment; recorded late, or on its day."""
    on = max(FEB_1, today - chance.choice([0, 2, 25]) * timedelta(days=1))
    may_be: list[events.Event] = [
        events.CitizenInformed(on=on, ruling=ruling, how="letter"),
        events.FollowUpAgreed(on=on, due=on + timedelta(days=chance.randrange(30))),
        events.DialogueHeld(on=on, about="Vagter", took_part=(ANNA,)),
    ]
    return chance.choice(may_be)


def _one(event: events.Event) -> Callable[[object], list[events.Event]]:
    return lambda _: [event]
