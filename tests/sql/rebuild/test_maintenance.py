"""How the read tables stand is seen, and whatever is not what was recorded is named."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Table, delete, insert, select, text, update

import journeys
from journeys import Journeys, Rulebook
from journeys.adapters.sql.database.connections import writing
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.readmodels import tables as read
from journeys.adapters.sql.readmodels.tables import READ, VERSIONS, name_of
from journeys.adapters.sql.rebuild.parts import projections
from journeys.adapters.store import SQLStore
from journeys.app.ports.maintenance import Difference, Underway
from journeys.app.ports.outdated import Outdated
from journeys.domain.law.vocabularies import Term
from journeys.domain.rulebook import Practice
from tests.app.rows import assert_current
from tests.effort import tries
from tests.invented import BY_ANNA, FEB_1, KEYS, WALK, opened
from tests.sql.rebuild.others import filled
from tests.sql.rebuild.test_rebuilding import half_made

TABLES = READ.sorted_tables


def altered(walks: Journeys, change: Callable[[Connection], object]) -> None:
    """Change the read tables behind our back."""
    assert isinstance(walks.store, SQLStore)
    with writing(walks.store.engine) as connection:
        change(connection)


def differences(walks: Journeys) -> list[tuple[str, int, str]]:
    """Return what the check finds, by table, number and what it is."""
    return [(each.table, each.nr, each.what) for each in walks.maintenance.check()]


def test_a_store_that_nobody_altered_is_right(walks: Journeys) -> None:
    """Empty, and with much in it; by a sample as well."""
    assert list(walks.maintenance.check()) == []
    filled(walks, 40)
    walks.maintenance.rebuild()
    assert list(walks.maintenance.check()) == []
    assert list(walks.maintenance.check(sample=7)) == []


@pytest.mark.parametrize("table", TABLES, ids=name_of)
def test_a_row_that_is_missing_and_one_that_is_nobodys_are_named(
    walks: Journeys, table: Table
) -> None:
    """Each with its journey and its number."""
    one, other = filled(walks, 2)
    walks.maintenance.rebuild()
    nr = 0 if table is read.journeys else 1

    def exchange(connection: Connection) -> None:
        mine = connection.execute(select(table).where(table.c.journey == str(one))).mappings()
        row: dict[str, Any] = {**mine.all()[0]}
        connection.execute(delete(table).where(table.c.journey == str(one)))
        connection.execute(insert(table).values(row | {"journey": str(WALK)}))

    altered(walks, exchange)
    found = {(each.journey, each.nr, each.what) for each in walks.maintenance.check()}
    assert (str(one), nr, "the row is missing") in found
    assert (str(WALK), nr, "the row follows from no entry") in found
    assert str(other) not in {journey for journey, _, _ in found}


COLUMNS = [
    (table, column.name) for table in TABLES for column in table.columns if not column.primary_key
]


@settings(
    max_examples=tries(12, 250),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from(COLUMNS))
def test_any_value_that_was_altered_is_named(walks: Journeys, column: tuple[Table, str]) -> None:
    """By its column; never what stands in it, nor what should."""
    if not walks.maintenance.status().position:
        filled(walks, 1)
    opened(walks)
    walks.maintenance.rebuild()
    walks.decide(WALK, journeys.verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)
    walks.decide(
        WALK, journeys.verbs.notice_small_success, BY_ANNA, words="Sang", noticed_by="x", on=FEB_1
    )
    table, name = column
    kind = table.c[name].type.python_type
    value = {str: "noget andet", int: 77, float: 7.5}.get(kind, FEB_1.replace(year=1999))
    altered(walks, lambda connection: connection.execute(update(table).values({name: value})))
    found = differences(walks)
    assert found
    assert {table for table, _, _ in found} == {name_of(table)}
    assert {what for _, _, what in found} == {f"these columns differ: {name}"}
    walks.maintenance.rebuild()
    assert not differences(walks)


def test_a_journey_that_cannot_be_read_is_told_of_and_the_others_are_compared(
    walks: Journeys,
) -> None:
    """With what is wrong with it."""
    broken, other = filled(walks, 2)
    walks.maintenance.rebuild()

    def change(connection: Connection) -> None:
        for statement in unguards("journeys_events", connection.dialect.name):
            connection.execute(text(statement))
        gone = text("DELETE FROM journeys_events WHERE stream = :stream AND version = 2")
        connection.execute(gone, {"stream": str(broken)})
        connection.execute(delete(read.periods).where(read.periods.c.journey == str(other)))

    altered(walks, change)
    found = list(walks.maintenance.check())
    (told,) = [each for each in found if each.journey == str(broken)]
    assert told == Difference(journey=str(broken), table="", nr=0, what=told.what)
    assert "has no entry 2" in told.what
    assert {each.table for each in found if each.journey == str(other)} == {"periods"}


def test_a_sample_is_of_so_many_by_chance(walks: Journeys) -> None:
    """Another one the next time; the same where chance is the same."""
    filled(walks, 30)
    walks.maintenance.rebuild()
    altered(walks, lambda connection: connection.execute(delete(read.journeys)))

    def chosen(seed: int) -> set[str]:
        return {each.journey for each in walks.maintenance.check(5, Random(seed))}  # noqa: S311 - no secret

    assert len(chosen(1)) == 5
    assert chosen(1) == chosen(1) != chosen(2)
    assert len({each.journey for each in walks.maintenance.check(50)}) == 30


def test_the_state_tells_what_there_is_and_what_is_to_be_done(walks: Journeys) -> None:
    """Rows, sizes, versions; what lags behind; and a rebuild that was cut off."""
    ids = filled(walks, 1_100)
    walks.maintenance.rebuild()
    state = walks.maintenance.status()
    assert (state.position, state.lag) == (4_400, 0)
    assert (state.behind_law, state.behind_rulebook) == (0, 0)
    rows = {each.name: each.rows for each in state.tables}
    assert rows["journeys"] == 1_100
    assert all(each.bytes > 0 for each in state.tables)
    assert {each.name: each.made_by for each in state.tables} == VERSIONS
    assert not state.set_aside
    assert state.rebuild is None
    one = read.journeys.c.journey == str(ids[0])

    def fall_behind(connection: Connection) -> None:
        connection.execute(update(read.journeys).where(one).values(version=2, law=FEB_1))

    altered(walks, fall_behind)
    with half_made(walks):
        state = walks.maintenance.status()
        assert (state.lag, state.behind_law, state.behind_rulebook) == (1, 1, 0)
        assert state.rebuild == Underway(done=15, parts=16)
        walks.maintenance.abandon_rebuild()


@pytest.mark.parametrize(
    "change",
    [
        lambda book: book._replace(practice=Practice(days={"plan-acknowledgement": 3})),
        lambda book: book._replace(practice=Practice(method="phases")),
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
    ],
    ids=["a deadline of practice", "the method", "a deadline of a duty", "a code"],
)
def test_rows_by_another_rulebook_are_counted(
    walks: Journeys, change: Callable[[Rulebook], Rulebook]
) -> None:
    """Until they are rebuilt, or something is recorded on the journey."""
    one, *_ = filled(walks, 3)
    walks.maintenance.rebuild()
    others = replace(walks, book=change(walks.book))
    assert others.maintenance.status().behind_rulebook == 3
    assert walks.maintenance.status().behind_rulebook == 0
    others.decide(one, journeys.verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)
    opened(others)
    assert others.maintenance.status().behind_rulebook == 2
    assert walks.maintenance.status().behind_rulebook == 2
    others.maintenance.rebuild(only=["duties"])
    assert others.maintenance.status().behind_rulebook == 2
    others.maintenance.rebuild(only=["journeys"])
    assert others.maintenance.status().behind_rulebook == 0
    assert not differences(others)


def test_other_roles_leave_rows_as_they_are(walks: Journeys) -> None:
    """No row depends on who may do what."""
    filled(walks, 3)
    walks.maintenance.rebuild()
    others = replace(walks, book=walks.book._replace(roles={}))
    assert others.maintenance.status().behind_rulebook == 0


@pytest.mark.parametrize("outdated", ["keep", "rebuild"])
def test_tables_that_other_projections_made_are_noticed(
    database_url: str, outdated: Outdated, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are kept, and said to be others'; or made anew, where the host would have it so."""
    with journeys.open(database_url, keys=KEYS) as walks:
        opened(walks)

        def made_by_others(connection: Connection) -> None:
            connection.execute(update(projections).values(version=0))
            connection.execute(update(read.periods).values(value="af andre"))

        altered(walks, made_by_others)
    with journeys.open(database_url, keys=KEYS, outdated=outdated) as walks:
        anew = outdated == "rebuild"
        assert ("other projections" in capsys.readouterr().out) != anew
        assert bool(differences(walks)) != anew
        # Whatever is recorded next makes all rows of that journey anew.
        walks.decide(WALK, journeys.verbs.state_hope, BY_ANNA, words="Et job", on=FEB_1)
        assert_current(walks, WALK)
