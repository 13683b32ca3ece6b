"""A name is found by any part of it, however it is written."""

# ruff: noqa: RUF001 - names in many scripts

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.domain.name_search import name_has
from journeys.domain.plain_text import WITHOUT_WIDTH, without_joiners

FOUND = (
    ("Birgit Holm-Jensen", ["jensen", "HOLM", "holm jen", "holm-jensen", "git", " birgit  holm "]),
    ("Søren Ågård", ["soren", "soeren", "søren", "SØREN", "agard", "aagaard", "ågård", "ren å"]),
    ("Soeren Aagaard", ["søren", "soeren ågård", "aagaard"]),
    ("Ærø Bæk", ["aero", "aeroe", "ærø", "baek", "BÆK"]),
    ("Björn Müller", ["bjorn", "bjoern", "bjørn", "muller"]),
    ("André Núñez-Łukasz", ["andre", "nunez", "lukasz", "núñez łukasz"]),
    ("Strauß", ["strauss", "STRAUSS"]),
    ("İpek Yılmaz", ["ipek", "yilmaz", "İPEK"]),
    ("O'Brien", ["obrien", "o'brien", "o’brien"]),
    ("王小明", ["小明", "王", "王小明"]),
    ("محمد علي", ["علي", "محمد", "مُحَمَّد"]),
    ("علی\u200cرضا", ["علیرضا", "رضا"]),
    ("Anne\u00adlise", ["annelise", "nel\u200bi"]),
    ("Ａｎｎａ", ["anna"]),
)
NOT_FOUND = (
    ("Noel", "nol"),
    ("Nolan", "noel"),
    ("Søren", "sren"),
    ("Holm Jensen", "holmjensen"),
    ("Birgit", ""),
    ("Birgit", "\u200d"),
    ("Birgit", " - "),
)


@pytest.mark.parametrize(("name", "part"), [(name, part) for name, of in FOUND for part in of])
def test_a_name_is_found_by_any_part_of_it_without_accents_and_case(name: str, part: str) -> None:
    """As somebody writes it who does not have its letters, too."""
    assert name_has(name, part)
    assert name_has(normalize("NFD", name), normalize("NFC", part))


@pytest.mark.parametrize(("name", "part"), NOT_FOUND)
def test_a_name_is_not_found_by_what_is_no_part_of_it(name: str, part: str) -> None:
    """Nor by nothing: everybody would be shown."""
    assert not name_has(name, part)


NAMES = st.text(st.characters(codec="utf-8"), min_size=1).filter(
    lambda name: any(sign.isalnum() for sign in without_joiners(name))
)


@given(NAMES, NAMES, NAMES)
def test_what_is_within_a_name_finds_it_in_either_case(before: str, part: str, after: str) -> None:
    """Whatever stands around it in words of their own."""
    name = f"{before} {part} {after}"
    assert name_has(name, part)
    assert name_has(name, part.casefold())


@given(NAMES)
def test_joiners_change_nothing(name: str) -> None:
    """Where they stand makes no difference, and without them a name is the same."""
    joined = "\u200d".join(name)
    assert name_has(joined, without_joiners(name))
    assert name_has(without_joiners(name), joined)
    assert not WITHOUT_WIDTH.search(without_joiners(joined))
