"""The script: its options before the command, its commands, and how it ends."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn, get_args

import typer
from typer import TyperException
from typer.core import TyperCommand, TyperGroup

from journeys.adapters.cli.command_index import PARTS, imported, listed
from journeys.adapters.cli.input.chosen import chosen
from journeys.adapters.cli.input.completing import among
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.speaking import OPTION, language_of, speak
from journeys.adapters.words.language import SETTING, Language, parse_language, say, spoken
from journeys.app.ports.maintenance import Outdated
from journeys.domain.message import Message

ROLES = (
    "citizen",
    "relative",
    "caseworker",
    "manager",
    "mentor",
    "project-leader",
    "employer",
    "external-provider",
    "service",
    "auditor",
)
"""The roles there are. A test compares them with the domain's table, which brings every verb."""

NO_STORE_YET = Message("""\
No journey is kept here yet: there is no store at {store}

Look around:            journeys demo
Make a first journey:   journeys open --municipality 621 --basis kontanthjælp
Read the first steps:   journeys help first-steps
See all there is:       journeys --help""")


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
        if args[0] not in PARTS:
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
                error = errors.unwritten(raised) if isinstance(raised, OSError) else raised
                errors.tell(error, as_json="--json" in given, debug="--debug" in given)
                sys.exit(errors.exit_code(error))
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


app = typer.Typer(
    cls=Script,
    invoke_without_command=True,
    epilog=errors.CODES,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:  # noqa: FBT001 - Typer's own signature
    if asked:
        from importlib.metadata import version

        typer.echo(f"journeys {version('journeys')}")
        raise typer.Exit


def _role(typed: str) -> str:
    if typed not in ROLES:
        raise ValueError(
            Message("There is no such role; there are: {roles}.", roles=", ".join(ROLES))
        )
    return typed


def _outdated(typed: str) -> str:
    if typed not in get_args(Outdated):
        raise ValueError(Message("There are: {known}.", known=", ".join(get_args(Outdated))))
    return typed


@app.callback()
def options(
    ctx: typer.Context,
    *,
    store: Annotated[
        str | None,
        typer.Option(
            envvar="JOURNEYS_STORE",
            metavar="FILE|URL",
            show_default="a file of your own",
            help="Where the journeys are: x.db, sqlite:///x.db or postgresql://host/database.",
        ),
    ] = None,
    named: Annotated[
        str | None,
        typer.Option(
            "--as",
            envvar="JOURNEYS_ACTOR",
            metavar="NAME",
            show_default="your user name",
            help="Who does it.",
        ),
    ] = None,
    role: Annotated[
        str,
        typer.Option(
            envvar="JOURNEYS_ROLE",
            metavar="ROLE",
            parser=_role,
            autocompletion=among(ROLES),
            help=f"In which role: {', '.join(ROLES)}.",
        ),
    ] = "caseworker",
    purpose: Annotated[
        str | None,
        typer.Option(
            envvar="JOURNEYS_PURPOSE",
            metavar="TEXT",
            show_default="what your role looks for",
            help="Why you look, as the citizen may read it; it is logged.",
        ),
    ] = None,
    settings: Annotated[
        Path | None,
        typer.Option(
            envvar="JOURNEYS_SETTINGS",
            metavar="FILE",
            help="The municipality's own codes, deadlines, rates and instruments.",
        ),
    ] = None,
    municipalities: Annotated[
        Path | None,
        typer.Option(
            envvar="JOURNEYS_MUNICIPALITIES",
            metavar="FILE",
            help="A file of many municipalities, in place of --store: upkeep is run for each.",
        ),
    ] = None,
    only: Annotated[
        str | None,
        typer.Option(metavar="CODES", help="Which municipalities of that file, by code: 621,657."),
    ] = None,
    outdated: Annotated[
        str,
        typer.Option(
            envvar="JOURNEYS_OUTDATED",
            metavar="keep|rebuild",
            parser=_outdated,
            autocompletion=among(get_args(Outdated)),
            help="What to do with read tables that another version made.",
        ),
    ] = "keep",
    _language: Annotated[
        str | None,
        typer.Option(
            OPTION,
            envvar=SETTING,
            metavar="da|en",
            parser=parse_language,
            show_default="that of the locale, else da",
            help="In which language to speak.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Answer with a table as CSV, for a spreadsheet.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Say more, and where an error came from.")
    ] = False,
    _version_asked: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Say which version."),
    ] = False,
) -> None:
    """Journeys toward work, with the economic safety to try.

    These options stand before the command: journeys --json show ID.
    """
    from journeys.adapters.cli.output import logs

    logs.configure(debug=debug)
    _write_utf8(as_json=as_json)
    ctx.obj = Session(
        *(store, named, role, purpose, settings, outdated, as_json, as_csv),
        chosen=chosen(municipalities, only, store, settings),
    )
    if as_csv:
        from journeys.adapters.cli.output.sheets import TABLES, no_table

        if ctx.invoked_subcommand not in TABLES:
            raise no_table()
    if ctx.invoked_subcommand is None:
        _no_command(ctx)


def _no_command(ctx: typer.Context) -> NoReturn:
    """Print the help; where no store is yet, the first things to do."""
    run = session(ctx)
    if run.as_json:
        raise TyperException("No command was given. `journeys help` tells what there is")
    file = run.file if run.chosen is None else None
    if file is None or os.path.lexists(file):
        typer.echo(ctx.get_help())
    else:
        typer.echo(say(NO_STORE_YET, store=file))
    raise typer.Exit(errors.USAGE)


def _write_utf8(*, as_json: bool) -> None:
    """Let an answer not break at a letter that the terminal does not know."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is None:
        return
    if as_json:
        reconfigure(encoding="utf-8")
    else:
        reconfigure(errors="replace")
