"""Sealing: proofs that nothing recorded was altered. They show nobody what was recorded."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from journeys.app.logs import Log
from journeys.app.ports.bundles import Bundle
from journeys.app.ports.log import JourneyLog
from journeys.app.ports.sealing import LOGS, Consistency, Inclusion, Verdict
from journeys.app.ports.store import Store
from journeys.domain.decisions.forms import (
    WHOLE_NUMBER,
    check_arguments,
    one_of,
    require_form,
    require_journey_id,
)
from journeys.domain.errors import NoSuchEntry, StoreError, StoreUnreachable
from journeys.domain.history import is_own
from journeys.domain.law.sealed import SealedEdition
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.law_seal import (
    WRONG,
    EditionSeal,
    RestingExplanation,
    edition_seals,
    resting_on,
)
from journeys.projections.view import SetAside

logged = Log(__name__)


@dataclass(frozen=True)
class Sealing:
    """Forsegling: checkpoints, proofs and verification of a store.

    Four logs are sealed: `journeys`, of what was recorded; `access`, of who looked; `law`, of the
    editions of the law that the store was used with; and `store`, of what changed beside them: who
    the persons are, and the schema. The head of each is signed with every append.
    """

    store: Store
    book: Rulebook

    def key(self, log: str = "journeys") -> str:
        """Return the public key of a log's checkpoints, as others need it to verify them."""
        require_form("log", log, one_of(LOGS))
        with self.store.reading() as transaction:
            return transaction.seal.key(log)

    def checkpoint(self, log: str | None = None) -> str:
        """Return a signed note (C2SP tlog-checkpoint) of the heads of all logs now, with its date.

        With `log`, of that log alone. Held by somebody else, it reveals any later change of what
        was recorded before it. The list of erasures outside the store is brought as far, so that a
        store that is restored can be held to the checkpoint. Raises BrokenHistory where a head is
        not what was signed last.
        """
        if log is not None:
            require_form("log", log, one_of(LOGS))
        with self.store.reading() as transaction:
            note = transaction.seal.checkpoint(log)
        if log is None:
            try:
                self.store.note_erasures()
            except StoreUnreachable:
                logged.warning("the list of erasures outside the store could not be written")
        return note

    def erasures(self) -> str:
        """Return a signed note of everybody who was erased: by id, with receipts still encrypted.

        Held outside the store, it keeps a restored backup from bringing them back.
        """
        with self.store.reading() as transaction:
            note = transaction.seal.erasures()
        assert note is not None  # noqa: S101 - for mypy: without a last note there is one
        return note

    @contextmanager
    def bundle(self) -> Iterator[Bundle]:
        """Bundt: yield what an outside auditor needs, read from one state of the store.

        It is read while its parts are taken, so take them before the context ends. It shows nobody:
        so, as for `checkpoint`, no actor is asked for, and no look is logged. Raises BrokenHistory
        where a head or an entry is not what was sealed.
        """
        with self.store.reading() as transaction:
            yield transaction.seal.bundle()

    @check_arguments
    def verify(self, checkpoints: Sequence[str] = ()) -> tuple[Verdict, ...]:
        """Recompute the seal of all that was recorded, and compare it with these checkpoints.

        Returns a verdict on each log, with its first fault. Raises InputUnreadable where a note is
        no checkpoint of this store.
        """
        with self.store.reading() as transaction:
            return transaction.seal.verify(checkpoints)

    def adopt_law(self) -> Sequence[SealedEdition]:
        """Seal every edition of the law in use that is not sealed so, and return those.

        Idempotent, and safe when many processes do it at once. Where all are sealed it only reads.
        Raises StoreError where the store cannot be written to.
        """
        digests = self.book.law.digests
        if all(each.sealed_at for each in self.law() if each.edition in digests):
            return ()
        with self.store.writing() as transaction:
            return transaction.law.seal(digests, version("journeys"))

    def law(self) -> tuple[EditionSeal, ...]:
        """Return each edition of the law, as it is in use and as this store sealed it."""
        with self.store.reading() as transaction:
            return edition_seals(self.book.law, transaction.law.sealed())

    def verify_law(self) -> tuple[EditionSeal, ...]:
        """Return the same; those that are wrong with the explanations that rest on them.

        An edition is wrong where the law in use is another than was sealed under its name, where it
        was sealed with different digests, or where the law in use has it no longer. A new edition
        makes no older one wrong. An explanation is named by its journey and entry alone. Journeys
        that were erased are left out; those that cannot be read are named in `set_aside` of each
        edition that is wrong.
        """
        seals = self.law()
        wrong = [each.edition for each in seals if each.state in WRONG]
        if not wrong:
            return seals
        resting, set_aside = self._resting_on(wrong)
        return tuple(
            each.model_copy(
                update={"explanations": tuple(resting[each.edition]), "set_aside": set_aside}
            )
            if each.edition in wrong
            else each
            for each in seals
        )

    def _resting_on(
        self, editions: Collection[date]
    ) -> tuple[dict[date, list[RestingExplanation]], SetAside]:
        resting = defaultdict[date, list[RestingExplanation]](list)
        with self.store.reading() as transaction:
            set_aside = transaction.many.set_aside()
            for journey in transaction.log.journeys():
                history = transaction.many.read(journey)
                if isinstance(history, StoreError):
                    set_aside[str(journey)] = history.sentence
                    continue
                for edition, explanation in resting_on(editions, journey, history):
                    resting[edition].append(explanation)
        return resting, set_aside

    def prove(self, journey_id: JourneyId, number: int) -> Inclusion:
        """Return the proof that an entry of a journey, by its number, stands in the log.

        An erased journey's entries can be proved as before, by its own id. Raises NoSuchEntry.
        Refused: not-understood, where these are no UUID and no whole number.
        """
        require_journey_id(journey_id)
        require_form("number", number, WHOLE_NUMBER)
        with self.store.reading() as transaction:
            position = _position(transaction.log, journey_id, number)
            if position is None:
                raise NoSuchEntry(journey_id, number)
            return transaction.seal.prove(position)

    @check_arguments
    def consistency(self, one: str, other: str) -> Consistency:
        """Return the proof that a log grew from one checkpoint to another without change.

        Raises InputUnreadable where they are no two checkpoints of one log, or where it did not.
        """
        with self.store.reading() as transaction:
            return transaction.seal.consistency(one, other)


def _position(log: JourneyLog, journey: JourneyId, number: int) -> int | None:
    """Return where an entry stands in the log: of its own stream, or of one that was joined."""
    if is_own(number):
        return log.position(journey, number)
    entries = log.existing(journey).entries
    return next((each.position for each in entries if each.version == number), None)
