"""What is shown about a person claims no more about the pension than the answer of that day."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import History, Rulebook
from journeys.domain.law.claims import claimed_in
from journeys.domain.vocabulary import Claim, strongest
from journeys.errors import Refused
from journeys.language import LANGUAGES, say, spoken
from journeys.projections.safety.answer import safety
from journeys.projections.safety.wording import MAY_CLAIM
from journeys.testing.strategies import Request, days, histories, requests
from tests.effort import tries
from tests.invented import WALK
from tests.lawbooks import under
from tests.meeting import met
from tests.projections.safety.pensioners import pensioner
from tests.projections.safety.test_guarantee_laws import anydays, laws, pensioners
from tests.projections.safety.test_situations import SITUATIONS, Row, facts
from tests.scenario import BOOK, after, asked
from tests.texts.surfaces import shown

SEEDS = 100_000


class Asked(NamedTuple):
    """Somebody, a rulebook, and the day on which it is asked what is shown."""

    history: History
    book: Rulebook
    on: date


@st.composite
def seeded(draw: st.DrawFn) -> Asked:
    """Return a pensioner of a seed on one of the days near which something begins."""
    found = pensioner(draw(st.integers(0, SEEDS)))
    return Asked(after(*found.facts).history, BOOK, draw(st.sampled_from(found.days)))


anybody = (
    seeded()
    | st.builds(Asked, pensioners(), st.just(BOOK) | laws.map(under), anydays)
    | st.builds(Asked, histories(), st.just(BOOK), days())
)


@cache
def claims_of(text: str) -> tuple[tuple[str, Claim], ...]:
    """Return what a text about the pension claims, by sentence."""
    return tuple((each.text, each.claim) for each in claimed_in(text.lstrip("-*# "), about=True))


def too_strong(of: Asked) -> list[tuple[str, str]]:
    """Return every sentence that is shown and claims more than the answer of the day may."""
    most = MAY_CLAIM[safety(WALK, of.history, of.book, of.on).answer]
    return [
        (where, sentence)
        for where, block in set(shown(of.history, of.book, of.on))
        for sentence, claim in claims_of(block)
        if strongest(claim, most) != most
    ]


@settings(max_examples=tries(30, 1000))
@given(anybody)
def test_nothing_that_is_shown_is_stronger_than_the_answer_of_that_day(of: Asked) -> None:
    """Page, picture, card, letter, calendar, timeline, briefing, duties, subject access."""
    assert too_strong(of) == []


@pytest.mark.parametrize("row", SITUATIONS[:: tries(3, 1)], ids=lambda row: row["nr"])
def test_nor_is_it_in_any_situation_of_the_table(row: Row) -> None:
    """Each was checked by hand against the law; every third of them where time is short."""
    history = after(*facts(row)).history
    assert too_strong(Asked(history, BOOK, date.fromisoformat(row["on"]))) == []


@given(anybody)
def test_each_sentence_declares_what_it_claims(of: Asked) -> None:
    """No less than its words do, and no more than the answer may."""
    view = safety(WALK, of.history, of.book, of.on)
    for each in view.everything_said:
        assert strongest(each.claim, MAY_CLAIM[view.answer]) == MAY_CLAIM[view.answer]
        for text in (each.text, each.en):
            assert all(strongest(claim, each.claim) == each.claim for _, claim in claims_of(text))


def refusals(history: History, several: list[Request]) -> Iterator[Refused]:
    """Yield the refusals of asking these, one after the other."""
    for verb, arguments in several:
        try:
            history = history.followed_by(asked(history, verb, **arguments))
        except Refused as refusal:
            yield refusal


@given(pensioners(), st.lists(requests(), max_size=5))
def test_no_refusal_says_that_a_right_is_kept(history: History, several: list[Request]) -> None:
    """It says why not and what to do; what holds on that day is in the answer."""
    for refusal in refusals(history, several):
        for language in LANGUAGES:
            with spoken(language):
                assert claims_of(say(refusal.sentence)) == ()


def test_the_people_asked_about_meet_every_answer() -> None:
    """An answer that nobody has proves nothing; none holds for ever under the law as it is."""
    wanted = set[str](MAY_CLAIM) - {"guaranteed"}

    def of(each: Asked) -> str:
        return safety(WALK, each.history, each.book, each.on).answer

    assert met(of, anybody, wanted, 400) >= wanted
