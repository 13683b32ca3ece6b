"""From a verb to a command: it asks for what the verb's own signature says.

`asked.py` says how each argument is asked for; what differs in one command stands in its line.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from decimal import Decimal
from inspect import Parameter, Signature, signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import uuid4

import typer

from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument, RequestId
from journeys.adapters.cli.input.asked import ASKED, Asked
from journeys.adapters.cli.input.completing import among, codes
from journeys.adapters.cli.input.context import How, record, session
from journeys.adapters.cli.input.dates import day, hours, today
from journeys.adapters.cli.input.ids import id_start
from journeys.adapters.cli.input.pairs import by_name, choice, numbered, worded
from journeys.adapters.cli.input.things import KINDS, named
from journeys.domain.decisions.deciding import decide
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

NEVER_TYPED = ("by",)
"""Who answers a handover is whoever asks."""


class Typed(NamedTuple):
    """How values of one type are typed: what Typer is told, what stands for one, what reads it."""

    annotation: Any
    metavar: str | None = None
    parser: Callable[[str], Any] | None = None
    known: Collection[str] = ()
    """Every value there is, where Typer does not know that by itself."""


TYPES = {
    str: Typed(str, "TEXT"),
    int: Typed(int, "NUMBER"),
    date: Typed(date, "DATE", day),
    Decimal: Typed(Decimal, "HOURS", hours),
    Collection[str]: Typed(list[str], "TEXT"),
    Mapping[str, str]: Typed(list[Any], "CODE=WORDS", worded),
    Mapping[str, int]: Typed(list[Any], "ITEM=NUMBER", numbered),
}


def asks(
    app: typer.Typer,
    name: str,
    verb: Callable[..., list[Event]],
    told: str,
    *,
    makes: str = "",
    panel: str | None = None,
    **differs: str | Asked,
) -> None:
    """Add the command that asks this verb; `told` is its help.

    `makes` names the argument that is the id of what begins with it: it is new, never typed.
    """
    wanted = {param.name: param for param in list(signature(verb).parameters.values())[1:]}
    if stray := differs.keys() - wanted.keys():
        raise TypeError(f"{verb.__name__} is not asked for {', '.join(stray)}.")
    how = {each: _how(each, differs) for each in wanted if each not in (makes, *NEVER_TYPED)}

    def command(ctx: typer.Context, journey: str, **typed: Any) -> None:  # noqa: ANN401 - whatever the verb takes
        # What nobody typed is no part of the question: a default day is another day tomorrow.
        by_hand = {each: value for each, value in typed.items() if _was_typed(ctx, each)}
        asked = How(typed.pop("request_id"), typed.pop("dry_run"), [verb.__name__, by_hand])
        given = {each: value for each, value in typed.items() if value is not None}
        if makes:
            given[makes] = uuid4()
        for each, param in wanted.items():
            if each in NEVER_TYPED or (each in how and how[each].you and each not in given):
                given[each] = session(ctx).actor.name
            if get_origin(param.annotation) is Mapping:
                given[each] = by_name(given[each])

        def deciding(history: History, book: Rulebook, actor: Actor) -> list[Event]:
            things = {
                each: named(each, verb.__name__, typed[each], history, given["on"])
                for each in typed.keys() & KINDS.keys()
                if each in given or wanted[each].default is Parameter.empty
            }
            return decide(history, verb, actor, book, **{**given, **things})

        record(ctx, journey, asked, deciding)

    command.__name__ = verb.__name__
    command.__signature__ = _signature([_parameter(wanted[each], how[each]) for each in how])  # type: ignore[attr-defined]
    app.command(name, help=told, rich_help_panel=panel)(command)


def _was_typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    asked_otherwise = name in ("request_id", "dry_run")
    by_hand = ("COMMANDLINE", "DEFAULT_MAP")  # as an argument, or when it was asked for
    return source is not None and source.name in by_hand and not asked_otherwise


def _how(name: str, differs: Mapping[str, str | Asked]) -> Asked:
    how = differs.get(name, ASKED[name])
    return ASKED[name]._replace(help=how) if isinstance(how, str) else how


def _signature(typed: list[Parameter]) -> Signature:
    """Return what Typer reads: the places first, the day last of what the verb asks for."""
    typed.sort(key=lambda each: (each.kind, each.name == "on"))
    return Signature(
        [
            _param("ctx", typer.Context),
            _param("journey", JourneyArgument),
            *typed,
            _param("dry_run", DryRun, Parameter.KEYWORD_ONLY, default=False),
            _param("request_id", RequestId, Parameter.KEYWORD_ONLY, default=None),
        ]
    )


def _parameter(param: Parameter, how: Asked) -> Parameter:
    """Return one argument of a verb as Typer is to ask for it."""
    kind, metavar, parser, known = _typed(param)
    flags, default = [how.flag] if how.flag else [], param.default
    told: dict[str, Any] = {
        "help": how.help,
        "metavar": how.metavar or metavar,
        "parser": parser,
    }
    if how.vocabulary:
        told["autocompletion"] = codes(how.vocabulary)
    elif known:
        told["autocompletion"] = among(known)
    if param.name in KINDS and default is Parameter.empty:
        # What the verb is about has its place after the journey; a reference is an option.
        about: Any = Annotated[str | None, typer.Argument(**told)]
        return _param(param.name, about, default=None)
    if kind is bool:
        flags = [f"--{param.name.replace('_', '-')}"]
    elif how.you:
        default, told["show_default"] = None, "you"
    elif param.name == "on" and how.today:
        told |= {"default_factory": today, "show_default": "today"}
    elif default in ("", ()):
        default, told["show_default"] = None, False
    kind = kind if default is not None else kind | None
    option: Any = Annotated[kind, typer.Option(*flags, **told)]
    return _param(param.name, option, Parameter.KEYWORD_ONLY, default)


def _typed(param: Parameter) -> Typed:
    """Return how values of an argument are typed; closed choices are told by Typer itself."""
    if param.name in KINDS:
        return Typed(str, param.name.upper(), id_start)
    annotation = param.annotation
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = [each for each in get_args(annotation) if each is not NoneType]
    if get_origin(annotation) is Collection and get_origin(get_args(annotation)[0]) is Literal:
        known = get_args(get_args(annotation)[0])
        return Typed(list[Any], "|".join(known), choice(known), known)
    return TYPES.get(annotation, Typed(annotation))


def _param(
    name: str,
    annotation: Any,  # noqa: ANN401 - as inspect has it
    kind: Any = Parameter.POSITIONAL_OR_KEYWORD,  # noqa: ANN401 - as inspect has it
    default: Any = Parameter.empty,  # noqa: ANN401 - as inspect has it
) -> Parameter:
    return Parameter(name, kind, annotation=annotation, default=default)
