"""Commands about the plan: what is agreed about the way, and what has to come first."""

from functools import partial

import typer

from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs

app = typer.Typer(help="The plan: agree on it, its pace and its support; let a need come first.")
plan = partial(add_verb, app)

plan("agree", verbs.agree_plan, "Agree on the plan together; each time it is a new version.")
plan(
    "acknowledge",
    verbs.acknowledge_plan,
    "The citizen has read the plan, and may comment.",
    version="Which version, where it is not the newest.",
    words="What the citizen says of it.",
)
plan("pace", verbs.agree_pace, "Agree on a pace, on the citizen's own terms.")
plan(
    "prioritise",
    verbs.prioritise_path,
    "Agree what goes first, and why.",
    words="What goes first now.",
)
plan(
    "need",
    verbs.put_need_first,
    "Something has to come first: work waits. What it is, is not written down.",
)
plan("need-met", verbs.meet_need, "What had to come first is in place now.")
plan(
    "phase",
    verbs.enter_phase,
    "A phase of the way begins; going back says why.",
    reason="Why, where it goes back.",
)
plan("support", verbs.change_support_level, "Step the support up or down, and say why.")
