"""The record of processing names every column there is, and what it says of each is so."""

import importlib
import pkgutil
import re
from collections.abc import Iterator, Mapping, Sequence
from inspect import get_annotations, unwrap
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import Engine, MetaData, Table, inspect, select, table, text
from typer.core import TyperCommand

from journeys import Happened, Journeys, PlacementId, employers, events, verbs
from journeys.adapters import sql
from journeys.adapters.sql.database.tables import JOURNEYS, SEALED, tables_of
from journeys.adapters.sql.readmodels.tables import OLD, SHADOWS
from journeys.adapters.wiring import seal_law
from tests.app.posted import BAKERY, CVR, begun, open_post, record, registered
from tests.cli.script import command_paths, commands
from tests.docs.pages import DOCS
from tests.invented import BY_ANNA, FEB_1, MAR_1, WALK, looking, opened
from tests.moving import LEADER, OTHER, export_of, store, walk_on

PAGE = (DOCS / "privacy.md").read_text(encoding="utf-8")
HEADING = re.compile(r"^### (`journeys_.+)$", re.MULTILINE)
IN_CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"`journeys ((?:[a-z]+[ -]?)+)")

WHOM = {"citizen", "employer", "staff", "nobody"}
UNREAD = {"encrypted", "hash", "keyed hash", "wrapped", "signed"}
STORED = {"clear", *UNREAD}
AFTER = {"stays", "unreadable", "emptied", "deleted"}

GROUND = {"reason": "Tiden er gået", "authority": "Arkivet har dem"}
SECRETS = {
    "citizen": ("Opfundet Borger", "6102031234", "Jeg vil gerne bage", "for at hjælpe"),
    "employer": ("Opfundet Bageri", CVR, "Sætte brød i ovnen"),
    "staff": ("anna.example", "bo.example", "carla.example", "dorte.example"),
}
"""What somebody who reads a table could learn of whom."""


class Column(NamedTuple):
    """What the page says of a column."""

    data: str
    of_whom: frozenset[str]
    stored: str
    after: str


Page = Mapping[str, Mapping[str, Column]]
Cells = Mapping[str, Sequence[Mapping[str, Any]]]
"""By name of a table its rows, each by column."""


def cells_of(line: str) -> list[str]:
    """Return the cells of a line of a table."""
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def said(page: str = PAGE) -> Page:
    """Return by table and column what the page says of it."""
    parts = HEADING.split(page)
    found = dict[str, Mapping[str, Column]]()
    for heading, part in zip(parts[1::2], parts[2::2], strict=True):
        rows = [cells_of(line) for line in part.partition("\n## ")[0].splitlines() if "|" in line]
        columns = {
            row[0].strip("`"): Column(row[1], frozenset(row[2].split(", ")), row[3], row[4])
            for row in rows[2:]
        }
        found |= dict.fromkeys(IN_CODE.findall(heading), columns)
    return found


def declared() -> Iterator[Table]:
    """Yield every table that the code has."""
    names = (each.name for each in pkgutil.walk_packages(sql.__path__, f"{sql.__name__}."))
    # Migrations have tables as they once were, and only Alembic can import what runs them.
    for module in (each for each in names if ".migrations" not in each):
        for value in vars(importlib.import_module(module)).values():
            if isinstance(value, Table):
                yield value
            elif isinstance(value, MetaData):
                yield from value.tables.values()
    for name in SEALED:
        yield from tables_of(name).log
    yield tables_of(JOURNEYS).tracking
    yield tables_of(JOURNEYS).versions("snapshots")


def test_every_column_of_a_new_store_is_named_and_no_other(engine: Engine) -> None:
    """On either database: of the logs, the keys, the rows, the reactors and the schema."""
    there = inspect(engine)
    columns = {
        name: {each["name"] for each in there.get_columns(name)} for name in there.get_table_names()
    }
    assert {name: set(found) for name, found in said().items()} == columns


