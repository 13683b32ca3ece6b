"""What is done in one go is recorded in one line, and in one commit."""

from tests.cli.script import Script

TALK = ("--about", "The week", "--on", "2026-02-19")
BAKERY = ("--employer", "Bageriet Solsikken", "--paid-hours", "4", "--on", "2026-03-02")
WISH = ("--wish", "Gerne om morgenen")


def kinds(script: Script, journey: str) -> list[str]:
    """Return the kinds of what was recorded after the journey was opened."""
    return [line["kind"] for line in script.told(journey)][1:]


def test_a_talk_agrees_the_next(script: Script, journey: str) -> None:
    """It meets the one that was due; the new one is owed from now on."""
    script("follow-up", journey, "--due", "2026-02-20", "--on", "2026-02-01")
    said = script("talk", journey, *TALK, "--next", "2026-03-20")
    assert "a dialogue was held" in said
    assert "a follow-up was agreed" in said
    assert f"journeys retract {journey[:8]} 4 --why ... (then 3)" in said
    assert script.json("show", journey, "--on", "2026-02-19")["next_talk"] == "2026-03-20"
    owed = script.json("duties", journey, "--on", "2026-02-19")["owed"]
    assert [each["owed"]["met"] for each in owed] == ["2026-02-19", None]


def test_the_same_talk_adds_nothing(script: Script, journey: str) -> None:
    """Nor the same day for the next."""
    script("talk", journey, *TALK, "--next", "2026-03-20")
    assert "Nothing new" in script("talk", journey, *TALK, "--next", "2026-03-20")


def test_a_talk_is_not_held_where_the_next_cannot_be_agreed(script: Script, journey: str) -> None:
    """All of it, or nothing."""
    said = script.refused(1, "talk", journey, *TALK, "--next", "2026-01-20")
    assert "A follow-up cannot be due" in said
    assert kinds(script, journey) == []


def test_the_same_request_is_answered_once(script: Script, journey: str) -> None:
    """Another next talk under it is refused."""
    request = ("--request-id", "r-1")
    first = script.json("talk", journey, *TALK, "--next", "2026-03-20", *request)
    assert script.json("talk", journey, *TALK, "--next", "2026-03-20", *request) == first
    script.refused(1, "talk", journey, *TALK, "--next", "2026-03-21", *request)


def test_a_traineeship_begins_in_one_line(script: Script, journey: str) -> None:
    """The wish is heard, the measure is granted and begins, and so does the placement in it."""
    told = script.json("praktik", journey, *BAKERY, "--present-hours", "10", *WISH)
    assert kinds(script, journey) == [
        "wishes-heard",
        "measure-granted",
        "measure-started",
        "placement-started",
    ]
    placed = script.told(journey)[-1]["details"]
    assert placed["measure"] == told["measure"]
    assert (placed["paid_hours"], placed["present_hours"]) == ("4", "10")
    assert placed["employer"] == "Bageriet Solsikken"


def test_no_traineeship_begins_before_the_wishes_are_heard(script: Script, journey: str) -> None:
    """And nothing of it is recorded."""
    assert "Hear the citizen's wishes" in script.refused(1, "praktik", journey, *BAKERY)
    assert kinds(script, journey) == []


def test_a_traineeship_that_was_granted_is_begun(script: Script, journey: str) -> None:
    """It is not granted again; where two wait, it is a new one that begins."""
    grant = ("measure", "grant", journey, "--kind", "virksomhedspraktik", "--on", "2026-02-01")
    measure = script.json(*grant)["measure"]
    script("praktik", journey, *BAKERY, *WISH)
    assert script.told(journey)[-1]["details"]["measure"] == measure
    others = {script.json(*grant)["measure"] for _ in range(2)}
    script("praktik", journey, *BAKERY)
    assert script.told(journey)[-1]["details"]["measure"] not in {measure, *others}


def test_a_rehearsal_tells_all_and_records_nothing(script: Script, journey: str) -> None:
    """Before anything is done."""
    said = script("praktik", journey, *BAKERY, *WISH, "--dry-run")
    assert said.count("Would record") == 4
    assert kinds(script, journey) == []
