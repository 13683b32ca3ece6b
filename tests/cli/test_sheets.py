"""Answers as tables for a spreadsheet, and the shape of answers for scripts."""

import csv
import io
import json
from importlib.resources import files
from pathlib import Path

import pytest

from journeys.adapters.cli.commands.schemas import views
from journeys.adapters.cli.output.sheets import TABLES, sheet
from journeys.projections.caseload import Caseload, CaseloadLine
from tests.cli.script import Script, command_paths

AUDITED = "--role auditor audit looks --by anna.example --from 2026-01-01"
RULES, RATES = (
    str(files("journeys.domain.law").joinpath(name)) for name in ("pension.toml", "rates.toml")
)
DAY = ["--on", "2026-04-02"]


def read(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names in its header."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    ("command", "columns"),
    [
        ("desk", {"desk", "journey", "next_step", "next_talk", "owed"}),
        ("list", {"journey", "municipality", "opened", "state", "responsible", "support_basis"}),
        ("duties", {"journey", "owed.kind", "owed.due", "owed.by"}),
        ("duties --by kind", {"value", "da", "owed", "first_due"}),
        ("overview", {"on", "by", "value", "journeys"}),
        ("overview --trend", {"on", "by", "value", "journeys"}),
        ("--role manager --purpose x effects", {"measure", "word", "outcome", "at_end.lower"}),
        ("--role manager manage", {"code", "value", "unit", "starts", "ends", "number"}),
        ("--role manager goals", {"indicator", "baseline", "target", "day", "is_met", "since"}),
        ("--role auditor retire", {"journey", "closed", "may_go", "must_go", "goes", "kept"}),
        ("timeline ID", {"entry", "on", "kind", "actor", "details.basis"}),
        ("continuity", {"municipality", "journeys", "longest_gap"}),
        ("access show ID", {"at", "view", "purpose"}),
        ("duties --met-late", {"journey", "kind", "clocks.due", "clocks.late", "clocks.days"}),
        ("audit rulings", {"journey", "ruling", "explained.late", "told.met_recorded_at"}),
        (AUDITED, {"at", "journey", "employer", "view", "purpose", "role"}),
        ("vocabulary", {"vocabulary", "da", "in_force"}),
        ("vocabulary measure", {"code", "da", "starts"}),
        ("law list", {"rule", "tag", "starts"}),
        (f"--role manager law try {RULES}", {"change", "before", "after", "citizens"}),
        (
            f"--role manager --purpose x law try {RULES} --who",
            {"journey", "change", "because", "owed"},
        ),
        (f"law try {RATES}", {"household", "year", "wage", "together_more"}),
        ("law show no-withdrawal-period", {"rule", "edition"}),
        ("status", {"name", "rows", "made_by"}),
    ],
)
def test_a_table_is_told_as_csv_with_a_header(
    script: Script, walked: str, command: str, columns: set[str]
) -> None:
    """A row for each that the view holds, the same in both languages."""
    typed = [walked if word == "ID" else word for word in command.split()]
    told = script("--csv", *typed)
    assert columns <= set(told.splitlines()[0].split(","))
    assert len(read(told)) == len(told.splitlines()) - 1 or '"' in told
    if command not in ("access show ID", "status", AUDITED):  # this look is one more; sizes grow
        assert script.speaking("da")("--csv", *typed) == told


def test_a_table_without_a_row_has_its_header(script: Script, journey: str) -> None:
    """Whoever reads it by its columns finds them."""
    assert journey
    told = script("--csv", "list", "--on", "2020-01-01")
    assert told.splitlines() == ["journey,municipality,opened,state,responsible,support_basis"]


@pytest.mark.parametrize(
    "command",
    ["desk", "list", "duties", "duties --by kind", "access show ID", "overview", "timeline ID"],
)
def test_a_table_has_the_same_header_with_and_without_rows(
    script: Script, walked: str, tmp_path: Path, command: str
) -> None:
    """Somebody who reads it by its columns finds them, but for what the entries say."""
    typed = [walked if word == "ID" else word for word in command.split()]
    header = script("--csv", *typed).splitlines()[0].split(",")
    nobodys = Script(tmp_path / "empty.db")
    nobodys("open", "--municipality", "621", "--basis", "su", "--on", "2026-02-01")
    nobodys("init")
    if "ID" in command:
        (journey,) = [each["journey"] for each in nobodys.json("list")["cases"]]
        day = ["--on", "2020-01-01"] if command.startswith("timeline") else []
        empty = nobodys("--csv", *command.replace("ID", journey).split(), *day)
    else:
        empty = nobodys("--csv", *typed, "--on", "2020-01-01")
    always = [each for each in header if not each.startswith("details.")]
    assert empty.splitlines()[0].split(",") == always


