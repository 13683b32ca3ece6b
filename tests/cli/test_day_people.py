"""A session about those who are not as others: a restricted, an erased and a joined citizen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.script import ANNA, Script
from tests.cli.terminal import Terminal, at_a_terminal

BIRGIT = "3f2a1c9e-5b0d-4c1c-9a2e-7b1d6c520a54"
KARL = "9b1d6c52-0a54-4c1c-9a2e-5b0d3f6f8a11"
PEOPLE = ((BIRGIT, "711299-1234", "Birgit Holm"), (KARL, "711299-1235", "Karl Jensen"))
BOSS = ("--as", "lis.example", "--role", "manager", "--purpose", "Ledelse")
GROUND = ("--reason", "Tiden", "--authority", "Arkivet", "--yes")
CTRL_C, AT = "\x03", "\ndag>"


@pytest.fixture
def day(script: Script) -> Script:
    """Return the script in Danish, on a store with two citizens whom Anna follows."""
    for journey, number, name in PEOPLE:
        opened = ("--municipality", "621", "--basis", "kontanthjælp", "--on", "2026-01-12")
        script("open", *opened, "--journey", journey)
        script("citizen", "identify", journey, stdin=f"{number}\n{name}\n")
    return script.speaking("da")


def typed(day: Script, *lines: str, by: str = ANNA) -> tuple[str, str]:
    """Type lines in a session; return what is answered, and what is said on stderr."""
    done = day.run("--as", by, "dag", stdin="\n".join(lines))
    return done.stdout, done.stderr


def kinds(day: Script, journey: str) -> list[str]:
    """Return the kinds of what was recorded on a journey."""
    return [line["kind"] for line in day.told(journey)]


def test_a_restricted_citizen_is_open_to_those_who_may(day: Script) -> None:
    """Chosen by name, recorded, shown and left as any other."""
    day("opslag", "begræns", BIRGIT, "--åben-for", ANNA)
    answered, said = typed(day, "birgit", 'ønske --ord "Et bageri"', "vis", "/ud", "/slut")
    assert said == ""
    assert "Birgit Holm · kontanthjælp" in answered
    assert "Registreret for Birgit Holm: ønske om arbejde" in answered
    assert "I dag: 1 borger, 1 indførsel." in answered
    assert kinds(day, BIRGIT)[-1] == "wish-to-work-expressed"


def test_a_restricted_citizen_is_nobody_to_others(day: Script) -> None:
    """Neither named nor found, by no name, number or id, and nothing is recorded."""
    day("opslag", "begræns", BIRGIT, "--åben-for", ANNA)
    before = day.told(BIRGIT)
    lines = ("birgit", "711299-1234", BIRGIT, f"samtale {BIRGIT} --om Bussen", f"vis {BIRGIT}")
    answered, said = typed(day, *lines, "/slut", by="gert.example")
    assert "Birgit" not in answered + said
    assert said.count("Ikke udført: ") == len(lines)
    assert "Det er kun åbent for udpegede medarbejdere" in said
    assert "I dag: intet blev registreret." in answered
    assert day.told(BIRGIT) == before


@pytest.fixture
def there(day: Script, tmp_path: Path) -> Iterator[Terminal]:
    """Yield a terminal at which a session has begun, with Birgit chosen."""
    with at_a_terminal(tmp_path, 100, day.environment) as there:
        there.enter("journeys dag", until=AT)
        there.enter("birgit", until="\nBirgit>")
        yield there
        there.type(CTRL_C)
        there.wait("> ")
        there.enter("/slut")


def test_who_is_restricted_meanwhile_is_closed_at_once(there: Terminal, day: Script) -> None:
    """Although the citizen is chosen: nothing more is shown or recorded."""
    day("overdragelse", "tilbyd", BIRGIT, "--til", "bo.example", "--begrundelse", "Ferie", *SURE)
    told = ("--orienteret", "i dag")
    day("--som", "bo.example", "overdragelse", "modtag", BIRGIT, *told)
    day(*BOSS, "opslag", "begræns", BIRGIT, "--åben-for", "bo.example")
    before = day.json(*BO, "timeline", BIRGIT)
    for line in ("vis", "pause --begrundelse Ferie"):
        assert "kun åbent for udpegede" in there.enter(line, until="\nBirgit>")
    assert "I dag: intet blev registreret." in there.enter("/slut", until="registreret.")
    assert day.json(*BO, "timeline", BIRGIT) == before


def test_who_is_erased_meanwhile_is_gone(there: Terminal, day: Script) -> None:
    """The session goes on with others, and knows the name no more."""
    there.enter('håb --ord "Kolleger"', until="\nBirgit>")
    day("afslut", BIRGIT, "--begrundelse", "Flyttet")
    day(*BOSS, "slet", BIRGIT, *GROUND)
    assert "er slettet" in there.enter("vis", until=AT)
    assert "Ikke udført" in there.enter("birgit", until=AT)
    assert "Karl Jensen" in there.enter("karl", until="\nKarl>")
    there.enter('ønske --ord "En have"', until="\nKarl>")
    end = there.enter("/slut", until="indførsler.")
    assert "Birgit" not in end.partition("/slut")[2]


def test_a_joined_citizen_is_one_by_either_name(day: Script) -> None:
    """What is recorded stands on the journey that stays, and counts as one citizen."""
    day("læg-sammen", KARL, "--ind-i", BIRGIT, "--hvorfor", "Samme borger", "--ja")
    lines = ("karl", 'ønske --ord "Et bageri"', "vis", "/ud", "birgit", 'håb --ord "Kolleger"')
    answered, said = typed(day, *lines, "/slut")
    assert said == ""
    assert "I dag: 1 borger" in answered
    assert kinds(day, BIRGIT)[-3:] == ["journey-absorbed", "wish-to-work-expressed", "hope-stated"]
    assert day.told(KARL) == day.told(BIRGIT)


SURE = ("--sikker", "ukendt-kollega")
BO = ("--as", "bo.example")
