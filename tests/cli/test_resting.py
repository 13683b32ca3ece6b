"""A pension that rests, as the script records and shows it: by what, and what is lived on then."""

import json

import pytest

from tests.cli.script import ANNA, CTRL_C, Script

GRANT = ["--scheme", "new", "--born", "1975-03-04", "--on", "2015-06-01"]
BOTH = "fleksjob-and-pension"


@pytest.fixture
def wished(script: Script, journey: str) -> str:
    """Return the journey of somebody with a pension who would like to work."""
    script("pension", "grant", journey, *GRANT)
    script("wish", journey, "--words", "I want to work", "--on", "2026-02-01")
    return journey


REST = ["--ground", "ruling", "--on", "2026-03-01"]
ASKED = "Type which it is: "


def test_where_no_ruling_is_recorded_the_caseworker_is_asked(script: Script, wished: str) -> None:
    """It may be the citizen's own wish; then it is recorded as that."""
    rest = ["pension", "rest", wished, *REST, "--request-id", "r-1"]
    code, seen = script.in_talk([(ASKED, "3"), ("from 1 to 2", "1")], *rest)
    assert code == 0, seen
    assert "It is the citizen's own wish" in seen
    assert script.told(wished)[-1]["details"] == {"ground": "own-wish"}


@pytest.mark.parametrize(("answer", "code"), [("2", 1), (CTRL_C, 130)])
def test_where_it_is_a_ruling_that_is_recorded_first(
    script: Script, wished: str, answer: str, code: int
) -> None:
    """Nothing is recorded until then."""
    ended, seen = script.in_talk([(ASKED, answer)], "pension", "rest", wished, *REST)
    assert ended == code, seen
    assert ("Record the ruling first" in seen) is (code == 1)
    assert script.told(wished)[-1]["kind"] == "wish-to-work-expressed"


def test_nobody_is_asked_where_nobody_is_there_nor_by_a_file(script: Script, wished: str) -> None:
    """A script, and a line of a file, are refused."""
    code, seen = script.at_a_terminal("--json", "pension", "rest", wished, *REST)
    assert code == 1, seen
    assert ASKED not in seen
    line = {"verb": "pension rest", "journey": wished, "ground": "ruling", "on": "2026-03-01"}
    file = script.store.with_name("lines.jsonl")
    file.write_text(json.dumps(line), encoding="utf-8")
    code, seen = script.at_a_terminal("record", str(file))
    assert code == 1, seen
    assert "Record the ruling first" in seen
    assert ASKED not in seen


def test_a_list_and_a_picture_show_what_is_lived_on_that_day(script: Script, wished: str) -> None:
    """Not a pension that rests; and where nothing is known, that."""
    script("basis", wished, "--basis", "førtidspension", "--on", "2026-01-12")
    script("pension", "rest", wished, "--on", "2026-03-01")
    script("placement", "start", wished, "--kind", "småjob", "--on", "2026-05-01")
    for day, code, text in (
        ("2026-02-28", "førtidspension", "What I live on: førtidspension"),
        ("2026-04-01", "", "What I live on: not known"),
        ("2026-05-01", "løn", "What I live on: løn"),
    ):
        assert script.json("show", wished, "--on", day)["support_basis"] == code
        assert text in script("show", wished, "--on", day)
        (case,) = script.json("list", "--on", day)["cases"]
        assert case["support_basis"] == code
        assert (code or "not known") in script("list", "--on", day)
        counted = script.json("overview", "--by", "basis", "--on", day)["by"]["basis"]
        assert counted == {code or "none": 1}
    assert "ikke oplyst" in script.speaking("da")("list", "--on", "2026-04-01")


