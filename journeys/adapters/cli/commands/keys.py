"""Commands about the master key, which wraps every key in a store."""

import os

import typer

from journeys.adapters.cli.input.context import session
from journeys.adapters.words.language import say

NEW = "JOURNEYS_NEW_MASTER_KEY"

app = typer.Typer(help="Nøgler: the master key that a store's own keys are wrapped by.")


@app.command()
def new(ctx: typer.Context) -> None:
    """Ny nøgle: print a master key that there never was before, for JOURNEYS_MASTER_KEY."""
    from journeys.adapters.files.master_key import MasterKey

    text = MasterKey.new().text
    session(ctx).tell({"key": text}, text)


@app.command()
def rotate(ctx: typer.Context) -> None:
    """Skift nøgle: wrap the store's keys by a new master key. Nothing recorded is touched.

    The key file beside a store is given a new key. Where the key comes from JOURNEYS_MASTER_KEY,
    the new one is read from JOURNEYS_NEW_MASTER_KEY.
    """
    from journeys.adapters import wiring
    from journeys.adapters.files.master_key import key_from_environment

    told = session(ctx)
    count = wiring.rotate(told.url, keys=told.keys, new=key_from_environment(os.environ, NEW))
    told.tell(
        {"wrapped": count},
        say(
            "{count} keys are wrapped by the new master key. Whatever has this store open "
            "must open it again. Destroy the old key once no copy of the store is needed "
            "that it opens.",
            count=count,
        ),
    )
