"""Every command that records, once, with what is read afterwards."""

from typing import Any

import pytest

from tests.cli.script import ANNA, Script

BO = "bo.example"
SURE = ("--sure", "colleague-not-known")


@pytest.fixture
def resting(script: Script, journey: str) -> str:
    """Return a journey whose pension rests since March 2026."""
    script(
        "pension", "grant", journey, "--scheme", "new", "--born", "1984-06-01", "--on", "1.3.2016"
    )
    script("wish", journey, "--words", "I would like to try.", "--on", "2026-01-12")
    script("pension", "ask-rest", journey, "--on", "2026-02-01")
    script("pension", "rest", journey, "--on", "2026-03-01")
    return journey


def test_opening_tells_the_journey_and_the_opener_is_responsible(script: Script) -> None:
    """Nobody types an id or their own name."""
    opened = script.json("open", "--municipality", "621", "--basis", "sygedagpenge")
    assert opened["recorded"][0]["kind"] == "journey-opened"
    picture = script.json("show", opened["journey"])
    assert (picture["state"], picture["responsible"]) == ("open", ANNA)
    assert (picture["municipality"], picture["support_basis"]) == ("621", "sygedagpenge")


def test_a_journey_is_opened_under_a_given_id_and_for_somebody_else(script: Script) -> None:
    """A host's script may choose the id, so that asking twice opens one journey."""
    chosen = "11111111-2222-4333-8444-555555555555"
    again = ["--journey", chosen, "--responsible", BO, "--request-id", "r1"]
    assert script.opened(*again) == chosen
    assert script.opened(*again) == chosen
    assert len(script.told(chosen)) == 1
    assert script.json("show", chosen)["responsible"] == BO


def test_a_request_to_open_must_name_its_journey(script: Script) -> None:
    """Otherwise the same request would open a second journey."""
    said = script.refused(
        2, "open", "--municipality", "621", "--basis", "dagpenge", "--request-id", "r1"
    )
    assert "--journey" in said


def test_the_journey_rests_and_is_resumed(script: Script, journey: str) -> None:
    """A pause is held, and nothing is lost."""
    script("rest", journey, "--reason", "Summer", "--on", "2026-06-01")
    assert script.json("show", journey, "--on", "2026-06-02")["state"] == "resting"
    script("resume", journey, "--on", "2026-07-01")
    assert script.json("show", journey, "--on", "2026-07-02")["state"] == "open"


def test_closing_names_what_is_left_open(script: Script, journey: str) -> None:
    """A subgoal left open is named by the first signs of its id."""
    step = script.json("subgoal", "set", journey, "--title", "Bus", "--why", "Alone")["subgoal"]
    said = script.refused(1, "close", journey, "--reason", "Moved away")
    assert step in said
    script("close", journey, "--reason", "Moved away", "--leaving", step[:6])
    assert script.json("show", journey)["state"] == "closed"


def test_the_support_basis_changes(script: Script, journey: str) -> None:
    """From that day on, and not before."""
    script("basis", journey, "--basis", "ressourceforløb", "--on", "2026-05-01")
    before = script.json("show", journey, "--on", "2026-04-30")
    after = script.json("show", journey, "--on", "2026-05-01")
    assert before["support_basis"] == "kontanthjælp"
    assert after["support_basis"] == "ressourceforløb"


def test_hopes_and_successes_stand_in_the_picture(script: Script, journey: str) -> None:
    """In the words they were said in, with who noticed."""
    script("hope", journey, "--words", "Colleagues again", "--job-goal", "bakery")
    script("success", journey, "--words", "Took the bus")
    script("success", journey, "--words", "Showed the new one", "--by", "the baker")
    picture = script.json("show", journey)
    assert picture["hopes"][0]["job_goal"] == "bakery"
    assert [each["noticed_by"] for each in picture["successes"]] == [ANNA, "the baker"]


