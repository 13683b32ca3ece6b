"""Long format: a row for each time that somebody was in a state."""

from datetime import date
from pathlib import Path

import pytest

from journeys import History, errors
from journeys.adapters.files.registers.spells import first_and_next
from journeys.adapters.files.registers.states_import import journey_of
from tests.files.registers.tables import (
    CODES,
    DATA,
    Shown,
    opened,
    put,
    read,
    shown,
    write,
    write_codes,
)
from tests.files.registers.test_real_data import MVAD

LONG = CODES.replace('first = "2024-01"\nstep = "month"', 'layout = "long"')
HEADER = "id,from,to,state"
ANNA = journey_of("panel", "anna")


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2024-02", (date(2024, 2, 1), date(2024, 3, 1))),
        ("2024-12", (date(2024, 12, 1), date(2025, 1, 1))),
        ("2024-W01", (date(2024, 1, 1), date(2024, 1, 8))),
        ("2024", (date(2024, 1, 1), date(2025, 1, 1))),
        ("31-12-2024", (date(2024, 12, 31), date(2025, 1, 1))),
        ("1.2.2024", (date(2024, 2, 1), date(2024, 2, 2))),
        ("2024-02-29", (date(2024, 2, 29), date(2024, 3, 1))),
    ],
)
def test_a_month_a_week_and_a_year_are_all_their_days(
    written: str, days: tuple[date, date]
) -> None:
    """A state that lasts to a month lasts to its last day."""
    assert first_and_next(written) == days


def test_states_from_and_to_a_day_are_what_the_journey_shows(
    database_url: str, tmp_path: Path
) -> None:
    """In any order of rows; in between nothing is stated; the table's last day ends nothing."""
    table = write(
        tmp_path,
        "anna,2024-03,2024-03-15,trainee",
        "anna,2024-01-01,31-01-2024,help",
        "bo,2024-01,2024-04,work",
        "anna,2024-03-16,2024-04,work",
        header=HEADER,
    )
    with opened(database_url) as journeys:
        put(journeys, table, write_codes(tmp_path, LONG))
        days = [date(2024, 1, 31), date(2024, 2, 1), date(2024, 3, 15), date(2024, 3, 16)]
        assert shown(journeys, [*days, date(2026, 1, 1)])[ANNA] == [
            Shown("kontanthjælp", [], [], "open"),
            Shown("uoplyst", [], [], "open"),
            Shown("kontanthjælp", ["praktik"], [], "open"),
            Shown("selvforsørgelse", ["fuldtid"], [], "open"),
            Shown("selvforsørgelse", ["fuldtid"], [], "open"),
        ]
        assert put(journeys, table, write_codes(tmp_path, LONG)) == 0


def test_where_some_states_have_no_end_the_others_end_when_they_say(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The table knows which go on."""
    table = write(tmp_path, "anna,2024-01,2024-04,work", "bo,2024-02,,work", header=HEADER)
    with opened(sqlite_url) as journeys:
        put(journeys, table, write_codes(tmp_path, LONG))
        (seen,) = shown(journeys, [date(2024, 5, 1)])[ANNA]
        assert seen == Shown("uoplyst", [], [], "open")


@pytest.mark.skipif(not DATA.exists(), reason="the real data is not on this machine")
def test_the_real_paths_are_the_same_in_both_formats(tmp_path: Path) -> None:
    """712 people as 2,526 spells, and as 72 columns: the same events on the same days."""
    long = MVAD.codes().replace(
        '[table]\nperson = "id"\n', '[table]\nperson = "person"\nlayout = "long"\n'
    )
    kept = [line for line in long.splitlines() if not line.startswith(("ignore", "first", "step"))]
    named = '[table]\nfrom = "first_month"\nto = "last_month"'
    codes = write_codes(tmp_path, "\n".join(kept).replace("[table]", named))
    spells = read(DATA / "mvad_spells.csv", codes, source="mvad")
    columns = read(MVAD.file, write_codes(tmp_path, MVAD.codes()))
    decided = [
        {journey: decision(History()) for journey, decision in found.decisions}
        for found in (spells, columns)
    ]
    assert len(decided[0]) == 712
    assert decided[0] == decided[1]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        (["anna,2024-02-30,2024-03,work"], "row 2, column from: this is no day"),
        (["anna,2024-03,i går,work"], "row 2, column to: this is no day"),
        (["anna,,2024-03,work"], "row 2, column from: this is no day"),
        (["anna,2024-03,2024-02,work"], "row 2, column to: this ends before it begins"),
        (["anna,2024-01,2024-03,work", "anna,2024-03,,help"], "row 3, column from: on 2024-03-01"),
        (["anna,2024-01,,work", "anna,2024-03,,help"], "state of row 2, too"),
        (["anna,2024-01,2024-02,wrok"], "row 2, column state: no state is called 'wrok'"),
        (["6101901234,2024-01,2024-02,work"], "row 2, column id: this looks like a CPR number"),
        (["anna,2024-01,work"], "row 2: this row has 3 cells"),
    ],
)
def test_a_row_that_cannot_be_is_a_fault(tmp_path: Path, rows: list[str], fault: str) -> None:
    """With its row and column; nothing is imported."""
    with pytest.raises(errors.InputUnreadable) as refused:
        read(write(tmp_path, *rows, header=HEADER), write_codes(tmp_path, LONG))
    assert fault in str(refused.value)


def test_a_column_that_is_missing_is_named_by_its_key(tmp_path: Path) -> None:
    """As the code file calls it."""
    table = write(tmp_path, "anna,2024-01,work", header="id,start,state")
    with pytest.raises(errors.InputUnreadable, match="under table\\.from"):
        read(table, write_codes(tmp_path, LONG))


def test_people_with_a_fault_can_be_left_out(tmp_path: Path) -> None:
    """All of their rows, and nobody else's."""
    table = write(
        tmp_path,
        "anna,2024-01,2024-02,wrok",
        "bo,2024-01,2024-04,work",
        "anna,2024-03,2024-04,work",
        header=HEADER,
    )
    found = read(table, write_codes(tmp_path, LONG), keep_going=True)
    assert [journey for journey, _ in found.decisions] == [journey_of("panel", "bo")]
    assert list(found.left_out) == [2]


def test_where_nobody_is_left_every_fault_is_named(tmp_path: Path) -> None:
    """There is no day in what would be imported."""
    rows = [f"p{nr},2024-02,2024-01,work" for nr in range(30)]
    table = write(tmp_path, *rows, header=HEADER)
    with pytest.raises(errors.InputUnreadable, match="this ends before it begins") as refused:
        read(table, write_codes(tmp_path, LONG), keep_going=True)
    assert "and 10 more" in str(refused.value)
