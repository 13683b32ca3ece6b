"""The digest of an edition: the same while the law was read alike, another where a word differs."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from journeys.domain.fingerprint import is_digest
from journeys.domain.law import Law, law
from journeys.domain.law.digest import digest
from tests.lawbooks import FIRST, LAW, READ_AGAIN, changed, instead, read_again

OTHER = "no-withdrawal-period"


class Row(BaseModel):
    """A row of a further table of the law file."""

    edition: date
    age: int
    note: str = ""


class LaterRow(Row):
    """The same in a later version of the library, which added a field."""

    source: str | None = None


def of_first(of: Law) -> str:
    """Return the digest of the law as read in the first edition."""
    return of.digests[FIRST]


def test_every_edition_has_a_digest_of_its_own() -> None:
    """A SHA-256 in hex."""
    digests = read_again([changed(OTHER, da="Et andet ord.")]).digests
    assert list(digests) == [FIRST, READ_AGAIN]
    assert all(map(is_digest, digests.values()))
    assert len(set(digests.values())) == 2
    assert list(law().digests) == [each.day for each in law().editions]


def test_a_new_edition_changes_the_digest_of_no_older_one() -> None:
    """Although the file grew, and says other rules now."""
    for fields in ({"ends": date(2029, 12, 31)}, {"id": "new"}, {}):
        assert of_first(read_again([changed(OTHER, **fields)])) == of_first(LAW)
    assert LAW.digests.items() <= law().digests.items()


@pytest.mark.parametrize(
    "fields",
    [
        {"da": "Et andet ord."},
        {"en": "Another word."},
        {"ends": date(2026, 12, 31)},
        {"tag": "weak"},
        {"lifted_by": "consent"},
        {"sources": ()},
    ],
)
def test_another_word_under_the_same_name_is_another_digest(fields: dict[str, object]) -> None:
    """Of a rule, whichever field of it was changed."""
    assert of_first(instead(changed(OTHER, **fields))) != of_first(LAW)


def test_so_is_another_way_back_another_order_and_another_time_of_trust() -> None:
    """All that an answer is made of."""
    way_back, rules = LAW.way_back, LAW.rules
    for other in (
        replace(LAW, way_back=way_back[:-1]),
        replace(LAW, way_back=way_back[::-1]),
        replace(LAW, rules=rules[::-1]),
        replace(LAW, rules=rules[1:]),
        replace(LAW, good_for_months=LAW.good_for_months + 1),
    ):
        assert of_first(other) != of_first(LAW)


@given(st.sampled_from(LAW.rules))
def test_every_rule_counts(rule: object) -> None:
    """None can be left out unnoticed."""
    left = replace(LAW, rules=tuple(each for each in LAW.rules if each is not rule))
    assert of_first(left) != of_first(LAW)


def test_a_field_that_a_later_version_adds_changes_no_digest() -> None:
    """Nor does a table that is empty; a row that says something does."""
    day = date(2026, 11, 21)
    old = digest(day, {"rows": (Row(edition=day, age=60),)})
    assert digest(day, {"rows": [LaterRow(edition=day, age=60)], "more": (), "none": None}) == old
    assert digest(day, {"rows": (LaterRow(edition=day, age=60, source="lov"),)}) != old
    assert digest(day, {"rows": (Row(edition=day, age=61),)}) != old


def test_a_row_of_a_later_edition_is_no_part_of_an_older_one() -> None:
    """So a further table may grow as the rules do."""
    day, later = date(2026, 11, 21), date(2027, 6, 1)
    rows = (Row(edition=day, age=60), Row(edition=later, age=61))
    assert digest(day, {"rows": rows}) == digest(day, {"rows": rows[:1]})
    assert digest(later, {"rows": rows}) != digest(later, {"rows": rows[:1]})
    assert digest(day, {"by": {"new": rows}}) == digest(day, {"by": {"new": rows[:1]}})


def test_the_law_as_known_before_its_newest_edition_has_the_same_digests() -> None:
    """A digest depends on what was read, not on when it is asked for."""
    later = read_again([changed(OTHER, da="Et andet ord.")])
    assert later.known_on(FIRST).digests == {FIRST: of_first(LAW)}
    assert later.known_on(READ_AGAIN) is later
