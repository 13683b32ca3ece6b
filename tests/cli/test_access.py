"""Reader by script: every look is logged, and the citizen is told of it without names."""

import json

import pytest

from tests.cli.script import ANNA, Script

RIE = ("--as", "rie.example", "--role", "auditor")
LOOKS = {
    "citizen show ID": "identity",
    "citizen find --reference P-12": "find",
    "show ID": "milestones",
    "safety ID": "safety",
    "timeline ID": "timeline",
    "list": "caseload",
    "duties --on 2027-01-01": "duties",
    "duties ID": "duties-of",
    "continuity ID": "continuity",
    "audit replay ID": "replay",
    "audit replay --all": "replay-all",
    "audit replay ID --diff 2020-01-01 2099-01-01": "learned",
    "audit explain ID milestones.state": "explain",
    "page ID": "path",
    "page ID --kind letter": "safety",
    "access show ID": "access",
    "subject-access ID": "subject-access",
}


BY_NAME = {
    *("show ID", "safety ID", "timeline ID", "list"),
    *("duties --on 2027-01-01", "duties ID", "continuity ID"),
}
"""Those that show the name beside the id, which is a look of its own."""


def typed(command: str, journey: str) -> list[str]:
    """Return a command as one types it, about this journey."""
    return [journey if word == "ID" else word for word in command.split()]


def views(script: Script, journey: str) -> list[str]:
    """Return what was looked at, as the citizen is told."""
    return [look["view"] for look in script.json("access", "show", journey)["looks"]]


@pytest.mark.parametrize("command", LOOKS)
def test_every_command_that_shows_somebody_is_logged_once(
    script: Script, journey: str, command: str
) -> None:
    """Under the name of what it shows; and that it was said who it is about."""
    script("citizen", "identify", journey, "--name", "Opfundet Borgersen", "--reference", "P-12")
    if "letter" in command:  # there is none without a pension
        pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
        script.json("pension", "grant", journey, *pension)
    script(*typed(command, journey))
    named = ["names"] if command in BY_NAME else []
    assert views(script, journey) == ["identified", LOOKS[command], *named]


def test_what_shows_nobody_is_not_logged(script: Script, journey: str) -> None:
    """Counting, recording and rehearsing; the entry itself tells who recorded."""
    script("overview")
    script("continuity")
    step = ["--title", "Bus", "--why", "Alone"]
    script("subgoal", "set", journey, *step, "--dry-run")
    script("subgoal", "set", journey, *step)
    script("subgoal", "reach", journey)
    assert views(script, journey) == []


def test_the_citizens_copy_names_no_staff(script: Script, journey: str) -> None:
    """Neither name nor role, on the page or as data; in 80 columns."""
    script("show", journey)
    script(*RIE, "audit", "replay", journey)
    script("--role", "citizen", "--as", "borger.example", "safety", journey)
    asked = ["access", "show", journey]
    seen = script(*asked)
    for part in (
        "When",
        "Borgerens overblik",
        "Genafspil",
        "sagsbehandling",
        "revision",
        "indsigt",
    ):
        assert part in seen
    for told in (seen, script("--json", *asked)):
        for secret in (ANNA, "rie.example", "borger.example", "caseworker", "auditor", "citizen"):
            assert secret not in told
    assert max(map(len, seen.splitlines())) <= 80
    assert "Looks at journey" in seen


def test_who_looked_is_shown_to_an_auditor_alone(script: Script, journey: str) -> None:
    """On the page and as data; to anybody else it is refused, with its basis in law."""
    script("show", journey)
    asked = ["access", "show", journey, "--with-staff"]
    refused = json.loads(script.refused(1, "--json", *asked))
    assert refused["error"] == "staff-not-shown"
    assert "C-579/21" in refused["basis"]
    seen = script(*RIE, *asked)
    assert ANNA in seen
    assert "caseworker" in seen
    assert max(map(len, seen.splitlines())) <= 80
    told = script.json(*RIE, *asked)["looks"]
    assert [(look["actor"], look["view"]) for look in told] == [
        (ANNA, "milestones"),
        ("rie.example", "who-looked"),
    ]


def test_where_nobody_looked_it_says_so(script: Script, journey: str) -> None:
    """No empty table."""
    assert "Nobody has looked" in script("access", "show", journey)


def test_a_purpose_is_typed_only_where_the_role_does_not_say_it(
    script: Script, journey: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A manager looks for many reasons; a caseworker may say another, too."""
    manager = ["--role", "manager"]
    assert "--purpose TEXT" in script.refused(2, *manager, "show", journey)
    script(*manager, "--purpose", "ledelsestilsyn", "show", journey)
    monkeypatch.setenv("JOURNEYS_PURPOSE", "klagesag")
    script(*manager, "show", journey)
    script("show", journey)
    monkeypatch.delenv("JOURNEYS_PURPOSE")
    looks = script.json("access", "show", journey)["looks"]
    assert [look["purpose"] for look in looks] == ["ledelsestilsyn", "klagesag", "klagesag"]


def test_a_role_that_may_not_look_sees_nothing(script: Script, journey: str) -> None:
    """Whatever it says it looks for."""
    asked = ["--role", "mentor", "--purpose", "nysgerrig", "show", journey]
    assert json.loads(script.refused(1, "--json", *asked))["error"] == "role-may-not"
    script.refused(1, "--role", "citizen", "list")
    assert views(script, journey) == []


@pytest.mark.parametrize("private", ["311299-1234", "F32.2"])
def test_a_purpose_that_may_not_be_kept_is_not_repeated(
    script: Script, journey: str, private: str
) -> None:
    """Nor is anything shown for it."""
    assert private not in script.refused(1, "--purpose", private, "show", journey)
    assert views(script, journey) == []
