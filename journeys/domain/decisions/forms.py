"""The forms of values: what a caller hands over is of the type that its argument names.

Checked at the door, before a rule is asked: what is recorded can never be taken back. A refusal
names the argument and the form that it has to have, and never repeats the value: it may be private.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache, wraps
from inspect import Signature, iscoroutinefunction, signature
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Literal,
    NamedTuple,
    ParamSpec,
    TypeVar,
    Union,
    get_args,
    get_origin,
)
from uuid import UUID

from pydantic import BaseModel, ValidationError

from journeys.domain.errors import Refused
from journeys.domain.message import FieldName, Message
from journeys.domain.roles import Actor, Principal
from journeys.domain.vocabulary import JourneyId

P = ParamSpec("P")
R = TypeVar("R")


class Form(NamedTuple):
    """The form of a value: what it is called, and what checks it."""

    name: Message
    take: Callable[[Any], Any]
    """Returns the value as a verb takes it. Raises TypeError for one of another form."""


def not_understood(argument: str, form: Message) -> Refused:
    """Return the refusal of a value that has not the form of its argument."""
    return Refused(
        "not-understood",
        "{argument}: this must be {form}.",
        argument=FieldName(argument),
        form=form,
    )


def require_form(argument: str, value: object, form: Form) -> Any:  # noqa: ANN401 - of whatever form
    """Return a value as its argument takes it. Refused: not-understood."""
    try:
        return form.take(value)
    except TypeError:
        raise not_understood(argument, form.name) from None


def _text(value: Any) -> str:  # noqa: ANN401 - whatever is handed over
    if type(value) is str:
        return value
    if isinstance(value, str):
        return str.__str__(value)  # of a subclass, such as an enum, the text alone
    raise TypeError


def _day(value: Any) -> date:  # noqa: ANN401 - whatever is handed over
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise TypeError


def _moment(value: Any) -> datetime:  # noqa: ANN401 - whatever is handed over
    # Without a time zone it would mean another moment elsewhere.
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return value
    raise TypeError


def _time(value: Any) -> time:  # noqa: ANN401 - whatever is handed over
    if isinstance(value, time) and value.tzinfo is None:
        return value
    raise TypeError


def _id(value: Any) -> UUID:  # noqa: ANN401 - whatever is handed over
    if type(value) is UUID:
        return value
    if isinstance(value, UUID):
        return UUID(int=value.int)  # of a subclass, which may write itself otherwise, the id alone
    raise TypeError


def _whole(value: Any) -> int:  # noqa: ANN401 - whatever is handed over
    if isinstance(value, int) and not isinstance(value, bool):
        return int(value)
    raise TypeError


def _hours(value: Any) -> Decimal:  # noqa: ANN401 - whatever is handed over
    return value if isinstance(value, Decimal) else Decimal(_whole(value))


def _yes_or_no(value: Any) -> bool:  # noqa: ANN401 - whatever is handed over
    if isinstance(value, bool):
        return value
    raise TypeError


def _function(value: Any) -> Callable[..., Any]:  # noqa: ANN401 - whatever is handed over
    called = getattr(value, "__call__", None)  # noqa: B004 - an object may be called, too
    if callable(value) and not (iscoroutinefunction(value) or iscoroutinefunction(called)):
        return value  # type: ignore[no-any-return] # of whatever signature
    raise TypeError


def _anything(value: Any) -> Any:  # noqa: ANN401 - whatever is handed over
    return value


TEXT = Form(Message("text"), _text)
DAY = Form(Message("a date without a time"), _day)
ID = Form(Message("a UUID (an object of uuid.UUID)"), _id)
WHOLE_NUMBER = Form(Message("a whole number"), _whole)
FUNCTION = Form(Message("a function that is not async"), _function)
ANYTHING = Form(Message("anything"), _anything)
"""The form of an argument whose type is not among these: one of a host's own verb."""

BY_TYPE: Mapping[object, Form] = {
    str: TEXT,
    date: DAY,
    datetime: Form(Message("a datetime with a time zone"), _moment),
    time: Form(Message("a time of day without a time zone"), _time),
    UUID: ID,
    int: WHOLE_NUMBER,
    Decimal: Form(Message("a Decimal or a whole number"), _hours),
    bool: Form(Message("True or False"), _yes_or_no),
}


