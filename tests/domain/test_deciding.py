"""How a decision is made: what holds for every verb."""

import inspect
from datetime import date, datetime
from typing import Any

import pytest

from journeys import History, events, in_turn, verbs
from journeys.errors import Refused
from tests.invented import FEB_1, KITCHEN, OPENED
from tests.scenario import after, asked

EVERY_VERB = [getattr(verbs, name) for name in verbs.__all__]


@pytest.mark.parametrize("verb", EVERY_VERB, ids=verbs.__all__)
def test_every_verb_takes_a_journey_and_named_arguments_with_a_day(verb: Any) -> None:  # noqa: ANN401 - any verb
    """The day of effect is always the caller's; no verb has a clock."""
    journey, *arguments = inspect.signature(verb).parameters.values()
    assert journey.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    assert all(each.kind is inspect.Parameter.KEYWORD_ONLY for each in arguments)
    day = next(each for each in arguments if each.name == "on")
    assert day.annotation is date
    assert day.default is inspect.Parameter.empty


@pytest.mark.parametrize("verb", EVERY_VERB, ids=verbs.__all__)
def test_every_verb_says_what_it_refuses(verb: Any) -> None:  # noqa: ANN401 - any verb
    """The codes stand in its docstring, the Danish term first."""
    assert "Refused:" in inspect.getdoc(verb)  # type: ignore[operator]


def test_a_moment_is_no_day_of_effect() -> None:
    """A time of day would make two facts of one day differ by who typed faster."""
    after(OPENED).when(
        verbs.state_hope,
        words="Et job",
        on=datetime(2026, 2, 1),  # noqa: DTZ001 - a wrong value
    ).then_refused("not-understood")


def test_a_value_of_the_wrong_form_is_refused_without_repeating_it() -> None:
    """What was typed may be somebody's words."""
    with pytest.raises(Refused) as refusal:
        asked(
            after(OPENED).history,
            verbs.set_subgoal,
            subgoal=KITCHEN,
            title="Lave mad",
            why="Ro",
            set_by="hemmeligt ord",  # type: ignore[arg-type]
            on=FEB_1,
        )
    assert refusal.value.code == "not-understood"
    assert "set_by" in str(refusal.value)
    assert "hemmeligt" not in str(refusal.value)


def test_what_is_decided_in_turn_is_decided_on_what_comes_before_it() -> None:
    """A subgoal can be reached in the commit that sets it; a refusal leaves nothing."""
    begun = after(OPENED).history

    def setting(history: History) -> list[events.Event]:
        return asked(history, verbs.set_subgoal, subgoal=KITCHEN, title="Mad", why="Ro", on=FEB_1)

    def reaching(history: History) -> list[events.Event]:
        return asked(history, verbs.reach_subgoal, subgoal=KITCHEN, on=FEB_1)

    facts = in_turn(begun, setting, reaching)
    assert [event.kind for event in facts] == ["subgoal-set", "subgoal-reached"]
    assert in_turn(begun.followed_by(facts), setting, reaching) == []
    with pytest.raises(Refused, match="subgoal"):
        in_turn(begun, reaching, setting)
