"""Everybody's rows as Parquet: those of the read tables, whole or not there."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, select

from journeys import Actor, JourneyId, Journeys, events, verbs
from journeys.adapters.files.exports.population_rows import RowsWritten, write_population_rows
from journeys.adapters.files.exports.population_schema import SCHEMAS
from journeys.adapters.sql.database.connections import reading, writing
from journeys.adapters.sql.readmodels import employer_tables, tables
from journeys.errors import Refused
from tests.app.posted import BAKERY, EARLY, begun, open_post, record, registered
from tests.damaging import DAMAGES, damaged
from tests.docs.pages import DOCS
from tests.files.population_folders import asked, rows_of, values, whole
from tests.invented import ANNA, BO, BY_ANNA, FEB_1, KITCHEN, MAR_1, WALK, opened
from tests.registry.towns import in_files, made

OTHER, THIRD = JourneyId(UUID(int=77)), JourneyId(UUID(int=78))
AUDITOR, LEADER = Actor("rie.example", "auditor"), Actor("lis.example", "manager")
KEY = bytes(range(32))
NOW = datetime.now(UTC) + timedelta(days=1)
ERASED = {"reason": "Tiden er gået", "authority": "Arkivet har dem"}


@pytest.fixture
def three(walks: Journeys) -> Journeys:
    """Return a store with three journeys and an employer."""
    for journey in (WALK, OTHER, THIRD):
        opened(walks, journey)
    registered(walks)
    open_post(walks)
    record(walks, WALK, begun(1))
    walks.decide(
        OTHER,
        verbs.set_subgoal,
        BY_ANNA,
        subgoal=KITCHEN,
        title="Lave aftensmad",
        why="Stå på egne ben",
        on=FEB_1,
    )
    walks.decide(OTHER, verbs.offer_handover, BY_ANNA, to=BO, reason="Ferie", on=FEB_1)
    return walks


def written(
    walks: Journeys, folder: Path, actor: Actor = AUDITOR, **asked_for: object
) -> RowsWritten:
    """Write the rows of a store."""
    population = walks.population(actor, "Revision")
    return write_population_rows(population, folder, **{"new_key": KEY, "now": NOW} | asked_for)  # type: ignore[arg-type]


def looks(walks: Journeys, journey: JourneyId) -> list[str]:
    """Return at what somebody looked."""
    with walks.store.reading() as transaction:
        return [each.look.view for each in transaction.access.of(journey)]


STORED = {
    "journeys": (tables.journeys, ("journey", "municipality", "opened")),
    "periods": (tables.periods, None),
    "steps": (tables.steps, None),
    "places": (tables.places, None),
    "duties": (tables.duties, ("journey", "nr", "kind", "since", "due", "met")),
    "posts": (employer_tables.posts, None),
    "tasks": (employer_tables.post_tasks, None),
}
"""The columns that stand in both with the same value; None: all of the read table."""


def test_the_folder_has_what_the_read_tables_have(
    three: Journeys, engine: Engine, tmp_path: Path
) -> None:
    """With the ids of the store; and its manifest says of what it is made."""
    told = written(three, tmp_path / "out", with_ids=True)
    manifest = whole(tmp_path / "out")
    assert told.journeys == 3
    assert not told.left_out
    assert not told.set_aside
    for name, (table, names) in STORED.items():
        columns = [table.c[each] for each in names or table.c.keys()]
        with reading(engine) as connection:
            stored = [tuple(row) for row in connection.execute(select(*columns))]
        renamed = {"municipality": "opening_municipality"}
        said = ", ".join(f'"{renamed.get(each.name, each.name)}"' for each in columns)
        found = asked(tmp_path / "out", f"SELECT {said} FROM {name}")  # noqa: S608 - our own names
        by_name = [row for row in found if name != "periods" or row[2] != "caseworker"]
        stored = [row for row in stored if name != "periods" or row[2] != "caseworker"]
        assert stored
        assert sorted(by_name, key=str) == sorted(stored, key=str)
    (store,) = manifest["stores"]
    assert (store["municipality"], store["journeys"], store["schema"]) == (None, 3, "0016")
    assert store["position"] == three.newest_position()
    assert store["law"]["edition"] == three.book.law.edition.isoformat()
    assert all(each.fault is None for each in three.seal.verify([store["checkpoint"]]))
    assert manifest["tables"].keys() == SCHEMAS.keys()
    assert ANNA not in values(tmp_path / "out")


def test_pseudonyms_are_of_one_export_and_join_its_tables(three: Journeys, tmp_path: Path) -> None:
    """No id and no name of the store is in it; the rows stand in the order of the pseudonyms."""
    written(three, tmp_path / "one")
    written(three, tmp_path / "other", new_key=bytes(32))
    one, other = values(tmp_path / "one"), values(tmp_path / "other")
    ids = {str(each) for each in (WALK, OTHER, THIRD, BAKERY, EARLY, KITCHEN)}
    assert not (ids | {ANNA, BO}) & (one | other)
    journeys = [row[0] for row in rows_of(tmp_path / "one", "journeys")]
    assert journeys == sorted(journeys)
    assert not set(filter(re.compile("[0-9a-f]{32}").fullmatch, one & other))
    question = """
        SELECT count(DISTINCT journeys.journey)
        FROM journeys
        JOIN periods USING (journey)
        JOIN placements ON placements.placement = periods.thing
        JOIN places ON places.placement = placements.placement
        JOIN posts USING (employer, post)
        JOIN tasks USING (employer, task)
    """
    assert asked(tmp_path / "one", question) == [(1,)]
    held = "SELECT count(*) FROM periods JOIN duties ON about = owed_by WHERE duties.about <> ''"
    assert asked(tmp_path / "one", held) != [(0,)]


def test_the_look_is_logged_under_its_own_name(three: Journeys, tmp_path: Path) -> None:
    """And nothing of somebody is written before it."""
    seen = list[list[str]]()

    def report(done: int, _parts: int) -> None:
        if done:
            seen.append(looks(three, WALK))
            assert not list(tmp_path.rglob("*.parquet"))

    written(three, tmp_path / "one", LEADER, progress=report)
    written(three, tmp_path / "other", with_ids=True)
    assert seen == [["population-rows"]]
    for journey in (WALK, OTHER, THIRD):
        assert looks(three, journey) == ["population-rows", "population-rows-with-ids"]


def test_who_may_not_export_is_given_nothing(three: Journeys, tmp_path: Path) -> None:
    """And nothing is logged; the ids of the store are for an auditor alone."""
    for role in ("citizen", "caseworker", "service", "mentor", "manager"):
        for resume in (False, True):
            with pytest.raises(Refused) as refusal:
                written(
                    three,
                    tmp_path / "out",
                    Actor("x.example", role),
                    with_ids=role == "manager",
                    resume=resume,
                )
            assert refusal.value.code == "role-may-not"
    with pytest.raises(Refused) as refusal:
        written(three, tmp_path / "out", new_key=bytes(31))
    assert refusal.value.code == "not-understood"
    assert list(tmp_path.glob("out*")) == []
    assert looks(three, WALK) == []


def test_who_is_left_out_is_counted_and_not_named(
    three: Journeys, engine: Engine, tmp_path: Path
) -> None:
    """Restricted to others, or damaged; somebody who was erased is in no count."""
    three.decide(WALK, verbs.restrict_access, LEADER, open_to=[BO], on=FEB_1)
    three.decide(THIRD, verbs.close_journey, BY_ANNA, reason="Flyttet", on=MAR_1)
    three.persons.erase(THIRD, actor=LEADER, on=MAR_1, **ERASED)
    with writing(engine) as connection:
        damaged(connection, DAMAGES["an altered body"], str(OTHER), str(WALK))
    told = written(three, tmp_path / "out", LEADER)
    assert (told.journeys, told.left_out) == (0, {"restricted": 1, "unreadable": 1})
    assert told.set_aside.keys() == {str(WALK), str(OTHER)}
    manifest = whole(tmp_path / "out")
    assert manifest["stores"][0]["set_aside"] == told.left_out
    assert not {str(WALK), str(OTHER), str(THIRD)} & values(tmp_path / "out")
    assert rows_of(tmp_path / "out", "journeys") == []
    assert rows_of(tmp_path / "out", "posts")


def test_only_what_was_known_and_takes_effect_by_then(three: Journeys, tmp_path: Path) -> None:
    """On both clocks; the manifest says which."""
    moment = datetime.now(UTC)
    three.decide(THIRD, verbs.state_hope, BY_ANNA, words="Ro", on=FEB_1)
    record(three, THIRD, events.PhaseEntered(on=MAR_1, phase="afklaring"))
    written(three, tmp_path / "now", with_ids=True)
    written(three, tmp_path / "then", with_ids=True, known_at=moment)
    written(three, tmp_path / "early", with_ids=True, upto=FEB_1)
    counts = "SELECT entries FROM journeys WHERE journey = '{}'"
    found = {
        name: asked(tmp_path / name, counts.format(THIRD))[0][0]
        for name in ("now", "then", "early")
    }
    assert found == {"now": 3, "then": 1, "early": 2}
    phases = "SELECT count(*) FROM periods WHERE track = 'phase'"
    assert [asked(tmp_path / name, phases) for name in found] == [[(1,)], [(0,)], [(0,)]]
    assert whole(tmp_path / "then")["known_at"] == moment.isoformat()
    assert whole(tmp_path / "early")["on"] == FEB_1.isoformat()


def test_a_folder_that_is_there_is_left_as_it_is(three: Journeys, tmp_path: Path) -> None:
    """Also with what it is resumed by; nobody was looked at."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine").write_text("Mine", encoding="utf-8")
    for resume in (False, True):
        with pytest.raises(Refused) as refusal:
            written(three, tmp_path / "out", resume=resume)
        assert refusal.value.code == "folder-not-empty"
        with pytest.raises(Refused) as refusal:
            written(three, tmp_path / "no" / "out", resume=resume)
        assert refusal.value.code == "folder-unusable"
    assert [each.name for each in (tmp_path / "out").iterdir()] == ["mine"]
    assert looks(three, WALK) == []


