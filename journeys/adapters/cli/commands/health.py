"""The command that says whether the store is well, for operators and for monitors."""

from typing import Annotated

import typer

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.each_municipality import each_municipality
from journeys.adapters.cli.output.errors import REFUSED, STORE
from journeys.adapters.words.language import say
from journeys.app.health import health_without
from journeys.domain.errors import StoreError
from journeys.domain.message import Message
from journeys.projections.health import Health

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
@each_municipality
def health(
    ctx: typer.Context,
    *,
    probe: Annotated[
        bool,
        typer.Option("--probe", help="Prove that the store takes a write; it leaves nothing."),
    ] = False,
) -> None:
    """Helbred: whether the store is well, check by check. Nobody in it is looked at.

    Ends with 0 where all is well, 1 where somebody must look, and 3 where the store cannot be used.
    """
    from journeys.adapters.cli.output.forms.health import health as drawn

    run = session(ctx)
    found = _found(run, probe=probe)
    run.answer(_translated(found) if run.as_json else found, drawn)
    if found.state != "ok":
        raise typer.Exit(REFUSED if found.is_usable else STORE)


def _found(run: Session, *, probe: bool) -> Health:
    try:
        with run.journeys() as journeys:
            return journeys.health(probe=probe)
    except StoreError as error:
        return health_without(error)


def _translated(found: Health) -> Health:
    """Return the health with its sentences in the language that is spoken."""
    checks = {
        name: check and check.model_copy(update={"sentence": Message(say(check.sentence))})
        for name, check in found.checks.items()
    }
    return found.model_copy(update={"checks": checks})
