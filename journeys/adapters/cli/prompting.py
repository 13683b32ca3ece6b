"""What is asked of whoever sits there; a pipe answers a question with one line."""

import sys
import warnings
from getpass import GetPassWarning, getpass

import typer
from typer import TyperException

LONGEST = 100  # signs of a line that may be a number


def somebody_is_there() -> bool:
    """Return whether questions are seen, and answered by hand."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def number_typed() -> str:
    """Return a CPR number: typed unseen at a terminal, otherwise the first line of stdin.

    It is no argument: those are seen in the list of processes, and kept by the shell.
    """
    if sys.stdin is None:
        return ""
    if not sys.stdin.isatty():
        # What is no ASCII is no number, in whatever encoding.
        return sys.stdin.buffer.readline(LONGEST).decode("ascii", "replace").strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass("CPR number (it is not shown): ")
    except EOFError:
        return ""
    except GetPassWarning:
        raise TyperException(
            "This terminal would show the number. Give it as a line on stdin instead"
        ) from None


def name_typed() -> str:
    """Return a name: typed at a terminal, otherwise the next line of stdin.

    As an argument it would be seen in the list of processes, and kept by the shell.
    """
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        typer.echo("What the citizen is called: ", err=True, nl=False)
    try:
        return sys.stdin.readline().strip()
    except UnicodeDecodeError:
        raise TyperException("The name is not written in the signs of this terminal") from None


def typed_again(question: str, expected: str) -> bool:
    """Return whether what somebody types is what was asked for, to the letter."""
    typer.echo(question, err=True, nl=False)
    return sys.stdin.readline().strip() == expected