def test_the_only_open_subgoal_need_not_be_named(script: Script, journey: str) -> None:
    """A subgoal is set, revised and reached without anybody typing its id."""
    words = ["--title", "Bus", "--why", "To get there", "--set-by", "citizen", "--done-by", "me"]
    step = script.json("subgoal", "set", journey, *words, "--track", "hverdag")["subgoal"]
    script("subgoal", "revise", journey, "--title", "The early bus")
    script("success", journey, "--words", "Halfway", "--subgoal", step[:4])
    script("subgoal", "reach", journey, "--words", "Every day this week")
    picture = script.json("show", journey)
    assert picture["steps"][0]["title"] == "The early bus"
    assert picture["steps"][0]["status"] == "reached"
    assert picture["successes"][0]["subgoal"] == step


def test_a_subgoal_is_laid_aside_and_the_words_are_neutral(script: Script, journey: str) -> None:
    """It reads as laid aside for now."""
    made = script.json("subgoal", "set", journey, "--title", "Till", "--why", "People")
    script("subgoal", "set-aside", journey, made["subgoal"], "--reason", "Later")
    assert "Laid aside for now: Till" in script("show", journey)


def test_a_placement_begins_grows_and_ends(script: Script, journey: str) -> None:
    """Paid and present hours stand apart, and a Danish comma is understood."""
    begun = ["--kind", "småjob", "--employer", "Eksempel Bageri", "--tasks", "Rolls"]
    hours = ["--paid-hours", "4,5", "--present-hours", "10", "--on", "2026-03-01"]
    made = script.json("placement", "start", journey, *begun, *hours)
    script("placement", "hours", journey, "--paid-hours", "8", "--on", "2026-04-01")
    [running] = script.json("show", journey, "--on", "2026-04-02")["activities"]
    assert running["thing"] == made["placement"]
    assert (running["paid_hours"], running["present_hours"]) == ("8", "10")
    assert script.json("overview", "--on", "2026-04-02")["by"]["activity"]["småjob"] == 1
    end = ["--reason", "As agreed", "--learned", "Mornings are best", "--on", "2026-05-01"]
    script("placement", "end", journey, made["placement"], *end)
    [ended] = script.json("show", journey, "--on", "2026-05-02")["activities"]
    assert (ended["until"], ended["learned"]) == ("2026-05-01", "Mornings are best")
    assert "What was learned" in script("show", journey, "--on", "2026-05-02")


def test_an_education_begins_and_ends(script: Script, journey: str) -> None:
    """The only running one need not be named."""
    made = script.json("education", "start", journey, "--kind", "lærling", "--on", "2026-02-01")
    [running] = script.json("show", journey, "--on", "2026-02-02")["activities"]
    assert running["thing"] == made["education"]
    script("education", "end", journey, "--reason", "Finished", "--on", "2026-06-01")
    [ended] = script.json("show", journey, "--on", "2026-06-02")["activities"]
    assert ended["until"] == "2026-06-01"


def test_the_pension_rests_is_asked_back_and_is_paid_again(script: Script, resting: str) -> None:
    """Each command moves the safety on, and the day of payment is the decided one."""

    def state(day: str) -> str:
        answer: dict[str, Any] = script.json("safety", resting, "--on", day)
        return str(answer["state"])

    assert state("2026-02-28") == "paid"
    assert state("2026-03-01") == "resting"
    script("pension", "ask-return", resting, "--on", "2026-08-03")
    assert state("2026-08-03") == "return-asked"
    script("pension", "resume", resting, "--paid-from", "1/9-2026", "--on", "2026-08-20")
    assert (state("2026-08-31"), state("2026-09-01")) == ("resumed", "paid")


