"""From a verb to a command: its arguments are what the verb's own signature says.

`argument_help.py` has the help of each argument; a command can override it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date, time
from decimal import Decimal
from functools import partial
from inspect import Parameter, Signature, signature
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin
from uuid import uuid4

import typer

from journeys.adapters.cli.input.appointments import time_of_day
from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument, RequestId, Sure
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.dates import Lies, hours, today
from journeys.adapters.cli.input.days import DAYS, MAY_BE_PLANNED, a_day
from journeys.adapters.cli.input.employers.taking import TYPED, InPost
from journeys.adapters.cli.input.pairs import by_name, numbered, worded
from journeys.adapters.cli.input.questions import Spared
from journeys.adapters.cli.input.recording import TypedRequest, record, resolve_nothing
from journeys.adapters.cli.input.things import KINDS, thing_start
from journeys.adapters.cli.input.verb_requests import AskAboutRefusal, Hears, VerbRequest
from journeys.adapters.cli.output.argument_help import ARGUMENTS, ArgumentHelp
from journeys.domain.errors import Refused
from journeys.domain.journey import Event
from journeys.domain.vocabulary import Informed

OF_THE_ACTOR = ("by",)
"""Only the actor answers a handover."""

NEVER_TYPED = (*OF_THE_ACTOR, "provider_code", "post")
"""What no option is for by itself: a provider is typed by its code or its name (`--provider`), and
what is taken of a post by the post and its tasks (`--post`, `--task`)."""


class Typed(NamedTuple):
    """How values of a type are typed: Typer's annotation, the metavar, and what parses them."""

    annotation: Any
    metavar: str | None = None
    parser: Callable[[str], Any] | None = None


TYPES = {
    str: Typed(str, "TEXT"),
    int: Typed(int, "NUMBER"),
    date: Typed(date),
    time: Typed(time, "TIME", time_of_day),
    Decimal: Typed(Decimal, "HOURS", hours),
    Collection[str]: Typed(list[str], "TEXT"),
    Mapping[str, str]: Typed(list[Any], "CODE=WORDS", worded),
    Mapping[str, int]: Typed(list[Any], "ITEM=NUMBER", numbered),
}


AskFirst = Callable[[Session, Mapping[str, Any]], dict[str, Any]]
"""Returns what somebody at the terminal answers about what was typed, by argument."""


WISH = ArgumentHelp("What the citizen wishes of it, where that is heard now.", "TEXT")

INFORMED = ArgumentHelp("How the citizen was told of it, where that is done the same day.")

POST = ArgumentHelp(
    "The post it is in: words of it, of its employer, or the first signs of its id. The kind, the "
    "employer and the tasks come from it.",
    "POST",
)

TASK = ArgumentHelp(
    "A task of the post, by its first words, with its hours a week after an equals sign where they "
    "are not all that is free. May be given several times.",
    "TASK[=HOURS]",
)


SPARED = {"post": Spared(("placement_kind",), asked_along=("paid_hours",))}
"""The kind of a placement is that of its post."""


def ask_nothing(_run: Session, _typed: Mapping[str, Any]) -> dict[str, Any]:
    """Take what was typed as it is."""
    return {}


def ask_nobody(_run: Session, _refusal: Refused) -> dict[str, Any]:
    """Leave a refusal as it is."""
    return {}


