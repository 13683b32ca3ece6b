"""A caseworker at a real terminal, in both languages, narrow and wide: seen as it is seen.

The screens are kept beside this, to be read. To write them anew: JOURNEYS_TRANSCRIPTS=write, and
read what changed.
"""

import os
import re
from pathlib import Path

import pytest

from journeys.language import Language
from tests.cli.terminal import PROMPT, Terminal, at_a_terminal

KEPT = Path(__file__).parent / "transcripts"
NUMBER, NAME, WORDS = "711299-1234", "Birgit Eksempel", "Jeg vil have kolleger igen"
ID = re.compile(r"\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{8}\b")
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d|\d\d\.\d\d\.\d{4}) \d\d:\d\d")

ASKED = {
    "da": {
        "municipality": "Hvilken kommune: de tre cifre? ",
        "basis": "Hvad er borgerens forsørgelse? ",
        "identify": "journeys borger identificer",
        "begun": "journeys plad",
        "completed": "plads ",
        "number": "CPR-nummer (det vises ikke): ",
        "name": "Borgerens navn: ",
        "who": "Hvem er det? Id, CPR-nummer eller navn (det vises ikke): ",
        "people": "Hvor mange kan dele den? (tomt: 1): ",
        "paid": "Hvor mange lønnede timer om ugen? (tomt: ikke oplyst): ",
    },
    "en": {
        "municipality": "Which municipality: its three digits? ",
        "basis": "What does the citizen live on? ",
        "identify": "journeys citizen identify",
        "begun": "journeys plac",
        "completed": "placement ",
        "number": "CPR number (it is not shown): ",
        "name": "What the citizen is called: ",
        "who": "Who is it? An id, a CPR number or a name (it is not shown): ",
        "people": "How many people may share it? (empty: 1): ",
        "paid": "How many paid hours a week? (empty: not said): ",
    },
}


def walked(there: Terminal, language: Language) -> None:
    """Type the path: open, be asked, say who it is, record, look, and use TAB."""
    asked = ASKED[language]
    there.enter("journeys")
    there.enter("journeys open --on 2026-01-12", asked["municipality"])
    there.enter("621", asked["basis"])
    there.enter("solskin", asked["basis"])
    there.enter("førtidsp")
    there.enter('eval "$(_JOURNEYS_COMPLETE=source_bash journeys)"')
    there.type(f"{asked['identify']} \t")
    there.wait(asked["identify"].rpartition(" ")[2])
    there.enter("", asked["number"])
    there.enter(NUMBER, asked["name"])
    there.enter(NAME)
    there.enter(f'journeys hope - --words "{WORDS}" --on 2026-01-12', asked["who"])
    there.enter("birgit")
    there.enter("journeys wish --words 'Nogle timer i et bageri' --on 2026-01-12", asked["who"])
    there.enter(NUMBER)
    for begun, completed in ((asked["begun"], asked["completed"]), ("st", "start ")):
        there.type(f"{begun}\t")
        there.wait(completed)
    there.enter("- --kind småjob --paid-hours 4,5 --on 2026-02-02", asked["who"])
    there.enter(NAME)
    there.enter("journeys talk - --about Bageriet --next 2026-03-02 --on 2026-02-09", asked["who"])
    there.enter(NAME)
    there.enter("journeys desk --on 2026-03-03")
    there.enter("journeys show - --on 2026-03-03", asked["who"])
    there.enter(NUMBER)
    there.enter("journeys show - --on 2026-03-03", asked["who"])
    there.enter("Ingen Kendt")
    there.enter('journeys employer register "Havnens Bageri" --on 2026-02-09')
    opened = "journeys post open bageri Pakkeri --task 'Pakke brød=6' --task Feje=2"
    there.enter(f"{opened} --on 2026-02-09", asked["people"])
    there.enter("2")
    there.enter("journeys match - --on 2026-03-03", asked["who"])
    there.enter(NAME)
    there.enter(
        "journeys placement start - --post pakkeri --task feje --on 2026-03-02", asked["who"]
    )
    there.enter(NAME, asked["paid"])
    there.enter("2")
    there.enter("journeys post show pakkeri --on 2026-03-03")
    there.enter("history -a; cat history | wc -l")


def steady(screen: str) -> str:
    """Return a screen with each id, and each moment, as it is every time."""
    known: dict[str, str] = {}
    for found in ID.finditer(screen):
        known.setdefault(found[0][:8], f"{len(known) + 1:x}" * 8)
    told = ID.sub(lambda found: known[found[0][:8]] + found[0][8:9] * 0, screen)
    told = MOMENT.sub("DAY TIME", told)
    return "\n".join(line.rstrip() for line in told.splitlines()) + "\n"


@pytest.mark.parametrize(("language", "columns"), [("da", 80), ("en", 120)])
def test_a_path_at_a_terminal_is_seen_as_it_was_read(
    tmp_path: Path, language: Language, columns: int
) -> None:
    """Every question, answer and refusal; and nothing that was typed unseen is seen anywhere."""
    with at_a_terminal(tmp_path, columns, {"JOURNEYS_LANG": language}) as there:
        walked(there, language)
        screen = steady(there.screen.replace(str(tmp_path), "~"))
    typed_openly = screen.replace(f"{ASKED[language]['name']}{NAME}", "")
    # What is shown or recorded says whom it is about.
    typed_openly = re.sub(rf"(for|\() ?{NAME}[:)]|\n  {NAME}  ", "", typed_openly)
    assert NUMBER not in screen
    assert NAME not in typed_openly
    history = (tmp_path / "history").read_text(encoding="utf-8")
    assert NUMBER not in history
    assert NAME not in history
    kept = KEPT / f"{language}-{columns}.txt"
    if os.environ.get("JOURNEYS_TRANSCRIPTS") == "write":
        kept.write_text(screen, encoding="utf-8")
    assert screen == kept.read_text(encoding="utf-8")
    assert PROMPT in screen
