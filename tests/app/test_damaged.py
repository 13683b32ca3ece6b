"""Damage to one person's rows, as a host meets it: all others can be read, and it is named."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import Connection, Engine, insert, select, update

from journeys import Happened, History, JourneyId, Journeys, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.database.tables import Tables
from journeys.adapters.sql.keys.identities import PLACE
from journeys.adapters.sql.keys.keyring import Keyring, keys
from journeys.adapters.sql.keys.persons import people
from journeys.adapters.sql.log.access_log import TABLES as ACCESS
from journeys.adapters.sql.readmodels.tables import duties, periods
from journeys.domain.identity import Identity
from journeys.errors import BrokenHistory, StoreError
from tests.damaging import DAMAGES, NO_ID, damaged
from tests.invented import ANNA, BY_ANNA, FEB_1, KEYS, MAR_1, MAY_1, WALK, looking, opened

OTHER = JourneyId(UUID(int=77))
LOOKS = Tables(ACCESS).events
ALTERED = "an altered body"


@pytest.fixture
def both(walks: Journeys) -> Journeys:
    """Return a store with two journeys, each of a person with a name."""
    for nr, walk in enumerate((WALK, OTHER)):
        opened(walks, walk)
        walks.decide(walk, verbs.agree_follow_up, BY_ANNA, None, due=MAY_1, on=FEB_1)
        walks.decide(walk, verbs.state_hope, BY_ANNA, None, words="Ro", on=FEB_1)
        with walks.store.writing() as transaction:
            transaction.people.identify(walk, Identity("reference", f"P-{nr}", f"Opfundet {nr}"))
    return walks


def hurt(engine: Engine, kind: str) -> int:
    """Damage one of the two; return the position of its first entry."""
    with writing(engine) as connection:
        return damaged(connection, DAMAGES[kind], str(WALK), str(OTHER))


def _written(body: bytes) -> Callable[[Connection], None]:
    def write(connection: Connection) -> None:
        connection.execute(update(people).where(people.c.stream == str(WALK)).values(body=body))

    return write


def _encrypted(plain: bytes) -> Callable[[Connection], None]:
    def write(connection: Connection) -> None:
        cipher = Keyring(KEYS).cipher(connection, str(WALK))
        _written(cipher.close(*PLACE, plain))(connection)

    return write


def _of_nobody(connection: Connection) -> None:
    connection.execute(update(people).where(people.c.stream == str(WALK)).values(stream=NO_ID))


def _without_key(connection: Connection) -> None:
    connection.execute(update(keys).where(keys.c.holder == str(WALK)).values(wrapped=None))


IDENTITIES = {
    "bytes of nobody": _written(bytes(40)),
    "too short": _written(b"\x01"),
    "no JSON": _encrypted(b"{"),
    "no text": _encrypted(b"[1, 2, 3]"),
    "too few": _encrypted(b'["cpr"]'),
    "of nobody": _of_nobody,
    "without its key": _without_key,
}


@pytest.mark.parametrize("damage", IDENTITIES)
def test_an_identity_that_does_not_open_stops_no_search_for_others(
    both: Journeys, engine: Engine, damage: str
) -> None:
    """It is named by its journey, never by its number or name."""
    with writing(engine) as connection:
        IDENTITIES[damage](connection)
    found = looking(both).called("opfundet", most=5)
    assert [each.journey for each in found] == [OTHER]
    (set_aside,) = found.set_aside
    assert set_aside == ("?" if damage == "of nobody" else str(WALK))
    assert NO_ID not in str(found.set_aside)
    named = looking(both).names([WALK, OTHER])
    assert [each.journey for each in named] == [OTHER]
    assert set(named.set_aside) == (set() if damage == "of nobody" else {str(WALK)})
    assert looking(both).find("P-1", "reference") == OTHER
    with pytest.raises(StoreError if damage != "without its key" else Exception):
        looking(both).find("P-0", "reference")


@pytest.mark.parametrize("kind", DAMAGES)
def test_read_together_each_is_as_it_is_alone(both: Journeys, engine: Engine, kind: str) -> None:
    """The damaged one as an error, the other as its history; so is one that is not there."""
    if DAMAGES[kind].only not in (None, engine.dialect.name):
        pytest.skip("This database takes no such value")
    hurt(engine, kind)
    journeys = [OTHER, WALK, JourneyId(UUID(int=9))]
    with both.store.reading() as transaction:
        together = transaction.many.read_together(journeys)
        alone = {each: transaction.many.read(each) for each in journeys}
    assert list(together) == journeys
    assert isinstance(together[OTHER], History)
    assert [_shown(each) for each in together.values()] == [_shown(each) for each in alone.values()]


def _shown(found: History | StoreError) -> object:
    return found.entries if isinstance(found, History) else (type(found), str(found))


def test_nobody_is_set_aside_where_nothing_is_damaged(both: Journeys) -> None:
    """The fields are there, and empty."""
    seen = looking(both)
    assert seen.called("opfundet", most=5).set_aside == {}
    replays = seen.audit.replay_all(on=MAR_1)
    assert len(list(replays)) == 2
    assert replays.set_aside == {}
    desk = seen.desk(on=MAR_1, responsible=ANNA)
    owed, cases = seen.duties(on=MAR_1), seen.caseload(on=MAR_1)
    assert desk.set_aside == owed.set_aside == cases.set_aside == seen.access(WALK).set_aside == {}
    assert both.maintenance.unreadable([WALK, OTHER]) == {}


def test_a_look_that_cannot_be_read_is_set_aside_by_its_position(
    both: Journeys, engine: Engine
) -> None:
    """The citizen sees all others; so does an auditor."""
    for _ in range(3):
        looking(both).history(WALK)
    with writing(engine) as connection:
        for statement in unguards(LOOKS.name, connection.dialect.name):
            connection.exec_driver_sql(statement)
        connection.execute(update(LOOKS).where(LOOKS.c.position == 2).values(body=bytes(40)))
    looks = looking(both).access(WALK)
    assert len(looks.looks) == 2
    assert list(looks.set_aside) == ["2"]
    with pytest.raises(BrokenHistory):
        looking(both).subject_access(WALK, on=MAR_1)


def test_who_looked_is_shown_where_an_entry_is_damaged(both: Journeys, engine: Engine) -> None:
    """Looks rest on no entry."""
    looking(both).history(WALK)
    hurt(engine, ALTERED)
    assert len(looking(both).access(WALK).looks) == 1
    assert looking(both).access(WALK).set_aside == {}


@pytest.mark.parametrize("kind", ["no id", "a negative moment", "a huge moment"])
def test_a_reactor_is_not_stopped_by_an_entry_that_cannot_be_delivered(
    both: Journeys, engine: Engine, kind: str
) -> None:
    """It is set aside at once; delivered again it is set aside again, and all others once."""
    hurt(engine, kind)
    seen = list[Happened]()
    reacted = both.reactors.react("breve", seen.append, since=0)
    missing = {1, 2, 3} if kind == "no id" else {2}
    assert reacted.position == both.newest_position()
    assert reacted.stopped_at is None
    assert {each.position for each in seen} == set(range(1, 7)) - missing
    ledger = both.reactors.ledger("breve")
    aside = {each.position: each.error for each in ledger if each.outcome == "set-aside"}
    assert aside == dict.fromkeys(missing, "BrokenHistory")
    assert both.reactors.again("breve", seen.append).stopped_at == min(missing)
    assert len(seen) == len({each.position for each in seen})
    assert both.reactors.react("breve", seen.append).delivered == 0


@pytest.mark.parametrize("kind", [ALTERED, "a hole", "a key that is gone", "another's key"])
def test_maintenance_says_which_of_some_journeys_cannot_be_read(
    both: Journeys, engine: Engine, kind: str
) -> None:
    """Those that are not in the store are none of them."""
    hurt(engine, kind)
    assert list(both.maintenance.unreadable([WALK, OTHER, JourneyId(UUID(int=9))])) == [str(WALK)]


@pytest.mark.parametrize("kind", [ALTERED, "no id", "rows without entries"])
def test_a_rebuild_in_a_transaction_of_the_hosts_sets_it_aside_too(
    both: Journeys, engine: Engine, kind: str
) -> None:
    """With the rows it had; the others get new ones."""
    hurt(engine, kind)
    with engine.connect() as connection:
        before = set(connection.scalars(select(periods.c.journey)))
    with writing(engine) as connection:
        rebuilt = both.joining(connection).maintenance.rebuild()
    assert rebuilt.journeys == 1
    assert len(rebuilt.set_aside) == (kind != "rows without entries")
    assert NO_ID not in str(rebuilt)
    with engine.connect() as connection:
        after = set(connection.scalars(select(periods.c.journey)))
    assert after == (before if rebuilt.set_aside else {str(OTHER)})


def test_rows_with_a_value_that_is_none_are_set_aside(both: Journeys, engine: Engine) -> None:
    """And named by the check; a rebuild makes new ones."""
    if engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL takes no such value")
    with writing(engine) as connection:
        mine = f"WHERE journey = '{WALK}'"
        connection.exec_driver_sql(f"UPDATE {duties.name} SET due = 'soon' {mine}")  # noqa: S608 - ours
    owed = looking(both).duties(on=MAR_1)
    assert {each.journey for each in owed.owed} == {OTHER}
    assert list(owed.set_aside) == [str(WALK)]
    found = {(each.journey, each.table) for each in both.maintenance.check()}
    assert found == {(str(WALK), "duties")}
    both.maintenance.rebuild()
    assert looking(both).duties(on=MAR_1).set_aside == {}


def test_an_export_of_another_journey_goes_on(both: Journeys, engine: Engine) -> None:
    """Of the damaged one there is none."""
    hurt(engine, ALTERED)
    auditor = both.seen_by(BY_ANNA._replace(role="auditor"), "revision").audit
    assert len(auditor.export(OTHER).entries) == 3
    with pytest.raises(BrokenHistory):
        auditor.export(WALK)


def test_another_master_key_is_no_damage_of_anybody(both: Journeys, engine: Engine) -> None:
    """Nobody is set aside: the whole store is refused, as before."""
    secret = select(keys.c.wrapped).where(keys.c.holder == "#heads")
    with writing(engine) as connection:
        other = connection.execute(secret).scalar_one()
        connection.execute(update(keys).values(wrapped=other))
    with pytest.raises(StoreError, match="not the master key"):
        list(looking(both).audit.replay_all(on=MAR_1))
    with pytest.raises(StoreError, match="not the master key"):
        looking(both).called("opfundet", most=5)


def test_what_is_said_of_the_damaged_one_says_what_to_do(both: Journeys, engine: Engine) -> None:
    """Each reason ends with something to do, and repeats nothing that was said."""
    hurt(engine, "another's key")
    replays = looking(both).audit.replay_all(on=MAR_1)
    assert [each.journey for each in replays] == [OTHER]
    ((journey, why),) = replays.set_aside.items()
    assert journey == str(WALK)
    assert re.search(r"backup|journeys (check|audit verify|rebuild)", why)


def test_a_row_of_somebody_without_entries_is_named_on_the_desk(
    both: Journeys, engine: Engine
) -> None:
    """Put in by somebody: nothing of it is shown, and no look is noted."""
    stranger = str(UUID(int=5))
    with writing(engine) as connection:
        row = connection.execute(select(periods).where(periods.c.journey == str(OTHER))).mappings()
        connection.execute(insert(periods), [{**each, "journey": stranger} for each in row.all()])
    desk = looking(both).desk(on=MAR_1, responsible=ANNA)
    assert {each.journey for each in desk.lines} == {WALK, OTHER}
    assert list(desk.set_aside) == [stranger]
    assert "journeys rebuild" in desk.set_aside[stranger]
