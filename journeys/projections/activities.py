"""Activities: placements, measures and educations of a journey, each of them shown once.

A placement and the measure it is recorded as part of (`PlacementStarted.measure`) are one thing to
the reader, such as a virksomhedspraktik. This is the one place that says which of them is shown:

- The placement stands for the measure while it runs, and when both have ended.
- Where the measure runs on after its last placement ended, the measure is shown in their place.
- On the path the placement's beginning and end are shown; its measure has no marks of its own.

Without that link a measure and a placement are two things, whatever their kinds, employers and
days: nothing is guessed.
"""

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import UUID

from pydantic import Field

from journeys.domain.events.measures import Measure, Measures
from journeys.domain.events.work import HoursFrom, Placement, Work
from journeys.domain.journey import Journey
from journeys.domain.vocabulary import Hours, MeasureId, TaskId
from journeys.projections.view import View


class Activity(View):
    """Aktivitet: a placement, measure, education or community, running or ended.

    Hours are a week's: of the day while it runs, and those at its end where it has ended.
    """

    thing: UUID
    kind: str
    since: date
    employer: str = ""
    paid_hours: Hours | None = None
    present_hours: Hours | None = None
    until: date | None = None
    """The first day without it; None while it runs."""
    learned: str = ""
    tasks: str = Field(default="", exclude_if=operator.not_)
    """What there is to do, in words; left out where nothing was said, or it is other tasks now."""
    post: UUID | None = Field(default=None, exclude_if=operator.not_)
    """Of a placement: the post it is in, or was in; left out where there is none."""


def activities(journey: Journey) -> Iterator[Activity]:
    """Yield each activity that has begun, running or ended; a measure and its placement as one."""
    linked = _by_measure(journey.work)
    runs_on = {
        measure
        for measure, places in linked.items()
        if (granted := journey.measures.granted.get(measure)) is not None
        and granted.runs
        and all(place.ended for place in places)
    }
    for place in journey.work.placements.values():
        if place.measure not in runs_on:
            yield _placement(place, place.hours_that_held[-1])
    for measure, each in journey.measures.granted.items():
        if measure in runs_on or measure not in linked:
            yield from _started(each, linked.get(measure, ()))
    yield from _educations(journey)


def happened(journey: Journey) -> Iterator[Activity]:
    """Yield what began, with its hours at the start: placements, and measures without any."""
    linked = _by_measure(journey.work)
    for place in journey.work.placements.values():
        yield _placement(place, place.hours[0])
    for measure, each in journey.measures.granted.items():
        if measure not in linked:
            yield from _started(each, ())
    yield from _educations(journey)


def to_come(journey: Journey) -> Iterator[Activity]:
    """Yield measures and aids that were granted and have not begun or arrived.

    A measure whose placement began has begun.
    """
    linked = _by_measure(journey.work)
    for measure, each in journey.measures.granted.items():
        if each.started is None and each.ended is None and measure not in linked:
            granted = each.granted
            yield Activity(
                thing=granted.measure,
                kind=granted.measure_kind,
                since=granted.on,
                employer=granted.provider,
            )
    for aid in journey.measures.aids.values():
        if aid.arrived is None:
            yield Activity(thing=aid.granted.aid, kind=aid.granted.aid_kind, since=aid.granted.on)


def measures_alone(measures: Measures, work: Work) -> Iterator[Measure]:
    """Yield the running measures that no running placement stands for."""
    stood_for = {place.measure for place in work.running}
    return (each for each in measures.running if each.granted.measure not in stood_for)


def _placement(place: Placement, hours: HoursFrom) -> Activity:
    return Activity(
        thing=place.placement,
        kind=place.placement_kind,
        since=place.since,
        employer=place.employer,
        paid_hours=hours.paid_hours,
        present_hours=hours.present_hours,
        until=place.ended,
        learned=place.learned,
        tasks=place.tasks if _task_ids(hours) == _task_ids(place.hours[0]) else "",
        post=None if hours.post is None else hours.post.post,
    )


def _task_ids(hours: HoursFrom) -> set[TaskId]:
    return {each.task for each in hours.post.tasks} if hours.post else set()


def _by_measure(work: Work) -> Mapping[MeasureId, Sequence[Placement]]:
    """Return the placements that are part of a measure, by measure."""
    linked = defaultdict[MeasureId, list[Placement]](list)
    for place in work.placements.values():
        if place.measure is not None:
            linked[place.measure].append(place)
    return dict(linked)


def _started(measure: Measure, places: Sequence[Placement]) -> Iterator[Activity]:
    """Yield the measure if it has begun, with what was learned at its placements."""
    if measure.started is not None:
        learned = [place.learned for place in places if place.learned]
        yield Activity(
            thing=measure.granted.measure,
            kind=measure.granted.measure_kind,
            since=measure.started,
            employer=measure.granted.provider,
            until=measure.ended,
            learned="\n".join(learned),
        )


def _educations(journey: Journey) -> Iterator[Activity]:
    for study in journey.work.educations.values():
        yield Activity(
            thing=study.education,
            kind=study.education_kind,
            since=study.since,
            until=study.ended,
        )
