"""Commands about the way: wishes, hopes, small successes, and subgoals, which are its steps."""

from functools import partial

import typer

from journeys.adapters.cli.input.arguments import WAY
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs

app = typer.Typer()
subgoal = typer.Typer(help="Subgoals: set one, revise it, reach it, or lay it aside for now.")
way, step = partial(add_verb, app, panel=WAY), partial(add_verb, subgoal)

way("wish", verbs.express_wish_to_work, "The citizen wants to work.")
way("hope", verbs.state_hope, "A hope, a dream or a goal, in the citizen's own words.")
way(
    "success",
    verbs.notice_small_success,
    "A small success: something went well, and somebody noticed.",
    subgoal="The subgoal it leads toward.",
)

step("set", verbs.set_subgoal, "Set a concrete next step, with its why.", makes="subgoal")
step(
    "revise",
    verbs.revise_subgoal,
    "Change a subgoal to fit better; what is left out stays as it was.",
)
step("reach", verbs.reach_subgoal, "A subgoal is reached.", words="What there is to say of it.")
step("set-aside", verbs.set_aside_subgoal, "Lay a subgoal aside for now; the reason is kept.")
