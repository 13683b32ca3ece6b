"""The law looked up, a file of it checked, and the safety told as a page and as a letter."""

import json
from importlib.resources import files
from pathlib import Path

from tests.cli.script import Script

LAW = str(files("journeys.domain.law").joinpath("pension.toml"))


def test_the_rules_of_a_day_are_listed_with_how_sure_each_is(script: Script) -> None:
    """No store is asked, and none is made."""
    seen = script("law", "list", "--on", "2025-12-31")
    assert "no-withdrawal-period" in seen
    assert "(verified, new scheme, 2023-01-01 to 2025-12-31)" in seen
    assert "to be read again by 2027-11-29" in seen
    assert "no-withdrawal-period" not in script("law", "list", "--on", "2026-01-01")
    assert "no-withdrawal-period" in script("law", "list", "--on", "2026-01-01", "--all")
    assert max(map(len, seen.splitlines())) <= 80
    assert not script.store.exists()


def test_one_rule_is_shown_with_its_editions_and_sources(script: Script) -> None:
    """For people and for scripts."""
    seen = " ".join(script("law", "show", "withdrawal-needs-consent-from-age").split())
    assert "Edition of 2026-11-21" in seen
    assert "from age 60" in seen
    assert "Source: Lov om social pension § 44, stk. 3 (elov.dk/pensionsloven/44)" in seen
    (point,) = script.json("law", "show", "no-withdrawal-period")["points"]
    assert (point["starts"], point["ends"], point["in_use"]) == ("2023-01-01", "2025-12-31", True)


def test_a_rule_that_is_not_there_is_asked_back(script: Script) -> None:
    """With the nearest name."""
    told = json.loads(script.refused(1, "--json", "law", "show", "no-withdrawl-period"))
    assert told["error"] == "rule-unknown"
    assert "Did you mean 'no-withdrawal-period'?" in told["message"]


def test_a_file_of_the_law_is_checked(script: Script, tmp_path: Path) -> None:
    """What it would change, or every fault of it; nothing is changed."""
    assert "Nothing: it says what is known already." in script("law", "check", LAW)
    assert script.json("law", "check", LAW)["changes"] == []
    file = tmp_path / "lov.toml"
    text = Path(LAW).read_text(encoding="utf-8")
    file.write_text(text.replace("to = 2025-12-31", "to = 2022-12-31"), encoding="utf-8")
    assert "it ends before it begins" in script.refused(1, "law", "check", str(file))
    file.write_text(text.replace("to = 2025-12-31", "to = 2026-12-31"), encoding="utf-8")
    assert "- no-withdrawal-period: from 2023-01-01 to 2026-12-31" in script(
        "law", "check", str(file)
    )


def test_the_safety_is_a_letter_to_be_handed_over(script: Script, resting: str) -> None:
    """As text, as Markdown and as data; the same each time."""
    asked = ["safety", resting, "--on", "2026-03-02", "--letter"]
    text, markdown, data = script(*asked), script(*asked, "--markdown"), script.json(*asked)
    assert text.startswith("Din pension, når du prøver at arbejde\n2. marts 2026\n")
    assert markdown.startswith("# Din pension, når du prøver at arbejde\n")
    assert data["parts"][0]["title"] == "Svaret"
    for line in data["parts"][0]["lines"]:
        assert line in markdown
        assert line in " ".join(text.split())


def test_markdown_is_asked_of_a_letter_only(script: Script, resting: str) -> None:
    """The page for staff has no such form."""
    assert "--letter" in script.refused(2, "safety", resting, "--markdown")


def test_the_safety_as_data_has_all_that_the_page_tells(script: Script, resting: str) -> None:
    """Under names that stay."""
    view = script.json("safety", resting, "--on", "2026-03-02")
    assert (view["state"], view["answer"], view["until"]) == ("resting", "verify", None)
    for part in ("way_back", "sentences", "open_questions", "warnings", "income", "duties"):
        assert view[part], part
    for each in (*view["sentences"], *view["open_questions"], *view["warnings"]):
        assert each["text"]
        assert each["rules"] or each["entries"]


def test_what_the_law_changed_is_owed_and_what_changed_since_is_told(script: Script) -> None:
    """The pause was explained while it ran; then it ended."""
    journey = script.opened()
    grant = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *grant)
    early = script.json(
        "open", "--municipality", "621", "--basis", "dagpenge", "--on", "2025-03-01"
    )["journey"]
    script("pension", "grant", early, *grant)
    script("pension", "explain-safety", early, "--on", "2025-06-01")
    asked = ["duties", "--kind", "inform-safety", "--on"]
    assert script.json(*asked, "2025-12-31")["owed"] == []
    (owed,) = script.json(*asked, "2026-01-01")["owed"]
    assert owed["journey"] == early
    seen = " ".join(script("safety", early, "--on", "2026-01-01").split())
    assert "Answer then: guaranteed-until 2025-12-31. The law has changed." in seen
    assert "The answer promises less now." in seen
    script("pension", "explain-safety", early, "--on", "2026-01-02")
    assert script.json(*asked, "2026-01-02")["owed"] == []


def test_a_promise_of_the_municipality_is_shown_as_its_own(
    script: Script, resting: str, tmp_path: Path
) -> None:
    """With who decided it; and only with its file."""
    file = tmp_path / "kommune.toml"
    file.write_text(
        '[[promise]]\nda = "Vi ringer hver uge."\nen = "We call every week."\n'
        'from = 2026-01-01\ndecided_by = "Udvalget"\n',
        encoding="utf-8",
    )
    seen = script("--settings", str(file), "safety", resting, "--on", "2026-03-02")
    assert "What the municipality itself promises" in seen
    assert "We call every week." in seen
    assert "Decided by: Udvalget" in seen
    assert "We call every week." not in script("safety", resting, "--on", "2026-03-02")
