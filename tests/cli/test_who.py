"""Who a command is about, asked for: an id, a CPR number or a name, typed unseen."""

import json

import pytest

from tests.cli.script import CTRL_C, CTRL_D, Script

NAME, OTHERS = "Ebba Opfundet", "Alma Opfundet"
NUMBER = "610203-1234"
ASKED = "(it is not shown): "


@pytest.fixture
def known(script: Script, journey: str) -> str:
    """Return a journey of which it is known who it is about."""
    script("citizen", "identify", journey, stdin=f"{NUMBER}\n{NAME}\n")
    return journey


@pytest.fixture
def alike(script: Script, known: str) -> list[str]:
    """Return two journeys of people who are called alike, in the order of their names."""
    other = script.opened()
    script("citizen", "identify", other, "--reference", "P-12", stdin=f"{OTHERS}\n")
    return [other, known]


def looks(script: Script, journey: str) -> list[tuple[str, str]]:
    """Return the views by which a journey was looked at, with the purpose of each."""
    return [
        (look["view"], look["purpose"]) for look in script.json("access", "show", journey)["looks"]
    ]


@pytest.mark.parametrize("typed", [NUMBER, NUMBER.replace("-", ""), NAME, "ebba", " opfun "])
def test_who_it_is_is_one_line_on_stdin(script: Script, known: str, typed: str) -> None:
    """For looking and for recording; each way is a look, for the purpose that holds."""
    assert script.json("show", "-", stdin=f"{typed}\n")["journey"] == known
    assert script.json("hope", "-", "--words", "Et job", stdin=typed)["journey"] == known
    view = "find" if typed[0] == "6" else "called"
    assert looks(script, known).count((view, "sagsbehandling")) == 2


def test_an_id_can_be_told_so_as_well(script: Script, journey: str) -> None:
    """In full or by its first signs; it needs no look at anybody else."""
    for typed in (journey, journey[:8], journey.upper()):
        assert script.json("timeline", "-", stdin=typed)["journey"] == journey
    assert looks(script, journey) == [("timeline", "sagsbehandling")] * 3


def test_each_question_has_its_own_line_of_a_pipe(script: Script, journey: str) -> None:
    """Who it is, then the number, then the name."""
    script("citizen", "identify", "-", stdin=f"{journey[:8]}\n{NUMBER}\n{NAME}\n")
    assert script.json("citizen", "show", "-", stdin=NUMBER)["name"] == NAME


@pytest.mark.parametrize(
    ("code", "error", "typed"),
    [
        (1, "citizen-not-found", "Ingen Kendt"),
        (1, "citizen-not-found", "710203-1235"),
        (1, "journey-unknown", "abcd1234"),
        (1, "cpr-no-date", "999999-1234"),
        (2, "usage", ""),
        (2, "usage", "610203-12"),
        (2, "usage", "Ebba 7"),
    ],
)
def test_who_is_not_found_or_not_understood_is_not_repeated(
    script: Script, known: str, code: int, error: str, typed: str
) -> None:
    """Each with its own code, and nobody is noted."""
    said = script.refused(code, "--json", "show", "-", stdin=f"{typed}\n")
    assert json.loads(said)["error"] == error
    assert not typed or typed not in said
    assert looks(script, known) == [("identified", "sagsbehandling")]


def test_several_in_a_pipe_are_refused_and_nobody_is_noted(
    script: Script, alike: list[str]
) -> None:
    """More of the name tells them apart."""
    told = json.loads(script.refused(1, "--json", "show", "-", stdin="opfundet"))
    assert told["error"] == "journey-ambiguous"
    assert "Opfundet" not in told["message"]
    assert all("called" not in dict(looks(script, each)) for each in alike)
    assert script.json("show", "-", stdin="alma opf")["journey"] == alike[0]


def test_a_name_that_an_id_begins_like_is_not_guessed(script: Script, known: str) -> None:
    """Whichever was meant: all the letters of Ebba are signs of an id."""
    script.opened("--journey", "ebba1111-0000-4000-8000-000000000001")
    told = json.loads(script.refused(1, "--json", "show", "-", stdin="Ebba"))
    assert told["error"] == "journey-ambiguous"
    assert script.json("show", "-", stdin="ebba o")["journey"] == known


@pytest.mark.usefixtures("known")
def test_who_may_not_search_among_people_does_not(script: Script) -> None:
    """A citizen names their own journey by its id; and a purpose is asked of who has none."""
    citizen = ("--as", "borger.example", "--role", "citizen", "--json")
    for typed in (NUMBER, NAME):
        told = json.loads(script.refused(1, *citizen, "show", "-", stdin=typed))
        assert told["error"] == "role-may-not"
    assert "--purpose" in script.refused(2, "--role", "manager", "show", "-", stdin=NAME)


@pytest.mark.parametrize("typed", [NUMBER, "6102031234", "610203 1234", NAME])
def test_a_number_or_a_name_is_no_argument(script: Script, known: str, typed: str) -> None:
    """It is refused, not repeated, and the sentence says how it is asked for."""
    for command in (["show"], ["hope", "--words", "Et job"], ["duties"]):
        said = script.refused(2, *command, typed)
        assert " - " in said
        assert typed not in said
        assert "1234" not in said
    assert len(script.told(known)) == 1


@pytest.mark.parametrize(("named", "typed"), [(["-"], NUMBER), ([], NAME.lower())])
def test_at_a_terminal_it_is_typed_unseen(
    script: Script, known: str, named: list[str], typed: str
) -> None:
    """Where it is left out, too; whom it found is shown by name."""
    code, seen = script.in_talk([(ASKED, typed)], "timeline", *named)
    assert code == 0, seen
    assert f"Journey {known[:8]} ({NAME})" in seen
    assert typed not in seen


def test_what_is_not_understood_is_asked_again(script: Script, known: str) -> None:
    """With what was wrong about it, and nothing of it shown."""
    talk = [(ASKED, ""), (ASKED, "610203-12"), (ASKED, NAME)]
    code, seen = script.in_talk(talk, "timeline", "-")
    assert code == 0, seen
    assert f"Journey {known[:8]}" in seen
    assert "ten digits" in seen
    assert "610203" not in seen


def test_at_a_terminal_one_of_several_is_chosen(script: Script, alike: list[str]) -> None:
    """By a number; whoever was shown was looked at."""
    talk = [(ASKED, "opfundet"), ("Which one: ", "3"), ("Which one: ", "2")]
    code, seen = script.in_talk(talk, "timeline", "-")
    assert code == 0, seen
    offered = [f"{each[:8]}  {name}" for each, name in zip(alike, (OTHERS, NAME), strict=True)]
    assert f"   1  {offered[0]}\r\n   2  {offered[1]}\r\n" in seen
    assert "from 1 to 2" in seen
    assert f"Journey {alike[1][:8]}" in seen
    assert all(("called", "sagsbehandling") in looks(script, each) for each in alike)


@pytest.mark.parametrize("key", [CTRL_D, CTRL_C])
def test_who_is_not_said_ends_it(script: Script, alike: list[str], key: str) -> None:
    """At the first question or at the second; nothing is recorded."""
    for talk in ([(ASKED, key)], [(ASKED, "opfundet"), ("Which one: ", key)]):
        code, seen = script.in_talk(talk, "hope", "--words", "Et job")
        assert code == 130, seen
        assert "Traceback" not in seen
    assert [len(script.told(each)) for each in alike] == [1, 1]
