"""A journey moves in one command at each end, and stands open in one store alone."""

import json
from pathlib import Path

import pytest

from journeys.adapters.cli.commands import move
from journeys.errors import Refused
from tests.cli.script import ANNA, Script

MANAGER = ("--role", "manager")
KNOWN = ("--sure", "colleague-not-known")
PERSON = "0101900028\nKim Holm\n"
REFERENCE = ("--reference", "kolding-17", "--name", "Kim Holm")
TOLD = ("--told", "2026-03-02", "--on", "2026-03-02")
OUT = ("--to", "461", "--on", "2026-03-01")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return where an export is to be."""
    return tmp_path / "out"


@pytest.fixture
def there(tmp_path: Path) -> Script:
    """Return the script on the store of another municipality."""
    there = Script(tmp_path / "there.db")
    there("init")
    return there


def moved_out(script: Script, journey: str, out: Path) -> str:
    """Move the journey out, and return the key of the log it comes from."""
    told = script.json(*MANAGER, "move", "out", journey, str(out), *OUT)
    key: str = told["key"]
    return key


def test_a_journey_that_moves_out_is_exported_and_closed_here(
    script: Script, journey: str, out: Path
) -> None:
    """With where it went; the export holds it as it was, still open."""
    script("subgoal", "set", journey, "--title", "Bus", "--why", "x", "--on", "2026-02-01")
    said = script(*MANAGER, "move", "out", journey, str(out), *OUT)
    assert "closed it here as moved to 461 Odense" in said
    assert "2 entries" in said
    closed = script.told(journey)[-1]
    assert closed["kind"] == "journey-closed"
    assert closed["details"]["moved_to"] == "461"
    assert len(closed["details"]["leaving"]) == 1
    assert len((out / "entries.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    shown = script.json("show", journey, "--on", "2026-03-02")
    assert (shown["state"], shown["moved_to"]) == ("closed", "461")
    assert "moved to municipality 461 Odense" in script("show", journey, "--on", "2026-03-02")
    refused = script.refused(1, "hope", journey, "--words", "Et job", "--on", "2026-03-02")
    assert "moved to municipality 461" in refused
    assert script.json("desk", "--on", "2026-03-02")["lines"] == []


def test_it_goes_on_where_it_arrives(
    script: Script, there: Script, journey: str, out: Path
) -> None:
    """In one command: the import, who it is about, and who is responsible there."""
    key = moved_out(script, journey, out)
    arrive = [*MANAGER, "--as", "eva.example", "move", "in", str(out), "--key", key]
    told = json.loads(there("--json", *arrive, *TOLD, stdin=PERSON))
    assert (told["journey"], told["responsible"]) == (journey, "eva.example")
    shown = there.json("show", journey, "--on", "2026-03-03")
    assert (shown["state"], shown["responsible"]) == ("open", "eva.example")
    assert there.json("citizen", "show", journey)["name"] == "Kim Holm"
    kinds = [line["kind"] for line in there.told(journey)]
    assert kinds == ["journey-opened", "handover-offered", "handover-accepted"]
    assert "all 3 entries hold" in there("audit", "verify")
    looks = [look["view"] for look in there.json("access", "show", journey)["looks"]]
    assert looks[:2] == ["arrived", "identified"]


def test_somebody_else_is_offered_it_and_answers(
    script: Script, there: Script, journey: str, out: Path
) -> None:
    """Responsibility moves by acceptance alone."""
    key = moved_out(script, journey, out)
    arrive = ["move", "in", str(out), "--key", key, *REFERENCE, "--on", "2026-03-02"]
    said = there(*MANAGER, *arrive, "--responsible", "ole.example", *KNOWN)
    assert "It is offered to ole.example, who answers that." in said
    assert there.json("show", journey)["responsible"] == ANNA
    there("--as", "ole.example", "handover", "accept", journey, *TOLD)
    assert there.json("show", journey)["responsible"] == "ole.example"


def test_a_dry_run_of_either_end_leaves_everything_as_it_was(
    script: Script, there: Script, journey: str, out: Path
) -> None:
    """It says what would be."""
    said = script(*MANAGER, "move", "out", journey, str(out), *OUT, "--dry-run")
    assert said.startswith("Would export journey ")
    assert not out.exists()
    assert script.json("show", journey)["state"] == "open"
    key = moved_out(script, journey, out)
    arrive = [*MANAGER, "move", "in", str(out), "--key", key, *REFERENCE, *TOLD]
    assert there(*arrive, "--dry-run").startswith("Would arrive: journey ")
    assert there.json("list")["cases"] == []


def test_an_arrival_that_is_refused_leaves_nothing(
    script: Script, there: Script, journey: str, out: Path
) -> None:
    """Neither the journey without a name, nor a name without the journey."""
    key = moved_out(script, journey, out)
    other = there.opened()
    there("citizen", "identify", other, *REFERENCE)
    arrive = [
        "--json",
        *MANAGER,
        "--as",
        "eva.example",
        "move",
        "in",
        str(out),
        "--key",
        key,
        *TOLD,
    ]
    taken = json.loads(there.refused(1, *arrive, *REFERENCE))
    assert taken["error"] == "number-taken"
    nameless = ["--reference", "kolding-18", "--name", " "]
    assert json.loads(there.refused(1, *arrive, *nameless))["error"] == "name-missing"
    late = ["--reference", "kolding-18", "--name", "Kim Holm", "--told", "2026-03-05"]
    assert json.loads(there.refused(1, *arrive, *late))["error"] == "told-too-late"
    assert [each["journey"] for each in there.json("list")["cases"]] == [other]
    assert "find" in [look["view"] for look in there.json("access", "show", other)["looks"]]


def test_a_departure_that_fails_leaves_nothing(
    script: Script, journey: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No folder of a journey that is still open here, and no closing without a folder."""
    for typed, code in (
        (["move", "out", journey, str(out), "--to", "998"], "code-unknown"),
        (["move", "out", journey, str(out), "--to", "Odense"], "municipality-malformed"),
    ):
        refused = json.loads(script.refused(1, "--json", *MANAGER, *typed))
        assert refused["error"] == code
    script.refused(1, "move", "out", journey, str(out), *OUT)  # a caseworker exports nothing

    def gone(*_: object, **given: object) -> object:
        if given["exported"] is not None:
            raise Refused("role-may-not", "Not now.")
        return lambda _history: []

    monkeypatch.setattr(move, "_closing", gone)
    script.refused(1, *MANAGER, "move", "out", journey, str(out), *OUT)
    assert not out.exists()
    assert script.json("show", journey)["state"] == "open"


