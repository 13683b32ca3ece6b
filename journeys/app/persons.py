"""Persons: who the journeys are about, stored apart from them, and erasure (crypto-shredding)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from journeys.app.erasing import erased_journey
from journeys.app.joined import identity_of
from journeys.app.ports.log import Request
from journeys.app.ports.store import Store, Transaction
from journeys.app.requests import request, was_answered
from journeys.domain.decisions.access import require_purpose
from journeys.domain.decisions.deciding import require_actor, require_permission
from journeys.domain.decisions.erasure import erase
from journeys.domain.decisions.forms import (
    DAY,
    TEXT,
    WHOLE_NUMBER,
    form_of,
    require_form,
    require_journey_id,
)
from journeys.domain.decisions.privacy import refuse_private_name, refuse_unprintable
from journeys.domain.decisions.restriction import require_may_open, require_may_record
from journeys.domain.decisions.retiring import retire
from journeys.domain.decisions.rules import require_text
from journeys.domain.erasure import NOTHING_GONE, Erasure, Receipt
from journeys.domain.errors import Erased
from journeys.domain.history import History
from journeys.domain.identity import Identity, cpr, number_taken, require_born
from journeys.domain.looks import Look
from journeys.domain.plain_text import without_joiners
from journeys.domain.roles import IDENTIFY, Actor
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId

Kind = Literal["cpr", "reference"]
"""What a number is: a CPR number, or a reference in the host's own register of persons."""

KIND = form_of(Kind)

Permit = Callable[[History, date], Erasure]
"""Returns the erasure of a history today, or refuses it."""


