"""Recording on employers: one decision or many in one transaction, with what citizens take."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from journeys.app.acknowledging import Acknowledging
from journeys.app.observing import count_recorded
from journeys.app.ports.employers import EmployerRecording
from journeys.app.ports.log import Request
from journeys.app.ports.store import Transaction
from journeys.app.requests import was_answered
from journeys.domain.decisions.days_ahead import refuse_days_ahead
from journeys.domain.decisions.decided import EMPLOYER_EVENT_CLASSES, require_events
from journeys.domain.decisions.forms import FUNCTION, ID, not_understood, require_form
from journeys.domain.decisions.privacy import refuse_private_facts
from journeys.domain.employers.deciding import EmployerDecision
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.employers.in_use import require_room_left
from journeys.domain.employers.posts import PostOpened
from journeys.domain.employers.room import Taken, taken_at
from journeys.domain.errors import Refused
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId

BATCH = 500  # employers in memory at once
PAIRS = Message("pairs of an employer's id and a decision")

DecisionOnRoom = Callable[[EmployerHistory, Sequence[Taken]], list[EmployerEvent]]
"""What to record next on an employer's history, by what citizens take of its posts."""


class EmployersRecorded(NamedTuple):
    """How many employers something new was recorded on, and how much of each kind of event."""

    employers: int
    kinds: Mapping[str, int]


@dataclass(frozen=True)
class EmployerRecorder:
    """Records on employers in one transaction, by one actor on one day."""

    transaction: Transaction
    book: Rulebook
    actor: Actor
    today: date
    sure: Collection[str]
    dry_run: bool = False
    numbers: dict[bytes, EmployerId] = field(default_factory=dict)
    """The numbers that were given to employers here, by digest: they may not be stored yet."""

    def record(
        self, employer: EmployerId, decision: DecisionOnRoom, wanted: Request | None
    ) -> tuple[EmployerEntry, ...]:
        """Record what a decision returns for an employer; return the new entries.

        Raises as it does. Where the same request was answered before, returns its first answer.
        Refused, whatever the decision: day-not-come, day-too-far-ahead, employer-known.
        """
        log = self.transaction.employers
        history = log.load_to_decide(employer, wanted)
        if wanted is not None and was_answered(log.requested(wanted)):
            return history.of_request(wanted.id)
        recording = self._decided(employer, history, decision, self._acknowledging)
        if recording.events:
            return self._append([recording], wanted)
        if wanted is not None:
            log.remember(wanted)
        return ()

    def record_all(
        self, decisions: Iterable[tuple[EmployerId, EmployerDecision]]
    ) -> EmployersRecorded:
        """Record what many decisions return; return how much it was, or would be."""
        log, employers, kinds = self.transaction.employers, set[EmployerId](), Counter[str]()
        doubts = self._acknowledging
        for some in _batches(decisions):
            recordings = list[EmployerRecording]()
            log.prefetch([employer for employer, _ in some])
            for employer, decision in some:
                history = log.load_to_decide(employer)
                recording = self._decided(employer, history, without_room(decision), doubts)
                if recording.events:
                    recordings.append(recording)
            employers.update(each.stream for each in recordings)
            kinds.update(event.kind for each in recordings for event in each.events)
            if recordings and not self.dry_run:
                self._append(recordings, None)
        return EmployersRecorded(len(employers), kinds)

    @property
    def _acknowledging(self) -> Acknowledging:
        return Acknowledging(self.transaction, self.book, self.actor, self.today, self.sure)

    def _decided(
        self,
        employer: EmployerId,
        history: EmployerHistory,
        decision: DecisionOnRoom,
        doubts: Acknowledging,
    ) -> EmployerRecording:
        events = decision(history, taken_of(self.transaction, history))
        refuse_private_facts(events)
        refuse_days_ahead(events, self.today)
        self._refuse_known(employer, history, history.followed_by(events))
        return EmployerRecording(
            employer, history.version, events, doubts.acknowledged(history, events)
        )

    def _refuse_known(
        self, employer: EmployerId, before: EmployerHistory, after: EmployerHistory
    ) -> None:
        """Refuse a number that another employer has. Refused: employer-known."""
        number = number_of(after)
        if number is None or number == number_of(before):
            return
        digest = self.transaction.employers.number_digest(number)
        holder = self.numbers.get(digest) or self.transaction.queries.employer_of(digest)
        if holder not in (None, employer):
            raise Refused(
                "employer-known",
                "This number is registered already, as employer {employer}. Use that one.",
                employer=holder,
            )
        self.numbers[digest] = employer

    def _append(
        self, recordings: Sequence[EmployerRecording], wanted: Request | None
    ) -> tuple[EmployerEntry, ...]:
        """Append what was decided, and bring the read models up to date."""
        log = self.transaction.employers
        entries = log.append(recordings, self.actor, wanted)
        count_recorded(len(entries))
        after = {each.stream: log.load_to_decide(each.stream) for each in recordings}
        self.transaction.employer_rows.refresh(after, self.book)
        return entries


def taken_of(transaction: Transaction, history: EmployerHistory) -> Sequence[Taken]:
    """Return what citizens take of every post that the employer ever opened."""
    events = (entry.event for entry in history.entries)
    posts = {event.post for event in events if isinstance(event, PostOpened)}
    return taken_at(history.stream, transaction.taken_to_decide(posts)) if posts else ()


def without_room(decision: EmployerDecision) -> DecisionOnRoom:
    """Return a host's own decision, which does not see what citizens take, held to both.

    Refused: not-understood, where it is no function; when it decides, where it returns no list of
    events of an employer; post-in-use, task-in-use, as `require_room_left`.
    """
    require_form("decision", decision, FUNCTION)

    def decided(history: EmployerHistory, taken: Sequence[Taken]) -> list[EmployerEvent]:
        events = require_events(decision(history), "decision", EMPLOYER_EVENT_CLASSES)
        require_room_left(history, events, taken)
        return events

    return decided


def require_employer_id(employer: object) -> EmployerId:
    """Return the id of an employer, which is a UUID. Refused: not-understood."""
    return EmployerId(require_form("employer_id", employer, ID))


def number_of(history: EmployerHistory) -> str | None:
    """Return the number that an employer is registered by: its P-number, else its CVR number."""
    registered = history.employer.registered
    return None if registered is None else registered.number


def _batches(
    decisions: Iterable[tuple[EmployerId, EmployerDecision]],
) -> Iterator[list[tuple[EmployerId, EmployerDecision]]]:
    """Yield the decisions in batches, in none of which an employer comes twice."""
    if not isinstance(decisions, Iterable):
        raise not_understood("decisions", PAIRS)
    some = dict[EmployerId, EmployerDecision]()
    for pair in decisions:
        employer, decision = _pair(pair)
        if employer in some or len(some) == BATCH:
            yield list(some.items())
            some = {}
        some[employer] = decision
    if some:
        yield list(some.items())


def _pair(pair: Any) -> tuple[EmployerId, EmployerDecision]:  # noqa: ANN401 - whatever is handed over
    match pair:
        case (employer, decision):
            return require_employer_id(employer), require_form("decision", decision, FUNCTION)
    raise not_understood("decisions", PAIRS)
