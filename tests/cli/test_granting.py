"""Commands about what the municipality decides and grants, the workplace, and the pension."""

import json
from pathlib import Path

import pytest

from tests.cli.script import Script

INSTRUMENT = """
[[instrument]]
name = "hverdag"
version = 1
rater = "citizen"
lowest = 1
highest = 5
items = [{ id = "morgen", text = "Hvordan går dine morgener?" }]
"""
RULING = ["--outcome", "granted", "--legal-basis", "LAB kap. 26"]


@pytest.fixture
def placed(script: Script, journey: str) -> str:
    """Return the id of a small job that began in February 2026."""
    job = ["--kind", "småjob", "--employer", "Eksempel Bageri", "--paid-hours", "4"]
    made = script.json("placement", "start", journey, *job, "--on", "2026-02-01")
    placement: str = made["placement"]
    return placement


def heard(script: Script, journey: str, matter: str) -> None:
    """Record that wishes were heard in a matter."""
    script(
        "ruling", "hear", journey, "--matter", matter, "--words", "Mornings", "--on", "2026-02-01"
    )


def test_a_measure_is_granted_heard_begun_and_ended(
    script: Script, journey: str, placed: str
) -> None:
    """It serves a job effort named by its first signs; nobody types its own id."""
    grant = ["measure", "grant", journey, "--kind", "mentorstøtte", "--provider", "Eksempel"]
    assert "(serves)" in script.refused(1, *grant, "--on", "2026-02-02")
    made = script.json(*grant, "--serves", placed[:6], "--on", "2026-02-02")
    assert "ruling hear" in script.refused(1, "measure", "start", journey, "--on", "2026-02-03")
    heard(script, journey, "tilbud")
    script("measure", "start", journey, "--on", "2026-02-03")
    assert f"mentorstøtte at Eksempel since 2026-02-03 ({made['measure'][:8]})" in script(
        "show", journey, "--on", "2026-02-04"
    )
    script("measure", "end", journey, "--effect", "Mornings are easier", "--on", "2026-05-01")
    assert "Until this day: mentorstøtte at Eksempel" in script("show", journey)
    assert script.told(journey)[-1]["details"]["effect"] == "Mornings are easier"


