"""What is corrected in an entry: values by name, as one types them for the command it came from."""

from collections.abc import Mapping, Sequence
from inspect import Parameter, signature
from typing import Any, Literal, get_args, get_origin

from typer import TyperException

from journeys.adapters.cli.input.batch.commands import NO, YES
from journeys.adapters.cli.input.pairs import by_name
from journeys.adapters.cli.input.things import KINDS, find_thing
from journeys.adapters.cli.input.verb_arguments import ARGUMENTS
from journeys.adapters.cli.input.verb_commands import typed_as
from journeys.domain.decisions.correcting import correctable_fields, require_correctable
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.message import Message

Pair = tuple[str, str]
"""The name of a field, as the option of a command, and what is to stand there."""


def pair(text: str) -> Pair:
    """Return what `--replace` names: on=2026-03-02. Raises ValueError."""
    name, equals, value = text.partition("=")
    if not (equals and name.strip()):
        raise ValueError("Write the name of the option, an equals sign and the value: on=1.2.2026")
    return name.strip().removeprefix("--"), value.strip()


def pairs_of(args: Sequence[str]) -> list[Pair]:
    """Return the options that stand after the entry: --on 2026-03-02, --words="..."; or raise."""
    pairs, left = list[Pair](), list(args)
    while left:
        option = left.pop(0)
        if not option.startswith("--"):
            raise TyperException(
                "Give each correction as an option and its value, such as --on 1.2.2026"
            )
        name, equals, value = option.removeprefix("--").partition("=")
        if not equals:
            value = left.pop(0) if left and not left[0].startswith("--") else "yes"
        pairs.append((name, value))
    return pairs


def changes(event: Event, pairs: Sequence[Pair], history: History) -> dict[str, Any]:
    """Return the new values by the argument of the verb that records such an event.

    Refused: entry-not-correctable, field-unknown, and as `find_thing`. Raises TyperException where
    a value is not understood.
    """
    params = signature(require_correctable(event)).parameters
    given = dict[str, list[str]]()
    for name, value in pairs:
        given.setdefault(field_of(event, name), []).append(value)
    return {name: _value(params[name], values, event, history) for name, values in given.items()}


def field_of(event: Event, typed: str) -> str:
    """Return the argument that an option of the command stands for. Refused: field-unknown."""
    fields = option_names(event)
    for field, option in fields.items():
        if typed in (option, field, field.replace("_", "-")):
            return field
    raise Refused(
        "field-unknown",
        "This entry has nothing of that name. It can be corrected in: {known}.",
        known=", ".join(fields.values()),
    )


def option_names(event: Event) -> Mapping[str, str]:
    """Return the option of each argument that can be corrected, as it is typed after the dashes."""
    flags = {name: each.flag.removeprefix("--") for name, each in ARGUMENTS.items()}
    return {name: flags.get(name) or name.replace("_", "-") for name in correctable_fields(event)}


def _value(param: Parameter, values: Sequence[str], event: Event, history: History) -> Any:  # noqa: ANN401 - whatever the verb takes
    typed, text = typed_as(param), values[-1]
    if param.name in KINDS:
        verb = require_correctable(event).__name__
        return find_thing(param.name, verb, text, history, event.on) if text else None
    try:
        if typed.annotation in (list[str], list[Any]):
            read: list[Any] = [
                typed.parser(each) if typed.parser else each for each in values if each
            ]
            return by_name(read) if get_origin(param.annotation) is Mapping else tuple(read)
        if not text and typed.annotation is not str:
            return None
        return _read(typed.annotation, typed.parser, text)
    except ValueError as error:
        raise TyperException(_why(error)) from None


def _read(annotation: Any, parser: Any, text: str) -> Any:  # noqa: ANN401 - whatever the verb takes
    if parser is not None:
        return parser(text)
    if annotation is bool:
        if text.lower() not in YES | NO:
            raise ValueError("Answer yes or no.")
        return text.lower() in YES
    if annotation is int:
        if not text.isdecimal():
            raise ValueError("This is not a whole number.")
        return int(text)
    if get_origin(annotation) is Literal and text not in get_args(annotation):
        raise ValueError(Message("Choose one of: {known}", known=", ".join(get_args(annotation))))
    return text


def _why(error: ValueError) -> Message:
    why = error.args[0]
    return why if isinstance(why, Message) else Message(str(why))
