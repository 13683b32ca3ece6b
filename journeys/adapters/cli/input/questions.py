"""Questions: at a terminal, the script asks for what a command needs and was not given.

Questions are printed on stderr, so that stdout holds the answer of the command alone.
"""

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import typer
from typer.core import TyperCommand

from journeys.adapters.cli.input.asked_as import question_for
from journeys.adapters.cli.input.choices import Choice
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.ids import completed
from journeys.adapters.cli.input.naming import Named
from journeys.adapters.cli.input.prompting import typed
from journeys.adapters.cli.input.who import ASK
from journeys.adapters.cli.output.speaking import english_name, english_path
from journeys.adapters.cli.output.usage import why
from journeys.adapters.words.language import say

FEW = 30  # values that are shown to choose from


class Spared(NamedTuple):
    """What need not be given beside an option, and what is asked for along with it instead."""

    names: Collection[str]
    asked_along: Collection[str] = ()


class Asking(Named, TyperCommand):
    """A command that asks for each value it needs and was not given, one by one.

    Once it had to ask, it asks for what belongs to it as well: the names in `asked_along` of its
    function. Nobody who typed all that is needed is asked for what may be left out.
    `spares` of its function says which options spare others: those are left empty.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - Typer keeps its class to itself
        """Parse what was typed; ask for a value that is missing, and parse again."""
        ctx.default_map = {}
        along = list(getattr(self.callback, "asked_along", ()))
        spares: Mapping[str, Spared] = getattr(self.callback, "spares", {})
        spared = set[str]()
        while True:
            try:
                rest = super().parse_args(ctx, [*args])
            except typer.BadParameter as error:
                missing: Any = error.param
                _, stray, _ = self.make_parser(ctx).parse_args([*args])
                if missing is not None and (by := _spared_by(ctx, missing.name, spares)):
                    ctx.default_map[missing.name] = ""
                    spared.add(missing.name)
                    along = list(spares[by].asked_along)
                    continue
                if stray or not _is_missing(ctx, missing) or not session(ctx).may_ask:
                    raise
                ctx.default_map[missing.name] = _answered(ctx, missing)
                continue
            if not along or not ctx.default_map.keys() - {"journey"}:
                return rest
            if spared and not session(ctx).may_ask:
                return rest
            ctx.default_map |= _answered_along(ctx, along)
            along.clear()


def ask_for(ctx: typer.Context, name: str) -> Any:  # noqa: ANN401 - whatever the option takes
    """Return what somebody answers for an option that was left out. Raises EOFError."""
    param = _param(ctx, name)
    return param.process_value(ctx, _answered(ctx, param))


def missing_value(ctx: typer.Context, name: str) -> typer.BadParameter:
    """Return the error of a value that is needed and was not given, where nobody can be asked."""
    param = _param(ctx, name)
    error = typer.BadParameter("", ctx=ctx, param=param)
    error.param_type = param.param_type_name  # type: ignore[attr-defined]  # as Typer marks it
    return error


def has_option(ctx: typer.Context, name: str) -> bool:
    """Return whether the command takes this, by the name of the argument."""
    return any(each.name == name for each in ctx.command.params)


def _param(ctx: typer.Context, name: str) -> Any:  # noqa: ANN401 - Typer keeps its class to itself
    return next(each for each in ctx.command.params if each.name == name)


def _spared_by(ctx: typer.Context, name: str, spares: Mapping[str, Spared]) -> str | None:
    """Return the option that was given and spares this one; None where none does."""
    for option, spared in spares.items():
        if name in spared.names and ctx.params.get(option) is not None:
            return option
    return None


def _answered_along(ctx: typer.Context, names: Collection[str]) -> dict[str, str]:
    """Return the answers to what may be left out; an empty one leaves it as it is."""
    answers = dict[str, str]()
    for name in names:
        source = ctx.get_parameter_source(name)
        if source is not None and source.name == "DEFAULT":
            param = _param(ctx, name)
            values = _shown_values(ctx, param)
            if answer := _one(ctx, param, values, _may_be_left_out(ctx, param), is_needed=False):
                answers[name] = answer
    return answers


def _question(ctx: typer.Context, param: Any) -> str:  # noqa: ANN401 - as above
    """Return the question for a value, in the spoken language."""
    if param.param_type_name != "option":
        return question_for("", "", param.help)
    return question_for(english_path(ctx.command), english_name(param), param.help)


def _may_be_left_out(ctx: typer.Context, param: Any) -> str:  # noqa: ANN401 - as above
    """Return the question for it, and what an empty answer means."""
    question = _question(ctx, param)
    if isinstance(param.show_default, str):
        default = say(param.show_default)
        return say("{question} (empty: {default}):", question=question, default=default)
    return say("{question} (empty: not said):", question=question)


def _is_missing(ctx: typer.Context, param: Any) -> bool:  # noqa: ANN401 - Typer keeps its class to itself
    source = None if param is None else ctx.get_parameter_source(param.name)
    return source is not None and source.name == "DEFAULT" and param.required


def _answered(ctx: typer.Context, param: Any) -> str | list[str]:  # noqa: ANN401 - Typer keeps its class to itself
    """Return the answer, once it is understood. Raises EOFError."""
    if param.name == "journey":
        return ASK  # it is asked for, and not shown
    values, question = _shown_values(ctx, param), _question(ctx, param)
    if not param.multiple:
        return _one(ctx, param, values, question)
    typer.echo(say("One on each line; an empty line ends it."), err=True)
    answers = [_one(ctx, param, values, question)]
    while more := _one(ctx, param, values, question, is_needed=False):
        answers.append(more)
    return answers


def _shown_values(ctx: typer.Context, param: Any) -> Collection[str]:  # noqa: ANN401 - as above
    """Print what can be answered, where that is few, and return all of it."""
    values = {each.value: each.help or "" for each in param.shell_complete(ctx, "")}
    if len(values) <= FEW:
        width = max(map(len, values), default=0)
        for value, meaning in values.items():
            typer.echo(f"  {value:{width}}  {meaning}".rstrip(), err=True)
    return values


def _one(
    ctx: typer.Context,
    param: Any,  # noqa: ANN401 - Typer keeps its class to itself
    values: Collection[str],
    question: str,
    *,
    is_needed: bool = True,
) -> str:
    while True:
        answer = completed(typed(f"{question} "), values)
        if not answer and not is_needed:
            return answer
        if fault := _fault_of(ctx, param, answer, values):
            typer.echo(fault, err=True)
        else:
            return answer


def _fault_of(
    ctx: typer.Context,
    param: Any,  # noqa: ANN401 - Typer keeps its class to itself
    answer: str,
    values: Collection[str],
) -> str:
    """Return why an answer is not understood; an empty text where it is."""
    if not answer:
        return say("This is needed. Ctrl-C leaves everything as it is.")
    if values and answer not in values and not _takes_others(param):
        return say("Type one of those that there are, or its first signs.")
    try:
        param.process_value(ctx, [answer] if param.multiple else answer)
    except typer.BadParameter as error:
        return why(error)
    return ""


def _takes_others(param: Any) -> bool:  # noqa: ANN401 - Typer keeps its class to itself
    """Return whether more can be answered than what is offered.

    A choice knows both languages, and an employer or a post is found by any of its words.
    """
    parser = param.type_descriptor.parameter_info.parser
    return isinstance(parser, Choice) or getattr(parser, "takes_others", False)
