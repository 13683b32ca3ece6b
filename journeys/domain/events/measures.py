"""Measures: what the municipality grants toward work, and aids that make work possible."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never
from uuid import UUID

from pydantic import Field

from journeys.domain.events.fact import Fact, is_missing
from journeys.domain.message import Message
from journeys.domain.vocabulary import PROVIDERS, AidId, Code, From, MeasureId, Words


class MeasureFact(Fact):
    """A fact about a measure or an aid."""


class MeasureGranted(MeasureFact):
    """Tilbud bevilget: a measure is granted, with its provider and the job effort it serves."""

    kind: Literal["measure-granted"] = "measure-granted"
    professional: ClassVar = "A measure was granted"
    citizen: ClassVar = "You were granted an offer"
    may_be_planned: ClassVar = True
    measure: MeasureId
    measure_kind: Annotated[Code, From("measure")]
    provider: Words = ""
    group: Words = ""
    """Hold: the group in which it takes place, if any."""
    serves: UUID | None = None
    """The id of the placement, education, measure or subgoal toward a job that it serves."""
    provider_code: Annotated[Code | None, From(PROVIDERS)] = Field(
        default=None, exclude_if=is_missing, json_schema_extra={"since": 3}
    )
    """The provider by its code in the municipality's file; None where only words are known."""

    @property
    def establishes(self) -> str | None:
        """The measure."""
        return f"measure {self.measure}"


class AboutAMeasure(MeasureFact):
    """A fact about a measure that was granted."""

    measure: MeasureId

    @property
    def rests_on(self) -> str | None:
        """The measure was granted."""
        return f"measure {self.measure}"


class MeasureStarted(AboutAMeasure):
    """Tilbud begyndt: the citizen takes part from this day."""

    kind: Literal["measure-started"] = "measure-started"
    professional: ClassVar = "A measure started"
    citizen: ClassVar = "You began an offer"
    may_be_planned: ClassVar = True

    @property
    def establishes(self) -> str | None:
        """The measure's beginning."""
        return Message("beginning of measure {measure}", measure=self.measure)


class MeasureEnded(AboutAMeasure):
    """Tilbud slut: a measure ended, with a note of its effect, by any provider."""

    kind: Literal["measure-ended"] = "measure-ended"
    professional: ClassVar = "A measure ended"
    citizen: ClassVar = "The offer has ended"
    effect: Words
    """Effektnotat: what it changed, even if little."""

    @property
    def establishes(self) -> str | None:
        """The measure's end."""
        return Message("end of measure {measure}", measure=self.measure)


class AidGranted(MeasureFact):
    """Hjælpemiddel bevilget: an aid or personal assistance is granted."""

    kind: Literal["aid-granted"] = "aid-granted"
    professional: ClassVar = "An aid was granted"
    citizen: ClassVar = "You were granted something that makes work possible"
    may_be_planned: ClassVar = True
    aid: AidId
    aid_kind: Annotated[Code, From("aid")]
    words: Words = ""

    @property
    def establishes(self) -> str | None:
        """The aid."""
        return f"aid {self.aid}"


class AidArrived(MeasureFact):
    """Hjælpemiddel på plads: the aid or personal assistance has arrived."""

    kind: Literal["aid-arrived"] = "aid-arrived"
    professional: ClassVar = "An aid arrived"
    citizen: ClassVar = "What makes work possible is in place"
    aid: AidId

    @property
    def establishes(self) -> str | None:
        """The aid's arrival."""
        return Message("arrival of aid {aid}", aid=self.aid)

    @property
    def rests_on(self) -> str | None:
        """The aid was granted."""
        return f"aid {self.aid}"


MeasureEvent = MeasureGranted | MeasureStarted | MeasureEnded | AidGranted | AidArrived


class Measure(NamedTuple):
    """Tilbud: one measure as it is now."""

    granted: MeasureGranted
    started: date | None = None
    ended: date | None = None
    effect: str = ""

    @property
    def runs(self) -> bool:
        """Whether it began and has not ended."""
        return self.started is not None and self.ended is None


class Aid(NamedTuple):
    """Hjælpemiddel: one aid as it is now."""

    granted: AidGranted
    arrived: date | None = None


class Measures(NamedTuple):
    """The measures slice of a journey, in the order they were granted."""

    granted: Mapping[MeasureId, Measure] = MappingProxyType({})
    aids: Mapping[AidId, Aid] = MappingProxyType({})

    @property
    def running(self) -> tuple[Measure, ...]:
        """The measures that began and have not ended."""
        return tuple(each for each in self.granted.values() if each.runs)

    def with_measure(self, measure: Measure) -> "Measures":
        """Return the slice with this measure added or replaced."""
        return self._replace(granted={**self.granted, measure.granted.measure: measure})


def evolve(measures: Measures, event: MeasureEvent) -> Measures:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case MeasureGranted():
            return measures.with_measure(Measure(event))
        case MeasureStarted():
            measure = measures.granted.get(event.measure)
            if measure is None or measure.started is not None or measure.ended is not None:
                return measures
            return measures.with_measure(measure._replace(started=event.on))
        case MeasureEnded():
            measure = measures.granted.get(event.measure)
            if measure is None or measure.ended is not None:
                return measures
            return measures.with_measure(measure._replace(ended=event.on, effect=event.effect))
        case AidGranted():
            return measures._replace(aids={**measures.aids, event.aid: Aid(event)})
        case AidArrived():
            aid = measures.aids.get(event.aid)
            if aid is None or aid.arrived is not None:
                return measures
            return measures._replace(
                aids={**measures.aids, event.aid: aid._replace(arrived=event.on)}
            )
        case _:
            assert_never(event)
