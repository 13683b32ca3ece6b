"""Appointments as they are typed, confirmed and called off."""

from datetime import date, time

import pytest

from journeys.adapters.cli.input import appointments
from journeys.adapters.cli.input.appointments import appointment, read_appointment, time_of_day
from tests.cli.script import Script

TALK = ("--about", "De første vagter", "--on", "2026-02-19")


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("2026-12-03", None),
        ("3.12.2026", None),
        ("2026-12-03 10", time(10)),
        ("2026-12-03 10:00", time(10)),
        ("2026-12-03T10:30", time(10, 30)),
        ("3.12.2026 kl. 10.30", time(10, 30)),
        ("3/12-2026 kl 9", time(9)),
        (" 3.12.2026, 10 ", time(10)),
    ],
)
def test_a_day_and_its_time_are_typed_at_once(typed: str, at: time | None) -> None:
    """As people write them."""
    assert appointment(typed) == (date(2026, 12, 3), at)


@pytest.mark.parametrize("typed", ["", "10", "engang 10", "2026-12-03 25", "2026-12-03 10.60"])
def test_what_is_no_day_or_no_time_is_asked_back(typed: str) -> None:
    """What was typed is not repeated: it may be private."""
    with pytest.raises(ValueError, match=r"day|time") as error:
        appointment(typed)
    assert not typed or typed not in str(error.value)


@pytest.mark.parametrize("typed", ["10", "10.00", "10:00", "kl. 10", "KL 10"])
def test_a_time_is_typed_as_people_write_it(typed: str) -> None:
    """With a dot or a colon, or the hour alone."""
    assert time_of_day(typed) == time(10)


def test_a_talk_agrees_on_the_next_with_its_time_place_and_way(
    script: Script, journey: str
) -> None:
    """Typed at once, or one by one; what was agreed before is replaced, and that is said."""
    script("follow-up", journey, "--due", "2026-03-07", "--on", "2026-02-01")
    where = ("--place", "Jobhuset", "--how", "meeting")
    said = script("talk", journey, *TALK, "--next", "2026-03-03 10", *where)
    assert "Agreed: Tuesday 3 March 2026 at 10:00, Jobhuset, meeting." in said
    assert "The appointment of 2026-03-07 is replaced." in said
    seen = script.json("show", journey, "--on", "2026-02-20")["appointment"]
    assert seen == {"due": "2026-03-03", "time": "10:00:00", "place": "Jobhuset", "how": "meeting"}
    for command in ("show", "briefing", "timeline"):
        shown = " ".join(script(command, journey, "--on", "2026-02-20").split())
        assert "10:00" in shown
        assert "Jobhuset" in shown


def test_an_appointment_is_moved_and_called_off(script: Script, journey: str) -> None:
    """Each is confirmed in a line of its own, and there is nothing left to call off."""
    day = ("--on", "2026-02-20")
    script("follow-up", journey, "--due", "2026-03-03", "--at", "10", "--how", "phone", *day)
    moved = script("follow-up", journey, "--due", "2026-03-04", "--at", "9.30", *day)
    assert "Agreed: Wednesday 4 March 2026 at 09:30." in moved
    assert "The appointment of 2026-03-03 is replaced." in moved
    assert "The appointment of 2026-03-04 is called off." in script("call-off", journey, *day)
    assert script.json("show", journey, *day)["appointment"] is None
    assert "Nothing new" in script("call-off", journey, *day)
    assert "No talk is agreed" in script.refused(1, "call-off", journey, "--on", "2026-02-21")


def test_a_time_without_a_day_is_asked_back(script: Script, journey: str) -> None:
    """Nor is a time said twice."""
    assert "--next" in script.refused(2, "talk", journey, *TALK, "--at", "10")
    twice = ("--next", "2026-03-03 10", "--at", "11")
    assert "--at" in script.refused(2, "talk", journey, *TALK, *twice)


def test_the_same_appointment_is_recorded_once_for_a_request(script: Script, journey: str) -> None:
    """With another time it is another request."""
    request = (*TALK, "--request-id", "7")
    first = script.json("talk", journey, *request, "--next", "2026-03-03 10")
    assert script.json("talk", journey, *request, "--next", "2026-03-03", "--at", "10.00") == first
    script.refused(1, "talk", journey, *request, "--next", "2026-03-03 11")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("torsdag 10", (date(2026, 12, 3), time(10))),
        ("i morgen kl. 9.30", (date(2026, 11, 30), time(9, 30))),
        ("3. december 10", (date(2026, 12, 3), time(10))),
        ("3. december 2026", (date(2026, 12, 3), None)),
        ("om 14 dage", (date(2026, 12, 13), None)),
        ("om 14 dage 13", (date(2026, 12, 13), time(13))),
        ("fredag", (date(2026, 12, 4), None)),
    ],
)
def test_days_are_typed_as_people_say_them(
    monkeypatch: pytest.MonkeyPatch, typed: str, expected: tuple[date, time | None]
) -> None:
    """From that Sunday; what can be a time is one."""
    monkeypatch.setattr(appointments, "today", lambda: "2026-11-29")
    read = read_appointment(typed)
    assert (read.reading.day, read.time) == expected


def test_at_a_terminal_the_next_talk_is_asked_for(script: Script, journey: str) -> None:
    """When, typed at once with its time, and where; what is not understood is asked for again."""
    talk = [
        ("When do you talk next?", "engang"),
        ("When do you talk next?", "2026-03-03 10"),
        ("Where?", "Jobhuset"),
    ]
    code, seen = script.in_talk(talk, "talk", journey, *TALK)
    assert code == 0, seen
    assert "Write a day as" in seen
    details = script.told(journey)[-1]["details"]
    assert details == {"due": "2026-03-03", "time": "10:00:00", "place": "Jobhuset"}


def test_at_a_terminal_nothing_needs_to_be_agreed(script: Script, journey: str) -> None:
    """An empty answer leaves it open, and there is no question about the place."""
    code, seen = script.in_talk([("When do you talk next?", "")], "talk", journey, *TALK)
    assert code == 0, seen
    assert "Where?" not in seen
    assert script.told(journey)[-1]["kind"] == "dialogue-held"
