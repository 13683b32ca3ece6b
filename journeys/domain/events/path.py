"""Path: wishes, hopes, subgoals and small successes."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from journeys.domain.events.fact import Fact
from journeys.domain.vocabulary import JOB, Code, DoneBy, From, Name, SetBy, SubgoalId, Words


class PathFact(Fact):
    """A fact about wishes, hopes, subgoals or small successes."""


class WishToWorkExpressed(PathFact):
    """Lyst til arbejde: the citizen wants to work. Must exist before a pension is rested."""

    kind: Literal["wish-to-work-expressed"] = "wish-to-work-expressed"
    professional: ClassVar = "A wish to work was expressed"
    citizen: ClassVar = "You said you would like to work"
    words: Words


class HopeStated(PathFact):
    """Håb, drøm, mål: a hope, in the citizen's own words. A job goal is never required."""

    kind: Literal["hope-stated"] = "hope-stated"
    professional: ClassVar = "A hope was stated"
    citizen: ClassVar = "You told us what you hope for"
    words: Words
    job_goal: Words = ""


class AboutASubgoal(PathFact):
    """A fact about a subgoal that was set."""

    subgoal: SubgoalId

    @property
    def rests_on(self) -> str | None:
        """The subgoal was set."""
        return f"subgoal {self.subgoal}"


class SubgoalSet(PathFact):
    """Delmål sat: a concrete next step, and why."""

    kind: Literal["subgoal-set"] = "subgoal-set"
    professional: ClassVar = "A subgoal was set"
    citizen: ClassVar = "A next step was set"
    subgoal: SubgoalId
    title: Words
    why: Words
    set_by: SetBy = "together"
    done_by: DoneBy = "together"
    track: Annotated[Code, From("track")] = JOB

    @property
    def establishes(self) -> str | None:
        """The subgoal."""
        return f"subgoal {self.subgoal}"


class SubgoalRevised(AboutASubgoal):
    """Delmål ændret: a field that is None stays as it was."""

    kind: Literal["subgoal-revised"] = "subgoal-revised"
    professional: ClassVar = "A subgoal was revised"
    citizen: ClassVar = "A step was changed to fit better"
    title: Words | None = None
    why: Words | None = None
    done_by: DoneBy | None = None


class SubgoalReached(AboutASubgoal):
    """Delmål nået: a subgoal of the citizen's own journey is reached."""

    kind: Literal["subgoal-reached"] = "subgoal-reached"
    professional: ClassVar = "A subgoal was reached"
    citizen: ClassVar = "You reached a step"
    words: Words = ""


class SubgoalSetAside(AboutASubgoal):
    """Delmål lagt til side: a subgoal is no longer pursued, and why."""

    kind: Literal["subgoal-set-aside"] = "subgoal-set-aside"
    professional: ClassVar = "A subgoal was set aside"
    citizen: ClassVar = "A step was set aside for now"
    reason: Words


class SmallSuccessNoticed(PathFact):
    """Lille succes: something went well, and somebody noticed."""

    kind: Literal["small-success-noticed"] = "small-success-noticed"
    professional: ClassVar = "A small success was noticed"
    citizen: ClassVar = "Something went well"
    words: Words
    noticed_by: Name
    subgoal: SubgoalId | None = None

    @property
    def rests_on(self) -> str | None:
        """The subgoal it is a step toward, if it names one."""
        return f"subgoal {self.subgoal}" if self.subgoal else super().rests_on


PathEvent = (
    WishToWorkExpressed
    | HopeStated
    | SubgoalSet
    | SubgoalRevised
    | SubgoalReached
    | SubgoalSetAside
    | SmallSuccessNoticed
)


class Subgoal(NamedTuple):
    """Delmål: one step, from the day it was set."""

    subgoal: SubgoalId
    title: str
    why: str
    set_by: SetBy
    done_by: DoneBy
    track: str
    since: date
    reached: date | None = None
    set_aside: date | None = None
    closing_words: str = ""
    """What was said when it was reached, or why it was set aside."""

    @property
    def is_open(self) -> bool:
        """Whether it is still pursued."""
        return self.reached is None and self.set_aside is None


class Path(NamedTuple):
    """The path slice of a journey; `subgoals` keeps the order in which they were set."""

    wishes: tuple[WishToWorkExpressed, ...] = ()
    hopes: tuple[HopeStated, ...] = ()
    subgoals: Mapping[SubgoalId, Subgoal] = MappingProxyType({})
    successes: tuple[SmallSuccessNoticed, ...] = ()

    @property
    def open_subgoals(self) -> tuple[Subgoal, ...]:
        """The subgoals that are still pursued, oldest first."""
        return tuple(step for step in self.subgoals.values() if step.is_open)

    def with_subgoal(self, step: Subgoal) -> "Path":
        """Return the slice with this subgoal added or replaced."""
        return self._replace(subgoals={**self.subgoals, step.subgoal: step})


def evolve(path: Path, event: PathEvent) -> Path:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case WishToWorkExpressed():
            return path._replace(wishes=(*path.wishes, event))
        case HopeStated():
            return path._replace(hopes=(*path.hopes, event))
        case SmallSuccessNoticed():
            return path._replace(successes=(*path.successes, event))
        case SubgoalSet():
            return path.with_subgoal(
                Subgoal(
                    subgoal=event.subgoal,
                    title=event.title,
                    why=event.why,
                    set_by=event.set_by,
                    done_by=event.done_by,
                    track=event.track,
                    since=event.on,
                )
            )
        case SubgoalRevised() | SubgoalReached() | SubgoalSetAside():
            step = path.subgoals.get(event.subgoal)
            return path.with_subgoal(_updated(step, event)) if step and step.is_open else path
        case _:
            assert_never(event)


def _updated(step: Subgoal, event: SubgoalRevised | SubgoalReached | SubgoalSetAside) -> Subgoal:
    match event:
        case SubgoalRevised():
            return step._replace(
                title=step.title if event.title is None else event.title,
                why=step.why if event.why is None else event.why,
                done_by=step.done_by if event.done_by is None else event.done_by,
            )
        case SubgoalReached():
            return step._replace(reached=event.on, closing_words=event.words)
        case SubgoalSetAside():
            return step._replace(set_aside=event.on, closing_words=event.reason)
        case _:
            assert_never(event)
