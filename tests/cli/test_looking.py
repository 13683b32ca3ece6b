"""What people see: plain words, 80 columns, no colour where nobody sees it."""

import re
from datetime import date, timedelta
from importlib.resources import files

from tests.cli.script import Script

ESCAPE = "\x1b"
SETBACKS = ("failed", "failure", "absent", "overdue", "missed", "late", "non-compliant")


def test_the_picture_gives_the_four_answers(script: Script, walked: str) -> None:
    """And what is owed, in words that blame nobody."""
    seen = script("show", walked)
    order = [
        "Where I am",
        "What I have done",
        "My next step, and who helps",
        "My safety net",
        "What we owe you",
    ]
    assert [seen.index(title) for title in order] == sorted(seen.index(title) for title in order)
    assert f"journeys safety {walked[:8]}" in seen
    assert "You asked for your pension back. We answer you" in seen
    assert "[bold]brackets[/bold]" in " ".join(seen.split())
    assert not set(re.findall(r"[\w-]+", seen.lower())) & set(SETBACKS)


def test_a_new_journey_has_no_empty_boxes(script: Script, journey: str) -> None:
    """What is not there yet is told as a beginning."""
    seen = script("show", journey)
    assert "The way has begun." in seen
    assert "No step is set just now." in seen
    assert "None" not in seen


def test_the_safety_tells_what_is_kept_and_what_is_open(script: Script, walked: str) -> None:
    """With its sources, the way back in steps, and the entries it rests on."""
    seen = script("safety", walked)
    flat = " ".join(seen.split())
    assert "You asked on 1 March 2026 to be paid your pension again" in flat
    assert "The pension may rest. The law sets no limit of time." in flat
    assert "Source: Lov om social pension § 43 a" in flat
    assert "To be verified: from which day payment starts again." in flat
    assert "Who: you - done" in flat
    assert "Who: Udbetaling Danmark - to come" in flat
    assert "entries 2, 5, 12 of" in flat
    assert "your right to the pension is kept." in flat


def test_without_a_pension_the_safety_promises_nothing(script: Script, journey: str) -> None:
    """It says that none is recorded, and stops."""
    seen = script("safety", journey)
    assert "No pension is recorded" in seen
    assert "kept" not in seen


LAW, RATES = (
    str(files("journeys.domain.law").joinpath(name)) for name in ("pension.toml", "rates.toml")
)
ANSWERS = (
    "show ID",
    "briefing ID",
    "safety ID",
    "timeline ID",
    "desk",
    "list",
    "overview",
    "overview --by paid-hours --trend --mask",
    "--role manager --purpose Ledelse effects --by basis",
    "overview --by responsible --trend --months 24",
    "--role manager manage",
    "--role manager goals",
    "--role auditor retire",
    "duties",
    "duties ID",
    "duties --by kind",
    "continuity",
    "continuity ID",
    f"--role manager law try {LAW}",
    f"law try {RATES} --on 2024-01-01",
    "vocabulary",
    "vocabulary measure --all",
    "vocabulary support-basis",
)


def test_an_answer_fits_eighty_columns_and_has_no_colour(script: Script, walked: str) -> None:
    """Whoever pipes it into a file or a letter gets plain text."""
    for command in ANSWERS:
        seen = script(*(walked if word == "ID" else word for word in command.split()))
        assert max(len(line) for line in seen.splitlines()) <= 80, command
        assert ESCAPE not in seen


def test_what_takes_effect_later_is_told(script: Script, journey: str) -> None:
    """Today's picture leaves it out, and says so."""
    later = (date.today() + timedelta(days=30)).isoformat()  # noqa: DTZ011 - the day it is here
    script("rest", journey, "--on", later)
    seen = script("show", journey)
    assert ": open" in seen
    assert "1 entry takes effect on a later day" in seen
    assert "resting" in script("show", journey, "--on", later)


def test_the_timeline_is_read_on_both_clocks(script: Script, walked: str) -> None:
    """Up to a day, and as it was known before anything was recorded here."""
    until = script.json("timeline", walked, "--on", "2026-01-12")["lines"]
    assert {line["kind"] for line in until} == {
        "journey-opened",
        "pension-granted",
        "wish-to-work-expressed",
        "hope-stated",
    }
    for command in ("timeline", "show", "safety"):
        script(command, walked, "--known-at", "2020-01-01")
    assert script.json("timeline", walked, "--known-at", "2020-01-01")["lines"] == []
    assert script.json("show", walked, "--known-at", "2020-01-01")["state"] == "unopened"


def test_the_overview_counts_by_day(script: Script, walked: str) -> None:
    """Nobody is counted before their journey was opened."""
    assert script.json("overview", "--on", "2026-01-11")["journeys"] == 0
    assert script.json("overview", "--on", "2026-01-12")["by"]["basis"] == {"kontanthjælp": 1}
    assert "kontanthjælp" in script("overview", "--on", "2026-02-03")
    assert walked[:8] in script("list", "--on", "2026-02-03")


def test_the_overview_counts_by_what_is_asked(script: Script, walked: str) -> None:
    """Each once, in the order in which they were asked."""
    assert walked
    by = ("--by", "phase", "--by", "municipality", "--by", "phase")
    seen = script.json("overview", "--on", "2026-02-03", *by)["by"]
    assert seen == {"phase": {"none": 1}, "municipality": {"621": 1}}
    assert "In the phase" in script("overview", "--on", "2026-02-03", *by)
    assert "Choose one of: basis," in script.refused(2, "overview", "--by", "wage")


def test_what_leaves_the_house_is_masked(script: Script, walked: str) -> None:
    """One person alone is not to be told; the page says what the star means."""
    assert walked
    of_a_day = ("overview", "--on", "2026-02-03", "--mask")
    assert script.json(*of_a_day)["journeys"] is None
    assert "* is fewer than five, or a number that would reveal one that is." in script(*of_a_day)
    days = script.json(*of_a_day, "--trend")["days"]
    assert [day["journeys"] for day in days] == [0, 0, 0, 0, 0, None]


def test_an_empty_caseload_is_a_sentence(script: Script) -> None:
    """Not a table without rows."""
    script("init")
    assert script("list").startswith("No journey is open")


def test_a_new_store_is_announced_once(script: Script) -> None:
    """A slip in the store's name is seen at once; answers on stdout stay clean."""
    first = script.run("open", "--municipality", "621", "--basis", "su")
    assert str(script.store) in first.stderr
    for again in (["list"], ["open", "--municipality", "621", "--basis", "su"]):
        assert script.run(*again).stderr == ""
