"""Commands about work: placements and education, and what happens at a place of work."""

from functools import partial

import typer

from journeys.adapters.cli.input.employers.taking import begin_in_post, change_in_post
from journeys.adapters.cli.input.verb_commands import add_verb
from journeys.domain import verbs

placement = typer.Typer(help="Placements: work that is tried or done; any paid hour counts.")
education = typer.Typer(help="Education and apprenticeship.")
workplace = typer.Typer(help="The workplace: a match, how the tasks are done, and how it lasts.")
place, study = partial(add_verb, placement), partial(add_verb, education)
at_work = partial(add_verb, workplace, placement="The placement it is about, by its first signs.")

place(
    "start",
    verbs.start_placement,
    "A placement begins.",
    makes="placement",
    asked_along=("employer", "tasks", "paid_hours", "present_hours", "on"),
    in_post=begin_in_post,
    measure="The measure it is part of, by its first signs.",
)
place(
    "hours",
    verbs.change_placement_hours,
    "The hours of a placement change; what is left out stays as it was.",
    in_post=change_in_post,
)
place(
    "confirm",
    verbs.confirm_hours,
    "The employer confirms the hours of a placement; without hours, the recorded ones.",
)

study("start", verbs.start_education, "An education begins.", makes="education")
study("end", verbs.end_education, "An education ends.")

at_work(
    "way",
    verbs.find_way_of_working,
    "A way to do a task, found by citizen and employer together.",
)
at_work("match", verbs.agree_match, "Tasks and competences fit, and both say so.")
at_work(
    "expectations",
    verbs.agree_expectations,
    "Agree on expectations, clear to citizen and employer.",
)
at_work("feedback", verbs.give_employer_feedback, "What the workplace tells.")
at_work(
    "risk",
    verbs.notice_retention_risk,
    "A job needs a hand before it grows.",
    words="About the work, and what may help; no cause.",
)
at_work("retention", verbs.check_retention, "Look together at how the job goes.")
at_work("after", verbs.check_in_after_job, "Ask how it goes after the job.")
