"""The word, in the order of its rules."""

import pytest

from journeys.projections.effects.effect import Word
from journeys.projections.effects.word import Interval, Verdict, word_of

W = 14
NOTHING = (-0.05, 0.05)
MORE, FEWER = (0.02, 0.1), (-0.1, -0.02)
LEFT_OUT = {"basis": -4.0, "waiting": 2.0}
"""So that something unrecorded, as strong as the basis, would move the answer by four days."""


@pytest.mark.parametrize(
    ("days", "first_hour", "kept", "word"),
    [
        pytest.param((5, 25), NOTHING, NOTHING, "helps", id="more than the unrecorded explains"),
        pytest.param((3, 25), NOTHING, NOTHING, "undecided", id="the unrecorded could explain it"),
        pytest.param((4, 25), NOTHING, NOTHING, "undecided", id="just as strong"),
        pytest.param((-3, 25), NOTHING, NOTHING, "undecided", id="nothing and something"),
        pytest.param((-9, 9), NOTHING, NOTHING, "does-not-help", id="nothing worthwhile"),
        pytest.param((1, 9), NOTHING, NOTHING, "does-not-help", id="a little, not worthwhile"),
        pytest.param((-20, -4), NOTHING, NOTHING, "does-not-help", id="fewer days"),
        pytest.param((5, 9), NOTHING, NOTHING, "helps", id="a little, and sure"),
        pytest.param((5, 25), NOTHING, FEWER, "mixed", id="more days, fewer kept"),
        pytest.param((-20, -4), MORE, NOTHING, "mixed", id="sooner, fewer days"),
        pytest.param((-9, 9), MORE, NOTHING, "mixed", id="the wait eats the gain"),
        pytest.param((-9, 9), NOTHING, MORE, "mixed", id="kept, and no more days"),
        pytest.param((-9, 14), MORE, NOTHING, "undecided", id="perhaps something worthwhile"),
        pytest.param((5, 9), MORE, NOTHING, "helps", id="sooner, and more days"),
        pytest.param((-9, 9), MORE, FEWER, "mixed", id="sooner, not kept"),
        pytest.param((5, 25), None, None, "helps", id="days alone"),
    ],
)
def test_says(
    days: Interval, first_hour: Interval | None, kept: Interval | None, word: Word
) -> None:
    """Each rule by a hand-made answer; the first that holds gives the word."""
    assert word_of(days, first_hour, kept, LEFT_OUT, W).word == word


def test_undecided_names_the_group_that_moves_the_answer_most() -> None:
    """The reader is given a yardstick for what nobody wrote down."""
    verdict = word_of((3, 25), None, None, LEFT_OUT, W)
    assert verdict == Verdict("undecided", "unrecorded-could-explain", "basis")


def test_undecided_says_that_the_interval_holds_nothing_and_something_worthwhile() -> None:
    """More people are needed, not other ones."""
    assert word_of((-3, 25), None, None, LEFT_OUT, W) == Verdict("undecided", "holds-both")


def test_other_words_have_no_reason() -> None:
    """A word that decides needs none."""
    assert word_of((5, 25), None, None, LEFT_OUT, W) == Verdict("helps")
    assert word_of((5, 25), None, None, {}, W) == Verdict("helps")
