"""The command that tries a law before it is made. Nothing is stored but the looks at citizens."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer
from typer import TyperException

from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.dates import today
from journeys.adapters.cli.input.days import a_day
from journeys.adapters.cli.input.files import PageFile, answer_or_write_page
from journeys.adapters.cli.input.population import chosen_stores
from journeys.adapters.cli.input.workers import Dask, Workers, executor
from journeys.adapters.cli.output.progress import reported
from journeys.adapters.words.language import current_language, say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from journeys.adapters.cli.output.names import ShownNames
    from journeys.app.journeys import Journeys
    from journeys.app.law_trying import RunBy
    from journeys.domain.law import Law
    from journeys.domain.law.rates import Rates
    from journeys.projections.safety.law_tried import LawTried, TriedJourneys
    from journeys.projections.safety.rates_tried import RatesTried

app = typer.Typer()


@app.command("try")
def try_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Rules or rates, as `journeys law check` reads.")
    ],
    *,
    on: Annotated[
        date | None,
        typer.Option(
            **a_day("either"),
            show_default="the day on which the last new rule has begun, or today",
            help="The answers of which day; of rates, the year of that day alone.",
        ),
    ] = None,
    who: Annotated[
        bool,
        typer.Option("--who", help="Whose answer would be weaker or stronger, each a logged look."),
    ] = False,
    page: PageFile = None,
    workers: Workers = None,
    dask: Dask = None,
) -> None:
    """Afprøv: how many answers about the pension another law would make weaker or stronger.

    Of rates: what work would leave in invented situations. Nothing is changed.
    """
    from journeys.adapters.files.law_file import read_law_file
    from journeys.app.law_trying import RunBy
    from journeys.domain.law import Law

    run = session(ctx)
    if who and page is not None:
        raise TyperException("--who is not combined with --page: a page names nobody.")
    found = read_law_file(file, date.fromisoformat(today()))
    if not isinstance(found, Law):
        if who:
            raise TyperException("--who goes with a file of rules: rates are about nobody.")
        _rates(run, found, on, page)
        return
    with chosen_stores(run) as stores, executor(dask, workers) as cluster:
        by = RunBy(cluster, workers)
        if who:
            _who(run, stores, found, on, by)
        else:
            _counts(run, stores, found, on, by, page=page)


def _counts(
    run: Session,
    stores: "Mapping[str, Journeys]",
    law: "Law",
    on: date | None,
    by: "RunBy",
    *,
    page: Path | None,
) -> None:
    from journeys.adapters.cli.output.forms import law_tried as forms
    from journeys.app.law_trying import count_tried

    logged = {code: run.counting(each).logged for code, each in stores.items()}
    with reported(say("Reading the journeys")) as progress:
        view = count_tried(logged, law, on=_day(law, on), run_by=by._replace(progress=progress))
    answer_or_write_page(run, view, page, forms.law_tried, _page)


def _who(
    run: Session,
    stores: "Mapping[str, Journeys]",
    law: "Law",
    on: date | None,
    by: "RunBy",
) -> None:
    from journeys.adapters.cli.output.forms import law_tried as forms
    from journeys.app.law_trying import find_tried

    logged = {code: run.looking(each).logged for code, each in stores.items()}
    with reported(say("Reading the journeys")) as progress:
        view = find_tried(logged, law, on=_day(law, on), run_by=by._replace(progress=progress))
    names = _names(run, stores, view)
    run.answer(view, partial(forms.tried_journeys, names=names), names)


def _day(law: "Law", on: date | None) -> date:
    from journeys.domain.law import law as in_use
    from journeys.projections.safety.tried import first_day, trial

    return on or first_day(trial(law, in_use()), date.fromisoformat(today()))


def _rates(run: Session, found: "Rates", on: date | None, page: Path | None) -> None:
    from journeys.adapters.cli.output.forms import law_tried as forms
    from journeys.domain.standard import rulebook
    from journeys.projections.safety.rates_tried import rates_tried

    several = run.chosen is not None and len(run.chosen.codes) > 1
    in_use = rulebook().rates if several else run.book.rates
    view = rates_tried(found, in_use, None if on is None else on.year)
    answer_or_write_page(run, view, page, forms.rates_tried, _page)


def _names(run: Session, stores: "Mapping[str, Journeys]", found: "TriedJourneys") -> "ShownNames":
    """Return the names of those who are shown, from the store of each."""
    from journeys.adapters.cli.output.names import ShownNames

    names, restricted = dict[UUID, str](), set[UUID]()
    for code, journeys in stores.items():
        of_store = (each.journey for each in found.journeys if each.municipality == code)
        known = run.names(journeys, of_store)
        names |= known.names
        restricted |= known.restricted
    return ShownNames(names, frozenset(restricted))


def _page(view: "LawTried | RatesTried") -> str:
    from journeys.adapters import pages

    return pages.law_tried(view, language=current_language())