def form_of(annotation: object) -> Form:  # noqa: PLR0911 - a return a kind of type
    """Return the form of the values of a type, as an argument is annotated with it."""
    while get_origin(annotation) is Annotated or hasattr(annotation, "__supertype__"):
        # What is annotated, or what a NewType is made of.
        annotation = getattr(annotation, "__supertype__", None) or get_args(annotation)[0]
    inner, parts = get_origin(annotation), get_args(annotation)
    if inner is Literal:
        return one_of(parts)
    if inner in (Collection, Sequence, Iterable, tuple):
        return _several(form_of(parts[0]), inner)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _made_of(annotation)
    if inner is Callable:
        return FUNCTION
    if inner is Mapping:
        return _by_key(*map(form_of, parts))
    if inner in (Union, UnionType) and NoneType in parts and len(parts) == 2:  # noqa: PLR2004 - X | None
        (given,) = (part for part in parts if part is not NoneType)
        return _or_none(form_of(given))
    return BY_TYPE.get(annotation, ANYTHING)


def one_of(choices: tuple[Any, ...]) -> Form:
    """Return the form of a text, or of a whole number, that is one of these."""
    plain = _whole if isinstance(choices[0], int) else _text

    def take(value: Any) -> Any:  # noqa: ANN401 - whatever is handed over
        taken = plain(value)
        if taken in choices:
            return taken
        raise TypeError

    return Form(Message("one of {choices}", choices=", ".join(map(str, choices))), take)


def _or_none(form: Form) -> Form:
    def take(value: Any) -> Any:  # noqa: ANN401 - whatever is handed over
        return None if value is None else form.take(value)

    return Form(Message("{form}, or None", form=form.name), take)


def _several(each: Form, kind: type[Iterable[Any]]) -> Form:
    def take(value: Any) -> Collection[Any]:  # noqa: ANN401 - whatever is handed over
        # A text is a collection of letters, and a mapping one of its keys: neither is meant.
        if not isinstance(value, kind) or isinstance(value, (str, bytes, Mapping)):
            raise TypeError
        return (frozenset if isinstance(value, AbstractSet) else tuple)(map(each.take, value))

    return Form(Message("a list, a tuple or a set of this: {each}", each=each.name), take)


def _made_of(cls: type[BaseModel]) -> Form:
    """Return the form of a part of an event, such as a task: each field has its own form."""

    def take(value: Any) -> Any:  # noqa: ANN401 - whatever is handed over
        if type(value) is not cls:
            raise TypeError
        try:
            return cls.model_validate(
                {
                    name: form_of(field.annotation).take(value.__dict__[name])
                    for name, field in cls.model_fields.items()
                }
            )
        except (KeyError, ValidationError):  # changed past the checks of its class
            raise TypeError from None

    return Form(Message("what {kind} holds, made by calling it", kind=cls.__name__), take)


def _by_key(key: Form, of_key: Form) -> Form:
    def take(value: Any) -> Mapping[Any, Any]:  # noqa: ANN401 - whatever is handed over
        if not isinstance(value, Mapping):
            raise TypeError
        return {key.take(each): of_key.take(part) for each, part in value.items()}

    return Form(Message("a dict from {key} to {value}", key=key.name, value=of_key.name), take)


@cache
def _signature(method: Callable[..., Any]) -> tuple[Signature, Mapping[str, Form]]:
    read = signature(method)
    forms = {each.name: form_of(each.annotation) for each in read.parameters.values()}
    return read, {name: form for name, form in forms.items() if form is not ANYTHING}


def check_arguments(method: Callable[P, R]) -> Callable[P, R]:
    """Return a method that is asked only with values of the types that its arguments name.

    Whatever else is handed over is refused by the name of the argument, before anything is read,
    logged or stored. Refused: not-understood.
    """

    @wraps(method)
    def asked(*args: P.args, **kwargs: P.kwargs) -> R:
        read, forms = _signature(method)
        try:
            given = read.bind(*args, **kwargs)
        except TypeError:
            return method(*args, **kwargs)  # which says itself what is missing or misspelt
        for name, value in given.arguments.items():
            given.arguments[name] = require_form(name, value, forms.get(name, ANYTHING))
        return method(*given.args, **given.kwargs)

    return asked


def require_journey_id(journey: object) -> JourneyId:
    """Return the id of a journey, which is a UUID and never its text. Refused: not-understood.

    A journey under another id could be neither read nor removed.
    """
    return JourneyId(require_form("journey_id", journey, ID))


def require_is_actor(actor: object) -> None:
    """Require an Actor whose name and role are text. Refused: not-understood."""
    if not (
        isinstance(actor, Actor)
        and isinstance(actor.on_behalf_of, Principal | None)
        and all(isinstance(text, str) for text in (*actor[:2], *actor.principal))
    ):
        raise not_understood("actor", Message("an Actor, with a name and a role that are text"))
