"""Days as people type them, in either language, as of Monday 30 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys import verbs
from journeys.adapters.cli.input.dates import Lies, hours, read_day
from journeys.adapters.cli.input.days import MAY_BE_PLANNED
from journeys.testing.strategies import EVENT_CLASSES
from tests.cli.script import Script

TODAY = date(2026, 11, 30)
WHERE: tuple[Lies, ...] = ("past", "ahead", "either")


@pytest.mark.parametrize("lies", WHERE)
@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-12-31", "2026-12-31"),
        ("31.12.2026", "2026-12-31"),
        ("31-12-2026", "2026-12-31"),
        ("31/12-2026", "2026-12-31"),
        ("1. februar 2026", "2026-02-01"),
        ("den 1. feb. 2026", "2026-02-01"),
        ("1 FEBRUAR 2026", "2026-02-01"),
        ("1st February 2026", "2026-02-01"),
        ("February 1, 2026", "2026-02-01"),
        ("1 oct 2026", "2026-10-01"),
        ("1. maj 2026", "2026-05-01"),
        ("i dag", "2026-11-30"),
        (" I  Dag ", "2026-11-30"),
        ("today", "2026-11-30"),
        ("i går", "2026-11-29"),
        ("i gaar", "2026-11-29"),
        ("i ga\u030ar", "2026-11-29"),
        ("yesterday", "2026-11-29"),
        ("i morgen", "2026-12-01"),
        ("tomorrow", "2026-12-01"),
        ("i overmorgen", "2026-12-02"),
        ("om 14 dage", "2026-12-14"),
        ("om 2 uger", "2026-12-14"),
        ("om en uge", "2026-12-07"),
        ("in 3 days", "2026-12-03"),
        ("for 3 dage siden", "2026-11-27"),
        ("en uge siden", "2026-11-23"),
        ("2 weeks ago", "2026-11-16"),
        ("på fredag", "2026-12-04"),
        ("on friday", "2026-12-04"),
        ("sidste fredag", "2026-11-27"),
        ("i fredags", "2026-11-27"),
        ("last monday", "2026-11-23"),
    ],
)
def test_what_can_mean_one_day_alone_is_taken(typed: str, day: str, lies: Lies) -> None:
    """Wherever it lies, and nobody is asked."""
    assert read_day(typed, TODAY, lies)[:3] == (date.fromisoformat(day), False, ())


@pytest.mark.parametrize(
    ("typed", "lies", "day", "other"),
    [
        ("1/2/26", "past", "2026-02-01", None),
        ("1.2.26", "ahead", "2026-02-01", None),
        ("1. februar 26", "either", "2026-02-01", None),
        ("1/2/58", "past", "1958-02-01", None),
        ("1/2", "past", "2026-02-01", "2025-02-01"),
        ("1.2.", "ahead", "2027-02-01", "2026-02-01"),
        ("1. februar", "either", "2027-02-01", "2026-02-01"),
        ("31/12", "ahead", "2026-12-31", "2027-12-31"),
        ("29/2", "past", None, None),
        ("fredag", "either", "2026-12-04", "2026-11-27"),
        ("mandag", "past", "2026-11-30", "2026-11-23"),
        ("mandag", "ahead", "2026-11-30", "2026-12-07"),
        ("på mandag", "past", "2026-11-30", "2026-12-07"),
        ("næste fredag", "ahead", "2026-12-11", "2026-12-04"),
    ],
)
def test_what_leaves_something_out_is_asked_back(
    typed: str, lies: Lies, day: str | None, other: str | None
) -> None:
    """Where there is another day it can mean, nobody takes it unasked."""
    if day is None:
        with pytest.raises(ValueError, match="no such day"):
            read_day(typed, TODAY, lies)
        return
    others = () if other is None else (date.fromisoformat(other),)
    assert read_day(typed, TODAY, lies)[:3] == (date.fromisoformat(day), True, others)


def test_a_weekday_alone_is_the_last_of_what_happened_and_the_next_of_what_is_planned() -> None:
    """By its first letters, too."""
    for typed in ("fredag", "fre.", "Friday", "den fredag"):
        assert read_day(typed, TODAY, "past")[:3] == (date(2026, 11, 27), False, ())
        assert read_day(typed, TODAY, "ahead")[:3] == (date(2026, 12, 4), False, ())
    assert read_day("lørdag", TODAY, "ahead").day == date(2026, 12, 5)
    assert read_day("loerdag", TODAY, "past").day == date(2026, 11, 28)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(WHERE), st.integers(0, 6))
def test_a_weekday_is_within_a_week_of_today(today: date, lies: Lies, weekday: int) -> None:
    """Or it is asked about, each other day it can mean within two."""
    name = ("man", "tir", "ons", "tor", "fre", "lør", "søn")[weekday]
    for typed in (name, f"på {name}", f"sidste {name}", f"næste {name}"):
        reading = read_day(typed, today, lies)
        for each in (reading.day, *reading.others):
            assert each.weekday() == weekday
            assert abs(each - today) <= timedelta(13)
        assert reading.to_confirm == bool(reading.others)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(WHERE), st.dates())
def test_every_day_in_full_is_read_as_it_is(today: date, lies: Lies, day: date) -> None:
    """In each order."""
    year = f"{day.year:04}"
    danish = (f"{day.day}.{day.month}.{year}", f"{day.day}/{day.month}-{year}")
    for typed in (day.isoformat(), *danish):
        assert read_day(typed, today, lies) == (day, False, (), False)


SIGNS = "0123456789./- abcdefgimnorstuåøæ²٣"


@given(
    st.text() | st.text(SIGNS, max_size=14),
    st.sampled_from(WHERE),
    st.sampled_from([TODAY, date.min, date.max]),
)
def test_nonsense_is_refused_with_a_sentence_that_does_not_repeat_it(
    typed: str, lies: Lies, today: date
) -> None:
    """Never in another way."""
    said = {"", "The calendar has no such day.", "Write a day as 2026-12-31 or 31.12.2026."}
    assert _refused(typed, lies, today) in said


def _refused(typed: str, lies: Lies, today: date) -> str:
    """Return what is said of what is no day; nothing where it is one."""
    try:
        assert isinstance(read_day(typed, today, lies).day, date)
    except ValueError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    "typed", ["", "uge 12", "fredag 12", "2026", "31.12", "0/0/26", "1/13", "banan", "30. februar"]
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    """Some of it is one, with its year left out."""
    if typed == "31.12":
        assert read_day(typed, TODAY, "past").to_confirm
        return
    with pytest.raises(ValueError, match=r"no such day|Write a day"):
        read_day(typed, TODAY, "past")


@pytest.mark.parametrize("typed", ["4,5", "4.5", "4,5 timer", "4.5 t", "4.5 hours"])
def test_hours_may_say_that_they_are_hours(typed: str) -> None:
    """In either language."""
    assert str(hours(typed)) == "4.5"


@pytest.mark.parametrize("typed", ["halvanden", "4 kr", "-4", "4.", "1000", "٤", ""])
def test_what_is_no_hours_is_refused(typed: str) -> None:
    """With how they are written."""
    with pytest.raises(ValueError, match="Write hours"):
        hours(typed)


def test_the_verbs_that_may_be_planned_are_those_of_events_that_may() -> None:
    """By the events that each makes."""
    classes = {each.__name__: each for each in EVENT_CLASSES}
    planned = {
        name
        for name in verbs.__all__
        for made in getattr(verbs, name).__code__.co_names
        if made in classes and classes[made].may_be_planned
    }
    assert planned == MAY_BE_PLANNED


def test_somebody_at_a_terminal_is_asked_which_day_is_meant(script: Script, journey: str) -> None:
    """Once, and a no records nothing."""
    wish = ("wish", journey, "--words", "Et job", "--on", "1/3/26")
    question = "Do you mean 2026-03-01? [y/N]: "
    code, seen = script.at_a_terminal(*wish, asked=question, answer="n")
    assert code == 2, seen
    assert "Nothing was recorded" in seen
    code, seen = script.in_talk(
        [(question, "y"), ("What does the citizen wish for? ", "Et job")], *wish[:2], *wish[4:]
    )
    assert (code, seen.count("Do you mean")) == (0, 1), seen
    assert script.told(journey)[-1]["on"] == "2026-03-01"


def test_a_script_is_told_which_days_it_can_write(script: Script, journey: str) -> None:
    """A year of two digits is clear enough, and a year that is left out is not."""
    wish = ("wish", journey, "--words", "Et job", "--on")
    script(*wish, "1/3/26")
    assert script.told(journey)[-1]["on"] == "2026-03-01"
    said = script.refused(2, *wish, "1. marts")
    assert "This can be more than one day. Write it in full: 20" in said
    assert "marts" not in said
