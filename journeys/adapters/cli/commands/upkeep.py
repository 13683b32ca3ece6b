"""Commands about the store: make it ready, and the demo, which has one of its own."""

import typer

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.each_municipality import each_municipality
from journeys.adapters.words.language import say

app = typer.Typer()


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
