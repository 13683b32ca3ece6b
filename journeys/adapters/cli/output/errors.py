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

from journeys.adapters.cli.output.usage import plain
from journeys.adapters.words.language import say
from journeys.domain.errors import (
    Conflict,
    Erased,
    InputUnreadable,
    JourneysError,
    Refused,
    StoreError,
    UnknownJourney,
)

REFUSED, USAGE, STORE, CONFLICT, FAULT, UNWRITTEN = 1, 2, 3, 4, 70, 74
INTERRUPTED, PIPE_CLOSED = 130, 141

CODES = """Exit codes: 0 done; 1 refused, unknown or unreadable, nothing was recorded;
2 not understood as typed; 3 the store cannot be used; 4 somebody else was faster: ask again."""

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


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
        said = say("Not done: {what}", what=told["message"])
        typer.echo(f"{said} ({told['basis']})" if told["basis"] else said, err=True)


def facts(error: Exception) -> dict[str, Any]:
    """Return the code of an error, its sentence, and its basis in law; and the line it is about."""
    match error:
        case AtLine():
            told = facts(error.error)
            for value in error.about:
                told["message"] = told["message"].replace(repr(value), say("this"))
            message = say(
                "Line {line} ({error}): {what}",
                line=error.line,
                error=told["error"],
                what=told["message"],
            )
            return told | {"message": message, "line": error.line}
        case Refused():
            return {"error": error.code, "message": say(error.sentence), "basis": error.basis}
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
    match error:
        case TyperException():
            told = plain(error)
        case UnknownJourney():
            told = say("{error} `journeys list` shows those that are open.", error=error.args[0])
        case Erased():
            told = say(
                "{error} `journeys audit receipt {journey}` says when and why.",
                error=error.args[0],
                journey=error.journey,
            )
        case InputUnreadable():
            told = "\n".join(map(say, error.problems))
        case Conflict():
            told = say(
                "Somebody else recorded on this journey at the same time. Nothing was recorded; "
                "ask again."
            )
        case JourneysError():
            told = say(error.args[0])
        case Unwritten():
            told = say(
                "The answer could not be written: {why}. Make room where it goes, or send it "
                "somewhere else. What the command records is recorded: see `journeys timeline`,"
                " and do not record it again.",
                why=error,
            )
        case _:
            told = say(
                "A fault in journeys itself ({name}). Put --debug before the command to see "
                "where, and tell the people who maintain it.",
                name=type(error).__name__,
            )
    return told
