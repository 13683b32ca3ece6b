"""The pages about employers by the script: one to hand over, and the room for work."""

from pathlib import Path

import pytest
from lxml import html as lxml_html  # type: ignore[import-untyped]

from tests.cli.script import Script

ON = ("--on", "2026-02-02")
MANAGER = ("--role", "manager")
OFFICE = """
[[office]]
name = "Jobhuset"
place = "Torvet 1, 6000 Kolding"
telephone = "12 34 56 78"
"""


@pytest.fixture
def shop(script: Script) -> Script:
    """Return the script of a store with a shop and a post for two, in which one is."""
    citizen = script.opened()
    script("employer", "register", "Havnens Købmand", *ON)
    tasks = ("--task", "Fylde hylder=10", "--task", "Rydde op=5")
    script("post", "open", "købmand", "Butikshjælp", *tasks, "--people", "2", *ON)
    script("placement", "start", citizen, "--post", "butik", "--task", "fylde", *ON)
    return script


def test_the_page_for_an_employer_is_written_as_html_and_as_pdf(
    shop: Script, tmp_path: Path
) -> None:
    """It says how much is free, and of a PDF on how many sheets it is."""
    file, paper = tmp_path / "side.html", tmp_path / "side.pdf"
    shop("employer", "page", "købmand", "--out", str(file), *ON)
    text = lxml_html.parse(str(file)).getroot().text_content()
    assert "1 of 2 places is free." in text
    assert "Rydde op" in text
    typed = ("employer", "page", "købmand", "--out", str(paper), "--lang", "da", *ON)
    assert "(1 ark)" in shop.run(*typed).stderr
    assert paper.read_bytes().startswith(b"%PDF")


def test_without_an_office_it_says_how_to_add_one(shop: Script, tmp_path: Path) -> None:
    """With one the page has a number to call."""
    typed = ("employer", "page", "købmand", *ON)
    assert "[[office]]" in shop.run(*typed).stderr
    settings = tmp_path / "kommune.toml"
    settings.write_text(OFFICE, encoding="utf-8")
    assert "tel:12345678" in shop("--settings", str(settings), *typed)


def test_the_page_ends_as_a_page_does(shop: Script) -> None:
    """And is no page with --json."""
    refused = shop.refused(2, "employer", "page", "købmand", "--out", "side.png", *ON)
    assert ".html, .pdf" in refused
    shop.refused(2, "--json", "employer", "page", "købmand", "--out", "side.html", *ON)
    assert shop.json("employer", "page", "købmand", *ON)["posts"][0]["free_places"] == 1


def test_the_room_is_a_page_with_charts(shop: Script, tmp_path: Path) -> None:
    """Masked it says only what is offered."""
    file, masked = tmp_path / "plads.html", tmp_path / "ud.html"
    shop(*MANAGER, "room", "--months", "3", "--page", str(file), *ON)
    page = lxml_html.parse(str(file)).getroot()
    assert "1 of 2 places is taken." in page.text_content()
    assert len(page.xpath("//figure//*[local-name()='svg']")) == 4
    shop(*MANAGER, "room", "--mask", "--page", str(masked), *ON)
    assert "2 places, and 15 hours a week." in lxml_html.parse(str(masked)).getroot().text_content()
    assert shop.json(*MANAGER, "room", "--mask", *ON)["day"]["whole"]["people"] is None


def test_the_managers_page_and_screen_say_the_room_of_the_day(shop: Script) -> None:
    """In a section of their own."""
    seen = shop(*MANAGER, "manage", *ON)
    assert "Room for work at employers" in seen
    row = next(line for line in seen.splitlines() if "All posts" in line)
    assert row.split()[2:] == ["2", "1", "1", "15", "10"]
