"""A message is its English sentence, and remembers what it was made of."""

import copy
import pickle
from datetime import date

from hypothesis import given
from hypothesis import strategies as some

from journeys.domain.message import Message
from journeys.projections.view import View


class Noted(View):
    """A view that says something."""

    what: Message


def test_a_message_is_the_sentence_with_its_facts_filled_in() -> None:
    """Days as they are written everywhere; and both parts are kept."""
    told = Message("Reached on {on} by {who}.", on=date(2026, 3, 1), who="anna.example")
    assert told == "Reached on 2026-03-01 by anna.example."
    assert told.text == "Reached on {on} by {who}."
    assert told.facts == {"on": date(2026, 3, 1), "who": "anna.example"}


def test_a_message_without_facts_stands_as_it_is_written() -> None:
    """Braces and all."""
    assert Message("Nothing {here} is filled in.") == "Nothing {here} is filled in."


@given(some.text())
def test_a_copy_says_the_same(words: str) -> None:
    """Also one that was sent to another process, whatever was filled in."""
    told = Message("It says: {words}", words=words)
    for again in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):  # noqa: S301 - our own
        assert again == told
        assert (again.text, again.facts) == (told.text, told.facts)


def test_a_view_holds_a_message_and_tells_a_string() -> None:
    """What comes back from JSON is the sentence alone."""
    told = Message("{count} are open.", count=4)
    view = Noted(what=told)
    assert view.what is told
    assert view.model_dump_json() == '{"what":"4 are open."}'
    assert Noted.model_validate_json(view.model_dump_json()) == view
    assert Noted.model_json_schema()["properties"]["what"]["type"] == "string"
