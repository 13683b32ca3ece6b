"""What stands together on a page or in a letter does not deny itself, and hides no exception."""

import re
from datetime import date
from functools import cache

import pytest
from hypothesis import given

from journeys import pages
from journeys.adapters.pages.path_items import items_so_far
from journeys.domain.law import law
from journeys.domain.law.source import Source
from journeys.language import spoken
from journeys.projections.citizen_path import path
from journeys.projections.safety.answer import safety
from journeys.projections.safety.letter import letter
from tests.invented import WALK
from tests.lawbooks import changed, instead, under
from tests.projections.safety.test_situations import SITUATIONS, Row, facts
from tests.scenario import BOOK, after
from tests.texts.surfaces import blocks
from tests.texts.test_shown import Asked, anybody

DENIALS = {
    "a rest without a limit, which the municipality limits": (
        r"der er ingen grænse for, hvor længe",
        r"kommunen kan sætte en tid",
    ),
    "a payment that is never lowered, and is": (
        r"(pension|den) kan (heller )?ikke sættes ned",
        r"få mindre udbetalt|løn kan sætte din pension ned",
    ),
    "a withdrawal that nothing else allows, and that is not known": (
        r"ellers må den ikke",
        r"det er ikke afklaret, om den er slut|ikke fundet en regel, der siger nej",
    ),
    "a pension that can rest, and perhaps cannot": (
        r"(?<!om )(?<!at )din pension kan hvile",
        # To somebody younger the doubt is about a later day, after the last that is promised.
        r"(?s)^(?!.*det gælder til og med).*(måske ikke hvile|en svag kilde siger nej)",
    ),
    "no assessment, and a reassessment that is set": (
        r"ikke vurderes på ny|ikke vise på ny, hvor meget",
        r"kommunen ser på din ret igen",
    ),
    "both wage and pension, which the wage lowers": (
        r"både løn og pension",
        r"få mindre udbetalt|løn kan sætte din pension ned",
    ),
    "a right that is safe, and cannot be promised": (
        r"(?<!love, at )(?<!endnu, at )din ret til pension er sikker",
        r"vi kan ikke love",
    ),
}
"""Two sentences that deny each other, in Danish: only one of them may stand on one page."""
NEVER = {
    "a question whose answer is known": r"er du fyldt 60",
    "a scare without a ground": r"minister|nogle kan miste deres pension",
    "what no source says with *only*": r"ellers må den ikke",
    "both, without a condition": r"både løn og pension",
    "a payment that nothing lowers": r"(pension|den) kan (heller )?ikke sættes ned",
}
"""What is said to nobody."""
PRESS = re.compile(
    r"nyhed|news|avis|dagblad|tidende|fagbladet|politiken|berlingske|jyllands|\bbt\.dk|\beb\.dk"
)
NOTED = re.compile(r"din ret (til pension )?(er|var) sikker")


@cache
def read_in(nr: int) -> tuple[str, ...]:
    """Return what somebody in that situation reads: the page, the letter, the full letter."""
    row = SITUATIONS[nr]
    on, history = date.fromisoformat(row["on"]), after(*facts(row)).history
    view = safety(WALK, history, BOOK, on)
    page = " ".join(blocks(pages.path(path(WALK, history, BOOK, on))))
    letters = (letter(view, full=full).markdown if view.sentences else "" for full in (False, True))
    return tuple(each.lower() for each in (page, *letters))


@pytest.mark.parametrize(("one", "other"), DENIALS.values(), ids=DENIALS)
def test_no_page_and_no_letter_denies_itself(one: str, other: str) -> None:
    """In any situation."""
    for nr, row in enumerate(SITUATIONS):
        for text in read_in(nr):
            assert not (re.search(one, text) and re.search(other, text)), row["nr"]


@pytest.mark.parametrize("said", NEVER.values(), ids=NEVER)
def test_some_things_are_said_to_nobody(said: str) -> None:
    """In any situation, nor in any rule that is in use."""
    for nr, row in enumerate(SITUATIONS):
        assert not any(re.search(said, text) for text in read_in(nr)), row["nr"]
    assert [rule.id for rule in law().newest.rules if re.search(said, rule.da.lower())] == []


def test_a_pension_of_the_old_scheme_is_said_to_be_lowered_by_a_wage() -> None:
    """Where it is paid: no lower grade is not the same as no lower payment."""
    for nr, row in enumerate(SITUATIONS):
        old_and_paid = row["scheme"] == "old" and row["state"] in ("paid", "beside work")
        page, short, full = read_in(nr)
        if old_and_paid and "lavere grad" in short:
            assert "mindre udbetalt" in short
            assert "mindre udbetalt" in full
        assert page


@given(anybody)
def test_the_path_names_the_exception_wherever_it_says_that_a_right_was_safe(of: Asked) -> None:
    """On the day of the page, and on each day before it."""
    names_the_exception(of)


@pytest.mark.parametrize("row", SITUATIONS, ids=lambda row: row["nr"])
def test_so_it_does_in_every_situation(row: Row) -> None:
    """Also where it is looked back upon, when the pause is over."""
    history = after(*facts(row)).history
    for on in (date.fromisoformat(row["on"]), date(2026, 11, 30)):
        names_the_exception(Asked(history, BOOK, on))


def names_the_exception(of: Asked) -> None:
    """Assert that each note of a safe right that special circumstances could lift says so."""
    view = path(WALK, of.history, of.book, of.on)
    with spoken("da"):
        items = [item for item in items_so_far(view) if not item.folded]
    lifted = [mark.net_exception for mark in view.done]
    for item, exception in zip(items, lifted, strict=True):
        if NOTED.search(item.text):
            assert exception == ("særlige grunde" in item.text)


def test_some_of_them_could_be_lifted() -> None:
    """A test that no situation reaches proves nothing."""
    found = 0
    for row in SITUATIONS:
        view = path(WALK, after(*facts(row)).history, BOOK, date(2026, 11, 30))
        found += any(mark.net_exception for mark in view.done)
    assert found


def test_every_newspaper_among_the_sources_is_marked_as_one() -> None:
    """So that no citizen's letter names it."""
    unmarked = [
        (rule.id, source.reference)
        for rule in law().rules
        for source in rule.sources
        if PRESS.search(source.reference.lower()) and not source.press
    ]
    assert unmarked == []
    for nr, _ in enumerate(SITUATIONS):
        assert not any(PRESS.search(text) for text in read_in(nr))


def test_a_newspaper_under_a_rule_is_named_in_no_letter() -> None:
    """Not in the full one either; the caseworker's view has it."""
    paper = Source(act="Nyhed", read_at="En avis", press=True)
    book = under(instead(changed("work-while-paid", sources=(paper,))))
    row = next(row for row in SITUATIONS if row["state"] == "paid" and row["scheme"] == "new")
    view = safety(WALK, after(*facts(row)).history, book, date.fromisoformat(row["on"]))
    assert any(paper.reference in each.sources for each in view.everything_said)
    for full in (False, True):
        assert "avis" not in letter(view, full=full).text
