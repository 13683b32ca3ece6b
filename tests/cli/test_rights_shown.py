"""Sentences about a right, as a caseworker and a citizen read them: none beside the answer."""

from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.script import Script

RULING = (
    *("--matter", "frakendelse", "--outcome", "granted", "--legal-basis", "LSP § 44"),
    *("--considerations", "x", "--hearing", "2026-05-10", "--explanation", "Fordi"),
    *("--appeal-to", "Ankestyrelsen", "--appeal-by", "2026-11-15", "--against-wish"),
)


@pytest.fixture
def danish(tmp_path: Path) -> Script:
    """Return the script in Danish, on a store of its own."""
    return Script(tmp_path / "own.db", language="da")


def granted(script: Script, scheme: str, born: str, on: str = "2010-03-01") -> str:
    """Record somebody with a pension and a wish to work; return the journey."""
    journey = str(uuid4())
    basis = ("--basis", "førtidspension", "--on", "2024-01-12", "--journey", journey)
    script("open", "--municipality", "621", *basis)
    script("pension", "grant", journey, "--scheme", scheme, "--born", born, "--on", on)
    script("wish", journey, "--words", "Bageri", "--on", "2024-01-13")
    return journey


def test_income_does_not_run_into_a_future_that_nobody_promised(danish: Script) -> None:
    """What is paid now is paid until now."""
    journey = granted(danish, "new", "1968-06-01")
    assert "2037" not in danish("safety", journey, "--on", "2026-06-01")


def test_a_law_that_is_out_of_date_protects_nobody(danish: Script) -> None:
    """Until somebody reads it again."""
    journey = granted(danish, "old", "1976-06-01", on="1999-03-01")
    letter = danish("safety", journey, "--on", "2027-12-15", "--letter")
    assert "kan ikke tages fra dig" not in letter


def test_an_end_that_is_ruled_is_not_beside_what_can_be_had_again(danish: Script) -> None:
    """A letter does not deny itself."""
    journey = granted(danish, "new", "1984-06-01")
    danish("pension", "rest", journey, "--on", "2026-02-01")
    hear = ("--matter", "frakendelse", "--words", "nej", "--on", "2026-05-01")
    danish("ruling", "hear", journey, *hear)
    danish("ruling", "make", journey, *RULING, "--effective", "2026-06-01", "--on", "2026-05-10")
    letter = danish("safety", journey, "--on", "2026-06-20", "--letter")
    assert "kan du få din pension igen" not in " ".join(letter.split())


def test_who_is_sixty_under_the_old_scheme_is_not_told_to_ask_for_a_rest(danish: Script) -> None:
    """Whether it may rest is not known."""
    journey = granted(danish, "old", "1961-06-01", on="1999-03-01")
    letter = " ".join(danish("safety", journey, "--on", "2026-06-01", "--letter").split())
    assert "kan din kommune lade din pension hvile" not in letter


def test_a_municipality_promises_no_right(danish: Script, tmp_path: Path) -> None:
    """Only the answer of the day can."""
    settings = tmp_path / "own.toml"
    settings.write_text(
        '[[promise]]\nda = "Din ret til pension er sikker."\nen = "Your right is safe."\n'
        'from = 2026-01-01\ndecided_by = "Udvalget"\n',
        encoding="utf-8",
    )
    journey = granted(danish, "new", "1984-06-01")
    said = danish.run(
        "--settings", str(settings), "safety", journey, "--on", "2026-06-01", "--letter"
    )
    assert "ret til pension er sikker. (Udvalget)" not in " ".join(said.output.split())


def test_the_picture_tells_nobody_of_the_age_of_folkepension_that_a_pension_is_paid(
    danish: Script,
) -> None:
    """It became folkepension by itself."""
    journey = granted(danish, "new", "1958-06-01")
    assert "Pensionen bliver udbetalt" not in danish("show", journey, "--on", "2026-06-01")


def test_a_wish_to_let_it_rest_has_come(danish: Script) -> None:
    """It is said on its day; the rest itself may be planned."""
    journey = granted(danish, "new", "1984-06-01")
    assert danish.run("pension", "ask-rest", journey, "--on", "2099-01-01").exit_code == 1


def test_a_case_is_not_begun_before_a_birth(danish: Script) -> None:
    """A year mistyped would settle the scheme."""
    journey = str(uuid4())
    basis = ("--basis", "førtidspension", "--on", "2024-01-12", "--journey", journey)
    danish("open", "--municipality", "621", *basis)
    grant = ("--scheme", "old", "--born", "1975-06-01", "--on", "1998-03-01")
    said = danish.run("pension", "grant", journey, *grant, "--case-begun", "1960-01-01")
    assert said.exit_code == 1


def test_a_passed_reassessment_is_not_said_to_happen_while_it_rests(danish: Script) -> None:
    """It was to happen before."""
    journey = granted(danish, "new", "1985-06-01")
    danish("pension", "reassess", journey, "--due", "2026-09-01", "--on", "2026-01-01")
    letter = " ".join(danish("safety", journey, "--on", "2026-11-01", "--letter").split())
    assert "hvad der kom ud af det. Det sker også" not in letter


def test_the_old_scheme_is_named_in_danish(danish: Script) -> None:
    """As a Dane would say it."""
    journey = granted(danish, "old", "1976-06-01", on="1999-03-01")
    said = " ".join(danish("safety", journey, "--on", "2026-06-01").split())
    assert "den gammel ordning" not in said


def test_no_english_stands_in_a_danish_refusal(danish: Script, tmp_path: Path) -> None:
    """Of a line of a file, and of a law file."""
    lines = tmp_path / "lines.csv"
    lines.write_text("journey,verb,on\nabcd1234,vish,2026-11-01\n", encoding="utf-8")
    granted(danish, "new", "1984-06-01")
    assert "What stands" not in danish.run("record", str(lines)).output
    assert "cannot be read" not in danish.run("law", "check", str(tmp_path / "none.toml")).output
