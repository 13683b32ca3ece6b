"""The rows of employers and of what citizens take: refreshed, rebuilt, checked and asked."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Connection, Table, delete, insert, select, text, update

import journeys
from journeys import Journeys, employers, events
from journeys.adapters.sql.database.guards import unguards
from journeys.adapters.sql.readmodels import employer_tables as read
from journeys.adapters.sql.readmodels import rows
from journeys.adapters.sql.readmodels.employer_tables import EMPLOYER_NAMES, EMPLOYER_TABLES
from journeys.adapters.sql.readmodels.tables import name_of, places
from journeys.adapters.sql.rebuild import employers as rebuilding
from journeys.adapters.sql.rebuild.parts import projections
from journeys.domain.employers.duties import employer_duties
from journeys.domain.rulebook import Practice
from journeys.employers import EmployerEvent, EmployerHistory, Taken
from journeys.errors import BrokenHistory
from tests.app.posted import (
    BAKERY,
    EARLY,
    LATE,
    MILL,
    OVEN,
    P_NUMBER,
    begun,
    ended,
    open_post,
    registered,
    task,
)
from tests.app.posted import record as taken_by
from tests.app.rows import every_value
from tests.connections import connection_of
from tests.effort import tries
from tests.invented import ANNA, BO, BY_ANNA, FEB_1, MAR_1, MAY_1, WALK, opened
from tests.projections.employers.employed import DAYS, FIRMS, a_history, facts, takings
from tests.projections.employers.test_rows import rows_of
from tests.scenario import BOOK
from tests.sql.rebuild.test_maintenance import altered

SCOPED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
NEED = employers.NeedId(UUID(int=8_301))


def stored(walks: Journeys, table: Table) -> list[tuple[object, ...]]:
    """Return the rows of a table, without whose they are."""
    with walks.store.reading() as transaction:
        found = connection_of(transaction).execute(select(table).order_by(*table.primary_key))
        return [tuple(row)[1:] for row in found]


def differences(walks: Journeys) -> set[tuple[str, str, int, str]]:
    """Return what the check finds."""
    found = walks.maintenance.check()
    return {(each.journey, each.table, each.nr, each.what) for each in found}


def busy(walks: Journeys) -> None:
    """Register a bakery with a post, and let somebody take a part of it."""
    busy_without_a_journey(walks)
    opened(walks)
    taken_by(walks, WALK, begun(1, hours=4))


def busy_without_a_journey(walks: Journeys) -> None:
    """Register a bakery with a post and an unanswered need."""
    registered(walks, p_number=P_NUMBER)
    open_post(walks, EARLY, task(), may_share=2)
    walks.employers.decide(BAKERY, employers.change_contact, BY_ANNA, to=BO, why="Barsel", on=MAR_1)
    walks.employers.decide(
        BAKERY, employers.tell_need, BY_ANNA, need=NEED, words="Hjælp om morgenen", on=MAR_1
    )


def test_rows_are_written_with_what_is_recorded(walks: Journeys) -> None:
    """Of what there is, of who is called, of what is owed, and of what citizens take."""
    busy(walks)
    assert [row[1:4] for row in stored(walks, read.posts)] == [(str(EARLY), "småjob", 2)]
    assert [row[1:4] for row in stored(walks, read.post_tasks)] == [(str(OVEN), str(EARLY), 20.0)]
    assert [row[1:] for row in stored(walks, read.contacts)] == [
        (ANNA, FEB_1, MAR_1),
        (BO, MAR_1, None),
    ]
    assert {row[1] for row in stored(walks, read.duties)} == {"need-answer", "tell-contact"}
    assert [row[2:] for row in stored(walks, places)] == [
        (str(BAKERY), str(EARLY), str(OVEN), 4.0, FEB_1, None)
    ]
    assert not differences(walks)


def test_rows_change_with_what_is_retracted_and_go_with_who_is_erased(walks: Journeys) -> None:
    """A post that is taken back has no rows; an employer that was erased has none at all."""
    busy(walks)
    taken_by(walks, WALK, ended(1, MAR_1))
    assert [row[-1] for row in stored(walks, places)] == [MAR_1]
    other = open_post(walks, LATE, task(journeys.employers.TaskId(UUID(int=8_299))))
    with walks.store.reading() as transaction:
        history = transaction.employers.existing(BAKERY)
    walks.employers.retract(BAKERY, entry=history.version, actor=BY_ANNA, why="Forkert", on=MAY_1)
    assert str(other) not in {row[1] for row in stored(walks, read.posts)}
    assert not differences(walks)
    walks.employers.erase(BAKERY, actor=journeys.Actor("dorte.example", "manager"), why="Lukket")
    for table in EMPLOYER_TABLES:
        assert not stored(walks, table)
    assert not differences(walks)


def test_nobody_reads_a_number_or_a_word_in_a_table(walks: Journeys, database_url: str) -> None:
    """The number is found by a keyed hash alone; the words are in the encrypted stream."""
    busy(walks)
    values = list(every_value(database_url))
    for secret in (P_NUMBER, "Opfundet Bageri", "Hjælp om morgenen", "Hold 8101"):
        assert not any(secret.encode() in value for value in values)
    assert walks.employers.find(P_NUMBER) == BAKERY
    assert walks.employers.find("1234567899") is None


def test_a_number_passes_from_one_employer_to_another_in_one_transaction(walks: Journeys) -> None:
    """Whichever of the two has its rows written first: a number is one employer's at a time."""
    numbered = [
        employers.EmployerRegistered(
            on=FEB_1, name="Opfundet", p_number=P_NUMBER, employer_kind="privat", contact=ANNA
        )
    ]
    back = events.EntryRetracted(on=FEB_1, entry=1, why="Forkert")
    with walks.store.writing() as transaction:
        digest = transaction.employers.number_digest(P_NUMBER)
        for has, had in ((BAKERY, MILL), (MILL, BAKERY), (BAKERY, MILL)):
            histories = {
                has: a_history(has, numbered),
                had: a_history(had, [*numbered, back]),
            }
            transaction.employer_rows.refresh(histories, BOOK)
            assert transaction.queries.employer_of(digest) == has


