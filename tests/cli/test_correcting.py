"""A mistake is corrected in one command, and what is retracted is named before and after."""

import json

import pytest

from journeys.adapters.cli.input.corrections import option_names
from journeys.domain.decisions.correcting import VERBS
from tests.cli.script import Script, commands
from tests.test_stored import STORED, read

WHY = ("--why", "Tastet forkert")
KNOWN = ("--sure", "colleague-not-known")


def hoped(script: Script, journey: str) -> None:
    """Record a hope as entry 2."""
    script("hope", journey, "--words", "Et job", "--job-goal", "bager", "--on", "2026-02-01")


def newest(script: Script, journey: str) -> dict[str, object]:
    """Return what the entry that was recorded last says."""
    line = max(script.told(journey), key=lambda each: int(each["entry"]))
    details: dict[str, object] = line["details"]
    return details


def test_an_entry_is_corrected_by_the_options_that_recorded_it(
    script: Script, journey: str
) -> None:
    """What is not given stays; both are recorded in one commit."""
    hoped(script, journey)
    told = script.json("correct", journey, "2", "--on", "2026-01-20", "--words=Et fleksjob", *WHY)
    assert [each["kind"] for each in told["recorded"]] == ["entry-retracted", "hope-stated"]
    by_day = {each["entry"]: each for each in script.told(journey)}
    assert by_day[2]["retracted_by"] == 3
    assert by_day[4]["on"] == "2026-01-20"
    assert by_day[4]["details"] == {"words": "Et fleksjob", "job_goal": "bager"}


def test_a_retraction_may_replace_what_it_retracts(script: Script, journey: str) -> None:
    """The same, where each value is named: as a file of lines needs it."""
    hoped(script, journey)
    script("retract", journey, "2", *WHY, "--replace", "on=1.2.2026", "--replace", "job-goal=kok")
    assert newest(script, journey) == {"words": "Et job", "job_goal": "kok"}
    script("retract", journey, "4", *WHY, "--replace", "job-goal=")
    assert newest(script, journey) == {"words": "Et job"}


def test_an_option_has_the_name_it_has_in_its_command(script: Script, journey: str) -> None:
    """--kind, --by, --with: also several, and days, hours and yes or no."""
    script("placement", "start", journey, "--kind", "praktik", "--on", "2026-02-01")
    script("correct", journey, "2", "--kind", "løntilskud", "--paid-hours", "4,5", *WHY)
    details = newest(script, journey)
    assert (details["placement_kind"], details["paid_hours"]) == ("løntilskud", "4.5")
    script("talk", journey, "--about", "Ugen", "--with", "Bo", "--on", "2026-02-02")
    script("correct", journey, "5", "--with", "Eva", "--with", "Ole", *WHY)
    assert newest(script, journey)["took_part"] == ["Eva", "Ole"]


@pytest.mark.parametrize("kind", sorted(VERBS))
def test_every_field_has_the_option_of_the_command_that_records_it(kind: str) -> None:
    """And no two of an entry are the same."""
    event = read(kind, (STORED / f"{kind}.json").read_bytes().strip()).event
    options = option_names(event)
    assert len(set(options.values())) == len(options)
    named = VERBS[kind].__name__
    [command] = [each for _, each in commands() if getattr(each.callback, "__name__", "") == named]
    typed = {flag for param in command.params for flag in param.opts}
    about = {param.name for param in command.params if param.param_type_name == "argument"}
    # Only the actor answers a handover.
    left = {f for n, f in options.items() if f"--{f}" not in typed and n not in about}
    assert left <= {"by"}


def test_the_opening_is_corrected(script: Script, journey: str) -> None:
    """What the citizen lived on, or who was responsible."""
    script(
        "correct", journey, "1", "--basis", "dagpenge", "--responsible", "eva.example", *WHY, *KNOWN
    )
    shown = script.json("show", journey)
    assert (shown["support_basis"], shown["responsible"]) == ("dagpenge", "eva.example")


def test_a_thing_keeps_its_id_and_another_is_named_by_its_title(
    script: Script, journey: str
) -> None:
    """What rests on it stays where it is; no id is typed."""
    for title in ("Tage bussen selv", "Møde chefen"):
        script("subgoal", "set", journey, "--title", title, "--why", "x", "--on", "2026-02-01")
    script("subgoal", "reach", journey, "tage", "--on", "2026-02-05")
    script("correct", journey, "2", "--title", "Tage toget selv", *WHY)
    steps = {each["title"]: each["status"] for each in script.json("show", journey)["steps"]}
    assert steps == {"Tage toget selv": "reached", "Møde chefen": "open"}
    script("correct", journey, "4", "--subgoal", "møde", *WHY)
    steps = {each["title"]: each["status"] for each in script.json("show", journey)["steps"]}
    assert steps == {"Tage toget selv": "open", "Møde chefen": "reached"}


