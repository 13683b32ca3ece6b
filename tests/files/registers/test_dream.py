"""DREAM's weekly layout, with the code list that comes with the library."""

from datetime import date
from pathlib import Path

import pytest

from journeys import errors
from journeys.adapters.files.registers.code_file import State, read_code_file
from journeys.adapters.files.registers.states_import import journey_of
from tests.files.registers.tables import IMPORT, Shown, opened, put, read, shown, write
from tests.invented import looking

ONE = journey_of("table", "1")
HEADER = "branche_2015_12,LOBENR,y_1602,Y_1552,y_1553,y_1601,grad_2016_01,foedselsaar"


def test_weeks_are_put_in_order_whatever_else_is_in_the_file(
    database_url: str, tmp_path: Path
) -> None:
    """Week 53 lies between the years; the ISO year begins on its own Monday; blank is state 0."""
    file = write(tmp_path, "841100,1,783,731,137,,10,1970", header=HEADER)
    with opened(database_url) as journeys:
        put(journeys, file, "dream")
        days = [date(2015, 12, 21), date(2015, 12, 28), date(2016, 1, 4), date(2016, 1, 11)]
        assert shown(journeys, days)[ONE] == [
            Shown("kontanthjælp", [], [], "open"),
            Shown("kontanthjælp", ["praktik"], [], "open"),
            Shown("selvforsørgelse", [], [], "open"),
            Shown("førtidspension", [], [], "open"),
        ]
        assert put(journeys, file, "dream") == 0


def test_a_week_without_a_column_is_not_observed(sqlite_url: str, tmp_path: Path) -> None:
    """Not even as self-support, which is what a blank cell says."""
    file = write(tmp_path, "1,771,774", header="lobenr,y_9852,y_9901")
    with opened(sqlite_url) as journeys:
        found = read(file, "dream")
        assert (found.first, found.last) == (date(1998, 12, 21), date(1999, 1, 4))
        put(journeys, file, "dream")
        days = [date(1998, 12, 21), date(1998, 12, 28), date(1999, 1, 4)]
        assert [(seen.basis, seen.placements) for seen in shown(journeys, days)[ONE]] == [
            ("fleksløntilskud", ["fleksjob"]),
            ("uoplyst", []),
            ("sygedagpenge", ["fleksjob"]),
        ]


def test_the_person_may_be_called_pnr_as_long_as_it_is_a_pseudonym(tmp_path: Path) -> None:
    """A CPR number is not read, whatever its column is called."""
    file = write(tmp_path, "4711,130", header="PNR,y_0901")
    assert read(file, "dream").people == 1
    file = write(tmp_path, "6101901234,130", header="PNR,y_0901")
    with pytest.raises(errors.InputUnreadable, match="column PNR: this looks like a CPR number"):
        read(file, "dream")


def test_a_year_below_ninety_is_of_this_century(tmp_path: Path) -> None:
    """The ISO year 2009 begins in December 2008."""
    found = read(write(tmp_path, "1,130", header="lobenr,y_0901"), "dream")
    assert found.first == date(2008, 12, 29)


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        ("lobenr,y_1453", ", row 1, column y_1453: the year 2014 has no ISO week 53. "),
        ("lobenr,y_1400", ", row 1, column y_1400: the year 2014 has no ISO week 0. "),
        ("lobenr,y_1401,Y_1401", ", row 1, column Y_1401: y_1401 is the same week."),
        ("lobenr,alder", ", row 1: no column is a week of DREAM, called y_ with year and week"),
        (
            "cpr,y_1401",
            ", row 1: no column is called 'lobenr' or 'pnr', which should name the person",
        ),
    ],
)
def test_a_header_that_is_not_dreams_is_a_fault(tmp_path: Path, header: str, problem: str) -> None:
    """Week 53 is the usual trap."""
    file = write(tmp_path, header=header)
    with pytest.raises(errors.InputUnreadable) as refused:
        read(file, "dream")
    assert len(refused.value.problems) == 1
    assert refused.value.problems[0].startswith(f"{file}{problem}")


def test_a_code_that_no_source_explains_is_a_fault(tmp_path: Path) -> None:
    """It is never read as something near it."""
    file = write(tmp_path, "1,786", header="lobenr,y_1401")
    with pytest.raises(errors.InputUnreadable, match=r"row 2, column y_1401: .*'786'.*'785'"):
        read(file, "dream")


