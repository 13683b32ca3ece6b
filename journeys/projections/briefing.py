"""Briefing: what somebody who takes over must know, so that the citizen need not repeat it."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from journeys.domain.events.contact import LifePhaseChanged
from journeys.domain.events.path import WishToWorkExpressed
from journeys.domain.events.people import HandoverOffered
from journeys.domain.events.rulings import Ruling, WishesHeard
from journeys.domain.history import History
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.milestones import Milestones, milestones
from journeys.projections.safety.answer import Safety, safety
from journeys.projections.view import AsKnown, View

LAST_HANDOVERS = 3
"""How many offers of a handover are shown, the newest ones."""


class Statement(View):
    """Noget, der blev sagt: the exact words, and what they were about."""

    on: date
    about: str
    words: str


class BriefingRuling(View):
    """Afgørelse: what was decided, the explanation given, and what followed."""

    ruling: UUID
    on: date
    matter: str
    outcome: str
    against_wish: bool
    explanation: str
    informed: date | None
    """The day the citizen was informed; None while that is owed."""
    appeal_to: str
    appeal_by: date | None
    appealed: date | None
    answer: str
    """The outcome of the appeal; empty while it waits, or where there is none."""


class BriefingRelative(View):
    """Pårørende: a relative on the journey, and what the citizen lets them know and do."""

    who: str
    scope: str
    since: date


class Briefing(AsKnown):
    """Overlevering: the citizen's own words, the way, what was decided, and what is owed."""

    journey: UUID
    on: date
    known_at: datetime | None
    wishes: tuple[Statement, ...]
    """Why the citizen wants to work, and what was wished in each matter."""
    picture: Milestones
    """How to meet the citizen, the hopes, the steps so far, and what is owed."""
    changes: tuple[Statement, ...]
    """Changes of life phase, and why."""
    relatives: tuple[BriefingRelative, ...]
    mentors: tuple[str, ...]
    decided: tuple[BriefingRuling, ...]
    safety: Safety
    handovers: tuple[Statement, ...]
    """Why somebody was asked to take over, the newest few times; `about` is who was asked."""


def briefing(
    journey_id: JourneyId,
    history: History,
    book: Rulebook,
    on: date,
    known_at: datetime | None = None,
) -> Briefing:
    """Return what somebody who takes over must know, on a day, as known at a moment."""
    as_of = history.as_of(on, known_at)
    contact = as_of.journey.contact
    handovers = [
        Statement(on=event.on, about=event.to, words=event.reason)
        for event in as_of.events
        if isinstance(event, HandoverOffered)
    ]
    return Briefing(
        journey=journey_id,
        on=on,
        known_at=known_at,
        wishes=tuple(_wishes(as_of)),
        picture=milestones(journey_id, history, book, on, known_at),
        changes=tuple(
            Statement(on=event.on, about=event.what, words=event.why)
            for event in as_of.events
            if isinstance(event, LifePhaseChanged)
        ),
        relatives=tuple(
            BriefingRelative.model_validate(each._asdict()) for each in contact.relatives
        ),
        mentors=contact.mentors,
        decided=tuple(_decided(each) for each in as_of.journey.rulings.made.values()),
        safety=safety(journey_id, history, book, on, known_at),
        handovers=tuple(handovers[-LAST_HANDOVERS:]),
    )


def _wishes(as_of: History) -> Iterator[Statement]:
    for event in as_of.events:
        match event:
            case WishToWorkExpressed():
                yield Statement(on=event.on, about="", words=event.words)
            case WishesHeard():
                yield Statement(on=event.on, about=event.matter, words=event.words)


def _decided(ruling: Ruling) -> BriefingRuling:
    made = ruling.made
    return BriefingRuling(
        ruling=made.ruling,
        on=made.on,
        matter=made.matter,
        outcome=made.outcome,
        against_wish=made.against_wish,
        explanation=made.explanation,
        informed=ruling.informed,
        appeal_to=made.appeal_to,
        appeal_by=made.appeal_by,
        appealed=ruling.appealed,
        answer=ruling.answer or "",
    )