def add_verb(
    app: typer.Typer,
    name: str,
    verb: Callable[..., list[Event]],
    help_: str,
    *,
    makes: str = "",
    panel: str | None = None,
    ask_first: AskFirst = ask_nothing,
    ask_about_refusal: AskAboutRefusal = ask_nobody,
    asked_along: Collection[str] = (),
    hears: Hears | None = None,
    informs: bool = False,
    in_post: InPost | None = None,
    **help_overrides: str | ArgumentHelp,
) -> None:
    """Add the command that asks this verb.

    `makes` names the argument that is the id of a new thing: it is generated, never typed.
    `ask_first` may ask somebody at the terminal for what may be left out, and matters here.
    `ask_about_refusal` may ask somebody at the terminal, and so change what a refused verb is
    asked with.
    `asked_along` names what may be left out, and is asked for where something needed was.
    `hears` adds --wish: the citizen's wishes are recorded in that matter, in the same commit.
    `informs` adds --informed: the citizen is told of the ruling it makes, in the same commit.
    `in_post` adds --post and --task, and reads what they say in the store.
    `help_overrides` has the help of an argument that replaces the one in ARGUMENTS.
    """
    params = {param.name: param for param in list(signature(verb).parameters.values())[1:]}
    if unknown := help_overrides.keys() - params.keys():
        raise TypeError(f"{verb.__name__} takes no argument {', '.join(unknown)}.")
    helps = {
        each: _help(each, help_overrides) for each in params if each not in (makes, *NEVER_TYPED)
    }

    def command(ctx: typer.Context, journey: str, **typed: Any) -> None:  # noqa: ANN401 - whatever the verb takes
        # A default is no part of the request: today is another day tomorrow.
        by_hand = {each: value for each, value in typed.items() if _is_typed(ctx, each)}
        answers = ask_first(session(ctx), typed) if session(ctx).may_ask else {}
        typed, by_hand = typed | answers, by_hand | answers
        request = TypedRequest(
            typed.pop("request_id"),
            typed.pop("dry_run"),
            [verb.__name__, by_hand],
            typed.pop("sure"),
        )
        arguments = {each: value for each, value in typed.items() if value is not None}
        if makes:
            arguments[makes] = uuid4()
        for each, param in params.items():
            if each in OF_THE_ACTOR or (
                each in helps and helps[each].you and each not in arguments
            ):
                arguments[each] = session(ctx).actor.principal.name
            if get_origin(param.annotation) is Mapping:
                arguments[each] = by_name(arguments[each])

        vocabularies = {each: help_.vocabulary for each, help_ in helps.items() if help_.vocabulary}
        asked = VerbRequest(
            ctx,
            verb,
            params,
            vocabularies,
            typed,
            by_hand,
            arguments,
            hears,
            ask_about_refusal,
        )
        resolve = partial(in_post, session(ctx), arguments, typed) if in_post else resolve_nothing
        record(ctx, journey, request, asked.decide, asked.alternative, resolve=resolve)

    command.asked_along = tuple(asked_along)  # type: ignore[attr-defined]
    command.spares = SPARED if in_post is not None else {}  # type: ignore[attr-defined]
    command.__name__ = verb.__name__
    options = [_parameter(verb.__name__, params[each], helps[each]) for each in helps]
    if hears is not None:
        heard = Parameter("wish", Parameter.KEYWORD_ONLY, annotation=str | None, default=None)
        options.append(_parameter(verb.__name__, heard, WISH))
    if informs:
        told = Parameter(
            "informed", Parameter.KEYWORD_ONLY, annotation=Informed | None, default=None
        )
        options.append(_parameter(verb.__name__, told, INFORMED))
    if in_post is not None:
        post = Parameter("post", Parameter.KEYWORD_ONLY, annotation=str | None, default=None)
        task = Parameter("task", Parameter.KEYWORD_ONLY, annotation=Collection[str], default=())
        options += [
            _parameter(verb.__name__, post, POST),
            _parameter(verb.__name__, task, TASK),
        ]
    command.__signature__ = _signature(options)  # type: ignore[attr-defined]
    app.command(name, help=help_, rich_help_panel=panel)(command)


def _is_typed(ctx: typer.Context, name: str) -> bool:
    source = ctx.get_parameter_source(name)
    by_hand = ("COMMANDLINE", "DEFAULT_MAP")  # as an argument, or as the answer to a question
    is_of_verb = name not in ("request_id", "dry_run", "sure")
    return source is not None and source.name in by_hand and is_of_verb


