"""Recording: one decision or many in one transaction, and the requests that make it idempotent.

A request has an id of the caller's; repeated under that id, it returns the first answer.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from journeys.app.acknowledging import Acknowledging
from journeys.app.observing import count_recorded
from journeys.app.ports.log import JourneyLog, Recording, Request
from journeys.app.ports.store import Transaction
from journeys.app.requests import id_used, was_answered
from journeys.app.room import TakenChange, change_of, require_room_for, taken_by
from journeys.domain.decisions.days_ahead import refuse_days_ahead
from journeys.domain.decisions.decided import require_events
from journeys.domain.decisions.deciding import Decision
from journeys.domain.decisions.forms import (
    FUNCTION,
    not_understood,
    require_form,
    require_journey_id,
)
from journeys.domain.decisions.joining import (
    Separation,
    merge_alone,
    merged_already,
    refuse_joining_facts,
    separations,
)
from journeys.domain.decisions.privacy import refuse_private_facts
from journeys.domain.employers.room import Taken
from journeys.domain.events.corrections import EntryRetracted
from journeys.domain.history import Entry, History
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

BATCH = 500  # journeys in memory at once
PAIRS = Message("pairs of a journey's id and a decision")


class Recorded(NamedTuple):
    """How many journeys something new was recorded on, and how much of each kind of event."""

    journeys: int
    kinds: Mapping[str, int]


def record_one(
    transaction: Transaction,
    book: Rulebook,
    journey: JourneyId,
    decision: Decision,
    *,
    actor: Actor,
    today: date,
    wanted: Request | None,
    sure: Collection[str],
) -> tuple[Entry, ...]:
    """Record what a decision returns for a journey; return the new entries. Raises as it does.

    Refused, whatever the decision: day-not-come, day-too-far-ahead, by the day that it is today.
    Raises Doubted with its doubts that are not in `sure`; those that are stand in the entries.
    Where the same request was answered before, returns its first answer.
    """
    asked_for, history = journey, transaction.log.load_to_decide(journey, wanted)
    journey, history = _staying(transaction.log, journey, history)
    if wanted is not None and _answered(transaction.log, history, wanted, actor):
        return history.of_request(wanted.id)
    if wanted is not None:
        wanted = wanted._replace(stream=journey)
    recording = _decided(
        journey, history, decision, Acknowledging(transaction, book, actor, today, sure)
    )
    if journey != asked_for and any(isinstance(each, EntryRetracted) for each in recording.events):
        # Entry 7 of the journey that ended is not entry 7 of the one that stays.
        raise merged_already(journey)
    if separated := separations(history, recording.events):
        others = [_separating(transaction.log, each) for each in separated]
        _require_room_apart(transaction, history, recording, others)
        return append_joined(transaction, book, [recording, *others], actor, wanted)
    if recording.events:
        _require_room(transaction, [recording])
        return _append(transaction, book, [recording], actor, wanted)
    if wanted is not None:
        transaction.log.remember(wanted)
    return ()


def append_joined(
    transaction: Transaction,
    book: Rulebook,
    recordings: list[Recording],
    actor: Actor,
    wanted: Request | None,
) -> tuple[Entry, ...]:
    """Append what joins or separates journeys: the one that ended has no rows while it is joined.

    Returns the new entries, each as its own stream numbers it.
    """
    entries = transaction.log.append(recordings, actor, wanted)
    count_recorded(len(entries))
    for each in recordings:
        history = transaction.log.load_to_decide(each.stream)
        if history.merged_into is None:
            transaction.rows.refresh({each.stream: history}, book)
        else:
            transaction.rows.forget(each.stream)
    return entries


def _staying(log: JourneyLog, journey: JourneyId, history: History) -> tuple[JourneyId, History]:
    """Return the journey that stays, and its history, where this one was joined to another."""
    while history.merged_into is not None:
        journey = history.merged_into
        history = log.load_to_decide(journey)
    return journey, history


def _separating(log: JourneyLog, separation: Separation) -> Recording:
    other = log.load_to_decide(separation.stream)
    return Recording(separation.stream, other.version, separation.events(other))


def record_all(
    transaction: Transaction,
    book: Rulebook,
    decisions: Iterable[tuple[JourneyId, Decision]],
    actor: Actor,
    *,
    today: date,
    dry_run: bool,
    sure: Collection[str],
) -> Recorded:
    """Record what many decisions return; return how much it was, or would be. Raises as they do.

    Refused, whatever the decisions: as by `record_one`; not-understood, as by `checked`, and where
    one of them is no pair of a journey's id and a decision.
    """
    journeys, kinds, log = 0, Counter[str](), transaction.log
    rehearsed: dict[JourneyId, Sequence[Taken]] | None = {} if dry_run else None
    doubts = Acknowledging(transaction, book, actor, today, sure)
    for some in _batches(decisions):
        log.prefetch([journey for journey, _ in some])
        decided = (
            _decided(*_staying(log, journey, log.load_to_decide(journey)), decision, doubts)
            for journey, decision in some
        )
        recordings = [recording for recording in decided if recording.events]
        _refuse_joined(log, recordings)
        _require_room(transaction, recordings, rehearsed)
        journeys += len(recordings)
        kinds.update(event.kind for recording in recordings for event in recording.events)
        if recordings and not dry_run:
            _append(transaction, book, recordings, actor, None)
    return Recorded(journeys, kinds)


def _require_room(
    transaction: Transaction,
    recordings: Sequence[Recording],
    rehearsed: dict[JourneyId, Sequence[Taken]] | None = None,
) -> None:
    """Require room for what these journeys take of posts. Refused: as `require_room`."""
    histories = ((each, transaction.log.load_to_decide(each.stream)) for each in recordings)
    changes = [change_of(each.stream, history, each.events) for each, history in histories]
    require_room_for(transaction, [each for each in changes if each], rehearsed)


def _require_room_apart(
    transaction: Transaction, both: History, stays: Recording, others: Sequence[Recording]
) -> None:
    """Require room for two persons where one was counted. Refused: as `require_room`."""
    own = change_of(stays.stream, both, stays.events)
    if own is None:
        return
    apart = [
        TakenChange(
            each.stream,
            after=taken_by(
                each.stream, transaction.log.load_to_decide(each.stream).followed_by(each.events)
            ),
        )
        for each in others
    ]
    require_room_for(transaction, [own, *apart])


def _batches(
    decisions: Iterable[tuple[JourneyId, Decision]],
) -> Iterator[list[tuple[JourneyId, Decision]]]:
    if not isinstance(decisions, Iterable):
        raise not_understood("decisions", PAIRS)
    remaining = map(_pair, decisions)
    while some := list(islice(remaining, BATCH)):
        yield some


def checked(decision: Decision) -> Decision:
    """Return a host's own decision, held to what a decision returns.

    Refused: not-understood, where it is no function; when it decides, where it returns no list of
    events, or an event that could never be read.
    """
    require_form("decision", decision, FUNCTION)
    return lambda history: require_events(decision(history))


def _pair(pair: Any) -> tuple[JourneyId, Decision]:  # noqa: ANN401 - whatever is handed over
    match pair:
        case (journey, decision):
            return require_journey_id(journey), checked(decision)
    raise not_understood("decisions", PAIRS)


def _refuse_joined(log: JourneyLog, recordings: Sequence[Recording]) -> None:
    """Refuse one journey by two ids, and the separation of two, among many decisions."""
    times = Counter(each.stream for each in recordings)
    for each in recordings:
        if times[each.stream] > 1:
            raise merged_already(each.stream)
        if separations(log.load_to_decide(each.stream), each.events):
            raise merge_alone()


def _decided(
    journey: JourneyId, history: History, decision: Decision, doubts: Acknowledging
) -> Recording:
    events = decision(history)
    refuse_joining_facts(events)
    refuse_private_facts(events)
    refuse_days_ahead(events, doubts.today)
    return Recording(journey, history.version, events, doubts.acknowledged(history, events))


def _append(
    transaction: Transaction,
    book: Rulebook,
    recordings: list[Recording],
    actor: Actor,
    wanted: Request | None,
) -> tuple[Entry, ...]:
    """Append what was decided, and bring the read models up to date."""
    before = {each.stream: transaction.log.load_to_decide(each.stream) for each in recordings}
    entries = transaction.log.append(recordings, actor, wanted)
    count_recorded(len(entries))
    new = dict[JourneyId, History]()
    for journey, history in before.items():
        after = transaction.log.load_to_decide(journey)
        if history.entries:
            transaction.rows.advance(journey, history, after, book)
        else:
            new[journey] = after
    transaction.rows.add(new, book)
    return entries


def _answered(log: JourneyLog, history: History, wanted: Request, actor: Actor) -> bool:
    """Whether a request was answered before; its entries may then be returned again.

    Refused: request-id-used, where something else was asked under its id, or by somebody else.
    """
    streams = history.streams or (JourneyId(wanted.stream),)
    if len(streams) > 1 and any(log.requested(wanted._replace(stream=each)) for each in streams):
        return True
    if was_answered(log.requested(wanted)):
        return True
    # Entries older than the table of requests have their request ids in themselves.
    entries = history.of_request(wanted.id)
    if any(
        (entry.actor, entry.role or actor.role, entry.on_behalf_of) != actor for entry in entries
    ):
        raise id_used()
    return bool(entries)
