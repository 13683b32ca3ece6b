"""An import plan: events that verbs decide one after another, on a history that grows with them."""

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
from journeys.domain.vocabulary import MUNICIPALITIES, EducationId, JourneyId, PlacementId

NOT_OBSERVED = State()
OTHER_ACTIVITY = "The register shows another activity from this day."
OTHER_STATE = "The register shows another state from this day."


class Opening(NamedTuple):
    """How the journeys of an import are opened."""

    municipalities: tuple[str, ...]
    responsible: str

    def municipality(self, on: date, book: Rulebook) -> str:
        """Return the code that is in force on that day; where none is, the last one is refused."""
        known = book.vocabularies[MUNICIPALITIES].terms
        in_force = (
            code for code in self.municipalities if code in known and known[code].in_force(on)
        )
        return next(in_force, self.municipalities[-1])


@dataclass(slots=True)
class ImportPlan:
    """The events decided so far, and the history with them."""

    journey: JourneyId
    history: History
    book: Rulebook
    actor: Actor
    today: date
    events: list[Event] = field(default_factory=list)

    def follow(self, state: State | None, on: date, opening: Opening, *, comes_back: bool) -> None:
        """Decide what it takes to show this state from that day; None where nothing is observed.

        A journey that the register closed is resumed by another state. One that a person closed
        is not resumed here: the verbs refuse. Raises Refused.
        """
        wanted = state or NOT_OBSERVED
        journey = self.history.on(on).journey
        if journey.people.opened is None and self.history.journey.people.opened is None:
            self._decide(
                open_journey,
                municipality=opening.municipality(on, self.book),
                basis=wanted.support_basis,
                responsible=opening.responsible,
                on=on,
            )
            journey = self.history.on(on).journey
        if journey.people.status == "closed":
            if state is None or state.closes:
                return
            if comes_back:
                self._decide(resume_journey, on=on, reason=OTHER_STATE)
        self._end(journey, wanted, on)
        self._decide(change_support_basis, basis=wanted.support_basis, on=on)
        self._begin(journey, wanted, on)
        if wanted.closes:
            names = [name for name, _ in left_open(self.history, self.book, on)]
            self._decide(close_journey, reason=wanted.closes, on=on, leaving=names)

    def _end(self, journey: Journey, wanted: State, on: date) -> None:
        """End the import's own activities that the state does not have."""
        for place in own_placements(self.journey, journey.work.running):
            if place.placement_kind != wanted.placement:
                self._decide(end_placement, placement=place.placement, reason=OTHER_ACTIVITY, on=on)
        for study in own_educations(self.journey, journey.work.studying):
            if study.education_kind != wanted.education:
                self._decide(end_education, education=study.education, reason=OTHER_ACTIVITY, on=on)

    def _begin(self, journey: Journey, wanted: State, on: date) -> None:
        """Begin the activities of the state, unless they are running already."""
        placements = {
            place.placement_kind for place in own_placements(self.journey, journey.work.running)
        }
        if wanted.placement and wanted.placement not in placements:
            self._decide(
                start_placement,
                placement=PlacementId(derived_id(self.journey, "placement", wanted.placement, on)),
                placement_kind=wanted.placement,
                on=on,
            )
        educations = {
            study.education_kind for study in own_educations(self.journey, journey.work.studying)
        }
        if wanted.education and wanted.education not in educations:
            self._decide(
                start_education,
                education=EducationId(derived_id(self.journey, "education", wanted.education, on)),
                education_kind=wanted.education,
                on=on,
            )

    def _decide(self, verb: Verb[P], *args: P.args, **kwargs: P.kwargs) -> None:
        events = decide(
            self.history, verb, self.actor, self.book, self.today, None, *args, **kwargs
        )
        self.history = self.history.followed_by(events)
        self.events += events
