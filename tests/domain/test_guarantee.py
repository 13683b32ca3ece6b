"""The guarantee: its strength is that of its weakest ground, under whatever law."""

from dataclasses import replace
from datetime import date

import pytest

from journeys.domain.guarantee import Guarantee, guarantee
from journeys.domain.law import Law, law
from journeys.domain.law.rules import Rule
from journeys.domain.pension_facts import pension_facts
from tests.invented import GRANTED, OPENED
from tests.lawbooks import LAW, changed, instead, rule
from tests.scenario import after

IN_THE_PAUSE, ITS_LAST_DAY = date(2024, 6, 1), date(2025, 12, 31)
PAUSE = "no-withdrawal-period"


def answer(of: Law, on: date = IN_THE_PAUSE) -> Guarantee:
    """Return the answer to somebody born in 1975 with a pension of the new scheme."""
    return guarantee(pension_facts(after(OPENED, GRANTED).history, on), of.newest, on)


def ageless(of: Law) -> Law:
    """Return the law as if no age of folkepension had been read."""
    return replace(of, folkepension_ages=())


def without(*named: str) -> Law:
    """Return the law without these rules."""
    return replace(LAW, rules=tuple(each for each in LAW.rules if each.id not in named))


def beside(*rules: Rule) -> Law:
    """Return the law with these rules added."""
    return replace(LAW, rules=(*LAW.rules, *rules))


def test_the_pause_carries_to_its_last_day() -> None:
    """With the right to rest and the right to return."""
    found = answer(law())
    assert (found.answer, found.until) == ("guaranteed-until", ITS_LAST_DAY)
    assert {each.id for each in found.rules} == {
        "rest-without-limit-new",
        "return-when-work-ends-new",
        "folkepension-by-itself",
        PAUSE,
    }


@pytest.mark.parametrize("tag", ["weak", "derived", "open"])
@pytest.mark.parametrize("named", ["rest-without-limit-new", "return-when-work-ends-new"])
def test_a_right_that_is_not_verified_carries_nothing(named: str, tag: str) -> None:
    """However well the pension is protected; and it is what the answer names."""
    found = answer(instead(changed(named, tag=tag)))
    assert found.answer == "verify"
    assert [each.id for ground in found.decisive for each in ground.rules] == [named]


def test_a_right_that_no_rule_gives_carries_nothing() -> None:
    """Where the law says nothing there is nothing to promise."""
    found = answer(without("rest-without-limit-new", "return-when-work-ends-new"))
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
    endless = answer(ageless(beside(goes_on.model_copy(update={"ends": date.max}))))
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
    rules = (weak, *LAW.rules) if first else (*LAW.rules, weak)
    assert answer(replace(LAW, rules=rules)).answer == "guaranteed-until"


def test_a_rule_of_the_other_scheme_protects_nobody_here() -> None:
    """Each scheme has its own."""
    assert rule("never-withdrawn-old").schemes == ("old",)
    assert answer(without(PAUSE)).answer == "depends"


def test_a_reading_out_of_date_carries_nothing() -> None:
    """From the day after it was good."""
    endless = ageless(instead(changed(PAUSE, ends=date.max)))
    good_until = endless.newest.good_until
    assert answer(endless, good_until).answer == "guaranteed"
    stale = answer(endless, date(good_until.year, good_until.month, good_until.day + 1))
    assert (stale.answer, stale.weakest.cause) == ("verify", "out-of-date")


def test_the_age_of_folkepension_ends_every_promise() -> None:
    """On the day before; that the pension becomes folkepension is one of its rules."""
    endless = instead(changed(PAUSE, ends=date.max))
    found = answer(endless)
    assert (found.answer, found.until) == ("guaranteed-until", date(2044, 3, 3))
    assert found.weakest.cause == "folkepension-age"
    assert found.without_age is not None
    assert found.without_age.answer == "guaranteed"


@pytest.mark.parametrize(
    ("born", "reached", "at_least"),
    [
        (date(1953, 12, 31), date(2018, 12, 31), False),
        (date(1954, 1, 1), date(2019, 7, 1), False),
        (date(1954, 6, 30), date(2019, 12, 30), False),
        (date(1954, 7, 1), date(2020, 7, 1), False),
        (date(1954, 12, 31), date(2020, 12, 31), False),
        (date(1955, 1, 1), date(2021, 7, 1), False),
        (date(1955, 6, 30), date(2021, 12, 30), False),
        (date(1955, 7, 1), date(2022, 7, 1), False),
        (date(1962, 12, 31), date(2029, 12, 31), False),
        (date(1963, 1, 1), date(2031, 1, 1), False),
        (date(1966, 12, 31), date(2034, 12, 31), False),
        (date(1967, 1, 1), date(2036, 1, 1), False),
        (date(1970, 12, 31), date(2039, 12, 31), False),
        (date(1971, 1, 1), date(2040, 1, 1), True),
        (date(1999, 1, 1), date(2068, 1, 1), True),
    ],
)
def test_the_age_of_folkepension_goes_by_the_day_of_birth(
    born: date,
    reached: date,
    at_least: bool,  # noqa: FBT001 - a column of the table
) -> None:
    """Lov om social pension § 1 a; for the youngest it is at least that age."""
    found = law().newest.folkepension(born)
    assert found is not None
    assert (found.day, found.age.at_least) == (reached, at_least)


def test_no_edition_before_it_was_read_knows_the_age_of_folkepension() -> None:
    """An answer given by the first edition is given again as it was."""
    first = law().readings[0]
    assert first.folkepension(date(1975, 3, 4)) is None
    assert first.of("open-folkepension-age")
    assert not law().newest.of("open-folkepension-age")
