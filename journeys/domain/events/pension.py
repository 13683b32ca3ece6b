"""Pension: the right, its rest and return, and the explanations of economic safety."""

from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from pydantic import Field

from journeys.domain.events.fact import Fact, is_missing
from journeys.domain.message import Message
from journeys.domain.vocabulary import (
    PLANNED,
    Answer,
    Code,
    RestGround,
    RulingId,
    Scheme,
    Words,
)


class PensionFact(Fact):
    """A fact about the pension."""


class PensionGranted(PensionFact):
    """Førtidspension tilkendt: a disability pension is granted."""

    kind: Literal["pension-granted"] = "pension-granted"
    professional: ClassVar = "A pension was granted"
    citizen: ClassVar = "You were granted a disability pension"
    may_be_planned: ClassVar = True
    scheme: Scheme
    born: date
    reassessment: date | None = None
    case_begun: date | None = Field(default=None, exclude_if=is_missing)
    """Sag begyndt: the day the case was begun, by which the scheme goes; None where not stated."""

    @property
    def establishes(self) -> str | None:
        """The right to the pension from that day; after a withdrawal it may be granted again."""
        return Message("pension of {on}", on=self.on)

    @property
    def provides(self) -> str | None:
        """The right to the pension."""
        return "pension"


class AboutThePension(PensionFact):
    """A fact about a pension that was granted."""

    @property
    def rests_on(self) -> str | None:
        """The pension was granted."""
        return "pension"


class PensionSchemeChanged(AboutThePension):
    """Skiftet til ny ordning: a pension of the old scheme is of the new one from that day."""

    kind: Literal["pension-scheme-changed"] = "pension-scheme-changed"
    professional: ClassVar = "The pension was moved to the new scheme"
    citizen: ClassVar = "Your pension moved to the new scheme"


class PensionRestRequested(AboutThePension):
    """Hvilende ønsket: the citizen asks for the pension to rest while trying work."""

    kind: Literal["pension-rest-requested"] = "pension-rest-requested"
    professional: ClassVar = "A rest of the pension was requested"
    citizen: ClassVar = "You asked for your pension to rest while you try work"


class PensionRested(AboutThePension):
    """Pension gjort hvilende: payment pauses while work is tried."""

    kind: Literal["pension-rested"] = "pension-rested"
    professional: ClassVar = "The pension rests"
    citizen: ClassVar = "Your pension started to rest"
    may_be_planned: ClassVar = True
    ground: RestGround = "own-wish"


class PensionReturnRequested(AboutThePension):
    """Genoptagelse ønsket: the citizen asks to be paid again. Always accepted."""

    kind: Literal["pension-return-requested"] = "pension-return-requested"
    professional: ClassVar = "A return to the pension was requested"
    citizen: ClassVar = "You asked to be paid your pension again"
    may_be_planned: ClassVar = True


class PensionResumed(AboutThePension):
    """Pension genoptaget: payment resumes, from a day that was decided."""

    kind: Literal["pension-resumed"] = "pension-resumed"
    professional: ClassVar = "The pension was resumed"
    citizen: ClassVar = "It was decided from when your pension is paid"
    may_be_planned: ClassVar = True
    paid_from: Annotated[date, PLANNED]
    """The day that was decided; never computed."""


class SafetyExplained(AboutThePension):
    """Tryghed forklaret: the answer as it was given, under the rules of that day."""

    kind: Literal["safety-explained"] = "safety-explained"
    professional: ClassVar = "The economic safety was explained"
    citizen: ClassVar = "We explained what applies to your pension while you try work"
    sentences: tuple[Words, ...]
    """The sentences that were given."""
    rules: tuple[Code, ...]
    """The ids of the rules that it rested on."""
    edition: date
    """The edition of the law that was used."""
    answered: Answer | None = Field(default=None, exclude_if=is_missing)
    """The answer; None in entries from before answers were recorded."""
    until: date | None = Field(default=None, exclude_if=is_missing)
    """The last guaranteed day, if the right was guaranteed until a day."""
    law_digest: str | None = Field(default=None, exclude_if=is_missing)
    """The digest of the law as read in that edition; None in entries from before it was recorded.
    An auditor compares it with the editions that the store sealed."""


class ReassessmentSet(AboutThePension):
    """Revurdering fastsat: by when the right is reassessed. It stands while the pension rests."""

    kind: Literal["reassessment-set"] = "reassessment-set"
    professional: ClassVar = "A reassessment was set"
    citizen: ClassVar = "A day was set by which your pension will be looked at again"
    may_be_planned: ClassVar = True
    due: date


