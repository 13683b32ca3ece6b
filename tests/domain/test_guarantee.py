"""The guarantee: its strength is that of its weakest ground, under whatever law."""

from dataclasses import replace
from datetime import date

import pytest

from journeys.domain.guarantee import Guarantee, guarantee
from journeys.domain.law import Law, law
from journeys.domain.law.rules import Rule
from journeys.domain.pension_facts import pension_facts
from tests.invented import GRANTED, OPENED
from tests.lawbooks import changed, instead, rule
from tests.scenario import after

IN_THE_PAUSE, ITS_LAST_DAY = date(2024, 6, 1), date(2025, 12, 31)
PAUSE = "no-withdrawal-period"


def answer(of: Law, on: date = IN_THE_PAUSE) -> Guarantee:
    """Return the answer to somebody born in 1975 with a pension of the new scheme."""
    return guarantee(pension_facts(after(OPENED, GRANTED).history, on), of.newest, on)


def without(*named: str) -> Law:
    """Return the law without these rules."""
    return replace(law(), rules=tuple(each for each in law().rules if each.id not in named))


def beside(*rules: Rule) -> Law:
    """Return the law with these rules added."""
    return replace(law(), rules=(*law().rules, *rules))


def test_the_pause_carries_to_its_last_day() -> None:
    """With the right to rest and the right to return."""
    found = answer(law())
    assert (found.answer, found.until) == ("guaranteed-until", ITS_LAST_DAY)
    assert {each.id for each in found.rules} == {
        "rest-without-limit-new",
        "return-without-application",
        PAUSE,
    }


@pytest.mark.parametrize("tag", ["weak", "derived", "open"])
@pytest.mark.parametrize("named", ["rest-without-limit-new", "return-without-application"])
def test_a_right_that_is_not_verified_carries_nothing(named: str, tag: str) -> None:
    """However well the pension is protected; and it is what the answer names."""
    found = answer(instead(changed(named, tag=tag)))
    assert found.answer == "verify"
    assert [each.id for ground in found.decisive for each in ground.rules] == [named]


def test_a_right_that_no_rule_gives_carries_nothing() -> None:
    """Where the law says nothing there is nothing to promise."""
    found = answer(without("rest-without-limit-new", "return-without-application"))
    assert (found.answer, found.weakest.cause) == ("verify", "no-rule")


@pytest.mark.parametrize("tag", ["weak", "derived", "open"])
def test_a_protection_that_is_not_verified_protects_nobody(tag: str) -> None:
    """Then it depends on how the pension can end."""
    assert answer(instead(changed(PAUSE, tag=tag))).answer == "depends"


def test_where_no_rule_says_how_it_can_end_it_must_be_verified() -> None:
    """Silence is no protection."""
    found = answer(without(PAUSE, "withdrawal-by-ruling-new"))
    assert (found.answer, found.weakest.cause) == ("verify", "no-rule")


def test_one_protection_after_the_other_carries_on_without_a_day_between() -> None:
    """And no further, where there is one."""
    next_day, day_after = date(2026, 1, 1), date(2026, 1, 2)
    ends = date(2027, 5, 31)
    goes_on = changed(PAUSE, id="pause-2", starts=next_day, ends=ends)
    late = changed(PAUSE, id="pause-2", starts=day_after, ends=ends)
    assert answer(beside(goes_on)).until == ends
    assert answer(beside(late)).until == ITS_LAST_DAY
    endless = answer(beside(goes_on.model_copy(update={"ends": date.max})))
    assert (endless.answer, endless.until) == ("guaranteed", None)


def test_of_two_protections_the_one_that_lasts_longer_carries() -> None:
    """They overlap; neither takes from the other."""
    longer = changed(PAUSE, id="pause-2", ends=date(2026, 6, 30))
    assert answer(beside(longer)).until == longer.ends
    assert [each.id for each in answer(beside(longer)).rules if each.part == "protection"] == [
        "pause-2"
    ]


@pytest.mark.parametrize("first", [True, False])
def test_of_two_rights_that_last_as_long_the_sure_one_carries(first: bool) -> None:  # noqa: FBT001 - either order
    """Whatever their order in the file."""
    weak = changed("rest-without-limit-new", id="rest-weak", tag="weak")
    rules = (weak, *law().rules) if first else (*law().rules, weak)
    assert answer(replace(law(), rules=rules)).answer == "guaranteed-until"


def test_a_rule_of_the_other_scheme_protects_nobody_here() -> None:
    """Each scheme has its own."""
    assert rule("never-withdrawn-old").schemes == ("old",)
    assert answer(without(PAUSE)).answer == "depends"


def test_a_reading_out_of_date_carries_nothing() -> None:
    """From the day after it was good."""
    endless = instead(changed(PAUSE, ends=date.max))
    good_until = endless.newest.good_until
    assert answer(endless, good_until).answer == "guaranteed"
    stale = answer(endless, date(good_until.year, good_until.month, good_until.day + 1))
    assert (stale.answer, stale.weakest.cause) == ("verify", "out-of-date")
