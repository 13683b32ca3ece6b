"""A process log in a file: r4pm, DuckDB and csv read what the histories say, and nothing else."""

import os
import stat
import tracemalloc
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import Actor, History, JourneyId, Journeys
from journeys.adapters.files.exports.process_log import FORMATS, Format, write_process_log
from journeys.errors import StoreError
from journeys.projections.process_log import (
    ProcessCase,
    ProcessEvent,
    ProcessObject,
    process_case,
    real_ids,
)
from journeys.testing.strategies import histories
from tests.effort import LONG, tries
from tests.files.process_logs import (
    READERS,
    Log,
    by_csv,
    expected,
    in_time,
)
from tests.files.registers.tables import DATA, opened, put, write_codes
from tests.files.registers.test_real_data import ACTCAL, MVAD, Register
from tests.invented import JAN_1
from tests.scenario import BOOK

ENDINGS = {"ocel": "json"}
RIE = Actor("rie.example", "auditor")


def assert_read(cases: Sequence[ProcessCase], wanted: Log, folder: Path) -> None:
    """Assert that each format, read by somebody else, says what is wanted."""
    for form in FORMATS:
        file = folder / f"log.{ENDINGS.get(form, form)}"
        written = write_process_log(iter(cases), file, form)
        assert written.events == sum(len(case.events) for case in wanted.values())
        as_read = wanted if form in ("csv", "parquet") else in_time(wanted)
        assert READERS[form](file) == as_read, form
        file.unlink()


def of_journey(nr: int, history: History) -> History:
    """Return a history as that of another journey."""
    journey = JourneyId(UUID(int=nr))
    return History(tuple(each._replace(journey=journey, role="mentor") for each in history.entries))


@settings(max_examples=tries(5, 300))
@given(st.lists(histories().filter(lambda history: bool(history.entries)), max_size=3))
def test_any_histories_are_read_as_they_are(found: list[History]) -> None:
    """Also where two journeys call their things by the same ids."""
    several = [of_journey(nr, history) for nr, history in enumerate(found, start=1)]
    cases = [process_case(history, real_ids, BOOK.roles) for history in several]
    with TemporaryDirectory() as folder:
        assert_read(cases, expected(several), Path(folder))


@pytest.mark.skipif(not DATA.exists(), reason="the real data is not on this machine")
@pytest.mark.parametrize("register", [MVAD, ACTCAL], ids=["mvad", "actcal"])
def test_real_paths_are_read_as_they_are(
    sqlite_url: str, tmp_path: Path, register: Register
) -> None:
    """All 2,712 with `make long`: the same cases, events, order and things, by r4pm and DuckDB."""
    lines = register.file.read_text(encoding="utf-8").splitlines()
    people = lines[1:] if LONG else lines[1:31]
    table = tmp_path / register.file.name
    table.write_text("\n".join([lines[0], *people]) + "\n", encoding="utf-8")
    with opened(sqlite_url) as journeys:
        put(journeys, table, write_codes(tmp_path, register.codes()))
        wanted = expected(_every(journeys))
        assert len(wanted) == len(people)
        cases = list(journeys.seen_by(RIE, "Revision").audit.process_log_with_ids())
    assert [case.case for case in cases] == sorted(wanted)
    assert_read(cases, wanted, tmp_path)


def _every(journeys: Journeys) -> Iterator[History]:
    with journeys.store.reading() as transaction:
        for history in transaction.many.read_together(transaction.log.journeys()).values():
            assert not isinstance(history, StoreError)
            yield history


def case(nr: int, role: str | None = "mentor", municipality: str = "621") -> ProcessCase:
    """Return a case of three events, two of one day, and one about two tasks."""
    tasks = (ProcessObject("task", "t1", "task"), ProcessObject("task", "t2", "task"))
    return ProcessCase(
        f"case{nr}",
        municipality,
        tuple(
            ProcessEvent(each, "hope-stated", on, JAN_1, role, None, tasks if each == 1 else ())
            for each, on in ((1, JAN_1), (2, date(2025, 1, 1)), (3, JAN_1))
        ),
    )


HOSTILE = '=1+1","<x/>&\x00\x1f\ufffe"\r\n\u2028'


def test_a_hostile_role_of_another_store_stays_one_value(tmp_path: Path) -> None:
    """It runs in no spreadsheet and ends no element; what XML cannot hold is replaced there."""
    for form in FORMATS:
        file = tmp_path / f"log.{ENDINGS.get(form, form)}"
        write_process_log([case(1, HOSTILE, HOSTILE)], file, form)
        (read,) = READERS[form](file).values()
        safe = {
            "csv": f"'{HOSTILE}",
            "xes": '=1+1","<x/>&\ufffd\ufffd\ufffd"\r\n\u2028',
        }.get(form, HOSTILE)
        assert {each.role for each in read.events} == {read.municipality} == {safe}
        assert len(read.events) == 3


def test_no_journey_and_no_role_are_read_too(tmp_path: Path) -> None:
    """A store without journeys gives a file without cases."""
    for form in FORMATS:
        empty, file = tmp_path / f"no.{form}.json", tmp_path / f"log.{ENDINGS.get(form, form)}"
        write_process_log([], file, form)
        assert READERS[form](file) == {}
        file.rename(empty)
        write_process_log([case(1, None)], file, form)
        assert {each.role for each in READERS[form](file)["case1"].events} == {None}


def test_a_file_is_its_owners_alone_and_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    """Nothing is left of one that failed, and a draft of one that was killed goes."""
    file, left = tmp_path / "log.csv", tmp_path / "log.csv.draft-0123abcd"
    left.write_text("half", encoding="utf-8")

    def failing() -> Iterator[ProcessCase]:
        yield case(1)
        assert not file.exists()
        raise ZeroDivisionError

    for form in FORMATS:
        with pytest.raises(ZeroDivisionError):
            write_process_log(failing(), file, form)
        assert list(tmp_path.iterdir()) == []
    write_process_log([case(1)], file, "csv")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    whole = file.read_bytes()
    with pytest.raises(FileExistsError):
        write_process_log([case(2)], file, "csv")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        write_process_log([case(2)], tmp_path / "dangling", "csv")
    assert file.read_bytes() == whole


@pytest.mark.parametrize("links", [True, False])
def test_a_file_that_somebody_made_meanwhile_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool
) -> None:
    """Also on a file system that has no links."""
    if not links:

        def no_links(*_: object) -> None:
            raise PermissionError

        monkeypatch.setattr(os, "link", no_links)
    file = tmp_path / "log.csv"

    def meanwhile() -> Iterator[ProcessCase]:
        yield case(1)
        file.write_text("Mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write_process_log(meanwhile(), file, "csv")
    assert file.read_text(encoding="utf-8") == "Mine"
    file.unlink()
    write_process_log([case(1)], file, "csv")
    assert list(tmp_path.iterdir()) == [file]
    assert len(by_csv(file)) == 1


@pytest.mark.parametrize(("form", "few"), [("csv", 2500), ("xes", 500), ("ocel", 500)])
def test_many_cases_need_no_more_memory_than_few(tmp_path: Path, form: Format, few: int) -> None:
    """One case is in memory at a time."""

    def file(cases: int) -> Path:
        return tmp_path / f"{cases}.{form}"

    def peak(cases: int) -> int:
        tracemalloc.start()
        write_process_log(map(case, range(cases)), file(cases), form)
        _, found = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return found

    peak(1)  # what is imported and compiled once
    many = tries(few, 50_000)
    assert peak(many) < 400_000 < file(many).stat().st_size
