"""What stands in a file is recorded line by line: all of it, or all of it that can be."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from journeys import verbs
from journeys.adapters.cli.input.batch.commands import line_commands
from journeys.language import Language
from tests.cli.script import Script, whole_script
from tests.invented import KEYS

WALK = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
OPEN = {
    "journey": WALK,
    "verb": "open",
    "on": "2026-01-12",
    "municipality": "621",
    "basis": "kontanthjælp",
}
BUS = {
    "journey": "7c9e",
    "verb": "subgoal set",
    "on": "2026-01-13",
    "title": "Tage bussen selv",
    "why": "Så kan jeg\nkomme omkring",
}
TALK = {
    "journey": "7c9e",
    "verb": "talk",
    "on": "2026-01-20",
    "about": "De første vagter",
    "next": "2026-02-20",
    "with": ["Bo", "Ida"],
}
REACHED = {"journey": "7c9e", "verb": "subgoal reach", "on": "2026-02-01"}
WALKED: list[dict[str, Any]] = [OPEN, BUS, TALK, REACHED]
KINDS = [
    "journey-opened",
    "subgoal-set",
    "dialogue-held",
    "follow-up-agreed",
    "subgoal-reached",
]

TABLE = """\
journey;Verb;on;municipality;basis;title;why;about;next;with
7c9e6679-7425-40de-944b-e07fc1f90ae7;open;2026-01-12;621;kontanthjælp;;;;;
7c9e;subgoal set;2026-01-13;;;Tage bussen selv;"Så kan jeg
komme omkring";;;
;;;;;;;;;
7c9e;talk;2026-01-20;;;;;De første vagter;2026-02-20;Bo | Ida|
7c9e;subgoal reach;2026-02-01;;;;;;;
"""


def jsonl(*lines: dict[str, Any]) -> str:
    """Return a file of JSON lines."""
    return "".join(f"{json.dumps(line)}\n" for line in lines)


def recorded(script: Script, journey: str = WALK) -> list[str]:
    """Return the kinds of all that was recorded on a journey."""
    return [line["kind"] for line in script.told(journey)]


def test_a_line_is_a_command(script: Script) -> None:
    """It names the journey by its first signs, and the only subgoal not at all."""
    said = script("record", "-", stdin=jsonl(*WALKED))
    assert said == "Lines recorded: 4.\n"
    assert recorded(script) == KINDS
    assert script.told(WALK)[2]["details"]["took_part"] == ["Bo", "Ida"]


def test_a_table_says_the_same_as_json_lines(script: Script, tmp_path: Path) -> None:
    """Its lines are known again in the other form, by all that they say."""
    table = tmp_path / "table.csv"
    table.write_text(TABLE, encoding="utf-8-sig", newline="\r\n")
    told = script.json("record", str(table))
    assert [(each["line"], each["verb"]) for each in told["lines"]] == [
        (2, "open"),
        (3, "subgoal set"),
        (6, "talk"),
        (7, "subgoal reach"),
    ]
    assert recorded(script) == KINDS
    table.write_text(TABLE, encoding="utf-8")
    assert script.json("record", "-", stdin=jsonl(*WALKED))["already"] == len(WALKED)


@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_table_is_known_by_its_first_line(script: Script, delimiter: str) -> None:
    """Whichever sign stands between its cells."""
    script("record", "-", stdin=TABLE.replace(";", delimiter))
    assert recorded(script) == KINDS


def test_the_same_file_adds_nothing(script: Script) -> None:
    """Also what makes new ids, and what it says twice; each line gives its first answer."""
    nameless = {name: value for name, value in OPEN.items() if name != "journey"}
    file = jsonl(nameless, nameless, *WALKED, BUS)
    first = script.json("record", "-", stdin=file)
    assert (first["recorded"], first["already"]) == (7, 0)
    assert len(script.json("list")["cases"]) == 3
    before = script.told(WALK)
    again = script.json("record", "-", stdin=file)
    assert (again["recorded"], again["already"], again["refused"]) == (0, 7, 0)
    assert [each["recorded"] for each in again["lines"]] == [
        each["recorded"] for each in first["lines"]
    ]
    assert again["lines"][3]["subgoal"] == first["lines"][3]["subgoal"]
    assert script.told(WALK) == before
    assert len(script.json("list")["cases"]) == 3
    assert "Lines that were there already: 7." in script("record", "-", stdin=file)


def test_a_longer_file_adds_what_is_new_in_it(script: Script) -> None:
    """Wherever it stands."""
    script("record", "-", stdin=jsonl(*WALKED))
    wish = {"journey": WALK, "verb": "wish", "on": "2026-02-02", "words": "Jeg vil gerne bage"}
    told = script.json("record", "-", stdin=jsonl(OPEN, wish, BUS, BUS, TALK))
    assert [each["already"] for each in told["lines"]] == [True, False, True, False, True]


def test_a_request_id_says_which_line_it_is(script: Script) -> None:
    """In place of what the line says; something else under it is refused."""
    opened = {name: value for name, value in OPEN.items() if name != "journey"}
    script("record", "-", stdin=jsonl(opened | {"request_id": "r-1"}))
    again = script.json("record", "-", stdin=jsonl(opened | {"request-id": "r-1"}))
    assert again["already"] == 1
    other = jsonl(opened | {"request-id": "r-1", "basis": "dagpenge"})
    told = json.loads(script.refused(1, "--json", "record", "-", stdin=other))
    assert (told["error"], told["line"]) == ("request-id-used", 1)
    assert len(script.json("list")["cases"]) == 1


def test_the_same_line_of_somebody_else_is_another_request(script: Script) -> None:
    """Two who note the same small success have both seen it."""
    script("record", "-", stdin=jsonl(*WALKED))
    seen = {"journey": "7c9e", "verb": "success", "on": "2026-02-02", "words": "Tog bussen"}
    script("record", "-", stdin=jsonl(seen))
    again = script.json("--as", "bo.example", "record", "-", stdin=jsonl(seen))
    assert (again["recorded"], again["already"]) == (1, 0)
    assert recorded(script) == [*KINDS, "small-success-noticed", "small-success-noticed"]


def test_a_request_id_that_somebody_else_used_is_refused(script: Script) -> None:
    """Who asked is part of what was asked."""
    opened = jsonl(OPEN | {"request-id": "r-1"})
    script("record", "-", stdin=opened)
    as_bo = ("--json", "--as", "bo.example", "record", "-")
    assert json.loads(script.refused(1, *as_bo, stdin=opened))["error"] == "request-id-used"


def test_what_a_line_says_cannot_be_guessed_from_its_request(
    script: Script, tmp_path: Path
) -> None:
    """Another store knows the same line by another id."""
    ids = []
    for each in (script, Script(tmp_path / "other.db")):
        each("record", "-", stdin=jsonl(OPEN))
        with sqlite3.connect(each.store) as store:
            ids += store.execute("SELECT request_id FROM journeys_requests").fetchall()
        store.close()
    assert len(set(ids)) == 2


def test_the_first_line_that_is_refused_ends_it(script: Script) -> None:
    """Nothing is recorded, neither of those before it nor of those behind it."""
    early = REACHED | {"on": "2026-01-01"}
    script("init")
    for options in ([], ["--dry-run"]):
        told = json.loads(
            script.refused(
                1, "--json", "record", "-", *options, stdin=jsonl(OPEN, BUS, early, TALK)
            )
        )
        assert (told["line"], told["error"]) == (3, "subgoal-not-named")
        assert told["message"].startswith("Line 3: No subgoal is open")
        assert script.json("list")["cases"] == []
    assert script.json("record", "-", stdin=jsonl(OPEN, BUS))["recorded"] == 2


def test_the_other_lines_are_recorded_where_it_is_to_go_on(script: Script) -> None:
    """What is refused is told, and can be mended and given again with the rest."""
    early, nobody = REACHED | {"on": "2026-01-01"}, REACHED | {"journey": "ffff"}
    file: list[dict[str, Any]] = [OPEN, early, BUS, {"verb": "show"}, TALK, nobody]
    done = script.run("record", "-", "--keep-going", stdin=jsonl(*file))
    assert done.exit_code == 1
    assert done.stdout == "Lines recorded: 3.\nLines that were refused: 3.\n"
    told = [line for line in done.stderr.splitlines() if line.startswith("Not done")]
    assert [line.split(":")[1] for line in told] == [" Line 2", " Line 4", " Line 6"]
    assert recorded(script) == KINDS[:4]
    done = script.run("--json", "record", "-", "--keep-going", stdin=jsonl(*file[:4], REACHED))
    lines = json.loads(done.stdout)["lines"]
    assert [each.get("error", each.get("already")) for each in lines] == [
        True,
        "subgoal-not-named",
        True,
        "usage",
        False,
    ]
    assert (lines[1]["line"], lines[1]["verb"], lines[3]["verb"]) == (2, "subgoal reach", None)
    assert recorded(script) == KINDS


def test_a_rehearsal_shows_every_line_and_stores_nothing(script: Script) -> None:
    """Each line sees what those before it would record."""
    script("init")
    for options in ([], ["--keep-going"]):
        said = script("record", "-", "--dry-run", *options, stdin=jsonl(*WALKED))
        assert "Line 3 would record: a follow-up was agreed, 2026-01-20." in said
        assert "Line 4 would record: a subgoal was reached, 2026-02-01." in said
        assert "Lines that would be recorded: 4." in said
        assert "nothing was stored" in said
    assert script.json("list")["cases"] == []
    script("record", "-", stdin=jsonl(OPEN, BUS))
    told = script.json("record", "-", "--dry-run", stdin=jsonl(OPEN, BUS, TALK))
    assert (told["recorded"], told["already"], told["dry_run"]) == (1, 2, True)
    assert "Line 1: nothing new" in script("record", "-", "--dry-run", stdin=jsonl(OPEN))
    assert recorded(script) == KINDS[:2]


def test_whatever_records_on_a_journey_can_be_a_line() -> None:
    """Nothing else: what looks, erases, imports or minds the store is typed by hand."""
    known = {each.verb for each in line_commands(whole_script())}
    assert {"open", "close", "talk", "praktik", "retract", "pension explain-safety"} <= known
    assert not known & {"erase", "import states", "citizen identify", "keys rotate", "record"}
    assert len(known) == len(verbs.__all__) + len({"praktik", "praktik-end", "retract"})


def test_no_name_means_one_value_here_and_several_there() -> None:
    """A cell could not be read otherwise."""
    several = {True: set[str](), False: set[str]()}
    for each in line_commands(whole_script()):
        for name, param in each.params.items():
            several[getattr(param, "multiple", False)].add(name)
    assert several[True] == {
        *("agreed-by", "code", "element", "leaving", "open-to", "replace", "score", "sure", "task"),
        "with",
    }
    assert not several[True] & several[False]


def test_values_are_given_as_they_are_said(script: Script) -> None:
    """Numbers, pairs, nothing, and what looks like an option."""
    common = {"journey": WALK, "on": "2026-02-02"}
    profile = {"verb": "strength profile", "element": {"interesser": "Jeg kan lide at bage"}}
    praktik = {
        "verb": "praktik",
        "employer": "--on=Bageriet",
        "paid_hours": 4.5,
        "present-hours": None,
        "wish": "Gerne om morgenen",
    }
    retract = {"verb": "retract", "entry": 2, "why": "Forkert dag"}
    script(
        "record", "-", stdin=jsonl(OPEN, *(common | each for each in (profile, praktik, retract)))
    )
    told = script.told(WALK)
    assert told[1]["retracted_by"] == 7
    assert told[5]["details"]["employer"] == "--on=Bageriet"
    assert told[5]["details"]["paid_hours"] == "4.5"


@pytest.mark.parametrize(
    ("said", "so"), [(True, True), ("Ja", True), ("x", True), (False, False), ("nej", False)]
)
def test_yes_and_no_are_said_in_words(script: Script, said: object, *, so: bool) -> None:
    """As JSON has them, or as people write them in a cell."""
    common = {"journey": WALK, "matter": "tilbud"}
    heard = common | {"verb": "ruling hear", "on": "2026-02-01", "words": "Mornings"}
    ruling = common | {
        "verb": "ruling make",
        "on": "2026-02-10",
        "outcome": "partly-granted",
        "legal-basis": "LAB § 57",
        "explanation": "It was the only place",
        "considerations": "Three were asked",
        "appeal_to": "Ankestyrelsen",
        "appeal_by": "2026-03-10",
        "hearing": "2026-02-01",
        "against_wish": said,
    }
    script("record", "-", stdin=jsonl(OPEN, heard, ruling))
    assert script.told(WALK)[-1]["details"]["against_wish"] is so


def test_five_hundred_lines(script: Script) -> None:
    """On twenty journeys, in one commit, and none of them twice."""
    walks = [f"{nr:08x}-7425-40de-944b-e07fc1f90ae7" for nr in range(20)]
    lines = [OPEN | {"journey": walk} for walk in walks]
    success = {"verb": "success", "on": "2026-02-01"}
    lines += [success | {"journey": walk, "words": f"Nr {n}"} for n in range(24) for walk in walks]
    told = script.json("record", "-", stdin=jsonl(*lines))
    assert (told["recorded"], len(told["lines"])) == (500, 500)
    assert script.json("record", "-", stdin=jsonl(*lines))["already"] == 500
    assert len(script.told(walks[-1])) == 25
    assert script.json("check")["differences"] == []


def test_a_terminal_sees_how_far_it_is(script: Script, tmp_path: Path) -> None:
    """While it lasts."""
    file = tmp_path / "lines.jsonl"
    file.write_text(jsonl(*WALKED))
    code, seen = script.at_a_terminal("record", str(file))
    assert code == 0
    assert "Recording" in seen
    assert "Lines recorded: 4." in seen


def test_a_store_in_postgresql_is_the_same(
    script: Script, postgresql_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All or nothing, what can be, and nothing twice."""
    monkeypatch.setenv("JOURNEYS_MASTER_KEY", KEYS.text)
    record = ("--json", "--store", postgresql_url, "record", "-")
    early = REACHED | {"on": "2026-01-01"}
    script.refused(1, *record, stdin=jsonl(OPEN, BUS, early))
    going = script.run(*record, "--keep-going", "--dry-run", stdin=jsonl(OPEN, BUS, early, TALK))
    assert json.loads(going.stdout)["recorded"] == 3
    going = script.run(*record, "--keep-going", stdin=jsonl(OPEN, BUS, early, TALK))
    assert json.loads(going.stdout)["recorded"] == 3
    told = json.loads(script(*record, stdin=jsonl(*WALKED)))
    assert (told["recorded"], told["already"]) == (1, 3)


