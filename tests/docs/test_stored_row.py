"""The page about one stored row is right for the rows of any store."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from journeys import Actor, JourneyId, SubgoalId, verbs
from journeys import open as open_store
from journeys.keys import MasterKey
from tests.docs.pages import PYTHON, STORED_ROW

KEYS = MasterKey(bytes(range(32)))
BO, MONDAY = Actor("bo.example", "caseworker"), date(2026, 1, 5)


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """Return what the page defines."""
    defined = dict[str, Any]()
    for code, _ in PYTHON.findall(STORED_ROW.read_text(encoding="utf-8")):
        exec(compile(code, STORED_ROW.name, "exec"), defined)  # noqa: S102 - the page's own code
    return defined


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the database of a store in which seven entries were recorded, and a look."""
    walk = JourneyId(uuid4())
    with open_store(f"sqlite:///{tmp_path / 'row.db'}", keys=KEYS) as store:
        store.decide(
            walk,
            verbs.open_journey,
            BO,
            on=MONDAY,
            municipality="621",
            basis="su",
            responsible="bo",
        )
        for title in ("Lave mad", "Tage bussen", "Æbler", "Cykle", "Øve", "Så"):
            subgoal = SubgoalId(uuid4())
            store.decide(
                walk, verbs.set_subgoal, BO, on=MONDAY, subgoal=subgoal, title=title, why="Ro"
            )
        store.seen_by(BO, "sagsbehandling").milestones(walk, on=MONDAY)
    with closing(sqlite3.connect(tmp_path / "row.db")) as connection:
        connection.row_factory = sqlite3.Row
        yield connection


def test_a_row_of_a_new_store_reads_exactly_as_the_page_says(
    page: dict[str, Any], database: sqlite3.Connection
) -> None:
    """The key is unwrapped, the body opened, and the leaf is the hash of the rest."""
    wrapped = dict(database.execute("SELECT * FROM journeys_keys").fetchall())
    rows = database.execute("SELECT * FROM journeys_events ORDER BY position").fetchall()
    assert [row["position"] for row in rows] == [row["version"] for row in rows] == [*range(1, 8)]
    for row in rows:
        assert set(row.keys()) == set(page["ROW"])
        key = page["unwrap"](KEYS.secret, row["stream"], wrapped[row["stream"]])
        said = json.loads(page["open_body"](key, row))
        assert said["event"]["kind"] == row["topic"]
        assert (said["actor"], said["role"]) == BO[:2]
        assert page["leaf_of"](row) == row["leaf"]


@pytest.mark.parametrize("log", ["journeys", "journeys_access"])
def test_the_head_of_a_log_is_what_its_leaves_add_up_to(
    page: dict[str, Any], database: sqlite3.Connection, log: str
) -> None:
    """And it tells where and when the last entry was recorded, of looks as well."""
    rows = database.execute(f"SELECT * FROM {log}_events ORDER BY position").fetchall()  # noqa: S608 - one of two names
    head = database.execute(f"SELECT * FROM {log}_head").fetchone()  # noqa: S608 - one of two names
    frontier = b""
    for size, row in enumerate(rows):
        frontier = page["grow"](frontier, size, page["leaf_of"](row))
    assert head["frontier"] == frontier
    assert len(frontier) == 32 * len(rows).bit_count()
    assert head["id"] == 1
    assert (head["position"], head["recorded_us"]) == (len(rows), rows[-1]["recorded_us"])


def test_a_body_in_another_row_cannot_be_opened(page: dict[str, Any]) -> None:
    """It is bound to its journey, its number and its kind."""
    for other in ({"stream": "another"}, {"version": 3}, {"topic": "subgoal-reached"}):
        with pytest.raises(InvalidTag):
            page["open_body"](page["key"], page["ROW"] | other)
