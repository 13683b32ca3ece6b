"""A law tried: what would become of everybody's answer about the pension. Nothing is stored.

Counts show nobody, and no look is logged. Whose answer would be another is a logged look at each.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor
from datetime import date
from functools import partial
from typing import NamedTuple

from journeys.app.logged_reads import LoggedReads
from journeys.app.population import PartAnswers, answers_unlogged
from journeys.app.ports.maintenance import Progress
from journeys.domain.decisions.access import require_may_look_across, require_may_manage
from journeys.domain.decisions.restriction import is_exempt
from journeys.domain.law import Law
from journeys.domain.message import Message
from journeys.projections.safety.law_tried import (
    LawTried,
    TriedCounts,
    TriedJourney,
    TriedJourneys,
    in_order,
    law_tried,
    masked_tried,
)
from journeys.projections.safety.tried import Trial, Tried, other_days, trial, tried

LOOK = "changed-by-law"


class RunBy(NamedTuple):
    """Kørsel: on what the journeys are read, as `Population.answers` takes it."""

    executor: Executor | None = None
    workers: int | None = None
    progress: Progress | None = None


def count_tried(
    stores: Mapping[str, LoggedReads],
    law: Law,
    *,
    on: date,
    run_by: RunBy,
) -> LawTried:
    """Return how many answers in these stores would be weaker, stronger, or the same.

    Small counts are masked, but for a role of oversight. Refused: role-may-not.
    """
    seen = _require_may_manage(stores)
    other, counts, set_aside = trial(law, seen.book.law), TriedCounts(), dict[str, Message]()
    for part in _answers(stores, other, on, run_by):
        set_aside.update(part.set_aside)
        for found in part.answers.values():
            if found is not None:
                counts.add(found)
    view = law_tried(counts, other, seen.book.law, on, set_aside)
    return view if is_exempt(seen.actor, seen.book) else masked_tried(view)


def find_tried(
    stores: Mapping[str, LoggedReads],
    law: Law,
    *,
    on: date,
    run_by: RunBy,
) -> TriedJourneys:
    """Return whose answer in these stores would be weaker or stronger, each a logged look.

    Those that are restricted to others are set aside. Refused: role-may-not.
    """
    seen = _require_may_manage(stores)
    require_may_look_across(seen.actor, seen.book)
    other, set_aside = trial(law, seen.book.law), dict[str, Message]()
    found = dict[str, list[TriedJourney]]({code: [] for code in stores})
    for part in _answers(stores, other, on, run_by):
        set_aside.update(part.set_aside)
        found[part.store] += (
            TriedJourney(journey=journey, municipality=part.store, **each._asdict())
            for journey, each in part.answers.items()
            if each is not None and each.change != "same"
        )
    shown = [_shown(logged, found[code], on) for code, logged in stores.items()]
    for each in shown:
        set_aside.update(each.set_aside)
    return TriedJourneys(
        on=on,
        journeys=in_order(line for each in shown for line in each.journeys),
        other_days=other_days(other, seen.book.law, on),
        set_aside=set_aside,
    )


def _shown(logged: LoggedReads, found: list[TriedJourney], on: date) -> TriedJourneys:
    """Return those that the actor may open, after the look at each of them is logged."""
    view = TriedJourneys(on=on, journeys=tuple(found))
    return logged.behind(
        LOOK, lambda _: view, lambda shown: (each.journey for each in shown.journeys)
    )


def _require_may_manage(stores: Mapping[str, LoggedReads]) -> LoggedReads:
    """Require that the actor may see the figures of each store, and return one of them."""
    for logged in stores.values():
        require_may_manage(logged.actor, logged.book)
    return next(iter(stores.values()))


def _answers(
    stores: Mapping[str, LoggedReads],
    other: Trial,
    on: date,
    run_by: RunBy,
) -> Iterator[PartAnswers[Tried | None]]:
    return answers_unlogged(
        stores,
        partial(tried, other),
        on=on,
        executor=run_by.executor,
        workers=run_by.workers,
        progress=run_by.progress,
    )
