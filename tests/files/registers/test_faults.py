"""A file is read whole or not at all: every fault is named with its place and what to do."""

from pathlib import Path

import pytest

from journeys import History, errors
from tests.files.registers.tables import CODES, opened, put, read, write, write_codes

CPR = "0102031234"


def faults(file: Path, codes: Path | str) -> tuple[str, ...]:
    """Return the problems that reading the file raises, without the path it is in."""
    with pytest.raises(errors.InputUnreadable) as refused:
        read(file, codes)
    return tuple(problem.replace(f"{file.parent}/", "") for problem in refused.value.problems)


def test_every_fault_of_a_table_is_told_at_once(tmp_path: Path) -> None:
    """With its row as the line in the file, and its column where it has one."""
    file = write(
        tmp_path,
        "anna,work,wrok,wrok,help",
        "bo,work,work",
        "",
        '"cæ\ncilie",work,work,work,work',
        "anna,work,work,work,work",
        " ,work,work,work,work",
        f"{CPR},work,work,work,work",
        f"eva,{CPR},work,work,work",
    )
    known = "'work', 'help', 'trainee', 'summerjob', 'school', 'dead'"
    assert faults(file, write_codes(tmp_path)) == (
        (
            "table.csv, row 2, column feb: no state is called 'wrok'. Did you mean 'work'? "
            f"The code file knows {known}."
        ),
        "table.csv, row 3: this row has 3 cells, and the header 5.",
        "table.csv, row 7, column id: row 2 is about the same person. Each person has one row.",
        "table.csv, row 8, column id: no person is named.",
        (
            "table.csv, row 9, column id: this looks like a CPR number, which is not read. Use the "
            "register's pseudonym for the person."
        ),
        (
            "table.csv, row 10, column jan: no state is called what looks like a CPR number. "
            f"The code file knows {known}."
        ),
    )


def test_nothing_is_stored_of_a_file_with_a_fault(database_url: str, tmp_path: Path) -> None:
    """Not the people before it either."""
    file = write(tmp_path, "anna,work,work,work,work", "bo,work,work,work,wrok")
    with opened(database_url) as journeys:
        with pytest.raises(errors.InputUnreadable):
            put(journeys, file, write_codes(tmp_path))
        assert journeys.ids_like("") == ()


def test_twenty_faults_are_told_and_the_others_counted(tmp_path: Path) -> None:
    """Nobody reads a thousand lines of the same."""
    told = faults(write(tmp_path, *["x"] * 25), write_codes(tmp_path))
    assert len(told) == 21
    assert told[-1] == "and 5 more in table.csv."


@pytest.mark.parametrize(
    ("header", "problem"),
    [
        (
            "name,jan",
            (
                "no column is called 'id', which should name the person; there are 'name', 'jan'. "
                "Correct table.person in the code file, or table.delimiter (',') if this is one "
                "column too few."
            ),
        ),
        (
            "id,jan,jan",
            "2 columns are called 'jan'; give each a name of its own.",
        ),
        ("id,,jan", "column 2 has no name; give it one."),
        (
            "id",
            "no column is left for a period; correct table.ignore or the table.",
        ),
    ],
)
def test_a_header_that_is_not_as_described_is_a_fault(
    tmp_path: Path, header: str, problem: str
) -> None:
    """Nothing below it can be understood."""
    assert faults(write(tmp_path, "a,b", header=header), write_codes(tmp_path)) == (
        f"table.csv, row 1: {problem}",
    )


def test_an_ignored_column_must_be_there(tmp_path: Path) -> None:
    """Otherwise a misspelt one would be read as a period."""
    codes = write_codes(tmp_path, CODES.replace("first =", 'ignore = ["wieght"]\nfirst ='))
    assert faults(write(tmp_path, header="id,weight,jan"), codes) == (
        (
            "table.csv, row 1: no column is called 'wieght', which the code file ignores. "
            "Did you mean 'weight'? Correct table.ignore."
        ),
    )


def test_periods_end_with_the_calendar(tmp_path: Path) -> None:
    """The last year there is, is 9999."""
    codes = write_codes(tmp_path, CODES.replace("2024-01", "9999-11"))
    assert faults(write(tmp_path), codes) == (
        "table.csv, row 1: the periods run past the year 9999; correct table.first.",
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", ": the file is empty. Its first row must name the columns."),
        (b"\xef\xbb\xbf", ": the file is empty. Its first row must name the columns."),
        (b"id,jan\n", ": the file has a header and no rows: nobody is in it."),
        (
            b"id,jan\nanna,work\nbo\xf8,work\n",
            (
                ", row 3: this is not UTF-8 at byte 19 of the file. Save the file as UTF-8 "
                "(in Excel: CSV UTF-8), then import again."
            ),
        ),
        (
            "id,jan\n".encode("utf-16"),
            (
                ", row 1: this is not UTF-8 at byte 0 of the file. Save the file as UTF-8 "
                "(in Excel: CSV UTF-8), then import again."
            ),
        ),
        (
            b'id,jan\nanna,work\n"bo"x,work\n',
            ", row 3: this row cannot be read as CSV. Correct the quotes in it.",
        ),
    ],
)
def test_a_table_that_cannot_be_read_says_where(
    tmp_path: Path, content: bytes, problem: str
) -> None:
    """By the line, and where it is the encoding by the byte."""
    file = tmp_path / "table.csv"
    file.write_bytes(content)
    assert faults(file, write_codes(tmp_path)) == (f"table.csv{problem}",)


