"""The read tables are made anew beside those that everybody uses, and put in their place."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from random import Random

import pytest
from sqlalchemy import delete, inspect, select, text

import journeys
from journeys import Journeys, Rulebook, verbs
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.log.many import SQLManyJourneys
from journeys.adapters.sql.readmodels.tables import OLD, READ, SHADOWS, name_of
from journeys.adapters.sql.readmodels.tables import duties as duties_table
from journeys.adapters.sql.readmodels.tables import periods as periods_table
from journeys.adapters.sql.rebuild.part_rows import rows_of_part
from journeys.adapters.sql.rebuild.parts import RebuildPlan, progress, rebuild_plan
from journeys.adapters.sql.rebuild.shadows import create_shadows, fill
from journeys.adapters.store import SQLStore
from journeys.app import slices
from journeys.app.ports.population import Part
from journeys.app.ports.store import Transaction
from journeys.app.slices import divided
from journeys.domain.law.vocabularies import Term
from journeys.errors import InputUnreadable, KeyMissing
from tests.app.killing import acknowledged_before_kill
from tests.app.queueing import at_once
from tests.app.rows import assert_current, stored_rows
from tests.app.writers import erase
from tests.connections import connection_of
from tests.effort import LONG, tries
from tests.invented import BY_ANNA, FEB_1, KEYS, MAR_1, WALK, opened
from tests.processes import PROCESSES
from tests.sql.rebuild.others import (
    OFTEN,
    filled,
    read_for_a_while,
    rebuild_once,
    rebuild_until_killed,
    write_for_a_while,
)

MANY = 1_100  # journeys of four entries: more than are read together
FEW, SMALL = (
    75,
    280,
)  # journeys that are more than that where parts are small; entries of such a part
KILLS = tries(2, 25)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a rebuild of few journeys have as many parts as one of many."""
    monkeypatch.setattr(slices, "LARGE", SMALL)


def every_row(walks: Journeys) -> list[tuple[object, ...]]:
    """Return every row of the read tables, in order."""
    with walks.store.reading() as transaction:
        return [
            (name_of(table), *row)
            for table in READ.sorted_tables
            for row in connection_of(transaction).execute(
                select(table).order_by(*table.primary_key.columns)
            )
        ]


def many_of(transaction: Transaction) -> SQLManyJourneys:
    """Return the journeys of a transaction as it is kept here."""
    assert isinstance(transaction.many, SQLManyJourneys)
    return transaction.many


def divided_by(transaction: Transaction, plan: RebuildPlan) -> tuple[Part, ...]:
    """Return the parts of a store by a plan, as it is in this transaction."""
    return divided(transaction.log.journeys(), plan.digits, transaction.log.last_position)


@contextmanager
def half_made(walks: Journeys) -> Iterator[None]:
    """Let a rebuild be cut off before its last part, and its process be gone."""
    with walks.store.writing() as transaction:
        plan = rebuild_plan((), walks.book, MANY * 4)
        create_shadows(connection_of(transaction), plan)
        for part in divided_by(transaction, plan)[:-1]:
            made = rows_of_part(many_of(transaction), plan, part, walks.book)
            assert fill(connection_of(transaction), plan, part, made)
    yield
    assert isinstance(walks.store, SQLStore)
    engine = walks.store.engine
    assert not {table.name for table in SHADOWS.values()} & set(inspect(engine).get_table_names())


def under_way(walks: Journeys) -> bool:
    """Whether a rebuild was begun, and is not over."""
    with walks.store.reading() as transaction:
        return connection_of(transaction).scalar(select(progress.c.plan).limit(1)) is not None


