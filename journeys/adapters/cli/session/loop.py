"""The loop of a session: a prompt, a line, and what comes of it."""

import difflib
import sys
from functools import partial
from typing import Any

import typer
from typer import TyperException

from journeys.adapters.cli.session.citizen import choose
from journeys.adapters.cli.session.closing import closing
from journeys.adapters.cli.session.completing import offered
from journeys.adapters.cli.session.context import DaySession
from journeys.adapters.cli.session.lines import line_reader
from journeys.adapters.cli.session.running import ENDING, Runner, words_of
from journeys.adapters.cli.session.slashes import ALL, EXIT, HELP, OUT, help_lines, slash
from journeys.adapters.words.language import say
from journeys.domain.message import Message

DESK, WHOLE_DESK = ("desk",), ("desk", "--all")
PROMPT = Message("day> ")


def hold(started: Any, run: DaySession) -> int:  # noqa: ANN401 - Typer keeps its class to itself
    """Show the desk, carry out line after line, and say what was recorded. Return the exit code.

    It is 0 at a terminal; from a pipe that of the first line that was not carried out.
    """
    runner = Runner(started, run)
    read = line_reader(partial(offered, runner, run))
    code = runner.run(DESK)
    first_failed = 0
    while code not in ENDING:
        try:
            line = read(_prompt(run)).strip()
        except KeyboardInterrupt:  # it empties the line, as in a shell
            continue
        except EOFError:
            break
        except TyperException as error:
            code = runner.say(error)
        else:
            if slash(line) == EXIT:
                break
            code = carried_out(line, runner, run)
        first_failed = first_failed or code
    if code in ENDING:
        return code
    runner.carry_out(lambda: typer.echo(closing(run)))
    return 0 if sys.stdin is not None and sys.stdin.isatty() else first_failed


def _prompt(run: DaySession) -> str:
    """Return the prompt: with the name of the citizen, once one is chosen."""
    journey = run.day.citizen
    return say(PROMPT) if journey is None else f"{run.day.prompt_name(journey)}> "


def carried_out(line: str, runner: Runner, run: DaySession) -> int:
    """Carry out a line, and return its exit code: a word of the session, a command, or a name."""
    if not line:
        return 0
    if line.startswith("/"):
        return runner.carry_out(lambda: _slash(line, runner, run))
    first = line.split(maxsplit=1)[0]
    if (
        (first.startswith("-") and first != line)
        or line.startswith("--")
        or runner.is_command(first)
    ):
        return runner.carry_out(lambda: runner.invoke(words_of(line)))
    code = runner.carry_out(lambda: _choose(line, runner, run))
    likely = difflib.get_close_matches(first.lower(), [*runner.commands_like("")]) if code else []
    if likely:
        typer.echo(say("Did you mean the command {command}?", command=likely[0]), err=True)
    return code


def _choose(line: str, runner: Runner, run: DaySession) -> None:
    with runner.context() as ctx:
        choose(ctx, run, line)


def _slash(line: str, runner: Runner, run: DaySession) -> None:
    match slash(line):
        case word if word == ALL:
            runner.invoke(WHOLE_DESK)
        case word if word == OUT:
            run.day.citizen = None
        case word if word == HELP:
            typer.echo(help_lines())
        case _:
            raise TyperException("There is no such word. /help shows what can be typed")
