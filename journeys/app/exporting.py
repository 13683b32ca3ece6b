"""Exporting: what leaves the store, to be read by somebody who has neither it nor its key."""

from dataclasses import dataclass

from journeys.app.access import LoggedAccess
from journeys.app.disclosing import disclosure_of
from journeys.app.observing import observed
from journeys.app.ports.disclosing import Disclosure
from journeys.app.ports.maintenance import Progress
from journeys.app.ports.moving import Export
from journeys.app.process_log import ProcessLog, process_log
from journeys.domain.decisions.access import require_may_export, require_may_export_ids
from journeys.domain.decisions.forms import check_arguments, not_understood
from journeys.domain.message import Message
from journeys.domain.rulebook import Rulebook
from journeys.domain.vocabulary import JourneyId
from journeys.projections.process_log import KEY_LENGTH, pseudonyms, real_ids


@observed("view")
@dataclass(frozen=True)
class Exporter:
    """Eksport: one journey, one entry of it, or the events of everybody, to be taken out."""

    logged: LoggedAccess
    book: Rulebook

    @check_arguments
    def export(self, journey_id: JourneyId) -> Export:
        """Return everything recorded on a journey, readable, with the proofs of every entry.

        It holds the journey's key: keep it as secret as the journey. Raises UnknownJourney, Erased,
        and BrokenHistory where it is not what was sealed.
        Refused: role-may-not, where the actor's role may not export journeys.
        """
        return self.logged.export("export", journey_id)

    @check_arguments
    def exports(self, journey_id: JourneyId) -> tuple[Export, ...]:
        """Return everything recorded on a citizen: an export for each journey that was joined.

        Keep them as `export`: an archive takes them, and no other municipality. Raises
        UnknownJourney, Erased, BrokenHistory.
        Refused: role-may-not, journey-restricted.
        """
        require_may_export(self.logged.actor, self.book)
        return self.logged.alongside(
            "exports",
            journey_id,
            lambda transaction, history: tuple(
                export
                for each in history.streams
                if (export := transaction.moves.export(each)) is not None
            ),
        )

    @check_arguments
    def disclose(
        self, journey_id: JourneyId, entry: int, checkpoint: str | None = None
    ) -> Disclosure:
        """Return one entry of a journey, by its number, with its words and what proves both.

        No key is in it, and nothing that opens another entry. It is proved in this checkpoint, or
        in one that is made now. Raises UnknownJourney, NoSuchEntry and Erased; InputUnreadable
        where that is no checkpoint of this store's journeys; BrokenHistory where the entry is not
        what was sealed.
        Refused: role-may-not, where the actor's role may not export journeys; journey-restricted;
        entry-after-checkpoint; not-understood.
        """
        require_may_export(self.logged.actor, self.book)
        return self.logged.alongside(
            "disclose",
            journey_id,
            lambda transaction, history: disclosure_of(
                transaction, history, journey_id, entry, checkpoint
            ),
        )

    @check_arguments
    def process_log(self, *, key: bytes, progress: Progress | None = None) -> ProcessLog:
        """Return the events of everybody for process mining, a case at a time: no words, no names.

        Its ids are pseudonyms under `key`: 32 random bytes, for this export alone, and thrown away.
        All are read from one state of the store, in a transaction that ends with the iteration. The
        look at a journey is logged before its case is returned. One that cannot be read, or is
        restricted to others, is named in `set_aside` of what is returned. `progress` is called with
        how many journeys are read, and how many there are.
        Refused: role-may-not, where the actor's role may not export journeys, or see lists of
        people; not-understood, where the key is of another length.
        """
        if not isinstance(key, bytes) or len(key) != KEY_LENGTH:
            raise not_understood("key", Message("{count} random bytes", count=KEY_LENGTH))
        return process_log(self.logged, "process-log", pseudonyms(key), progress)

    @check_arguments
    def process_log_with_ids(self, *, progress: Progress | None = None) -> ProcessLog:
        """Return the same with the ids of the store, by which each case is found again in it.

        Refused: role-may-not, where the actor's role may not take out ids.
        """
        require_may_export_ids(self.logged.actor, self.book)
        return process_log(self.logged, "process-log-with-ids", real_ids, progress)
