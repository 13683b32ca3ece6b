"""A Danish day with ten citizens at a real terminal, as docs/sagsbehandler.md shows it.

To write the page's screen again: JOURNEYS_TRANSCRIPTS=write, and read what changed.
"""

import os
import re
import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.on_a_day import on_a_day
from tests.cli.script import Script
from tests.cli.terminal import at_a_terminal
from tests.docs.pages import DOCS

SCREEN = re.compile(r"(?<=<!-- dagen -->\n```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
HEX = re.compile(r"\b(?=\w*\d)[0-9a-f]{4,}\b")
"""What looks like the beginning of an id."""
AGAIN = re.compile(r"^((?:dag|[A-ZÆØÅ]\w*(?: \w+)?)>).*\1", re.MULTILINE)
"""A prompt that was drawn more than once: the last one is what is seen."""
PAGE = DOCS / "sagsbehandler.md"
MOMENT = "2026-11-30T08:40"
AT = "\ndag>"
METTE, KAREN = ("--as", "Mette"), ("--as", "Karen Bach")

PEOPLE = (
    "Birgit Holm",
    "Ali Haddad",
    "Jens Kær",
    "Sanne Lund",
    "Tove Friis",
    "Ove Dam",
    "Lise Bro",
    "Per Skov",
    "Nina Krag",
    "Bo Iversen",
)
JOURNEYS = [f"{0x3F2A + 0x1111 * nr:x}1c9e-5b0d-4c1c-9a2e-7b1d6c520a54" for nr in range(10)]
BIRGIT, ALI, JENS, SANNE, TOVE, OVE, LISE, PER, NINA, BO = JOURNEYS
OPENED = {
    ALI: (METTE, "kontanthjælp", "2026-08-28"),
    JENS: (METTE, "førtidspension", "2026-10-12"),
    BO: (KAREN, "kontanthjælp", "2026-10-12"),
}
BEFORE = f"""
subgoal set {BIRGIT} --title "Tage bussen selv" --why Frihed --on 2026-10-12
subgoal set {BIRGIT} --title "Møde chefen" --why Ro --on 2026-11-02
ruling hear {BIRGIT} --matter tilbud --words Ja --on 2026-11-09
ruling make {BIRGIT} --matter tilbud --outcome granted --legal-basis LAB57 --on 2026-11-09
follow-up {BIRGIT} --due 2026-12-07 --on 2026-11-09
pension grant {JENS} --scheme new --born 1984-06-01 --on 2016-03-01
wish {JENS} --words "Et job" --on 2026-10-20
pension ask-rest {JENS} --on 2026-11-02
pension rest {JENS} --on 2026-11-16
subgoal set {SANNE} --title "De første vagter" --why Penge --on 2026-11-02
follow-up {SANNE} --due 2026-11-30 --at 10 --place Jobhuset --on 2026-11-16
praktik {TOVE} --employer "Bageriet Solsikken" --paid-hours 4 --wish Gerne --on 2026-11-02
talk {TOVE} --about Praktikken --on 2026-11-16
placement end {TOVE} --reason Aftalt --on 2026-11-30
praktik {OVE} --employer Netto --wish Gerne --on 2026-11-02
follow-up {OVE} --due 2026-12-02 --at 13 --how phone --on 2026-11-16
talk {LISE} --about "Et sted at prøve" --on 2026-11-23
talk {PER} --about Cyklen --on 2026-11-23
talk {NINA} --about "Et kursus" --on 2026-11-23
"""


@pytest.fixture
def day(tmp_path: Path) -> Script:
    """Return the script in Danish on a store in which Mette follows nine citizens."""
    script = Script(tmp_path / "store.db", "da")
    with on_a_day("2026-11-29T16:00"):
        for nr, (name, journey) in enumerate(zip(PEOPLE, JOURNEYS, strict=True)):
            who, basis, on = OPENED.get(journey, (METTE, "kontanthjælp", "2026-10-12"))
            opened = ("--municipality", "621", "--basis", basis, "--on", on)
            script(*who, "open", *opened, "--journey", journey)
            script("citizen", "identify", journey, stdin=f"711299-12{nr:02}\n{name}\n")
        for line in BEFORE.strip().splitlines():
            script(*METTE, *shlex.split(line))
        offer = ("--to", "Mette", "--reason", "Jeg rejser", "--on", "2026-11-27")
        script(*KAREN, "handover", "offer", BO, *offer)
    return script


class Task(NamedTuple):
    """A task of the day: who it is about, the one command, and the answers to what it asks."""

    what: str
    who: str
    command: str
    answers: Sequence[tuple[str, str]] = ()
    """By the end of each question, what is answered."""
    options: str = ""
    """What is typed instead of the answers, as a single command."""


TASKS = (
    Task(
        "note a talk and agree the next",
        "birgit",
        "samtale",
        (
            ("Om hvad? ", "De første vagter"),
            ("aftalt endnu): ", "torsdag 10"),
            ("ikke oplyst): ", "Jobhuset"),
        ),
        '--om Vagter --næste "torsdag 10" --sted Jobhuset',
    ),
    Task("a subgoal reached", "birgit", "delmål nået", (("Hvilket delmål? ", "1"),), "Tage"),
    Task(
        "a mistake undone",
        "birgit",
        "fortryd",
        (("[j/N]: ", "j"), ("Hvorfor? ", "Det var delmål 2")),
        "",
    ),
    Task(
        "a hope",
        "ali",
        "håb",
        (("Hvad håber borgeren på? ", "Jeg vil køre lastbil"),),
        "--ord Lastbil",
    ),
    Task("a wish", "ali", "ønske", (("Hvad ønsker borgeren? ", "Gerne tidligt"),), "--ord Tidligt"),
    Task(
        "a small success",
        "sanne",
        "succes",
        (("Hvad lykkedes? ", "Ringede selv"),),
        "--ord Ringede",
    ),
    Task(
        "a subgoal set",
        "per",
        "delmål sæt",
        (
            ("Hvad er delmålet? ", "Køre på cykel"),
            ("Hvorfor er det værd at nå? ", "Så kan jeg komme omkring"),
        ),
        "--titel Cykle --hvorfor Frihed",
    ),
    Task(
        "a mistake corrected",
        "per",
        "ret",
        (
            ("Hvilken indførsel? ", "1"),
            ("rettes? ", "2"),
            ("Hvad skal der stå? ", "Lappe cyklen"),
            ("[j/N]: ", "n"),
            ("Hvorfor? ", "Tastefejl"),
        ),
        '3 --titel "Lappe cyklen" --hvorfor Tastefejl',
    ),
    Task(
        "a praktik begins",
        "lise",
        "praktik",
        (
            ("Hos hvilken virksomhed? ", "Bageriet Solsikken"),
            ("Hvad er opgaverne? (tomt: ikke oplyst): ", "Bage boller"),
            ("Hvor mange lønnede timer om ugen? (tomt: ikke oplyst): ", "4"),
            ("Hvor mange timer om ugen er borgeren der? (tomt: ikke oplyst): ", "12"),
            ("Hvilken dag? (tomt: i dag): ", ""),
            ("Hvad ønsker borgeren? ", "Gerne om morgenen"),
        ),
        "--virksomhed Solsikken --timer-med-løn 4 --ønske Morgen",
    ),
    Task(
        "a praktik ends",
        "ove",
        "praktik-slut",
        (
            ("Hvorfor, med neutrale ord? ", "Aftalen er slut"),
            ("Hvad ændrede det, også hvis det kun var lidt? ", "Kommer hver dag"),
            ("Hvad lærte borgeren? (tomt: ikke oplyst): ", ""),
            ("Hvilken dag? (tomt: i dag): ", ""),
        ),
        "--begrundelse Slut --effekt Glad",
    ),
    Task(
        "a ruling, and the citizen is told",
        "nina",
        "afgørelse træf --besked samtale",
        (
            ("Hvad handler sagen om? ", "tilbud"),
            ("Hvad er afgjort? ", "bevilget"),
            ("Med hvilken hjemmel: lov og paragraf? ", "LAB § 57"),
            ("Hvad ønsker borgeren? ", "Ja tak"),
        ),
        '--sag tilbud --udfald bevilget --hjemmel "LAB § 57" --ønske Ja',
    ),
    Task(
        "a handover offered",
        "nina",
        "overdragelse tilbyd",
        (
            ("Hvem skal tage over? ", "Karen Bach"),
            ("Hvorfor, med neutrale ord? ", "Karen kender kurset"),
        ),
        '--til "Karen Bach" --begrundelse Kurset',
    ),
    Task(
        "a handover accepted",
        "bo",
        "overdragelse modtag",
        (("Hvornår fik borgeren det at vide? ", "i dag"),),
        '--orienteret "i dag"',
    ),
    Task("the page printed", "tove", "side", (), "--fil din-vej.pdf"),
)


def _typed() -> Iterator[tuple[str, str]]:
    """Yield each line, and what is seen when the next one can be typed."""
    who = ""
    for task in TASKS:
        prompt = f"\n{task.who.capitalize()}>"
        if task.who != who:
            who = task.who
            yield who, prompt
        ends = [end for end, _ in task.answers]
        lines = [task.command, *(answer for _, answer in task.answers)]
        yield from zip(lines, [*ends, prompt], strict=True)


def test_a_whole_day_is_typed_as_the_page_shows_it(day: Script, tmp_path: Path) -> None:
    """Each usual task is one command, and no id is typed nor seen."""
    typed = [line for line, _ in _typed()]
    assert not [line for line in typed if HEX.search(line)]
    starts = tmp_path / "bin" / "journeys"
    starts.parent.mkdir()
    on_that_day = f'exec "{sys.executable}" -m tests.cli.on_a_day {MOMENT} "$@"'
    starts.write_text(f"#!/bin/sh\n{on_that_day}\n", encoding="utf-8")
    starts.chmod(0o700)
    path = os.pathsep.join([str(starts.parent), os.environ["PATH"]])
    environment = day.environment | {"PATH": path, "JOURNEYS_ACTOR": "Mette"}
    with at_a_terminal(tmp_path, 88, environment) as there:
        there.enter("journeys dag", until=AT)
        for line, until in _typed():
            there.enter(line, until=until)
        there.enter("/slut", until="\nklar>")
        screen = there.screen
    screen = screen.partition("journeys dag")[2].rpartition("klar>")[0]
    lines = (line.rstrip() for line in AGAIN.sub(r"\1", screen).splitlines())
    seen = "$ journeys dag\n" + "\n".join(lines).strip("\n") + "\n"
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("JOURNEYS_TRANSCRIPTS") == "write":
        page = SCREEN.sub(lambda _: seen, page)
        PAGE.write_text(page, encoding="utf-8")
    found = SCREEN.search(page)
    assert found is not None
    assert seen == found[0]


def test_each_task_of_the_day_is_one_command(
    day: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is asked for (`-`), and no id is typed; a correction says its number or is asked."""
    monkeypatch.chdir(tmp_path)
    with on_a_day(MOMENT):
        for task in TASKS:
            if task.command == "fortryd":  # it asks: without a terminal it is `annuller`
                continue
            command = (*shlex.split(task.command), "-", *shlex.split(task.options))
            assert not [each for each in command if HEX.search(each)]
            name = next(each for each in PEOPLE if task.who in each.casefold().split())
            ended = day.run(*METTE, *command, stdin=f"{name}\n")
            assert ended.exit_code == 0, (task.what, ended.stderr)
