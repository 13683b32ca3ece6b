"""A plan: events that verbs decide one after the other, on a history that grows with them."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from journeys.adapters.files.registers.code_file import State
from journeys.adapters.files.registers.recorded_periods import (
    derived_id,
    own_educations,
    own_placements,
)
from journeys.domain.decisions.deciding import P, Verb, decide
from journeys.domain.decisions.people import left_open
from journeys.domain.history import History
from journeys.domain.journey import Event, Journey
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.verbs import (
    change_support_basis,
    close_journey,
    end_education,
    end_placement,
    open_journey,
    resume_journey,
    start_education,
    start_placement,
)
from journeys.domain.vocabulary import EducationId, JourneyId, PlacementId

NOT_OBSERVED = State()
ANOTHER = "The register shows another activity from this day."
BACK = "The register shows another state from this day."


class Opening(NamedTuple):
    """How the journeys of an import are opened."""

    municipality: str
    responsible: str


@dataclass(slots=True)
class ImportPlan:
    """What is decided so far, and the history as it would read then."""

    journey: JourneyId
    history: History
    book: Rulebook
    actor: Actor
    events: list[Event] = field(default_factory=list)

    def follow(self, state: State | None, on: date, opening: Opening, *, comes_back: bool) -> None:
        """Ask what it takes to show this state from that day on; None where nothing is observed.

        Whom the register had closed comes back with another state. A journey that somebody
        closed is not opened again here: the verbs refuse. Raises Refused.
        """
        wanted = state or NOT_OBSERVED
        journey = self.history.on(on).journey
        if journey.people.opened is None and self.history.journey.people.opened is None:
            self._ask(open_journey, basis=wanted.support_basis, on=on, **opening._asdict())
            journey = self.history.on(on).journey
        if journey.people.walk == "closed":
            if state is None or state.closes:
                return
            if comes_back:
                self._ask(resume_journey, on=on, reason=BACK)
        self._end(journey, wanted, on)
        self._ask(change_support_basis, basis=wanted.support_basis, on=on)
        self._begin(journey, wanted, on)
        if wanted.closes:
            names = [name for name, _ in left_open(self.history, self.book, on)]
            self._ask(close_journey, reason=wanted.closes, on=on, leaving=names)

    def _end(self, journey: Journey, wanted: State, on: date) -> None:
        """End what the import started and the state is not; what goes on is left alone."""
        for place in own_placements(self.journey, journey.work.running):
            if place.placement_kind != wanted.placement:
                self._ask(end_placement, placement=place.placement, reason=ANOTHER, on=on)
        for study in own_educations(self.journey, journey.work.studying):
            if study.education_kind != wanted.education:
                self._ask(end_education, education=study.education, reason=ANOTHER, on=on)

    def _begin(self, journey: Journey, wanted: State, on: date) -> None:
        """Begin what the state is, unless it goes on from before."""
        held = {
            place.placement_kind for place in own_placements(self.journey, journey.work.running)
        }
        if wanted.placement and wanted.placement not in held:
            self._ask(
                start_placement,
                placement=PlacementId(derived_id(self.journey, "placement", wanted.placement, on)),
                placement_kind=wanted.placement,
                on=on,
            )
        followed = {
            study.education_kind for study in own_educations(self.journey, journey.work.studying)
        }
        if wanted.education and wanted.education not in followed:
            self._ask(
                start_education,
                education=EducationId(derived_id(self.journey, "education", wanted.education, on)),
                education_kind=wanted.education,
                on=on,
            )

    def _ask(self, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> None:
        events = decide(self.history, verb, self.actor, self.book, *args, **kwargs)
        self.history = self.history.followed_by(events)
        self.events += events
