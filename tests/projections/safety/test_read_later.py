"""An answer as known at a moment before its law was read says so in its first line."""

from datetime import UTC, datetime, timedelta

import pytest

from journeys.projections.replay import replay
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.safety.letter import letter
from tests.invented import GRANTED, MAY_1, OPENED, RESTED, WALK, WISHED
from tests.lawbooks import FIRST, LAW, under
from tests.projections.test_replay import recorded

BOOK = under(LAW)
HISTORY = recorded(OPENED, GRANTED, WISHED, RESTED)
LATER = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)
"""The first moment of the day on which the law was read."""
BEFORE = LATER - timedelta(microseconds=1)


def known_at(moment: datetime | None) -> Safety:
    """Return the safety as known at that moment."""
    return safety(WALK, HISTORY, BOOK, MAY_1, moment)


def test_before_the_law_was_read_the_first_line_says_when_it_was() -> None:
    """In both languages, and before how the pension stands."""
    view, now = known_at(BEFORE), known_at(None)
    first, *others = view.sentences
    assert first.text == (
        "Her står, hvad vi vidste den 29. november 2026. Loven læste vi først den "
        f"30. november 2026. {now.sentences[0].text}"
    )
    assert first.en == (
        "This is what was known on 29 November 2026. The law was read only later, on "
        f"30 November 2026. {now.sentences[0].en}"
    )
    assert tuple(others) == now.sentences[1:]
    assert view.answer == now.answer


@pytest.mark.parametrize("moment", [LATER, None])
def test_from_the_day_it_was_read_nothing_is_said_of_it(moment: datetime | None) -> None:
    """The first line is how the pension stands."""
    assert known_at(moment).sentences[0].text.startswith("Din pension hviler")


def test_the_letter_and_the_replay_say_it_first_too() -> None:
    """They say what the view says."""
    view = known_at(BEFORE)
    assert letter(view).parts[0].lines[0].startswith("Her står, hvad vi vidste")
    assert letter(view, "en").parts[0].lines[0].startswith("This is what was known")
    assert replay(WALK, HISTORY, BOOK, MAY_1, BEFORE).safety.sentences == view.sentences


def test_where_no_pension_was_known_no_law_was_used() -> None:
    """Nothing is said of a right, and so nothing of the law."""
    assert safety(WALK, recorded(OPENED), BOOK, MAY_1, BEFORE).sentences == ()


def test_the_view_carries_the_digest_of_the_law_that_it_used() -> None:
    """Without a store nothing is said of its seal."""
    view = known_at(BEFORE)
    assert (view.law_read, view.law_digest) == (FIRST, BOOK.law.digests[FIRST])
    assert view.law_seal is None