def test_a_system_records_what_its_users_did_and_both_stand_in_the_entry(script: Script) -> None:
    """By the system, for the caseworker; what a verb asks of "you" is the caseworker's."""
    script("record", "-", stdin=jsonl(OPEN))
    seen = {"journey": "7c9e", "verb": "success", "on": "2026-02-02", "words": "Tog bussen"}
    by_system = ("--as", "fagsystem", "--role", "service", "record", "-")
    script(*by_system, stdin=jsonl(seen | {"actor": "mette.example"}))
    (line,) = [each for each in script.told("7c9e") if each["kind"] == "small-success-noticed"]
    assert (line["actor"], line["role"]) == ("fagsystem", "service")
    assert (line["on_behalf_of"], line["on_behalf_of_role"]) == ("mette.example", "caseworker")
    assert line["details"]["noticed_by"] == "mette.example"
    assert "for mette.example" in " ".join(script("timeline", "7c9e").split())


def test_the_same_line_for_two_users_is_recorded_for_both(script: Script) -> None:
    """A line is recognised by who did it, too."""
    script("record", "-", stdin=jsonl(OPEN))
    seen = {"journey": "7c9e", "verb": "success", "on": "2026-02-02", "words": "Tog bussen"}
    by_system = ("--as", "fagsystem", "--role", "service", "record", "-")
    both = jsonl(seen | {"actor": "mette.example"}, seen | {"actor": "karen.example"})
    assert script.json(*by_system, stdin=both)["recorded"] == 2
    assert script.json(*by_system, stdin=both)["already"] == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"verb": "retract", "entry": "1", "why": "Forkert"}, "not-on-behalf"),
        ({"verb": "handover accept", "told": "2026-02-01"}, "not-on-behalf"),
        ({"verb": "success", "words": "Tog bussen", "role": "employer"}, None),
        ({"verb": "hope", "words": "Et job", "role": "employer"}, "role-may-not"),
        ({"verb": "hope", "words": "Et job", "role": "chef"}, "role-may-not"),
    ],
)
def test_what_is_done_in_person_is_no_line_for_somebody_else(
    script: Script, line: dict[str, str], code: str | None
) -> None:
    """And in whose name something is recorded, that role may do it."""
    script("record", "-", stdin=jsonl(OPEN))
    line = {"journey": "7c9e", "on": "2026-02-02", "actor": "mette.example"} | line
    by_system = ("--json", "--as", "fagsystem", "--role", "service", "record", "-")
    result = script.run(*by_system, stdin=jsonl(line))
    assert result.exit_code == (0 if code is None else 1)
    assert code is None or json.loads(result.stderr)["error"] == code


