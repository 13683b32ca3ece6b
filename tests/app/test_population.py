"""Every journey at once: the same answers whoever works on the parts, each look logged before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid1, uuid4, uuid5

import pytest

from journeys import JourneyId, Journeys, verbs
from journeys.app import slices
from journeys.app.population import PartAnswers
from journeys.projections.by_name import VIEWS
from tests.invented import BY_ANNA, FEB_1, MAR_1, opened

PEOPLE = 12


@pytest.fixture
def town(walks: Journeys, monkeypatch: pytest.MonkeyPatch) -> Journeys:
    """Return a store of several journeys, with ids of every kind, in sixteen parts."""
    monkeypatch.setattr(slices, "LARGE", 4)
    ids = [
        uuid4(),
        uuid1(),
        uuid5(UUID(int=1), "x"),
        *(UUID(int=nr) for nr in range(1, PEOPLE - 2)),
    ]
    for each in map(JourneyId, ids):
        opened(walks, each)
        walks.decide(each, verbs.state_hope, BY_ANNA, words="Ro", on=FEB_1)
    return walks


def answers(town: Journeys, view: Any, **asked: Any) -> list[PartAnswers[Any]]:  # noqa: ANN401 - any view
    """Return all that is answered on a day."""
    return list(town.population(BY_ANNA, "Opgørelse").answers(view, on=MAR_1, **asked))


def looped(town: Journeys, view: str, known_at: datetime | None) -> Mapping[JourneyId, Any]:
    """Return the same by a plain loop over every journey."""
    found = dict[JourneyId, Any]()
    with town.store.reading() as transaction:
        for journey in sorted(transaction.log.journeys()):
            history = transaction.log.existing(journey).as_of(known_at=known_at)
            if history.entries:
                book = town.book.known_at(known_at)
                found[journey] = VIEWS[view](history, book, MAR_1, known_at)
    return found


@pytest.mark.parametrize("view", sorted(VIEWS))
def test_each_view_answers_as_a_plain_loop_does(town: Journeys, view: str) -> None:
    """Of every journey once, in the order of the ids in each part."""
    found = answers(town, view)
    assert len(found) == 16
    expected = looped(town, view, None)
    for part in found:
        assert list(part.answers) == sorted(part.answers)
        assert all(slices.slice_of(str(each), 1) == part.slice for each in part.answers)
    together = {each: answer for part in found for each, answer in part.answers.items()}
    assert together == expected
    assert len(together) == PEOPLE
