"""A store with something of everything that is sealed, and its tables in an attacker's hands."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, MetaData, Table, delete, insert, select, text, update

from journeys import Actor, Happened, JourneyId, Journeys, verbs
from journeys.adapters.sql.database.connections import reading
from journeys.adapters.sql.database.tables import SEALED, tables_of
from journeys.adapters.wiring import seal_law
from journeys.app.ports.sealing import LOGS
from tests.app.writers import erase
from tests.invented import ANNA, BY_ANNA, FEB_1, JAN_1, WALK, looking, opened
from tests.moving import LEADER, PURPOSE, export_of, store, walk_on
from tests.sql.attacked import Attacked, drop_guards
from tests.sql.employed import (
    CLOSED_FIRM,
    FIRM,
    erase_employer,
    look_at_employer,
    record_on_employer,
)

Row = Mapping[str, Any]

PEOPLE = [JourneyId(UUID(int=number)) for number in range(1, 7)]
GONE = PEOPLE[3]
"""Who was erased."""
ALONE = PEOPLE[4]
"""Of whom nothing stands beside the journey: no number, and no request."""

TABLES = (
    *(f"{log}_{part}" for log in SEALED for part in ("events", "head")),
    *("journeys_keys", "journeys_people", "journeys_requests", "journeys_reactors"),
)
"""What is sealed, or beside it."""


@dataclass(frozen=True)
class Town:
    """The store, in a transaction without guards, where anything may be done to it."""

    connection: Connection
    earlier: Mapping[str, Mapping[str, Sequence[Row]]]
    """By name of a moment, every row of `TABLES` as it was then."""
    foreign: str
    """The note in a head of another store."""

    def __getitem__(self, log: str) -> Attacked:
        """Return one of its logs."""
        tables = next(name for name, short in SEALED.items() if short == log)
        return Attacked(self.connection, Random(log), tables_of(tables))  # noqa: S311 - no secret

    def rows(self, name: str) -> list[Row]:
        """Return every row of a table."""
        table = self.table(name)
        first = table.c[0]
        return [*self.connection.execute(select(table).order_by(first)).mappings()]

    def table(self, name: str) -> Table:
        """Return a table as it is in the database."""
        return Table(name, MetaData(), autoload_with=self.connection)

    def put_back(self, moment: str, *names: str) -> None:
        """Let tables hold what they held at an earlier moment."""
        for name in names:
            table = self.table(name)
            self.connection.execute(delete(table))
            if rows := self.earlier[moment][name]:
                self.connection.execute(insert(table), [dict(row) for row in rows])

    def change(self, table_name: str, where: Row, /, **values: object) -> None:
        """Write other values into the rows of a table that have these."""
        table = self.table(table_name)
        here = [table.c[column] == value for column, value in where.items()]
        assert self.connection.execute(update(table).where(*here).values(**values)).rowcount

    def remove(self, table_name: str, /, **where: object) -> None:
        """Take the rows of a table out that have these values."""
        table = self.table(table_name)
        here = [table.c[column] == value for column, value in where.items()]
        assert self.connection.execute(delete(table).where(*here)).rowcount

    def add(self, table_name: str, /, **values: object) -> None:
        """Put a row into a table."""
        self.connection.execute(insert(self.table(table_name)).values(**values))

    def newest(self, log: str, stream: JourneyId) -> int:
        """Return the position of the newest entry of a stream in a log."""
        return max(row.position for row in self[log].rows if row.stream == str(stream))

    def first(self, stream: JourneyId) -> int:
        """Return the position of the first entry of a journey."""
        return min(row.position for row in self["journeys"].rows if row.stream == str(stream))


@dataclass(frozen=True)
class Built:
    """A store that nobody has altered yet."""

    engine: Engine
    walks: Journeys
    earlier: Mapping[str, Mapping[str, Sequence[Row]]]
    foreign: str
    whole: str
    """A checkpoint of all logs, as somebody else keeps it."""
    single: Sequence[str]
    """Of each log alone, one of the same moment."""

    @contextmanager
    def attacked(self) -> Iterator[Town]:
        """Yield the store in a transaction without guards, which is rolled back at the end."""
        with self.engine.connect() as connection:
            drop_guards(connection)
            yield Town(connection, self.earlier, self.foreign)
            connection.rollback()


def build(engine: Engine, walks: Journeys, folder: Path) -> Built:
    """Fill a store, and keep what it was on the way."""
    earlier = {}
    seal_law(walks)
    with store(f"sqlite:///{folder / 'origin.db'}") as origin:
        walk_on(origin)
        export = export_of(origin)
        with origin.store.reading() as transaction:
            connection = getattr(transaction, "connection")  # noqa: B009 - of SQL, as every store here
            foreign = connection.scalar(text("SELECT note FROM journeys_head"))
    for number, person in enumerate(PEOPLE):
        opened(walks, person)
        if person != ALONE:
            identify(walks, person, f"ref-{number}")
            succeed(walks, person, "request one")
        succeed(walks, person, None)
        looking(walks).history(person)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose=PURPOSE)
    for name in ("mail", "statistics"):
        walks.reactors.react(name, ignore, since=0)
    for words in ("Lager", "Køkken"):
        for firm in (FIRM, CLOSED_FIRM):
            record_on_employer(walks, firm, words)
            look_at_employer(walks, firm)
    earlier["middle"] = rows_of(engine)
    identify(walks, PEOPLE[0], "ref-new")
    for person in PEOPLE:
        succeed(walks, person, None if person == ALONE else "request two")
        looking(walks).history(person)
    walks.decide(GONE, verbs.close_journey, BY_ANNA, reason="Flyttet", on=FEB_1)
    erase(walks, GONE)
    record_on_employer(walks, FIRM, "Have")
    erase_employer(walks, CLOSED_FIRM)
    look_at_employer(walks, FIRM)
    succeed(walks, PEOPLE[1], "request three")
    identify(walks, PEOPLE[1], "ref-last")
    earlier["before the request"] = rows_of(engine)
    walks.decide(
        PEOPLE[0],
        verbs.open_journey,
        BY_ANNA,
        "nothing recorded",
        municipality="621",
        basis="kontanthjælp",
        responsible=ANNA,
        on=JAN_1,
    )
    walks.reactors.react("mail", ignore)
    whole, single = walks.seal.checkpoint(), [walks.seal.checkpoint(log) for log in LOGS]
    looking(walks).history(PEOPLE[1])
    # The law log has seen the newest of all others.
    with walks.store.writing() as transaction:
        transaction.law.seal({FEB_1: "0" * 64}, "0.1.0")
    return Built(engine, walks, earlier, foreign, whole, single)


def ignore(_: Happened) -> None:
    """React to nothing."""


def identify(walks: Journeys, person: JourneyId, number: str) -> None:
    """Store who a journey is about."""
    walks.persons.identify(
        person,
        name="Anne Prøve",
        number=number,
        kind="reference",
        actor=Actor("dorte.example", "manager"),
        purpose="visitation",
    )


def succeed(walks: Journeys, person: JourneyId, request: str | None) -> None:
    """Record a small success, under a request id or none."""
    request_id = request and f"{request} of {person}"
    walks.decide(
        person,
        verbs.notice_small_success,
        BY_ANNA,
        request_id,
        words=f"Skridt {request}",
        noticed_by=ANNA,
        on=FEB_1,
    )


def rows_of(engine: Engine) -> dict[str, list[Row]]:
    """Return every row of `TABLES`."""
    with reading(engine) as connection:
        tables = {name: Table(name, MetaData(), autoload_with=connection) for name in TABLES}
        return {
            name: [*connection.execute(select(table)).mappings()] for name, table in tables.items()
        }


__all__ = ["ALONE", "GONE", "PEOPLE", "WALK", "Built", "Town", "build"]
