"""The note in the head row of a sealed log: signed with every append, in the same transaction.

Each is signed in the name of its own log: the note of one head stands for no other. A head that is
not what its note says is never signed again, so that nobody gets an altered head signed by waiting
for the next append, or for the next checkpoint.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

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


def heads_of(signer: Signer, heads: Sequence[Head], at_us: int) -> StoreHeads:
    """Return the heads of a store's sealed logs, given in the order of `SEALED`.

    Raises BrokenHistory where one of them is none.
    """
    logs = dict(zip(SEALED.values(), heads, strict=True))
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


def signed_note(signer: Signer, log: str, head: Head, others: Sequence[Any]) -> str:
    """Return the note of the head that this log has from now on.

    `log` is the name of its tables; `others` are position, frontier and companion of each other
    log, as `LogStatements.heads` selects them.
    """
    stood = iter(zip(others[::3], others[1::3], others[2::3], strict=True))
    heads = [head if name == log else _other(*next(stood)) for name in SEALED]
    return signer.signed(heads_of(signer, heads, head.recorded_us).text, SEALED[log])


def heads_in_note(head: Head, key: NoteKey) -> StoreHeads | None:
    """Return what the note of a head says; None where this key of its log did not sign it."""
    try:
        return StoreHeads.parse(opened(head.note, key))
    except (AttributeError, NoteRefused, TypeError, ValueError):
        return None


def require_signed(signer: Signer, log: str, head: Head) -> None:
    """Raise BrokenHistory where the head of a log is not the one that was signed last."""
    name = SEALED[log]
    if not _is_signed(name, head, signer.key(name)):
        raise BrokenHistory(
            "The head of the log {log} is not the one that was signed: it was altered. Nothing was "
            "recorded or signed. `journeys audit verify` says more; restore the store from a "
            "backup.",
            log=name,
        )


def _is_signed(name: str, head: Head, key: NoteKey) -> bool:
    signed, table = heads_in_note(head, key), COMPANIONS.get(name)
    if signed is None:
        return False
    companion = signed.companions[table] if table else Companion()
    try:
        at = log_head(head.position, head.frontier)
    except TypeError:  # an altered value may have another type
        return False
    return signed.logs[name] == at and companion.data == head.companion


def _other(position: Any, frontier: Any, companion: Any) -> Head:  # noqa: ANN401 - as the driver gives them
    return Head(position, 0, frontier, companion)
