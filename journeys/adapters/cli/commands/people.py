"""Commands about the journey itself: open, rest, resume, close, and what the citizen lives on."""

from datetime import date
from functools import partial
from typing import Annotated
from uuid import UUID, uuid4

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import (
    PEOPLE,
    DryRun,
    JourneyArgument,
    OnAnyDay,
    RequestId,
)
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.ids import completed, whole_id
from journeys.adapters.cli.input.recording import TypedRequest, record, record_by
from journeys.adapters.cli.input.verb_arguments import ARGUMENTS
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs
from journeys.domain.decisions.deciding import decide
from journeys.domain.decisions.people import left_open
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

SUPPORT_BASIS = "support-basis"

app = typer.Typer()
person = partial(add_verb, app, panel=PEOPLE)


@app.command("open", rich_help_panel=PEOPLE)
def open_journey(
    ctx: typer.Context,
    *,
    municipality: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("municipality"),
            help="The municipality: its three digits, such as 621.",
        ),
    ],
    basis: Annotated[
        str,
        typer.Option(
            metavar="CODE", autocompletion=codes(SUPPORT_BASIS), help=ARGUMENTS["basis"].help
        ),
    ],
    responsible: Annotated[
        str | None, typer.Option(metavar="NAME", show_default="you", help="Who is responsible.")
    ] = None,
    on: OnAnyDay,
    journey: Annotated[
        UUID | None,
        typer.Option(
            parser=whole_id, metavar="UUID", show_default="a new one", help="The journey's id."
        ),
    ] = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Åbn et forløb: open a journey with a citizen."""
    if request_id is not None and journey is None:
        raise TyperException(
            "With --request-id, say which --journey UUID it opens: "
            "asked again with a new one, it would open a second journey."
        )
    actor = session(ctx).actor
    record_by(
        ctx,
        str(journey or uuid4()),
        lambda journeys, journey_id: journeys.decide(
            journey_id,
            verbs.open_journey,
            actor,
            request_id,
            municipality=municipality,
            basis=code_meant(basis, journeys.book.vocabularies[SUPPORT_BASIS].terms),
            responsible=actor.name if responsible is None else responsible,
            on=on,
        ),
        dry_run=dry_run,
        opens=True,
    )


person(
    "basis",
    verbs.change_support_basis,
    "What the citizen lives on from this day.",
)
person(
    "target-group",
    verbs.set_target_group,
    "The target group of the law that the citizen belongs to from this day.",
)
person("rest", verbs.rest_journey, "Let the journey rest: a pause.")
person(
    "resume",
    verbs.resume_journey,
    "Resume the journey, after a pause or after it was closed.",
)


@app.command("close", rich_help_panel=PEOPLE)
def close_journey(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=ARGUMENTS["reason"].help)],
    leaving: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="What is knowingly left open, as the refusal names it, or its first signs. "
            "May be given several times.",
        ),
    ] = None,
    on: OnAnyDay,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Afslut forløbet: close the journey; what is still open must be named."""

    def closing(history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        names = [name for name, _ in left_open(history, book, on)]
        left = [completed(start, names) for start in leaving or ()]
        return decide(
            history,
            verbs.close_journey,
            actor,
            book,
            today,
            reason=reason,
            leaving=left,
            on=on,
        )

    record(ctx, journey, TypedRequest(request_id, dry_run, ["close", reason, leaving]), closing)


handover = typer.Typer(help="A handover: offer it, accept it or decline it.")

add_verb(
    handover,
    "offer",
    verbs.offer_handover,
    "Offer a handover. Responsibility does not move until it is accepted.",
)
add_verb(
    handover,
    "accept",
    verbs.accept_handover,
    "Accept a handover, as the person it was offered to (--as).",
)
add_verb(
    handover,
    "decline",
    verbs.decline_handover,
    "Decline a handover, as the person it was offered to (--as).",
)
