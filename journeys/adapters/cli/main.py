"""The script: its options before the command, its commands, and how it ends."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, NoReturn, get_args

import typer
from typer import TyperException
from typer.core import TyperGroup

from journeys.adapters.cli.commands import (
    access,
    at_once,
    audit,
    batch,
    citizen,
    company,
    erasing,
    helping,
    imports,
    keys,
    law,
    measures,
    money,
    moving,
    overview,
    pages,
    path,
    pension,
    people,
    plan,
    read,
    rebuilding,
    rulings,
    safety,
    schemas,
    sealing,
    strengths,
    subject,
    upkeep,
    vocabulary,
    work,
)
from journeys.adapters.cli.input import questions
from journeys.adapters.cli.input.arguments import MUNICIPALITY, PEOPLE, RECORD, SAFETY, WAY
from journeys.adapters.cli.input.completing import among
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output import errors
from journeys.adapters.cli.output.speaking import OPTION, language_of, speak
from journeys.adapters.words.language import SETTING, parse_language, say, spoken
from journeys.app.ports.maintenance import Outdated
from journeys.domain.message import Message
from journeys.domain.permissions import ROLES

FIRST = Message("""\
No journey is kept here yet: there is no store at {store}

Look around:            journeys demo
Make a first journey:   journeys open --municipality 621 --basis kontanthjælp
Read the first steps:   journeys help first-steps
See all there is:       journeys --help""")


class Script(TyperGroup):
    """The script as a whole: every error ends here, in one sentence and an exit code."""

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
        language = language_of(given)
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
            except typer.Abort:  # whoever was asked answered with the end of all input
                sys.exit(errors.INTERRUPTED)
            except Exception as raised:  # noqa: BLE001 - nobody but a developer wants a traceback
                error = errors.unwritten(raised) if isinstance(raised, OSError) else raised
                errors.tell(error, as_json="--json" in given, debug="--debug" in given)
                sys.exit(errors.exit_code(error))
        sys.exit(code if isinstance(code, int) else 0)

    def invoke(self, ctx: Any) -> None:  # noqa: ANN401 - Typer keeps its class to itself
        """Run the command, and end quietly where nobody reads on (`| head`)."""
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
            help="Formål: why you look, as the citizen may read it; it is logged.",
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
            help="Sprog: in which language to speak.",
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
    """Forløb: journeys toward work, with the economic safety to try.

    These options stand before the command: journeys --json show ID.
    """
    from journeys.adapters.cli.output import logs

    logs.configure(debug=debug)
    _speak_utf8(as_json=as_json)
    ctx.obj = Session(store, named, role, purpose, settings, outdated, as_json, as_csv)
    if as_csv:
        from journeys.adapters.cli.output.sheets import TABLES, no_table

        if ctx.invoked_subcommand not in TABLES:
            raise no_table()
    if ctx.invoked_subcommand is None:
        _asked_nothing(ctx)


def _asked_nothing(ctx: typer.Context) -> NoReturn:
    """Say what one can ask: all there is, or where no store is yet, the first things to do."""
    told = session(ctx)
    if told.as_json:
        raise TyperException("No command was given. `journeys help` tells what there is")
    if told.file is None or told.file.exists():
        typer.echo(ctx.get_help())
    else:
        typer.echo(say(FIRST, store=told.file))
    raise typer.Exit(errors.USAGE)


def _speak_utf8(*, as_json: bool) -> None:
    """Let no letter that a terminal does not know end an answer half-way."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is None:
        return
    if as_json:
        reconfigure(encoding="utf-8")
    else:
        reconfigure(errors="replace")


app.add_typer(helping.app)
app.add_typer(schemas.app)
app.add_typer(read.app)
app.add_typer(overview.app)
app.add_typer(pages.app)
app.add_typer(safety.app)
app.add_typer(subject.app)
app.add_typer(vocabulary.app)
app.add_typer(people.app)
app.add_typer(company.app)
app.add_typer(at_once.app)
for name, group in (
    ("citizen", citizen.app),
    ("handover", people.handover),
    ("relative", company.relative),
    ("mentor", company.mentor),
):
    app.add_typer(group, name=name, rich_help_panel=PEOPLE)
app.add_typer(path.app)
for name, group in (
    ("subgoal", path.subgoal),
    ("plan", plan.app),
    ("strength", strengths.app),
    ("community", strengths.community),
):
    app.add_typer(group, name=name, rich_help_panel=WAY)
for name, group in (("ruling", rulings.app), ("measure", measures.app), ("aid", measures.aid)):
    app.add_typer(group, name=name, rich_help_panel=MUNICIPALITY)
for name, group in (
    ("placement", work.placement),
    ("education", work.education),
    ("workplace", work.workplace),
    ("pension", pension.app),
):
    app.add_typer(group, name=name, rich_help_panel=SAFETY)
app.add_typer(law.app, name="law", rich_help_panel=SAFETY)
app.add_typer(money.app)
app.add_typer(upkeep.app)
app.add_typer(batch.app)
app.add_typer(rebuilding.app)
app.add_typer(erasing.app)
audit.app.add_typer(sealing.app)
audit.app.add_typer(erasing.receipts)
audit.app.add_typer(moving.leaving)
imports.app.add_typer(moving.arriving)
app.add_typer(audit.app, name="audit", rich_help_panel=RECORD)
app.add_typer(access.app, name="access", rich_help_panel=RECORD)
app.add_typer(keys.app, name="keys", rich_help_panel=RECORD)
app.add_typer(imports.app, name="import", rich_help_panel=RECORD)
questions.ask(app)
