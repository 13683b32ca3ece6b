"""Virksomheder: the use cases of employers, each a stream of its own in the same store."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from journeys.app.employer_recording import (
    DecisionOnRoom,
    EmployerRecorder,
    EmployersRecorded,
    require_employer_id,
    taken_of,
    without_room,
)
from journeys.app.erasing import erased_employer
from journeys.app.observing import observed
from journeys.app.ports.log import Request
from journeys.app.ports.store import Store, Transaction
from journeys.app.requests import request, was_answered
from journeys.domain.decisions.arguments import require_arguments
from journeys.domain.decisions.corrections import no_replacement
from journeys.domain.decisions.deciding import P, require_actor
from journeys.domain.decisions.doubts import require_sure
from journeys.domain.decisions.forms import DAY, ID, TEXT, require_form
from journeys.domain.employers.deciding import (
    EmployerDecision,
    EmployerVerb,
    decide_employer_with,
    retract_employer_entry,
)
from journeys.domain.employers.employer import EmployerEvent
from journeys.domain.employers.erasure import erase_employer
from journeys.domain.employers.history import EmployerEntry, EmployerHistory
from journeys.domain.employers.numbers import checked_cvr, checked_p_number
from journeys.domain.employers.room import Taken
from journeys.domain.erasure import NOTHING_GONE, Receipt
from journeys.domain.errors import EmployerErased
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import EmployerId, PostId

CVR_DIGITS = 8


@observed("decide", "decide", "retract", "record", "record_all")
@dataclass(frozen=True)
class Employers:
    """The employers of a store: what they need, what they promise, and the posts they open.

    No citizen is recorded here: who is in a post stands in the citizen's own journey. A recording
    on an employer waits for those on journeys, and the other way round: so a post is never filled
    and closed at once.
    """

    store: Store
    book: Rulebook
    today: Callable[[], date]
    """Returns which day it is for those who record."""

    def decide(
        self,
        employer_id: EmployerId,
        verb: EmployerVerb[P],
        actor: Actor,
        request_id: str | None = None,
        sure: Collection[str] = (),
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> tuple[EmployerEntry, ...]:
        """Ask a verb of `journeys.employers`, record what it decides, and return the new entries.

        It is as `Journeys.decide`: a type checker knows the verb's own arguments, which are given
        by name; it is idempotent, and a repeated request id returns the first answer. Refused: as
        the verb says; employer-known, where another employer has the number; request-id-used;
        not-understood. Raises Doubted, EmployerErased, StoreBusy, Conflict and StoreError.
        """
        today, arguments = self.today(), require_arguments(verb, args, kwargs)

        def decision(history: EmployerHistory, taken: Sequence[Taken]) -> list[EmployerEvent]:
            return decide_employer_with(
                history, verb, actor, self.book, today, taken, arguments=arguments
            )

        asked = [verb.__name__, (), arguments]
        return self._record(employer_id, decision, actor, request_id, asked, sure)

    def retract(
        self,
        employer_id: EmployerId,
        *,
        entry: int,
        why: str,
        on: date,
        actor: Actor,
        replacement: EmployerDecision = no_replacement,
        request_id: str | None = None,
        sure: Collection[str] = (),
    ) -> tuple[EmployerEntry, ...]:
        """Take an entry of an employer back, and record its replacement in the same commit.

        A request id stands for the retraction alone, as in `Journeys.retract`. Refused: post-in-use
        and task-in-use, where somebody has what it takes away; as `decide`.
        """
        today = self.today()

        def decision(history: EmployerHistory, taken: Sequence[Taken]) -> list[EmployerEvent]:
            return retract_employer_entry(
                history,
                actor,
                self.book,
                today=today,
                entry=entry,
                why=why,
                on=on,
                taken=taken,
                replacement=replacement,
            )

        asked = ["retract", entry, why, on]
        return self._record(employer_id, decision, actor, request_id, asked, sure)

    def record(
        self,
        employer_id: EmployerId,
        decision: EmployerDecision,
        actor: Actor,
        request_id: str | None = None,
        *,
        asked: object = None,
        sure: Collection[str] = (),
    ) -> tuple[EmployerEntry, ...]:
        """Record what a decision of your own returns for this employer.

        It does not see what citizens take, and is held to it. Refused: post-in-use, task-in-use,
        where it takes something away that somebody has, and does not say what happens then.
        `asked` distinguishes the decision from others, as in `Journeys.record`.
        """
        decided = without_room(decision)
        return self._record(employer_id, decided, actor, request_id, asked, sure)

    def _record(  # noqa: PLR0917 - a call of one's own
        self,
        employer_id: EmployerId,
        decision: DecisionOnRoom,
        actor: Actor,
        request_id: str | None,
        asked: object,
        sure: Collection[str],
    ) -> tuple[EmployerEntry, ...]:
        employer, sure = require_employer_id(employer_id), require_sure(sure)
        require_actor(actor, request_id)
        wanted = None if request_id is None else request(request_id, employer, actor, asked)
        today = require_form("today", self.today(), DAY)
        return self.store.retrying(
            lambda transaction: EmployerRecorder(transaction, self.book, actor, today, sure).record(
                employer, decision, wanted
            )
        )

    def record_all(
        self,
        decisions: Iterable[tuple[EmployerId, EmployerDecision]],
        actor: Actor,
        *,
        dry_run: bool = False,
        sure: Collection[str] = (),
    ) -> EmployersRecorded:
        """Record many decisions, all of them or none, such as a list of firms.

        Returns how much was recorded (with `dry_run`: would be, and nothing is). Raises as
        `record`; refused: employer-known, where two of them have one number, too.
        """
        require_actor(actor)
        sure, today = require_sure(sure), require_form("today", self.today(), DAY)
        with self.store.reading() if dry_run else self.store.writing() as transaction:
            recording = EmployerRecorder(transaction, self.book, actor, today, sure, dry_run)
            return recording.record_all(decisions)

    def find(self, number: str) -> EmployerId | None:
        """Return the employer that is registered by this P-number, or this CVR number without one.

        None where there is none. Refused: cvr-malformed, cvr-wrong, p-number-malformed.
        """
        digits = "".join(require_form("number", number, TEXT).split())
        checked = checked_cvr if len(digits) == CVR_DIGITS else checked_p_number
        with self.store.reading() as transaction:
            digest = transaction.employers.number_digest(checked(digits))
            return transaction.queries.employer_of(digest)

    def with_post(self, post: PostId) -> EmployerId | None:
        """Return the employer that has a post; None where none has.

        It is how a role that may not see lists finds the post whose id it was given.
        """
        wanted = PostId(require_form("post", post, ID))
        with self.store.reading() as transaction:
            return transaction.queries.employer_with(wanted)

    def erase(
        self, employer_id: EmployerId, *, actor: Actor, why: str, request_id: str | None = None
    ) -> Receipt:
        """Erase an employer for ever: the key to all that was recorded on it, and its rows.

        The sealed entries stay where they are, and nobody can decrypt them again. It cannot be
        undone: try it in `rehearsing()` first. Returns the receipt, which is sealed after its
        entries; the first one again for the same request. Raises UnknownEmployer, EmployerErased,
        Conflict and StoreError. Refused: request-id-used; not-understood; and as
        `domain.employers.erasure.erase_employer`.
        """
        employer = require_employer_id(employer_id)
        require_actor(actor, request_id)
        asked = ["erase", why]
        wanted = None if request_id is None else request(request_id, employer, actor, asked)
        # As of a citizen: nobody is erased where the list outside the store cannot be written.
        self.store.note_erasures()
        receipt = self.store.retrying(
            lambda transaction: self._erased(transaction, employer, wanted, actor, why)
        )
        # Also for a repeated request: the first one may have been interrupted just here.
        self.store.scrub()
        self.store.note_erasures()
        return receipt

    def receipt(self, employer_id: EmployerId) -> Receipt | None:
        """Return why an employer was erased, by whom and when; None where it was not."""
        employer = require_employer_id(employer_id)
        with self.store.reading() as transaction:
            return transaction.employers.receipt(employer)

    def _erased(
        self,
        transaction: Transaction,
        employer: EmployerId,
        wanted: Request | None,
        actor: Actor,
        why: str,
    ) -> Receipt:
        log = transaction.employers
        log.lock_employers([employer])
        answered = wanted is not None and was_answered(log.requested(wanted))
        if receipt := log.receipt(employer):
            if not answered:
                raise EmployerErased(employer)
            return receipt
        history = log.existing(employer)
        taken, today = taken_of(transaction, history), transaction.now.date()
        ground = erase_employer(taken, why, actor, self.book, today=today)
        receipt = erased_employer(
            transaction, history, Receipt(employer, 0, *actor[:2], ground, NOTHING_GONE)
        )
        if wanted is not None:
            log.remember(wanted)
        return receipt
