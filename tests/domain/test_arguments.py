"""The arguments of a verb: each by its name, and of the type that the verb's signature names."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from inspect import signature
from typing import Any, Literal
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import Actor, History, decide, events, in_turn, rulebook, verbs
from journeys.domain.decisions.case import Case
from journeys.domain.decisions.forms import ANYTHING, form_of
from journeys.errors import Refused
from journeys.language import say, spoken
from journeys.testing.strategies import Request, beginnings, requests_of
from tests.effort import tries
from tests.invented import (
    ANNA,
    APR_1,
    BAKERY,
    BY_ANNA,
    COOK,
    FEB_1,
    GRANTED,
    JAN_1,
    KITCHEN,
    MAR_1,
    OPENED,
    TODAY,
    WISHED,
)
from tests.scenario import BOOK, after, asked

EVERY_VERB = [getattr(verbs, name) for name in verbs.__all__]

PRIVATE = "Opfundet Borgersen 4711"


class Wish(StrEnum):
    """An enum of a host's own."""

    JOB = "Et job"


def refusal_of(verb: Any, history: History | None = None, /, **arguments: Any) -> Refused:  # noqa: ANN401 - whatever is asked
    """Return the refusal of a verb that is asked like this; nothing else may come of it."""
    with pytest.raises(Refused) as refusal:
        asked(after(OPENED).history if history is None else history, verb, **arguments)
    assert refusal.value.code == "not-understood"
    assert refusal.value.__cause__ is None, "the error behind it could repeat what was typed"
    return refusal.value


@pytest.mark.parametrize("verb", EVERY_VERB, ids=verbs.__all__)
def test_the_form_of_every_argument_is_known(verb: Callable[..., Any]) -> None:
    """A new type of argument needs a form, or it is handed on unseen."""
    _case, *arguments = signature(verb).parameters.values()
    assert ANYTHING not in {form_of(each.annotation) for each in arguments}


# Of no argument's type, and no enum, mapping or collection of what some argument takes.
WRONG = st.sampled_from(
    [object(), b"2026-02-01", 1.5, datetime(2026, 2, 1), ..., int, (None,), {"a": object()}]  # noqa: DTZ001 - a wrong value
)


@pytest.mark.parametrize("verb", EVERY_VERB, ids=verbs.__all__)
@settings(max_examples=tries(4, 100))
@given(data=st.data())
def test_every_verb_refuses_a_value_of_another_type_by_name(
    verb: Callable[..., Any], data: st.DataObject
) -> None:
    """Whatever the journey is like, and whatever else is given."""
    history = History().followed_by(data.draw(beginnings()))
    request: Request = data.draw(requests_of(verb))
    name = data.draw(st.sampled_from(sorted(request.arguments)))
    arguments = request.arguments | {name: data.draw(WRONG)}
    assert str(refusal_of(verb, history, **arguments)).startswith(f"{name}: this must be ")


@pytest.mark.parametrize("verb", EVERY_VERB, ids=verbs.__all__)
@settings(max_examples=tries(4, 100))
@given(data=st.data())
def test_every_verb_names_what_is_missing_and_what_it_does_not_know(
    verb: Callable[..., Any], data: st.DataObject
) -> None:
    """With all that it needs, so that the right name is found at once."""
    request: Request = data.draw(requests_of(verb))
    needed = [
        each.name
        for each in list(signature(verb).parameters.values())[1:]
        if each.default is each.empty
    ]
    name = data.draw(st.sampled_from(needed))
    value = request.arguments.pop(name)
    said = str(refusal_of(verb, **request.arguments))
    assert said.startswith(f"Missing: {name}. {verb.__name__} needs {', '.join(needed)}")
    said = str(refusal_of(verb, **request.arguments, **{f"{name}_": value}))
    assert said.startswith(f"There is no argument {name}_. {verb.__name__} needs ")


def arguments_of(verb: Callable[..., Any]) -> dict[str, Any]:
    """Return arguments of the right types for one of the verbs below."""
    values: dict[str, Any] = {
        "on": FEB_1,
        "words": "Et job",
        "about": "Et job",
        "subgoal": KITCHEN,
        "placement": BAKERY,
        "ruling": KITCHEN,
        "instrument": "hverdag",
        "rater": "citizen",
        "version": 1,
        "scores": {"morgen": 2},
        "agreed_by": ["citizen"],
    }
    names = list(signature(verb).parameters.values())[1:]
    return {each.name: values.get(each.name, "x") for each in names if each.default is each.empty}