def test_every_table_of_the_code_is_named_and_what_a_rebuild_makes_has_the_same_columns() -> None:
    """Also one that no store has before it is needed."""
    page = said()
    rebuilt = {each.name for each in (*SHADOWS.values(), *OLD.values())}
    found = {each.name: each for each in declared() if each.name not in rebuilt}
    assert {name: set(each.c.keys()) for name, each in found.items()} == {
        name: set(columns) for name, columns in page.items() if name in found
    }
    assert page.keys() == found.keys()
    for each in (*SHADOWS.values(), *OLD.values()):
        assert set(each.c.keys()) == set(page[each.name.rpartition("_")[0]]), each.name


def test_every_cell_is_filled_and_has_a_word_that_the_page_explains() -> None:
    """And each table stands once in the list of purposes, with a basis that is there."""
    for columns in said().values():
        for each in columns.values():
            assert each.data
            assert each.of_whom <= WHOM
            assert each.stored in STORED
            assert each.after in AFTER
    purposes = [row for row in map(cells_of, _lines("The tables, and what for")) if "`" in row[0]]
    listed = [name for row in purposes for name in IN_CODE.findall(row[0])]
    assert sorted(listed) == sorted(said())
    bases = {row[0] for row in map(cells_of, _lines("The bases"))}
    for row in purposes:
        assert len(row) == 5
        assert all(row)
        assert set(row[2].split(", ")) <= bases, row


def takes_path(command: TyperCommand) -> bool:
    """Return whether a command takes the path of a file or of a folder."""
    assert command.callback is not None
    return any("Path" in str(each) for each in get_annotations(unwrap(command.callback)).values())


def test_every_command_that_reads_or_writes_a_file_is_in_its_table_and_no_other() -> None:
    """What leaves the store is found there, and what comes from elsewhere."""
    with_files = {" ".join(path) for path, command in commands() if takes_path(command)}
    first = [cells_of(line)[0] for line in _lines("Files that leave the store")]
    listed = [name for cell in first for name in COMMAND.findall(cell)]
    assert sorted(listed) == sorted(with_files)


def test_every_command_that_the_page_names_is_there() -> None:
    """A command that was renamed is renamed here."""
    known = {" ".join(path) for path, _ in command_paths()}
    assert {name.strip() for name in COMMAND.findall(PAGE)} <= known


@pytest.mark.parametrize("line", ["| `wrapped` |", "| `reason` |", "### `journeys_set_aside`"])
def test_a_line_that_is_taken_out_is_missed(line: str) -> None:
    """A test that cannot fail proves nothing."""
    without = "\n".join(each for each in PAGE.splitlines() if not each.startswith(line))
    assert said(without) != said()


def refuse(_: Happened) -> None:
    """Be a reactor that takes nothing."""
    raise OSError


@pytest.fixture
def town(walks: Journeys, origin_url: str) -> Journeys:
    """Return a store with something in each table, and another stream that is not erased."""
    seal_law(walks)
    registered(walks, cvr=CVR)
    open_post(walks)
    walks.employers.decide(
        BAKERY,
        employers.change_contact,
        BY_ANNA,
        "firma-1",
        to="carla.example",
        why="Ny i afdelingen",
        on=FEB_1,
    )
    opened(walks, OTHER)
    with store(origin_url) as origin:
        walk_on(origin)
        export = export_of(origin)
    walks.moving.arrive(export, key=export.key, actor=LEADER, purpose="for at hjælpe")
    walks.decide(WALK, verbs.state_hope, BY_ANNA, "ønske-1", words="Jeg vil gerne bage", on=FEB_1)
    record(
        walks,
        WALK,
        events.HandoverOffered(on=FEB_1, to="bo.example", reason="Ny afdeling"),
        events.AccessRestricted(on=FEB_1, open_to=("anna.example", "dorte.example")),
        begun(1),
    )
    walks.persons.identify(
        WALK,
        name="Opfundet Borger",
        number="610203-1234",
        actor=BY_ANNA,
        purpose="for at hjælpe",
    )
    looking(walks).milestones(WALK, on=MAR_1)
    walks.reactors.react("breve", refuse, since=0)
    walks.reactors.skip("breve", 1, actor=BY_ANNA, reason="Den er for gammel")
    return walks


