"""What went wrong, in one sentence, and the exit code that says so to a script.

Nothing that was typed as somebody's words is repeated.
"""

import errno
import json
import os
import sys
import traceback
from collections.abc import Collection, Iterator, Mapping
from typing import Any

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

REFUSED, USAGE, STORE, CONFLICT, FAULT, UNWRITTEN = 1, 2, 3, 4, 70, 74
INTERRUPTED, PIPE_CLOSED = 130, 141

CODES = """Exit codes: 0 done; 1 refused, unknown or unreadable, nothing was recorded;
2 not understood as typed; 3 the store cannot be used; 4 somebody else was faster: ask again."""

BEFORE_THE_COMMAND = (
    "--store",
    "--as",
    "--role",
    "--purpose",
    "--settings",
    "--lang",
    "--json",
    "--debug",
    "--version",
)
NO_SUCH_OPTION = "No such option: "
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
STRAY_WORDS = "Got unexpected extra argument"


class Unwritten(Exception):
    """The answer could not be written where it was to go."""


EXIT_CODES: Mapping[type[Exception], int] = {
    Conflict: CONFLICT,
    StoreError: STORE,
    JourneysError: REFUSED,
    TyperException: USAGE,
    Unwritten: UNWRITTEN,
}


class AtLine(Exception):
    """What is wrong with a line of a file, and which values it is about: they are not repeated."""

    def __init__(self, line: int, error: Exception, about: Collection[str]) -> None:
        self.line = line
        self.error = error
        self.about = about
        super().__init__(line)


def unwritten(error: OSError) -> Exception:
    """Return what an error of the system means: an answer that is stuck, or the error itself."""
    # Whatever else is written is a file with a name, or says itself why it cannot be written.
    if error.filename is not None or error.errno not in NO_ROOM:
        return error
    give_up_output()
    return Unwritten(error.strerror)


def give_up_output() -> None:
    """Let whatever else is printed go nowhere."""
    # What is still held back would be written when Python ends, and fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_code(error: Exception) -> int:
    """Return the exit code that stands for this error."""
    if isinstance(error, AtLine):
        return exit_code(error.error)
    # The first that fits: whatever is left over is a fault of the script's own.
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), FAULT)


def tell(error: Exception, *, as_json: bool, debug: bool) -> None:
    """Print the error for people, or as an object, to stderr; with `debug` where it came from."""
    if debug:
        typer.echo("".join(_came_from(error)), err=True, nl=False)
    told = facts(error)
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False, indent=2), err=True)
    else:
        basis = f" ({told['basis']})" if told["basis"] else ""
        typer.echo(f"Not done: {told['message']}{basis}", err=True)


def facts(error: Exception) -> dict[str, Any]:
    """Return the code of an error, its sentence, and its basis in law; and the line it is about."""
    match error:
        case AtLine():
            told = facts(error.error)
            for value in error.about:
                told["message"] = told["message"].replace(repr(value), "this")
            message = f"Line {error.line} ({told['error']}): {told['message']}"
            return told | {"message": message, "line": error.line}
        case Refused():
            return {"error": error.code, "message": error.sentence, "basis": error.basis}
        case TyperException():
            return {"error": "usage", "message": _sentence(error), "basis": None}
        case _:
            return {"error": type(error).__name__, "message": _sentence(error), "basis": None}


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
    if isinstance(error, Unwritten):
        return (
            f"The answer could not be written: {error}. Make room where it goes, or send it "
            "somewhere else. What the command was to record is recorded: look with "
            "`journeys timeline`, and do not ask for it twice."
        )
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
