"""Commands about work: placements and education."""

from typing import Annotated
from uuid import uuid4

import typer

from journeys.adapters.cli.arguments import (
    EducationArgument,
    JourneyArgument,
    On,
    PaidHours,
    PlacementArgument,
    PresentHours,
    Reason,
    ReasonIfAny,
    RequestId,
)
from journeys.adapters.cli.context import ask, record
from journeys.adapters.cli.ids import education_named, placement_named
from journeys.domain.decisions.deciding import decide
from journeys.domain.vocabulary import EducationId, PlacementId, PlacementKind
from journeys.verbs import (
    change_placement_hours,
    end_education,
    end_placement,
    start_education,
    start_placement,
)

placement = typer.Typer(help="Plads: work that is tried or done; any paid hour counts.")
education = typer.Typer(help="Uddannelse: education and apprenticeship.")


@placement.command()
def start(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    kind: Annotated[PlacementKind, typer.Option(help="Slags plads: what it is.")],
    employer: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="Virksomhed: where.")
    ] = "",
    tasks: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="Opgaver: what is done there.")
    ] = "",
    paid_hours: PaidHours = None,
    present_hours: PresentHours = None,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Plads: it begins."""
    ask(
        ctx,
        journey,
        request_id,
        start_placement,
        placement=PlacementId(uuid4()),
        placement_kind=kind,
        employer=employer,
        tasks=tasks,
        paid_hours=paid_hours,
        present_hours=present_hours,
        on=on,
    )


@placement.command()
def hours(
    ctx: typer.Context,
    journey: JourneyArgument,
    placement: PlacementArgument = None,
    *,
    paid_hours: PaidHours = None,
    present_hours: PresentHours = None,
    on: On,
    request_id: RequestId = None,
) -> None:
    """Plads: its hours change; what is left out stays as it was."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            change_placement_hours,
            placement=placement_named(history, placement, on),
            paid_hours=paid_hours,
            present_hours=present_hours,
            on=on,
        ),
    )


@placement.command()
def end(
    ctx: typer.Context,
    journey: JourneyArgument,
    placement: PlacementArgument = None,
    *,
    reason: Reason,
    learned: Annotated[
        str, typer.Option(metavar="TEXT", show_default=False, help="What was learned.")
    ] = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Plads: it comes to its end, with what was learned."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            end_placement,
            placement=placement_named(history, placement, on),
            reason=reason,
            learned=learned,
            on=on,
        ),
    )


@education.command("start")
def start_learning(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    kind: Annotated[str, typer.Option(metavar="CODE", help="Slags uddannelse: what it is.")],
    on: On,
    request_id: RequestId = None,
) -> None:
    """Uddannelse: it begins."""
    ask(
        ctx,
        journey,
        request_id,
        start_education,
        education=EducationId(uuid4()),
        education_kind=kind,
        on=on,
    )


@education.command("end")
def end_learning(
    ctx: typer.Context,
    journey: JourneyArgument,
    education: EducationArgument = None,
    *,
    reason: ReasonIfAny = "",
    on: On,
    request_id: RequestId = None,
) -> None:
    """Uddannelse: it comes to its end."""
    record(
        ctx,
        journey,
        request_id,
        lambda history: decide(
            history,
            end_education,
            education=education_named(history, education, on),
            reason=reason,
            on=on,
        ),
    )
