"""A list of firms: imported whole or not at all, with its faults by row and column."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from journeys.domain.employers.numbers import CVR_WEIGHTS
from tests.cli.script import Script

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "virksomheder.csv"
FIRST, SECOND = "99000015", "99000023"
P_NUMBER = "1099000001"


def listed(folder: Path, *rows: str, header: str = "cvr;p-nummer;navn;slags;kontakt") -> str:
    """Return the file that holds these rows."""
    file = folder / "firmaer.csv"
    file.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8-sig")
    return str(file)


@pytest.fixture(autouse=True)
def store(journey: str) -> None:
    """Let there be a store."""


def test_the_example_is_imported_once(script: Script) -> None:
    """The second time all are known, whoever registered them."""
    script("employer", "register", "Solsikken", "--p-number", P_NUMBER)
    dry = script.json("import", "employers", str(EXAMPLE), "--dry-run")
    assert (dry["registered"], dry["known"], dry["dry_run"]) == (3, 1, True)
    assert len(script.json("employer", "list")["employers"]) == 1
    seen = script("import", "employers", str(EXAMPLE))
    assert "3 firms were registered." in seen
    assert "1 was known already, and stays as it is." in seen
    again = script.json("import", "employers", str(EXAMPLE))
    assert (again["registered"], again["known"]) == (0, 4)
    kinds = {
        each["name"]: each["employer_kind"]["code"]
        for each in script.json("employer", "list")["employers"]
    }
    assert kinds["Eksempel Kommunes Kantine"] == "egen kommune"


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("CVR,P-number,Name,Kind,Contact", f"{FIRST},{P_NUMBER},Smedjen,Public employer,"),
        ("Navn;CVR-nr.;By", f"Smedjen;{FIRST[:2]} {FIRST[2:4]} {FIRST[4:]};Kolding"),
        ("firma\tcvrnummer", f"Smedjen\tDK{FIRST}"),
        ("Navn;CVR", f"Smedjen;{FIRST}.0"),
        ("Navn;CVR", f"Smedjen;{FIRST[:2]}.{FIRST[2:5]}.{FIRST[5:]}"),
    ],
)
def test_a_list_is_read_as_it_is_saved(
    script: Script, tmp_path: Path, header: str, row: str
) -> None:
    """In either language, with commas, semicolons or tabs, and however the number is written."""
    script("import", "employers", listed(tmp_path, row, header=header))
    found = script.json("employer", "show", FIRST if "P-number" not in header else P_NUMBER)
    assert (found["name"], found["cvr"]) == ("Smedjen", FIRST)


def test_every_fault_is_named_by_row_and_column(script: Script, tmp_path: Path) -> None:
    """All at once, and nothing is recorded; no CPR number is repeated."""
    file = listed(
        tmp_path,
        "1,23E+07;;Smedjen;;",
        "9900001;;Smedjen;;",
        f"{FIRST};;711299-1234;;",
        "99000016;;Smedjen;;",
        f"{SECOND};;;;",
        ";;Smedjen;;",
        f"{FIRST};7112991234;Smedjen;kiosk;",
        f"{FIRST};;Smedjen;;711299-1234",
        f"{SECOND};12;Smedjen",
    )
    said = script.refused(1, "import", "employers", file)
    for part in (
        "row 2, column 'cvr': a spreadsheet has shortened this number",
        "row 3, column 'cvr': this number has 7 digits and should have 8",
        "row 4, column 'navn': this looks like a CPR number",
        "row 5, column 'cvr': There is no CVR number with these digits",
        "row 6, column 'navn': the firm has no name",
        "row 7, column 'cvr': the firm has no number",
        "row 8, column 'slags': no kind of employer is called 'kiosk'",
        "row 9, column 'kontakt': this looks like a CPR number",
        "row 10: this row has 3 cells, and the header 5",
    ):
        assert part in said
    assert "7112" not in said
    assert script.json("employer", "list")["employers"] == []


@pytest.mark.parametrize(
    ("rows", "header", "said"),
    [
        ((f"{FIRST};Smedjen",), "cvr;by", "no column is called Navn"),
        (("Smedjen",), "navn", "no column is called CVR or P-nummer"),
        ((f"{FIRST};{FIRST};Smedjen",), "cvr;cvr-nummer;navn", "two columns say the same"),
        ((), "cvr;navn", "no firm is in it"),
        ((f"{FIRST};Smedjen", f"{FIRST};Smedjen"), "cvr;navn", "row 2 has the same number"),
        (("7112991234;Smedjen",), "pnr;navn", "looks like a CPR number"),
    ],
)
def test_a_list_that_cannot_be_read_says_why(
    script: Script, tmp_path: Path, rows: Sequence[str], header: str, said: str
) -> None:
    """And what there must be."""
    answer = script.refused(1, "import", "employers", listed(tmp_path, *rows, header=header))
    assert said in answer
    assert "711299" not in answer


def test_a_contact_that_nobody_knows_is_doubted(script: Script, tmp_path: Path) -> None:
    """It is said beforehand that it is meant."""
    file = listed(tmp_path, f"{FIRST};;Smedjen;;bo.example")
    assert "--sure colleague-not-known" in script.refused(1, "import", "employers", file)
    script("import", "employers", file, "--sure", "colleague-not-known")
    assert script.json("employer", "show", FIRST)["contact"]["name"] == "bo.example"


def test_an_empty_or_missing_file_is_said(script: Script, tmp_path: Path) -> None:
    """And so is one in another encoding."""
    empty, latin = tmp_path / "tom.csv", tmp_path / "latin.csv"
    empty.write_text("", encoding="utf-8")
    latin.write_bytes("cvr;navn\n99000015;Købmand\n".encode("latin-1"))
    for file, said in (
        (empty, "the file is empty"),
        (latin, "UTF-8"),
        (tmp_path / "ingen.csv", "cannot be read"),
    ):
        assert said in script.refused(1, "import", "employers", str(file))


def test_a_long_list_is_imported_and_known_again(script: Script, tmp_path: Path) -> None:
    """In more than one batch."""
    numbers = (f"{number}" for number in range(20_000_000, 99_999_999, 7))
    valid = (each for each in numbers if not sum(map(_times, each, CVR_WEIGHTS)) % 11)
    rows = [f"{number};;Firma {nr};;" for nr, number in zip(range(1_000), valid, strict=False)]
    file = listed(tmp_path, *rows)
    for expected in (1_000, 0):
        assert script.json("import", "employers", file)["registered"] == expected


def _times(digit: str, weight: int) -> int:
    return int(digit) * weight


def test_a_firm_that_was_erased_stays_so_and_stops_no_other(script: Script, tmp_path: Path) -> None:
    """A list does not bring back what somebody had erased; registered by itself it is a new one."""
    script("import", "employers", listed(tmp_path, f"{FIRST};;Smedjen;;"))
    script("--role", "manager", "employer", "erase", FIRST, "--why", "Ophørt", "--yes")
    file = listed(tmp_path, f"{FIRST};;Smedjen;;", f"{SECOND};;Bageren;;")
    assert "1 was erased here, and was passed over." in script("import", "employers", file)
    assert [each["name"] for each in script.json("employer", "list")["employers"]] == ["Bageren"]
    script("employer", "register", "Smedjen", "--cvr", FIRST)
    again = script.json("import", "employers", file)
    assert (again["registered"], again["known"], again["erased"]) == (0, 2, 0)