def test_the_command_that_leaves_a_fleksjob_beside_the_pension_warns(
    script: Script, journey: str
) -> None:
    """With the day it begins; once, and where a script asks as data."""
    script("placement", "start", journey, "--kind", "fleksjob", "--on", "2026-02-01")
    told = script("pension", "grant", journey, *GRANT)
    assert "Look out, from 2026-02-01: Look at the fleksjob together" in told
    assert "Look out" not in script("wish", journey, "--words", "Work", "--on", "2026-02-01")
    assert "Look out" not in script("pension", "rest", journey, "--on", "2026-03-01")
    resume = ["pension", "resume", journey, "--paid-from", "2026-06-01", "--on", "2026-05-01"]
    assert "Look out, from 2026-06-01" in script(*resume, "--dry-run")
    (warning,) = script.json(*resume)["warnings"]
    assert (warning["kind"], warning["since"]) == (BOTH, "2026-06-01")
    assert warning["da"].startswith("Tal med borgeren om fleksjobbet")
    ended = ["placement", "end", journey, "--reason", "Agreed", "--on", "2026-06-02"]
    assert "warnings" not in script.json(*ended)
    # An end that is known ends the duty in time, and is worth a warning too; without it, another.
    paid_again = script.told(journey)[-2]["entry"]
    script("retract", journey, str(paid_again), "--why", "Another day")
    assert "Look out, from 2026-06-01" in script(*resume)
    assert "Look out" in script("retract", journey, str(paid_again + 1), "--why", "Not ended")


def test_a_retraction_warns_and_show_and_safety_say_it_while_it_lasts(
    script: Script, wished: str
) -> None:
    """To the caseworker as a notice and a warning, to the citizen as what is owed."""
    script("pension", "rest", wished, "--on", "2026-03-01")
    rested = script.told(wished)[-1]["entry"]
    script("placement", "start", wished, "--kind", "fleksjob", "--on", "2026-04-01")
    wrong = {"why": "Wrong", "on": "2026-04-01"}
    line = json.dumps({"verb": "retract", "journey": wished, "entry": str(rested), **wrong})
    assert "Line 1: Look out, from 2026-04-01" in script("record", "--dry-run", "-", stdin=line)
    assert "Look out" in script("retract", wished, str(rested), "--why", "Wrong")
    shown = script("show", wished, "--on", "2026-04-01")
    assert "You have a fleksjob, and you are paid a pension too." in " ".join(shown.split())
    assert "Look at the fleksjob together with the citizen" in " ".join(shown.split())
    safety = script.json("safety", wished, "--on", "2026-04-01")
    assert BOTH in {duty["kind"] for duty in safety["duties"]}
    assert any("You have a fleksjob now" in each["en"] for each in safety["warnings"])
    (owed,) = script.json("duties", "--kind", BOTH, "--on", "2026-04-01")["owed"]
    assert owed["owed"]["by"] == ANNA


OLD_GRANT = ["--scheme", "old", "--born", "1975-03-04", "--on", "2004-05-01"]
BEGUN = "Empty if nobody knows: "


@pytest.mark.parametrize(
    ("answers", "told"),
    [([(BEGUN, "then"), (BEGUN, "1.9.2002")], "2002-09-01"), ([(BEGUN, "")], None)],
    ids=["known", "unknown"],
)
def test_the_day_of_the_case_is_asked_for_where_the_scheme_goes_by_it(
    script: Script, journey: str, answers: list[tuple[str, str]], told: str | None
) -> None:
    """Without it, nothing is promised."""
    code, seen = script.in_talk(answers, "pension", "grant", journey, *OLD_GRANT)
    assert code == 0, seen
    details = next(each for each in script.told(journey) if each["kind"] == "pension-granted")
    assert details["details"].get("case_begun") == told
    answer = script.json("safety", journey, "--on", "2026-03-01")["answer"]
    assert answer == ("verify" if told is None else "guaranteed-until")


def test_the_day_of_the_case_is_asked_for_nowhere_else(script: Script, journey: str) -> None:
    """Where it is given, settles nothing, or nobody is there."""
    given = ["--case-begun", "2002-09-01"]
    for options in (
        GRANT,
        [*OLD_GRANT, *given],
        ["--scheme", "old", *GRANT[2:4], "--on", "2001-01-01"],
    ):
        code, seen = script.at_a_terminal("pension", "grant", journey, *options, "--dry-run")
        assert code == 0, seen
        assert BEGUN not in seen
    assert BEGUN not in script("pension", "grant", journey, *OLD_GRANT)