def rows_of(engine: Engine) -> Cells:
    """Return every row of every table as it is stored."""
    with engine.connect() as connection:
        return {
            name: [
                dict(row)
                for row in connection.execute(select(text("*")).select_from(table(name))).mappings()
            ]
            for name in inspect(engine).get_table_names()
        }


def told_by(value: object) -> Iterator[str]:
    """Yield of whom a stored value tells something."""
    stored = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    for whom, words in SECRETS.items():
        if any(word.encode() in stored for word in words):
            yield whom


@pytest.mark.usefixtures("town")
def test_what_stands_in_the_clear_is_of_whom_the_page_says(engine: Engine) -> None:
    """A word, a name or a number is in no column but those, and staff are where it says so."""
    page, seen = said(), dict[tuple[str, str], set[str]]()
    for name, rows in rows_of(engine).items():
        for column, value in ((key, value) for row in rows for key, value in row.items()):
            seen.setdefault((name, column), set()).update(told_by(value))
    for (name, column), whom in seen.items():
        told = page[name][column]
        assert whom <= ({"staff"} if told.stored == "clear" else set()), (name, column)
        assert whom <= told.of_whom, (name, column)
    in_clear = {place for place, whom in seen.items() if "staff" in whom}
    assert in_clear == {
        (name, column)
        for name, columns in page.items()
        for column, told in columns.items()
        if "staff" in told.of_whom and told.stored == "clear" and "user name" in told.data
    }


def of_stream(rows: Cells, stream: str) -> Cells:
    """Return the rows in which a stream's id stands."""
    found = {name: [row for row in each if stream in row.values()] for name, each in rows.items()}
    return {name: each for name, each in found.items() if each}


def test_an_erasure_does_to_each_column_what_the_page_says(town: Journeys, engine: Engine) -> None:
    """Of a citizen, and then of the employer they worked at."""
    ended = events.PlacementEnded(on=FEB_1, placement=PlacementId(UUID(int=1)), reason="x")
    record(town, WALK, ended, events.HandoverDeclined(on=FEB_1, by="bo.example", reason="x"))
    town.decide(WALK, verbs.close_journey, BY_ANNA, None, reason="Flyttet", on=FEB_1)
    before = rows_of(engine)
    town.persons.erase(WALK, on=MAR_1, actor=LEADER, **GROUND)
    assert_as_said(of_stream(before, str(WALK)), of_stream(rows_of(engine), str(WALK)))
    before = rows_of(engine)
    town.employers.erase(BAKERY, actor=LEADER, why="Lukket")
    assert_as_said(of_stream(before, str(BAKERY)), of_stream(rows_of(engine), str(BAKERY)))


def assert_as_said(before: Cells, after: Cells) -> None:
    """Expect of each column of these rows what the page says happens to it."""
    assert len(before) > 5
    for name, rows in before.items():
        left = after.get(name, [])
        for column, told in said()[name].items():
            was, now = ([row[column] for row in each] for each in (rows, left))
            match told.after:
                case "deleted":
                    assert now == [], (name, column)
                case "emptied":
                    assert None not in was
                    assert set(now) == {None}, (name, column)
                case _:
                    # Behind them is the receipt.
                    assert now[: len(was)] == was, (name, column)


def _lines(heading: str, page: str = PAGE) -> list[str]:
    """Return the lines of the tables under a heading, without their heads."""
    part = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    rules = [nr for nr, line in enumerate(lines) if line.startswith("|---")]
    return [line for nr, line in enumerate(lines) if nr not in rules and nr + 1 not in rules]