@pytest.mark.parametrize("table", EMPLOYER_TABLES, ids=name_of)
def test_a_row_that_was_altered_is_named_and_made_again(walks: Journeys, table: Table) -> None:
    """One that is missing, one of nobody, and any value; a rebuild makes all of them right."""
    busy(walks)
    nr = 0 if table is read.employers else 1
    name = name_of(table)

    def exchange(connection: Connection) -> None:
        mine = connection.execute(select(table)).mappings().all()[0]
        connection.execute(delete(table).where(table.c.employer == mine["employer"]))
        connection.execute(insert(table).values({**mine, "employer": str(MILL)}))

    altered(walks, exchange)
    found = differences(walks)
    assert (str(BAKERY), name, nr, "the row is missing") in found
    assert (str(MILL), name, nr, "the row follows from no entry") in found
    walks.maintenance.rebuild(only=[name])
    assert not differences(walks)
    for column in table.columns:
        if column.primary_key or column.name == "number":
            continue
        value = {str: "noget andet", int: 77, float: 7.5}.get(
            column.type.python_type, FEB_1.replace(year=1999)
        )
        altered(walks, lambda it, to={column.name: value}: it.execute(update(table).values(to)))  # type: ignore[misc]
        assert {each[3] for each in differences(walks)} == {f"these columns differ: {column.name}"}
        walks.maintenance.rebuild(only=[name])
        assert not differences(walks)


