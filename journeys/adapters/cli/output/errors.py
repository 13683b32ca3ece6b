"""An error in one sentence, and its exit code.

Nothing that was typed as somebody's words is repeated.
"""

import errno
import json
import os
import re
import sys
import traceback
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import typer
from typer import TyperException

from journeys.adapters.cli.output.danish import shown
from journeys.adapters.cli.output.options_named import say_with_options
from journeys.adapters.cli.output.usage import plain
from journeys.adapters.system_reasons import system_reason
from journeys.adapters.words.language import say
from journeys.domain.errors import (
    Conflict,
    Doubted,
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
2 not understood as typed; 3 there is no store, or it cannot be used;
4 somebody else was faster: ask again."""

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}


class Unwritten(Exception):
    """The answer could not be written to stdout."""


EXIT_CODES: Mapping[type[Exception], int] = {
    Conflict: CONFLICT,
    StoreError: STORE,
    JourneysError: REFUSED,
    TyperException: USAGE,
    Unwritten: UNWRITTEN,
}


class AtLine(Exception):
    """An error in a line of a file, and the values in it, which are not repeated.

    `columns` has what the file calls each option and argument, by the name that errors have for it.
    """

    def __init__(
        self,
        line: int,
        error: Exception,
        about: Collection[str],
        columns: Mapping[str, str] | None = None,
    ) -> None:
        self.line = line
        self.error = error
        self.about = about
        self.columns = columns or {}
        super().__init__(line, error, about, columns)


def unwritten(error: OSError) -> Exception:
    """Return Unwritten where stdout has no room left, else the error itself."""
    # An error about any other file carries the file's name.
    if error.filename is not None or error.errno not in NO_ROOM:
        return error
    give_up_output()
    return Unwritten(system_reason(error))


def give_up_output() -> None:
    """Discard all further output."""
    # Python writes what is still buffered when it ends, which would fail again.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def exit_code(error: Exception) -> int:
    """Return the exit code of an error."""
    if isinstance(error, AtLine):
        return exit_code(error.error)
    # The first that fits; any other error is a fault of the script.
    return next((code for kind, code in EXIT_CODES.items() if isinstance(error, kind)), FAULT)


def said(raised: Exception, *, as_json: bool, debug: bool) -> int:
    """Say the error that ended a command, and return its exit code."""
    error = unwritten(raised) if isinstance(raised, OSError) else raised
    tell(error, as_json=as_json, debug=debug)
    return exit_code(error)


def tell(error: Exception, *, as_json: bool, debug: bool) -> None:
    """Print the error on stderr, as a sentence or as JSON; with `debug`, where it was raised."""
    if debug:
        typer.echo("".join(_tracebacks(error)), err=True, nl=False)
    found = facts(error)
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2), err=True)
    else:
        sentence = say("Not done: {what}", what=found["message"])
        basis = f" ({found['basis']})" if found["basis"] else ""
        typer.echo(f"{sentence}{basis}", err=True)


def facts(error: Exception) -> dict[str, Any]:
    """Return an error as data: `error` (its code), `message`, `basis` in law, and any `line`."""
    match error:
        case AtLine():
            found = facts(error.error)
            for value in error.about:
                found["message"] = found["message"].replace(repr(value), say("this"))
            what = _with_columns(found["message"], error.columns)
            message = say("Line {line}: {what}", line=error.line, what=what)
            return found | {"message": message, "line": error.line}
        case Doubted():
            return _doubted(error)
        case Refused():
            return {
                "error": error.code,
                "message": say_with_options(error.sentence),
                "basis": error.basis,
            }
        case TyperException():
            return {"error": "usage", "message": _sentence(error), "basis": None}
        case _:
            return {"error": type(error).__name__, "message": _sentence(error), "basis": None}


def _with_columns(message: str, columns: Mapping[str, str]) -> str:
    """Return a message about a line with the columns of the file in place of what one types."""
    for name, column in columns.items():
        message = message.replace(repr(name), f"`{column}`")
        if name.startswith("-"):
            message = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", f"`{column}`", message)
    return message


def _doubted(error: Doubted) -> dict[str, Any]:
    """Return doubts as data; a script says by their codes that it is meant."""
    doubts = [
        {"error": each.code, "message": say_with_options(each.sentence)} for each in error.doubts
    ]
    message = say(
        "{doubts} Correct it, or say that it is meant: {options}.",
        doubts=" ".join(each["message"] for each in doubts),
        options=" ".join(
            dict.fromkeys(
                f"--{shown('options', '', 'sure')} {shown('choices', 'sure', each.code)}"
                for each in error.doubts
            )
        ),
    )
    return {"error": error.code, "message": message, "basis": error.basis, "doubts": doubts}


def _tracebacks(error: Exception) -> Iterator[str]:
    """Yield the tracebacks of an error and of its causes, the first cause first."""
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for each in reversed(chain):
        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(each.__traceback__)
        # Only the name: the text of an error may repeat what was typed.
        yield f"{type(each).__module__}.{type(each).__qualname__}\n"


def _sentence(error: Exception) -> str:
    match error:
        case TyperException():
            found = plain(error)
        case UnknownJourney():
            found = say("{error} `journeys list` shows those that are open.", error=error.args[0])
        case Erased():
            found = say(
                "{error} `journeys audit receipt {journey}` says when and why.",
                error=error.args[0],
                journey=error.journey,
            )
        case InputUnreadable():
            found = "\n".join(map(say, error.problems))
        case Conflict():
            found = say(
                "Somebody else recorded on this journey at the same time. Nothing was recorded; "
                "ask again."
            )
        case JourneysError():
            found = say(error.args[0])
        case Unwritten():
            found = say(
                "The answer could not be written: {why}. Make room where it goes, or send it "
                "somewhere else. What the command records is recorded: see `journeys timeline`,"
                " and do not record it again.",
                why=error.args[0],
            )
        case _:
            found = say(
                "A fault in journeys itself ({name}). Put --debug before the command to see "
                "where, and tell the people who maintain it.",
                name=type(error).__name__,
            )
    return found
