"""Commands for auditors, on both clocks (bitemporal): what was true, and what was known then."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import JourneyArgument, JourneyIfAny, KnownAt, SeenOn
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.dates import moment
from journeys.adapters.cli.output.errors import REFUSED
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
    from journeys.adapters.cli.output.forms import audit as forms

    run = session(ctx)
    if every == (journey is not None) or (diff is not None and (every or known_at is not None)):
        raise TyperException(
            "Name one journey, or give --all. --diff takes one journey, and cannot be combined "
            "with --known-at."
        )
    with run.journeys() as journeys:
        if journey is None:
            _every(run, run.looking(journeys).audit, on, known_at)
            return
        journey_id, audit = run.journey(journeys, journey), run.looking(journeys).audit
        if diff is not None:
            after, upto = _moments(diff)
            run.answer(audit.learned(journey_id, on=on, after=after, upto=upto), forms.learned)
        else:
            run.answer(audit.replay(journey_id, on=on, known_at=known_at), forms.replay)


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
    from journeys.adapters.cli.output.forms import audit as forms
    from journeys.domain.errors import NoSuchField

    run = session(ctx)
    with run.journeys() as journeys:
        journey_id = run.journey(journeys, journey)
        try:
            audit = run.looking(journeys).audit
            found = audit.explain(journey_id, field, on=on, known_at=known_at)
        except NoSuchField as error:
            there = ", ".join(error.known) or Message("nothing")
            raise Refused(
                "field-unknown",
                "A replay has no such value. The names there are: {there}.",
                there=there,
            ) from None
    run.answer(found, forms.explained)


@app.command()
def publications(ctx: typer.Context) -> None:
    """Offentliggørelser: what was published, when, and up to which day; with --json the numbers."""
    from journeys.adapters.cli.output.forms import publishing as forms

    run = session(ctx)
    with run.journeys() as journeys:
        run.answer(run.counting(journeys).audit.publications(), forms.publications)


def _every(run: Session, audit: "Audit", on: date, known_at: datetime | None) -> None:
    from journeys.adapters.cli.output.left_out import journeys_set_aside, stamped_ahead_lines

    replays, ahead = audit.replay_all(on=on, known_at=known_at), 0
    for each in replays:
        ahead += each.stamped_ahead
        safety, seen = each.safety, each.milestones
        line = f"{each.journey} {seen.state} {seen.support_basis} {safety.state} {safety.answer}"
        typer.echo(each.model_dump_json() if run.as_json else line)
    if run.as_json:
        lines = [json.dumps({"set_aside": replays.set_aside})] if replays.set_aside else []
    else:
        lines = [*stamped_ahead_lines(ahead), *journeys_set_aside(replays.set_aside)]
    if lines:
        typer.echo("\n".join(lines), err=True)
    if replays.set_aside:
        raise typer.Exit(REFUSED)


def _moments(typed: tuple[str, str]) -> Iterator[datetime]:
    try:
        after, upto = map(moment, typed)
    except ValueError as error:
        raise TyperException(*error.args) from None
    if upto <= after:
        raise TyperException("--diff: give the earlier moment first.")
    return iter((after, upto))
