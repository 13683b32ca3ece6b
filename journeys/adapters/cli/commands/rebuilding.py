"""Commands about the read tables (read models): their status, a check, and a rebuild."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.each_municipality import each_municipality
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import say, say_of
from journeys.app.ports.maintenance import Difference, Rebuilt

app = typer.Typer()


def _read_tables() -> list[str]:
    """Return the names of the read tables; the help needs no database library."""
    from journeys.adapters.sql.readmodels.tables import VERSIONS

    return list(VERSIONS)


@app.command(rich_help_panel=RECORD)
@each_municipality
def rebuild(
    ctx: typer.Context,
    *,
    workers: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many processes make rows at the same time.")
    ] = 1,
    only: Annotated[
        list[str] | None,
        typer.Option(
            metavar="TABLE",
            autocompletion=_read_tables,
            help="Only this read table; may be given several times.",
        ),
    ] = None,
    drop: Annotated[
        bool, typer.Option("--drop", help="Remove what an interrupted rebuild has made, and stop.")
    ] = False,
) -> None:
    """Genopbyg: rebuild the read tables from what was recorded; nothing recorded changes.

    Reading and recording go on meanwhile. An interrupted rebuild is resumed.
    """
    run = session(ctx)
    with run.journeys() as journeys:
        if drop:
            there = journeys.maintenance.abandon_rebuild()
            run.tell(
                {"dropped": there}, say("It was removed.") if there else say("There was none.")
            )
            return
        with reported(say("Rebuilding")) as progress:
            rebuilt = journeys.maintenance.rebuild(
                workers=workers, only=only or (), progress=progress
            )
    _tell(run, rebuilt)
    if rebuilt.set_aside:
        raise typer.Exit(REFUSED)


@app.command(rich_help_panel=RECORD)
@each_municipality
def status(ctx: typer.Context) -> None:
    """Tilstand: the end of the log, and whether the read tables are up to date with it."""
    from journeys.adapters.cli.output.forms.counts import status as drawn

    run = session(ctx)
    with run.journeys() as journeys:
        run.answer(journeys.maintenance.status(), drawn)


@app.command(rich_help_panel=RECORD)
@each_municipality
def check(
    ctx: typer.Context,
    *,
    sample: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Only so many journeys, chosen by chance."),
    ] = None,
) -> None:
    """Kontrol: compare the read tables with what was recorded. Ends with 1 where they differ."""
    run = session(ctx)
    with run.journeys() as journeys:
        found = list(journeys.maintenance.check(sample))
    lines = [_differs(each) for each in found] or [say("Every row is what was recorded.")]
    run.tell({"differences": [each.model_dump() for each in found]}, "\n".join(lines))
    if found:
        raise typer.Exit(REFUSED)


def _differs(found: Difference) -> str:
    if found.of == "employer":
        return _of_employer(found)
    if not found.table:
        return say(
            "Journey {journey} cannot be read. {what}", journey=found.journey, what=found.what
        )
    return say(
        "Journey {journey}, {table} {nr}: {what}.",
        **found.model_dump(exclude={"what", "of"}),
        what=found.what,
    )


def _of_employer(found: Difference) -> str:
    if not found.table:
        return say(
            "Employer {employer} cannot be read. {what}", employer=found.journey, what=found.what
        )
    return say(
        "Employer {employer}, {table} {nr}: {what}.",
        employer=found.journey,
        table=found.table,
        nr=found.nr,
        what=found.what,
    )


def _tell(run: Session, rebuilt: Rebuilt) -> None:
    lines = [
        say_of(
            rebuilt.journeys,
            "The read tables were rebuilt, for {count} journey.",
            "The read tables were rebuilt, for {count} journeys.",
        )
    ]
    if rebuilt.resumed:
        lines.append(say("Resumed a rebuild that was interrupted, or is under way elsewhere."))
    for journey, why in rebuilt.set_aside.items():
        lines.append(
            say("Set aside with the rows it had, {journey}: {why}", journey=journey, why=why)
        )
    facts = {
        "rebuilt": rebuilt.journeys,
        "resumed": rebuilt.resumed,
        "set_aside": dict(rebuilt.set_aside),
    }
    run.tell(facts, "\n".join(lines))
