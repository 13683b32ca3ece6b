"""Work: placements, jobs and education."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from pydantic import Field

from journeys.domain.events.fact import Fact, is_missing
from journeys.domain.events.post_taken import PostTaken
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
    HAPPENED,
    Code,
    EducationId,
    From,
    Hours,
    MeasureId,
    PlacementId,
    PlacementKind,
    Words,
)


class WorkFact(Fact):
    """A fact about a placement, a job or an education."""


class PlacementStarted(WorkFact):
    """Plads begyndt: work is tried or done somewhere. Any paid hour counts.

    Paid hours and hours present are separate: somebody may be there for twenty and be paid for ten.
    """

    kind: Literal["placement-started"] = "placement-started"
    professional: ClassVar = "A placement started"
    citizen: ClassVar = "You began at a workplace"
    may_be_planned: ClassVar = True
    placement: PlacementId
    placement_kind: PlacementKind
    employer: Words = ""
    tasks: Words = ""
    paid_hours: Hours | None = None
    present_hours: Hours | None = None
    measure: MeasureId | None = Field(default=None, exclude_if=is_missing)
    """The measure that it is part of, if any."""
    post: PostTaken | None = Field(
        default=None, exclude_if=is_missing, json_schema_extra={"since": 4}
    )
    """The post that it is in, if the employer has one in the store."""

    @property
    def establishes(self) -> str | None:
        """The placement."""
        return f"placement {self.placement}"


class AboutAPlacement(WorkFact):
    """A fact about a placement that was started."""

    placement: PlacementId

    @property
    def rests_on(self) -> str | None:
        """The placement was started."""
        return f"placement {self.placement}"


class PlacementHoursChanged(AboutAPlacement):
    """Timer ændret: a field that is None stays as it was."""

    kind: Literal["placement-hours-changed"] = "placement-hours-changed"
    professional: ClassVar = "The hours of a placement changed"
    citizen: ClassVar = "Your hours changed"
    may_be_planned: ClassVar = True
    paid_hours: Hours | None = None
    present_hours: Hours | None = None
    post: PostTaken | None = Field(
        default=None, exclude_if=is_missing, json_schema_extra={"since": 4}
    )
    """What is taken from now on, of this post or another one."""


class HoursConfirmed(AboutAPlacement):
    """Timer bekræftet: the employer confirmed the hours of a placement on a day.

    Evidence, and no more: what the hours are is what the placement's other events say.
    """

    kind: Literal["hours-confirmed"] = "hours-confirmed"
    professional: ClassVar = "The employer confirmed the hours of a placement"
    citizen: ClassVar = "Your workplace confirmed your hours"
    since_catalogue: ClassVar = 4
    paid_hours: Hours | None = None
    present_hours: Hours | None = None


class PlacementEnded(AboutAPlacement):
    """Plads slut: a placement ended, with a neutral reason and what was learned."""

    kind: Literal["placement-ended"] = "placement-ended"
    professional: ClassVar = "A placement ended"
    citizen: ClassVar = "You have finished at a workplace"
    may_be_planned: ClassVar = True
    reason: Words
    learned: Annotated[Words, HAPPENED] = ""

    @property
    def establishes(self) -> str | None:
        """The placement's end."""
        return Message("end of placement {placement}", placement=self.placement)


class EducationStarted(WorkFact):
    """Uddannelse begyndt: an education or an apprenticeship."""

    kind: Literal["education-started"] = "education-started"
    professional: ClassVar = "An education started"
    citizen: ClassVar = "You began an education"
    may_be_planned: ClassVar = True
    education: EducationId
    education_kind: Annotated[Code, From("education")]

    @property
    def establishes(self) -> str | None:
        """The education."""
        return f"education {self.education}"


class EducationEnded(WorkFact):
    """Uddannelse slut: the citizen no longer takes part in an education."""

    kind: Literal["education-ended"] = "education-ended"
    professional: ClassVar = "An education ended"
    citizen: ClassVar = "Your time in an education ended"
    may_be_planned: ClassVar = True
    education: EducationId
    reason: Words = ""

    @property
    def establishes(self) -> str | None:
        """The education's end."""
        return Message("end of education {education}", education=self.education)

    @property
    def rests_on(self) -> str | None:
        """The education was started."""
        return f"education {self.education}"


WorkEvent = (
    PlacementStarted
    | PlacementHoursChanged
    | HoursConfirmed
    | PlacementEnded
    | EducationStarted
    | EducationEnded
)


