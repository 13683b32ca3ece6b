"""A law tried from the script: counts, whose answer would change, sums of money, and a page."""

import io
from importlib.resources import files
from pathlib import Path
from uuid import uuid4

import pytest

from journeys.adapters.cli.output.forms.law_tried import tried_journeys
from journeys.adapters.cli.output.screen import paper
from journeys.language import spoken
from journeys.law import TriedJourneys
from journeys.projections.safety.law_tried import TriedJourney
from tests.cli.script import Script
from tests.cli.test_municipalities import Registry, made, many  # noqa: F401
from tests.invented import TODAY
from tests.registry.towns import HERNING, KOLDING

LAW = files("journeys.domain.law")
BOSS = ("--role", "manager", "--purpose", "Lovforberedelse")
DAY = ("--on", "2026-11-30")


@pytest.fixture
def without_consent(tmp_path: Path) -> str:
    """Return the path of a law by which nobody of sixty has to consent any more."""
    text = LAW.joinpath("pension.toml").read_text(encoding="utf-8")
    as_read = "day = 2026-11-30\nread = 2026-11-29\n"
    assert as_read in text
    dropped = 'day = 2026-11-30\ndropped = ["withdrawal-needs-consent-from-age"]\n'
    file = tmp_path / "lov.toml"
    file.write_text(text.replace(as_read, dropped), encoding="utf-8")
    return str(file)


@pytest.fixture
def sixty(script: Script) -> str:
    """Return the journey of somebody of sixty who has a pension."""
    journey = script.opened()
    granted = ["--scheme", "new", "--born", "1964-05-05", "--on", "2016-03-01"]
    script("pension", "grant", journey, *granted)
    return journey


def test_a_law_is_tried_on_everybody(script: Script, sixty: str, without_consent: str) -> None:
    """As counts; for whose answer changes, by name where that may be seen."""
    assert sixty
    auditor = ("--role", "auditor", "law", "try", without_consent, *DAY)
    seen = " ".join(script(*auditor).split())
    assert "1 citizen has an answer about a pension that day." in seen
    assert "Weaker for 1, stronger for 0, the same for 0." in seen
    assert "consent to a withdrawal from the age of 60" in seen
    view = script.json(*auditor)
    assert (view["weaker"], view["owed"], view["masked"]) == (1, 1, False)
    (line,) = script.json(*BOSS, "law", "try", without_consent, *DAY, "--who")["journeys"]
    assert (line["journey"], line["before"], line["after"]) == (
        sixty,
        "guaranteed-until",
        "verify",
    )
    seen = script(*BOSS, "law", "try", without_consent, *DAY, "--who")
    assert sixty[:8] in seen
    assert "2032-05-04" in seen
    looks = script.json("access", "show", sixty)["looks"]
    assert [each["view"] for each in looks if each["view"] == "changed-by-law"] == [
        "changed-by-law"
    ] * 2


def test_of_many_municipalities_each_citizen_stands_with_theirs(
    made: Registry,  # noqa: F811 - the fixture
    without_consent: str,
) -> None:
    """In one list, each under its code; of one that is chosen its own alone."""
    granted = ("--scheme", "new", "--born", "1964-05-05", "--on", "2016-03-01")
    journeys = {}
    for code in (KOLDING, HERNING):
        town = ("--only", code)
        opening = (*town, "open", "--municipality", code, "--basis", "førtidspension")
        journeys[code] = made.json(*opening)["journey"]
        made(*town, "pension", "grant", journeys[code], *granted)
    asked = (*BOSS, "law", "try", without_consent, *DAY, "--who")
    for typed, codes in ((asked, [KOLDING, HERNING]), (("--only", HERNING, *asked), [HERNING])):
        found = {each["municipality"]: each["journey"] for each in made.json(*typed)["journeys"]}
        assert found == {code: journeys[code] for code in codes}


def test_for_a_manager_one_is_too_few_to_show(
    script: Script, sixty: str, without_consent: str
) -> None:
    """It says what the sign means."""
    assert sixty
    seen = " ".join(script(*BOSS, "law", "try", without_consent, *DAY).split())
    assert "Weaker for *, stronger for *, the same for *." in seen
    assert "* is fewer than five, or a number that would reveal one that is." in seen


