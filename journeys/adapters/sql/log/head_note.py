"""The note in the head row of a sealed log: signed with every append, in the same transaction.

Each is signed in the name of its own log: the note of one head stands for no other. A head that is
not what its note says is never signed again, so that nobody gets an altered head signed by waiting
for the next append, or for the next checkpoint. Nor is one of which another head has seen more; and
each head remembers the most that it has seen of the others.
"""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.log_rows import Head
from journeys.adapters.sql.proofs.heads import COMPANIONS, Companion, StoreHeads, log_head
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, opened
from journeys.domain.errors import BrokenHistory

Signing: TypeAlias = Callable[[Connection], Signer]
"""Returns the signer of the store that a connection leads to."""

Change: TypeAlias = Callable[[Companion], Companion]
"""Returns what stands in a companion table after a change of it, by what stood in it before."""


def heads_of(signer: Signer, heads: Mapping[str, Head], at_us: int) -> StoreHeads:
    """Return the heads of a store's sealed logs, given by the names of their tables.

    Raises BrokenHistory where one of them is none.
    """
    logs = {name: heads[tables] for tables, name in SEALED.items()}
    try:
        return StoreHeads(
            signer.store,
            {name: log_head(head.position, head.frontier) for name, head in logs.items()},
            {table: Companion.stored(logs[log].companion) for log, table in COMPANIONS.items()},
            at_us,
        )
    except (TypeError, ValueError):
        raise BrokenHistory(
            "The head of a log holds something else than a head. Nothing was recorded or signed. "
            "`journeys audit verify` says which; restore the store from a backup."
        ) from None


def signed_note(
    signer: Signer,
    log: str,
    head: Head,
    others: Mapping[str, Head],
    before: StoreHeads | None = None,
) -> str:
    """Return the note of the head that this log has from now on.

    `log` and the keys of `others` are names of tables; `before` is what the last note said. Of
    another log that was longer then, it says so again.
    """
    heads = heads_of(signer, {**others, log: head}, head.recorded_us)
    if before:
        heads = heads.remembering(before, SEALED[log])
    note = signer.signed(heads.text, SEALED[log])
    signer.remember(SEALED[log], note, heads)
    return note


def heads_in_note(head: Head, key: NoteKey) -> StoreHeads | None:
    """Return what the note of a head says; None where this key of its log did not sign it."""
    try:
        return StoreHeads.parse(opened(head.note, key))
    except (AttributeError, NoteRefused, TypeError, ValueError):
        return None


def require_signed(signer: Signer, log: str, head: Head, others: Mapping[str, Head]) -> StoreHeads:
    """Return what was signed of a head last.

    Raises BrokenHistory where the head is another, or where a head of the others has seen more.
    """
    name = SEALED[log]
    signed = _known(signer, name, head)
    if signed is None or not _is_signed(name, head, signed):
        raise BrokenHistory(
            "The head of the log {log} is not the one that was signed: it was altered. Nothing was "
            "recorded or signed. `journeys audit verify` says more; restore the store from a "
            "backup.",
            log=name,
        )
    for other, its in others.items():
        seen = _known(signer, SEALED[other], its)
        if seen and seen.says_more(signed, name):
            raise BrokenHistory(
                "The log {log} was put back to an earlier head: another log has seen more of it. "
                "Nothing was recorded or signed. `journeys audit verify` says more; restore the "
                "store from a backup.",
                log=name,
            )
    return signed


def _known(signer: Signer, name: str, head: Head) -> StoreHeads | None:
    """Return what the note of a head says, verified once; None where it was not signed."""
    known = signer.known.get((name, head.note))
    if known is None and (known := heads_in_note(head, signer.key(name))):
        signer.remember(name, head.note, known)
    return known


def _is_signed(name: str, head: Head, signed: StoreHeads) -> bool:
    table = COMPANIONS.get(name)
    companion = signed.companions[table] if table else Companion()
    try:
        at = log_head(head.position, head.frontier)
    except TypeError:  # an altered value may have another type
        return False
    return signed.logs[name] == at and companion.data == head.companion
