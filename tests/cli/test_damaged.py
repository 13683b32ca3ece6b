"""One damaged journey stops nobody: it is set aside by name, all others are shown, exit code 1."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from sqlalchemy import Engine, make_url, select, update

from journeys import JourneyId, verbs
from journeys.adapters.files.registers.states_import import journey_of
from journeys.adapters.sql.database.connections import connect, writing
from journeys.adapters.sql.keys.keyring import keys
from journeys.adapters.sql.keys.persons import people
from journeys.adapters.wiring import open_journeys
from journeys.domain.identity import Identity
from tests.cli.script import Script
from tests.cli.test_imports import CODES
from tests.damaging import DAMAGES, EVENTS, NO_ID, Damage, Kind, damaged
from tests.effort import LONG
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


FIRST_OF_A_KIND = {damage.kind: name for name, damage in reversed(list(DAMAGES.items()))}.values()


@pytest.fixture(params=DAMAGES)
def store(
    request: pytest.FixtureRequest,
    database_url: str,
    script: Script,
    monkeypatch: pytest.MonkeyPatch,
) -> Store:
    """Return a store in which one of two journeys is damaged."""
    damage, backend = DAMAGES[request.param], make_url(database_url).get_backend_name()
    if damage.only not in (None, backend):
        pytest.skip("this database takes no such value")
    if backend == "postgresql" and not (LONG or request.param in FIRST_OF_A_KIND):
        pytest.skip("as in SQLite: one of each kind is tried here, all of them by make long")
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


def test_an_import_goes_on_without_somebody_who_cannot_be_read(
    script: Script, database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All others are recorded, or none; a dry run says the same and records nothing."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    table, codes = tmp_path / "table.csv", tmp_path / "codes.toml"
    codes.write_text(CODES, encoding="utf-8")
    table.write_text("id,Jan,Feb\n1,none,job\n2,none,none\n", encoding="utf-8")
    typed = ("--store", database_url, "import", "states", str(table), "--codes", str(codes))
    script(*typed)
    one, two = (str(journey_of("invented", person)) for person in "12")
    with writing(connect(database_url)) as connection:
        damaged(connection, DAMAGES["an altered body"], one, two)
    table.write_text("id,Jan,Feb,Mar\n1,none,job,none\n2,none,none,job\n", encoding="utf-8")
    dry, done, again = (
        script.run("--json", *typed, *more) for more in (["--dry-run"], [], ["--dry-run"])
    )
    assert (dry.exit_code, done.exit_code) == (1, 1)
    for told in (dry, done):
        found = json.loads(told.stdout)
        assert (list(found["set_aside"]), found["journeys"]) == ([one], 1)
    assert json.loads(again.stdout)["events"] == 0
    assert "Set aside, " in script.run(*typed).stdout


def test_a_search_by_name_goes_on_and_says_who_was_not_searched(
    script: Script, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On stderr; the command that it was for ends as it would."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    with open_journeys(database_url, keys=KEYS, book=BOOK) as journeys:
        for walk in (WALK, OTHER):
            opened(journeys, walk)
            with journeys.store.writing() as transaction:
                name = "Ebba Opfundet" if walk is WALK else "Alma Opfundet"
                transaction.people.identify(walk, Identity("reference", name, name))
    with writing(connect(database_url)) as connection:
        mine = update(people).where(people.c.stream == str(WALK))
        connection.execute(mine.values(body=bytes(40)))
    found = script.run("--store", database_url, "timeline", "-", stdin="alma\n")
    assert found.exit_code == 0
    assert f"Not searched, journey {WALK}" in found.stderr
    nobody = script.run("--store", database_url, "timeline", "-", stdin="ebba\n")
    assert nobody.exit_code == 1
    assert f"Not searched, journey {WALK}" in nobody.stderr


def test_a_caseworker_reads_what_could_not_be_shown_and_what_to_do(
    script: Script, tmp_path: Path
) -> None:
    """In her language, below her desk; with --csv too, where the table stays a table."""
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with open_journeys(url, book=BOOK) as journeys:
        for walk in (WALK, OTHER):
            opened(journeys, walk)
            journeys.decide(walk, verbs.state_hope, BY_ANNA, None, words="Ro", on=FEB_1)
    with writing(connect(url)) as connection:
        damaged(connection, DAMAGES["an altered body"], str(WALK), str(OTHER))
    desk = script.run("desk", "--all", *DAY)
    assert desk.exit_code == 1
    assert str(OTHER)[:8] in desk.stdout
    assert f"Set aside, {WALK}: it cannot be read." in desk.stderr
    assert "All others are shown." in desk.stderr
    danish = script.run("--lang", "da", "desk", "--on", "01.03.2026")
    assert f"Sat til side, {WALK}: det kan ikke læses." in danish.stderr
    table = script.run("--csv", "desk", *DAY)
    assert table.exit_code == 1
    assert len(table.stdout.splitlines()) == 2
    assert str(WALK) in table.stderr


def test_what_is_damaged_is_said_in_danish_alone(
    database_url: str, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By each command of an operator: also why, and also long after the rebuild."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    with open_journeys(database_url, keys=KEYS, book=BOOK) as journeys:
        for walk in (WALK, OTHER):
            opened(journeys, walk)
            journeys.decide(walk, verbs.state_hope, BY_ANNA, None, words="Ro", on=FEB_1)
    engine = connect(database_url)
    with writing(engine) as connection:
        damaged(connection, DAMAGES["an altered body"], str(WALK), str(OTHER))
    for command in ("check", "rebuild", "status"):
        found = script.speaking("da").run("--store", database_url, command)
        said = " ".join(found.output.split())
        assert found.exit_code == 1
        assert f"i {WALK} kan ikke dekrypteres" in said
        assert "cannot be decrypted" not in said
