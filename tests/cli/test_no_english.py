"""No English in what the script refuses in Danish: each mistake, and what is said to it."""

import re

import pytest

from journeys.adapters.cli.output.danish import danish
from tests.cli.english_names import english_names
from tests.cli.script import Script
from tests.words.test_no_english import english

TYPED = (
    ("show",),
    ("show", "0000"),
    ("show", "zz zz"),
    ("hope", "ID"),
    ("hope", "ID", "--words", ""),
    ("hope", "ID", "--words", "Ring 711299-1234"),
    ("hope", "ID", "--words", "Noget med F32.2 i"),
    ("hope", "ID", "--words", "a", "b"),
    ("basis", "ID", "--basis", "guld"),
    ("placement", "start", "ID", "--kind", "guld", "--employer", "Bageriet"),
    ("placement", "start", "ID", "--kind", "praktik", "--paid-hours", "200"),
    ("placement", "hours", "ID", "--paid-hours", "4"),
    ("placement", "start", "ID", "--kind", "praktik", "--paid-hours", "mange"),
    ("subgoal", "reach", "ID"),
    ("subgoal", "reach", "ID", "ffff"),
    ("talk", "ID", "--about", "Vagter", "--on", "2099-01-01"),
    ("follow-up", "ID", "--due", "2020-01-01"),
    ("handover", "accept", "ID", "--told", "2026-01-12"),
    ("pension", "rest", "ID", "--ground", "own-wish"),
    ("pension", "ask-return", "ID"),
    ("retract", "ID", "99", "--why", "Fejl"),
    ("ruling", "inform", "ID", "--how", "letter"),
    ("show", "ID", "--on", "2026-02-30"),
    ("show", "ID", "--on", "snart"),
    ("duties", "--kind", "guld"),
    ("list", "--nonsense"),
    ("list", "--on"),
    ("nonsense",),
    ("--role", "manager", "show", "ID"),
    ("--role", "auditor", "--purpose", "Tilsyn", "wish", "ID", "--words", "Arbejde"),
    ("--role", "king", "list"),
    ("--lang", "de", "list"),
    ("help", "guld"),
    ("vocabulary", "guld"),
    ("law", "show", "guld"),
    ("schema", "guld"),
    ("what-if", "--household", "single"),
    ("what-if", "--household", "single", "--wage-month", "meget"),
    ("audit", "replay"),
    ("import", "states", "findes-ikke.csv", "--codes", "dream"),
    ("record", "findes-ikke.csv"),
)


@pytest.mark.parametrize("typed", TYPED, ids=" ".join)
def test_no_refusal_of_the_script_has_an_english_word(
    script: Script, journey: str, typed: tuple[str, ...]
) -> None:
    """Whatever is typed wrong, and in English: the answer is Danish."""
    told = script.speaking("da").run(*(journey if each == "ID" else each for each in typed))
    assert told.exit_code != 0
    said = told.stderr.replace(journey, "").replace("root", "")
    assert said.startswith("Ikke udført: ")
    assert not english(re.sub(r"Se: .*|journeys [\wæøå -]+", "", said)), said
    assert not english_names(said), said


def test_the_option_is_named_behind_what_is_missing(script: Script) -> None:
    """What the caseworker calls it, and where it is typed."""
    journey = script.opened()
    said = script.speaking("da").refused(1, "hope", journey, "--words", " ")
    assert "Udfyld »ordene« (--ord)" in said
    assert danish("options", "", "words") == "ord"
    assert "words: " in script.refused(1, "hope", journey, "--words", "Ring 711299-1234")