def test_a_caseworker_records_no_line_for_a_colleague(script: Script) -> None:
    """And a role without a name is understood as nobody's."""
    script("record", "-", stdin=jsonl(OPEN))
    line = {"journey": "7c9e", "verb": "hope", "words": "Et job", "on": "2026-02-02"}
    for_karen = jsonl(line | {"actor": "karen.example"})
    told = json.loads(script.refused(1, "--json", "record", "-", stdin=for_karen))
    assert told["error"] == "not-on-behalf"
    assert "under `actor`" in script.refused(
        2, "record", "-", stdin=jsonl(line | {"role": "leder"})
    )
    assert recorded(script) == ["journey-opened"]


def test_empty_columns_at_the_end_are_passed_over(script: Script) -> None:
    """A spreadsheet saves columns that were once used."""
    script("record", "-", stdin=jsonl(OPEN))
    table = "journey;verb;words;on;;\n7c9e;hope;Et job;2026-02-02;;\n7c9e;wish;Gerne;2026-02-02\n"
    assert script.json("record", "-", stdin=table)["recorded"] == 2
    stray = "journey;verb;words;on;\n7c9e;hope;Et job;2026-02-02;her\n"
    assert "5 cells" in script.refused(1, "record", "-", stdin=stray)


@pytest.mark.parametrize("language", ["da", "en"])
def test_columns_verbs_and_choices_are_in_danish_or_in_english(
    script: Script, language: Language
) -> None:
    """In any letters, whatever language is spoken; the same line is the same in both."""
    script("record", "-", stdin=jsonl(OPEN))
    danish = (
        "Forløb;Kommando;DEN;Om;Næste;Ord;Sat af;Titel;Hvorfor\n"
        "7c9e;Samtale;2026-02-02;De første vagter;2026-03-02;;;;\n"
        "7c9e;DELMÅL SÆT;2026-02-03;;;;borger;Tage bussen;Ro\n"
    )
    english = (
        "journey,verb,on,about,next,words,set-by,title,why\n"
        "7c9e,talk,2026-02-02,De første vagter,2026-03-02,,,,\n"
        "7c9e,subgoal set,2026-02-03,,,,borger,Tage bussen,Ro\n"
    )
    spoken = script.speaking(language)
    assert spoken.json("record", "-", stdin=danish)["recorded"] == 2
    assert spoken.json("record", "-", stdin=english)["already"] == 2
    assert recorded(script) == [
        "journey-opened",
        "dialogue-held",
        "follow-up-agreed",
        "subgoal-set",
    ]


