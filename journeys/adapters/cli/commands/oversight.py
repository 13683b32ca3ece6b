"""Commands for oversight: what one employee looked at, and rulings that were explained late."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import KnownAt, SeenOn
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import say

app = typer.Typer()


@app.command()
def looks(
    ctx: typer.Context,
    *,
    by: Annotated[
        str,
        typer.Option("--by", metavar="NAME", help="Whose looks, by the name that is logged."),
    ],
    first: Annotated[
        date, typer.Option("--from", **a_day("past"), help="The first day of the period.")
    ],
    last: Annotated[
        date,
        typer.Option(
            "--to",
            **a_day("past"),
            default_factory=today,
            show_default="today",
            help="The last day of the period.",
        ),
    ],
) -> None:
    """Medarbejderens opslag: everything one employee looked at in a period, and why."""
    from journeys.adapters.cli.output.forms.people import employee_looks as form

    run = session(ctx)
    after, upto = _period(first, last)
    with run.journeys() as journeys, reported(say("Reading the looks")) as progress:
        audit = run.looking(journeys).audit
        view = audit.looks_by(by, after=after, upto=upto, progress=progress)
    run.answer(view, form)


@app.command()
def rulings(ctx: typer.Context, *, on: SeenOn, known_at: KnownAt = None) -> None:
    """Afgørelser imod ønsket: rulings against the wish, explained late, or not by a day."""
    from journeys.adapters.cli.output.forms import late as forms

    run = session(ctx)
    with run.journeys() as journeys:
        with reported(say("Reading the journeys")) as progress:
            audit = run.looking(journeys).audit
            view = audit.late_rulings(on=on, known_at=known_at, progress=progress)
        names = run.names(journeys, (each.journey for each in view.rulings), view.set_aside)
        run.answer(view, partial(forms.late_rulings, names=names), names)


def _period(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moment before these days begin here, and the one at which they end."""
    if last < first:
        raise TyperException("--from: give the earlier day first.")
    try:
        before = datetime.combine(first - timedelta(days=1), time.max)
        return before.astimezone(), datetime.combine(last, time.max).astimezone()
    except (ValueError, OverflowError):
        raise TyperException("--from and --to: there is no such period.") from None
