"""Names beside ids: who a journey is about, where people read and may see it."""

from dataclasses import replace
from uuid import UUID

import pytest

from journeys import JourneyId, Journeys
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.output.left_out import journeys_set_aside
from journeys.adapters.cli.output.names import ShownNames
from journeys.adapters.words.ids import short
from journeys.domain.identity import Identity
from journeys.domain.message import Message
from tests.cli.script import Script
from tests.connections import connection_of
from tests.invented import ANNA, BY_ANNA, WALK, opened

NAME = "Birgit Holm"
OTHER = JourneyId(UUID(int=77))
SESSION = Session(None, ANNA, "caseworker", None, None, "", as_json=False, as_csv=False)
CITIZEN = replace(SESSION, named="borger.example", role="citizen")


@pytest.fixture
def both(walks: Journeys) -> Journeys:
    """Return two journeys; of one of them it is known whose it is."""
    opened(walks, OTHER)
    opened(walks)
    with walks.store.writing() as transaction:
        transaction.people.identify(WALK, Identity("cpr", "6102031234", NAME))
    return walks


def looks(walks: Journeys) -> list[tuple[str, str]]:
    """Return the looks at the journey of the person who is known: at what, and why."""
    copy = walks.seen_by(BY_ANNA, "kontrol").access(WALK)
    return [(each.view, each.purpose) for each in copy.looks if each.view != "access"]


def test_a_journey_is_shown_by_name_or_by_the_first_signs_of_its_id(both: Journeys) -> None:
    """Each who is shown by name was looked at."""
    shown = SESSION.names(both, [WALK, OTHER])
    assert [shown.of(WALK), shown.of(OTHER)] == [NAME, short(OTHER)]
    assert looks(both) == [("names", "sagsbehandling")]


def test_who_may_not_look_across_sees_one_name_alone(both: Journeys) -> None:
    """The journey that somebody has opened; of several, none."""
    assert CITIZEN.names(both, [WALK, OTHER]).of(WALK) == short(WALK)
    assert looks(both) == []
    assert CITIZEN.names(both, [WALK]).of(WALK) == NAME
    assert looks(both) == [("names", "egen indsigt")]


@pytest.mark.parametrize(
    "session",
    [
        replace(SESSION, as_json=True),
        replace(SESSION, as_csv=True),
        replace(SESSION, role="manager"),  # who has not said why
        replace(SESSION, role="mentor"),  # who may not look
        replace(SESSION, why="610203-1234"),
    ],
)
def test_where_no_name_may_be_seen_the_id_stands_alone(both: Journeys, session: Session) -> None:
    """Nothing fails, and nobody was looked at."""
    assert session.names(both, [WALK]).of(WALK) == short(WALK)
    assert looks(both) == []


def test_a_name_that_cannot_be_logged_is_not_shown(both: Journeys) -> None:
    """And what was to be shown or recorded goes on without it."""
    with both.store.writing() as transaction:
        connection_of(transaction).exec_driver_sql("DROP TABLE journeys_access_events")
    assert SESSION.names(both, [WALK]).of(WALK) == short(WALK)


@pytest.fixture
def known(script: Script, journey: str) -> str:
    """Return a journey of which it is known whose it is."""
    script("citizen", "identify", journey, stdin=f"610203-1234\n{NAME}\n")
    return journey


def looked(script: Script, journey: str) -> list[str]:
    """Return the views by which a journey was looked at."""
    return [each["view"] for each in script.json("access", "show", journey)["looks"]]


@pytest.mark.parametrize("view", ["show", "briefing", "timeline", "safety", "continuity", "duties"])
def test_a_view_says_whose_it_is_beside_the_id(script: Script, known: str, view: str) -> None:
    """In its first line; it is a look beside the one at the view."""
    script("plan", "agree", known, "--words", "A step at a time", "--on", "2026-02-01")
    before = looked(script, known).count("names")
    title = " ".join(script(view, known, "--on", "2026-02-02").split())
    assert f"{known[:8]} ({NAME})" in title[:100]
    assert looked(script, known).count("names") == before + 1