def test_a_new_rule_is_tried_on_its_first_day(script: Script, sixty: str, tmp_path: Path) -> None:
    """Unless another day is asked for; of one far ahead it says what the counts are."""
    assert sixty
    text = LAW.joinpath("pension.toml").read_text(encoding="utf-8")
    pause = text.replace("from = 2023-01-01\nto = 2025-12-31", "from = 2099-01-01")
    assert pause != text
    file = tmp_path / "lov.toml"
    file.write_text(pause, encoding="utf-8")
    assert script.json(*BOSS, "law", "try", str(file))["on"] == "2099-01-01"
    assert script.json(*BOSS, "law", "try", str(file), *DAY)["on"] == "2026-11-30"
    late = " ".join(script(*BOSS, "law", "try", str(file), "--on", "2028-02-02").split())
    assert "After 2027-11-29 no answer promises anything" in late


def test_a_right_that_is_lost_for_some_months_is_named(
    script: Script, sixty: str, tmp_path: Path
) -> None:
    """Though on the day on which all of the file has begun nobody's answer is another."""
    assert sixty
    text = LAW.joinpath("pension.toml").read_text(encoding="utf-8")
    consent = 'id = "withdrawal-needs-consent-from-age"\n'
    file = tmp_path / "lov.toml"
    file.write_text(text.replace(consent, f"{consent}from = 2027-07-01\n"), encoding="utf-8")
    for more, day, nobody in ((), "2027-07-01", True), (DAY, "2026-11-30", False):
        seen = " ".join(script("--role", "auditor", "law", "try", str(file), *more).split())
        assert f"tried on {day}" in seen
        assert ("Weaker for 0" in seen) == nobody
        assert ("Ask of each of them, too: 2026-11-30." in seen) == nobody
    seen = " ".join(script(*BOSS, "law", "try", str(file), "--who").split())
    assert (
        "Ask of each of them, too: 2026-11-30. Nobody's answer would be weaker or stronger." in seen
    )


def test_an_answer_that_a_fact_holds_is_named_as_such() -> None:
    """It is the same before and after, and yet the law behind it is weaker."""
    held = TriedJourney(
        journey=uuid4(),
        change="weaker",
        scheme="old",
        before="depends",
        until_before=None,
        after="depends",
        until_after=None,
        held=True,
        because=("never-withdrawn-old",),
        owed=True,
        reworded=True,
    )
    file = io.StringIO()
    with spoken("en"):
        paper(file).print(tried_journeys(TriedJourneys(on=TODAY, journeys=(held,))))
    seen = " ".join(file.getvalue().split())
    assert f"Whose answer would be weaker or stronger on {TODAY}: 1" in seen
    assert "Weaker (the" in seen
    assert "“The answer stays”: a fact or an age holds it" in seen


def test_a_file_with_neither_rules_nor_rates_is_refused(script: Script, tmp_path: Path) -> None:
    """It is not called what it is not."""
    empty = tmp_path / "tom.toml"
    empty.touch()
    assert "has neither rules nor rates" in script.refused(1, "law", "try", str(empty))


def test_rates_are_tried_without_a_store(script: Script, tmp_path: Path) -> None:
    """In invented situations: nobody's wage is recorded, and nothing is promised."""
    text = LAW.joinpath("rates.toml").read_text(encoding="utf-8")
    file = tmp_path / "satser.toml"
    file.write_text(text.replace("2024, value = 86900", "2024, value = 100000"), encoding="utf-8")
    seen = " ".join(script("law", "try", str(file)).split())
    assert "Income that does not lower the pension, single 2024 86,900 100,000" in seen
    assert "20,000 37,023 37,350 +327" in seen
    assert "none of this is a promise" in seen
    assert {each["year"] for each in script.json("law", "try", str(file))["sums"]} == {2024}
    of_a_year = script.json("law", "try", str(file), "--on", "2022-05-01")["sums"]
    assert {(each["year"], each["together_more"]) for each in of_a_year} == {(2022, "0")}
    assert "No sum of the table is another" in script("law", "try", str(LAW / "rates.toml"))
    assert "lacks rates of 1950" in script("law", "try", str(file), "--on", "1950-01-01")
    assert not script.store.exists()


def test_a_page_is_written_whole_and_never_over_a_file(
    script: Script, sixty: str, without_consent: str, tmp_path: Path
) -> None:
    """Of rules and of rates; it names nobody."""
    page = tmp_path / "lov.html"
    asked = (*BOSS, "law", "try", without_consent, *DAY, "--page", str(page))
    script(*asked)
    assert "<h1>The law as read on 2026-11-30" in page.read_text(encoding="utf-8")
    assert sixty[:8] not in page.read_text(encoding="utf-8")
    before = page.read_bytes()
    assert "There is a file at" in script.refused(1, *asked)
    assert page.read_bytes() == before
