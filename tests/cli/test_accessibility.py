"""The command that writes the accessibility statement."""

from pathlib import Path

import pytest

from tests.cli.script import Script

TRIED = ("accessibility", "--tried", "2026-02-03")


def test_no_store_is_needed_and_none_is_made(script: Script) -> None:
    """It is about the pages, and about nobody; with --json what it is made of."""
    assert "Accessibility statement" in script(*TRIED)
    assert "Tilgængelighedserklæring" in script(*TRIED, "--lang", "da")
    assert script.json(*TRIED)["renew_by"] == "2027-02-03"
    assert not script.store.exists()


def test_it_is_written_as_a_page_or_a_pdf(script: Script, tmp_path: Path) -> None:
    """What the municipality is to do with it is said beside it."""
    for name, begins in (("out.html", b"<!DOCTYPE html>"), ("out.pdf", b"%PDF-")):
        file = tmp_path / name
        result = script.run(*TRIED, "--out", str(file))
        assert (result.exit_code, result.stdout) == (0, "")
        assert file.read_bytes().startswith(begins)
        assert "read it before you publish it" in " ".join(result.stderr.split())
        assert "[[office]]" in result.stderr
    for typed in (["--out", str(tmp_path / "x.docx")], ["--json", "--out", str(file)]):
        before = [each for each in typed if each == "--json"]
        after = [each for each in typed if each != "--json"]
        assert script.refused(2, *before, *TRIED, *after)


def test_with_an_office_the_file_of_the_municipality_is_enough(
    script: Script, tmp_path: Path
) -> None:
    """It is the one without a team."""
    settings = tmp_path / "kommune.toml"
    settings.write_text('[[office]]\nname = "Jobhuset"\ntelephone = "12 34 56 78"\n')
    result = script.run("--settings", str(settings), *TRIED)
    assert "tel:12345678" in result.stdout
    assert "[[office]]" not in result.stderr


def test_the_day_is_given_and_has_come(script: Script) -> None:
    """Nobody knows it but who tried the pages; a day ahead is no such day."""
    assert "--tried" in script.refused(2, "accessibility")
    told = script.refused(2, "accessibility", "--tried", "2999-01-01")
    assert "That day has not come." in told


def test_at_a_terminal_a_file_is_made_and_named(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody reads HTML on a screen; what is there is not written over."""
    monkeypatch.chdir(tmp_path)
    code, seen = script.at_a_terminal(*TRIED)
    assert (code, "accessibility.html" in seen, "<html" in seen) == (0, True, False)
    assert (tmp_path / "accessibility.html").read_text().startswith("<!DOCTYPE html>")
    code, seen = script.at_a_terminal(*TRIED)
    assert (code, "already" in " ".join(seen.split())) == (1, True)
