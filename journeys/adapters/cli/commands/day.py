"""The command that holds a session: a whole day at one prompt, with the script's own commands."""

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK
from journeys.adapters.cli.input.context import session

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def day(ctx: typer.Context) -> None:
    """Dag: a session: your desk, then a citizen chosen by name, and every command about them.

    Type a name, then commands without journeys and without an id: talk, wish, subgoal reach. TAB
    completes. /help shows more, /exit or Ctrl-D ends it. The lines you type are kept in no file.
    """
    from journeys.adapters.cli.session.context import DaySession
    from journeys.adapters.cli.session.ending import ended_by_signals
    from journeys.adapters.cli.session.loop import hold

    run = session(ctx)
    if isinstance(run, DaySession):
        raise TyperException("You are in a session already: type a name, or a command")
    if run.as_json:
        raise TyperException(
            "A session speaks with people: --json is for single commands, as in: journeys --json "
            "show ID"
        )
    with ended_by_signals(), run.journeys() as journeys:
        code = hold(ctx, DaySession.of(run, journeys))
    raise typer.Exit(code)
