"""Joining: two journeys of one citizen become one, by an entry on each stream in one commit."""

from datetime import date

from journeys.app.ports.log import Recording, Request
from journeys.app.ports.store import Transaction
from journeys.app.recording import append_joined
from journeys.app.requests import was_answered
from journeys.app.room import TakenChange, require_room_for, taken_by
from journeys.domain.decisions.joining import joined, merge
from journeys.domain.errors import UnknownJourney
from journeys.domain.history import Entry, History
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


def join(
    transaction: Transaction,
    book: Rulebook,
    ended: JourneyId,
    stays: JourneyId,
    *,
    actor: Actor,
    today: date,
    why: str,
    on: date,
    wanted: Request | None,
) -> tuple[Entry, ...]:
    """Join the journey `ended` to the one that `stays`; return both entries, `()` where it was so.

    Raises UnknownJourney, Erased, Conflict. Refused: as `domain.decisions.joining.merge`.
    """
    log = transaction.log
    # Of two who join the same journeys at once, the second finds what the first recorded.
    log.lock_journeys([ended, stays])
    before, staying = _existing(transaction, ended), _existing(transaction, stays)
    if wanted is not None and was_answered(log.requested(wanted)):
        return (*before.of_request(wanted.id), *_own(staying, wanted.id))
    joining = merge(before, staying, actor, book, today=today, why=why, on=on)
    if joining is None:
        if wanted is not None:
            log.remember(wanted)
        return ()
    recordings: list[Recording] = [
        Recording(ended, before.version, [joining.merged]),
        Recording(stays, staying.version, [joining.absorbed]),
    ]
    _require_room_together(transaction, before, staying, joined(before, staying, joining))
    return append_joined(transaction, book, recordings, actor, wanted)


def _require_room_together(
    transaction: Transaction, ended: History, stays: History, both: History
) -> None:
    """Require room where one of them is in a post that is taken again by both together.

    The other moved away, and its placements did not end. Refused: as `require_room`.
    """
    journey = stays.stream
    before = [*taken_by(journey, stays), *taken_by(journey, ended)]
    change = TakenChange(journey, before, taken_by(journey, both))
    require_room_for(transaction, [change, TakenChange(ended.stream)])


def _existing(transaction: Transaction, journey: JourneyId) -> History:
    history = transaction.log.load_to_decide(journey)
    if not history.entries:
        raise UnknownJourney(journey)
    return history


def _own(history: History, request_id: str) -> tuple[Entry, ...]:
    """Return the entries of its own stream that were recorded for that request."""
    return tuple(each for each in history.of_request(request_id) if each.journey == history.stream)
