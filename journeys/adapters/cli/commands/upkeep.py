"""Commands about the record and its store: retract an entry, make a store ready, the demo."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import (
    RECORD,
    DryRun,
    JourneyArgument,
    On,
    RequestId,
    Sure,
)
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.each_municipality import each_municipality
from journeys.adapters.cli.input.recording import TypedRequest, record
from journeys.adapters.words.language import say
from journeys.domain.decisions.corrections import retract as retraction

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
def retract(
    ctx: typer.Context,
    journey: JourneyArgument,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The entry, as timeline shows it.")],
    *,
    why: Annotated[str, typer.Option(metavar="TEXT", help="What was wrong about it.")],
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Rettelse: retract an entry. It stays readable, and no longer counts."""
    record(
        ctx,
        journey,
        TypedRequest(request_id, dry_run, ["retract", entry, why], sure),
        lambda history, book, actor, today: retraction(
            history, actor, book, today=today, entry=entry, why=why, on=on
        ),
    )


@app.command(rich_help_panel=RECORD)
@each_municipality
def init(ctx: typer.Context) -> None:
    """Klargør: make the store ready, or bring it up to date after an upgrade."""
    from journeys.adapters import wiring

    run = session(ctx)
    run.make_folder()
    before = wiring.init(run.url, keys=run.keys, book=run.book)
    done = {
        "empty": say("The store is ready. It was empty."),
        "older": say(
            "The store is up to date. It was made by an older version; its read tables were "
            "rebuilt."
        ),
        "current": say("The store was up to date already."),
    }
    run.tell({"before": before}, done[before])


@app.command(rich_help_panel=RECORD)
def demo(ctx: typer.Context) -> None:
    """Prøvetur: the whole path of an invented pensioner, in a store that is thrown away."""
    from journeys.adapters.cli.commands.demo import play

    play(session(ctx))