@pytest.mark.parametrize("view", ["list", "duties"])
def test_a_list_names_each_and_shows_the_id_below(script: Script, known: str, view: str) -> None:
    """Of somebody who is not known, the id alone; each who is named was looked at once."""
    other = script.opened()
    for each in (known, other):
        script("plan", "agree", each, "--words", "A step at a time", "--on", "2026-02-01")
    before = looked(script, known).count("names")
    seen = script(view, "--on", "2026-02-03")
    assert all(part in seen for part in (*NAME.split(), known[:8], other[:8]))
    assert looked(script, known).count("names") == before + 1
    assert "names" not in looked(script, other)


def test_what_is_recorded_is_confirmed_by_name(script: Script, known: str) -> None:
    """Also where it is a dry run, or nothing new; each confirmation is a look."""
    typed = ["hope", known, "--words", "Et job", "--on", "2026-02-01"]
    assert f"Would record for {NAME}: a hope" in script(*typed, "--dry-run")
    assert f"Recorded for {NAME}: entry 2, a hope" in script(*typed)
    assert script(*typed) == f"Nothing new for {NAME}: this is recorded already.\n"
    said = script("retract", known, "2", "--why", "Misheard", "--on", "2026-02-02")
    assert said.startswith(f"Retracted for {NAME}: entry 2 (a hope ")
    assert looked(script, known).count("names") == 4
    danish = script.speaking("da")("close", known, "--reason", "Flyttet", "--on", "2026-02-03")
    assert danish.startswith(f"Registreret for {NAME}: indførsel 4, ")


def test_data_for_scripts_has_names_where_they_are_asked_for_alone(
    script: Script, known: str
) -> None:
    """As a field or a column after the journey; else nobody was looked at by name."""
    typed = ["hope", known, "--words", "Et job", "--on", "2026-02-01"]
    assert "name" not in script.json(*typed)
    assert "name" not in script.json("list")["cases"][0]
    assert NAME not in script("--csv", "list")
    assert "names" not in looked(script, known)
    assert script.json("--names", *typed)["name"] == NAME
    (case,) = script.json("--names", "list")["cases"]
    assert list(case)[:2] == ["journey", "name"]
    assert case["name"] == NAME
    header, row = script("--csv", "--names", "list").splitlines()
    assert header.startswith("journey,name,")
    assert row.startswith(f"{known},{NAME},")
    assert script.json("--names", "show", known)["name"] == NAME
    assert looked(script, known).count("names") == 4


def test_somebody_who_is_not_known_has_an_empty_name(script: Script, journey: str) -> None:
    """So that a table has the same columns."""
    assert script.json("--names", "list")["cases"][0]["name"] is None
    assert f"\n{journey},,621," in script("--csv", "--names", "list")


def test_a_role_that_may_not_look_records_without_seeing_a_name(script: Script, known: str) -> None:
    """Nor somebody who has not said why they look: what they record is recorded."""
    for nr, role in enumerate(("mentor", "manager"), 2):
        typed = ["success", known, "--words", f"Came {nr} times", "--on", "2026-02-01"]
        assert script("--role", role, *typed).startswith(f"Recorded: entry {nr}, ")
    assert "names" not in looked(script, known)


def test_somebody_who_was_erased_is_named_nowhere(script: Script, known: str) -> None:
    """The identity is gone with the key."""
    script("close", known, "--reason", "Flyttet", "--on", "2026-01-14")
    leader = ("--role", "manager", "--purpose", "sletning")
    ground = ("--reason", "Tiden er gået", "--authority", "Afleveret til arkivet")
    assert NAME not in script(*leader, "erase", known, *ground, "--yes")
    assert NAME not in script("list")


def test_what_is_set_aside_is_named_beside_the_whole_id() -> None:
    """A name that is no journey's id stands as it is."""
    names = ShownNames({WALK: NAME})
    lines = list(journeys_set_aside({str(WALK): Message("Why."), "?": Message("Why.")}, names))
    assert f"{WALK} ({NAME})" in lines[0]
    assert NAME not in lines[1]
