"""The script as a group of commands, each imported when it is asked for; every error ends here."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from journeys.adapters.cli.command_index import ALIASES, PARTS, imported, listed
from journeys.adapters.cli.input.naming import NamedGroup
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.danish import shown
from journeys.adapters.cli.output.encodings import write_every_letter
from journeys.adapters.cli.output.installing import in_spoken_language
from journeys.adapters.cli.output.speaking import (
    has_option,
    language_of,
    set_typers_language,
    speak,
)
from journeys.adapters.words.language import Language, say, spoken


def _with_excel(typed: Sequence[str]) -> list[str]:
    """Return what was typed with `--excel` for `--csv excel`: Typer has no value of a flag."""
    given = list(typed)
    if "--csv" in given[:-1] and given[(at := given.index("--csv")) + 1] == "excel":
        given[at : at + 2] = ["--excel"]
    return given


class Script(NamedGroup):
    """The script as a whole: every error ends here, in one sentence and an exit code.

    `commands` holds those that were asked for; `PARTS` names them all.
    """

    language: Language | None = None
    """In which language it speaks; None before it runs."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - Typer keeps its class to itself
        """Return the English names of all commands and groups; none is imported."""
        return list(PARTS)

    def all_names(self) -> list[str]:
        """Return the same."""
        return list(PARTS)

    def meant(self, typed: str) -> str | None:
        """Return the English name of the command that is typed, by any of its names, or None."""
        return super().meant(typed) or ALIASES.get(typed)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002 - as above
        """Return the command or group of this name, imported where it is asked for first."""
        name = self.meant(cmd_name) or cmd_name
        if name in PARTS and name not in self.commands:
            new = imported(name)
            if self.language is not None:
                for english, command in new.items():
                    speak(command, self.language, english)
            self.commands.update(new)
        return self.commands.get(name)

    def import_all(self) -> None:
        """Import every command, in the order of the help."""
        found = {name: self.get_command(None, name) for name in PARTS}
        self.commands.clear()
        self.commands.update(found)

    def outline(self) -> TyperGroup:
        """Return the same group with names and helps alone: no command is imported for it."""
        lines = {shown("commands", "", name): each for name, each in listed().items()}
        commands = {
            name: TyperCommand(name, help=say(each.help), rich_help_panel=say(each.panel))
            for name, each in lines.items()
        }
        return NamedGroup(
            name=self.name,
            commands=commands,  # type: ignore[arg-type] # Typer keeps its class to itself
            params=self.params,
            help=self.help,
            epilog=self.epilog,
            options_metavar=self.options_metavar,
            subcommand_metavar=self.subcommand_metavar,
        )

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Print the help of the script."""
        self.outline().format_help(ctx, formatter)

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
        given = _with_excel(sys.argv[1:] if args is None else args)
        before, language = self.language, language_of(given)
        self.language = language
        write_every_letter()
        with spoken(language):
            try:
                self._install_aloud()
                set_typers_language(language)
                if language != before:  # a host that runs it again mostly stays with one language
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
                as_json, debug = "--json" in given, has_option(given, "debug")
                sys.exit(errors.said(raised, as_json=as_json, debug=debug))
        sys.exit(code if isinstance(code, int) else 0)

    def _install_aloud(self) -> None:
        """Let what installs completion speak the language that is spoken; once is enough."""
        for param in self.params:
            if param.name == "install_completion" and not hasattr(param, "in_english"):
                param.callback = in_spoken_language(param.callback)  # type: ignore[arg-type] # it has one

    def make_context(self, info_name: Any, args: Any, parent: Any = None, **extra: Any) -> Any:  # noqa: ANN401 - as above
        """Read the options before the command; --help and --version answer at once."""
        with _to_its_reader():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> None:  # noqa: ANN401 - as above
        """Run the command."""
        with _to_its_reader():
            super().invoke(ctx)


@contextmanager
def _to_its_reader() -> Iterator[None]:
    """Write an answer out, and end quietly where the reader of a pipe stops (`| head`)."""
    try:
        try:
            yield
        except typer.Exit:
            _write_out()
            raise
        _write_out()
    except BrokenPipeError:
        errors.give_up_output()
        raise typer.Exit(errors.PIPE_CLOSED) from None


def _write_out() -> None:
    if sys.stdout is not None:  # it is None where a host closed it
        sys.stdout.flush()
