"""Instruments: what may be measured, by whom, and on which scale."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from journeys import rulebook
from journeys.domain.law.instruments import Instrument, Item
from tests.invented import APR_1, MAR_1, MAY_1

BELIEFS = [
    "Tror du, at borgeren kommer i arbejde?",
    "Hvor stærkt tror du på, at borgeren får et job?",
    "I hvilken grad har du troen på borgeren?",
    "Din tro på, at borgeren klarer det",
    "Troede du på det fra begyndelsen?",
    "Hvor stor tiltro har du til borgeren?",
    "Har du tiltroen til, at det lykkes?",
    "Do you believe that the citizen will find work?",
    "How strong is your BELIEF in the citizen?",
    "Your beliefs about the citizen",
    "The caseworker believes in a job",
    "How much faith do you have in the citizen?",
]
NO_BELIEFS = [
    "Er borgerens oplysninger troværdige?",
    "Kommer borgeren til tiden?",
    "Does the citizen come on time?",
    "Har borgeren kontrol over sin hverdag?",
]


def instrument(rater: str = "citizen", *items: Item, **changes: Any) -> Instrument:  # noqa: ANN401 - any field
    """Return an invented instrument with these items."""
    fields: dict[str, Any] = {"name": "hverdag", "version": 1, "lowest": 1, "highest": 5}
    asked = items or (Item(id="morgen", text="Hvordan går morgenen?"),)
    return Instrument.model_validate(fields | {"rater": rater, "items": asked} | changes)


def test_no_instrument_comes_with_the_library() -> None:
    """Which ones are any good is for those who use them to say."""
    assert rulebook().instruments == {}


def test_an_instrument_has_a_rater_a_scale_and_items() -> None:
    """And is used on any day, where it does not say on which."""
    hverdag = instrument("citizen", lowest=-1, highest=1)
    assert (hverdag.rater, hverdag.lowest, hverdag.highest) == ("citizen", -1, 1)
    assert [item.id for item in hverdag.items] == ["morgen"]
    assert hverdag.in_force(date.min)
    assert hverdag.in_force(date.max)


@pytest.mark.parametrize("ends", [(5, 1), (3, 3)])
def test_a_scale_rises(ends: tuple[int, int]) -> None:
    """On one that falls or stands still, more would be less."""
    lowest, highest = ends
    with pytest.raises(ValidationError, match="must rise"):
        instrument(lowest=lowest, highest=highest)


def test_no_two_items_have_one_id() -> None:
    """Nobody could say later which of them was scored."""
    morning, evening = Item(id="m", text="Morgen?"), Item(id="m", text="Aften?")
    with pytest.raises(ValidationError, match="same id"):
        instrument("citizen", morning, evening)
    instrument("citizen", morning, Item(id="a", text="Morgen?"))


@pytest.mark.parametrize("changes", [{"items": ()}, {"name": ""}, {"version": 0}])
def test_an_instrument_asks_something_under_a_name_and_a_version(changes: dict[str, Any]) -> None:
    """By these a measurement is understood years later."""
    with pytest.raises(ValidationError):
        instrument(**changes)


@pytest.mark.parametrize("rater", ["mentor", "relative"])
def test_an_instrument_is_answered_by_the_citizen_or_the_caseworker(rater: str) -> None:
    """Others notice what they see; they score nobody. An employer scores the cooperation alone."""
    with pytest.raises(ValidationError, match="rater"):
        instrument(rater=rater)


@pytest.mark.parametrize("text", BELIEFS)
def test_a_caseworkers_belief_is_no_item(text: str) -> None:
    """It is a fact about the caseworker, and is never stored."""
    with pytest.raises(ValidationError, match="never stored"):
        instrument("caseworker", Item(id="spørgsmål", text=text))


@pytest.mark.parametrize("name", ["tro", "tro_på_job", "job-tro", "belief"])
def test_a_caseworkers_belief_does_not_hide_in_an_items_id(name: str) -> None:
    """The id is what is stored and read later."""
    with pytest.raises(ValidationError, match="never stored"):
        instrument("caseworker", Item(id=name, text="Hvor meget?"))


@pytest.mark.parametrize("text", NO_BELIEFS)
def test_a_caseworker_scores_what_can_be_seen(text: str) -> None:
    """Words that only look like belief are left alone."""
    instrument("caseworker", Item(id="spørgsmål", text=text))


@pytest.mark.parametrize("text", BELIEFS)
def test_a_citizen_may_be_asked_about_belief(text: str) -> None:
    """One's own belief is one's own to tell."""
    instrument("citizen", Item(id="tro", text=text))


def test_an_instrument_is_used_from_its_first_day_through_its_last() -> None:
    """In the words of the municipality's file: from and to."""
    hverdag = instrument("citizen", **{"from": MAR_1, "to": MAY_1})
    one = timedelta(days=1)
    assert [hverdag.in_force(day) for day in (MAR_1 - one, MAR_1, APR_1, MAY_1, MAY_1 + one)] == [
        False,
        True,
        True,
        True,
        False,
    ]
