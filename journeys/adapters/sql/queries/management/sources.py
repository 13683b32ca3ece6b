"""Where the rows of each figure come from.

A row is there once for each time that a journey is in a figure. What a figure counts and whom
somebody sees who opens it are read off the same rows.
"""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from journeys.adapters.sql.queries.management.case_sources import (
    changes,
    changes_each,
    citizens_past_due,
    handovers,
    past_due,
    without_next_step,
)
from journeys.adapters.sql.queries.management.flow_sources import (
    citizens,
    entered,
    left,
    pension,
    reached,
    resumed,
    successes,
)
from journeys.adapters.sql.queries.management.rows import Source
from journeys.adapters.sql.queries.management.work_sources import (
    by_hours,
    first_effort,
    first_paid_hour,
    in_paid_hours,
    longest_gap,
    without_effort,
)
from journeys.projections.figure_codes import FigureCode

ASKED_BACK = partial(pension, "return-asked")

SOURCES: Mapping[FigureCode, Source] = MappingProxyType(
    {
        "citizens": citizens,
        "in-paid-hours": in_paid_hours,
        "hours-a-week": in_paid_hours,
        "hours-band": by_hours,
        "past-due": past_due,
        "past-due-days": past_due,
        "without-effort": without_effort,
        "without-effort-days": without_effort,
        "entered": entered,
        "left": left,
        "pensions-resting": partial(pension, "resting"),
        "pensions-asked-back": ASKED_BACK,
        "pensions-asked-back-days": ASKED_BACK,
        "pensions-resumed": resumed,
        "subgoals-reached": reached,
        "small-successes": successes,
        "days-to-first-effort": first_effort,
        "days-to-paid-hour": first_paid_hour,
        "caseworker-changes": changes,
        "changes-each": changes_each,
        "longest-gap": longest_gap,
        "handovers-waiting": handovers,
        "without-next-step": without_next_step,
        "citizens-past-due": citizens_past_due,
    }
)