@pytest.mark.parametrize(
    ("code", "state"),
    [
        ("0", State(support_basis="selvforsørgelse")),
        ("134", State(support_basis="kontanthjælp", education="uddannelse")),
        ("146", State(support_basis="uddannelseshjælp", placement="løntilskud")),
        ("217", State(support_basis="dagpenge", placement="praktik")),
        ("621", State(support_basis="efterløn")),
        ("743", State(support_basis="ledighedsydelse")),
        ("764", State(support_basis="revalidering", education="uddannelse")),
        ("781", State(support_basis="førtidspension", placement="løntilskud")),
        ("818", State(support_basis="ressourceforløb", placement="praktik")),
        ("899", State(support_basis="sygedagpenge")),
        ("998", State(support_basis="folkepension")),
    ],
)
def test_the_list_says_what_a_code_means(code: str, state: State) -> None:
    """The last digit gives the activity in the blocks that have one."""
    assert read_code_file("dream").states[code] == state


def test_what_ended_is_imported_on_the_days_of_the_register(
    sqlite_url: str, tmp_path: Path
) -> None:
    """Orlovsydelse of 1998, særlig uddannelsesydelse until 2014, and what came after it."""
    file = write(
        tmp_path, "1,412,151,152,700,720", header="lobenr,y_9810,y_1401,y_1402,y_1801,y_2526"
    )
    with opened(sqlite_url) as journeys:
        put(journeys, file, "dream")
        bases = {
            each.starts: each.value
            for each in looking(journeys).periods(journey_of("table", "1"))
            if each.track == "basis"
        }
    assert bases[date(1998, 3, 2)] == "orlovsydelse"
    assert bases[date(2013, 12, 30)] == "særlig uddannelsesydelse"
    assert bases[date(2014, 1, 6)] == "arbejdsmarkedsydelse"
    assert bases[date(2018, 1, 1)] == "integrationsydelse"
    assert bases[date(2025, 6, 23)] == "uddannelseshjælp"


def test_what_ended_is_not_imported_after_its_last_day(sqlite_url: str, tmp_path: Path) -> None:
    """The row and the column say where."""
    file = write(tmp_path, "1,720", header="lobenr,y_2527")
    with opened(sqlite_url) as journeys:
        put(journeys, file, "dream")
        assert looking(journeys).history(journey_of("table", "1")).entries
    late = write(tmp_path, "2,720", header="lobenr,y_2528")
    with opened(sqlite_url) as journeys:
        found = read(late, "dream", source="late")
        with pytest.raises(errors.Refused, match="row 2, column y_2528: basis: ") as refusal:
            journeys.record_all(found.decisions, actor=IMPORT)
    assert refusal.value.code == "code-not-in-force"


def test_who_has_died_or_moved_away_is_not_accompanied() -> None:
    """And nobody else is closed by DREAM."""
    states = read_code_file("dream").states
    assert {code for code, state in states.items() if state.closes} == {"997", "999"}


def test_a_file_called_dream_is_a_code_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word stands for the list only where there is no such file."""
    monkeypatch.chdir(tmp_path)
    Path("dream").write_text("[states]", encoding="utf-8")
    with pytest.raises(errors.InputUnreadable, match=r"dream: table: this key is missing"):
        read_code_file("dream")


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("lobenr;y_1552;y_1553", ["1;731;783"]),
        ("lobenr\ty_1552\ty_1553", ["1\t731\t783"]),
        ('"";"lobenr";"y_1552";"y_1553"', ['"1";"1";"731";"783"']),
        ('"lobenr";"y_1552";"y_1553"', ['"1";"1";"731";"783"']),
        ("Unnamed: 0,lobenr,y_1552,y_1553", ["0,1,731.0,783.0"]),
        ("lobenr;y_1552;y_1553;;", ["1;731,0;783,0;;"]),
    ],
    ids=["semicolons", "tabs", "R", "R without a name", "pandas", "Excel"],
)
def test_it_is_read_as_offices_export_it(
    sqlite_url: str, tmp_path: Path, header: str, rows: list[str]
) -> None:
    """Whatever separates the cells, with row numbers and codes taken for decimal numbers."""
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, *rows, header=header), "dream")
        days = [date(2015, 12, 21), date(2015, 12, 28)]
        assert [seen.basis for seen in shown(journeys, days)[ONE]] == [
            "kontanthjælp",
            "førtidspension",
        ]


@pytest.mark.parametrize("empty", ["", "NA", ".", " "])
def test_what_stands_for_an_empty_cell_is_read_as_one(
    sqlite_url: str, tmp_path: Path, empty: str
) -> None:
    """A week without public support."""
    with opened(sqlite_url) as journeys:
        put(journeys, write(tmp_path, f"1,{empty},783", header="lobenr,y_1552,y_1553"), "dream")
        (seen,) = shown(journeys, [date(2015, 12, 21)])[ONE]
        assert seen.basis == "selvforsørgelse"
