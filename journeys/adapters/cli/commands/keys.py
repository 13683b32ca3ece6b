"""Commands about the master key, which wraps every key in a store."""

import os

import typer

from journeys.adapters.cli.input.context import session
from journeys.adapters.words.language import say

NEW = "JOURNEYS_NEW_MASTER_KEY"

app = typer.Typer(help="The master key, which wraps the keys of a store.")


@app.command()
def new(ctx: typer.Context) -> None:
    """Ny nøgle: print a new master key, for JOURNEYS_MASTER_KEY."""
    from journeys.adapters.files.master_key import MasterKey

    text = MasterKey.new().text
    session(ctx).tell({"key": text}, text)


@app.command()
def rotate(ctx: typer.Context) -> None:
    """Skift nøgle: wrap the keys of a store with a new master key. Nothing recorded is touched.

    The key file beside a store is given a new key. Where the key comes from JOURNEYS_MASTER_KEY,
    the new one is read from JOURNEYS_NEW_MASTER_KEY.
    """
    from journeys.adapters import wiring
    from journeys.adapters.files.master_key import key_from_environment

    run = session(ctx)
    count = wiring.rotate(run.url, keys=run.keys, new=key_from_environment(os.environ, NEW))
    run.tell(
        {"wrapped": count},
        say(
            "{count} keys are wrapped with the new master key. Every program that has this store "
            "open must open it again. Destroy the old key when no copy of the store that needs it "
            "is kept any more.",
            count=count,
        ),
    )
