"""The note in the head row of a sealed log: signed with every append, in the same transaction.

Each is signed in the name of its own log: the note of one head stands for no other. A head that is
not what its note says is never signed again, so that nobody gets an altered head signed by waiting
for the next append, or for the next checkpoint. Nor is one of which another head has seen more; and
each head remembers the most that it has seen of the others.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from sqlalchemy import Connection

from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.signing import Signer
from journeys.adapters.sql.log.log_rows import Head
from journeys.adapters.sql.proofs.heads import (
    COMPANIONS,
    NO_ENTRIES,
    Companion,
    StoreHeads,
    log_head,
)
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, opened
from journeys.domain.errors import BrokenHistory
from journeys.domain.message import Message

Signing: TypeAlias = Callable[[Connection], Signer]
"""Returns the signer of the store that a connection leads to."""

Change: TypeAlias = Callable[[Companion], Companion]
"""Returns what stands in a companion table after a change of it, by what stood in it before."""


NO_HEAD = Message(
    "The head of a log holds something else than a head. Nothing was recorded or signed. "
    "`journeys audit verify` says which; restore the store from a backup."
)


def heads_of(signer: Signer, heads: Mapping[str, Head], at_us: int) -> StoreHeads:
    """Return the heads of a store's sealed logs, given by the names of their tables.

    Raises BrokenHistory where one of them is none.
    """
    logs = {name: heads[tables] for tables, name in SEALED.items()}
    refuse_no_head(all(type(each.frontier) is bytes for each in logs.values()))
    try:
        return StoreHeads(
            signer.store,
            {name: log_head(head.position, head.frontier) for name, head in logs.items()},
            {table: Companion.stored(logs[log].companion) for log, table in COMPANIONS.items()},
            at_us,
        )
    except (TypeError, ValueError):
        raise BrokenHistory(NO_HEAD) from None


def refuse_no_head(is_one: bool) -> None:  # noqa: FBT001 - what was found of a head
    """Raise BrokenHistory where the row of a head is none."""
    if not is_one:
        raise BrokenHistory(NO_HEAD)


def require_empty(heads: Iterable[Head]) -> None:
    """Raise BrokenHistory where one of the heads of a new store has entries, or changes beside it.

    Somebody may have put keys of a new store, and heads of their own, in place of an older store's.
    """
    nothing = {(0, b"", b""), (0, b"", Companion().data)}
    refuse_no_head(all((each.position, each.frontier, each.companion) in nothing for each in heads))


def require_added(signer: Signer, log: str, head: Head, others: Mapping[str, Head]) -> StoreHeads:
    """Return heads of no entries: those before the first of a log that an upgrade adds.

    Raises BrokenHistory where it has entries, or where a head of the others has seen some in it.
    """
    nothing = StoreHeads(
        signer.store,
        dict.fromkeys(SEALED.values(), NO_ENTRIES),
        dict.fromkeys(COMPANIONS.values(), Companion()),
        0,
    )
    require_empty([head])
    _refuse_put_back(signer, nothing, SEALED[log], others)
    return nothing


def signed_note(
    signer: Signer,
    log: str,
    head: Head,
    others: Mapping[str, Head],
    before: StoreHeads | None = None,
) -> str:
    """Return the note of the head that this log has from now on.

    `log` and the keys of `others` are names of tables; `before` is what the last note said. Of
    another log that was longer then, it says so again. What it says of the others was signed by
    them: their rows alone may have been altered.
    """
    name = SEALED[log]
    _, others_then, last = signer.newest.get(name, (None, None, None))
    if last and last is before and others_then == others:
        own = log_head(head.position, head.frontier)
        heads = last.moved_on(name, own, Companion.stored(head.companion), head.recorded_us)
    else:
        heads = heads_of(signer, {**others, log: head}, head.recorded_us)
        if before:
            heads = _as_signed(signer, heads, others).remembering(before, name)
    note = signer.signed(heads.text, name)
    signer.remember(name, note, heads)
    signer.newest[name] = head._replace(note=note), others, heads
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
    own, others_then, last = signer.newest.get(name, (None, None, None))
    if last and own == head and others_then == others and type(head.recorded_us) is int:
        return last
    signed = _known(signer, name, head)
    if signed is None or not _is_signed(name, head, signed):
        raise BrokenHistory(
            "The head of the log {log} is not the one that was signed: it was altered. Nothing was "
            "recorded or signed. `journeys audit verify` says more; restore the store from a "
            "backup.",
            log=name,
        )
    _refuse_put_back(signer, signed, name, others)
    return signed


def _refuse_put_back(
    signer: Signer, signed: StoreHeads, name: str, others: Mapping[str, Head]
) -> None:
    """Raise BrokenHistory where a head of the others has seen more of a log than was signed."""
    for other, its in others.items():
        seen = _known(signer, SEALED[other], its)
        if seen and seen.says_more(signed, name):
            raise BrokenHistory(
                "The log {log} was put back to an earlier head: another log has seen more of it. "
                "Nothing was recorded or signed. `journeys audit verify` says more; restore the "
                "store from a backup.",
                log=name,
            )


def _as_signed(signer: Signer, heads: StoreHeads, others: Mapping[str, Head]) -> StoreHeads:
    """Return the heads, with what was signed of each of the others in place of its row."""
    logs, companions = {**heads.logs}, {**heads.companions}
    for other, its in others.items():
        name = SEALED[other]
        seen, table = _known(signer, name, its), COMPANIONS.get(name)
        logs[name] = seen.logs[name] if seen else NO_ENTRIES
        if table:
            companions[table] = seen.companions[table] if seen else Companion()
    return heads._replace(logs=logs, companions=companions)


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
    # Each entry is recorded no earlier than the head: it must not say a moment that is to come.
    in_time = type(head.recorded_us) is int and head.recorded_us <= signed.at_us
    return in_time and signed.logs[name] == at and companion.data == head.companion
