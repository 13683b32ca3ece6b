"""Plan: what is agreed, at which pace, with how much support, and what has to come first."""

from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from journeys.domain.events.fact import Fact
from journeys.domain.vocabulary import PLANNED, Code, From, Hours, Words


class PlanFact(Fact):
    """A fact about what is agreed."""


class PlanAgreed(PlanFact):
    """Plan aftalt: one plan for all that runs in parallel. Each agreement is a new version."""

    kind: Literal["plan-agreed"] = "plan-agreed"
    professional: ClassVar = "A plan was agreed"
    citizen: ClassVar = "We made a plan together"
    may_be_planned: ClassVar = True
    version: int
    words: Words

    @property
    def establishes(self) -> str | None:
        """This version of the plan."""
        return f"plan {self.version}"


class PlanAcknowledged(PlanFact):
    """Plan set og kommenteret: the citizen has read the plan, and may comment on it."""

    kind: Literal["plan-acknowledged"] = "plan-acknowledged"
    professional: ClassVar = "The plan was acknowledged by the citizen"
    citizen: ClassVar = "You read the plan"
    version: int
    words: Words = ""

    @property
    def rests_on(self) -> str | None:
        """That version was agreed."""
        return f"plan {self.version}"


class PaceAgreed(PlanFact):
    """Tempo aftalt: a pace on the citizen's own terms. Nothing is ever shown to them as late."""

    kind: Literal["pace-agreed"] = "pace-agreed"
    professional: ClassVar = "A pace was agreed"
    citizen: ClassVar = "We agreed on a pace that fits you"
    may_be_planned: ClassVar = True
    words: Words
    hours_a_week: Hours | None = None


class PathPrioritised(PlanFact):
    """Vej prioriteret: what to do first now, and why. Upskilling may come before a short job."""

    kind: Literal["path-prioritised"] = "path-prioritised"
    professional: ClassVar = "It was agreed what to do first"
    citizen: ClassVar = "We agreed what to do first, and why"
    may_be_planned: ClassVar = True
    words: Words
    reason: Words


class NeedComesFirst(PlanFact):
    """Noget må komme først: work waits for now. No cause is stored, only a day of review."""

    kind: Literal["need-comes-first"] = "need-comes-first"
    professional: ClassVar = "Something has to come first"
    citizen: ClassVar = "Something else comes first for now"
    may_be_planned: ClassVar = True
    review: Annotated[date, PLANNED]
    """The day by which citizen and caseworker review it."""


class NeedMet(PlanFact):
    """Det, der måtte komme først, er på plads: work can be considered again."""

    kind: Literal["need-met"] = "need-met"
    professional: ClassVar = "What had to come first is in place"
    citizen: ClassVar = "What had to come first is in place"


class PhaseEntered(PlanFact):
    """Fase begyndt: Rødovre's three phases, where a municipality uses them; any order."""

    kind: Literal["phase-entered"] = "phase-entered"
    professional: ClassVar = "A phase began"
    citizen: ClassVar = "A new part of your journey began"
    may_be_planned: ClassVar = True
    phase: Annotated[Code, From("phase")]
    reason: Words = ""


class SupportLevelChanged(PlanFact):
    """Støtten trappes: more or less support, and why."""

    kind: Literal["support-level-changed"] = "support-level-changed"
    professional: ClassVar = "The level of support changed"
    citizen: ClassVar = "You have the support that fits you now"
    may_be_planned: ClassVar = True
    level: Annotated[Code, From("support-level")]
    reason: Words


PlanEvent = (
    PlanAgreed
    | PlanAcknowledged
    | PaceAgreed
    | PathPrioritised
    | NeedComesFirst
    | NeedMet
    | PhaseEntered
    | SupportLevelChanged
)


class Plan(NamedTuple):
    """The plan slice of a journey."""

    version: int = 0
    """The version of the plan with the latest day of effect, even if an older one was recorded
    later; 0 where none was agreed."""
    words: str = ""
    agreed: date | None = None
    acknowledged: int = 0
    """The version that the citizen acknowledged last, while it was the current plan."""
    pace: PaceAgreed | None = None
    first: str = ""
    """What to do first now; empty where nothing was prioritised."""
    need: NeedComesFirst | None = None
    """The need that comes first now, if any."""
    phase: str = ""
    support_level: str = ""

    def need_first(self, day: date) -> bool:
        """Whether a need comes before work on that day: until it is met, or its review is due."""
        return self.need is not None and day <= self.need.review


def evolve(plan: Plan, event: PlanEvent) -> Plan:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case PlanAgreed():
            return plan._replace(version=event.version, words=event.words, agreed=event.on)
        case PlanAcknowledged():
            if event.version != plan.version:
                return plan
            return plan._replace(acknowledged=event.version)
        case PaceAgreed():
            return plan._replace(pace=event)
        case PathPrioritised():
            return plan._replace(first=event.words)
        case NeedComesFirst():
            return plan._replace(need=event)
        case NeedMet():
            return plan._replace(need=None)
        case PhaseEntered():
            return plan._replace(phase=event.phase)
        case SupportLevelChanged():
            return plan._replace(support_level=event.level)
        case _:
            assert_never(event)
