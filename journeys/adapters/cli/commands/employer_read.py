"""Commands that read about employers: a list, one of them, its timeline, and what is owed."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from journeys.adapters.cli.input.arguments import KnownAt, SeenOn
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.employers.arguments import EmployerArgument, EmployerIfAny
from journeys.adapters.cli.input.employers.finding import find_employer

if TYPE_CHECKING:
    from journeys.projections.employers.lists import EmployerDuties

app = typer.Typer()


@app.command("list")
def list_employers(ctx: typer.Context, *, on: SeenOn, known_at: KnownAt = None) -> None:
    """Virksomheder: every employer, with its contact and what is free there."""
    from journeys.adapters.cli.output.forms import employers as forms

    run = session(ctx)
    with run.journeys() as journeys:
        view = run.at_employers(journeys).employers(on=on, known_at=known_at)
    run.answer(view, forms.employers)


@app.command("show")
def show_employer(
    ctx: typer.Context, employer: EmployerArgument, *, on: SeenOn, known_at: KnownAt = None
) -> None:
    """Virksomhed: who to call, what was promised, needs, expectations and posts; no citizen."""
    from journeys.adapters.cli.output.forms import employers as forms

    run = session(ctx)
    with run.journeys() as journeys:
        key = find_employer(run, journeys, employer, on).employer
        view = run.at_employers(journeys).employer(key, on=on, known_at=known_at)
    run.answer(view, forms.employer)


@app.command("timeline")
def show_timeline(
    ctx: typer.Context,
    employer: EmployerArgument,
    *,
    on: Annotated[
        date | None,
        typer.Option(**a_day("past"), show_default="all there is", help="Up to that day."),
    ] = None,
    known_at: KnownAt = None,
) -> None:
    """Tidslinje: everything that was recorded on an employer, also what was retracted."""
    from journeys.adapters.cli.output.forms import employers as forms

    run = session(ctx)
    with run.journeys() as journeys:
        day = on or date.fromisoformat(today())
        key = find_employer(run, journeys, employer, day).employer
        view = run.at_employers(journeys).employer_timeline(key, on=on, known_at=known_at)
    run.answer(view, forms.timeline)


@app.command("duties")
def show_duties(
    ctx: typer.Context,
    employer: EmployerIfAny = None,
    *,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that you owe.")] = False,
    of: Annotated[
        str | None, typer.Option("--of", metavar="NAME", help="Only those that this person owes.")
    ] = None,
    on: SeenOn,
) -> None:
    """Forpligtelser: what is owed to employers, by when and by whom; to one, or to all."""
    from journeys.adapters.cli.output.forms import employers as forms

    run = session(ctx)
    with run.journeys() as journeys:
        by = run.actor.name if mine else of
        view = run.at_employers(journeys).employer_duties(on=on, owed_by=by)
        if employer is not None:
            key = find_employer(run, journeys, employer, on).employer
            view = _of_one(view, key)
    run.answer(view, forms.duties)


def _of_one(view: "EmployerDuties", employer: object) -> "EmployerDuties":
    owed = tuple(each for each in view.owed if each.employer == employer)
    return view.model_copy(update={"owed": owed})