def test_a_table_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """Said like every other."""
    (problem,) = faults(tmp_path / "table.csv", write_codes(tmp_path))
    assert problem == (
        "table.csv: the table cannot be read (No such file or directory). Give the path of a "
        "CSV file."
    )


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    """Neither in the table nor in the code file, nor are semicolons where they are expected."""
    file, codes = tmp_path / "table.csv", tmp_path / "codes.toml"
    file.write_text("id;jan\r\nanna;work\r\n", encoding="utf-8-sig", newline="")
    codes.write_text(CODES.replace("first =", 'delimiter = ";"\nfirst ='), encoding="utf-8-sig")
    ((_, decision),) = read(file, codes).decisions
    assert len(decision(History())) == 2


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        (
            "step =",
            "stpe =",
            "table.stpe: this key is not known. Did you mean 'step'?",
        ),
        (
            "closes =",
            "closed =",
            "states.dead.closed: this key is not known. Did you mean 'closes'?",
        ),
        ("person =", "source2 =", "table.person: this key is missing."),
        (
            '"month"',
            '"day"',
            "table.step: Input should be 'year', 'month', 'week' or 'two weeks'.",
        ),
        (
            '"month"',
            '"week"',
            "table: '2024-01' is not a week; write the first week like '1993-W27'.",
        ),
        (
            '"2024-01"',
            '"2024-13"',
            "table: '2024-13' is not a month; write the first month like '1993-07'.",
        ),
        ('"2024-01"', "2024", "table.first: Input should be a valid string."),
        (
            'first = "2024-01"',
            "",
            ("table: say what the columns are: step ('year', 'month' or 'week') and first."),
        ),
        (
            'source = "panel"',
            'municipality = "62"',
            (
                "table.municipality: give the municipality's three digits, such as '621' "
                "for Kolding."
            ),
        ),
        (
            'source = "panel"',
            'delimiter = ";;"',
            ("table.delimiter: give the one character between two cells, such as ';'."),
        ),
        (
            'source = "panel"',
            'empty = "hepl"',
            (
                "table.empty: there is no state 'hepl'. Did you mean 'help'? Describe it "
                "under [states], or leave `empty` out: then an empty cell means not observed."
            ),
        ),
        (
            "closes =",
            'placement = "praktik"\ncloses =',
            ("states.dead: a state that closes the journey has no placement and no education."),
        ),
        (
            '"su"',
            '" "',
            (
                "states.summerjob.support_basis: Say something in support_basis: it may "
                "not be empty."
            ),
        ),
        (
            'source = "panel"',
            'layout = "dream"',
            "table: leave out step, first and ignore: DREAM's columns name the week.",
        ),
    ],
)
def test_a_code_file_that_is_not_as_described_names_the_key(
    tmp_path: Path, before: str, after: str, problem: str
) -> None:
    """And what stands there instead, or should."""
    codes = write_codes(tmp_path, CODES.replace(before, after))
    assert f"codes.toml: {problem}" in faults(write(tmp_path), codes)


@pytest.mark.parametrize(
    ("state", "key", "code", "meant"),
    [
        ("work", "support_basis", "selvforsoergelse", "selvforsørgelse"),
        ("trainee", "placement", "praktikk", "praktik"),
        ("school", "education", "videregaaende", "videregående"),
    ],
)
def test_a_state_means_codes_of_the_vocabularies(
    tmp_path: Path, state: str, key: str, code: str, meant: str
) -> None:
    """Another is named with the key it stands at; it might be mistyped."""
    codes = write_codes(tmp_path, CODES.replace(f'{key} = "{meant}"', f'{key} = "{code}"'))
    vocabulary = key.replace("_", "-")
    assert faults(write(tmp_path), codes) == (
        (
            f"codes.toml: {key} of the state {state!r}: this is not a code of the vocabulary "
            f"{vocabulary}. "
            f"Did you mean {meant!r}? `journeys vocabulary {vocabulary}` lists them; "
            "a municipality adds its own in its file."
        ),
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"[table", "codes.toml: this is not TOML: "),
        (b"# \xf8", "codes.toml: this is not UTF-8 at byte 2. Save the file as UTF-8."),
        (None, "codes.toml: the code file cannot be read (No such file or directory). Give the"),
    ],
)
def test_a_code_file_that_cannot_be_read_says_why(
    tmp_path: Path, content: bytes | None, problem: str
) -> None:
    """Missing, no TOML, or not UTF-8."""
    codes = tmp_path / "codes.toml"
    if content is not None:
        codes.write_bytes(content)
    (told,) = faults(write(tmp_path), codes)
    assert told.startswith(problem)


def test_what_entries_must_not_carry_is_refused_in_the_code_file(tmp_path: Path) -> None:
    """And not repeated."""
    codes = write_codes(tmp_path, CODES.replace("has died", f"has died {CPR}"))
    (problem,) = faults(write(tmp_path), codes)
    assert problem.startswith("codes.toml: states.dead.closes: closes: this looks like a CPR")
    assert CPR not in problem


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"responsible": " "}, "responsible-missing"),
        ({"responsible": CPR}, "words-carry-cpr"),
        ({"responsible": "register", "municipality": "62"}, "municipality-malformed"),
    ],
)
def test_nobody_is_opened_without_somebody_responsible(
    tmp_path: Path, given: dict[str, str], code: str
) -> None:
    """The rules of opening a journey are asked before any journey is."""
    file = write(tmp_path, "anna,work,work,work,work")
    with pytest.raises(errors.Refused) as refused:
        read(
            file,
            write_codes(tmp_path),
            given["responsible"],
            municipality=given.get("municipality", "621"),
        )
    assert refused.value.code == code
