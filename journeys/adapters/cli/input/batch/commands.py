"""The commands that a line of a file can be, and a line as what somebody would type."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from journeys.adapters.cli.input.batch.file import Line
from journeys.adapters.cli.output.speaking import english_name
from journeys.adapters.files.problems import did_you_mean
from journeys.domain import verbs
from journeys.domain.message import Message
from journeys.domain.roles import CASEWORKER, Principal

NOT_VERBS = {"retract", "traineeship", "end_traineeship"}
"""Commands that a line can be although they are no verb. What erases, or only looks, never is."""

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


def names(known: Mapping[str, LineCommand]) -> dict[str, bool]:
    """Return every name that may be given, and whether it may have several values."""
    return OF_EVERY_LINE | {
        name: bool(getattr(param, "multiple", False))
        for each in known.values()
        for name, param in each.params.items()
    }


def command_of(line: Line, known: Mapping[str, LineCommand]) -> LineCommand:
    """Return the command that a line is. Raises TyperException where it is none that records."""
    verb = " ".join(" ".join(line.given.get("verb", ())).split())
    if not verb:
        raise TyperException("Say under `verb` what is recorded, as in: subgoal set")
    if verb not in known:
        raise TyperException(
            Message(
                "What stands under `verb` is no command that records on a journey, and nothing "
                "else can be a line of a file.{hint}",
                hint=did_you_mean(verb, known),
            )
        )
    return known[verb]


def principal_of(line: Line) -> Principal | None:
    """Return the person who does what a line says; None where it names nobody.

    In no other role than that of a caseworker where it says none. Raises TyperException where it
    has a role and no actor.
    """
    (name, role) = ("".join(line.given.get(each, ())) for each in OF_THE_ACTOR)
    if role and not name:
        raise TyperException("Say under `actor` who has the role that stands under `role`.")
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
    _require_understood(command, given)
    options, arguments = list[str](), list[str]()
    for name, param in command.params.items():
        values = given.get(name, ())
        if not _is_option(param):
            arguments += values
        elif param.is_flag:
            options += [f"--{name}" for value in values if _is_yes(name, value)]
        else:
            options += [f"--{name}={value}" for value in values]
    return [*options, "--", *arguments]


def _require_understood(command: LineCommand, given: Mapping[str, Sequence[str]]) -> None:
    if "journey" not in given:
        raise TyperException("Say under `journey` which journey this is about.")
    if "on" not in given:
        raise TyperException(
            "Say under `on` which day this takes effect: without it, the same line given again "
            "would be about another day."
        )
    if stray := given.keys() - command.params.keys():
        raise TyperException(
            Message(
                "`{verb}` is not asked with: {names}. Leave that out, or see: journeys {verb} "
                "--help",
                verb=command.verb,
                names=", ".join(sorted(stray)),
            )
        )
    for name, values in given.items():
        if len(values) > 1 and not getattr(command.params[name], "multiple", False):
            raise TyperException(
                Message(
                    "Give one value under `{name}`: `{verb}` takes no more.",
                    name=name,
                    verb=command.verb,
                )
            )


def _is_option(param: Any) -> bool:  # noqa: ANN401 - Typer keeps its classes to itself
    return bool(param.param_type_name == "option")


def _is_yes(name: str, value: str) -> bool:
    answer = value.strip().lower()
    if answer not in YES | NO:
        raise TyperException(Message("Say yes or no under `{name}`.", name=name))
    return answer in YES