@dataclass(frozen=True)
class Persons:
    """Borgere: the persons of a store. The journeys know them by an opaque id alone."""

    store: Store
    book: Rulebook
    today: Callable[[], date]
    """Returns which day it is for those who record."""

    def identify(
        self,
        journey_id: JourneyId,
        *,
        name: str,
        number: str,
        kind: Kind = "cpr",
        actor: Actor,
        purpose: str,
        corrects: bool = False,
    ) -> Identity:
        """Store who a journey is about: a name, and a number that finds the person.

        The number is a CPR number, or the reference of a host's own register of persons. A number
        that is replaced goes on finding the journey. With `corrects`, the number before was never
        this person's: it is released, and finds nobody until somebody else is given it. The access
        log names the actor, also where the actor learns that the number is somebody else's. Returns
        the identity as it is stored.
        Raises UnknownJourney, Erased, Conflict. Refused: role-may-not, actor-missing,
        purpose-missing, name-missing, number-missing, cpr-malformed, cpr-no-date, cpr-not-yet-born,
        number-taken, words-carry-cpr, words-carry-diagnosis, words-unprintable; journey-restricted,
        where this journey is, or the one that has the number; not-understood, where an argument is
        of another type than its own.
        """
        require_journey_id(journey_id)
        kind = require_form("kind", kind, KIND)
        require_actor(actor)
        require_permission(IDENTIFY, actor, self.book)
        require_purpose(purpose)
        identity = _identity(kind, number, name, require_form("today", self.today(), DAY))

        def identified(transaction: Transaction) -> JourneyId | None:
            today, history = transaction.now.date(), transaction.log.existing(journey_id)
            require_may_record(history, IDENTIFY, actor, self.book, today)
            people, streams = transaction.people, history.streams
            holder = people.find(identity.kind, identity.number)
            free = holder is None or holder in streams
            if holder is not None and not free:
                # The refusal would tell whose the number is.
                require_may_open(transaction.log.existing(holder), actor, self.book, today)
            before = identity_of(transaction, streams)
            if free and before != identity:
                transaction.access.note(streams, Look(actor, "identified", purpose))
                if holder is not None and holder != streams[0]:
                    people.release(holder, identity.kind, identity.number)
                people.identify(streams[0], identity)
                if corrects and before is not None and before[:2] != identity[:2]:
                    wrong = people.find(before.kind, before.number)
                    people.release(wrong or streams[0], before.kind, before.number)
            return None if free else transaction.log.staying(holder or journey_id)

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
        undone: try it in `rehearsing()` first. Of a citizen whose journeys were joined, all of them
        are erased, by the id of either, each with a receipt of its own. Returns the receipt of this
        id, which is sealed after its entries; the first one again for the same request. Raises
        UnknownJourney; Erased; Conflict; StoreError. Refused: request-id-used; not-understood,
        where an argument is of another type than its own; and as `domain.decisions.erasure.erase`.
        """
        require_journey_id(journey_id)
        require_form("on", on, DAY)
        require_actor(actor, request_id)
        asked = ["erase", reason, authority, on]
        wanted = None if request_id is None else request(request_id, journey_id, actor, asked)
        erasure = Erasure(on, reason, authority)

        def permit(history: History, today: date) -> Erasure:
            return erase(history, erasure, actor, self.book, today=today)

        return self._erase(journey_id, wanted, actor, permit)

    def retire(
        self,
        journey_id: JourneyId,
        *,
        exported: int,
        archived: str = "",
        on: date,
        actor: Actor,
        request_id: str | None = None,
    ) -> Receipt:
        """Erase a person whose closed journey the municipality keeps no longer (`[retention]`).

        `exported` is how many entries there are in the exports that you hold, of every journey that
        was joined: where something was recorded since, nothing is done. `archived` says where the
        journey was handed over; it is needed where the municipality's file does not say that
        journeys may be discarded. The reason and the authority of the receipt are that text and
        the sources in the file. Returns and raises as `erase`.
        Refused: as `domain.decisions.retiring.retire`.
        """
        require_journey_id(journey_id)
        require_form("on", on, DAY)
        require_form("exported", exported, WHOLE_NUMBER)
        require_form("archived", archived, TEXT)
        require_actor(actor, request_id)
        asked = ["retire", exported, archived, on]
        wanted = None if request_id is None else request(request_id, journey_id, actor, asked)

        def permit(history: History, today: date) -> Erasure:
            return retire(
                history,
                actor,
                self.book,
                on=on,
                today=today,
                exported=exported,
                archived=archived,
            )

        return self._erase(journey_id, wanted, actor, permit)

    def finish_erasing(self) -> None:
        """Do what follows each erasure, for a run that was interrupted just before that.

        What was erased and still lies in the store's files is overwritten, and the list outside the
        store is brought up to date. Raises StoreError where it cannot be written.
        """
        self.store.scrub()
        self.store.note_erasures()

    def receipt(self, journey_id: JourneyId) -> Receipt | None:
        """Return on what ground a person was erased, by whom and when; None where nobody was."""
        require_journey_id(journey_id)
        with self.store.reading() as transaction:
            return transaction.log.receipt(journey_id)

    def _erase(
        self, journey_id: JourneyId, wanted: Request | None, actor: Actor, permit: Permit
    ) -> Receipt:
        # Where the list outside the store cannot be written, nobody is erased.
        self.store.note_erasures()
        receipt = self.store.retrying(
            lambda transaction: self._erased(transaction, journey_id, wanted, actor, permit)
        )
        # Also for a repeated request: the first one may have been interrupted just here.
        self.finish_erasing()
        return receipt

    def _erased(
        self,
        transaction: Transaction,
        journey_id: JourneyId,
        wanted: Request | None,
        actor: Actor,
        permit: Permit,
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
        ground = permit(history, today)
        receipts = {
            stream: erased_journey(
                transaction, history, Receipt(stream, 0, *actor[:2], ground, NOTHING_GONE)
            )
            for stream in history.streams
        }
        if wanted is not None:
            log.remember(wanted)
        return receipts[journey_id]


def _identity(kind: Kind, number: str, name: str, today: date) -> Identity:
    number, name = require_text(number, "number").strip(), require_text(name, "name")
    name = require_text(without_joiners(name), "name").strip()
    refuse_private_name("name", name)
    refuse_unprintable("number", number)
    if kind == "cpr":
        number = cpr(number)
        require_born(number, today)
    return Identity(kind, number, name)
