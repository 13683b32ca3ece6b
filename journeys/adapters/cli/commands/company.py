"""Commands about the company: who takes part, when the two talk, and how somebody is met."""

from functools import partial

import typer

from journeys.adapters.cli.input.arguments import PEOPLE
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs

app = typer.Typer()
relative = typer.Typer(help="A relative takes part, with the citizen's consent.")
mentor = typer.Typer(help="A mentor takes part.")
company = partial(add_verb, app, panel=PEOPLE)

company(
    "meet-me",
    verbs.note_meeting_need,
    "How the citizen wants to be met, in the citizen's own words.",
)
company(
    "life-phase",
    verbs.change_life_phase,
    "A new phase of life: what changes, why, and when the citizen was told.",
    what="What changes.",
    why="Why it changes.",
)
company(
    "follow-up",
    verbs.agree_follow_up,
    "Agree by when the two talk again, or at what time, where and how; it replaces the last one.",
    how="How the two talk.",
)
company("call-off", verbs.call_off_follow_up, "Call off the talk that is agreed.")

add_verb(
    relative,
    "involve",
    verbs.involve_relative,
    "A relative takes part from this day.",
    who="Who it is, by a name the citizen uses.",
)
add_verb(
    relative,
    "release",
    verbs.release_relative,
    "A relative no longer takes part.",
    who="Who it is, by the same name.",
)
add_verb(mentor, "assign", verbs.assign_mentor, "A mentor takes part from this day.")
add_verb(mentor, "release", verbs.release_mentor, "A mentor no longer takes part.")
