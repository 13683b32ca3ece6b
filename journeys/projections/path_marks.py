"""Path marks: what has happened on one citizen's path, in order, with that day's safety net."""

import operator
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from typing import Literal

from pydantic import Field

from journeys.domain.events.pension import PensionRested, PensionResumed, PensionReturnRequested
from journeys.domain.events.people import (
    JourneyClosed,
    JourneyOpened,
    JourneyRested,
    JourneyResumed,
)
from journeys.domain.guarantee import Guarantee
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import Answer, Hours
from journeys.projections.activities import Activity, happened
from journeys.projections.milestones import Milestones
from journeys.projections.safety.safety_context import SafetyContext
from journeys.projections.view import BothLanguages, View

Turn = Literal[
    "opened",
    "rested",
    "resumed",
    "closed",
    "pension-rested",
    "pension-asked",
    "pension-resumed",
]
Happening = Literal["reached", "set-aside", "success", "began", "more-hours", "ended", "moved"]

TURNS: dict[type, Turn] = {
    JourneyOpened: "opened",
    JourneyRested: "rested",
    JourneyResumed: "resumed",
    JourneyClosed: "closed",
    PensionRested: "pension-rested",
    PensionReturnRequested: "pension-asked",
    PensionResumed: "pension-resumed",
}
VOCABULARIES = ("placement", "measure", "education", "aid")
"""The vocabularies that name activities."""
NEWEST_SHOWN = 12
"""How many of the newest marks are shown one by one; older ones are grouped by year."""


class Mark(View):
    """Mærke: one thing that has happened on the path."""

    on: date
    what: Turn | Happening
    words: str = ""
    """A step's title, or what went well."""
    thing: BothLanguages | None = None
    """What began or ended, or has more paid hours."""
    left: BothLanguages | None = None
    """What ended that day, where the citizen moved from it to something else."""
    said: str = ""
    """What the citizen said or learned then."""
    at: str = ""
    """The employer or place, where there is one."""
    tasks: str = Field(default="", exclude_if=operator.not_)
    """What there is to do in what began, in words; left out where nothing was said."""
    paid_hours: Hours | None = None
    """Paid hours a week from that day on, of what began or has more."""
    paid_before: Hours | None = None
    """Paid hours a week until then, where they rose."""
    net: Answer = "none"
    """The safety answer of that day; none where there was no pension."""
    net_exception: bool = False
    """Whether special circumstances could lift what protected the right that day."""


class FoldedYear(View):
    """År: the marks of an older year."""

    year: int
    marks: tuple[Mark, ...]

    def count(self, what: Turn | Happening) -> int:
        """Return how many of its marks are of that kind."""
        return sum(mark.what == what for mark in self.marks)


def marks(view: Milestones, known: History, book: Rulebook, on: date) -> list[Mark]:
    """Return the marks up to a day, in order, each with the safety answer of its day."""
    found = sorted(_marks(view, known.on(on), book), key=lambda mark: mark.on)
    in_order = [mark for _, of_day in groupby(found, _day) for mark in _with_moves(list(of_day))]
    nets = {
        day: SafetyContext(known, book, book.law.newest, day).guarantee
        for day in {mark.on for mark in in_order}
    }
    return [_with_net(mark, nets[mark.on]) for mark in in_order]


def _with_net(mark: Mark, net: Guarantee) -> Mark:
    return mark.model_copy(update={"net": net.answer, "net_exception": net.has_exception})


def _day(mark: Mark) -> date:
    return mark.on


def _with_moves(of_day: list[Mark]) -> list[Mark]:
    """Return the marks of a day; one end and one beginning become one move."""
    ended = [mark for mark in of_day if mark.what == "ended"]
    began = [mark for mark in of_day if mark.what == "began"]
    if len(ended) != 1 or len(began) != 1:
        return of_day
    moved = began[0].model_copy(
        update={"what": "moved", "left": ended[0].thing, "said": ended[0].said}
    )
    return [moved if mark is began[0] else mark for mark in of_day if mark is not ended[0]]


def fold_by_year(marks: list[Mark]) -> tuple[tuple[FoldedYear, ...], tuple[Mark, ...]]:
    """Return the older marks by year, and the newest one by one."""
    older, newest = marks[:-NEWEST_SHOWN], marks[-NEWEST_SHOWN:]
    years = dict.fromkeys(mark.on.year for mark in older)
    return tuple(
        FoldedYear(year=year, marks=tuple(mark for mark in older if mark.on.year == year))
        for year in years
    ), tuple(newest)


def all_activities(view: Milestones) -> tuple[Activity, ...]:
    """Return every activity, running or ended: work, measures, education, communities."""
    return (*view.activities, *view.communities)


def code_name(code: str, book: Rulebook) -> BothLanguages:
    """Return what a code is called; a community has the citizen's own words."""
    for kinds in VOCABULARIES:
        if term := book.vocabularies[kinds].terms.get(code):
            return BothLanguages(da=term.da, en=term.en)
    return BothLanguages(da=code, en=code)


def _marks(view: Milestones, as_of: History, book: Rulebook) -> Iterator[Mark]:
    """Yield what has happened, in no order.

    Hours are those of that day, whatever they became later. More paid hours are a mark of their
    own; fewer are none: a setback is not shown as a failure.
    """
    for entry in as_of.in_force:
        if type(entry.event) in TURNS:
            yield Mark(on=entry.event.on, what=TURNS[type(entry.event)])
    for step in view.steps:
        if step.until is not None and step.status != "open":
            # Why a step was set aside stays between citizen and caseworker.
            said = step.words if step.status == "reached" else ""
            yield Mark(on=step.until, what=step.status, words=step.title, said=said)
    for success in view.successes:
        yield Mark(on=success.on, what="success", words=success.words)
    for each in (*happened(as_of.journey), *view.communities):
        thing, at = code_name(each.kind, book), each.employer
        yield Mark(
            on=each.since,
            what="began",
            thing=thing,
            at=at,
            tasks=each.tasks,
            paid_hours=each.paid_hours,
        )
        if each.until is not None:
            yield Mark(on=each.until, what="ended", thing=thing, at=at, said=each.learned)
    for place in as_of.journey.work.placements.values():
        thing = code_name(place.placement_kind, book)
        for before, now in place.rises:
            yield Mark(
                on=now.since,
                what="more-hours",
                thing=thing,
                at=place.employer,
                paid_hours=now.paid_hours,
                paid_before=before,
            )
