"""Commands about the journey itself: open, rest, resume, close, and what the citizen lives on."""

from collections.abc import Mapping, Sequence
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
    Sure,
)
from journeys.adapters.cli.input.choices import code_meant
from journeys.adapters.cli.input.completing import codes
from journeys.adapters.cli.input.context import session
from journeys.adapters.cli.input.ids import completed, whole_id
from journeys.adapters.cli.input.prompting import is_confirmed
from journeys.adapters.cli.input.recording import Deciding, Look, TypedRequest, record, record_by
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.adapters.cli.output.argument_help import ARGUMENTS, CLOSING
from journeys.adapters.cli.output.danish import meant
from journeys.adapters.words.language import say
from journeys.adapters.words.things import ThingLabel, thing_labels
from journeys.domain import verbs
from journeys.domain.decisions.deciding import decide
from journeys.domain.decisions.people import left_open
from journeys.domain.errors import Refused
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import CLOSINGS

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
    sure: Sure = None,
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
        lambda journeys, journey_id, sure: journeys.decide(
            journey_id,
            verbs.open_journey,
            actor,
            request_id,
            sure,
            municipality=municipality,
            basis=code_meant(basis, journeys.book.vocabularies[SUPPORT_BASIS].terms),
            responsible=actor.principal.name if responsible is None else responsible,
            on=on,
        ),
        dry_run=dry_run,
        sure=sure,
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
            help="What is knowingly left open: a subgoal by the beginning of its title, anything "
            "else as the refusal names it. May be given several times.",
        ),
    ] = None,
    leave_all: Annotated[
        bool, typer.Option("--leave-all", help="Leave open whatever is still open.")
    ] = False,
    moved_to: Annotated[
        str | None,
        typer.Option(
            metavar="CODE",
            autocompletion=codes("municipality"),
            help=ARGUMENTS["moved_to"].help,
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option(metavar="CODE", autocompletion=codes(CLOSINGS), help=CLOSING.help),
    ] = None,
    on: OnAnyDay,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Afslut forløbet: close the journey; what is still open must be named."""

    def closing(history: History, book: Rulebook, actor: Actor, today: date) -> list[Event]:
        names = [name for name, _ in left_open(history, book, on)]
        labels = {str(thing): label for thing, label in thing_labels(history.journey).items()}
        left = names if leave_all else [_left(start, names, labels) for start in leaving or ()]
        return decide(
            history,
            verbs.close_journey,
            actor,
            book,
            today,
            reason=reason,
            leaving=left,
            moved_to=moved_to,
            why=None if why is None else code_meant(why, book.vocabularies[CLOSINGS].terms),
            on=on,
        )

    def alternative(refusal: Refused, look: Look) -> tuple[Deciding, object] | None:
        nonlocal leave_all
        if refusal.code != "left-open" or not session(ctx).may_ask:
            return None
        _show_left_open(look(), session(ctx).book, on)
        if not is_confirmed(say("Close the journey, and leave all of this open? [y/N]: ")):
            return None
        leave_all = True
        return closing, asked()

    def asked() -> list[object]:
        # What is left out does not count: so a request from before it was there is the same.
        return ["close", reason, leaving, *filter(None, (leave_all, moved_to, why))]

    request = TypedRequest(request_id, dry_run, asked(), sure)
    record(ctx, journey, request, closing, alternative)


close_journey.asked_along = ("why",)  # type: ignore[attr-defined]


def _left(start: str, names: Sequence[str], labels: Mapping[str, ThingLabel]) -> str:
    """Return the name of what is left open; as it was typed, where it is not one alone."""
    kind, colon, about = start.partition(":")
    kinds = {name.partition(":")[0] for name in names}
    start = f"{meant('choices', 'duty', kind, kinds) or kind}{colon}{about}"
    found = completed(start, names)
    titled = [name for name in names if name in labels and labels[name].begins_with(start)]
    return titled[0] if found not in names and len(titled) == 1 else found


def _show_left_open(history: History, book: Rulebook, on: date) -> None:
    labels = {str(thing): label.line for thing, label in thing_labels(history.journey).items()}
    typer.echo(say("This is still open:"), err=True)
    for name, what in left_open(history, book, on):
        typer.echo(f"  - {labels.get(name) or say(what)}", err=True)


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
