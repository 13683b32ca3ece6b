"""Verbs about the journey and its responsible person: open, hand over, rest, resume, close."""

from collections.abc import Collection, Iterator
from datetime import date

from journeys.domain.decisions.case import Case
from journeys.domain.decisions.rules import (
    require_open,
    require_started,
    require_text,
    require_told_in_time,
)
from journeys.domain.duties import open_duties
from journeys.domain.errors import Refused
from journeys.domain.events.pension import PensionFact
from journeys.domain.events.people import (
    AccessRestricted,
    HandoverAccepted,
    HandoverDeclined,
    HandoverOffered,
    JourneyClosed,
    JourneyOpened,
    JourneyRested,
    JourneyResumed,
    People,
    RestrictionLifted,
    SupportBasisChanged,
    TargetGroupSet,
)
from journeys.domain.events.preparation import PreparationFact
from journeys.domain.events.rulings import RulingFact
from journeys.domain.events.work import WorkFact
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.message import Message, MessageList
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import is_municipality_code

ENDED_BY_CLOSING = ("silence", "enter-phase", "job-effort")
"""Duties that need not be named: closing is contact, and ends what the method asks for."""


def open_journey(
    _case: Case, *, municipality: str, basis: str, responsible: str, on: date
) -> list[Event]:
    """Åbn et forløb: one for each citizen, always with one named responsible person.

    Refused: municipality-malformed, basis-missing, responsible-missing; code-unknown and
    code-not-in-force, for a municipality too; recorded-already, where it was opened otherwise
    before.
    """
    opening = JourneyOpened(on=on, municipality=municipality, basis=basis, responsible=responsible)
    _require_municipality(municipality)
    require_text(basis, "basis")
    require_text(responsible, "responsible")
    return [opening]


def change_support_basis(case: Case, *, basis: str, on: date) -> list[Event]:
    """Skift forsørgelsesgrundlag: record what the citizen lives on from this day.

    Refused: basis-missing, journey-not-open, journey-closed.
    """
    people = require_open(case)
    change = SupportBasisChanged(on=on, basis=require_text(basis, "basis"))
    return [] if people.basis == change.basis else [change]


def set_target_group(case: Case, *, target_group: str, on: date) -> list[Event]:
    """Sæt målgruppen: the group of the law that the citizen belongs to.

    Refused: target-group-missing, journey-not-open, journey-closed.
    """
    people = require_open(case)
    changed = TargetGroupSet(on=on, target_group=require_text(target_group, "target-group"))
    return [] if people.target_group == changed.target_group else [changed]


def offer_handover(case: Case, *, to: str, reason: str, on: date) -> list[Event]:
    """Tilbyd en overdragelse: ask somebody to take over.

    Responsibility does not move until the offer is accepted.

    Refused: to-missing, reason-missing, handover-to-self, journey-not-open, journey-closed.
    """
    people = require_open(case)
    offer = HandoverOffered(on=on, to=require_text(to, "to"), reason=require_text(reason, "reason"))
    if to == people.responsible:
        raise Refused(
            "handover-to-self",
            "This person is already responsible for the journey. Choose somebody else.",
        )
    return [] if people.offered_to(to) else [offer]


def accept_handover(case: Case, *, by: str, told: date, on: date) -> list[Event]:
    """Modtag en overdragelse: responsibility moves here, and only here.

    The citizen must have been told.

    Refused: told-too-late, handover-not-offered, journey-not-open, journey-closed;
    recorded-already, where it was accepted with another day of telling.
    """
    people = require_open(case)
    require_told_in_time(told, on)
    if people.accepted == by and not people.offered_to(by):
        _require_same_day_told(case, by, told)
        return []
    _require_offer(people, by)
    return [HandoverAccepted(on=on, by=by, told=told)]


def decline_handover(case: Case, *, by: str, on: date, reason: str = "") -> list[Event]:
    """Afvis en overdragelse: responsibility stays where it is.

    Refused: handover-not-offered, journey-not-open, journey-closed.
    """
    people = require_open(case)
    if by in people.declined:
        return []
    _require_offer(people, by)
    return [HandoverDeclined(on=on, by=by, reason=reason)]


