"""What went wrong, in one sentence, and the exit code that says so to a script.

Nothing that was typed as somebody's words is repeated.
"""

import json
import traceback
from collections.abc import Iterator

import typer
from typer import TyperException

from journeys.domain.decisions.privacy import refuse_private
from journeys.domain.errors import (
    Conflict,
    Erased,
    JourneysError,
    Refused,
    StoreError,
    UnknownJourney,
)

REFUSED, USAGE, STORE, CONFLICT, FAULT = 1, 2, 3, 4, 70
INTERRUPTED, PIPE_CLOSED = 130, 141

CODES = """Exit codes: 0 done; 1 refused, unknown or unreadable, nothing was recorded;
2 not understood as typed; 3 the store cannot be used; 4 somebody else was faster: ask again;
130 broken off at a question or by Ctrl-C."""

BEFORE_THE_COMMAND = (
    "--store",
    "--as",
    "--role",
    "--purpose",
    "--settings",
    "--json",
    "--debug",
    "--version",
)
NO_SUCH_OPTION = "No such option: "
STRAY_WORDS = "Got unexpected extra argument"


def exit_code(error: Exception) -> int:
    """Return the exit code that stands for this error."""
    match error:
        case Conflict():
            return CONFLICT
        case StoreError():
            return STORE
        case JourneysError():
            return REFUSED
        case TyperException():
            return USAGE
        case _:
            return FAULT


def tell(error: Exception, *, as_json: bool, debug: bool) -> None:
    """Print the error for people, or as an object, to stderr; with `debug` where it came from."""
    if debug:
        typer.echo("".join(_came_from(error)), err=True, nl=False)
    sentence, code, basis = _sentence(error), type(error).__name__, None
    if isinstance(error, Refused):
        sentence, code, basis = error.sentence, error.code, error.basis
    elif isinstance(error, TyperException):
        code = "usage"
    if as_json:
        told = {"error": code, "message": sentence, "basis": basis}
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2), err=True)
    else:
        typer.echo(f"Not done: {sentence}" + (f" ({basis})" if basis else ""), err=True)


def _came_from(error: Exception) -> Iterator[str]:
    """Yield where an error and whatever led to it were raised, the first of them first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for each in reversed(chain):
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(each.__traceback__)
        # The name alone: what an error says may repeat what was typed.
        yield f"{type(each).__module__}.{type(each).__qualname__}\n"


def _sentence(error: Exception) -> str:
    if isinstance(error, TyperException):
        return _plain_usage(error)
    if isinstance(error, UnknownJourney):
        return f"{error} `journeys list` shows those that are open."
    if isinstance(error, Erased):
        return f"{error} When and why is told by `journeys audit receipt {error.journey}`."
    if isinstance(error, JourneysError):
        return str(error) or (type(error).__doc__ or "").splitlines()[0]
    return (
        f"A fault in journeys itself ({type(error).__name__}). Put --debug before the command "
        "to see where, and tell whoever looks after it."
    )


def _plain_usage(error: TyperException) -> str:
    # pydantic puts these two words before the sentence of whatever reads an argument.
    sentence = error.format_message().replace("Value error, ", "").rstrip(".")
    if sentence.startswith(STRAY_WORDS):
        sentence = (
            "There are more words than this command takes. "
            'Put what somebody said between quotation marks: --words "like this"'
        )
    if sentence.startswith(NO_SUCH_OPTION):
        option = sentence.removeprefix(NO_SUCH_OPTION).split()[0].rstrip(".")
        if option in BEFORE_THE_COMMAND:
            sentence = f"{option} goes before the command, as in: journeys {option} ... list"
    try:
        refuse_private("what was typed", sentence)
    except Refused:
        sentence = (
            "This was not understood as typed. It is not repeated here: "
            "it looks like a CPR number or a diagnosis code"
        )
    return f"{sentence}.{_help(error)}"


def _help(error: TyperException) -> str:
    context = getattr(error, "ctx", None)
    return f" See: {context.command_path} --help" if context is not None else ""