class HoursFrom(NamedTuple):
    """Timer fra en dag: the hours a week of a placement from that day on; None: not recorded."""

    since: date
    paid_hours: Hours | None
    present_hours: Hours | None
    post: PostTaken | None = None
    """What is taken of a post from that day on, if anything."""


class Placement(NamedTuple):
    """Plads: one placement, with its current hours and those it had before."""

    placement: PlacementId
    placement_kind: PlacementKind
    employer: str
    since: date
    paid_hours: Hours | None
    present_hours: Hours | None
    ended: date | None = None
    learned: str = ""
    measure: MeasureId | None = None
    """The measure that it is part of, if any."""
    post: PostTaken | None = None
    """The post that it is in, if it names one."""
    hours: tuple[HoursFrom, ...] = ()
    """Its hours, and what it takes, from each day on which that was recorded.

    What was recorded last of a day counts.
    """
    tasks: str = ""
    """What there is to do, in words, as it was said when it started."""

    @property
    def hours_that_held(self) -> tuple[HoursFrom, ...]:
        """The hours that held for a day at least: not what was recorded on the day it ended."""
        return tuple(
            each
            for nr, each in enumerate(self.hours)
            if nr == 0 or self.ended is None or each.since < self.ended
        )

    @property
    def rises(self) -> Iterator[tuple[Hours, HoursFrom]]:
        """Each rise in paid hours: the paid hours before, and the hours from then on.

        Hours that were not recorded before are no rise: nobody knows what they were.
        """
        for before, now in pairwise(self.hours_that_held):
            was, paid = before.paid_hours, now.paid_hours
            if was is not None and paid is not None and was < paid:
                yield was, now


class Education(NamedTuple):
    """Uddannelse: one education."""

    education: EducationId
    education_kind: str
    since: date
    ended: date | None = None


class Work(NamedTuple):
    """The work slice of a journey, in the order in which things began."""

    placements: Mapping[PlacementId, Placement] = MappingProxyType({})
    educations: Mapping[EducationId, Education] = MappingProxyType({})

    @property
    def running(self) -> tuple[Placement, ...]:
        """The placements that have not ended."""
        return tuple(place for place in self.placements.values() if place.ended is None)

    @property
    def studying(self) -> tuple[Education, ...]:
        """The educations that have not ended."""
        return tuple(study for study in self.educations.values() if study.ended is None)

    def with_placement(self, place: Placement) -> "Work":
        """Return the slice with this placement added or replaced."""
        return self._replace(placements={**self.placements, place.placement: place})

    def with_education(self, study: Education) -> "Work":
        """Return the slice with this education added or replaced."""
        return self._replace(educations={**self.educations, study.education: study})


def evolve(work: Work, event: WorkEvent) -> Work:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case PlacementStarted():
            return work.with_placement(
                Placement(
                    placement=event.placement,
                    placement_kind=event.placement_kind,
                    employer=event.employer,
                    since=event.on,
                    paid_hours=event.paid_hours,
                    present_hours=event.present_hours,
                    measure=event.measure,
                    post=event.post,
                    hours=(HoursFrom(event.on, event.paid_hours, event.present_hours, event.post),),
                    tasks=event.tasks,
                )
            )
        case PlacementHoursChanged() | PlacementEnded():
            place = work.placements.get(event.placement)
            if place is None or place.ended is not None:
                return work
            return work.with_placement(_updated(place, event))
        case HoursConfirmed():
            return work
        case EducationStarted():
            return work.with_education(
                Education(event.education, event.education_kind, since=event.on)
            )
        case EducationEnded():
            study = work.educations.get(event.education)
            if study is None or study.ended is not None:
                return work
            return work.with_education(study._replace(ended=event.on))
        case _:
            assert_never(event)


def _updated(place: Placement, event: PlacementHoursChanged | PlacementEnded) -> Placement:
    match event:
        case PlacementHoursChanged(paid_hours=paid, present_hours=present):
            paid = place.paid_hours if paid is None else paid
            present = place.present_hours if present is None else present
            post = place.post if event.post is None else event.post
            earlier = tuple(each for each in place.hours if each.since < event.on)
            return place._replace(
                paid_hours=paid,
                present_hours=present,
                post=post,
                hours=(*earlier, HoursFrom(event.on, paid, present, post)),
            )
        case PlacementEnded():
            return place._replace(ended=event.on, learned=event.learned)
        case _:
            assert_never(event)
