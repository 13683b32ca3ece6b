"""Commands for auditors: what was true, what was known, and what a value rests on."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import JourneyArgument, JourneyIfAny, KnownAt, SeenOn
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.dates import moment
from journeys.domain.errors import Refused
from journeys.domain.message import Message

if TYPE_CHECKING:
    from journeys.app.audit import Audit

app = typer.Typer(help="What was true, what was known, and what it rested on.")


@app.command()
def replay(
    ctx: typer.Context,
    journey: JourneyIfAny = None,
    *,
    on: SeenOn,
    known_at: KnownAt = None,
    every: Annotated[
        bool, typer.Option("--all", help="Every journey, a line each; JSON lines with --json.")
    ] = False,
    diff: Annotated[
        tuple[str, str] | None,
        typer.Option(metavar="MOMENT MOMENT", help="What became known between the two."),
    ] = None,
) -> None:
    """Genafspil: every view of a journey as it was, on a day and as known then."""
    from journeys.adapters.cli.output import show_audit as drawn

    told = session(ctx)
    if every == (journey is not None) or (diff is not None and (every or known_at is not None)):
        raise TyperException(
            "Name one journey, or give --all; --diff is of one, and without --known-at."
        )
    with told.journeys() as journeys:
        if journey is None:
            _every(told, told.looking(journeys).audit, on, known_at)
            return
        journey_id, audit = told.journey(journeys, journey), told.looking(journeys).audit
        if diff is not None:
            after, upto = _moments(diff)
            told.answer(audit.learned(journey_id, on=on, after=after, upto=upto), drawn.learned)
        else:
            told.answer(audit.replay(journey_id, on=on, known_at=known_at), drawn.replay)


@app.command()
def explain(
    ctx: typer.Context,
    journey: JourneyArgument,
    field: Annotated[
        str, typer.Argument(metavar="FIELD", help="As replay --json has it: safety.answer")
    ],
    *,
    on: SeenOn,
    known_at: KnownAt = None,
) -> None:
    """Begrund: the entries and the rules behind one value of a view."""
    from journeys.adapters.cli.output import show_audit as drawn
    from journeys.domain.errors import NoSuchField

    told = session(ctx)
    with told.journeys() as journeys:
        journey_id = told.journey(journeys, journey)
        try:
            audit = told.looking(journeys).audit
            found = audit.explain(journey_id, field, on=on, known_at=known_at)
        except NoSuchField as error:
            there = ", ".join(error.known) or Message("nothing")
            raise Refused(
                "field-unknown",
                "A replay has no such value. There is, as far as it goes: {there}.",
                there=there,
            ) from None
    told.answer(found, drawn.explained)


def _every(told: Session, audit: "Audit", on: date, known_at: datetime | None) -> None:
    for each in audit.replay_all(on=on, known_at=known_at):
        safety, seen = each.safety, each.milestones
        line = f"{each.journey} {seen.state} {seen.support_basis} {safety.state} {safety.answer}"
        typer.echo(each.model_dump_json() if told.as_json else line)


def _moments(typed: tuple[str, str]) -> Iterator[datetime]:
    try:
        after, upto = map(moment, typed)
    except ValueError as error:
        raise TyperException(str(error)) from None
    if upto <= after:
        raise TyperException("--diff: the first moment is the earlier one.")
    return iter((after, upto))