def test_a_fault_of_a_danish_file_names_its_row_and_its_column(script: Script) -> None:
    """As the file calls them, and in Danish."""
    script("record", "-", stdin=jsonl(OPEN))
    danish = script.speaking("da")
    for code, table, told in (
        (2, "Forløb;Kommando;Den;Ord\n7c9e;håb;snart;Ro\n", "Linje 2: Værdien til `Den` kan ikke"),
        (2, "Forløb;Kommando;Den;Om\n7c9e;håb;2026-02-02;Ro\n", "`håb` har ikke kolonnen Om."),
        (2, "Forløb;Kommando;Den\n7c9e;håb;2026-02-02\n", "Linje 2: Udfyld `ord`: Ordene, som"),
        (2, "Forløb;Kommando;Ord\n7c9e;håb;Ro\n", "Linje 2: Skriv under `den`, hvilken dag"),
        (2, "Forløb;Kommando;Den\n7c9e;hab;2026-02-02\n", "Mente du 'håb'?"),
        (1, "Forløb;Kommando;Den;Ordd\n", "Linje 1: kolonne 4 passer ikke til nogen kommando."),
        (1, "Forløb;Kommando;Den;Ord;words\n", "Linje 1: kolonne 5, ord, står der to gange."),
        (
            1,
            "Forløb;Kommando;Den;Ord\n7c9e;håb;2026-02-02;Ring 711299-1234\n",
            "et CPR-nummer, i »ordene« (`Ord`)",
        ),
        (
            1,
            "Forløb;Kommando;Den;Ord\n7c9e;håb;2026-02-02;Trods ADHD\n",
            "»ordene« (`Ord`): her nævnes en diagnose.",
        ),
    ):
        said = danish.refused(code, "record", "-", stdin=table)
        assert told in said
        assert "--" not in said.partition("Se: ")[0].partition("eller se: ")[0]
