"""The command that says what measures seem to do, beside people like those who began."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import LOOK, KnownAt, Publish, SeenOn, Yes
from journeys.adapters.cli.input.choices import Choice, code_meant, one_of
from journeys.adapters.cli.input.completing import of_book
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.cli.output.danish import meant
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import current_language, say
from journeys.domain.decisions.access import require_may_manage
from journeys.projections.effects.effect import Outcome
from journeys.projections.effects.facts import NEW_CASEWORKER, Departure, Within
from journeys.projections.effects.parts import SplitBy

if TYPE_CHECKING:
    from journeys.domain.rulebook import Rulebook
    from journeys.projections.effects.effect import Effects
    from journeys.projections.effects.published import ReleasedEffects

app = typer.Typer()

WEEKS: Mapping[str, Within] = {"12m": 52, "6m": 26, "3m": 13}
"""By how it is typed."""
ALL_YEAR = "12m"


class MeasureOrChange(Choice):
    """Reads the code of a measure, which the municipality's file may name, or the one choice."""

    def __call__(self, typed: str) -> str:
        """Return the choice that is typed, or what may be a code."""
        return meant("choices", self.where, typed, self.known) or typed


CHANGE = MeasureOrChange("measure", (NEW_CASEWORKER,))


def _measures(book: "Rulebook") -> Collection[str]:
    return book.vocabularies["measure"].terms


@app.command(rich_help_panel=LOOK)
def effects(
    ctx: typer.Context,
    *,
    measure: Annotated[
        list[Any] | None,
        typer.Option(
            parser=CHANGE,
            metavar="CODE",
            autocompletion=of_book(lambda book: (*_measures(book), *CHANGE.names)),
            show_default="every measure that began",
            help="Of this measure alone, or {choices}. May be given several times.",
        ),
    ] = None,
    outcome: Annotated[
        list[Any] | None,
        typer.Option(
            **one_of(Choice("outcome", get_args(Outcome))) | {"metavar": "WHAT"},
            show_default="all of them",
            help="Beside the days in paid work, only this: {choices}. May be given several times.",
        ),
    ] = None,
    within: Annotated[
        str,
        typer.Option(
            **one_of(Choice("within", WEEKS)),
            help="How long those who began are followed: twelve, six or three months.",
        ),
    ] = ALL_YEAR,
    on: SeenOn,
    known_at: KnownAt = None,
    by: Annotated[
        str | None,
        typer.Option(
            **one_of(Choice("by", get_args(SplitBy))) | {"metavar": "WHAT"},
            show_default="everybody together",
            help="An answer for each of: {choices}.",
        ),
    ] = None,
    notes: Annotated[
        bool,
        typer.Option(
            "--notes",
            help="What was noted when each one ended, each a logged look. Needs --measure.",
        ),
    ] = False,
    rows: Annotated[
        Path | None,
        typer.Option(
            "--rows",
            metavar="FOLDER",
            help="From this folder of everybody's rows, which `journeys population rows` wrote.",
        ),
    ] = None,
    page: PageFile = None,
    publish: Publish = False,
    yes: Yes = False,
) -> None:
    """Virkning: what those who began a measure reached, beside people like them.

    For each measure a word, and a difference in days in paid work with its uncertainty.

    Where too few began to say anything, how many are needed.
    """
    from journeys.adapters.cli.output.forms import effects as forms

    run = session(ctx)
    book = run.book
    measures = [code_meant(each, _measures(book)) for each in measure or ()]
    if rows and (notes or publish or known_at):
        raise TyperException("--rows is not combined with --notes, --publish or --known-at.")
    if notes:
        if len(measures) != 1 or outcome or within != ALL_YEAR or by or page or publish:
            raise TyperException("--notes goes with one --measure, and with no other choice.")
        _notes(run, measures[0], on=on, known_at=known_at)
        return
    if publish:
        if page or outcome or within != ALL_YEAR:
            raise TyperException("--publish is not combined with --outcome, --within or --page.")
        _publish(run, measures, on=on, known_at=known_at, by=by, yes=yes)
        return
    if rows:
        view = _from_rows(run, rows, measures, on=on, within=WEEKS[within], by=by)
    else:
        with run.journeys() as journeys, reported(say("Reading the journeys")) as progress:
            view = run.counting(journeys).effects(
                measures,
                on=on,
                known_at=known_at,
                within=WEEKS[within],
                split=by or "",
                progress=progress,
            )
    view = with_outcomes(view, outcome) if outcome else view
    answer_or_write_page(
        run, view, page, partial(forms.effects, book=book), partial(_page, book=book)
    )


def _from_rows(
    run: Session,
    folder: Path,
    measures: Collection[str],
    *,
    on: date,
    within: Within,
    by: str | None,
) -> "Effects":
    from journeys.adapters.files.exports.population_read import read_folder
    from journeys.adapters.files.population_figures import PopulationRows

    require_may_manage(run.actor, run.book)
    rows = PopulationRows(read_folder(folder), run.book)
    with reported(say("Reading the rows")) as progress:
        return rows.effects(measures, on=on, within=within, split=by or "", progress=progress)


def _notes(run: Session, measure: str, *, on: date, known_at: datetime | None) -> None:
    from journeys.adapters.cli.output.forms import management as forms

    with run.journeys() as journeys:
        with reported(say("Reading the journeys")) as progress:
            view = run.looking(journeys).effect_notes(
                measure, on=on, known_at=known_at, progress=progress
            )
        names = run.names(journeys, (each.journey for each in view.notes), view.set_aside)
        run.answer(view, partial(forms.effect_notes, names=names, book=run.book), names)


def _publish(
    run: Session,
    measures: Collection[str],
    *,
    on: date,
    known_at: datetime | None,
    by: str | None,
    yes: bool,
) -> None:
    from journeys.adapters.cli.input.publishing import publish
    from journeys.adapters.cli.output.forms import publishing as forms

    with run.journeys() as journeys:

        def release(*, dry_run: bool) -> "ReleasedEffects":
            with reported(say("Reading the journeys")) as progress:
                return run.counting(journeys).publish_effects(
                    measures,
                    on=on,
                    known_at=known_at,
                    splits=[each for each in get_args(SplitBy) if each == by],
                    dry_run=dry_run,
                    progress=progress,
                )

        publish(run, release, partial(forms.released_effects, book=run.book), yes=yes)


def with_outcomes(view: "Effects", outcomes: list[str]) -> "Effects":
    """Return the answers with the curves of these outcomes alone."""
    shown = {*outcomes, *(get_args(Departure) if "departed" in outcomes else ())}
    return view.model_copy(
        update={
            "effects": tuple(
                each.model_copy(
                    update={"curves": tuple(c for c in each.curves if c.outcome in shown)}
                )
                for each in view.effects
            )
        }
    )


def _page(view: "Effects", book: "Rulebook") -> str:
    from journeys.adapters import pages

    return pages.effects(view, language=current_language(), book=book)
