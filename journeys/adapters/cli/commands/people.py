"""Commands about the journey itself: open, rest, resume, close, and what the citizen lives on."""

from functools import partial
from typing import Annotated
from uuid import UUID, uuid4

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import PEOPLE, DryRun, JourneyArgument, On, RequestId
from journeys.adapters.cli.input.asked import ASKED
from journeys.adapters.cli.input.asking import asks
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import How, record, session
from journeys.adapters.cli.input.ids import completed, whole_id
from journeys.domain import verbs
from journeys.domain.decisions.deciding import decide
from journeys.domain.decisions.people import left_open
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

app = typer.Typer()
person = partial(asks, app, panel=PEOPLE)


@app.command("open", rich_help_panel=PEOPLE)
def open_journey(
    ctx: typer.Context,
    *,
    municipality: Annotated[
        str, typer.Option(metavar="CODE", help="Kommune: its three digits, such as 621.")
    ],
    basis: Annotated[
        str,
        typer.Option(
            metavar="CODE", autocompletion=codes("support-basis"), help=ASKED["basis"].help
        ),
    ],
    responsible: Annotated[
        str | None, typer.Option(metavar="NAME", show_default="you", help="Who is responsible.")
    ] = None,
    on: On,
    journey: Annotated[
        UUID | None,
        typer.Option(
            parser=whole_id, metavar="UUID", show_default="a new one", help="The journey's id."
        ),
    ] = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Åbn et forløb: begin to walk along with a citizen."""
    if request_id is not None and journey is None:
        raise TyperException(
            "With --request-id, say which --journey UUID it opens: "
            "asked again with a new one, it would open a second journey."
        )
    told, journey_id = session(ctx), JourneyId(journey or uuid4())
    with told.journeys(dry_run=dry_run) as journeys:
        entries = journeys.decide(
            journey_id,
            verbs.open_journey,
            told.actor,
            request_id,
            municipality=municipality,
            basis=basis,
            responsible=told.actor.name if responsible is None else responsible,
            on=on,
        )
    told.confirm(Confirmed(journey_id, entries, dry_run=dry_run))


person(
    "basis",
    verbs.change_support_basis,
    "Forsørgelsesgrundlag: what the citizen lives on from this day.",
)
person(
    "target-group",
    verbs.set_target_group,
    "Målgruppe: which group of the law the citizen belongs to from this day.",
)
person("rest", verbs.rest_journey, "Lad forløbet hvile: hold a pause; nothing is lost.")
person(
    "resume",
    verbs.resume_journey,
    "Genoptag forløbet: walk on, after a pause or after it was closed.",
)


@app.command("close", rich_help_panel=PEOPLE)
def close_journey(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=ASKED["reason"].help)],
    leaving: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME",
            help="What is knowingly left open, as the refusal names it, or its first signs. "
            "May be given several times.",
        ),
    ] = None,
    on: On,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Afslut forløbet: stop walking along; what is still open must be named."""

    def closing(history: History, book: Rulebook, actor: Actor) -> list[Event]:
        names = [name for name, _ in left_open(history, book, on)]
        left = [completed(start, names) for start in leaving or ()]
        return decide(history, verbs.close_journey, actor, book, reason=reason, leaving=left, on=on)

    record(ctx, journey, How(request_id, dry_run, ["close", reason, leaving]), closing)


handover = typer.Typer(help="Overdragelse: offer it, accept it or decline it.")

asks(
    handover,
    "offer",
    verbs.offer_handover,
    "Overdragelse: offer it. Responsibility does not move until it is accepted.",
)
asks(
    handover,
    "accept",
    verbs.accept_handover,
    "Overdragelse: accept it, as the one it was offered to (--as).",
)
asks(
    handover,
    "decline",
    verbs.decline_handover,
    "Overdragelse: decline it, as the one it was offered to (--as).",
)