class PensionWithdrawn(AboutThePension):
    """Frakendt: the right ends, by a ruling that the law of that day allows."""

    kind: Literal["pension-withdrawn"] = "pension-withdrawn"
    professional: ClassVar = "The pension was withdrawn by a ruling"
    citizen: ClassVar = "The municipality decided that your pension ends"
    may_be_planned: ClassVar = True
    ruling: RulingId
    with_consent: bool = False
    special_circumstances: bool = False

    @property
    def establishes(self) -> str | None:
        """The end of the right."""
        return Message("withdrawal by ruling {ruling}", ruling=self.ruling)

    @property
    def rests_on(self) -> str | None:
        """The ruling that withdrew it."""
        return f"ruling {self.ruling}"


PensionEvent = (
    PensionGranted
    | PensionSchemeChanged
    | PensionRestRequested
    | PensionRested
    | PensionReturnRequested
    | PensionResumed
    | SafetyExplained
    | ReassessmentSet
    | PensionWithdrawn
)

PensionState = Literal["none", "paid", "resting", "return-asked", "resumed", "withdrawn"]


class Pension(NamedTuple):
    """The pension slice of a journey.

    `resumed` means that a day was decided, which may not have come: see `paid_on`.
    """

    state: PensionState = "none"
    granted: date | None = None
    scheme: Scheme | None = None
    born: date | None = None
    case_begun: date | None = None
    scheme_changed: date | None = None
    """The day it moved to the new scheme; None where it did not."""
    reassessment: date | None = None
    since: date | None = None
    paid_from: date | None = None
    rested: date | None = None
    rest_asked: date | None = None
    return_asked: date | None = None
    withdrawn_by: RulingId | None = None

    @property
    def exists(self) -> bool:
        """Whether there is a right to it: granted, and not withdrawn."""
        return self.state not in ("none", "withdrawn")

    def paid_on(self, day: date) -> bool:
        """Whether the pension is being paid on that day."""
        if self.state == "resumed":
            return self.paid_from is not None and self.paid_from <= day
        return self.state == "paid"

    def state_on(self, day: date) -> PensionState:
        """Return the state on that day: a resumed pension is paid from the decided day on."""
        return "paid" if self.paid_on(day) else self.state


def evolve(pension: Pension, event: PensionEvent) -> Pension:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    if isinstance(event, PensionGranted):
        return Pension(
            state="paid",
            granted=event.on,
            scheme=event.scheme,
            born=event.born,
            case_begun=event.case_begun,
            reassessment=event.reassessment,
            since=event.on,
            paid_from=event.on,
        )
    if not pension.exists and not (
        pension.state == "withdrawn" and isinstance(event, PensionResumed | PensionSchemeChanged)
    ):
        return pension
    if isinstance(event, PensionSchemeChanged | ReassessmentSet | SafetyExplained):
        return _with_detail(pension, event)
    match event:
        case PensionRestRequested():
            if pension.state == "return-asked":
                # The wish to return is withdrawn, and payment is paused already.
                return pension._replace(state="resting", since=event.on, return_asked=None)
            return pension._replace(rest_asked=event.on, return_asked=None)
        case PensionRested():
            # An unanswered wish to return stays in force when the pension is made to rest.
            state: PensionState = "return-asked" if pension.return_asked else "resting"
            return pension._replace(
                state=state, since=event.on, rested=event.on, rest_asked=None, paid_from=None
            )
        case PensionReturnRequested():
            requested = pension._replace(return_asked=event.on, rest_asked=None)
            if pension.state == "resting":
                return requested._replace(state="return-asked", since=event.on)
            return requested
        case PensionResumed():
            return pension._replace(
                state="resumed",
                since=event.on,
                paid_from=event.paid_from,
                rest_asked=None,
                return_asked=None,
                withdrawn_by=None,
            )
        case PensionWithdrawn():
            return pension._replace(
                state="withdrawn",
                since=event.on,
                rest_asked=None,
                return_asked=None,
                withdrawn_by=event.ruling,
            )
        case _:
            assert_never(event)


def _with_detail(
    pension: Pension, event: PensionSchemeChanged | ReassessmentSet | SafetyExplained
) -> Pension:
    """Return the slice after an event that leaves the state as it is."""
    if isinstance(event, PensionSchemeChanged):
        return pension._replace(scheme="new", scheme_changed=event.on)
    if isinstance(event, ReassessmentSet):
        return pension._replace(reassessment=event.due)
    return pension
