"""Figures from everybody's rows: those of the stores, digit for digit."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from journeys import Municipalities
from journeys.adapters.files.exports.population_files import SliceTables
from journeys.adapters.files.exports.population_schema import FORMAT
from journeys.app.effects import Gathered, estimated
from journeys.errors import InputUnreadable
from journeys.projections.effects.effect import Effect
from journeys.projections.effects.facts import JourneyFacts
from journeys.projections.population_rows import JourneyRows
from journeys.rows import PopulationRows, read_rows
from tests.country import DAY, MANAGER, PEOPLE, country, written
from tests.effects.recorded import MEASURE, recorded
from tests.effects.towns import CUT, town
from tests.effects.worlds import HELP
from tests.scenario import BOOK


@pytest.fixture(scope="module")
def towns(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipalities]:
    """Yield the registry of an invented country."""
    with country(tmp_path_factory.mktemp("country")) as towns:
        yield towns


@pytest.fixture(scope="module")
def by_id(towns: Municipalities, tmp_path_factory: pytest.TempPathFactory) -> PopulationRows:
    """Return everybody's rows with the ids of the stores."""
    return read_rows(written(towns, tmp_path_factory.mktemp("rows") / "rows", with_ids=True))


@pytest.fixture
def folder(by_id: PopulationRows, tmp_path: Path) -> Path:
    """Return a copy of the folder, in which anything may be done."""
    return Path(shutil.copytree(by_id.folder.folder, tmp_path / "rows"))


def test_effects_are_those_of_the_stores(towns: Municipalities, by_id: PopulationRows) -> None:
    """Of all municipalities together, and of the parts of each alone."""
    of_all = towns.effects(MANAGER, "udvalget", on=DAY)
    assert by_id.effects(on=DAY) == of_all
    assert len(of_all.effects) >= 3
    for code, split in zip(PEOPLE, ("basis", "target-group", "provider"), strict=True):
        of_one = towns[code].seen_by(MANAGER, "udvalget").effects(on=DAY, within=13, split=split)
        assert by_id.of(code).effects(on=DAY, within=13, split=split) == of_one


def test_facts_that_are_answered_come_back_as_they_were(tmp_path: Path) -> None:
    """So many people that there is a word and every curve: the answer is the same, too."""
    people = recorded(town(HELP, 3))
    read = _put(people, tmp_path)
    found = Gathered(people, {}, 0)
    view = estimated(found, [BOOK], [MEASURE], on=CUT, known_at=None, within=52, split="")
    assert read.effects([MEASURE], on=CUT) == view
    assert [each.word for each in view.effects] == ["helps"]


def _put(people: list[JourneyFacts], folder: Path) -> PopulationRows:
    """Write these facts as the rows of a municipality, and return them as they are read."""
    nothing = JourneyRows((), (), (), (), (), (), ())
    tables = SliceTables()
    tables.add(nothing._replace(facts=((str(each.journey), *each[1:]),)) for each in people)
    files = [each._asdict() for each in tables.write(folder, "101", "0")]
    known = {"format": FORMAT, "known_at": None, "stores": [{"stamped_ahead": 0}]}
    (folder / "manifest.json").write_text(json.dumps(known | {"files": files}), encoding="utf-8")
    return read_rows(folder)


def test_under_pseudonyms_as_many_began_and_are_followed(
    towns: Municipalities, by_id: PopulationRows, tmp_path: Path
) -> None:
    """The rows say the same of everybody, under another name; who is drawn by lot is another."""
    read = read_rows(written(towns, tmp_path / "rows"))
    mine, theirs = (each.effects(on=DAY) for each in (read, by_id))
    assert mine.cut == theirs.cut
    for one, other in zip(mine.effects, theirs.effects, strict=True):
        assert _before_lots(one) == _before_lots(other)
    assert read.room(on=DAY, months=3) == by_id.room(on=DAY, months=3)


def _before_lots(view: Effect) -> tuple[object, ...]:
    days = view.first_month, view.last_month
    return view.measure, view.word, view.began, view.followed, view.late_share, *days


def test_room_is_that_of_the_stores(towns: Municipalities, by_id: PopulationRows) -> None:
    """On a day and over months, with since when tasks are free; of all it is the sum."""
    rooms = [towns[code].seen_by(MANAGER, "udvalget").room(on=DAY, months=20) for code in PEOPLE]
    assert [by_id.of(code).room(on=DAY, months=20) for code in PEOPLE] == rooms
    whole = by_id.room(on=DAY).day.whole
    assert whole.people == sum(each.day.whole.people or 0 for each in rooms)
    assert whole.people
    assert by_id.of("751").room(on=DAY).day.whole.posts == 0


def test_rows_as_known_at_a_moment_say_so(towns: Municipalities, tmp_path: Path) -> None:
    """Nothing was known before anything was recorded."""
    before = datetime(2020, 1, 1, tzinfo=UTC)
    read = read_rows(written(towns, tmp_path / "rows", known_at=before))
    view = read.effects(on=DAY)
    assert view == towns.effects(MANAGER, "udvalget", on=DAY, known_at=before)
    assert (view.known_at, view.effects) == (before, ())
    assert read.room(on=DAY).known_at == before


def test_a_file_that_was_changed_is_no_answer(by_id: PopulationRows, folder: Path) -> None:
    """Nor one that is missing; what does not need it is answered."""
    read = read_rows(folder)
    facts = sorted(folder.glob("facts/*/*.parquet"))
    content = bytearray(facts[1].read_bytes())
    content[len(content) // 2] ^= 1
    facts[1].write_bytes(content)
    with pytest.raises(InputUnreadable, match="as it was written"):
        read.effects(on=DAY)
    manifest = folder / "manifest.json"
    known = json.loads(manifest.read_text("utf-8"))
    for other in (b"no Parquet", next(folder.glob("tasks/*/*.parquet")).read_bytes()):
        facts[1].write_bytes(other)
        for each in known["files"]:
            if folder / each["path"] == facts[1]:
                each["sha256"] = sha256(other).hexdigest()
        manifest.write_text(json.dumps(known), encoding="utf-8")
        with pytest.raises(InputUnreadable, match="as it was written"):
            read_rows(folder).effects(on=DAY)
    facts[1].unlink()
    with pytest.raises(InputUnreadable, match="cannot be opened"):
        read.effects(on=DAY)
    assert read.room(on=DAY) == by_id.room(on=DAY)
    assert read.of("101").effects(on=DAY) == by_id.of("101").effects(on=DAY)


MANIFESTS: Mapping[str, Callable[[str], str]] = {
    "no JSON": lambda text: text[:-9],
    "another format": lambda text: text.replace(FORMAT, "journeys-population-rows/2"),
    "a file outside": lambda text: text.replace("facts/municipality", "../municipality"),
    "nothing": lambda _: "",
}


@pytest.mark.parametrize("why", MANIFESTS)
def test_a_folder_is_read_by_its_manifest_alone(folder: Path, why: str) -> None:
    """One that is none, or of another version, is refused before a file is opened."""
    manifest = folder / "manifest.json"
    manifest.write_text(MANIFESTS[why](manifest.read_text("utf-8")), encoding="utf-8")
    with pytest.raises(InputUnreadable, match="no manifest of rows"):
        read_rows(folder)


def test_a_folder_that_is_not_finished_is_none(folder: Path) -> None:
    """Its manifest is written last."""
    (folder / "manifest.json").unlink()
    with pytest.raises(InputUnreadable, match="has no manifest"):
        read_rows(str(folder))