def rest_journey(case: Case, *, on: date, reason: str = "") -> list[Event]:
    """Lad forløbet hvile: take a break. Refused: journey-not-open, journey-closed."""
    people = require_open(case)
    return [] if people.status == "resting" else [JourneyRested(on=on, reason=reason)]


def resume_journey(case: Case, *, on: date, reason: str = "") -> list[Event]:
    """Genoptag forløbet: continue after a break, or after the journey was closed.

    Refused: journey-not-open.
    """
    require_started(case)
    return [] if case.journey.people.status == "open" else [JourneyResumed(on=on, reason=reason)]


def close_journey(
    case: Case,
    *,
    reason: str,
    on: date,
    leaving: Collection[str] = (),
    moved_to: str | None = None,
    why: str | None = None,
) -> list[Event]:
    """Afslut forløbet: everything that is still open must be named in `leaving`.

    `moved_to` is the municipality where the journey goes on, if it moved there; `why` what it led
    to, as a code of the vocabulary `closing`.

    Refused: reason-missing, walked-on, left-open, not-left-open, journey-not-open;
    municipality-malformed, for a municipality; code-unknown and code-not-in-force.
    """
    if case.journey.people.status == "closed":
        return []
    require_open(case)
    require_text(reason, "reason")
    if moved_to is not None:
        _require_municipality(moved_to)
    _require_nothing_later(case)
    still_open = dict(left_open(case.history, case.book, on))
    if forgotten := [name for name in still_open if name not in leaving]:
        raise Refused(
            "left-open",
            "Before closing the journey, finish each thing that is still open, or name it as left "
            "open: {things}",
            things=MessageList(
                Message("{name} ({what})", name=name, what=still_open[name]) for name in forgotten
            ),
        )
    if unknown := [name for name in leaving if name not in still_open]:
        raise Refused(
            "not-left-open",
            "{count} of the named things are not open on this journey. These are open: {open}.",
            count=len(unknown),
            open=", ".join(still_open) or Message("none"),
        )
    return [
        JourneyClosed(
            on=on, reason=reason, leaving=tuple(still_open), moved_to=moved_to, why=why or None
        )
    ]


def _require_municipality(code: str) -> None:
    if not is_municipality_code(code):
        raise Refused(
            "municipality-malformed",
            "A municipality is named by its three-digit code, such as 621 for Kolding.",
        )


def _require_nothing_later(case: Case) -> None:
    """Refuse to close on a day after which the journey is recorded as going on."""
    restriction = (AccessRestricted, RestrictionLifted)
    independent = (PensionFact, PreparationFact, RulingFact, WorkFact, *restriction)
    later = [event for event in case.ahead if not isinstance(event, independent)]
    if later and not isinstance(later[0], JourneyResumed):
        raise Refused(
            "walked-on",
            "Entries with a later day ({count}, the first of them on {on}) say that the journey "
            "went on. Choose a day after them, or retract what is wrong.",
            count=len(later),
            on=later[0].on,
        )


def left_open(history: History, book: Rulebook, on: date) -> Iterator[tuple[str, Message]]:
    """Yield what closing must name: its name, and a description without anybody's own words."""
    for step in history.on(on).journey.path.open_subgoals:
        yield str(step.subgoal), Message("a subgoal set on {on}", on=step.since)
    for duty in open_duties(history, book, on):
        if duty.kind not in ENDED_BY_CLOSING:
            yield (
                duty.name,
                Message("owed since {on}: {duty.en}", on=duty.since, duty=book.duties[duty.kind]),
            )


def _require_same_day_told(case: Case, by: str, told: date) -> None:
    """Refuse another day than the one recorded for telling the citizen: it would be lost."""
    accepted = [
        event
        for event in case.past.events
        if isinstance(event, HandoverAccepted) and event.by == by
    ]
    if accepted and accepted[-1].told != told:
        raise Refused(
            "recorded-already",
            "The handover is already recorded as accepted, with the citizen told on {told}. If "
            "that was wrong, retract it first.",
            told=accepted[-1].told,
        )


def _require_offer(people: People, to: str) -> None:
    if not people.offered_to(to):
        raise Refused(
            "handover-not-offered",
            "No handover waits for this person's answer. Only the person it was offered to can "
            "answer it.",
        )
