"""What is corrected in an entry: values by name, as one types them for the command it came from."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from inspect import Parameter, signature
from typing import Any

import typer
from typer import TyperException
from typer.core import TyperCommand
from typer.main import get_command

from journeys.adapters.cli.input.batch.commands import NO, YES
from journeys.adapters.cli.input.pairs import by_name
from journeys.adapters.cli.input.things import KINDS, find_thing
from journeys.adapters.cli.input.verb_commands import NEVER_TYPED, add_verb
from journeys.adapters.cli.output.argument_help import ARGUMENTS
from journeys.adapters.cli.output.danish import meant, shown
from journeys.domain.decisions.correcting import correctable_fields, require_correctable
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.message import Message

PAIRED = ("elements", "scores")
"""The arguments that are given by name, one pair after the other."""

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


def changes(
    ctx: typer.Context, event: Event, pairs: Sequence[Pair], history: History
) -> dict[str, Any]:
    """Return the new values by the argument of the verb that records such an event.

    Refused: entry-not-correctable, field-unknown, and as `find_thing`. Raises BadParameter where a
    value is not understood.
    """
    verb = require_correctable(event)
    given = dict[str, list[str]]()
    for name, value in pairs:
        given.setdefault(field_of(event, name), []).append(value)
    options = {str(each.name): each for each in _command(verb).params}
    return {
        name: find_thing(name, verb.__name__, values[-1], history, event.on)
        if name in KINDS and values[-1]
        else _value(ctx, options[name], values, signature(verb).parameters[name].default)
        for name, values in given.items()
    }


def field_of(event: Event, typed: str) -> str:
    """Return the argument that an option of the command stands for. Refused: field-unknown."""
    fields = {option: field for field, option in option_names(event).items()}
    option = meant("options", "", typed.replace("_", "-"), fields)
    if option is not None:
        return fields[option]
    raise Refused(
        "field-unknown",
        "This entry has nothing of that name. It can be corrected in: {known}.",
        known=", ".join(option_shown(each) for each in fields),
    )


def option_shown(option: str) -> str:
    """Return what an option is called in the language that is spoken."""
    return shown("options", "", option)


def option_names(event: Event) -> Mapping[str, str]:
    """Return the option of each argument that can be corrected, as it is typed after the dashes."""
    flags = {name: each.flag.removeprefix("--") for name, each in ARGUMENTS.items()}
    return {
        name: flags.get(name) or name.replace("_", "-")
        for name in correctable_fields(event)
        if name not in NEVER_TYPED
    }


@cache
def _command(verb: Callable[..., list[Event]]) -> TyperCommand:
    """Return a command that takes what this verb takes: its options read the values."""
    app = typer.Typer()
    add_verb(app, verb.__name__, verb, "")
    command = get_command(app)
    if not isinstance(command, TyperCommand):
        raise TypeError(verb.__name__)
    return command


def _value(
    ctx: typer.Context,
    param: Any,  # noqa: ANN401 - Typer keeps its class to itself
    values: Sequence[str],
    default: Any,  # noqa: ANN401 - whatever the verb takes
) -> Any:  # noqa: ANN401 - as above
    """Return what the option of a command makes of what is typed; nothing clears what was there."""
    text = values[-1]
    if not text:
        return "" if default is Parameter.empty else default
    if getattr(param, "is_flag", False):
        if text.lower() not in YES | NO:
            raise typer.BadParameter(Message("Answer yes or no."), ctx=ctx, param=param)
        return text.lower() in YES
    read = param.process_value(ctx, [*values] if param.multiple else text)
    if param.name in PAIRED:
        return by_name(read)
    return tuple(read) if param.multiple else read
