"""The desk on the screen: what comes next on whose journey, and what was late."""

from tests.cli.script import ANNA, Script

BO = "bo.example"
SURE = ("--sure", "colleague-not-known")


def test_the_desk_is_of_whoever_asks_or_of_whoever_is_named(script: Script, journey: str) -> None:
    """With the step, the talk and what is owed; nothing is there for somebody else."""
    script("subgoal", "set", journey, "--title", "Køkkenet", "--why", "Mad", "--on", "2026-02-01")
    script("talk", journey, "--about", "Køkkenet", "--next", "2026-03-01", "--on", "2026-02-01")
    seen = script("desk", "--on", "2026-02-11")
    for told in (journey[:8], "Køkkenet", "2026-03-01", "10"):
        assert told in seen
    assert "!" not in seen
    assert script("desk", "--of", ANNA, "--on", "2026-02-11") == seen
    nothing = f"No journey of {BO} is open or resting on 2026-02-11.\n"
    assert script("--as", BO, "desk", "--on", "2026-02-11") == nothing


def test_what_was_due_is_marked_by_a_sign_that_is_explained(script: Script, journey: str) -> None:
    """Not by a colour alone."""
    script("talk", journey, "--about", "Køkkenet", "--next", "2026-03-01", "--on", "2026-02-01")
    seen = script("desk", "--on", "2026-03-02")
    assert "! 2026-03-01" in seen
    assert "! was due before this day." in seen


def test_a_handover_waits_on_the_desk_of_whoever_is_asked(script: Script, journey: str) -> None:
    """Told with how to answer; once accepted, the journey has moved from one desk to the other."""
    day = ["--on", "2026-02-01"]
    script("handover", "offer", journey, "--to", BO, "--reason", "En anden afdeling", *day, *SURE)
    assert BO in script("desk", *day)
    seen = script("--as", BO, "desk", *day)
    assert f"Offered to {BO}" in seen
    assert "journeys handover accept ID" in seen
    script("--as", BO, "handover", "accept", journey, "--told", "2026-02-02", "--on", "2026-02-02")
    day[1] = "2026-02-02"
    assert not script.json("desk", *day)["lines"]
    told = script.json("--as", BO, "desk", *day)
    assert [line["journey"] for line in told["lines"]] == [journey]
    assert not told["offered"]


def test_a_journey_that_rests_stays_on_the_desk(script: Script, journey: str) -> None:
    """And says so; one that is closed leaves it."""
    script("rest", journey, "--reason", "En pause", "--on", "2026-02-01")
    assert "(resting)" in script("desk", "--on", "2026-02-01")
    script("resume", journey, "--on", "2026-02-03")
    script("close", journey, "--reason", "I arbejde", "--on", "2026-02-04")
    assert "No journey of" in script("desk", "--on", "2026-02-04")
