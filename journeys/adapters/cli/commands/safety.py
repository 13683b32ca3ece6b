"""The command that shows the economic safety: as a page for staff, or as a letter to hand over."""

from functools import partial
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, JourneyArgument, KnownAt, SeenOn
from journeys.adapters.cli.input.context import session

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def safety(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    on: SeenOn,
    known_at: KnownAt = None,
    letter: Annotated[
        bool, typer.Option("--letter", help="As a letter in plain Danish, to be handed over.")
    ] = False,
    full: Annotated[
        bool,
        typer.Option(
            "--full", help="With the rules, what is not known, and sources: with --letter."
        ),
    ] = False,
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The letter as Markdown: with --letter.")
    ] = False,
) -> None:
    """Økonomisk tryghed: the answer about the pension, the way back, and what must be verified."""
    from journeys.adapters.cli.output.forms.safety import safety as form
    from journeys.projections.safety.letter import letter as letter_of

    run = session(ctx)
    if full and not letter:
        raise TyperException("--full needs --letter.")
    if markdown and (not letter or run.as_json):
        raise TyperException("--markdown needs --letter, and cannot be combined with --json.")
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        view = run.looking(journeys).safety(journey_id, on=on, known_at=known_at)
        # A letter is handed over: the citizen's name is written on it by hand.
        names = run.names(journeys, [] if letter else [journey_id])
    if not letter:
        run.answer(view, partial(form, names=names), names)
        return
    rendered = letter_of(view, full=full)
    if run.as_json:
        typer.echo(rendered.model_dump_json(indent=2))
    else:
        typer.echo(rendered.markdown if markdown else rendered.text, nl=False)
        run.say_left_out(view)
