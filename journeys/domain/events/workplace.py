"""Workplace: how tasks are done, what is agreed there, and how a job lasts."""

from typing import ClassVar, Literal, NamedTuple, assert_never

from journeys.domain.events.fact import Fact
from journeys.domain.vocabulary import Party, PlacementId, Words


class WorkplaceFact(Fact):
    """A fact about a workplace, and the placement there if it names one."""

    placement: PlacementId | None = None

    @property
    def rests_on(self) -> str | None:
        """The placement, if it names one."""
        return f"placement {self.placement}" if self.placement else super().rests_on


class WayOfWorkingFound(WorkplaceFact):
    """Netop den måde, opgaven kan løses på: found by citizen and employer together."""

    kind: Literal["way-of-working-found"] = "way-of-working-found"
    professional: ClassVar = "A way of doing the task was found"
    citizen: ClassVar = "You found a way of doing the task that works"
    words: Words


class MatchAgreed(WorkplaceFact):
    """Match: tasks and competences fit, and both agree. What the citizen lives on is not asked."""

    kind: Literal["match-agreed"] = "match-agreed"
    professional: ClassVar = "Both agreed to a match"
    citizen: ClassVar = "You and a workplace chose each other"
    employer: Words
    tasks: Words
    competences: Words
    agreed_by: tuple[Party, ...]


class ExpectationsAgreed(WorkplaceFact):
    """Forventninger aftalt: clear to citizen and employer."""

    kind: Literal["expectations-agreed"] = "expectations-agreed"
    professional: ClassVar = "Expectations were agreed"
    citizen: ClassVar = "It is clear what is expected of you, and of them"
    words: Words


class EmployerFeedbackGiven(WorkplaceFact):
    """Tilbagemelding: how the employer sees it."""

    kind: Literal["employer-feedback-given"] = "employer-feedback-given"
    professional: ClassVar = "The employer gave feedback"
    citizen: ClassVar = "Your workplace told us how it is going"
    words: Words


class RetentionRiskNoticed(WorkplaceFact):
    """Fastholdelse: a job needs support to last. No cause is stored."""

    kind: Literal["retention-risk-noticed"] = "retention-risk-noticed"
    professional: ClassVar = "A risk to keeping the job was noticed"
    citizen: ClassVar = "Your job needs some help, and somebody saw it in time"
    words: Words


class RetentionChecked(WorkplaceFact):
    """Fastholdelse fulgt op: how the job lasts."""

    kind: Literal["retention-checked"] = "retention-checked"
    professional: ClassVar = "How the job is lasting was checked"
    citizen: ClassVar = "We looked together at how your job is going"
    words: Words


class CheckedInAfterJob(WorkplaceFact):
    """Kontakt efter job: how things are going after the job began or ended."""

    kind: Literal["checked-in-after-job"] = "checked-in-after-job"
    professional: ClassVar = "Contact was made after the job"
    citizen: ClassVar = "We asked how things are going now"
    words: Words


WorkplaceEvent = (
    WayOfWorkingFound
    | MatchAgreed
    | ExpectationsAgreed
    | EmployerFeedbackGiven
    | RetentionRiskNoticed
    | RetentionChecked
    | CheckedInAfterJob
)


class Workplace(NamedTuple):
    """The workplace slice of a journey."""

    ways: tuple[WayOfWorkingFound, ...] = ()


def evolve(workplace: Workplace, event: WorkplaceEvent) -> Workplace:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case WayOfWorkingFound():
            return workplace._replace(ways=(*workplace.ways, event))
        case (
            MatchAgreed()
            | ExpectationsAgreed()
            | EmployerFeedbackGiven()
            | RetentionRiskNoticed()
            | RetentionChecked()
            | CheckedInAfterJob()
        ):
            return workplace
        case _:
            assert_never(event)