def test_a_dry_run_says_both(script: Script, journey: str) -> None:
    """And stores nothing."""
    hoped(script, journey)
    said = script("correct", journey, "2", "--on", "2026-01-20", *WHY, "--dry-run")
    assert said.count("Would record: ") == 2
    assert 'entry 2 (a hope was stated, "Et job")' in said
    assert len(script.told(journey)) == 2


def test_the_same_correction_is_recorded_once(script: Script, journey: str) -> None:
    """Another one of what is retracted already is refused, and says what to correct."""
    hoped(script, journey)
    asked = ["correct", journey, "2", *WHY, "--on"]
    script(*asked, "2026-01-20", "--request-id", "r-1")
    assert script(*asked, "2026-01-20") == "Nothing new: this is recorded already.\n"
    script(*asked, "2026-01-20", "--request-id", "r-1")
    script.refused(1, *asked, "2026-01-21", "--request-id", "r-1")
    refused = json.loads(script.refused(1, "--json", *asked, "2026-01-21"))
    assert refused["error"] == "entry-retracted"
    assert len(script.told(journey)) == 4


def test_what_is_not_understood_says_what_can_be_corrected(script: Script, journey: str) -> None:
    """Nothing that was typed is repeated."""
    hoped(script, journey)
    asked = ["correct", journey, "2", *WHY]
    assert "Missing argument 'ENTRY'" in script.refused(2, "correct", journey, *WHY)
    assert "Missing option '--why'" in script.refused(2, "correct", journey, "2", "--on", "1.2.26")
    assert "on, words, job-goal" in script.refused(1, *asked, "--title", "0101901234")
    assert "Write a day" in script.refused(2, *asked, "--on", "0101901234")
    assert "as an option and its value" in script.refused(2, *asked, "words", "x")
    refused = json.loads(script.refused(1, "--json", *asked))
    assert refused["error"] == "correction-changes-nothing"
    assert len(script.told(journey)) == 2


def test_what_is_retracted_is_named_after(script: Script, journey: str) -> None:
    """It was looked at for that, and the citizen can see so; a script is told its number."""
    hoped(script, journey)
    said = script("retract", journey, "2", *WHY)
    assert said.startswith(
        'Retracted: entry 2 (a hope was stated, "Et job"). It can still be seen in the timeline.\n'
    )
    looks = script.json("access", "show", journey)["looks"]
    assert [each["view"] for each in looks] == ["history"]


def test_somebody_who_says_no_purpose_is_shown_no_words(script: Script, journey: str) -> None:
    """A manager says why she looks, or is told the number alone."""
    hoped(script, journey)
    said = script("--role", "manager", "retract", journey, "2", *WHY)
    assert "Et job" not in said
    assert said.startswith("Recorded: entry 3, entry 2 was retracted")


def test_the_entry_is_chosen_confirmed_and_the_reason_asked(script: Script, journey: str) -> None:
    """At a terminal nobody has to know a number."""
    hoped(script, journey)
    talk = [("Which entry? ", "1"), ("Retract it? [y/N]: ", "y"), ("Why? ", "Forkert borger")]
    code, seen = script.in_talk(talk, "retract", journey)
    assert code == 0, seen
    assert '1  a hope was stated, "Et job", ' in seen
    assert 'Retracted: entry 2 (a hope was stated, "Et job")' in seen
    assert newest(script, journey)["why"] == "Forkert borger"


def test_nothing_is_retracted_by_somebody_who_thinks_again(script: Script, journey: str) -> None:
    """It is asked once more before."""
    hoped(script, journey)
    code, seen = script.in_talk([("Retract it? [y/N]: ", "n")], "retract", journey, "2", *WHY)
    assert code == 1, seen
    assert "Nothing was recorded." in seen
    assert len(script.told(journey)) == 2


def test_what_is_corrected_is_chosen_and_asked(script: Script, journey: str) -> None:
    """Field by field, until it is understood."""
    hoped(script, journey)
    talk = [
        ("Which entry? ", "1"),
        ("What is to be corrected? ", "1"),
        ("What should it be? ", "engang"),
        ("What should it be? ", "20.1.2026"),
        ("Is anything else to be corrected? [y/N]: ", "n"),
        ("Why? ", "Forkert dag"),
    ]
    code, seen = script.in_talk(talk, "correct", journey)
    assert code == 0, seen
    assert "2  Words: Et job" in seen
    assert script.told(journey)[1]["on"] == "2026-01-20"


def test_what_is_corrected_has_a_danish_name_too(script: Script, journey: str) -> None:
    """Of the command, its options and its days."""
    hoped(script, journey)
    danish = script.speaking("da")
    danish("ret", journey, "2", "--den", "20. januar 2026", "--ord", "Et fleksjob", *WHY)
    assert newest(script, journey)["words"] == "Et fleksjob"
    assert "den, ord, jobmål" in danish.refused(1, "ret", journey, "4", "--titel", "x", *WHY)
