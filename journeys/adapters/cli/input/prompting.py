"""Prompts at a terminal; from a pipe, each question is answered by one line of stdin."""

import sys
import warnings
from collections.abc import Sequence
from datetime import date
from getpass import GetPassWarning, getpass

import typer
from typer import TyperException

from journeys.adapters.cli.input.dates import day
from journeys.adapters.words.language import say

LONGEST = 1000  # bytes of a line that may be an answer
YES = {"y", "yes", "j", "ja"}


def somebody_is_there() -> bool:
    """Return whether a person at a terminal sees questions and answers them."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def hidden(question: str) -> str:
    """Return what is typed unseen at a terminal; otherwise the next line of stdin.

    It is no argument: those are seen in the list of processes, and kept by the shell. Raises
    EOFError where nothing follows at a terminal.
    """
    if sys.stdin is None or not sys.stdin.isatty():
        return _line().strip()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", GetPassWarning)
            return getpass(question).strip()
    except GetPassWarning:
        raise TyperException(
            "This terminal would show what is typed. Give it as a line on stdin instead"
        ) from None


def number_typed() -> str:
    """Return a CPR number: typed unseen at a terminal, otherwise the next line of stdin."""
    try:
        return hidden(say("CPR number (it is not shown): "))
    except EOFError:
        return ""


def name_typed() -> str:
    """Return a name: typed at a terminal, otherwise the next line of stdin.

    As an argument it would be seen in the list of processes, and kept by the shell.
    """
    if sys.stdin is not None and sys.stdin.isatty():
        typer.echo(say("What the citizen is called: "), err=True, nl=False)
    return _line().strip()


def typed(question: str) -> str:
    """Return what somebody types at a terminal. Raises EOFError where nothing follows."""
    typer.echo(question, err=True, nl=False)
    line = _line()
    if not line:
        raise EOFError
    return line.strip()


def typed_again(question: str, expected: str) -> bool:
    """Return whether what somebody types is what was asked for, to the letter."""
    typer.echo(question, err=True, nl=False)
    return _line().strip() == expected


def day_typed(question: str) -> date | None:
    """Return the past day that somebody types; None for an empty answer. Raises EOFError."""
    while answer := typed(question):
        try:
            return day(answer, "past")
        except ValueError as error:
            typer.echo(say(error.args[0]), err=True)
    return None


def is_confirmed(question: str) -> bool:
    """Return whether somebody answers yes, in either language. Raises EOFError."""
    return typed(question).lower() in YES


def choose(question: str, choices: Sequence[str]) -> int:
    """Return the index of the choice that somebody picks by its number. Raises EOFError."""
    for number, choice in enumerate(choices, 1):
        typer.echo(f"{number:>4}  {choice}", err=True)
    while True:
        answer = typed(question)
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(choices):
            return int(answer) - 1
        typer.echo(say("Type one of the numbers from 1 to {count}.", count=len(choices)), err=True)


def _line() -> str:
    if sys.stdin is None:
        return ""
    # Nothing is read ahead: the next question has a line of its own.
    line = sys.stdin.buffer.readline(LONGEST)
    try:
        return line.decode(sys.stdin.encoding, sys.stdin.errors or "strict")
    except UnicodeDecodeError:
        raise TyperException("The answer is not written in the signs of this terminal") from None
