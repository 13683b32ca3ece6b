"""Contact: relatives and mentors, follow-ups and talks, and how the citizen wants to be met."""

from datetime import date
from typing import Annotated, ClassVar, Literal, NamedTuple, assert_never

from pydantic import Field
from pydantic.config import JsonDict

from journeys.domain.events.fact import Fact, is_missing
from journeys.domain.vocabulary import HAPPENED, PLANNED, MeetingForm, Name, TimeOfDay, Words

LATER: JsonDict = {"since": 2}
"""Of a field: the number of the first catalogue of events that has it."""


class ContactFact(Fact):
    """A fact about contact with the citizen."""


class MeetingNeedNoted(ContactFact):
    """Sådan møder I mig: how the citizen wants to be met, in their own words."""

    kind: Literal["meeting-need-noted"] = "meeting-need-noted"
    professional: ClassVar = "It was noted how the citizen wants to be met"
    citizen: ClassVar = "You told us how you like to be met"
    words: Words


class LifePhaseChanged(ContactFact):
    """Livsfaseovergang: what changes, why, and when the citizen was told."""

    kind: Literal["life-phase-changed"] = "life-phase-changed"
    professional: ClassVar = "A new phase of life began"
    citizen: ClassVar = "Something is changing for you, and we told you what and why"
    may_be_planned: ClassVar = True
    what: Words
    why: Words
    told: Annotated[date, HAPPENED]


class RelativeInvolved(ContactFact):
    """Pårørende inddraget: somebody close takes part, with the citizen's consent."""

    kind: Literal["relative-involved"] = "relative-involved"
    professional: ClassVar = "A relative was involved"
    citizen: ClassVar = "Somebody close to you takes part, as you wished"
    may_be_planned: ClassVar = True
    who: Name
    scope: Words
    """What they may know and do."""
    consent: Annotated[date, HAPPENED]
    """Samtykke: the day the citizen agreed."""


class RelativeReleased(ContactFact):
    """Pårørende trukket ud: somebody close no longer takes part."""

    kind: Literal["relative-released"] = "relative-released"
    professional: ClassVar = "A relative no longer takes part"
    citizen: ClassVar = "Somebody close to you no longer takes part"
    may_be_planned: ClassVar = True
    who: Name


class MentorAssigned(ContactFact):
    """Mentor knyttet til: a mentor supports the citizen."""

    kind: Literal["mentor-assigned"] = "mentor-assigned"
    professional: ClassVar = "A mentor was assigned"
    citizen: ClassVar = "You have a mentor"
    may_be_planned: ClassVar = True
    who: Name


class MentorReleased(ContactFact):
    """Mentor afsluttet: a mentor no longer takes part."""

    kind: Literal["mentor-released"] = "mentor-released"
    professional: ClassVar = "A mentor no longer takes part"
    citizen: ClassVar = "Your mentor no longer takes part"
    may_be_planned: ClassVar = True
    who: Name


class FollowUpAgreed(ContactFact):
    """Opfølgning aftalt: by when the two talk again; with a time, it is an appointment.

    A new one replaces the one before.
    """

    kind: Literal["follow-up-agreed"] = "follow-up-agreed"
    professional: ClassVar = "A follow-up was agreed"
    citizen: ClassVar = "We agreed when to talk again"
    may_be_planned: ClassVar = True
    due: Annotated[date, PLANNED]
    time: TimeOfDay | None = Field(default=None, exclude_if=is_missing, json_schema_extra=LATER)
    """The time of day; None where only the day is agreed."""
    place: Words | None = Field(default=None, exclude_if=is_missing, json_schema_extra=LATER)
    how: MeetingForm | None = Field(default=None, exclude_if=is_missing, json_schema_extra=LATER)


class FollowUpCalledOff(ContactFact):
    """Aftale aflyst: the talk that was agreed is off. It is no contact with the citizen."""

    kind: Literal["follow-up-called-off"] = "follow-up-called-off"
    professional: ClassVar = "An appointment was called off"
    citizen: ClassVar = "Our appointment was called off"
    since_catalogue: ClassVar = 2
    due: date
    """The day for which it was agreed."""


class DialogueHeld(ContactFact):
    """Samtale holdt: what was talked about, and who took part."""

    kind: Literal["dialogue-held"] = "dialogue-held"
    professional: ClassVar = "A dialogue was held"
    citizen: ClassVar = "We talked"
    about: Words
    took_part: tuple[Name, ...] = ()
    """Who took part besides the citizen and the person who records it."""


ContactEvent = (
    MeetingNeedNoted
    | LifePhaseChanged
    | RelativeInvolved
    | RelativeReleased
    | MentorAssigned
    | MentorReleased
    | FollowUpAgreed
    | FollowUpCalledOff
    | DialogueHeld
)


class Relative(NamedTuple):
    """Pårørende: who, since when, and what they may know and do."""

    who: str
    scope: str
    since: date


class Contact(NamedTuple):
    """The contact slice of a journey."""

    meeting_needs: tuple[MeetingNeedNoted, ...] = ()
    relatives: tuple[Relative, ...] = ()
    mentors: tuple[str, ...] = ()

    def without_relative(self, who: str) -> "Contact":
        """Return the slice without that relative."""
        return self._replace(relatives=tuple(each for each in self.relatives if each.who != who))

    def mentors_except(self, who: str) -> tuple[str, ...]:
        """Return the other mentors."""
        return tuple(mentor for mentor in self.mentors if mentor != who)


def evolve(contact: Contact, event: ContactEvent) -> Contact:
    """Return the slice after the event. Total: an event that does not fit changes nothing."""
    match event:
        case MeetingNeedNoted():
            return contact._replace(meeting_needs=(*contact.meeting_needs, event))
        case LifePhaseChanged() | FollowUpAgreed() | FollowUpCalledOff() | DialogueHeld():
            # Their effects are duties.
            return contact
        case RelativeInvolved():
            others = contact.without_relative(event.who)
            relative = Relative(event.who, event.scope, event.on)
            return others._replace(relatives=(*others.relatives, relative))
        case RelativeReleased():
            return contact.without_relative(event.who)
        case MentorAssigned():
            return contact._replace(mentors=(*contact.mentors_except(event.who), event.who))
        case MentorReleased():
            return contact._replace(mentors=contact.mentors_except(event.who))
        case _:
            assert_never(event)
