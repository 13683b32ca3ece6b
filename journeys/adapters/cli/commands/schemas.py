"""The command that prints JSON Schemas: of each view, as --json answers with it, and of events.

It compares the events of this version with the catalogue of an earlier one, too.
"""

import inspect
import json
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import UnionType
from typing import TYPE_CHECKING, Annotated, get_args, get_origin, get_type_hints

import typer
from typer import TyperException

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.output.errors import REFUSED
from journeys.adapters.files.problems import did_you_mean
from journeys.domain.errors import Refused

if TYPE_CHECKING:
    from journeys.projections.view import View

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
def schema(
    ctx: typer.Context,
    view: Annotated[
        str | None,
        typer.Argument(metavar="VIEW", help="Its name, or event, or events; all where left out."),
    ] = None,
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="After event: the kind of event.")
    ] = None,
    *,
    check: Annotated[
        Path | None,
        typer.Option(metavar="OLD", help="The catalogue of an earlier version, to compare with."),
    ] = None,
) -> None:
    """Skema: the JSON Schema of an answer with --json, or of an event; without VIEW, all names.

    event KIND: what is stored of one kind of event; without KIND, which there are.

    events: the catalogue of all kinds, one JSON document to keep.

    --check OLD compares all events with an earlier catalogue, lists the changes, and says one of:

    backward: this version can read every event that the earlier catalogue allowed.

    forward: the earlier version can read every event that this one records.

    full: both. none: neither is certain.

    It ends with 0 at full and backward, and with 1 at forward and none.
    """
    run = session(ctx)
    if check is not None and view is not None:
        raise TyperException("--check compares all events: leave VIEW out.")
    if kind is not None and view != EVENT:
        raise TyperException("Only event is followed by a KIND.")
    if check is not None:
        _check(run, check)
    elif view in (EVENT, EVENTS):
        _event(run, kind, whole=view == EVENTS)
    else:
        _view(run, view)


EVENT, EVENTS = "event", "events"


def _view(run: Session, name: str | None) -> None:
    known = views()
    if name is None:
        run.tell({"views": list(known)}, "\n".join(known))
    elif name not in known:
        raise Refused(
            "view-unknown",
            "There is no such view.{hint} `journeys schema` names them all.",
            hint=did_you_mean(name, known),
        )
    else:
        typer.echo(json.dumps(known[name].model_json_schema(), ensure_ascii=False, indent=2))


def _event(run: Session, kind: str | None, *, whole: bool) -> None:
    from journeys.adapters.contract.catalogue import catalogue

    known = catalogue()
    if whole:
        typer.echo(known.as_json(), nl=False)
    elif kind is None:
        run.tell({"kinds": list(known.kinds)}, "\n".join(known.kinds))
    elif kind not in known.kinds:
        raise Refused(
            "kind-unknown",
            "There is no such kind of event.{hint} `journeys schema event` names them all.",
            hint=did_you_mean(kind, known.kinds),
        )
    else:
        typer.echo(json.dumps(known.kinds[kind].json_schema, ensure_ascii=False, indent=2))


def _check(run: Session, earlier: Path) -> None:
    from journeys.adapters.cli.output.forms.contract import compatibility as drawn
    from journeys.adapters.contract.catalogue import catalogue, read_catalogue
    from journeys.adapters.contract.compatibility import compatibility

    found = compatibility(read_catalogue(earlier), catalogue())
    run.answer(found, drawn)
    if not found.is_backward:
        raise typer.Exit(REFUSED)


def views() -> "dict[str, type[View]]":
    """Return every view that the script answers with, by name.

    Those about a person are what a Reader or an Audit returns; the others are about nobody.
    """
    from journeys.adapters.cli.output.codes import Codes, Lists
    from journeys.adapters.cli.output.laws import OneRule, Rules
    from journeys.adapters.contract.compatibility import Compatibility
    from journeys.app.audit import Audit
    from journeys.app.ports.maintenance import Status
    from journeys.app.reading import Reader
    from journeys.projections.continuity import ContinuityOverview
    from journeys.projections.duty_counts import DutyCounts
    from journeys.projections.health import Health
    from journeys.projections.overview import Overview, Trend
    from journeys.projections.safety.wage_range import WageRange
    from journeys.projections.safety.what_if import WhilePaid
    from journeys.projections.safety.what_if_resting import WhileResting
    from journeys.projections.view import View

    of_a_person = {
        name.replace("_", "-"): each
        for of in (Reader, Audit)
        for name, method in inspect.getmembers(of, inspect.isfunction)
        for each in returned(method)
        if isinstance(each, type) and issubclass(each, View)
    }
    of_nobody: dict[str, type[View]] = {
        "continuity-overview": ContinuityOverview,
        "duty-counts": DutyCounts,
        "health": Health,
        "law-list": Rules,
        "law-show": OneRule,
        "event-compatibility": Compatibility,
        "overview": Overview,
        "overview-trend": Trend,
        "status": Status,
        "vocabularies": Lists,
        "vocabulary": Codes,
        "what-if": WhilePaid,
        "what-if-range": WageRange,
        "what-if-resting": WhileResting,
    }
    return dict(sorted({**of_a_person, **of_nobody}.items()))


def returned(method: object) -> tuple[object, ...]:
    """Return every type that a method of a store or of a reader may return."""
    hint = get_type_hints(method, localns=_views()).get("return")
    return (hint, *get_args(hint)) if get_origin(hint) is UnionType else (hint,)


@cache
def _views() -> Mapping[str, type]:
    """Return the views by name; who returns one imports it only when it is asked for."""
    from journeys import projections

    effects = f"{projections.__name__}.effects."
    names = [each.name for each in walk_packages(projections.__path__, f"{projections.__name__}.")]
    # Of effects the modules with views alone: the others need numpy, which may not be installed.
    names = [each for each in names if not each.startswith(effects)]
    names += [f"{effects}effect", f"{effects}published"]
    return {
        name: each
        for module in map(import_module, names)
        for name, each in vars(module).items()
        if isinstance(each, type)
    }