def test_what_is_recorded_meanwhile_stops_the_move(
    script: Script, journey: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the copy would lack it."""
    closing = move._closing  # noqa: SLF001 - as if something came in between

    def later(run: object, today: object, **given: object) -> object:
        fewer = given["exported"] if given["exported"] is None else 0
        return closing(run, today, **{**given, "exported": fewer})  # type: ignore[arg-type]

    monkeypatch.setattr(move, "_closing", later)
    refused = script.refused(1, "--json", *MANAGER, "move", "out", journey, str(out), *OUT)
    assert json.loads(refused)["error"] == "recorded-meanwhile"
    assert not out.exists()


def test_a_journey_moves_away_once_and_comes_back_by_being_resumed(
    script: Script, journey: str, out: Path, tmp_path: Path
) -> None:
    """What was recorded elsewhere is never added to what is here."""
    key = moved_out(script, journey, out)
    again = ["--json", *MANAGER, "move", "out", journey, str(tmp_path / "again"), *OUT]
    assert json.loads(script.refused(1, *again))["error"] == "already-moved"
    arrive = ["--json", *MANAGER, "move", "in", str(out), "--key", key, *REFERENCE, *TOLD]
    refused = json.loads(script.refused(1, *arrive))
    assert refused["error"] == "journey-known"
    assert "moved away" in refused["message"]
    script("resume", journey, "--on", "2026-05-01")
    shown = script.json("show", journey, "--on", "2026-05-02")
    assert (shown["state"], shown["moved_to"]) == ("open", "")


def test_the_move_in_is_guided(script: Script, there: Script, journey: str, out: Path) -> None:
    """The key is confirmed, the day of telling, the number and the name are asked."""
    moved_out(script, journey, out)
    talk = [
        ("confirmed that, by another way than the folder came? [y/N]: ", "y"),
        ("When was the citizen told? ", "2.3.2026"),
        ("CPR number (it is not shown): ", "0101900028"),
        ("What the citizen is called: ", "Kim Holm"),
    ]
    typed = [*MANAGER, "move", "in", str(out), "--on", "2026-03-02"]
    code, seen = there.in_talk(talk, *typed)
    assert code == 0, seen
    assert "You are responsible for it." in seen
    assert there.json("citizen", "show", journey)["name"] == "Kim Holm"


def test_without_a_terminal_each_thing_is_named_that_is_missing(
    script: Script, there: Script, journey: str, out: Path
) -> None:
    """The key by its code, and the day of telling as an option."""
    key = moved_out(script, journey, out)
    arrive = [*MANAGER, "move", "in", str(out), *REFERENCE]
    assert json.loads(there.refused(1, "--json", *arrive))["error"] == "key-not-given"
    assert "--told" in there.refused(2, *arrive, "--key", key)
