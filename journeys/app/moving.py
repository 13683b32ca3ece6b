"""Moving: a journey that another municipality exported continues here."""

from dataclasses import dataclass

from journeys.app.ports.moving import Export
from journeys.app.ports.store import Store, Transaction
from journeys.app.room import TakenChange, require_room_for, taken_by
from journeys.domain.decisions.access import require_may_import
from journeys.domain.decisions.deciding import require_municipalities, require_recordable
from journeys.domain.decisions.forms import TEXT, not_understood, require_form, require_journey_id
from journeys.domain.decisions.joining import refuse_joined_arrival
from journeys.domain.errors import Refused
from journeys.domain.history import Entry, History
from journeys.domain.looks import Look
from journeys.domain.message import Message
from journeys.domain.roles import Actor
from journeys.domain.rulebook import Rulebook

ARRIVED = "arrived"
"""The name of an arrival in the access log."""


@dataclass(frozen=True)
class Moving:
    """Flytning: journeys that come to a store from elsewhere."""

    store: Store
    book: Rulebook

    def arrive(self, export: Export, *, key: str, actor: Actor, purpose: str) -> tuple[Entry, ...]:
        """Import a whole journey, and return its entries, unchanged but for their positions.

        `key` is the public key of the log it comes from, as the sender has confirmed it: an export
        cannot vouch for itself. The access log shows the citizen who imported it, and why.
        Raises InputUnreadable where a proof fails, or an entry was recorded at an impossible time;
        EntryNewer, Conflict and StoreError. Nothing is recorded then.
        Refused: journey-known, journey-erased; joined-cannot-arrive, where it is joined to another
        journey; role-may-not, actor-missing, purpose-missing; and actor-missing,
        request-id-missing, words-carry-cpr, words-carry-diagnosis, words-unprintable for the
        purpose and for every entry, as if it were recorded here; code-unknown and
        code-not-in-force, for the code of a municipality; as `require_room`, where it is in a post
        of this store; not-understood, where an argument is of another type than its own.
        """
        require_may_import(actor, self.book, purpose)
        require_form("key", key, TEXT)
        if not isinstance(export, Export):
            raise not_understood("export", Message("what an auditor's `export` returns"))
        journey = require_journey_id(export.journey)

        def arrived(transaction: Transaction) -> tuple[Entry, ...]:
            # Of two who bring it at once, the second finds it here.
            transaction.log.wait_for(journey)
            if transaction.log.receipt(journey):
                raise Refused(
                    "journey-erased",
                    "The person of journey {journey} was erased here. What was erased does not "
                    "come back.",
                    journey=journey,
                )
            if transaction.log.position(journey, 1) is not None:
                if transaction.log.existing(journey).journey.people.moved_to:
                    raise Refused(
                        "journey-known",
                        "Journey {journey} began here and moved away. An import never adds to a "
                        "journey: resume it here (resume), and read what was recorded elsewhere in "
                        "the folder.",
                        journey=journey,
                    )
                raise Refused(
                    "journey-known",
                    "Journey {journey} is in this store already. Look at what it says here; an "
                    "import never adds to a journey.",
                    journey=journey,
                )
            entries = list[Entry]()

            def permit(entry: Entry) -> None:
                require_recordable(entry)
                entries.append(entry)

            transaction.moves.arrive(export, key, permit)
            refuse_joined_arrival(History(tuple(entries)))
            history = transaction.log.history(journey)
            require_municipalities(history, self.book)
            require_room_for(transaction, [TakenChange(journey, after=taken_by(journey, history))])
            transaction.access.note([journey], Look(actor, ARRIVED, purpose))
            transaction.rows.refresh({journey: history}, self.book)
            return history.entries

        return self.store.retrying(arrived)