def test_the_status_says_what_is_there_and_what_is_to_be_rebuilt(walks: Journeys) -> None:
    """Rows and versions; rows by another rulebook, or older than the newest entry."""
    busy(walks)
    status = walks.maintenance.status()
    number = {each.name: each.rows for each in status.tables}
    assert (number["employers"], number["posts"], number["places"]) == (1, 1, 1)
    assert (status.behind_employers, status.lag, dict(status.set_aside)) == (0, 0, {})
    altered(walks, lambda it: it.execute(update(read.employers).values(version=1)))
    assert walks.maintenance.status().behind_employers == 1
    altered(walks, lambda it: it.execute(update(read.employers).values(rulebook="x")))
    assert walks.maintenance.status().behind_employers == 1
    of_posts = projections.c.name == "posts"
    altered(walks, lambda it: it.execute(update(projections).where(of_posts).values(version=0)))
    walks.maintenance.rebuild(only=["posts"])
    status = walks.maintenance.status()
    assert all(each.made_by == each.known for each in status.tables)
    assert (status.behind_employers, status.rebuild) == (0, None)


def test_a_rebuild_goes_by_the_rulebook_of_today(walks: Journeys) -> None:
    """In place, and within a transaction of a host's; the answer is that of the journeys."""
    busy(walks)
    book = walks.book._replace(practice=Practice(days={"need-answer": 3}))
    later = journeys.Journeys(walks.store, book)
    assert later.maintenance.status().behind_employers == 1
    with later.unit_of_work() as within:
        within.maintenance.rebuild()
    assert later.maintenance.status().behind_employers == 0
    assert not list(later.maintenance.check())
    assert walks.maintenance.rebuild() == (1, {}, False)
    assert not differences(walks)


def test_an_employer_that_cannot_be_read_keeps_its_rows_and_is_named(walks: Journeys) -> None:
    """The others are rebuilt; the status and the check say which one it is."""
    busy(walks)
    registered(walks, MILL)
    before = stored(walks, read.posts)

    def damage(connection: Connection) -> None:
        for statement in unguards("journeys_employers_events", connection.dialect.name):
            connection.execute(text(statement))
        gone = text("DELETE FROM journeys_employers_events WHERE stream = :stream AND version = 2")
        connection.execute(gone, {"stream": str(BAKERY)})
        connection.execute(delete(read.employers).where(read.employers.c.employer == str(MILL)))

    altered(walks, damage)
    found = {(each[0], each[1]) for each in differences(walks)}
    assert found == {(str(BAKERY), ""), (str(MILL), "employers")}
    rebuilt = walks.maintenance.rebuild()
    assert set(rebuilt.set_aside) == {str(BAKERY)}
    assert stored(walks, read.posts) == before
    assert set(walks.maintenance.status().set_aside) == {str(BAKERY)}
    assert {each[0] for each in differences(walks)} == {str(BAKERY)}


def test_who_reads_by_altered_rows_is_told(walks: Journeys) -> None:
    """Lists name whose rows say nothing; who decides by what is taken is refused."""
    busy(walks)

    def spoil(connection: Connection) -> None:
        connection.execute(update(places).values(task="noget andet"))
        connection.execute(update(read.posts).values(post="noget andet"))

    altered(walks, spoil)
    with walks.store.reading() as transaction:
        figures = transaction.queries.room(FEB_1)
        assert set(figures.set_aside) == {str(WALK), str(BAKERY)}
        assert set(transaction.queries.employer_duties(MAY_1, BOOK, None).set_aside) == {
            str(WALK),
            str(BAKERY),
        }
        with pytest.raises(BrokenHistory):
            transaction.queries.taken([EARLY])


def fill(
    walks: Journeys, firms: Sequence[Sequence[EmployerEvent]], taken: Sequence[Taken]
) -> list[EmployerHistory]:
    """Replace every row by those of these employers and these places."""
    histories = [a_history(firm, each) for firm, each in zip(FIRMS, firms, strict=True)]
    with walks.store.writing() as transaction:
        connection = connection_of(transaction)
        for table in (*EMPLOYER_TABLES, places):
            connection.execute(delete(table))
        transaction.employer_rows.refresh({each.stream: each for each in histories}, BOOK)
        for nr, each in enumerate(taken, start=1):
            row = {**each._asdict(), "hours": float(each.hours), "nr": nr}
            ids = {name: str(value) for name, value in row.items() if isinstance(value, UUID)}
            connection.execute(insert(places).values(row | ids))
    return histories


