"""Any table of states at all: the periods read back what it says, however it comes in."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import History
from journeys.projections.periods import periods
from tests.files.registers.tables import Held, Shown, on_day, read, write, write_codes

MEANT = {
    "": Shown("uoplyst", [], [], "open"),
    "work": Shown("selvforsørgelse", ["fuldtid"], [], "open"),
    "help": Shown("kontanthjælp", [], [], "open"),
    "trainee": Shown("kontanthjælp", ["praktik"], [], "open"),
    "summerjob": Shown("su", ["fuldtid"], [], "open"),
    "school": Shown("uoplyst", [], ["videregående"], "open"),
}

cells = st.lists(st.sampled_from([*MEANT, "dead"]), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a directory for the tables of all examples."""
    return tmp_path_factory.mktemp("tables")


@given(row=cells)
def test_the_periods_read_back_what_the_table_says(folder: Path, row: list[str]) -> None:
    """Every period of it, from the first observed one on; asked again, nothing is new."""
    history = imported(folder, History(), row)
    days = [date(2024, month, 1) for month in range(1, len(row) + 1)]
    assert [seen(history, day) for day in days] == expected(row)
    assert imported(folder, history, row) == history


@given(row=cells, known=st.integers(min_value=1, max_value=12))
def test_a_table_that_grows_comes_to_the_same(folder: Path, row: list[str], known: int) -> None:
    """The order of recording is that of the days, so even the entries are the same."""
    assert imported(folder, imported(folder, History(), row[:known]), row) == imported(
        folder, History(), row
    )


def imported(directory: Path, history: History, row: list[str]) -> History:
    """Return the history after a table of this one row was imported."""
    header = ",".join(["id", *(f"m{nr}" for nr in range(len(row)))])
    file = write(directory, ",".join(["anna", *row]), header=header)
    found = read(file, write_codes(directory))
    for _, decision in found.decisions:
        history = history.followed_by(decision(history))
    return history


def expected(row: Iterable[str]) -> list[Shown]:
    """Return what must be seen of each period, cell by cell."""
    told = list[Shown]()
    now = Shown(None, [], [], None)
    for cell in row:
        if cell == "dead":
            # Who is closed stays closed while nothing else is observed.
            now = now if told and now.walk is None and now.basis else Shown("uoplyst", [], [], None)
        elif cell or now.walk:
            now = MEANT[cell]
        told.append(now)
    return told


def seen(history: History, day: date) -> Shown:
    """Return what the periods say of a day."""
    return on_day(
        (Held(each.track, each.value, each.starts, each.ends) for each in periods(history)), day
    )