@pytest.mark.parametrize(
    ("verb", "argument", "value", "form"),
    [
        (verbs.state_hope, "on", "2026-02-01", "a date without a time"),
        (verbs.state_hope, "on", datetime(2026, 2, 1), "a date without a time"),  # noqa: DTZ001 - a wrong value
        (verbs.state_hope, "words", 4, "text"),
        (verbs.state_hope, "words", None, "text"),
        (verbs.reach_subgoal, "subgoal", str(KITCHEN), "a UUID (an object of uuid.UUID)"),
        (verbs.notice_small_success, "subgoal", 7, "a UUID (an object of uuid.UUID), or None"),
        (verbs.start_placement, "paid_hours", 4.5, "a Decimal or a whole number, or None"),
        (verbs.start_placement, "paid_hours", "4", "a Decimal or a whole number, or None"),
        (verbs.start_placement, "paid_hours", True, "a Decimal or a whole number, or None"),
        (verbs.measure_progress, "version", True, "a whole number"),
        (verbs.measure_progress, "rater", PRIVATE, "one of citizen, caseworker"),
        (verbs.measure_progress, "scores", [("morgen", 2)], "a dict from text to a whole number"),
        (verbs.measure_progress, "scores", {"morgen": 2.5}, "a dict from text to a whole number"),
        (verbs.withdraw_pension, "with_consent", "yes", "True or False"),
        (verbs.hold_dialogue, "took_part", ANNA, "a list, a tuple or a set of this: text"),
        (verbs.hold_dialogue, "took_part", {ANNA: 1}, "a list, a tuple or a set of this: text"),
        (
            verbs.agree_match,
            "agreed_by",
            (PRIVATE,),
            "a list, a tuple or a set of this: one of citizen, employer",
        ),
    ],
)
def test_the_refusal_says_which_form_the_value_has_to_have(
    verb: Any,  # noqa: ANN401 - any verb
    argument: str,
    value: object,
    form: str,
) -> None:
    """And never what was given: it may be somebody's words."""
    said = str(refusal_of(verb, **arguments_of(verb) | {argument: value}))
    assert said == f"{argument}: this must be {form}."


def test_whole_hours_are_hours() -> None:
    """A number is a number, and the same one once more adds nothing."""
    after(OPENED).when(
        verbs.start_placement,
        placement=BAKERY,
        placement_kind="småjob",
        paid_hours=4,  # type: ignore[arg-type]
        on=APR_1,
    ).then(
        events.PlacementStarted(
            on=APR_1, placement=BAKERY, placement_kind="småjob", paid_hours=Decimal(4)
        )
    )


def test_of_an_enum_that_is_text_the_text_is_taken() -> None:
    """What is stored is the text, so that nothing of the host's has to be there to read it."""
    [hope] = asked(after(OPENED).history, verbs.state_hope, words=Wish.JOB, on=FEB_1)
    assert hope == events.HopeStated(on=FEB_1, words="Et job")
    assert type(hope.words) is str  # type: ignore[union-attr]


def test_an_argument_without_its_name_is_refused() -> None:
    """A type checker says the same."""
    with pytest.raises(Refused, match=r"Give each argument by its name. state_hope needs words"):
        asked(after(OPENED).history, verbs.state_hope, "Et job", on=FEB_1)  # type: ignore[call-arg]


def test_a_name_that_may_be_a_persons_is_not_repeated() -> None:
    """A host may hand over a row whose columns it never looked at."""
    said = str(
        refusal_of(verbs.state_hope, words="x", on=FEB_1, **{PRIVATE: 1, "cpr_3112991234": 1})
    )
    assert said.startswith("There is no argument of that name. state_hope needs words, on; ")


def test_the_refusals_are_in_danish_too() -> None:
    """Whole, with the name and the form."""
    with spoken("da"):
        said = say(refusal_of(verbs.state_hope, words=None, on=FEB_1).sentence)
        assert said == "I »ordene« skal der stå tekst."
        said = say(refusal_of(verbs.state_hope, words="x").sentence)
        assert said == "Der mangler: on. state_hope kræver words, on; job_goal kan udelades."


@pytest.mark.parametrize("verb", ["state_hope", None, object(), Actor])
def test_what_is_no_verb_is_refused(verb: Any) -> None:  # noqa: ANN401 - whatever is handed over
    """A name is none, nor a class."""
    assert "a verb, such as those of" in str(refusal_of(verb, words="x", on=FEB_1))


@pytest.mark.parametrize(
    "actor",
    [None, ANNA, (ANNA, "caseworker"), Actor(None, "caseworker"), Actor(ANNA, ["caseworker"])],  # type: ignore[arg-type]
)
def test_somebody_who_is_no_actor_decides_nothing(actor: Any) -> None:  # noqa: ANN401 - whatever is handed over
    """Who recorded something stands beside it for ever."""
    with pytest.raises(Refused, match="actor: this must be an Actor") as refusal:
        decide(History(), verbs.state_hope, actor, rulebook(), TODAY, words="x", on=FEB_1)
    assert refusal.value.code == "not-understood"


