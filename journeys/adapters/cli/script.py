"""The script as a group of commands, each imported when it is asked for; every error ends here."""

import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from journeys.adapters.cli.command_index import ALIASES, PARTS, imported, listed
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.speaking import language_of, speak
from journeys.adapters.words.language import Language, say, spoken


class Script(TyperGroup):
    """The script as a whole: every error ends here, in one sentence and an exit code.

    `commands` holds those that were asked for; `PARTS` names them all.
    """

    language: Language | None = None
    """In which language it speaks; None before it runs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Typer keeps its class to itself
        """Return the names of all commands and groups; none is imported."""
        return list(PARTS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - as above
        """Return the command or group of this name, imported where it is asked for first."""
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name in PARTS and cmd_name not in self.commands:
            new = imported(cmd_name)
            if self.language is not None:
                for command in new.values():
                    speak(command, self.language)
            self.commands.update(new)
        return self.commands.get(cmd_name)

    def import_all(self) -> None:
        """Import every command, in the order of the help."""
        found = {name: self.get_command(None, name) for name in PARTS}
        self.commands.clear()
        self.commands.update(found)

    def outline(self) -> TyperGroup:
        """Return the same group with names and helps alone: no command is imported for it."""
        commands = {
            name: TyperCommand(name, help=say(each.help), rich_help_panel=say(each.panel))
            for name, each in listed().items()
        }
        return TyperGroup(
            name=self.name,
            commands=commands,  # type: ignore[arg-type] # Typer keeps its class to itself
            params=self.params,
            help=self.help,
            epilog=self.epilog,
        )

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Print the help of the script."""
        self.outline().format_help(ctx, formatter)

    def shell_complete(self, ctx: Any, incomplete: str) -> Any:  # noqa: ANN401 - as above
        """Return the commands and options that begin like this."""
        return self.outline().shell_complete(ctx, incomplete)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """Return the command that is typed. Raises UsageError, which names those like it."""
        if args[0] not in PARTS and args[0] not in ALIASES:
            return self.outline().resolve_command(ctx, args)
        return super().resolve_command(ctx, args)

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,  # noqa: ARG002, FBT001, FBT002 - Typer's own signature
        windows_expand_args: bool = True,  # noqa: FBT001, FBT002 - Typer's own signature
        **extra: object,
    ) -> NoReturn:
        """Run one command and leave with its exit code."""
        given = list(sys.argv[1:] if args is None else args)
        self.language = language = language_of(given)
        with spoken(language):
            try:
                speak(self, language)
                code = super().main(
                    given,
                    prog_name,
                    complete_var,
                    standalone_mode=False,
                    windows_expand_args=windows_expand_args,
                    **extra,
                )
            except typer.Abort:  # the answer to a question was the end of all input
                sys.exit(errors.INTERRUPTED)
            except Exception as raised:  # noqa: BLE001 - only developers want a traceback
                as_json, debug = "--json" in given, "--debug" in given
                sys.exit(errors.said(raised, as_json=as_json, debug=debug))
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: Any) -> None:  # noqa: ANN401 - Typer keeps its class to itself
        """Run the command, and end quietly where the reader of a pipe stops (`| head`)."""
        try:
            super().invoke(ctx)
            if sys.stdout is not None:  # it is None where a host closed it
                sys.stdout.flush()
        except BrokenPipeError:
            errors.give_up_output()
            raise typer.Exit(errors.PIPE_CLOSED) from None
