"""People: the status of the journey, the responsible person, and what the citizen lives on."""

from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from pydantic import Field

from journeys.domain.events.fact import JOURNEY, Fact, is_missing
from journeys.domain.vocabulary import (
    A_NAME,
    CLOSINGS,
    DEATH,
    HAPPENED,
    MUNICIPALITIES,
    Code,
    From,
    MunicipalityCode,
    Name,
    SupportBasis,
    Words,
)


class PeopleFact(Fact):
    """A fact about the journey as a whole, or about who is responsible for it."""


class JourneyOpened(PeopleFact):
    """Forløb åbnet: the municipality starts to work with a citizen."""

    kind: Literal["journey-opened"] = "journey-opened"
    professional: ClassVar = "The journey was opened"
    citizen: ClassVar = "We started working with you"
    may_be_planned: ClassVar = True
    municipality: MunicipalityCode
    basis: SupportBasis
    responsible: Name

    @property
    def establishes(self) -> str | None:
        """The journey itself."""
        return JOURNEY

    @property
    def rests_on(self) -> str | None:
        """Nothing: it comes first."""
        return None


class SupportBasisChanged(PeopleFact):
    """Forsørgelsesgrundlag ændret: what the citizen lives on from this day."""

    kind: Literal["support-basis-changed"] = "support-basis-changed"
    professional: ClassVar = "The support basis changed"
    citizen: ClassVar = "What you live on changed"
    may_be_planned: ClassVar = True
    basis: SupportBasis


class TargetGroupSet(PeopleFact):
    """Målgruppe: which group of the law the citizen belongs to from this day."""

    kind: Literal["target-group-set"] = "target-group-set"
    professional: ClassVar = "The target group was set"
    citizen: ClassVar = "The law's name for your situation was written down"
    may_be_planned: ClassVar = True
    target_group: Annotated[Code, From("target-group")]


class HandoverOffered(PeopleFact):
    """Overdragelse tilbudt: somebody is asked to take over. Responsibility does not move."""

    kind: Literal["handover-offered"] = "handover-offered"
    professional: ClassVar = "A handover was offered"
    citizen: ClassVar = "Somebody was asked to take over as your contact"
    may_be_planned: ClassVar = True
    to: Name
    reason: Words


class HandoverAccepted(PeopleFact):
    """Overdragelse modtaget: responsibility moves, and the citizen was told."""

    kind: Literal["handover-accepted"] = "handover-accepted"
    professional: ClassVar = "A handover was accepted"
    citizen: ClassVar = "You have a new contact, who takes over from here"
    may_be_planned: ClassVar = True
    by: Name
    told: Annotated[date, HAPPENED]


class HandoverDeclined(PeopleFact):
    """Overdragelse afvist: responsibility stays where it was."""

    kind: Literal["handover-declined"] = "handover-declined"
    professional: ClassVar = "A handover was declined"
    citizen: ClassVar = "Your contact stays the same"
    may_be_planned: ClassVar = True
    by: Name
    reason: Words = ""


class JourneyRested(PeopleFact):
    """Forløb hviler: a break."""

    kind: Literal["journey-rested"] = "journey-rested"
    professional: ClassVar = "The journey rests"
    citizen: ClassVar = "We are taking a break"
    may_be_planned: ClassVar = True
    reason: Words = ""


class JourneyResumed(PeopleFact):
    """Forløb genoptaget: it continues after a break, or after it was closed."""

    kind: Literal["journey-resumed"] = "journey-resumed"
    professional: ClassVar = "The journey was resumed"
    citizen: ClassVar = "We continue together"
    may_be_planned: ClassVar = True
    reason: Words = ""


class JourneyClosed(PeopleFact):
    """Forløb afsluttet: the municipality stops working with the citizen; the stream stays."""

    kind: Literal["journey-closed"] = "journey-closed"
    professional: ClassVar = "The journey was closed"
    citizen: ClassVar = "Our work together has ended; you can always come back"
    may_be_planned: ClassVar = True
    reason: Words
    leaving: Annotated[tuple[str, ...], A_NAME] = ()
    """What was left open on purpose: ids of subgoals, names of duties (`follow-up:2026-05-01`)."""
    moved_to: Annotated[Code | None, From(MUNICIPALITIES)] = Field(
        default=None, exclude_if=is_missing, json_schema_extra={"since": 2}
    )
    """The municipality to which the journey moved; None where it did not move."""
    why: Annotated[Code | None, From(CLOSINGS)] = Field(
        default=None, exclude_if=is_missing, json_schema_extra={"since": 3}
    )
    """What it led to, as a code: work, education, a pension, ...; None where nobody said."""


