"""Commands about the pension: the safety to try, and the way to one where work cannot carry."""

from functools import partial

import typer

from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument, On, RequestId
from journeys.adapters.cli.input.asked import Asked
from journeys.adapters.cli.input.asking import asks
from journeys.adapters.cli.input.confirming import Confirmed
from journeys.adapters.cli.input.context import session
from journeys.domain import verbs

app = typer.Typer(help="Førtidspension: grant it, let it rest, ask for it back, resume it.")
pension = partial(asks, app)

pension(
    "grant",
    verbs.grant_pension,
    "Førtidspension tilkendt: it was granted.",
    on=Asked("Tilkendt: the day it was granted.", today=False),
)
pension(
    "ask-rest",
    verbs.request_pension_rest,
    "Hvilende ønsket: the citizen asks that it rests while work is tried.",
)
pension("rest", verbs.rest_pension, "Hvilende pension: it rests.")


@app.command("explain-safety")
def explain_safety(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    on: On,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Tryghed forklaret: what `journeys safety` answers that day was explained, and is kept."""
    told = session(ctx)
    with told.journeys(dry_run=dry_run) as journeys:
        journey_id = told.journey(journeys, journey)
        entries = journeys.explain_safety(
            journey_id, on=on, actor=told.actor, request_id=request_id
        )
    told.confirm(Confirmed(journey_id, entries, dry_run=dry_run))


pension(
    "ask-return",
    verbs.request_pension_return,
    "Genoptagelse ønsket: the citizen asks for it back. Always accepted.",
)
pension(
    "resume",
    verbs.resume_pension,
    "Pension genoptaget: it is taken up again, paid from the decided day.",
)
pension(
    "reassess",
    verbs.set_reassessment,
    "Revurdering fastsat: by when the right is looked at again.",
    due="Revurdering: the day by which it is looked at again.",
)
pension(
    "withdraw",
    verbs.withdraw_pension,
    "Frakendelse: only by a ruling that the law of that day allows.",
)
pension(
    "unrealistic",
    verbs.find_self_support_unrealistic,
    "Selvforsørgelse ikke realistisk: preparing a pension is due at once.",
    words="About work and what was tried; no cause.",
)
pension(
    "fleksjob-not-sustainable",
    verbs.find_flex_job_not_sustainable,
    "Fleksjob kan ikke holdes: preparing a pension is due at once.",
    words="About work and what was tried; no cause.",
)
pension("prepare", verbs.start_pension_preparation, "Pension forberedes: the case is prepared.")
pension("apply", verbs.apply_for_pension, "Pension søgt: the case is raised.")
