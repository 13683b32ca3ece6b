"""Commands about strengths: what somebody can, wants and belongs to."""

from functools import partial

import typer

from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs

app = typer.Typer(help="Strengths: what the citizen is able to do, and wants to.")
community = typer.Typer(help="Communities: a club, a volunteer place, a network.")
strength, tie = partial(add_verb, app), partial(add_verb, community)

strength(
    "competence",
    verbs.record_competence,
    "Something the citizen is able to do.",
    words="What it is.",
)
strength(
    "potential",
    verbs.notice_potential,
    "Something that others had not seen yet.",
    words="What it is.",
)
strength(
    "profile",
    verbs.draw_resource_profile,
    "Draw the resource profile together; an element may be left open.",
)
strength(
    "progress",
    verbs.measure_progress,
    "Score an instrument; an item may be left unanswered.",
    version="The version of the instrument.",
)
strength("wellbeing", verbs.tell_wellbeing, "How the citizen is; nobody has to tell.")
strength(
    "challenge",
    verbs.agree_challenge,
    "Agree on a challenge that serves a goal of the citizen's own.",
    words="What it is.",
    subgoal="The citizen's own subgoal it serves; a hope, where it is left out.",
)

tie(
    "start",
    verbs.start_community_tie,
    "The citizen becomes part of a community; it counts as a step.",
    makes="tie",
)
tie("end", verbs.end_community_tie, "The citizen's time in a community ends.")
