"""The commands that a line of a file can be, and a line as what somebody would type."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from journeys.adapters.cli.input.batch.file import Column, Line
from journeys.adapters.cli.output.danish import column_names, danish, folded, shown
from journeys.adapters.cli.output.danish import command as as_typed
from journeys.adapters.cli.output.speaking import english_name
from journeys.adapters.files.problems import did_you_mean
from journeys.domain import verbs
from journeys.domain.message import Message
from journeys.domain.roles import CASEWORKER, Principal

NOT_VERBS = {"retract", "traineeship", "end_traineeship"}
"""Commands that a line can be although they are no verb. What erases, or only looks, never is."""

EXAMPLE = ("subgoal", "set")
"""What can stand under `verb`."""

OF_THE_ACTOR = ("actor", "role")
"""Who does what a line says, where that is not the one who runs the script."""

OF_EVERY_LINE = dict.fromkeys(("verb", "journey", "request-id", *OF_THE_ACTOR), False)
"""The names that every line can have; none of them takes several values."""

UNTYPED = {"verb", *OF_THE_ACTOR}
"""What a line says that is typed before a command, or is the command itself."""

YES = {"yes", "ja", "true", "sand", "x", "1"}
NO = {"no", "nej", "false", "falsk", "0"}


class LineCommand(NamedTuple):
    """A command that records: what one types for it, and its parameters by name."""

    verb: str
    command: TyperCommand
    params: Mapping[str, Any]


class LineIds(NamedTuple):
    """The request id of a line, and the id of the journey that it opens where it gives none."""

    request: str
    journey: str


def line_commands(command: object, verb: str = "") -> Iterator[LineCommand]:
    """Yield every command that a line can be, of all that are below this one."""
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from line_commands(below, f"{verb} {name}".strip())
    elif isinstance(command, TyperCommand) and _records(command):
        yield LineCommand(verb, command, dict(_params(command)))


def _records(command: TyperCommand) -> bool:
    called = getattr(command.callback, "__name__", "")
    return called in NOT_VERBS or called in verbs.__all__


def _params(command: TyperCommand) -> Iterator[tuple[str, Any]]:
    for param in command.params:
        if param.param_type_name == "argument":
            yield str(param.name), param
        elif param.name != "dry_run":
            yield english_name(param), param


def names(known: Mapping[str, LineCommand]) -> dict[str, Column]:
    """Return the columns that a file may have, by each name in either language."""
    columns = OF_EVERY_LINE | {
        name: bool(getattr(param, "multiple", False))
        for each in known.values()
        for name, param in each.params.items()
    }
    return {
        folded(name): Column(english, several)
        for english, several in columns.items()
        for name in column_names(english)
    }


def command_of(line: Line, known: Mapping[str, LineCommand]) -> LineCommand:
    """Return the command that a line is. Raises TyperException where it is none that records."""
    typed, column = _verb(line), line.column("verb")
    if not typed:
        raise TyperException(
            Message(
                "Say under `{column}` what is recorded, as in: {example}",
                column=column,
                example=_called(" ".join(EXAMPLE)),
            )
        )
    english = " ".join(" ".join(in_english(line, known)).split())
    if english not in known:
        raise TyperException(
            Message(
                "What stands under `{column}` is no command that records on a journey, and nothing "
                "else can be a line of a file.{hint}",
                column=column,
                hint=did_you_mean(typed.lower(), [_called(verb) for verb in known]),
            )
        )
    return known[english]


def in_english(line: Line, known: Mapping[str, LineCommand]) -> Sequence[str]:
    """Return what a line says under `verb`: by its English name, where it is a command."""
    typed = _verb(line)
    if typed in known:
        return line.given.get("verb", ())
    english = _verbs(tuple(known)).get(folded(typed))
    return line.given.get("verb", ()) if english is None else [english]


def _verb(line: Line) -> str:
    return " ".join(" ".join(line.given.get("verb", ())).split())


@cache
def _verbs(known: Sequence[str]) -> Mapping[str, str]:
    """Return these verbs by their names in either language; a file asks for them with each line."""
    return {folded(name): verb for verb in known for name in (verb, _in_danish(verb))}


def _in_danish(verb: str) -> str:
    path = verb.split(" ")
    return " ".join(danish("commands", " ".join(path[:nr]), word) for nr, word in enumerate(path))


def _called(verb: str) -> str:
    path = verb.split(" ")
    return " ".join(shown("commands", " ".join(path[:nr]), word) for nr, word in enumerate(path))


def principal_of(line: Line) -> Principal | None:
    """Return the person who does what a line says; None where it names nobody.

    In no other role than that of a caseworker where it says none. Raises TyperException where it
    has a role and no actor.
    """
    (name, role) = ("".join(line.given.get(each, ())) for each in OF_THE_ACTOR)
    if role and not name:
        raise TyperException(
            Message(
                "Say under `{actor}` who has the role that stands under `{role}`.",
                actor=line.column("actor"),
                role=line.column("role"),
            )
        )
    return Principal(name, role or CASEWORKER) if name else None


def words(line: Line, command: LineCommand, ids: LineIds) -> list[str]:
    """Return what somebody would type after the command.

    Raises TyperException where something is missing, or is given that the command does not take.
    """
    given = {
        "request-id": [ids.request],
        **({"journey": [ids.journey]} if _is_option(command.params["journey"]) else {}),
        **{name: values for name, values in line.given.items() if name not in UNTYPED},
    }
    _require_understood(line, command, given)
    options, arguments = list[str](), list[str]()
    for name, param in command.params.items():
        values = given.get(name, ())
        if not _is_option(param):
            arguments += values
        elif param.is_flag:
            options += [f"--{name}" for value in values if _is_yes(line.column(name), value)]
        else:
            options += [f"--{name}={value}" for value in values]
    return [*options, "--", *arguments]


def _require_understood(
    line: Line, command: LineCommand, given: Mapping[str, Sequence[str]]
) -> None:
    if "journey" not in given:
        raise TyperException(
            Message(
                "Say under `{column}` which journey this is about.", column=line.column("journey")
            )
        )
    if "on" not in given:
        raise TyperException(
            Message(
                "Say under `{column}` which day this takes effect: without it, the same line given "
                "again would be about another day.",
                column=line.column("on"),
            )
        )
    if stray := given.keys() - command.params.keys():
        raise TyperException(
            Message(
                "`{verb}` is not asked with: {names}. Leave that out, or see: {help}",
                verb=_verb(line),
                names=", ".join(sorted(map(line.column, stray))),
                help=as_typed(f"journeys {command.verb}", "--help"),
            )
        )
    for name, values in given.items():
        if len(values) > 1 and not getattr(command.params[name], "multiple", False):
            raise TyperException(
                Message(
                    "Give one value under `{name}`: `{verb}` takes no more.",
                    name=line.column(name),
                    verb=_verb(line),
                )
            )


def _is_option(param: Any) -> bool:  # noqa: ANN401 - Typer keeps its classes to itself
    return bool(param.param_type_name == "option")


def _is_yes(name: str, value: str) -> bool:
    answer = value.strip().lower()
    if answer not in YES | NO:
        raise TyperException(Message("Say yes or no under `{name}`.", name=name))
    return answer in YES
