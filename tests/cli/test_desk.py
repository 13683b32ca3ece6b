"""The desk on the screen: who waits for what, a line each; the colleague's desk; the week."""

from datetime import date, time, timedelta
from uuid import UUID

import pytest

import journeys
from journeys import JourneyId, events
from journeys.domain.identity import Identity
from tests.cli.script import ANNA, Script
from tests.invented import BY_ANNA, OPENED

BO = "bo.example"
SURE = ("--sure", "colleague-not-known")
MONDAY = date(2026, 3, 2)
AT = ("--on", MONDAY.isoformat())


def test_the_desk_is_of_whoever_asks_or_of_whoever_is_named(script: Script, journey: str) -> None:
    """With the step, the talk and what is owed; nothing is there for somebody else."""
    script("subgoal", "set", journey, "--title", "Køkkenet", "--why", "Mad", "--on", "2026-02-01")
    script("talk", journey, "--about", "Køkkenet", "--next", "2026-03-01", "--on", "2026-02-01")
    day = ("--on", "2026-02-11")
    seen = script("desk", "--all", *day)
    for told in (journey[:8], "Køkkenet", "talk 2026-03-01", "last talk 10 days ago"):
        assert told in seen
    assert "PAST ITS DAY" not in seen
    assert "OTHERWISE 1 citizen with nothing urgent" in script("desk", *day)
    assert script("desk", "--all", "--of", ANNA, *day) == seen
    nothing = f"No journey of {BO} is open or resting on 2026-02-11.\n"
    assert script("--as", BO, "desk", *day) == nothing


def test_what_was_due_stands_under_a_heading_of_its_own(script: Script, journey: str) -> None:
    """In words, not by a colour alone; and nobody is told of a failure."""
    script("talk", journey, "--about", "Køkkenet", "--next", "2026-03-01", "--on", "2026-02-01")
    seen = script("desk", *AT)
    assert "PAST ITS DAY  1" in seen
    assert f"{journey[:8]}  Talk  agreed for 1 Mar" in seen
    assert "OTHERWISE" not in seen


def test_a_handover_waits_on_the_desk_of_whoever_is_asked(script: Script, journey: str) -> None:
    """Told with how to answer; once accepted, the journey has moved from one desk to the other."""
    day = ["--on", "2026-02-01"]
    script("handover", "offer", journey, "--to", BO, "--reason", "En anden afdeling", *day, *SURE)
    anna = script("desk", *day)
    assert f"{journey[:8]} is offered to {BO}, who has not answered" in anna
    assert "handover accept" not in anna
    later = script("desk", "--on", "2026-03-20")
    assert "Answer the handover" not in later
    seen = script("--as", BO, "desk", *day)
    assert f"{ANNA} offers you {journey[:8]}" in seen
    assert "journeys handover accept ID" in seen
    script("--as", BO, "handover", "accept", journey, "--told", "2026-02-02", "--on", "2026-02-02")
    day[1] = "2026-02-02"
    assert not script.json("desk", *day)["lines"]
    told = script.json("--as", BO, "desk", *day)
    assert [line["journey"] for line in told["lines"]] == [journey]
    assert not told["offered"]


def test_a_journey_that_rests_stays_on_the_desk(script: Script, journey: str) -> None:
    """Quietly, and says so; one that is closed leaves it."""
    script("rest", journey, "--reason", "En pause", "--on", "2026-02-01")
    assert "(resting)" in script("desk", "--all", "--on", "2026-02-01")
    script("resume", journey, "--on", "2026-02-03")
    script("close", journey, "--reason", "I arbejde", "--on", "2026-02-04")
    assert "No journey of" in script("desk", "--on", "2026-02-04")


