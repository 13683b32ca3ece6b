"""Usage errors: what was not understood as typed, in the language that is spoken.

Typer words its errors in English alone, so each is worded here from its fields. What was typed is
not repeated where it may be somebody's words or number.
"""

from collections.abc import Iterable
from gettext import gettext
from typing import Any

import typer
from typer import TyperException

from journeys.adapters.cli.output.danish import meant
from journeys.adapters.cli.output.speaking import choices_of
from journeys.adapters.words.language import current_language, say
from journeys.domain.errors import Refused
from journeys.domain.message import Message

NO_COMMAND = "Missing command."
"""What Typer says, in the language that its own gettext speaks."""

BEFORE_THE_COMMAND = (
    "--store",
    "--as",
    "--role",
    "--purpose",
    "--settings",
    "--lang",
    "--json",
    "--csv",
    "--debug",
    "--version",
)


def plain(error: TyperException) -> str:
    """Return what was not understood, and where the help for it is."""
    from journeys.domain.decisions.privacy import refuse_private

    sentence = _sentence(error).rstrip(".")
    try:
        refuse_private("what was typed", sentence)
    except Refused:
        sentence = say(
            "This was not understood as typed. It is not repeated here: it looks like a CPR number "
            "or a diagnosis code"
        )
    sentence = sentence if sentence.endswith("?") else f"{sentence}."
    context = getattr(error, "ctx", None)
    if context is None:
        return sentence
    return say("{sentence} See: {command} --help", sentence=sentence, command=context.command_path)


def why(error: typer.BadParameter) -> str:
    """Return why a value was not taken, without saying of which option."""
    # The value is read by pydantic: the first of its errors says what is wrong.
    errors: list[dict[str, Any]] = getattr(error.__cause__, "errors", list)()
    fault = errors[0] if errors else {}
    context = fault.get("ctx", {})
    match fault.get("type"):
        case "value_error":
            return _worded(context["error"].args[0])
        case "int_parsing":
            return say("this is not a whole number")
        case "greater_than_equal":
            return say("this is less than {least}", least=context["ge"])
        case _:
            return _worded(error.message)


def _sentence(error: TyperException) -> str:
    # Typer exports few of its errors: the others are known by the fields that they have.
    option: Any = getattr(error, "option_name", None)
    if isinstance(error, typer.BadParameter) and error.param is not None:
        if hasattr(error, "param_type"):
            return _missing(error.param)
        return say("Invalid value for {what}: {why}", what=_named(error.param), why=why(error))
    if hasattr(error, "possibilities"):
        return _unknown(option, error.possibilities or ())
    if option is not None:
        return _wrong_use(option, error.message)
    return _without_fields(error.message)


def _without_fields(message: str) -> str:
    if isinstance(message, Message):
        return _worded(message)
    if message == gettext(NO_COMMAND):
        return say(NO_COMMAND)
    if message.startswith("Got unexpected extra argument"):
        return say(
            "There are more words than this command takes. Put what somebody said between "
            'quotation marks: --words "like this"'
        )
    return _worded(message)


def _missing(param: Any) -> str:  # noqa: ANN401 - Typer keeps its class to itself
    what = _named(param)
    if param.param_type_name == "argument":
        return say("Missing argument {what}", what=what)
    if known := ", ".join(choices_of(param)):
        return say("Missing option {what}. Choose one of: {known}", what=what, known=known)
    if param.help:
        return say("Missing option {what}: {meaning}", what=what, meaning=param.help.rstrip("."))
    return say("Missing option {what}", what=what)


def _unknown(option: str, others: Iterable[str]) -> str:
    before = [each.removeprefix("--") for each in BEFORE_THE_COMMAND]
    if meant("options", "", option.removeprefix("--"), before):
        return say(
            "{option} goes before the command, as in: journeys {option} ... list", option=option
        )
    if known := ", ".join(sorted(others)):
        return say("No such option: {what} (Possible options: {known})", what=option, known=known)
    return say("No such option: {what}", what=option)


def _wrong_use(option: str, message: str) -> str:
    # Nothing but Typer's sentence tells which of the two it is.
    if "does not take a value" in message:
        return say("Option {what} does not take a value", what=repr(option))
    return say("Option {what} is missing a value", what=repr(option))


def _worded(message: str) -> str:
    """Return a message of ours, or of Typer, in the language that is spoken, without full stop.

    What Typer has in English alone is not repeated in another language.
    """
    said = say(message)
    if current_language() != "en" and said == message and not isinstance(message, Message):
        said = say("the value cannot be used here")
    return said.rstrip(".")


def _named(param: Any) -> str:  # noqa: ANN401 - as above
    names = param.opts if param.param_type_name == "option" else [param.display_name_raw]
    return " / ".join(map(repr, names))
