"""Recording much at once: many journeys in one transaction, a batch at a time in memory."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from journeys.domain.decisions.privacy import refuse_private_facts
from journeys.domain.history import History
from journeys.domain.journey import Event
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.ports import Recording, Transaction

Decision = Callable[[History], list[Event]]
"""What to record next on a history: a verb with its arguments given."""

BATCH = 500  # journeys in memory at once


class Recorded(NamedTuple):
    """How many journeys something new was recorded on, and how much of each kind of event."""

    journeys: int
    kinds: Mapping[str, int]


def record_all(
    transaction: Transaction,
    book: Rulebook,
    decisions: Iterable[tuple[JourneyId, Decision]],
    actor: Actor,
    *,
    dry_run: bool,
) -> Recorded:
    """Record what many decisions say; return what that was, or would be. Raises as they do."""
    journeys, kinds = 0, Counter[str]()
    for some in _batches(decisions):
        recordings = list(_decided(transaction, some))
        journeys += len(recordings)
        kinds.update(event.kind for recording in recordings for event in recording.events)
        if recordings and not dry_run:
            _record(transaction, book, recordings, actor)
    return Recorded(journeys, kinds)


def _batches(
    decisions: Iterable[tuple[JourneyId, Decision]],
) -> Iterator[list[tuple[JourneyId, Decision]]]:
    told = iter(decisions)
    while some := list(islice(told, BATCH)):
        yield some


def _decided(
    transaction: Transaction, decisions: list[tuple[JourneyId, Decision]]
) -> Iterator[Recording]:
    transaction.log.expect([journey for journey, _ in decisions])
    for journey, decision in decisions:
        history = transaction.log.recall(journey)
        if events := decision(history):
            refuse_private_facts(events)
            yield Recording(journey, history.version, events)


def _record(
    transaction: Transaction, book: Rulebook, recordings: list[Recording], actor: Actor
) -> None:
    before = {each.journey: transaction.log.recall(each.journey) for each in recordings}
    transaction.log.append(recordings, actor, None)
    new = dict[JourneyId, History]()
    for journey, history in before.items():
        grown = transaction.log.recall(journey)
        if history.entries:
            transaction.rows.advance(journey, history, grown, book)
        else:
            new[journey] = grown
    transaction.rows.add(new, book)
