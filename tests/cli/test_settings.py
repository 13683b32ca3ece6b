"""In which role one asks, what a municipality's own file adds, and which codes there are."""

import json
from pathlib import Path

import pytest

from tests.cli.script import Script

OWN = """
[[code]]
vocabulary = "placement"
code = "madværksted"
da = "Madværksted"
en = "Kitchen workshop"
"""
AFTER_THE_REFORM = ["--on", "2026-02-01"]


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    """Return a municipality's own file, with one code more."""
    file = tmp_path / "kommune.toml"
    file.write_text(OWN, encoding="utf-8")
    return file


def test_an_external_provider_makes_no_ruling(script: Script, journey: str) -> None:
    """The exercise of authority stays with the municipality."""
    ruling = ["ruling", "make", journey, "--matter", "tilbud", "--outcome", "granted"]
    ruling += ["--legal-basis", "LAB kap. 26"]
    told = json.loads(script.refused(1, "--json", "--role", "external-provider", *ruling))
    assert told["error"] == "role-may-not"
    assert "caseworker" in told["message"]
    assert len(script.told(journey)) == 1


def test_the_role_stands_beside_the_name_in_the_timeline(script: Script, journey: str) -> None:
    """Who saw it, and as what."""
    script("--as", "bageren", "--role", "employer", "success", journey, "--words", "Rolls!")
    assert script.told(journey)[-1]["role"] == "employer"
    assert script.told(journey)[0]["role"] == "caseworker"
    assert "employer" in script("timeline", journey)


def test_a_citizen_speaks_for_themselves(script: Script, journey: str) -> None:
    """And cannot set what the caseworker decides."""
    script("--role", "citizen", "hope", journey, "--words", "Colleagues")
    script.refused(1, "--role", "citizen", "plan", "phase", journey, "--phase", "afklaring")


def test_an_unknown_role_is_not_understood(script: Script) -> None:
    """The sentence names those there are."""
    assert "external-provider" in script.refused(2, "--role", "boss", "list")


def test_a_code_of_the_municipalitys_own_can_be_used(
    script: Script, journey: str, settings: Path
) -> None:
    """Only with its file."""
    start = ["placement", "start", journey, "--kind", "madværksted"]
    assert "no such code" in script.refused(1, *start)
    script("--settings", str(settings), *start)
    assert script.json("overview")["by"]["activity"]["madværksted"] == 1
    listed = script.json("--settings", str(settings), "vocabulary", "placement")
    assert listed["codes"][-1]["code"] == "madværksted"


def test_a_file_with_faults_is_told_where_and_what(script: Script, settings: Path) -> None:
    """Each fault, before any store is made."""
    settings.write_text(OWN.replace("placement", "placment") + "[practice]\nfew_open = 0\n")
    said = script.refused(1, "--settings", str(settings), "list")
    assert f"{settings}: practice.few_open" in said
    settings.write_text(OWN.replace("placement", "placment"))
    said = script.refused(1, "--settings", str(settings), "vocabulary")
    assert "there is no vocabulary placment. Did you mean 'placement'?" in said
    settings.write_text("[practice")
    assert "not TOML" in script.refused(1, "--settings", str(settings), "list")
    assert "cannot be read" in script.refused(1, "--settings", str(settings) + "x", "list")
    assert not script.store.exists()


def test_the_lists_of_codes_are_told_without_a_store(script: Script) -> None:
    """How many are in force; and none is made to say so."""
    told = script.json("vocabulary", *AFTER_THE_REFORM)
    assert {"measure", "support-basis", "target-group"} <= {
        each["vocabulary"] for each in told["lists"]
    }
    # Providers are the municipality's own.
    empty = {each["vocabulary"] for each in told["lists"] if not each["in_force"]}
    assert empty == {"provider"}
    assert "Support basis" in script("vocabulary")
    assert "Forsørgelsesgrundlag" in script.speaking("da")("vocabulary")
    assert not script.store.exists()


def test_a_measure_is_listed_until_the_day_it_ends(script: Script) -> None:
    """And afterwards only where one asks for all."""

    def codes(*typed: str) -> dict[str, bool]:
        told = script.json("vocabulary", "measure", *typed)["codes"]
        return {each["code"]: each["in_force"] for each in told}

    assert codes("--on", "2026-01-31")["ressourceforløb"]
    assert "ressourceforløb" not in codes(*AFTER_THE_REFORM)
    assert codes("--all", *AFTER_THE_REFORM)["ressourceforløb"] is False
    seen = script("vocabulary", "measure", "--all", *AFTER_THE_REFORM)
    assert "In force until 2026-01-31" in seen
    assert "Source: Lov om en aktiv beskæftigelsesindsats" in seen


def test_what_the_list_says_is_what_can_be_recorded(script: Script, journey: str) -> None:
    """Before the day the measure ends, and not after."""
    script("plan", "need", journey, "--review", "2026-06-01", "--on", "2026-01-13")
    grant = ["measure", "grant", journey, "--kind", "ressourceforløb"]
    assert "until 2026-01-31" in script.refused(1, *grant, *AFTER_THE_REFORM)
    script(*grant, "--on", "2026-01-31")


def test_an_unknown_list_is_refused_with_the_nearest(script: Script) -> None:
    """Scripts match on the code."""
    told = json.loads(script.refused(1, "--json", "vocabulary", "mesure"))
    assert told["error"] == "vocabulary-unknown"
    assert "Did you mean 'measure'?" in told["message"]
