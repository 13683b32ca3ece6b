"""One damaged journey stops nobody: it is set aside by name, all others are shown, exit code 1."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import Engine, make_url, select

from journeys import JourneyId, verbs
from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.wiring import open_journeys
from tests.cli.script import Script
from tests.damaging import DAMAGES, EVENTS, NO_ID, Damage, Kind, damaged
from tests.invented import BY_ANNA, FEB_1, KEYS, opened
from tests.scenario import BOOK

WALK = JourneyId(UUID("3f2a91c0-6b1e-4c52-9d0e-2f5a7c81b604"))
OTHER = JourneyId(UUID("9b2f64d1-0c3e-4a7b-8f15-6d2e8c90a7b3"))
LATER = date(2026, 3, 15)
EMPTIED = "a key that was emptied"
DAY = ("--on", "2026-03-01")
UNREADABLE: frozenset[Kind] = frozenset({"entry", "structure", "key", "name"})
UNLISTED: frozenset[Kind] = frozenset({"key", "name", "no-entries"})
"""What lets a list, which is made of rows, not show somebody."""


class Told(NamedTuple):
    """How a run ended, and what it said."""

    code: int
    stdout: str
    stderr: str


class Store(NamedTuple):
    """A store with a damaged journey and another, and the script on it."""

    run: Callable[..., Told]
    damage: Damage
    name: str
    """What the damaged one is called in what is said."""
    rows: Callable[[], list[Any]]
    """Returns every row that nobody may change."""

    def ends(self, *kinds: Kind) -> int:
        """Return the exit code where damage of these kinds is found."""
        return 1 if self.damage.kind in kinds else 0


@pytest.fixture(params=DAMAGES)
def store(
    request: pytest.FixtureRequest,
    database_url: str,
    script: Script,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """Return a store in which one of two journeys is damaged."""
    damage = DAMAGES[request.param]
    if damage.only not in (None, make_url(database_url).get_backend_name()):
        pytest.skip("this database takes no such value")
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    with open_journeys(database_url, keys=KEYS, book=BOOK) as journeys:
        for walk in (WALK, OTHER):
            opened(journeys, walk)
            journeys.decide(walk, verbs.state_hope, BY_ANNA, None, words="Ro", on=FEB_1)
            journeys.decide(walk, verbs.agree_follow_up, BY_ANNA, None, due=LATER, on=FEB_1)
    engine = connect(database_url)
    with writing(engine) as connection:
        position = damaged(connection, damage, str(WALK), str(OTHER))

    def run(*typed: str, stdin: str | None = None) -> Told:
        found = script.run("--json", "--store", database_url, *typed, stdin=stdin)
        return Told(found.exit_code, found.stdout, found.stderr)

    name = {"no id": f"position {position}", "an id in capitals": str(WALK).upper()}
    return Store(run, damage, name.get(request.param, str(WALK)), lambda: _rows(engine))


def _rows(engine: Engine) -> list[Any]:
    with engine.connect() as connection:
        events = select(EVENTS.c.position, EVENTS.c.leaf).order_by(EVENTS.c.position)
        held = select(keys).order_by(keys.c.holder)
        return [*connection.execute(events), *connection.execute(held)]


def test_all_others_are_shown_and_the_damaged_one_is_named(store: Store) -> None:
    """In every answer about many, with the exit code; nothing in the store is changed."""
    before = store.rows()

    replayed = store.run("audit", "replay", "--all", *DAY)
    lines = [json.loads(line) for line in replayed.stdout.splitlines()]
    shown = [str(OTHER), *([str(WALK)] if store.damage.kind == "no-rows" else [])]
    assert sorted(line["journey"] for line in lines) == sorted(shown)
    assert replayed.code == store.ends(*UNREADABLE)
    if replayed.code:
        assert list(json.loads(replayed.stderr)["set_aside"]) == [store.name]

    desk = store.run("desk", *DAY)
    assert [each["journey"] for each in json.loads(desk.stdout)["lines"]] == [str(OTHER)]
    assert desk.code == store.ends(*UNREADABLE, "no-entries")
    assert list(json.loads(desk.stdout)["set_aside"]) == [store.name] * desk.code

    for typed, rows, journey in (("list", "cases", "journey"), ("duties", "owed", "journey")):
        found = store.run(typed, *DAY)
        view = json.loads(found.stdout)
        assert found.code == store.ends(*UNLISTED)
        assert list(view["set_aside"]) == [store.name] * found.code
        listed = {each[journey] for each in view[rows]}
        missing = {*UNLISTED, "no-rows"}
        assert listed == {str(OTHER)} | (set() if store.damage.kind in missing else {str(WALK)})

    for typed in ("overview", "continuity"):
        assert store.run(typed, *DAY).code == 0
    assert store.run("show", str(OTHER), *DAY).code == 0
    assert store.run("access", "show", str(OTHER)).code == 0

    status = store.run("status")
    # It decrypts nothing: that a key is another one is found by those who read with it.
    keys_seen = [DAMAGES[each] for each in ("a key that is gone", EMPTIED)]
    seen = store.damage in keys_seen or store.ends("structure", "name", "no-entries")
    assert status.code == seen
    assert list(json.loads(status.stdout)["set_aside"]) == [store.name] * status.code

    checked = store.run("check")
    assert checked.code == 1
    assert store.name in {each["journey"] for each in json.loads(checked.stdout)["differences"]}

    assert NO_ID not in "".join(map(str, (replayed, desk, status, checked)))
    _is_refused_alone(store)
    _is_set_aside_by_a_rebuild(store)
    assert store.rows() == before


def _is_refused_alone(store: Store) -> None:
    """Refuse it in one clear error where it is asked for alone; nothing is shown in part."""
    found = store.run("show", str(WALK), *DAY)
    if store.damage.kind == "no-rows":
        assert found.code == 0
        return
    gone = store.damage.kind in ("name", "no-entries") or store.damage is DAMAGES[EMPTIED]
    assert found.code == (1 if gone else 3)
    assert found.stdout == ""
    assert json.loads(found.stderr)["message"]


def _is_set_aside_by_a_rebuild(store: Store) -> None:
    """Let it keep the rows it had; those that follow from no entry are gone afterwards."""
    rebuilt = store.run("rebuild")
    found = json.loads(rebuilt.stdout)
    assert rebuilt.code == store.ends(*UNREADABLE)
    assert list(found["set_aside"]) == [store.name] * rebuilt.code
    assert found["rebuilt"] == (2 if store.damage.kind == "no-rows" else 1)
    desk = json.loads(store.run("desk", *DAY).stdout)
    assert list(desk["set_aside"]) == [store.name] * rebuilt.code
    assert store.run("status").code == rebuilt.code
    assert store.run("check").code == rebuilt.code
