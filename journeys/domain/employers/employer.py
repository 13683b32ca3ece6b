"""An employer: every event of its stream, and the fold of events into state. No citizen is in it.

Who is in a post stands in the citizen's own stream (`domain/events/post_taken.py`).
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated, NamedTuple, assert_never

from pydantic import Field

from journeys.domain.employers import events, posts
from journeys.domain.employers.events import RelationEvent
from journeys.domain.employers.posts import Post, PostEvent, Room, TaskRecord
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.vocabulary import NeedId, PartnershipId

EmployerEvent = Annotated[RelationEvent | PostEvent | EntryRetracted, Field(discriminator="kind")]


class Contact(NamedTuple):
    """Kontaktperson: who of the municipality the employer calls, and whether it was told."""

    name: str
    since: date
    told: date | None
    """None while nobody has told the employer; the first contact is known from the start."""


class Need(NamedTuple):
    """Behov: what was told, and what was answered."""

    told: events.NeedTold
    answered: tuple[events.NeedAnswered, ...] = ()


class Partnership(NamedTuple):
    """Partnerskab: what was agreed, and when it ended."""

    agreed: events.PartnershipAgreed
    ended: date | None = None


class Employer(NamedTuple):
    """Virksomhed: the state of an employer's stream."""

    registered: events.EmployerRegistered | None = None
    contact: Contact | None = None
    partnerships: Mapping[PartnershipId, Partnership] = MappingProxyType({})
    needs: Mapping[NeedId, Need] = MappingProxyType({})
    expectations: tuple[events.ExpectationsStated, ...] = ()
    ratings: tuple[events.CooperationRated, ...] = ()
    room: Room = Room()

    @property
    def name(self) -> str:
        """What it is called; empty where it is not registered, or that was retracted."""
        return self.registered.name if self.registered else ""


EMPTY = Employer()


def contact_slice(employer: Employer) -> tuple[Contact | None]:
    """Return the contact: a slice for `StreamHistory.changes_to`."""
    return (employer.contact,)


def room_slice(employer: Employer) -> tuple[Room]:
    """Return the posts and tasks: a slice for `StreamHistory.changes_to`."""
    return (employer.room,)


def evolve(employer: Employer, event: EmployerEvent) -> Employer:  # noqa: C901, PLR0911 - a case an event
    """Return the employer after the event. Total: no event in any state is refused."""
    match event:
        case events.EmployerRegistered():
            contact = Contact(event.contact, event.on, event.on)
            return employer._replace(registered=event, contact=contact)
        case events.EmployerContactChanged(to=name, told=told, on=on):
            known = employer.contact
            since = known.since if known and known.name == name else on
            return employer._replace(contact=Contact(name, since, told))
        case events.PartnershipAgreed(partnership=key):
            return employer._replace(
                partnerships={**employer.partnerships, key: Partnership(event)}
            )
        case events.PartnershipEnded(partnership=key, on=on):
            ended = employer.partnerships.get(key)
            if ended is None or ended.ended is not None:
                return employer
            return employer._replace(
                partnerships={**employer.partnerships, key: ended._replace(ended=on)}
            )
        case events.NeedTold(need=key):
            return employer._replace(needs={**employer.needs, key: Need(event)})
        case events.NeedAnswered(need=key):
            need = employer.needs.get(key)
            if need is None:
                return employer
            answered = need._replace(answered=(*need.answered, event))
            return employer._replace(needs={**employer.needs, key: answered})
        case events.ExpectationsStated():
            return employer._replace(expectations=(*employer.expectations, event))
        case events.CooperationRated():
            return employer._replace(ratings=(*employer.ratings, event))
        case EntryRetracted():
            # A history leaves out retracted entries before it folds.
            return employer
        case _:
            return employer._replace(room=evolve_room(employer.room, event))


def evolve_room(room: Room, event: PostEvent) -> Room:
    """Return the posts and tasks after the event. Total: what does not fit changes nothing."""
    match event:
        case posts.TaskCarvedOut(task=task, post=post, on=on):
            return room.with_task(TaskRecord(task, on, post))
        case posts.TaskWithdrawn(task=key, on=on):
            record = room.tasks.get(key)
            if record is None or record.withdrawn is not None:
                return room
            return room.with_task(record._replace(withdrawn=on))
        case posts.PostOpened():
            room = room.with_post(
                Post(
                    post=event.post,
                    post_kind=event.post_kind,
                    words=event.words,
                    since=event.on,
                    may_share=event.may_share,
                    project_leader=event.project_leader,
                    until=event.until,
                )
            )
            for task in event.tasks:
                room = room.with_task(TaskRecord(task, event.on, event.post))
            for key in event.carved:
                if record := room.tasks.get(key):
                    room = room.with_task(record._replace(post=event.post))
            return room
        case posts.PostChanged(post=key) | posts.PostClosed(post=key):
            found = room.posts.get(key)
            if found is None or found.closed is not None:
                return room
            return room.with_post(_changed(found, event))
        case _:
            assert_never(event)


def _changed(post: Post, event: posts.PostChanged | posts.PostClosed) -> Post:
    match event:
        case posts.PostChanged():
            fields = {
                field: value
                for field in ("words", "may_share", "project_leader", "until")
                if (value := getattr(event, field)) is not None
            }
            return post._replace(**fields)
        case posts.PostClosed():
            return post._replace(closed=event.on)
        case _:
            assert_never(event)
