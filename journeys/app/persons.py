"""Persons: who the journeys are about, stored apart from them, and erasure (crypto-shredding)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from journeys.app.ports.log import Request
from journeys.app.ports.store import Store, Transaction
from journeys.app.recording import request, was_answered
from journeys.domain.decisions.access import require_purpose
from journeys.domain.decisions.deciding import require_actor, require_permission
from journeys.domain.decisions.erasure import erase
from journeys.domain.decisions.forms import DAY, form_of, require_form, require_journey_id
from journeys.domain.decisions.privacy import refuse_private_name, refuse_unprintable
from journeys.domain.decisions.rules import require_text
from journeys.domain.erasure import ErasedCounts, Erasure, Receipt
from journeys.domain.errors import Erased
from journeys.domain.identity import Identity, cpr, number_taken
from journeys.domain.looks import Look
from journeys.domain.name_search import without_joiners
from journeys.domain.roles import IDENTIFY, Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

Kind = Literal["cpr", "reference"]
"""What a number is: a CPR number, or a reference in the host's own register of persons."""

KIND = form_of(Kind)


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
        kind: Kind = "cpr",
        actor: Actor,
        purpose: str,
    ) -> Identity:
        """Store who a journey is about: a name, and a number that finds the person.

        The number is a CPR number, or the reference of a host's own register of persons. After a
        new number the old one still finds the journey. The access log names the actor, also where
        the actor learns that the number is somebody else's. Returns the identity as it is stored.
        Raises UnknownJourney, Erased, Conflict. Refused: role-may-not, actor-missing,
        purpose-missing, name-missing, number-missing, cpr-malformed, cpr-no-date, number-taken,
        words-carry-cpr, words-carry-diagnosis, words-unprintable; not-understood, where an argument
        is of another type than its own.
        """
        require_journey_id(journey_id)
        kind = require_form("kind", kind, KIND)
        require_actor(actor)
        require_permission(IDENTIFY, actor, self.book)
        require_purpose(purpose)
        identity = _identity(kind, number, name)

        def identified(transaction: Transaction) -> JourneyId | None:
            transaction.log.existing(journey_id)
            holder = transaction.people.find(identity.kind, identity.number)
            free = holder is None or holder == journey_id
            if free and transaction.people.of(journey_id) != identity:
                transaction.access.note([journey_id], Look(actor, "identified", purpose))
                transaction.people.identify(journey_id, identity)
            return None if free else holder

        # Of two who give one number to two journeys at once, the second finds the first's.
        holder = self.store.retrying(identified)
        if holder is None:
            return identity
        # A refusal shows whose number it is, so it is a look; in a rehearsal too.
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

        The sealed entries stay where they are, and nobody can decrypt them again. It cannot be
        undone: try it in `rehearsing()` first. Returns the receipt, which is sealed after them; the
        first one again for the same request. Raises UnknownJourney; Erased; Conflict; StoreError.
        Refused: request-id-used; not-understood, where an argument is of another type than its own;
        and as `domain.decisions.erasure.erase`.
        """
        require_journey_id(journey_id)
        require_form("on", on, DAY)
        require_actor(actor, request_id)
        asked = ["erase", reason, authority, on]
        wanted = None if request_id is None else request(request_id, journey_id, actor, asked)
        erasure = Erasure(on, reason, authority)
        receipt = self.store.retrying(
            lambda transaction: self._erased(transaction, journey_id, wanted, actor, erasure)
        )
        # Also for a repeated request: the first one may have been interrupted just here.
        self.store.scrub()
        return receipt

    def receipt(self, journey_id: JourneyId) -> Receipt | None:
        """Return on what ground a person was erased, by whom and when; None where nobody was."""
        require_journey_id(journey_id)
        with self.store.reading() as transaction:
            return transaction.log.receipt(journey_id)

    def _erased(
        self,
        transaction: Transaction,
        journey_id: JourneyId,
        wanted: Request | None,
        actor: Actor,
        erasure: Erasure,
    ) -> Receipt:
        log = transaction.log
        # The lock puts recording, rebuilding and identifying before or after all of this.
        log.lock_journeys([journey_id])
        answered = wanted is not None and was_answered(log.requested(wanted))
        if receipt := log.receipt(journey_id):
            if not answered:
                raise Erased(journey_id)
            return receipt
        # Not the moment that would be recorded: a clock that was ahead has left a later one.
        today = transaction.now.date()
        history = transaction.log.existing(journey_id)
        ground = erase(history, erasure, actor, self.book, today=today)
        log.destroy_key(journey_id)
        transaction.moves.forget(journey_id)
        gone = ErasedCounts(
            entries=history.version,
            rows=transaction.rows.forget(journey_id),
            numbers=transaction.people.forget(journey_id),
        )
        receipt = log.append_receipt(Receipt(journey_id, history.version + 1, *actor, ground, gone))
        if wanted is not None:
            log.remember(wanted)
        return receipt


def _identity(kind: Kind, number: str, name: str) -> Identity:
    number, name = require_text(number, "number").strip(), require_text(name, "name").strip()
    name = require_text(without_joiners(name), "name")
    refuse_private_name("name", name)
    refuse_unprintable("number", number)
    return Identity(kind, cpr(number) if kind == "cpr" else number, name)
