"""Commands about the cooperation with an employer: partnerships, and how it is rated."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from journeys.adapters.cli.input.arguments import DryRun, On, OnAnyDay, RequestId, Sure
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.employers.arguments import EmployerArgument, Why
from journeys.adapters.cli.input.employers.choosing import (
    employer_meant,
    partnership_meant,
)
from journeys.adapters.cli.input.employers.recording import (
    AboutEmployer,
    new_id,
    record_at_employer,
    record_words,
)
from journeys.adapters.cli.input.pairs import by_name, numbered
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.adapters.cli.output.argument_help import ARGUMENTS
from journeys.domain.employers import verbs

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

app = typer.Typer()


@app.command("partner")
def agree_partnership(
    ctx: typer.Context,
    employer: EmployerArgument,
    *,
    employer_promises: Annotated[
        str, typer.Option(metavar="TEXT", help="What the employer promises.")
    ],
    municipality_promises: Annotated[
        str, typer.Option(metavar="TEXT", help="What the municipality promises.")
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("partnership"),
            help="A social clause or a charter, where it is one (journeys vocabulary partnership).",
        ),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Partnerskab: agree on a partnership, and on what each promises."""
    request = TypedRequest(request_id, dry_run, sure=sure)

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        terms = journeys.book.vocabularies["partnership"].terms
        given = {
            "partnership": new_id(request),
            "employer_promises": employer_promises,
            "municipality_promises": municipality_promises,
            "agreement": kind and code_meant(kind, terms),
            "on": on,
        }
        return AboutEmployer(about.employer, about.name, given)

    record_at_employer(ctx, verbs.agree_partnership, request, resolving)


@app.command("partner-end")
def end_partnership(
    ctx: typer.Context,
    employer: EmployerArgument,
    *,
    why: Why,
    partnership: Annotated[
        str | None,
        typer.Option(
            metavar="ID", show_default="the only one", help="Which one, by the first signs of it."
        ),
    ] = None,
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Partnerskab slut: a partnership ends."""

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        meant = partnership_meant(run, journeys, about.employer, partnership, on)
        return AboutEmployer(
            about.employer, about.name, {"partnership": meant, "why": why, "on": on}
        )

    record_at_employer(
        ctx, verbs.end_partnership, TypedRequest(request_id, dry_run, sure=sure), resolving
    )


@app.command("rate")
def rate_cooperation(
    ctx: typer.Context,
    employer: EmployerArgument,
    *,
    instrument: Annotated[str, typer.Option(metavar="NAME", help=ARGUMENTS["instrument"].help)],
    version: Annotated[int, typer.Option(metavar="NUMBER", help=ARGUMENTS["version"].help)] = 1,
    score: Annotated[
        list[Any],
        typer.Option(
            "--score", parser=numbered, metavar="ITEM=NUMBER", help=ARGUMENTS["scores"].help
        ),
    ],
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Vurdering: the employer's own answers on how it is to work together."""
    given = {"instrument": instrument, "version": version, "scores": by_name(score), "on": on}
    record_words(
        ctx,
        verbs.rate_cooperation,
        employer,
        given,
        TypedRequest(request_id, dry_run, sure=sure),
    )
