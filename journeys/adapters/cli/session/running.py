"""Running a line of a session: the script's own commands, in this process.

Each line has a context of its own, so that nothing of one command is left for the next. What would
end the script is said, and the session goes on.
"""

import shlex
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import typer
from typer import TyperException
from typer.core import TyperGroup

from journeys.adapters.cli.input.who import ASK
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.usage import BEFORE_THE_COMMAND
from journeys.adapters.cli.session.context import DaySession
from journeys.adapters.words.language import say
from journeys.domain.errors import Erased
from journeys.domain.message import Message

ENDING = (errors.PIPE_CLOSED, errors.UNWRITTEN)
"""Exit codes after which nothing can be shown any more."""

BEFORE = Message(
    "In a session, {option} holds for all of it: give it where you start the session. With --json, "
    "a command is typed alone, as in: journeys --json show ID"
)


def words_of(line: str) -> list[str]:
    """Return the words of a line, as a shell would split it. Raises TyperException."""
    try:
        return shlex.split(line)
    except ValueError:
        raise TyperException(
            'A quotation mark is missing. Put what somebody said between two: "like this"'
        ) from None


class Runner:
    """Runs commands for a session, each in a context that is made for it."""

    def __init__(self, started: Any, run: DaySession) -> None:  # noqa: ANN401 - Typer keeps its class to itself
        """Keep the context of the command that began the session."""
        self._root = started.find_root()
        self._run = run

    def context(self) -> Any:  # noqa: ANN401 - as above
        """Return a new context of the script, with the options that the session began with."""
        root = self._root
        new = type(root)(
            root.command,
            info_name=root.info_name,
            obj=self._run,
            help_option_names=root.help_option_names,
        )
        new.params = {**root.params}
        return new

    def is_command(self, word: str) -> bool:
        """Return whether a line that begins with this word is a command."""
        return self._root.command.get_command(self._root, word) is not None

    def commands_like(self, beginning: str) -> Iterator[str]:
        """Yield the names of the commands that begin like this."""
        offered = self._root.command.shell_complete(self.context(), beginning)
        return (each.value for each in offered)

    def run(self, words: Sequence[str]) -> int:
        """Run a command, say what came of it, and return its exit code."""
        return self.carry_out(lambda: self.invoke(words))

    def carry_out(self, work: Callable[[], object]) -> int:
        """Do something, say the error that ended it, and return its exit code."""
        before = self._run.day.counts
        try:
            work()
        except typer.Exit as ended:
            return ended.exit_code
        except (KeyboardInterrupt, EOFError, typer.Abort):
            is_as_before = self._run.day.counts == before
            what = say("Stopped. Nothing was recorded.") if is_as_before else say("Stopped.")
            typer.echo(f"\n{what}", err=True)
            return errors.INTERRUPTED
        except BrokenPipeError:
            errors.give_up_output()
            return errors.PIPE_CLOSED
        except Exception as raised:  # noqa: BLE001 - as the script itself
            if isinstance(raised, Erased):
                self._run.day.forget(raised.journey)
            return self.say(raised)
        return 0

    def say(self, raised: Exception) -> int:
        """Say an error, and return its exit code."""
        return errors.said(raised, as_json=False, debug=self._root.params["debug"])

    def invoke(self, words: Sequence[str]) -> None:
        """Run a command; raises what ends it."""
        if words[0].partition("=")[0] in BEFORE_THE_COMMAND:
            raise TyperException(Message(BEFORE, option=words[0].partition("=")[0]))
        with self.context() as above:
            typed = with_citizen(above, [*words], self._run)
            name, command, rest = above.command.resolve_command(above, typed)
            above.invoked_subcommand = name
            with command.make_context(name, rest, parent=above) as ctx:
                command.invoke(ctx)


def looked_into(above: Any, words: Sequence[str]) -> tuple[Any, list[str]]:  # noqa: ANN401 - Typer keeps its class to itself
    """Return the context of the command that words begin, and the words after its name.

    Nothing is asked or refused: it is looked at before it runs, or while it is typed.
    """
    at, command, rest = above, above.command, [*words]
    while isinstance(command, TyperGroup) and rest:
        name, command, rest = command.resolve_command(at, rest)
        if command is None:
            return at, rest
        at = command.make_context(name, [*rest], parent=at, resilient_parsing=True)
    return at, rest


def with_citizen(above: Any, words: list[str], run: DaySession) -> list[str]:  # noqa: ANN401 - as above
    """Return the words of a command, with the chosen citizen where it takes a journey.

    The journey is its first argument: it stands there already where as many arguments are typed as
    the command takes, or where the first is `-`.
    """
    if run.day.citizen is None:
        return words
    at, rest = looked_into(above, words)
    taken = [each for each in at.command.params if each.param_type_name == "argument"]
    if not taken or taken[0].name != "journey":
        return words
    given = [each.name for each in taken if is_typed(at, each.name)]
    if at.args or len(given) == len(taken) or at.params["journey"] == ASK:
        return words
    return [*words[: len(words) - len(rest)], str(run.day.citizen), *rest]


def is_typed(at: Any, name: str) -> bool:  # noqa: ANN401 - as above
    """Return whether an argument is among the words that were typed."""
    source = at.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"