def test_many_municipalities_are_one_folder(tmp_path: Path) -> None:
    """Who is in two of them has one pseudonym; each has its checkpoint, and its rows their town."""
    with made(in_files(tmp_path, ["101", "621"])) as towns:
        for store in towns:
            opened(store)
        opened(towns["621"], OTHER)
        write_population_rows(
            towns.population(AUDITOR, "Revision"), tmp_path / "out", new_key=KEY, now=NOW
        )
        manifest = whole(tmp_path / "out")
        for store, said in zip(towns, manifest["stores"], strict=True):
            assert all(each.fault is None for each in store.seal.verify([said["checkpoint"]]))
    assert [each["municipality"] for each in manifest["stores"]] == ["101", "621"]
    counts = "SELECT municipality, count(*) FROM journeys GROUP BY ALL ORDER BY ALL"
    assert asked(tmp_path / "out", counts) == [("101", 1), ("621", 2)]
    assert asked(tmp_path / "out", "SELECT count(DISTINCT journey) FROM journeys") == [(2,)]


def test_the_page_has_every_column_with_what_it_says() -> None:
    """In the order of the tables and of their columns."""
    page = (DOCS / "population-rows.md").read_text(encoding="utf-8")
    sections = re.split("^### ", page, flags=re.MULTILINE)[1:]
    assert [each.partition("\n")[0] for each in sections] == list(SCHEMAS)
    for section, schema in zip(sections, SCHEMAS.values(), strict=True):
        described = re.findall(r"^\| `(\w+)` \| .+ \| (.+) \|$", section, re.MULTILINE)
        assert described == [(f.name, f.metadata[b"description"].decode()) for f in schema]
