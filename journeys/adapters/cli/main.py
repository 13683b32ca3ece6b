"""The script: its options before the command, and what it says without one."""

import os
from pathlib import Path
from typing import Annotated, NoReturn, get_args

import typer
from typer import TyperException

from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.chosen import chosen
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.encodings import write_utf8
from journeys.adapters.cli.output.speaking import OPTION
from journeys.adapters.cli.script import Script
from journeys.adapters.words.language import LANGUAGES, SETTING, say
from journeys.app.ports.outdated import Outdated
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


ROLE = Choice("role", ROLES, Message("There is no such role; there are: {known}."))
LANGUAGE = Choice("lang", LANGUAGES, Message("The languages are: {known}."))
OUTDATED = Choice("outdated", get_args(Outdated), Message("There are: {known}."))


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
            **one_of(ROLE) | {"metavar": "ROLE"},
            help="In which role: {choices}.",
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
            **one_of(OUTDATED),
            help="What to do with read tables that another version made.",
        ),
    ] = "keep",
    _language: Annotated[
        str | None,
        typer.Option(
            OPTION,
            envvar=SETTING,
            **one_of(LANGUAGE),
            show_default="that of the locale, else da",
            help="In which language to speak.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, for scripts.")] = False,
    as_csv: Annotated[
        bool, typer.Option("--csv", help="Answer with a table as CSV, for a spreadsheet.")
    ] = False,
    for_excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="Answer with a table as a Danish Excel opens it; also --csv excel."
        ),
    ] = False,
    with_names: Annotated[
        bool, typer.Option("--names", help="With names in JSON and CSV, too; each is a look.")
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
    as_csv = as_csv or for_excel
    if as_json or for_excel:
        write_utf8()
    ctx.obj = Session(
        *(store, named, role, purpose, settings, outdated, as_json, as_csv),
        chosen=chosen(municipalities, only, store, settings),
        for_excel=for_excel,
        with_names=with_names,
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