def test_a_clock_with_a_time_is_refused() -> None:
    """A day and a moment cannot be compared."""
    with pytest.raises(Refused, match="today: this must be a date without a time"):
        decide(
            History(),
            verbs.state_hope,
            BY_ANNA,
            rulebook(),
            datetime(2026, 2, 1),  # noqa: DTZ001 - a wrong value
            words="x",
            on=FEB_1,
        )


def hosts_verb(case: Case, *, on: date, mood: "Literal['glad', 'træt']", **others: object) -> Any:  # noqa: ANN401 - what it returns is tried as well
    """Do whatever a host wants."""
    assert case.on == on
    return others.get("returned", [events.HopeStated(on=on, words=mood)])


def of_its_types(case: Case, *, on: date, shape: "NotThere") -> list[events.Event]:  # type: ignore[name-defined]  # noqa: F821 - for a type checker alone
    """Take what only a type checker can name."""
    assert case.on == on
    return [events.HopeStated(on=on, words=str(shape))]


def unvalidated(case: Case, *, on: date, words: Any) -> list[events.Event]:  # noqa: ANN401 - whatever is handed over
    """Hand on what nobody looked at."""
    assert case.on == on
    return [events.HopeStated(on=on, words=words)]


def asked_of_host(verb: Callable[..., Any], **arguments: Any) -> list[events.Event]:  # noqa: ANN401 - whatever is asked
    """Return what a host's own verb answers, where a caseworker may use it."""
    book = BOOK._replace(roles={"caseworker": frozenset({verb.__name__})})
    return decide(after(OPENED).history, verb, BY_ANNA, book, TODAY, **arguments)


def test_a_verb_of_a_hosts_own_may_take_other_arguments() -> None:
    """Of types that this library does not know, and of any name; but never none."""
    assert asked_of_host(hosts_verb, on=FEB_1, mood="glad", size=4)
    assert asked_of_host(of_its_types, on=FEB_1, shape=object())
    with pytest.raises(Refused, match="Missing: mood"):
        asked_of_host(hosts_verb, on=FEB_1)
    with pytest.raises(Refused, match="mood: this must be one of glad, træt"):
        asked_of_host(hosts_verb, on=FEB_1, mood="sur")


@pytest.mark.parametrize(
    "returned", [None, {}, {"a": 1}, OPENED, [OPENED, None], ["hope-stated"], iter([OPENED])]
)
def test_what_is_no_list_of_events_is_refused(returned: object) -> None:
    """Of a verb, of a decision in turn, and of a replacement."""
    with pytest.raises(Refused, match="verb: this must be a function that returns a list"):
        asked_of_host(hosts_verb, on=FEB_1, mood="glad", returned=returned)
    with pytest.raises(Refused, match="decision: this must be a function that returns a list"):
        in_turn(History(), lambda _: returned)  # type: ignore[arg-type, return-value]
    refusal = (
        after(OPENED, COOK)
        .when_retracting(
            entry=2,
            why="Forkert",
            on=MAR_1,
            replacement=lambda _: returned,  # type: ignore[arg-type, return-value]
        )
        .then_refused("not-understood")
    )
    assert str(refusal).startswith("replacement: this must be a function that returns a list")


class HopeWithMore(events.HopeStated):
    """An event of a host's own making."""

    more: str = ""


def test_an_event_of_another_class_is_none() -> None:
    """Its kind would be known, and its body could never be read."""
    with pytest.raises(Refused, match="verb: this must be"):
        asked_of_host(
            hosts_verb, on=FEB_1, mood="glad", returned=[HopeWithMore(on=FEB_1, words="x")]
        )


def test_what_a_hosts_own_verb_hands_on_unseen_is_not_repeated() -> None:
    """The event's own check finds it."""
    with pytest.raises(Refused, match="words: this must be what its event can hold") as refusal:
        asked_of_host(unvalidated, on=FEB_1, words=[PRIVATE])
    assert PRIVATE not in str(refusal.value)
    assert refusal.value.__cause__ is None


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("entry", "2"),
        ("entry", True),
        ("entry", 2.0),
        ("why", None),
        ("on", "2026-03-01"),
        ("replacement", [COOK]),
    ],
)
def test_a_retraction_of_another_form_is_refused(argument: str, value: object) -> None:
    """By the name of what is wrong."""
    given: dict[str, Any] = {"entry": 2, "why": "Forkert", "on": MAR_1} | {argument: value}
    refusal = after(OPENED, COOK).when_retracting(**given).then_refused("not-understood")
    assert str(refusal).startswith(f"{argument}: this must be ")


def test_an_id_that_nothing_has_is_unknown_as_before() -> None:
    """Its form is right: the rule answers."""
    after(OPENED, GRANTED, WISHED).when(
        verbs.reach_subgoal,
        subgoal=uuid4(),  # type: ignore[arg-type]
        on=JAN_1,
    ).then_refused("subgoal-unknown")
