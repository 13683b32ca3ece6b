"""What a command needs and was not told: asked for at a terminal, and nowhere else."""

from collections.abc import Iterator

import pytest

from journeys.adapters.cli.input.asked_as import QUESTIONS, question_for
from journeys.adapters.cli.output.speaking import english_name
from journeys.language import LANGUAGES, Language, say, spoken
from tests.cli.script import CTRL_C, CTRL_D, Script, commands


def test_what_is_missing_is_asked_for_one_by_one(script: Script, journey: str) -> None:
    """In the order in which the command has it; what was typed is not asked for."""
    talk = [
        ("What is the subgoal? ", "Tage bussen"),
        ("Why is it worth it? ", "Så kan jeg komme omkring"),
    ]
    code, seen = script.started().in_talk(talk, "subgoal", "set", journey[:8], "--on", "2026-02-01")
    assert code == 0, seen
    assert "--title" not in seen
    assert "Virkningsdato" not in seen
    details = script.told(journey)[-1]["details"]
    assert (details["title"], details["why"]) == ("Tage bussen", "Så kan jeg komme omkring")


def test_a_code_is_chosen_from_those_in_force_on_the_day(script: Script, journey: str) -> None:
    """Each with what it means; what is none of them is asked for again."""
    talk = [
        ("What does the citizen live on? ", "guld"),
        ("What does the citizen live on? ", "dagp"),
    ]
    code, seen = script.in_talk(talk, "basis", journey, "--on", "2026-02-01")
    assert code == 0, seen
    assert "  kontanthjælp " in seen
    assert "Type one of those" in seen
    assert script.json("show", journey, "--on", "2026-02-02")["support_basis"] == "dagpenge"


def test_an_answer_that_is_not_understood_says_why(script: Script, journey: str) -> None:
    """And is asked for again: a choice, a day, and nothing at all."""
    talk = [
        ("Which scheme? The old one has a highest, middle or ordinary pension. ", ""),
        ("Which scheme? The old one has a highest, middle or ordinary pension. ", "nyere"),
        ("Which scheme? The old one has a highest, middle or ordinary pension. ", "new"),
        ("When was the citizen born? ", "i fjor"),
        ("When was the citizen born? ", "1.6.1984"),
    ]
    code, seen = script.in_talk(talk, "pension", "grant", journey, "--on", "2016-03-01")
    assert code == 0, seen
    assert "This is needed" in seen
    assert "  new\r\n  old\r\n" in seen
    assert "\nWrite a day as 2026-12-31" in seen


def test_several_are_asked_for_a_line_each(script: Script, journey: str) -> None:
    """An empty line ends them, and the first may not be empty."""
    script("placement", "start", journey, "--kind", "praktik", "--on", "2026-02-01")
    asked = "Who agreed to it? "
    talk = [(asked, ""), (asked, "citizen"), (asked, "employer"), (asked, "")]
    given = ["--employer", "Bageriet", "--tasks", "Brød", "--competences", "Ro"]
    code, seen = script.in_talk(talk, "workplace", "match", journey, *given, "--on", "2026-02-02")
    assert code == 0, seen
    assert script.told(journey)[-1]["details"]["agreed_by"] == ["citizen", "employer"]


def test_what_a_journey_led_to_is_asked_for_with_its_reason(script: Script, journey: str) -> None:
    """From the codes there are, by first signs; an empty answer leaves it out."""
    asked = "Which of these did it lead to? (empty: not said): "
    for answers, stored in (("guld", "arb"), "arbejde"), (("",), None):
        talk = [("Why, in neutral words? ", "Fast job"), *((asked, each) for each in answers)]
        code, seen = script.in_talk(talk, "close", journey, "--leave-all", "--on", "2026-02-01")
        assert code == 0, seen
        assert "  folkepension " in seen
        assert ("Type one of those" in seen) is (stored is not None)
        assert script.told(journey)[-1]["details"].get("why") == stored
        script("resume", journey, "--on", "2026-02-01")
    close = ["close", journey, "--reason", "Fast job", "--leave-all", "--on", "2026-02-02", "--why"]
    assert "journeys vocabulary closing" in script.refused(1, *close, "guld")
    script(*close, "Død")
    assert script.told(journey)[-1]["details"]["why"] == "død"


@pytest.mark.parametrize("key", [CTRL_D, CTRL_C])
def test_whoever_breaks_it_off_records_nothing(script: Script, journey: str, key: str) -> None:
    """By either key, at whichever question."""
    talk = [("What is the subgoal? ", "Tage bussen"), ("Why is it worth it? ", key)]
    code, seen = script.in_talk(talk, "subgoal", "set", journey)
    assert code == 130, seen
    assert "Traceback" not in seen
    assert len(script.told(journey)) == 1


def test_the_same_answers_are_the_same_request(script: Script, journey: str) -> None:
    """What was answered counts as what was typed: another answer is another question."""
    hope = ["hope", journey, "--on", "2026-02-01", "--request-id", "r-1"]
    for answer, expected in (("Et job", 0), ("Et job", 0), ("En have", 1)):
        code, seen = script.in_talk([("What does the citizen hope for? ", answer)], *hope)
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
        assert "What does the citizen hope for? " not in seen


def test_every_question_has_words() -> None:
    """Whatever a command needs says what it is."""
    needed = [param for _, command in commands() for param in command.params if param.required]
    assert needed
    assert all(getattr(param, "help", "") for param in needed)


def asked() -> Iterator[tuple[str, str, str]]:
    """Yield what can be asked for: the command, its option, and the help of that."""
    for path, command in commands():
        along = getattr(command.callback, "asked_along", ())
        for param in command.params:
            if param.param_type_name == "option" and (param.required or param.name in along):
                yield " ".join(path), english_name(param), getattr(param, "help", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_question_is_asked_as_a_person_asks(language: Language) -> None:
    """Of each option that is asked for: no option, no sentence of the help, and in one language."""
    with spoken(language):
        for where, option, help_ in asked():
            question = question_for(where, option, help_)
            assert "--" not in question
            assert question.endswith(("?", ".")) or option in ("codes", "element", "into", "score")
    assert len([*asked()]) > 80


def test_every_question_is_of_a_parameter_that_there_is() -> None:
    """What is left over when one changes is noticed here; and none is left in English."""
    options = {
        (" ".join(path), english_name(param))
        for path, command in commands()
        for param in command.params
    }
    for key, question in QUESTIONS.items():
        where, _, option = key.rpartition(" ")
        assert [each for each in options if each[1] == option and where in ("", each[0])], key
        with spoken("da"):
            assert say(question) != question.text


def test_a_question_in_danish(script: Script, journey: str) -> None:
    """As a colleague asks; where there is no question, the help is one."""
    danish = script.speaking("da")
    talk = [("Om hvad? ", "De første vagter"), ("næste gang? (tomt: ikke aftalt endnu): ", "")]
    code, seen = danish.in_talk(talk, "samtale", journey, "--den", "2026-02-01")
    assert code == 0, seen
    assert "--" not in seen.partition("Registreret")[0]
    with spoken("da"):
        assert question_for("x", "uden", "Ordene, som de blev sagt.") == "Ordene, som de blev sagt:"