def test_a_table_opens_in_a_danish_excel(script: Script, walked: str) -> None:
    """With a byte order mark, semicolons and decimal commas, whatever the terminal's encoding."""
    typed = ["timeline", walked]
    plain, excel = script("--csv", *typed), script("--csv", "excel", *typed)
    assert excel.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(excel.removeprefix("\ufeff")), delimiter=";"))
    hours = [row["details.paid_hours"] for row in read(plain) if row["details.paid_hours"]]
    assert [row["details.paid_hours"] for row in rows if row["details.paid_hours"]] == [
        each.replace(".", ",") for each in hours
    ]
    assert script("--excel", *typed) == excel


def test_what_somebody_said_is_never_run_by_a_spreadsheet(script: Script, journey: str) -> None:
    """A formula is told as the text it was."""
    words = "=HYPERLINK(0)"
    script("hope", journey, "--words", words, "--on", "2026-02-01")
    told = [row["details.words"] for row in read(script("--csv", "timeline", journey))]
    assert f"'{words}" in told
    for begins in "=+-@\t\r":
        view = Caseload.model_validate(
            {"on": "2026-01-01", "cases": [_case(f"{begins}1+1")]},
        )
        assert read(sheet(view))[0]["responsible"] == f"'{begins}1+1"


def _case(responsible: str) -> CaseloadLine:
    return CaseloadLine.model_validate(
        {
            "journey": "00000000-0000-4000-8000-000000000001",
            "municipality": "621",
            "opened": "2026-01-01",
            "state": "open",
            "responsible": responsible,
            "support_basis": "su",
        }
    )


def test_an_answer_that_is_no_table_is_refused_before_anything_is_done(
    script: Script, journey: str
) -> None:
    """With those that are; nothing is recorded."""
    before = script.told(journey)
    for typed in (["show", journey], ["hope", journey, "--words", "Ro"], ["safety", journey]):
        assert "--json" in script.refused(1, "--csv", *typed)
    assert '"no-table"' in script.refused(1, "--json", "--csv", "show", journey)
    assert "no table" in script.refused(1, "--csv", "continuity", journey)
    assert script.told(journey) == before
    assert set(TABLES) <= {path[0] for path, _ in command_paths()}


@pytest.mark.parametrize(
    ("command", "view"),
    [
        ("desk", "desk"),
        ("list", "caseload"),
        ("show ID", "milestones"),
        ("briefing ID", "briefing"),
        ("safety ID", "safety"),
        ("timeline ID", "timeline"),
        ("duties", "duties"),
        ("duties --by age", "duty-counts"),
        ("continuity", "continuity-overview"),
        ("continuity ID", "continuity"),
        ("overview", "overview"),
        ("overview --trend", "overview-trend"),
        ("--role manager --purpose x effects", "effects"),
        ("--role manager manage", "management"),
        ("--role manager --purpose tilsyn manage --open citizens", "behind"),
        ("--role manager goals", "goals"),
        ("vocabulary", "vocabularies"),
        ("vocabulary measure", "vocabulary"),
        ("law list", "law-list"),
        ("law show no-withdrawal-period", "law-show"),
        ("access show ID", "access"),
        ("audit explain ID safety.answer", "explain"),
        (AUDITED, "looks-by"),
        ("audit rulings", "late-rulings"),
        ("duties --met-late", "met-late"),
        ("status", "status"),
        ("health", "health"),
        ("what-if --household single --wage-month 4000 --year 2022", "what-if"),
        ("what-if --household single --from 0 --to 4000", "what-if-range"),
    ],
)
def test_every_answer_has_the_shape_that_its_schema_tells(
    script: Script, walked: str, command: str, view: str
) -> None:
    """No field is missing, and none is there that is not told of."""
    answer = script.json(*(walked if word == "ID" else word for word in command.split()))
    model = views()[view]
    assert model.model_validate_json(json.dumps(answer)).model_dump(mode="json") == answer
    schema = json.loads(script("schema", view))
    empty = {name for name, each in model.model_fields.items() if each.exclude_if is not None}
    assert set(schema["properties"]) - empty == set(answer) - empty
    assert set(answer) <= set(schema["properties"])


def test_the_schemas_are_listed_and_any_other_is_refused(script: Script) -> None:
    """And no store is asked, or made."""
    assert script("schema").split() == script.json("schema")["views"] == list(views())
    assert '"view-unknown"' in script.refused(1, "--json", "schema", "caseloads")
    assert "caseload" in script.refused(1, "schema", "caseloads")
    assert not script.store.exists()
