"""Commands about work: placements and education, and what happens at a place of work."""

from functools import partial

import typer

from journeys.adapters.cli.input.asking import asks
from journeys.domain import verbs

placement = typer.Typer(help="Plads: work that is tried or done; any paid hour counts.")
education = typer.Typer(help="Uddannelse: education and apprenticeship.")
workplace = typer.Typer(help="Arbejdsplads: a match, how the tasks are done, and how it lasts.")
place, study = partial(asks, placement), partial(asks, education)
at_work = partial(asks, workplace, placement="Plads: the one it is about, by its first signs.")

place(
    "start",
    verbs.start_placement,
    "Plads: it begins.",
    makes="placement",
    measure="Tilbud: the measure it is part of, by its first signs.",
)
place(
    "hours",
    verbs.change_placement_hours,
    "Plads: its hours change; what is left out stays as it was.",
)
place("end", verbs.end_placement, "Plads: it comes to its end, with what was learned.")

study("start", verbs.start_education, "Uddannelse: it begins.", makes="education")
study("end", verbs.end_education, "Uddannelse: it comes to its end.")

at_work(
    "way",
    verbs.find_way_of_working,
    "Måden opgaven løses på: found by citizen and employer together.",
)
at_work("match", verbs.agree_match, "Match: tasks and competences fit, and both say so.")
at_work(
    "expectations",
    verbs.agree_expectations,
    "Forventninger: agree on them, clear to citizen and employer.",
)
at_work("feedback", verbs.give_employer_feedback, "Tilbagemelding: what the place of work tells.")
at_work(
    "risk",
    verbs.notice_retention_risk,
    "Fastholdelse: a job needs a hand before it grows.",
    words="About the work, and what may help; no cause.",
)
at_work("retention", verbs.check_retention, "Fastholdelse: look together at how the job goes.")
at_work("after", verbs.check_in_after_job, "Kontakt efter job: ask how it goes now.")
