"""The disclosure of one entry: its sealed body, its words, and the proof that it was sealed.

A body holds the hash of a salt and of its words (`keys/cipher.py`). The salt and the words are
handed out, and the person's key is not: so nothing of what is disclosed opens another entry.
`adapters/files/exports/verify_disclosure.py` checks it without a store.
"""

from journeys.adapters.sql.database.tables import JOURNEYS
from journeys.adapters.sql.log.journeys_log import SQLJourneyLog
from journeys.adapters.sql.log.log_rows import StreamRow
from journeys.adapters.sql.log.moved import first_recorded
from journeys.adapters.sql.seal.seal import SQLSeal
from journeys.app.ports.disclosing import Disclosure
from journeys.domain.vocabulary import JourneyId


def disclosed(
    log: SQLJourneyLog, seal: SQLSeal, journey: JourneyId, position: int, note: str | None
) -> Disclosure:
    """Return the entry at a position of the log, proved in a checkpoint: this one, or one of now.

    Raises Erased; BrokenHistory where it is not what was sealed; and as `SQLSeal.proof_in`.
    """
    checkpoint = seal.checkpoint() if note is None else note
    proof = seal.proof_in(position, checkpoint)
    (stored,) = log.log.scan(log.connection, after=position - 1, upto=position)
    _, stream, version, kind, recorded_us, body, _ = stored
    first = first_recorded(StreamRow(position, version, kind, recorded_us, body))
    cipher = log.keyring.cipher(log.connection, stream)
    opened = cipher.opened(version, kind, first.body)
    return Disclosure(
        journey=journey,
        key=seal.key(JOURNEYS),
        checkpoint=checkpoint,
        position=position,
        version=version,
        kind=kind,
        recorded_us=recorded_us,
        body=body,
        salt=opened.salt,
        words=opened.body,
        proof=proof,
    )
