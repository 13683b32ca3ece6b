"""Commands about an employer: who it is, who to call, what it needs and what was promised."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from journeys.adapters.cli.input.arguments import DryRun, On, RequestId, Sure
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import Session
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.employers.arguments import EmployerArgument, Why
from journeys.adapters.cli.input.employers.choosing import (
    employer_meant,
    need_meant,
    same_name,
)
from journeys.adapters.cli.input.employers.recording import (
    AboutEmployer,
    new_id,
    record_at_employer,
    record_words,
)
from journeys.adapters.cli.input.recording import TypedRequest
from journeys.domain.employers import verbs
from journeys.domain.vocabulary import EmployerId

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys

app = typer.Typer(help="Employers: their contact, their needs, and what was promised.")

KIND = "privat"
"""The kind of an employer where none is given."""

Words = Annotated[str, typer.Argument(metavar="TEXT", help="The words, as they were said.")]


@app.command("register")
def register_employer(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the employer is called.")],
    *,
    cvr: Annotated[
        str | None, typer.Option(metavar="DIGITS", help="The CVR number: eight digits.")
    ] = None,
    p_number: Annotated[
        str | None, typer.Option(metavar="DIGITS", help="The P-number: ten digits.")
    ] = None,
    kind: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("employer"),
            help="What kind of employer it is (journeys vocabulary employer).",
        ),
    ] = KIND,
    contact: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", show_default="you", help="Who of the municipality they can call."
        ),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Registrér en virksomhed: register an employer, with one contact in the municipality."""
    request = TypedRequest(request_id, dry_run, sure=sure)

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        terms = journeys.book.vocabularies["employer"].terms
        given = {
            "name": name,
            "cvr": cvr,
            "p_number": p_number,
            "employer_kind": code_meant(kind, terms),
            "contact": contact or run.actor.principal.name,
            "on": on,
        }
        new = EmployerId(new_id(request))
        return AboutEmployer(new, name, given, same_name(run, journeys, name, new, on))

    record_at_employer(ctx, verbs.register_employer, request, resolving)


@app.command("contact")
def change_contact(
    ctx: typer.Context,
    employer: EmployerArgument,
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="NAME", show_default="you", help="Who is the employer's contact from now on."
        ),
    ] = None,
    *,
    why: Why,
    told: Annotated[
        date | None,
        typer.Option(**a_day("past"), help="The day on which the employer was told."),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Kontaktperson: the employer has another contact; again with --told once they know it."""
    given = {"why": why, "told": told, "on": on}

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        to = name or run.actor.principal.name
        return AboutEmployer(about.employer, about.name, {**given, "to": to})

    record_at_employer(
        ctx, verbs.change_contact, TypedRequest(request_id, dry_run, sure=sure), resolving
    )


@app.command("need")
def tell_need(
    ctx: typer.Context,
    employer: EmployerArgument,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What they need, in their words.")],
    *,
    tasks: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="Which tasks they think of.")
    ] = "",
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Behov: the employer tells what they need. It is to be answered in time."""
    request = TypedRequest(request_id, dry_run, sure=sure)
    given = {"need": new_id(request), "words": words, "tasks_wanted": tasks, "on": on}
    record_words(ctx, verbs.tell_need, employer, given, request)


@app.command("answer")
def answer_need(
    ctx: typer.Context,
    employer: EmployerArgument,
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What was answered.")],
    *,
    need: Annotated[
        str | None,
        typer.Option(
            metavar="TEXT",
            show_default="the only one without an answer",
            help="Which need, by its first words or the first signs of its id.",
        ),
    ] = None,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Svar på et behov: answer what the employer needs."""

    def resolving(run: Session, journeys: "Journeys") -> AboutEmployer:
        about = employer_meant(run, journeys, employer, on)
        meant = need_meant(run, journeys, about.employer, need, on, request_id and words)
        return AboutEmployer(about.employer, about.name, {"need": meant, "words": words, "on": on})

    record_at_employer(
        ctx, verbs.answer_need, TypedRequest(request_id, dry_run, sure=sure), resolving
    )


@app.command("expect")
def state_expectations(
    ctx: typer.Context,
    employer: EmployerArgument,
    words: Words,
    *,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Forventninger: what the employer expects, in their words."""
    record_words(
        ctx,
        verbs.state_expectations,
        employer,
        {"words": words, "on": on},
        TypedRequest(request_id, dry_run, sure=sure),
    )
