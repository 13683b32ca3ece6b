"""Every text that this library can show, wherever it stands: what it claims about a pension."""

from typing import get_args

import pytest

from journeys.domain.law import law
from journeys.domain.law.claims import claimed_in
from journeys.domain.law.duty_kinds import duty_kinds
from journeys.domain.vocabulary import Answer, strongest
from journeys.projections.safety import letter, wording
from journeys.testing.strategies import EVENT_CLASSES
from tests.texts.corpus import EARLIER, Shown, answers, corpus, declarations

CODES = frozenset(get_args(Answer))
"""Names of the answers, which each stand beside their own answer."""
ABOUT_THE_PENSION = {
    "wording.py",
    "letter.py",
    "path_items.py",
    "hard_words.py",
    "duty_kinds.toml",
    *(rule.id for rule in law().rules),
    "way_back",
}
"""Where a text is about the pension although it may not say so, as a heading is."""


@pytest.fixture(scope="module")
def shown_anywhere() -> set[Shown]:
    """Return every text, as it is found once."""
    return set(corpus())


@pytest.fixture(scope="module")
def texts(shown_anywhere: set[Shown]) -> set[str]:
    """Return the same without where each stands."""
    return {each.text for each in shown_anywhere}


def too_strong(shown: Shown) -> list[str]:
    """Return the sentences of a text that claim more than they may."""
    if shown.text in CODES:
        return []
    claims = claimed_in(shown.text, about=shown.where in ABOUT_THE_PENSION)
    return [each.text for each in claims if strongest(each.claim, shown.most) != shown.most]


def test_no_text_claims_more_than_its_answer_and_a_fixed_text_claims_nothing(
    shown_anywhere: set[Shown],
) -> None:
    """Messages and their Danish, law, duties, codes, headings, events, pages, helps, demo."""
    assert [(each.where, found) for each in shown_anywhere if (found := too_strong(each))] == []


@pytest.mark.parametrize(
    "text",
    [
        *(cls.citizen for cls in EVENT_CLASSES),
        *(cls.professional for cls in EVENT_CLASSES),
        *(kind.citizen_da for kind in duty_kinds().values() if kind.citizen_da),
        *(rule.da for rule in law().newest.rules),
        *(step.en for step in law().newest.way_back),
        *(each.da for each in vars(letter).values() if isinstance(each, wording.Text)),
        "Pensionen holder pause. Du får den ikke udbetalt.",
        "Vi er stoppet for nu. Du kan altid komme igen.",
    ],
)
def test_the_texts_are_all_among_them(texts: set[str], text: str) -> None:
    """A test of every text that leaves some out proves nothing."""
    assert text in texts


def test_what_is_declared_to_claim_something_is_seen_to_claim_it() -> None:
    """So that a promise is worded as one, and the words for promises are known."""
    strong = {text for text, claim in declarations() if claim == "strong"}
    assert len(strong) > len([each for each in answers() if each.claim == "strong"])
    for text in strong:
        assert strongest("none", *(each.claim for each in claimed_in(text))) == "strong"


def test_only_what_no_later_reading_says_is_left_to_the_earlier_editions() -> None:
    """Their texts are history; whatever is said today is not."""
    left_out = [rule for rule in law().rules if rule not in law().newest.rules]
    assert {rule.edition for rule in left_out} <= EARLIER
    dropped = {id_ for edition in law().editions for id_ in edition.dropped}
    ids = {rule.id for rule in law().newest.rules} | dropped
    assert {rule.id for rule in left_out} <= ids
