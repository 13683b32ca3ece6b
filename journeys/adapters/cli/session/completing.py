"""What TAB offers in a session: names of the desk, commands, their options, and codes."""

import shlex
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from journeys.adapters.cli.session.context import DaySession
from journeys.adapters.cli.session.running import Runner, is_typed, looked_into, with_citizen
from journeys.adapters.cli.session.slashes import SLASHES
from journeys.adapters.words.language import say

Offered = tuple[str, int]


def offered(runner: Runner, run: DaySession, text: str) -> Iterator[Offered]:
    """Yield what can follow a text, and how many of its signs each replaces.

    Any error offers nothing.
    """
    with suppress(Exception):
        if text.startswith("/"):
            yield from _begun(text, map(say, SLASHES))
            return
        yield from _begun(text, run.day.names.values())
        before, _, begun = text.rpartition(" ")
        if not before.strip():
            yield from ((f"{each} ", len(begun)) for each in runner.commands_like(begun))
            return
        words = shlex.split(before)
        for each in _values(runner.context(), words, begun, run):
            yield f'"{each}" ' if " " in each else f"{each} ", len(begun)


def _begun(text: str, whole: Iterable[str]) -> Iterator[Offered]:
    """Yield what begins with all of the text, whichever its case."""
    return ((each, len(text)) for each in whole if each.casefold().startswith(text.casefold()))


def _values(above: Any, words: list[str], begun: str, run: DaySession) -> list[str]:  # noqa: ANN401 - Typer keeps its class to itself
    """Return what the command that these words begin offers next."""
    words = with_citizen(above, words, run)
    at, _ = looked_into(above, words)
    param = None if begun.startswith("-") else _asked_next(at, words)
    return [each.value for each in (param or at.command).shell_complete(at, begun)]


def _asked_next(at: Any, words: list[str]) -> Any:  # noqa: ANN401 - as above
    """Return the option whose value comes next, else the next argument; None in a group."""
    for param in at.command.params:
        is_option = param.param_type_name == "option"
        if is_option and not param.is_flag and words[-1] in param.opts:
            return param
    for param in at.command.params:
        if param.param_type_name == "argument" and not is_typed(at, param.name):
            return param
    return None