def test_any_number_of_processes_makes_the_same_rows(
    walks: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte by byte, and those of a fold of every history; whatever became of the old ones.

    Of few journeys in as many parts, where time is short.
    """
    monkeypatch.setattr(slices, "LARGE", tries(SMALL, slices.LARGE))
    ids = filled(walks, tries(FEW, MANY))
    made = list[list[tuple[object, ...]]]()
    done = list[tuple[int, int]]()
    for workers in (1, 2, 4) if LONG else (1, 2):
        with walks.store.writing() as transaction:
            for table in (periods_table, duties_table):
                connection_of(transaction).execute(delete(table).where(table.c.nr == workers))
        rebuilt = walks.maintenance.rebuild(
            workers=workers, progress=lambda *told: done.append(told)
        )
        assert rebuilt == (len(ids), {}, False)
        made.append(every_row(walks))
    assert done == len(made) * [(part, 16) for part in range(17)]
    assert all(each == made[0] for each in made)
    assert_current(walks, *ids)


REBUILDS_AT_MOST = 100


def test_readers_and_writers_notice_nothing(database_url: str) -> None:
    """Four record and two look, while the tables are made anew again and again."""
    with journeys.open(database_url, keys=KEYS) as walks:
        filled(walks, 200)
        walks.maintenance.rebuild()
        over = PROCESSES.Event()
        writers = [
            PROCESSES.Process(target=write_for_a_while, args=(database_url, nr, over))
            for nr in range(4)
        ]
        ends = [PROCESSES.Pipe(duplex=False) for _ in range(2)]
        enough = [PROCESSES.Event() for _ in ends]
        readers = [
            PROCESSES.Process(target=read_for_a_while, args=(database_url, over, each, its))
            for each, (_, its) in zip(enough, ends, strict=True)
        ]
        for process in (*writers, *readers):
            process.start()
        for number in range(REBUILDS_AT_MOST):
            # On a busy machine the readers get to look less often: then some more.
            if number >= tries(2, 8) and all(each.is_set() for each in enough):
                break
            assert not walks.maintenance.rebuild().set_aside
        over.set()
        for mine, _ in ends:
            seen, broken = mine.recv()
            assert seen > OFTEN
            assert not broken
        for process in (*writers, *readers):
            process.join()
            assert process.exitcode == 0
        with walks.store.reading() as transaction:
            ids = transaction.log.journeys()
        assert len(ids) > 200
        assert_current(walks, *ids)


def test_one_that_is_killed_leaves_the_tables_whole_and_is_gone_on_with(
    database_url: str,
) -> None:
    """At any moment: while parts are made, at the switch, and while the old ones are removed."""
    with journeys.open(database_url, keys=KEYS) as walks:
        ids = filled(walks, MANY)
        walks.maintenance.rebuild()
        whole = stored_rows(walks)
        resumed = 0
        for seed in range(10 * KILLS):
            # On a busy machine one is killed before it made anything: then some more.
            if seed >= KILLS and resumed:
                break
            longest = Random(seed).uniform(0.1, 1)  # noqa: S311 - when is no secret
            acknowledged_before_kill(rebuild_until_killed, database_url, seed=seed, longest=longest)
            assert stored_rows(walks) == whole
            resumed += walks.maintenance.rebuild().resumed
            assert stored_rows(walks) == whole
        assert resumed
        assert_current(walks, *ids)


@pytest.mark.usefixtures("small_parts")
def test_one_that_was_cut_off_is_gone_on_with_or_dropped(walks: Journeys) -> None:
    """Whatever was recorded since is in it."""
    ids = filled(walks, FEW)
    walks.maintenance.rebuild()
    with half_made(walks):
        walks.decide(ids[0], verbs.resume_journey, BY_ANNA, on=MAR_1)
        new = opened(walks)
        assert walks.maintenance.rebuild() == (FEW + 1, {}, True)
        assert_current(walks, *ids, new)
    with half_made(walks):
        assert walks.maintenance.abandon_rebuild() is True
        assert walks.maintenance.abandon_rebuild() is False
    assert_current(walks, *ids, new)


@pytest.mark.usefixtures("small_parts")
def test_one_by_another_plan_begins_anew(walks: Journeys) -> None:
    """Other tables, or another rulebook: what was half made serves nobody."""
    ids = filled(walks, FEW)
    with half_made(walks):
        assert walks.maintenance.rebuild(only=["periods"]) == (FEW, {}, False)
    walks.maintenance.rebuild()
    assert_current(walks, *ids)


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book._replace(
            duties={
                name: kind.model_copy(update={"days": kind.days + 1})
                for name, kind in book.duties.items()
            }
        ),
        lambda book: book._replace(
            vocabularies={
                name: each.with_terms([Term(code="own-kitchen", da="Køkken", en="Kitchen")])
                for name, each in book.vocabularies.items()
            }
        ),
        lambda book: book._replace(roles={**book.roles, "mentor": frozenset()}),
    ],
    ids=["duties", "codes", "roles"],
)
@pytest.mark.usefixtures("small_parts")
def test_a_rebuild_by_another_rulebook_is_not_resumed(
    walks: Journeys, change: Callable[[Rulebook], Rulebook]
) -> None:
    """Rows by two rulebooks would stand in one table."""
    ids = filled(walks, FEW)
    with half_made(walks):
        others = replace(walks, book=change(walks.book))
        assert others.maintenance.rebuild() == (FEW, {}, False)
    assert_current(others, *ids)


REBUILDERS = 4
REBUILT_BY_EACH = tries(2, 40)


def test_several_that_begin_at_the_same_moment_help_one_another(database_url: str) -> None:
    """Such as each worker of a service, with rebuild(): none meets tables of another."""
    with journeys.open(database_url, keys=KEYS) as walks:
        ids = filled(walks, 150)  # more than are projected again in one transaction

        def rebuild_often(number: int) -> None:
            for _ in range(REBUILT_BY_EACH):
                if number == 0:
                    walks.maintenance.abandon_rebuild()
                assert walks.maintenance.rebuild().journeys == len(ids)

        at_once(REBUILDERS, rebuild_often)
        assert_current(walks, *ids)
        with walks.store.reading() as transaction:
            there = inspect(connection_of(transaction)).get_table_names()
        assert not {each.name for each in (*OLD.values(), *SHADOWS.values())} & set(there)


def test_one_table_alone_is_made_anew(walks: Journeys) -> None:
    """The others are left as they are."""
    opened(walks)
    with walks.store.writing() as transaction:
        for table in (periods_table, duties_table):
            connection_of(transaction).execute(delete(table))
    walks.maintenance.rebuild(only=["periods"])
    assert {name for name, *_ in every_row(walks)} == {"journeys", "periods"}
    with pytest.raises(InputUnreadable, match="no read table nothing; there are: journeys"):
        walks.maintenance.rebuild(only=["nothing", "periods"])


@pytest.mark.usefixtures("small_parts")
def test_nobody_who_was_erased_comes_back(walks: Journeys) -> None:
    """Neither out of half-made tables nor by what was read before."""
    filled(walks, FEW)
    opened(walks)
    walks.decide(WALK, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)
    with half_made(walks):
        erase(walks, WALK)
        with walks.store.reading() as transaction:
            for shadow in SHADOWS.values():
                left = select(shadow).where(shadow.c.journey == str(WALK))
                assert not connection_of(transaction).execute(left).all()
        assert walks.maintenance.rebuild() == (FEW, {}, True)
    assert not [row for row in every_row(walks) if row[1] == str(WALK)]


def test_a_part_that_was_read_before_an_erasure_brings_nobody_back(walks: Journeys) -> None:
    """However late it is kept."""
    opened(walks)
    walks.decide(WALK, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)
    plan = rebuild_plan((), walks.book, 2)
    with walks.store.writing() as transaction:
        create_shadows(connection_of(transaction), plan)
        (part,) = divided_by(transaction, plan)
        made = rows_of_part(many_of(transaction), plan, part, walks.book)
    erase(walks, WALK)
    with walks.store.writing() as transaction:
        assert fill(connection_of(transaction), plan, part, made)
        assert not fill(connection_of(transaction), plan, part, made)
        for shadow in SHADOWS.values():
            assert not connection_of(transaction).execute(select(shadow)).all()


def test_who_cannot_be_read_is_set_aside_and_keeps_the_rows_there_were(walks: Journeys) -> None:
    """With the reason; all others are made anew."""
    broken, *ids = filled(walks, 20)
    walks.maintenance.rebuild()
    before = every_row(walks)
    assert isinstance(walks.store, SQLStore)
    engine = walks.store.engine
    with writing(engine) as connection:
        for statement in unguards("journeys_events", engine.dialect.name):
            connection.execute(text(statement))
        connection.execute(
            text("UPDATE journeys_events SET body = :body WHERE stream = :stream AND version = 2"),
            {"body": b"\x01nothing", "stream": str(broken)},
        )
    rebuilt = walks.maintenance.rebuild()
    assert rebuilt.journeys == len(ids)
    assert "Entry 2" in rebuilt.set_aside[str(broken)]
    assert every_row(walks) == before


def test_keys_that_cannot_be_handed_over_are_used_by_one_process(database_url: str) -> None:
    """A vault is asked by whoever opened it."""

    class Vault:
        """A provider of a host's own, that no other process can be given."""

        wrap, unwrap = KEYS.wrap, KEYS.unwrap

    with journeys.open(database_url, keys=Vault()) as walks:
        filled(walks, MANY)
        with pytest.raises(KeyMissing, match="one worker"):
            walks.maintenance.rebuild(workers=2)
        assert walks.maintenance.rebuild().resumed


def test_a_long_reader_is_not_waited_for_by_others(postgresql_url: str) -> None:
    """The switch steps back and tries again, until the reader ends."""
    with journeys.open(postgresql_url, keys=KEYS) as walks:
        opened(walks)
        maker = PROCESSES.Process(target=rebuild_once, args=(postgresql_url,))
        with walks.store.reading() as transaction:
            assert connection_of(transaction).execute(select(periods_table)).all()
            maker.start()
            # It is under way, and cannot switch; others read all the same.
            while not under_way(walks):
                maker.join(0.01)
            for _ in range(20):
                assert walks.overview(on=FEB_1).journeys == 1
            assert maker.is_alive()
        maker.join()
        assert maker.exitcode == 0
        assert not under_way(walks)
        assert_current(walks, WALK)
