"""The command that prints the JSON Schema of each view, as --json answers with it."""

import inspect
import json
from types import UnionType
from typing import TYPE_CHECKING, Annotated, get_args, get_origin, get_type_hints

import typer

from journeys.adapters.cli.input.arguments import RECORD
from journeys.adapters.cli.input.context import session
from journeys.adapters.files.problems import did_you_mean
from journeys.domain.errors import Refused

if TYPE_CHECKING:
    from journeys.projections.view import View

app = typer.Typer()


@app.command(rich_help_panel=RECORD)
def schema(
    ctx: typer.Context,
    view: Annotated[
        str | None, typer.Argument(metavar="VIEW", help="Its name; all where left out.")
    ] = None,
) -> None:
    """Skema: the shape of an answer with --json, as JSON Schema; without VIEW, which there are."""
    known = views()
    if view is None:
        session(ctx).tell({"views": list(known)}, "\n".join(known))
    elif view not in known:
        raise Refused(
            "view-unknown",
            "There is no such view.{hint} `journeys schema` names them all.",
            hint=did_you_mean(view, known),
        )
    else:
        typer.echo(json.dumps(known[view].model_json_schema(), ensure_ascii=False, indent=2))


def views() -> "dict[str, type[View]]":
    """Return every view that the script answers with, by name.

    Those about a person are what a Reader or an Audit returns; the others are about nobody.
    """
    from journeys.adapters.cli.output.codes import Codes, Lists
    from journeys.adapters.cli.output.laws import OneRule, Rules
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
        for each in _returned(method)
        if isinstance(each, type) and issubclass(each, View)
    }
    of_nobody: dict[str, type[View]] = {
        "continuity-overview": ContinuityOverview,
        "duty-counts": DutyCounts,
        "health": Health,
        "law-list": Rules,
        "law-show": OneRule,
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


def _returned(method: object) -> tuple[object, ...]:
    """Return every type that a method may return."""
    hint = get_type_hints(method).get("return")
    return (hint, *get_args(hint)) if get_origin(hint) is UnionType else (hint,)
