"""The command that says what is owed, by whom and by when, and what was met late."""

from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Annotated, get_args

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, JourneyIfAny, KnownAt, SeenOn
from journeys.adapters.cli.input.choices import Choice, one_of
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output.danish import meant, shown
from journeys.adapters.words.language import say
from journeys.domain.errors import Refused
from journeys.projections.duty_counts import CountedBy, duty_counts

if TYPE_CHECKING:
    from journeys.app.journeys import Journeys
    from journeys.domain.rulebook import Rulebook

app = typer.Typer()


@app.command(rich_help_panel=LOOK)
def duties(
    ctx: typer.Context,
    journey: JourneyIfAny = None,
    *,
    kind: Annotated[
        str | None,
        typer.Option(
            metavar="KIND",
            autocompletion=of_book(
                lambda book: (shown("choices", "duty", each) for each in book.duties)
            ),
            help="Only those of one kind, such as inform-citizen.",
        ),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help="Only those that you owe.")] = False,
    of: Annotated[
        str | None, typer.Option("--of", metavar="NAME", help="Only those that this person owes.")
    ] = None,
    counted: Annotated[
        CountedBy | None,
        typer.Option(
            "--by", **one_of(Choice("by", get_args(CountedBy))), help="How many, counted by this."
        ),
    ] = None,
    late: Annotated[
        bool,
        typer.Option(
            "--met-late", help="Those that were met after their due day, or recorded after it."
        ),
    ] = False,
    known_at: KnownAt = None,
    on: SeenOn,
) -> None:
    """Forpligtelser: what is owed, by when and by whom; of one journey, met ones too."""
    from journeys.adapters.cli.output.forms import entries as forms
    from journeys.projections.duties import Duties, JourneyDuty

    run = session(ctx)
    if late and (journey is not None or mine or of is not None or counted is not None):
        raise TyperException(
            "--met-late is of all journeys, and names none of the staff: leave out ID, --mine, "
            "--of and --by. What was met on one journey, and when, stands in duties ID."
        )
    if known_at is not None and not late:
        raise TyperException("--known-at goes with --met-late.")
    by = run.actor.name if mine else of
    with run.journeys() as journeys:
        kind = None if kind is None else _known_kind(kind, journeys.book)
        if late:
            _met_late(run, journeys, kind, on, known_at)
            return
        if journey is None:
            view = run.looking(journeys).duties(on=on, kind=kind, owed_by=by)
        else:
            journey_id = run.journey(journeys, journey)
            owed = [
                JourneyDuty(journey=journey_id, owed=each)
                for each in run.looking(journeys).duties_of(journey_id, on=on)
                if each.since <= on and kind in (None, each.kind) and by in (None, each.by)
            ]
            view = Duties(on=on, owed=tuple(sorted(owed, key=lambda each: each.owed.due)))
        if counted is not None:
            run.answer(duty_counts(view, counted), forms.duty_counts)
        elif journey is None:
            names = run.names(journeys, (each.journey for each in view.owed), view.set_aside)
            run.answer(view, partial(forms.duties, names=names), names)
        else:
            names = run.names(journeys, [journey_id])
            run.answer(view, partial(forms.duties_of_one, names=names, journey=journey_id), names)


def _known_kind(typed: str, book: "Rulebook") -> str:
    """Return the kind of duty that is meant. Refused: duty-kind-unknown."""
    kind = meant("choices", "duty", typed, book.duties)
    if kind is None:
        raise Refused(
            "duty-kind-unknown",
            "There is no such kind of duty. There are: {kinds}.",
            kinds=", ".join(book.duties),
        )
    return kind


def _met_late(
    run: Session, journeys: "Journeys", kind: str | None, on: date, known_at: datetime | None
) -> None:
    from journeys.adapters.cli.output.forms import late as forms
    from journeys.adapters.cli.output.progress import reported

    with reported(say("Reading the journeys")) as progress:
        audit = run.looking(journeys).audit
        view = audit.met_late(on=on, known_at=known_at, kind=kind, progress=progress)
    names = run.names(journeys, (each.journey for each in view.duties), view.set_aside)
    run.answer(view, partial(forms.met_late, names=names), names)
