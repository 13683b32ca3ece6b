"""What a command needs and was not told: asked for at a terminal, and nowhere else."""

import pytest

from tests.cli.script import CTRL_C, CTRL_D, Script, commands


def test_what_is_missing_is_asked_for_one_by_one(script: Script, journey: str) -> None:
    """In the order in which the command has it; what was typed is not asked for."""
    talk = [("--title: ", "Tage bussen"), ("--why: ", "Så kan jeg komme omkring")]
    code, seen = script.started().in_talk(talk, "subgoal", "set", journey[:8], "--on", "2026-02-01")
    assert code == 0, seen
    assert "What the step is.\r\n--title: " in seen
    assert "Virkningsdato" not in seen
    details = script.told(journey)[-1]["details"]
    assert (details["title"], details["why"]) == ("Tage bussen", "Så kan jeg komme omkring")


def test_a_code_is_chosen_from_those_in_force_on_the_day(script: Script, journey: str) -> None:
    """Each with what it means; what is none of them is asked for again."""
    talk = [("--basis: ", "guld"), ("--basis: ", "dagp")]
    code, seen = script.in_talk(talk, "basis", journey, "--on", "2026-02-01")
    assert code == 0, seen
    assert "  kontanthjælp " in seen
    assert "Type one of those" in seen
    assert script.json("show", journey, "--on", "2026-02-02")["support_basis"] == "dagpenge"


def test_an_answer_that_is_not_understood_says_why(script: Script, journey: str) -> None:
    """And is asked for again: a choice, a day, and nothing at all."""
    talk = [
        ("--scheme: ", ""),
        ("--scheme: ", "nyere"),
        ("--scheme: ", "new"),
        ("--born: ", "i fjor"),
        ("--born: ", "1.6.1984"),
    ]
    code, seen = script.in_talk(talk, "pension", "grant", journey, "--on", "2016-03-01")
    assert code == 0, seen
    assert "This is needed" in seen
    assert "  new\r\n  old\r\n" in seen
    assert "\nWrite a day as 2026-12-31" in seen


def test_several_are_asked_for_a_line_each(script: Script, journey: str) -> None:
    """An empty line ends them, and the first may not be empty."""
    script("placement", "start", journey, "--kind", "praktik", "--on", "2026-02-01")
    asked = "--agreed-by: "
    talk = [(asked, ""), (asked, "citizen"), (asked, "employer"), (asked, "")]
    given = ["--employer", "Bageriet", "--tasks", "Brød", "--competences", "Ro"]
    code, seen = script.in_talk(talk, "workplace", "match", journey, *given, "--on", "2026-02-02")
    assert code == 0, seen
    assert script.told(journey)[-1]["details"]["agreed_by"] == ["citizen", "employer"]


@pytest.mark.parametrize("key", [CTRL_D, CTRL_C])
def test_whoever_breaks_it_off_records_nothing(script: Script, journey: str, key: str) -> None:
    """By either key, at whichever question."""
    talk = [("--title: ", "Tage bussen"), ("--why: ", key)]
    code, seen = script.in_talk(talk, "subgoal", "set", journey)
    assert code == 130, seen
    assert "Traceback" not in seen
    assert len(script.told(journey)) == 1


def test_the_same_answers_are_the_same_request(script: Script, journey: str) -> None:
    """What was answered counts as what was typed: another answer is another question."""
    hope = ["hope", journey, "--on", "2026-02-01", "--request-id", "r-1"]
    for answer, expected in (("Et job", 0), ("Et job", 0), ("En have", 1)):
        code, seen = script.in_talk([("--words: ", answer)], *hope)
        assert code == expected, seen
    assert "under this request id" in seen
    assert len(script.told(journey)) == 2


def test_nothing_is_asked_where_nobody_is_there_or_of_a_script(
    script: Script, journey: str
) -> None:
    """It is not understood as typed then, as for stray words, which no question would mend."""
    assert "Missing option '--words'" in script.refused(2, "hope", journey, stdin="Et job\n")
    assert "Missing argument 'ID'" in script.refused(2, "show", stdin=journey)
    for typed in (["--json", "hope", journey], ["hope", journey, "et", "job"]):
        code, seen = script.at_a_terminal(*typed)
        assert code == 2
        assert "--words" in seen
        assert "--words: " not in seen


def test_every_question_has_words() -> None:
    """Whatever a command needs says what it is."""
    needed = [param for _, command in commands() for param in command.params if param.required]
    assert needed
    assert all(getattr(param, "help", "") for param in needed)