def test_a_provider_is_typed_by_its_code_or_its_name(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """As the municipality's file has them; corrected, it has the code of the new one, or none."""
    file = tmp_path / "kommune.toml"
    file.write_text('[[provider]]\ncode = "eksempelhuset"\nda = "Eksempelhuset"\n', "utf-8")
    settings = ["--settings", str(file)]
    grant = [*settings, "measure", "grant", journey, "--kind", "virksomhedspraktik", "--provider"]
    for typed in ("eksempelhuset", "EksempelHuset", "Bageriet"):
        script(*grant, typed, "--on", "2026-02-02")
    assert [
        (each["details"]["provider"], each["details"].get("provider_code"))
        for each in script.told(journey)[1:]
    ] == [
        *(("Eksempelhuset", "eksempelhuset"), ("Eksempelhuset", "eksempelhuset")),
        ("Bageriet", None),
    ]
    script(*settings, "correct", journey, "2", "--why", "Fejl", "--provider", "Bageriet")
    granted = [each for each in script.told(journey) if each["kind"] == "measure-granted"]
    corrected = granted[-1]["details"]
    assert (corrected["provider"], corrected.get("provider_code")) == ("Bageriet", None)
    assert "eksempelhuset" in script(*settings, "vocabulary", "provider")


def test_of_two_measures_the_one_that_can_begin_is_meant(
    script: Script, journey: str, placed: str
) -> None:
    """What runs already cannot begin; what is meant is told apart by its first signs else."""
    heard(script, journey, "tilbud")
    for kind in ("mentorstøtte", "danskundervisning"):
        script("measure", "grant", journey, "--kind", kind, "--serves", placed)
        if kind == "mentorstøtte":
            script("measure", "start", journey)
    script("measure", "start", journey)
    told = json.loads(script.refused(1, "--json", "measure", "end", journey, "--effect", "Fine"))
    assert told["error"] == "measure-not-named"
    assert "journeys timeline" in told["message"]


def test_a_placement_can_be_part_of_a_measure(script: Script, journey: str) -> None:
    """Named by its first signs."""
    made = script.json("measure", "grant", journey, "--kind", "virksomhedspraktik")["measure"]
    script("placement", "start", journey, "--kind", "praktik", "--measure", made[:6])
    assert script.told(journey)[-1]["details"]["measure"] == made


def test_what_a_measure_serves_must_be_there(script: Script, journey: str) -> None:
    """A prefix that nothing has is refused with a code of its own."""
    grant = ["measure", "grant", journey, "--kind", "mentorstøtte", "--serves", "abcd"]
    assert json.loads(script.refused(1, "--json", *grant))["error"] == "job-effort-unknown"


def test_a_ruling_is_heard_made_told_appealed_and_answered(script: Script, journey: str) -> None:
    """Each command knows which ruling is meant."""
    make = ["ruling", "make", journey, "--matter", "tilbud", *RULING, "--on", "2026-02-02"]
    assert "(ruling hear)" in script.refused(1, *make)
    heard(script, journey, "tilbud")
    made = script.json(*make)["ruling"]
    script("ruling", "inform", journey, "--how", "letter", "--on", "2026-02-03")
    script("ruling", "appeal", journey, "--words", "I see it otherwise", "--on", "2026-02-10")
    script("ruling", "answer", journey, made[:4], "--outcome", "changed", "--on", "2026-02-20")
    after = script.told(journey)[-3:]
    assert [line["kind"] for line in after] == [
        "citizen-informed",
        "ruling-appealed",
        "appeal-decided",
    ]
    assert {line["details"]["ruling"] for line in after} == {made}
    again = ["--json", "ruling", "answer", journey, "--outcome", "changed"]
    assert json.loads(script.refused(1, *again))["error"] == "ruling-not-named"


def test_a_ruling_against_the_wish_explains_itself(script: Script, journey: str) -> None:
    """Each thing that is missing is asked for, and then it is recorded whole."""
    heard(script, journey, "tilbud")
    make = ["ruling", "make", journey, "--matter", "tilbud", *RULING, "--against-wish"]
    script.refused(1, *make)
    make += ["--explanation", "It was the only place", "--considerations", "Three were asked"]
    script.refused(1, *make)
    make += ["--appeal-to", "Ankestyrelsen", "--appeal-by", "2026-03-10"]
    make += ["--hearing", "2026-02-01", "--effective", "2026-03-01", "--on", "2026-02-10"]
    script(*make)
    details = script.told(journey)[-1]["details"]
    assert (details["against_wish"], details["appeal_by"]) == (True, "2026-03-10")
    assert (details["hearing"], details["effective"]) == ("2026-02-01", "2026-03-01")


def test_duties_explained_and_sanctions_considered_never_reach_the_picture(
    script: Script, journey: str
) -> None:
    """They stand in the timeline alone."""
    before = script("show", journey, "--on", "2026-02-05")
    script("ruling", "explain-duty", journey, "--words", "Rights first", "--on", "2026-02-02")
    sanction = ["--considerations", "None is fitting", "--on", "2026-02-03"]
    script("ruling", "consider-sanction", journey, *sanction)
    assert script("show", journey, "--on", "2026-02-05") == before
    assert "None is fitting" in script("timeline", journey)


def test_an_aid_is_granted_and_arrives(script: Script, journey: str) -> None:
    """Until then the citizen sees that it is owed."""
    grant = ["aid", "grant", journey, "--kind", "hjælpemiddel", "--words", "A chair"]
    made = script.json(*grant, "--on", "2026-02-02")["aid"]
    assert "We put the aid that you were granted in place." in script(
        "show", journey, "--on", "2026-02-03"
    )
    script("aid", "arrived", journey, made[:5], "--on", "2026-02-20")
    owed = script.json("show", journey, "--on", "2026-02-21")["owed"]
    assert "deliver-aid" not in [each["kind"] for each in owed]


@pytest.mark.parametrize(
    ("command", "kind"),
    [
        ("way", "way-of-working-found"),
        ("expectations", "expectations-agreed"),
        ("feedback", "employer-feedback-given"),
        ("risk", "retention-risk-noticed"),
        ("retention", "retention-checked"),
        ("after", "checked-in-after-job"),
    ],
)
def test_what_happens_at_a_workplace_is_told(
    script: Script, journey: str, placed: str, command: str, kind: str
) -> None:
    """Of one placement, or of none."""
    script("workplace", command, journey, "--words", "Rolls first")
    script("workplace", command, journey, "--words", "Then the shop", "--placement", placed[:6])
    first, second = script.told(journey)[-2:]
    assert (first["kind"], second["kind"]) == (kind, kind)
    assert "placement" not in first["details"]
    assert second["details"]["placement"] == placed


def test_a_match_is_agreed_by_both(script: Script, journey: str) -> None:
    """One alone is none."""
    match = ["workplace", "match", journey, "--employer", "Eksempel", "--tasks", "Rolls"]
    match += ["--competences", "Early riser", "--agreed-by", "citizen"]
    assert "both" in script.refused(1, *match)
    script(*match, "--agreed-by", "employer")
    assert script.told(journey)[-1]["details"]["agreed_by"] == ["citizen", "employer"]


def test_the_target_group_is_set_by_its_code(script: Script, journey: str) -> None:
    """As the law numbers it."""
    script("target-group", journey, "--group", "6.3", "--on", "2026-02-01")
    assert script.told(journey)[-1]["kind"] == "target-group-set"


def test_progress_is_measured_with_the_municipalitys_own_instrument(
    script: Script, journey: str, tmp_path: Path
) -> None:
    """Its scale and items are in the municipality's file."""
    file = tmp_path / "kommune.toml"
    file.write_text(INSTRUMENT, encoding="utf-8")
    measure = ["strength", "progress", journey, "--instrument", "hverdag", "--version", "1"]
    measure += ["--rater", "citizen"]
    assert "[[instrument]]" in script.refused(1, *measure, "--score", "morgen=3")
    settings = ["--settings", str(file)]
    script.refused(1, *settings, *measure, "--score", "morgen=9")
    script.refused(2, *settings, *measure, "--score", "morgen=three")
    script(*settings, *measure, "--score", "morgen=3")
    assert script.told(journey)[-1]["details"]["scores"] == [{"item": "morgen", "value": 3}]


@pytest.fixture
def granted(script: Script, journey: str) -> str:
    """Return a journey with a pension of the new scheme."""
    pension = ["--scheme", "new", "--born", "1984-06-01", "--on", "2016-03-01"]
    script("pension", "grant", journey, *pension)
    return journey


def test_the_safety_is_explained_as_it_stands(script: Script, granted: str) -> None:
    """What was answered is kept, sentence by sentence, and meets the duty of that day."""
    script("wish", granted, "--words", "To try", "--on", "2026-02-01")
    script("pension", "rest", granted, "--on", "2026-03-01")
    owed = [each["owed"]["kind"] for each in script.json("duties", "--on", "2026-03-01")["owed"]]
    assert "explain-safety" in owed
    script("pension", "explain-safety", granted, "--on", "2026-03-01")
    owed = [each["owed"]["kind"] for each in script.json("duties", "--on", "2026-03-01")["owed"]]
    assert "explain-safety" not in owed
    answered = script.json("safety", granted, "--on", "2026-03-01")
    explained = script.told(granted)[-1]["details"]
    assert explained["sentences"][1] == answered["sentences"][1]["text"]
    assert explained["answered"] == answered["answer"] == "verify"
    again = script.json("pension", "explain-safety", granted, "--on", "2026-03-01")
    assert again["recorded"] == []


def test_a_reassessment_is_set(script: Script, granted: str) -> None:
    """It stands in the safety."""
    script("pension", "reassess", granted, "--due", "2027-05-01", "--on", "2026-02-01")
    seen = " ".join(script("safety", granted, "--on", "2026-02-02").split())
    assert "looks at your right to the pension again, by 1 May 2027." in seen
    assert "1 May 2027. A reassessment that was set stands" in seen


def test_a_pension_is_withdrawn_by_the_only_ruling_on_that(script: Script, granted: str) -> None:
    """The safety says so, and where the appeal stands; nothing else is promised."""
    withdraw = ["pension", "withdraw", granted, "--with-consent", "--on", "2026-04-01"]
    assert json.loads(script.refused(1, "--json", *withdraw))["error"] == "ruling-not-named"
    heard(script, granted, "frakendelse")
    appeal = ["--appeal-to", "Ankestyrelsen", "--appeal-by", "2026-04-10", "--on", "2026-03-01"]
    script("ruling", "make", granted, "--matter", "frakendelse", *RULING, *appeal)
    script(*withdraw)
    seen = " ".join(script("safety", granted, "--on", "2026-04-02").split())
    assert "Your right to the pension ended on 1 April 2026. There is a ruling about it." in seen
    assert "You have no right to the pension that you had before." in seen
    assert "You can appeal the ruling to Ankestyrelsen, up to and including 10 April 2026" in seen
    assert "The way back" not in seen
    assert "withdrawn by a ruling" in script("show", granted, "--on", "2026-04-02")


def test_where_work_cannot_carry_a_pension_is_prepared_and_applied_for(
    script: Script, journey: str
) -> None:
    """Preparing is owed at once; the words are about work."""
    script(
        "pension", "unrealistic", journey, "--words", "Four hours asked much", "--on", "1.2.2026"
    )
    assert "We start on your pension case." in script("show", journey, "--on", "2026-02-01")
    script("pension", "prepare", journey, "--on", "2026-02-02")
    script("pension", "apply", journey, "--on", "2026-02-03")
    assert [line["kind"] for line in script.told(journey)][-2:] == [
        "pension-preparation-started",
        "pension-applied",
    ]


def test_a_fleksjob_that_cannot_be_held_is_told(script: Script, journey: str) -> None:
    """Only where there is one."""
    told = ["pension", "fleksjob-not-sustainable", journey, "--words", "The pace was too much"]
    assert "(placement start)" in script.refused(1, *told, "--on", "2026-03-01")
    script("placement", "start", journey, "--kind", "fleksjob", "--on", "2026-02-01")
    script(*told, "--on", "2026-03-01")
    assert script.told(journey)[-1]["kind"] == "flex-job-not-sustainable"
