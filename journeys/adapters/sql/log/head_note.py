"""The note in the head row of a sealed log: signed with every append, in the same transaction."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Connection

from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.log_rows import Head
from journeys.adapters.sql.proofs.heads import COMPANIONS, FIRST, Companion, StoreHeads, log_head

Signing: TypeAlias = Callable[[Connection], Signer]
"""Returns the signer of the store that a connection leads to."""

Change: TypeAlias = Callable[[Companion], Companion]
"""Returns what stands in a companion table after a change of it, by what stood in it before."""


def heads_of(signer: Signer, heads: Sequence[Head], at_us: int) -> StoreHeads:
    """Return the heads of a store's sealed logs, given in the order of `SEALED`."""
    logs = dict(zip(SEALED.values(), heads, strict=True))
    return StoreHeads(
        signer.store,
        {name: log_head(head.position, head.frontier) for name, head in logs.items()},
        {table: Companion.stored(logs[log].companion) for log, table in COMPANIONS.items()},
        at_us,
    )


def signed_note(signer: Signer, log: str, head: Head, others: Sequence[Any]) -> str:
    """Return the note of the head that this log has from now on.

    `log` is the name of its tables; `others` are position, frontier and companion of each other
    log, as `LogStatements.heads` selects them.
    """
    stood = iter(zip(others[::3], others[1::3], others[2::3], strict=True))
    heads = [head if name == log else _other(*next(stood)) for name in SEALED]
    return signer.signed(heads_of(signer, heads, head.recorded_us).text, FIRST)


def _other(position: Any, frontier: Any, companion: Any) -> Head:  # noqa: ANN401 - as the driver gives them
    return Head(position, 0, frontier, companion)