def filled(script: Script, count: int) -> None:
    """Record the journeys of so many citizens with a name, on whom something else waits each."""
    with journeys.open(f"sqlite:///{script.store}") as walks:
        for nr in range(count):
            journey = JourneyId(UUID(int=nr + 1))
            due, at = MONDAY + timedelta(days=nr // 4 % 6 - 1), time(8 + nr % 7)
            agreed = events.FollowUpAgreed(
                on=MONDAY - timedelta(10), due=due, time=at, place="Huset"
            )
            facts: list[events.Event] = [OPENED] if nr % 4 else [OPENED, agreed]
            walks.record(journey, lambda _, facts=facts: facts, BY_ANNA)  # type: ignore[misc]
            with walks.store.writing() as transaction:
                known = Identity("reference", str(nr), f"Opfundet Borger {nr:02}")
                transaction.people.identify(journey, known)


@pytest.fixture
def fifty(script: Script) -> Script:
    """Return the script on a store in which Anna follows fifty citizens."""
    filled(script, 50)
    return script


def test_the_whole_of_fifty_is_on_one_screen(fifty: Script) -> None:
    """A line a citizen, whatever waits; the others are counted, and listed when asked for."""
    seen = fifty("desk", *AT).splitlines()
    assert len(seen) <= 60
    assert seen[0].endswith(f"{ANNA}. Monday 2 March 2026. You follow 50 citizens.")
    headings = [line for line in seen if line and not line.startswith(" ")][1:]
    assert [line.split("  ")[0] for line in headings[:3]] == ["PAST ITS DAY", "TODAY", "THIS WEEK"]
    names = [line for line in seen if line.startswith("  Opfundet Borger")]
    assert len(names) == len({line[:22] for line in names})
    every = fifty("desk", "--all", *AT)
    assert all(f"Opfundet Borger {nr:02}" in every for nr in range(50))
    assert len(every.splitlines()) <= 65
    assert max(map(len, every.splitlines())) <= 80


def test_who_opens_the_desk_of_today_is_greeted(script: Script, journey: str) -> None:
    """By the hour; the desk of another day is somebody's to look at."""
    assert journey
    assert script("desk").startswith(("Good morning, ", "Good day, ", "Good evening, "))
    assert script("desk", *AT).startswith(f"{ANNA}. Monday 2 March 2026. You follow 1 citizen.")


def test_a_talk_stands_with_its_time_and_place(fifty: Script) -> None:
    """Today's by the clock, then the days of the week."""
    seen = fifty("desk", *AT)
    today = seen[seen.index("TODAY") : seen.index("THIS WEEK")]
    times = [line.split(" at ")[1][:5] for line in today.splitlines()[1:] if " at " in line]
    assert times == sorted(times)
    assert times
    assert "Huset" in today
    assert "Wed 4 Mar" in seen[seen.index("THIS WEEK") :]


def test_the_week_is_printed_day_by_day(fifty: Script) -> None:
    """Every day until Sunday, also one on which nothing is."""
    seen = fifty("desk", "--week", *AT)
    days = [line for line in seen.splitlines() if line.endswith("March 2026")][1:]
    assert [day.split()[0] for day in days] == [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ]
    assert "nothing is agreed or due" in seen


def test_colours_say_nothing_that_words_do_not(fifty: Script) -> None:
    """On a terminal with colours, and without."""
    plain = fifty("desk", *AT)
    assert "\x1b" not in plain


def test_a_colleague_s_desk_is_opened_with_a_reason_that_its_owner_reads(
    script: Script, journey: str
) -> None:
    """And that the citizen reads, without who it was; responsibility stays where it is."""
    bo = ("--as", BO, "desk")
    seen = script(*bo, "--for", ANNA, "--reason", "Anna er på kursus", *AT)
    assert f"The desk of {ANNA}. Monday 2 March 2026. 1 citizen." in seen
    assert script.json("desk", *AT)["lines"][0]["responsible"] == ANNA
    mine = script("desk", *AT)
    assert f"{BO} looked at your desk on " in mine
    assert ": sagsbehandling: Anna er på kursus" in mine
    (look,) = script.json("desk", *AT)["looked_at"]
    assert (look["by"], look["purpose"]) == (BO, "sagsbehandling: Anna er på kursus")
    looks = script.json("access", "show", journey)["looks"]
    assert ("colleague-desk", "sagsbehandling: Anna er på kursus") in [
        (each["view"], each["purpose"]) for each in looks
    ]
    assert BO not in script("access", "show", journey)
    assert not script.json(*bo, "--for", ANNA, "--reason", "Kursus", *AT)["looked_at"]


def test_nobody_looks_at_a_colleague_s_desk_without_a_reason(script: Script, journey: str) -> None:
    """A manager may, as the role allows; a reason with a diagnosis is refused, as any purpose."""
    assert journey
    for wrong in (["--for", ANNA], ["--reason", "Kursus"], ["--for", BO, "--of", BO]):
        script.refused(2, "--as", BO, "desk", *wrong, *AT)
    assert "--reason" in script.refused(1, "--as", BO, "desk", "--of", ANNA, *AT)
    script.refused(1, "--as", BO, "desk", "--for", ANNA, "--reason", " ", *AT)
    script.refused(1, "--as", BO, "desk", "--for", ANNA, "--reason", "F32.1", *AT)
    manager = ("--as", BO, "--role", "manager", "--purpose", "ledelse")
    assert script.json(*manager, "desk", "--of", ANNA, *AT)["lines"]
    assert not script.json("desk", *AT)["looked_at"]
