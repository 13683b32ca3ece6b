"""The law as data: what holds on a day, as it was read in an edition."""

import re
import tomllib
from datetime import date, timedelta
from importlib.resources import files

import pytest

from journeys.domain.days import birthday
from journeys.domain.guarantee import guarantee
from journeys.domain.law import law, parse_law
from journeys.domain.pension_facts import pension_facts
from tests.invented import GRANTED, OPENED
from tests.lawbooks import FIRST, READ_AGAIN, changed, instead, read_again, rule
from tests.scenario import after


def test_every_rule_holds_on_some_day_is_told_in_both_languages_and_names_its_source() -> None:
    """But for open questions, which have none to name."""
    days = {edition.day for edition in law().editions}
    for each in law().rules:
        assert each.starts <= each.ends
        assert each.da
        assert each.en
        assert each.sources or each.tag == "open"
        assert each.edition in days


def test_a_rule_that_depends_on_an_age_says_it_in_words_too() -> None:
    """The number stands in the data once as a number, and once for people."""
    for each in law().rules:
        if each.age is not None:
            assert str(each.age) in each.da
            assert str(each.age) in each.en


def test_what_is_not_verified_says_so_to_the_citizen() -> None:
    """Nothing open or weak is told as if it were known."""
    for each in law().rules:
        if each.tag in ("open", "weak"):
            assert re.search("skal tjekkes|ikke afklaret|ikke sikkert", each.da)
            assert each.en.startswith("To be verified: ")


def test_a_later_edition_replaces_all_that_was_read_of_a_rule_before() -> None:
    """And leaves the other rules as they were."""
    ends = date(2028, 12, 31)
    grown = read_again([changed("no-withdrawal-period", ends=ends)])
    before, later = grown.reading_on(READ_AGAIN - timedelta(days=1)), grown.reading_on(READ_AGAIN)
    assert [each.ends for each in before.of("no-withdrawal-period")] == [date(2025, 12, 31)]
    assert grown.known_on(READ_AGAIN).newest == later
    assert grown.known_on(READ_AGAIN - timedelta(days=1)).newest == before
    assert grown.known_on(date(1999, 1, 1)).newest == before
    assert [each.ends for each in later.of("no-withdrawal-period")] == [ends]
    assert later.of("never-withdrawn-old") == before.of("never-withdrawn-old")
    assert grown.newest == later
    assert before.rules == law().newest.rules


def test_before_the_first_edition_the_law_is_as_the_first_one_has_it() -> None:
    """Nothing was read before; the days on which a rule holds are its own."""
    assert law().reading_on(date(1999, 1, 1)) == law().readings[0]
    assert law().newest == law().reading_on(None)
    assert law().reading_on(date(1999, 1, 1)).rule("no-withdrawal-period", date(2024, 1, 1))


def test_reading_the_law_again_keeps_it_good_although_nothing_changed() -> None:
    """A reading is relied on for that many months."""
    read = law().newest.read_on
    assert law().newest.good_until == date(read.year + 1, read.month, read.day)
    assert read_again().newest.good_until == date(2028, 6, 1)
    assert read_again().newest.rules == law().newest.rules


def test_the_law_turns_on_the_days_it_is_read_and_its_rules_begin_or_have_ended() -> None:
    """No other day can change an answer by law."""
    turns = law().turning_days
    assert {FIRST, date(2008, 7, 1), date(2023, 1, 1), date(2026, 1, 1)} <= set(turns)
    assert list(turns) == sorted(set(turns))
    assert date.min not in turns
    assert date.max not in turns


def test_a_rule_is_found_on_the_days_it_holds() -> None:
    """And not on others."""
    newest = law().newest
    assert newest.rule("no-withdrawal-period", date(2025, 12, 31)) == rule("no-withdrawal-period")
    assert newest.rule("no-withdrawal-period", date(2026, 1, 1)) is None
    assert newest.rule("no-such-rule", date(2026, 1, 1)) is None


def test_a_change_of_law_is_an_edit_of_the_one_file() -> None:
    """Another edition and what it says: the answer follows, and that of before can be given."""
    file = files("journeys.domain.law").joinpath("pension.toml").read_text(encoding="utf-8")
    paused = file[file.index('id = "no-withdrawal-period"') :].split("[[rule]]")[0]
    again = f'[[edition]]\nday = {READ_AGAIN}\nnote = "The pause was extended."\n'
    edited = parse_law(
        tomllib.loads(
            f"{file}\n{again}\n[[rule]]\nedition = {READ_AGAIN}\n"
            + paused.replace("to = 2025-12-31", "to = 2028-12-31")
        )
    )
    facts = pension_facts(after(OPENED, GRANTED).history, READ_AGAIN)
    before, now = (
        guarantee(facts, edited.reading_on(day), READ_AGAIN)
        for day in (READ_AGAIN - timedelta(days=1), READ_AGAIN)
    )
    assert (before.answer, now.answer) == ("verify", "guaranteed-until")
    assert now.until == date(2028, 12, 31)


def test_another_law_is_not_equal_to_it() -> None:
    """What tests change is changed."""
    weak = instead(changed("return-without-application", tag="weak"))
    assert weak.newest.of("return-without-application")[0].tag == "weak"


@pytest.mark.parametrize(
    ("born", "age", "day"),
    [
        (date(1966, 1, 1), 60, date(2026, 1, 1)),
        (date(1964, 2, 29), 60, date(2024, 2, 29)),
        (date(1964, 2, 29), 61, date(2025, 3, 1)),
        (date(1965, 12, 31), 60, date(2025, 12, 31)),
        (date(9990, 5, 5), 60, date.max),
    ],
)
def test_the_day_on_which_somebody_reaches_an_age(born: date, age: int, day: date) -> None:
    """Somebody born on 29 February waits until March where there is none."""
    assert birthday(born, age) == day


def test_each_edition_has_the_way_back_as_it_was_read_then() -> None:
    """A later edition that changes a step has all of them, and leaves the earlier ones alone."""
    first, newest = law().readings[0], law().newest
    assert [step.done_when for step in first.way_back] == ["asked", "decided", "paid"]
    assert [step.done_when for step in newest.way_back] == ["asked", "decided", "paid"]
    assert first.way_back[0].rules == ("return-without-application",)
    assert "return-when-work-ends-new" in newest.way_back[0].rules
    for reading in law().readings:
        assert {
            rule for step in reading.way_back for rule in step.rules
        } <= reading.rules_by_id.keys()