class AccessRestricted(PeopleFact):
    """Adgang begrænset: only named staff, and who is responsible, may open the journey."""

    kind: Literal["access-restricted"] = "access-restricted"
    professional: ClassVar = "Access to the journey was restricted"
    citizen: ClassVar = "Only a few of us can open your journey now"
    since_catalogue: ClassVar = 2
    open_to: tuple[Name, ...]
    """By the names under which they act. Why is not recorded: it would tell what is protected."""


class RestrictionLifted(PeopleFact):
    """Begrænsning ophævet: the journey is open to the staff again."""

    kind: Literal["restriction-lifted"] = "restriction-lifted"
    professional: ClassVar = "The restriction of access was lifted"
    citizen: ClassVar = "Those who work with journeys here can open yours again"
    since_catalogue: ClassVar = 2


PeopleEvent = (
    JourneyOpened
    | SupportBasisChanged
    | TargetGroupSet
    | HandoverOffered
    | HandoverAccepted
    | HandoverDeclined
    | JourneyRested
    | JourneyResumed
    | JourneyClosed
    | AccessRestricted
    | RestrictionLifted
)


class Offer(NamedTuple):
    """A handover that was offered and not answered yet."""

    to: str
    since: date


class People(NamedTuple):
    """The people slice of a journey."""

    status: Literal["unopened", "open", "resting", "closed"] = "unopened"
    municipality: str = ""
    opened: date | None = None
    basis: str = ""
    target_group: str = ""
    responsible: str = ""
    offers: tuple[Offer, ...] = ()
    accepted: str = ""
    """Who accepted the newest handover."""
    declined: tuple[str, ...] = ()
    """Who declined their newest offer from the person who is responsible now."""
    moved_to: str = ""
    """The municipality where the journey goes on, while it is closed here for that."""
    died: bool = False
    """Whether the journey is closed because the citizen died."""

    restricted_to: tuple[str, ...] | None = None
    """Which of the staff may open the journey beside the responsible person; None: all may."""

    @property
    def gone(self) -> bool:
        """Whether the journey is closed because the citizen moved away or died."""
        return self.status == "closed" and (bool(self.moved_to) or self.died)

    def offered_to(self, name: str) -> bool:
        """Whether a handover waits for this person's answer."""
        return any(offer.to == name for offer in self.offers)

    def without(self, name: str) -> "People":
        """Return the slice without any offer to that person or answer from them."""
        return self._replace(
            offers=tuple(offer for offer in self.offers if offer.to != name),
            declined=tuple(other for other in self.declined if other != name),
        )


def evolve(people: People, event: PeopleEvent) -> People:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case JourneyOpened():
            return people._replace(
                status="open",
                municipality=event.municipality,
                opened=event.on,
                basis=event.basis,
                responsible=event.responsible,
            )
        case SupportBasisChanged():
            return people._replace(basis=event.basis)
        case TargetGroupSet():
            return people._replace(target_group=event.target_group)
        case HandoverOffered():
            answered = people.without(event.to)
            return answered._replace(offers=(*answered.offers, Offer(event.to, event.on)))
        case HandoverAccepted():
            # The other offers came from somebody who is no longer responsible.
            return people._replace(responsible=event.by, accepted=event.by, offers=(), declined=())
        case HandoverDeclined():
            answered = people.without(event.by)
            return answered._replace(declined=(*answered.declined, event.by))
        case JourneyRested():
            return people._replace(status="resting")
        case JourneyResumed():
            return people._replace(status="open", moved_to="", died=False)
        case JourneyClosed():
            return people._replace(
                status="closed",
                offers=(),
                moved_to=event.moved_to or "",
                died=event.why == DEATH,
            )
        case AccessRestricted():
            return people._replace(restricted_to=event.open_to)
        case RestrictionLifted():
            return people._replace(restricted_to=None)
        case _:
            assert_never(event)