def _help(name: str, help_overrides: Mapping[str, str | ArgumentHelp]) -> ArgumentHelp:
    own = help_overrides.get(name, ARGUMENTS[name])
    return ARGUMENTS[name]._replace(help=own) if isinstance(own, str) else own


def _signature(params: list[Parameter]) -> Signature:
    """Return what Typer reads: the arguments first, the day last of the verb's own options."""
    params.sort(key=lambda each: (each.kind, each.name == "on"))
    return Signature(
        [
            _param("ctx", typer.Context),
            _param("journey", JourneyArgument),
            *params,
            _param("sure", Sure, Parameter.KEYWORD_ONLY, default=None),
            _param("dry_run", DryRun, Parameter.KEYWORD_ONLY, default=False),
            _param("request_id", RequestId, Parameter.KEYWORD_ONLY, default=None),
        ]
    )


def _parameter(verb: str, param: Parameter, help_: ArgumentHelp) -> Parameter:
    """Return one argument of a verb as Typer is to ask for it."""
    kind, metavar, parser = _typed(param)
    flags, default = [help_.flag or f"--{param.name.replace('_', '-')}"], param.default
    settings: dict[str, Any] = {
        "help": help_.help,
        "metavar": help_.metavar or metavar,
        "parser": parser,
    }
    if help_.vocabulary:
        settings["autocompletion"] = codes(help_.vocabulary)
    elif param.name in TYPED:
        settings |= TYPED[param.name]
    elif known := _choices(param.annotation):
        where = flags[0].removeprefix("--")
        settings |= one_of(Choice(where, known))
    elif kind is date:
        settings |= a_day(_lies(verb, param.name))
    if param.name in KINDS and default is Parameter.empty:
        # What the verb is about stands after the journey; a reference is an option.
        about: Any = Annotated[str | None, typer.Argument(**settings)]
        return _param(param.name, about, default=None)
    if help_.you:
        default, settings["show_default"] = None, "you"
    elif param.name == "on" and help_.today:
        settings |= {"default_factory": today, "show_default": "today"}
    elif default in ("", ()):
        default, settings["show_default"] = None, False
    kind = kind if default is not None else kind | None
    option: Any = Annotated[kind, typer.Option(*flags, **settings)]
    return _param(param.name, option, Parameter.KEYWORD_ONLY, default)


def _typed(param: Parameter) -> Typed:
    """Return how values of an argument are typed."""
    if param.name in KINDS:
        return Typed(str, param.name.upper(), thing_start)
    annotation = _needed(param.annotation)
    if _choices(annotation):
        return Typed(Any if get_origin(annotation) is Literal else list[Any])
    return TYPES.get(annotation, Typed(annotation))


def _lies(verb: str, argument: str) -> Lies:
    """Return where a day of a verb lies."""
    may_be_planned = argument == "on" and verb in MAY_BE_PLANNED
    return "either" if may_be_planned else DAYS.get(argument, "past")


def _choices(annotation: Any) -> tuple[str, ...]:  # noqa: ANN401 - as inspect has it
    """Return what can be chosen; nothing where it can be anything."""
    annotation = _needed(annotation)
    if get_origin(annotation) is Collection:
        (annotation,) = get_args(annotation)
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _needed(annotation: Any) -> Any:  # noqa: ANN401 - as inspect has it
    """Return an annotation as it is where the argument must be given."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation,) = [each for each in get_args(annotation) if each is not NoneType]
    return annotation


def _param(
    name: str,
    annotation: Any,  # noqa: ANN401 - as inspect has it
    kind: Any = Parameter.POSITIONAL_OR_KEYWORD,  # noqa: ANN401 - as inspect has it
    default: Any = Parameter.empty,  # noqa: ANN401 - as inspect has it
) -> Parameter:
    return Parameter(name, kind, annotation=annotation, default=default)
