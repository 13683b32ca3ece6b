"""Who provides a measure: in words, or as a code of the municipality's file."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from journeys import MeasureId, Rulebook, events, testing, verbs
from journeys.domain.decisions.correcting import correct
from journeys.domain.law.vocabularies import Term
from journeys.domain.rulebook import Cost
from journeys.testing import Question
from tests.invented import BAKERY, FEB_1, JAN_1, MAR_1, MAY_1, MAY_9, OPENED
from tests.scenario import BOOK, after

TRIAL = MeasureId(BAKERY)
HOUSE = Term(code="eksempelhuset", da="Eksempelhuset", en="The Example House")
GONE = Term(code="gårdhuset", da="Gårdhuset", en="The Farm House", ends=JAN_1)
GRANTED = events.MeasureGranted(on=MAR_1, measure=TRIAL, measure_kind="virksomhedspraktik")
OF_THE_HOUSE = GRANTED.model_copy(
    update={"provider": "Eksempelhuset", "provider_code": "eksempelhuset"}
)


def book_with(*terms: Term) -> Rulebook:
    """Return the rulebook of a municipality with these providers."""
    providers = BOOK.vocabularies["provider"].with_terms(terms)
    return BOOK._replace(vocabularies={**BOOK.vocabularies, "provider": providers})


OPEN = after(OPENED).under(book_with(HOUSE, GONE))


def granting(walk: testing.Given, **given: Any) -> Question:  # noqa: ANN401 - arguments of the verb
    """Ask to grant a traineeship on 1 March 2026."""
    return walk.when(
        verbs.grant_measure, measure=TRIAL, measure_kind="virksomhedspraktik", on=MAR_1, **given
    )


@pytest.mark.parametrize("typed", ["eksempelhuset", "EKSEMPELHUSET", " Eksempelhuset "])
def test_a_provider_of_the_file_is_recorded_with_its_code(typed: str) -> None:
    """By its code, in capital letters or small: the words are the name in the file."""
    granting(OPEN, provider=typed).then(OF_THE_HOUSE)


def test_a_provider_that_is_named_as_in_the_file_is_that_one() -> None:
    """In either language, on a day on which it is in force; what was typed stays."""
    in_english = OF_THE_HOUSE.model_copy(update={"provider": "the example house"})
    granting(OPEN, provider="the example house").then(in_english)
    gone = GRANTED.model_copy(update={"provider": "The Farm House"})
    granting(OPEN, provider="The Farm House").then(gone)


def test_other_words_are_words_alone() -> None:
    """Nothing is guessed from spelling; and without a file no provider has a code."""
    for words in ("Eksempel huset", "Bageriet", ""):
        granting(OPEN, provider=words).then(GRANTED.model_copy(update={"provider": words}))
    words_alone = GRANTED.model_copy(update={"provider": "Eksempelhuset"})
    granting(after(OPENED), provider="Eksempelhuset").then(words_alone)
    assert "provider_code" not in words_alone.model_dump()


def test_a_host_gives_the_code_by_itself() -> None:
    """With words of its own, or with those of the file; an unknown or ended code is refused."""
    granting(OPEN, provider_code="eksempelhuset").then(OF_THE_HOUSE)
    own = OF_THE_HOUSE.model_copy(update={"provider": "Huset"})
    granting(OPEN, provider_code="eksempelhuset", provider="Huset").then(own)
    granting(OPEN, provider_code="ukendt").then_refused("code-unknown")
    granting(OPEN, provider_code="gårdhuset").then_refused("code-not-in-force")
    granting(OPEN, provider="gårdhuset").then_refused("code-not-in-force")


def correcting(walk: testing.Given, changes: Mapping[str, Any]) -> Question:
    """Ask to correct the second entry on 9 May 2026."""
    return Question(
        walk.history,
        lambda history: correct(
            history, walk.actor, walk.book, today=MAY_9, entry=2, why="Fejl", changes=changes
        ),
    )


def test_a_corrected_provider_has_the_code_of_the_new_one() -> None:
    """And none where it is words alone; what else is corrected leaves it as it was."""
    walk = after(OPENED, OF_THE_HOUSE).under(book_with(HOUSE))
    retracted = events.EntryRetracted(on=MAY_9, entry=2, why="Fejl")
    correcting(walk, {"provider": "Bageriet"}).then(
        retracted, GRANTED.model_copy(update={"provider": "Bageriet"})
    )
    correcting(walk, {"group": "Hold 3"}).then(
        retracted, OF_THE_HOUSE.model_copy(update={"group": "Hold 3"})
    )
    in_words = GRANTED.model_copy(update={"provider": "Husset"})
    walk = after(OPENED, in_words).under(book_with(HOUSE))
    correcting(walk, {"provider": "eksempelhuset"}).then(retracted, OF_THE_HOUSE)


def a_cost(kroner: int, starts: date, **more: Any) -> Cost:  # noqa: ANN401 - fields of a cost
    """Return a cost of mentor support."""
    given = {"measure": "mentorstøtte", "kroner": kroner, "from": starts, "source": "Regnskab"}
    return Cost.model_validate(given | more)


def test_the_cost_of_a_beginning_is_that_of_its_provider_and_its_day() -> None:
    """Else the one that is of no single provider; none on a day, or of a measure, without one."""
    book = BOOK._replace(
        costs=(
            a_cost(100, JAN_1, to=FEB_1),
            a_cost(200, MAR_1),
            a_cost(300, MAR_1, provider="eksempelhuset"),
        )
    )

    def kroner(on: date, provider: str = "", measure: str = "mentorstøtte") -> int | None:
        found = book.cost_of(measure, on, provider)
        return None if found is None else int(found.kroner)

    assert [kroner(each) for each in (JAN_1, FEB_1, date(2026, 2, 2), MAR_1)] == [
        *(100, 100),
        None,
        200,
    ]
    assert (kroner(MAY_1, "eksempelhuset"), kroner(FEB_1, "eksempelhuset")) == (300, 100)
    assert kroner(MAY_1, measure="danskundervisning") is None