@settings(max_examples=tries(15, 200), suppress_health_check=SCOPED, deadline=None)
@given(facts(), facts(), takings())
def test_the_queries_count_what_the_histories_say(
    walks: Journeys, one: list[EmployerEvent], other: list[EmployerEvent], taken: list[Taken]
) -> None:
    """The same as counted off the histories: figures, what is owed, what is taken."""
    histories = fill(walks, (one, other), taken)
    counts = rows_of(histories, taken)
    with walks.store.reading() as transaction:
        queries = transaction.queries
        assert sorted(queries.taken([each.post for each in taken])) == sorted(taken)
        for post in {each.post for each in taken}:
            named = sorted({each.journey for each in taken if each.post == post})
            assert list(queries.named_post(post)) == named
        for on in DAYS[::3]:
            figures = queries.room(on, 2)
            assert figures.days[-1] == counts.counted(on)
            assert len(figures.days) == 3
            assert figures.free_tasks == counts.free_tasks(on)
            found = queries.employer_duties(on, BOOK, None).owed
            owed = [
                (each.stream, duty.kind, duty.about, duty.since, duty.due, contact)
                for each in histories
                for contact in (_contact(each, on),)
                for duty in employer_duties(each, taken_of(taken, each), BOOK)
                if duty.is_open(on)
            ]
            assert sorted((each.employer, *each.duty[:4], each.by) for each in found) == sorted(
                owed
            )
            mine = queries.employer_duties(on, BOOK, BO).owed
            assert [each for each in found if each.by == BO] == list(mine)


def taken_of(taken: Sequence[Taken], history: EmployerHistory) -> list[Taken]:
    """Return what is taken of one employer."""
    return [each for each in taken if each.employer == history.stream]


def _contact(history: EmployerHistory, on: object) -> str:
    contact = history.on(on).employer.contact  # type: ignore[arg-type]
    return contact.name if contact else ""


def test_a_journey_without_a_post_costs_no_statement_more(
    walks: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The table of places is neither read nor written; that of who is in a post is."""
    changed = list[str]()
    change = rows.change

    def noted(connection: Connection, table: Table, *values: Any) -> None:  # noqa: ANN401 - as it is called
        changed.append(name_of(table))
        change(connection, table, *values)

    opened(walks)
    busy_without_a_journey(walks)
    monkeypatch.setattr("journeys.adapters.sql.readmodels.refresh.change", noted)
    walks.decide(WALK, journeys.verbs.express_wish_to_work, BY_ANNA, words="Et job", on=FEB_1)
    assert "places" not in changed
    taken_by(walks, WALK, begun(1, hours=4))
    assert "places" in changed


def test_an_interrupted_rebuild_is_seen_and_done_again(
    walks: Journeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows are right where it came to; the versions are noted when all of it is done."""
    busy(walks)
    of_employers = projections.c.name.in_(EMPLOYER_NAMES)
    altered(walks, lambda it: it.execute(update(projections).where(of_employers).values(version=0)))
    altered(walks, lambda it: it.execute(delete(read.posts)))
    with monkeypatch.context() as cut_off:
        cut_off.setattr(rebuilding, "_finish", _cut_off)
        with pytest.raises(KeyboardInterrupt):
            walks.maintenance.rebuild()
    assert not differences(walks)
    made_by = {each.name: each.made_by for each in walks.maintenance.status().tables}
    assert {made_by[name] for name in EMPLOYER_NAMES} == {0}
    walks.maintenance.rebuild()
    assert all(each.made_by == each.known for each in walks.maintenance.status().tables)


def _cut_off(*_: object) -> None:
    raise KeyboardInterrupt


def test_what_is_kept_of_a_citizen_says_which_posts_they_took(walks: Journeys) -> None:
    """In the answer to an access request, and in no table after an erasure."""
    busy(walks)
    with walks.store.reading() as transaction:
        (place,) = transaction.rows.of(WALK)["places"]
    assert place["post"] == str(EARLY)
    with walks.store.writing() as transaction:
        transaction.rows.forget(WALK)
    assert not stored(walks, places)