def test_a_pension_rests_by_ruling(script: Script, journey: str) -> None:
    """The ground and the reassessment are recorded as typed."""
    grant = ["--scheme", "old", "--born", "1970-01-01", "--on", "2001-01-01"]
    script("pension", "grant", journey, *grant, "--reassessment", "2027-01-01")
    script("wish", journey, "--words", "I want to work", "--on", "2026-02-01")
    refusal = script.refused(
        1, "pension", "rest", journey, "--ground", "ruling", "--on", "2026-02-01"
    )
    assert "Record the ruling first" in refusal
    resting = ["--matter", "hvilende pension", "--on", "2026-02-01"]
    script("ruling", "hear", journey, *resting, "--words", "Fine by me")
    script("ruling", "make", journey, *resting, "--outcome", "granted", "--legal-basis", "LSP")
    script("pension", "rest", journey, "--ground", "ruling", "--on", "2026-02-01")
    assert script.json("safety", journey)["reassessment"] == "2027-01-01"
    assert script.told(journey)[-1]["details"] == {"ground": "ruling"}


def test_a_handover_is_accepted_by_the_one_it_was_offered_to(script: Script, journey: str) -> None:
    """Responsibility moves with --as, and the caseload with it."""
    script("handover", "offer", journey, "--to", BO, "--reason", "Another desk", *SURE)
    assert script.json("show", journey)["responsible"] == ANNA
    script.refused(1, "--as", "cecilie.example", "handover", "decline", journey)
    script("--as", BO, "handover", "accept", journey, "--told", "2026-02-01")
    assert script.json("list", "--mine")["cases"] == []
    assert [each["journey"] for each in script.json("--as", BO, "list", "--mine")["cases"]] == [
        journey
    ]


def test_a_handover_is_declined(script: Script, journey: str) -> None:
    """Responsibility stays."""
    script("handover", "offer", journey, "--to", BO, "--reason", "Another desk", *SURE)
    assert "We tell you who your contact will be." in script("show", journey)
    script("--as", BO, "handover", "decline", journey, "--reason", "My desk is full")
    assert "handover" not in [owed["kind"] for owed in script.json("show", journey)["owed"]]


def test_an_entry_is_taken_back_and_stays_readable(script: Script, journey: str) -> None:
    """The timeline shows both the entry and who took it back."""
    script("hope", journey, "--words", "Written on the wrong journey")
    taken = script.json("retract", journey, "2", "--why", "The wrong journey")
    assert taken["recorded"] == [
        {"entry": 3, "kind": "entry-retracted", "on": taken["recorded"][0]["on"]}
    ]
    assert script.json("show", journey)["hopes"] == []
    assert "(retracted by 3)" in script("timeline", journey)


def test_recording_says_how_to_take_it_back(script: Script, journey: str) -> None:
    """The confirmation is on stdout and can be typed after."""
    said = script("wish", journey, "--words", "I want to work", "--on", "2026-11-01")
    assert "Recorded: entry 2, a wish to work was expressed, 2026-11-01." in said
    assert f"journeys retract {journey[:8]} 2 --why" in said


def test_the_same_again_records_nothing(script: Script, journey: str) -> None:
    """People read that nothing is new; scripts get an empty list."""
    again = ["wish", journey, "--words", "I want to work", "--on", "2026-11-01"]
    script(*again)
    assert script.json(*again) == {"journey": journey, "recorded": []}
    assert script(*again) == "Nothing new: this is recorded already.\n"


def test_the_same_request_again_gives_the_same_answer(script: Script, journey: str) -> None:
    """A host that lost the answer asks again, and gets the subgoal it made before."""
    again = ["subgoal", "set", journey, "--title", "Bus", "--why", "Alone", "--request-id", "r7"]
    assert script.json(*again) == script.json(*again)
    assert len(script.told(journey)) == 2


def test_a_request_is_known_again_though_its_subgoal_is_reached(
    script: Script, journey: str
) -> None:
    """Leaving out the only open subgoal works on the second asking, too."""
    script("subgoal", "set", journey, "--title", "Bus", "--why", "Alone")
    again = ["subgoal", "reach", journey, "--request-id", "r8"]
    assert script.json(*again) == script.json(*again)
