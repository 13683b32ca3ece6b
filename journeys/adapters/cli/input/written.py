"""A line of a file as a command: which it is, and what somebody would type after it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from journeys.adapters.cli.input.lines import InputLine
from journeys.adapters.files.problems import did_you_mean
from journeys.domain import verbs
from journeys.domain.message import Message

BESIDE_VERBS = {"retract", "traineeship"}
"""What a line may be that is no verb. What erases, or only looks, is never one."""

OF_A_LINE = {"verb": False, "journey": False, "request-id": False}
"""The names that stand in every line; none of them takes several values."""

YES = {"yes", "ja", "true", "sand", "x", "1"}
NO = {"no", "nej", "false", "falsk", "0"}


class Recorder(NamedTuple):
    """A command that records: as it is typed, and what it is asked with, by name."""

    verb: str
    command: TyperCommand
    asked: Mapping[str, Any]


class Ids(NamedTuple):
    """What a line is known by: its request, and its journey, where it opens one of no other id."""

    request: str
    journey: str


def recorders(command: object, verb: str = "") -> Iterator[Recorder]:
    """Yield every command that a line can be, of all that stand under this one."""
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from recorders(below, f"{verb} {name}".strip())
    elif isinstance(command, TyperCommand) and _records(command):
        yield Recorder(verb, command, dict(_asked(command)))


def _records(command: TyperCommand) -> bool:
    called = getattr(command.callback, "__name__", "")
    return called in BESIDE_VERBS or called in verbs.__all__


def _asked(command: TyperCommand) -> Iterator[tuple[str, Any]]:
    for param in command.params:
        if param.param_type_name == "argument":
            yield str(param.name), param
        elif param.name != "dry_run":
            yield max(param.opts, key=len).removeprefix("--"), param


def names(known: Mapping[str, Recorder]) -> dict[str, bool]:
    """Return every name that may be given, and whether several values may stand under it."""
    return OF_A_LINE | {
        name: bool(getattr(param, "multiple", False))
        for recorder in known.values()
        for name, param in recorder.asked.items()
    }


def recorder_of(line: InputLine, known: Mapping[str, Recorder]) -> Recorder:
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


def words(line: InputLine, recorder: Recorder, ids: Ids) -> list[str]:
    """Return what somebody would type after the command.

    Raises TyperException where something is missing, or is given that the command is not asked.
    """
    given = {
        "request-id": [ids.request],
        **({"journey": [ids.journey]} if _is_option(recorder.asked["journey"]) else {}),
        **{name: values for name, values in line.given.items() if name != "verb"},
    }
    _refuse_what_cannot_be_asked(recorder, given)
    options, places = list[str](), list[str]()
    for name, param in recorder.asked.items():
        values = given.get(name, ())
        if not _is_option(param):
            places += values
        elif param.is_flag:
            options += [f"--{name}" for value in values if _is_so(name, value)]
        else:
            options += [f"--{name}={value}" for value in values]
    return [*options, "--", *places]


def _refuse_what_cannot_be_asked(recorder: Recorder, given: Mapping[str, Sequence[str]]) -> None:
    if "journey" not in given:
        raise TyperException("Say under `journey` which journey this is about.")
    if "on" not in given:
        raise TyperException(
            "Say under `on` which day this takes effect: without it, the same line given again "
            "would be about another day."
        )
    if stray := given.keys() - recorder.asked.keys():
        raise TyperException(
            Message(
                "`{verb}` is not asked with: {names}. Leave that out, or see: journeys {verb} "
                "--help",
                verb=recorder.verb,
                names=", ".join(sorted(stray)),
            )
        )
    for name, values in given.items():
        if len(values) > 1 and not getattr(recorder.asked[name], "multiple", False):
            raise TyperException(
                Message(
                    "Give one value under `{name}`: `{verb}` takes no more.",
                    name=name,
                    verb=recorder.verb,
                )
            )


def _is_option(param: Any) -> bool:  # noqa: ANN401 - Typer keeps its classes to itself
    return bool(param.param_type_name == "option")


def _is_so(name: str, value: str) -> bool:
    said = value.strip().lower()
    if said not in YES | NO:
        raise TyperException(Message("Say yes or no under `{name}`.", name=name))
    return said in YES
