"""Persons: who the journeys are about, kept apart from them, and how somebody is erased."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from journeys.app.ports.log import Request
from journeys.app.ports.store import Store
from journeys.app.recording import request, was_answered
from journeys.domain.decisions.access import require_purpose
from journeys.domain.decisions.deciding import require_actor, require_permission
from journeys.domain.decisions.erasure import erase
from journeys.domain.decisions.privacy import refuse_private_name, refuse_unprintable
from journeys.domain.decisions.rules import require_text
from journeys.domain.erasure import ErasedCounts, Erasure, Receipt
from journeys.domain.errors import Erased
from journeys.domain.identity import Identity, cpr, number_taken
from journeys.domain.looks import Look
from journeys.domain.roles import IDENTIFY, Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId


@dataclass(frozen=True)
class Persons:
    """Borgere: the persons of a store. The journeys know them by an opaque id alone."""

    store: Store
    book: Rulebook

    def identify(
        self,
        journey_id: JourneyId,
        *,
        name: str,
        number: str,
        kind: Literal["cpr", "reference"] = "cpr",
        actor: Actor,
        purpose: str,
    ) -> Identity:
        """Say who a journey is about: a name, and a number that finds the person.

        A CPR number, or the reference of a host's own register of persons. Another number than
        before keeps the journey, and both find it. Whoever says so is noted in the access log, and
        so is whoever learns that the number is somebody else's. Returns the identity as it is kept.
        Raises UnknownJourney, Erased, Conflict. Refused: role-may-not, actor-missing,
        purpose-missing, name-missing, number-missing, cpr-malformed, cpr-no-date, number-taken,
        words-carry-cpr, words-carry-diagnosis, words-unprintable.
        """
        require_actor(actor)
        require_permission(IDENTIFY, actor, self.book)
        require_purpose(purpose)
        identity = _identity(kind, number, name)
        with self.store.writing() as transaction:
            transaction.log.existing(journey_id)
            holder = transaction.people.find(identity.kind, identity.number)
            if holder in {None, journey_id}:
                if transaction.people.of(journey_id) != identity:
                    transaction.people.identify(journey_id, identity)
                    transaction.access.note([journey_id], Look(actor, "identified", purpose))
                return identity
        # Nobody finds a person in this way without a trace, in a rehearsal either.
        with self.store.noting() as access:
            access.note([holder], Look(actor, "find", purpose))
        raise number_taken(holder)

    def erase(
        self,
        journey_id: JourneyId,
        *,
        reason: str,
        authority: str,
        on: date,
        actor: Actor,
        request_id: str | None = None,
    ) -> Receipt:
        """Erase a person for ever: the key to all that was recorded, the identity, the rows.

        The sealed entries stay where they are, and nobody can read them again. It cannot be taken
        back: ask it of `rehearsing()` first. Returns the receipt, which is sealed behind them; the
        first one again for the same request. Raises UnknownJourney; Erased; Conflict; StoreError.
        Refused: request-id-used, and as `domain.decisions.erasure.erase`.
        """
        require_actor(actor, request_id)
        asked = ["erase", reason, authority, on]
        wanted = None if request_id is None else request(request_id, journey_id, actor, asked)
        receipt = self._erased(journey_id, wanted, actor, Erasure(on, reason, authority))
        # Also where it was erased before: whoever asked may have been cut off just here.
        self.store.scrub()
        return receipt

    def receipt(self, journey_id: JourneyId) -> Receipt | None:
        """Return on what ground somebody was erased, by whom and when; None where nobody was."""
        with self.store.reading() as transaction:
            return transaction.log.receipt(journey_id)

    def _erased(
        self, journey_id: JourneyId, wanted: Request | None, actor: Actor, told: Erasure
    ) -> Receipt:
        with self.store.writing() as transaction:
            log = transaction.log
            answered = wanted is not None and was_answered(log.asked(wanted))
            if receipt := log.receipt(journey_id):
                if not answered:
                    raise Erased(journey_id)
                return receipt
            # Whoever records, rebuilds or says who it is comes before this, or after all of it.
            today = log.hold().date()
            history = transaction.log.existing(journey_id)
            ground = erase(history, told, actor, self.book, today=today)
            log.destroy(journey_id)
            transaction.moves.forget(journey_id)
            gone = ErasedCounts(
                entries=history.version,
                rows=transaction.rows.forget(journey_id),
                numbers=transaction.people.forget(journey_id),
            )
            receipt = log.close(Receipt(journey_id, history.version + 1, *actor, ground, gone))
            if wanted is not None:
                log.remember(wanted)
            return receipt


def _identity(kind: Literal["cpr", "reference"], number: str, name: str) -> Identity:
    told, called = require_text(number, "number").strip(), require_text(name, "name").strip()
    refuse_private_name("name", called)
    refuse_unprintable("number", told)
    return Identity(kind, cpr(told) if kind == "cpr" else told, called)
