"""What a text claims about the right to a pension is found in its words, in both languages."""

from pathlib import Path

import pytest

from journeys.domain.law.claims import claim_of

EXAMPLES = Path(__file__).parent / "claims"


def lines(name: str) -> list[str]:
    """Return the texts in a file, one a line."""
    return (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", lines("strong"))
def test_a_promise_of_the_right_is_found_in_other_words_too(text: str) -> None:
    """Not only in the words that the answer uses."""
    assert claim_of(text) == "strong"


@pytest.mark.parametrize("text", lines("weak"))
def test_what_the_law_gives_on_a_condition_is_weak(text: str) -> None:
    """Where the condition stands in the sentence, before it or after it."""
    assert claim_of(text) == "weak"


@pytest.mark.parametrize("text", lines("none"))
def test_doubts_questions_denials_and_other_things_claim_nothing(text: str) -> None:
    """Nor does what was so on an earlier day."""
    assert claim_of(text) == "none"
