"""Quorum: which witnesses cosigned a checkpoint, and whether they are as many as a policy asks."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from journeys.adapters.sql.proofs.cosignatures import Cosignature, cosignatures
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, NoteRefused, split_note
from journeys.adapters.sql.proofs.policies import Group, Policy
from journeys.adapters.sql.seal.checkpoints import keys_by_log, signed_in
from journeys.app.ports.sealing import LOGS, Cosigned, Witnessed
from journeys.domain.errors import InputUnreadable, Refused
from journeys.domain.message import Message


def witnessed(notes: Sequence[str], key: str, policy: str) -> tuple[Witnessed, ...]:
    """Return who cosigned each checkpoint, of those whom a policy names.

    Cosignatures of one text that came in several notes count together. Raises InputUnreadable where
    the key or the policy is none, where a note is no checkpoint of the store with this key, or
    where a cosignature is wrong. Refused: log-not-in-policy, log-its-own-witness,
    quorum-not-reached.
    """
    try:
        public, asked = NoteKey.parse(key), _policy(policy)
        _require_log(asked, public)
        by_text = dict[str, set[Cosignature]]()
        for note in notes:
            signed_in(note, keys_by_log(public, LOGS))
            found = cosignatures(note, asked.witnesses.values())
            by_text.setdefault(split_note(note)[0], set()).update(found)
    except NoteRefused as refused:
        raise InputUnreadable([refused.sentence]) from None
    return tuple(_by_enough(text, found, asked) for text, found in by_text.items())


def _policy(text: str) -> Policy:
    try:
        return Policy.parse(text)
    except NoteRefused as refused:
        raise InputUnreadable([Message("The policy: {why}", why=refused.sentence)]) from None


def _require_log(policy: Policy, key: NoteKey) -> None:
    # All logs of a store have one key, and a policy names a key once.
    if policy.logs and key.public not in {each.public for each in policy.logs}:
        raise Refused(
            "log-not-in-policy",
            "The policy names other logs than that of this store, {name}. Take the policy that is "
            "for this store.",
            name=key.name,
        )
    if key.public in {each.public for each in policy.witnesses.values()}:
        raise Refused(
            "log-its-own-witness",
            "The policy names the key of this store as a witness. Nobody is a witness of their own "
            "log: take that line out.",
        )


def _by_enough(text: str, found: Iterable[Cosignature], policy: Policy) -> Witnessed:
    checkpoint = Checkpoint.parse(text)
    signers = {each.key for each in found if each.key.covers(text)}
    if not policy.holds(signers):
        group = policy.groups.get(policy.quorum, Group(1, (policy.quorum,)))
        reached = policy.reached_by(signers).intersection(group.members)
        raise Refused(
            "quorum-not-reached",
            "The checkpoint of {size} entries is cosigned by {count} of {members}, and the policy "
            "asks for {needed}. Missing: {names}.{partly}",
            size=checkpoint.size,
            count=len(reached),
            members=len(group.members),
            needed=group.needed,
            names=", ".join(each for each in group.members if each not in reached),
            partly=PARTLY if signers != {each.key for each in found} else "",
        )
    return Witnessed(
        log=checkpoint.origin,
        entries=checkpoint.size,
        cosigned=tuple(
            Cosigned(name=each.key.name, at=datetime.fromtimestamp(each.at, UTC))
            for each in sorted(found)
        ),
    )


PARTLY = Message(
    " A cosignature of the type ML-DSA-44 does not count here: it says nothing of the lines below "
    "the third. Ask for one of the type Ed25519, or have each log cosigned alone "
    "(`journeys audit checkpoint --log LOG`)."
)
