"""Commands about the pension: the safety to try, and the way to one where work cannot carry."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import typer

from journeys.adapters.cli.input.arguments import DryRun, JourneyArgument, On, RequestId, Sure
from journeys.adapters.cli.input.context import Session, session
from journeys.adapters.cli.input.prompting import choose, day_typed
from journeys.adapters.cli.input.recording import record_by
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.adapters.cli.output.argument_help import ArgumentHelp
from journeys.adapters.words.language import say
from journeys.domain import verbs
from journeys.domain.decisions.pension_grant import needs_case_begun
from journeys.domain.errors import Refused

app = typer.Typer(help="Disability pension: grant it, let it rest, ask for it back, resume it.")
pension = partial(add_verb, app)


def case_begun_first(run: Session, given: Mapping[str, Any]) -> dict[str, Any]:
    """Ask for the day of the case where the scheme is not settled without it; it may be unknown."""
    needed = needs_case_begun(run.book.law.newest, given["scheme"], given["on"])
    if given["case_begun"] or not needed:
        return {}
    question = say("Which day was the case begun? The scheme goes by it. Empty if nobody knows: ")
    begun = day_typed(question)
    return {} if begun is None else {"case_begun": begun}


pension(
    "grant",
    verbs.grant_pension,
    "A disability pension was granted.",
    on=ArgumentHelp("The day it was granted.", today=False),
    ask_first=case_begun_first,
)
pension(
    "change-scheme",
    verbs.change_pension_scheme,
    "A pension of the old scheme moved to the new one.",
    on=ArgumentHelp("The day it moved.", today=False),
)
pension(
    "ask-rest",
    verbs.request_pension_rest,
    "The citizen asks that the pension rests while work is tried.",
)


def own_wish_instead(run: Session, refusal: Refused) -> dict[str, Any]:
    """Ask, where no ruling lets the pension rest, whether it is the citizen's own wish."""
    if refusal.code != "rest-ruling-missing" or not run.may_ask:
        return {}
    choices = (
        say("It is the citizen's own wish"),
        say("It is a ruling: that is recorded first"),
    )
    question = say("No ruling is recorded by which the pension rests. Type which it is: ")
    return {"ground": "own-wish"} if choose(question, choices) == 0 else {}


pension("rest", verbs.rest_pension, "Let the pension rest.", ask_about_refusal=own_wish_instead)


@app.command("explain-safety")
def explain_safety(
    ctx: typer.Context,
    journey: JourneyArgument,
    *,
    on: On,
    sure: Sure = None,
    dry_run: DryRun = False,
    request_id: RequestId = None,
) -> None:
    """Tryghed forklaret: record that the answer of `journeys safety` for that day was explained."""
    actor = session(ctx).actor
    record_by(
        ctx,
        journey,
        lambda journeys, journey_id, sure: journeys.explain_safety(
            journey_id, on=on, actor=actor, request_id=request_id, sure=sure
        ),
        dry_run=dry_run,
        sure=sure,
    )


pension(
    "ask-return",
    verbs.request_pension_return,
    "The citizen asks for the pension back. This can always be recorded.",
)
pension(
    "resume",
    verbs.resume_pension,
    "The pension is taken up again, paid from the decided day.",
)
pension(
    "reassess",
    verbs.set_reassessment,
    "By when the right is looked at again.",
    due="The day by which it is looked at again.",
)
pension(
    "withdraw",
    verbs.withdraw_pension,
    "The pension is withdrawn: only by a ruling that the law of that day allows.",
)
pension(
    "unrealistic",
    verbs.find_self_support_unrealistic,
    "Self-support is not realistic: preparing a pension is due at once.",
    words="About work and what was tried; no cause.",
)
pension(
    "fleksjob-not-sustainable",
    verbs.find_flex_job_not_sustainable,
    "A flexi-job cannot be kept: preparing a pension is due at once.",
    words="About work and what was tried; no cause.",
)
pension("prepare", verbs.start_pension_preparation, "The pension case is prepared.")
pension("apply", verbs.apply_for_pension, "A pension is applied for: the case is raised.")
