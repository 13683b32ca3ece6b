"""The one pass over a stream reads what the careful reader reads, and refuses what it refuses."""

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from journeys import Entry, Principal
from journeys.adapters.sql.keys.cipher import ENCRYPTED, NONCE, Cipher
from journeys.adapters.sql.log.damage import LATEST, first_intact, refuse_gaps
from journeys.adapters.sql.log.entries import entries_of
from journeys.adapters.sql.log.log_rows import PlainRow, StreamRow
from journeys.adapters.sql.log.mapper import KINDS, EntryCodec, is_newer, moment_of
from journeys.adapters.sql.log.moved import Sealed, moved
from journeys.adapters.sql.log.stream_kinds import EMPLOYER, JOURNEY, StreamKind
from journeys.errors import BrokenHistory, EntryNewer, StoreError
from tests.effort import tries
from tests.invented import ANNA, WALK
from tests.stored_mutants import mutants

STORED = Path(__file__).parents[1] / "stored"
GOLDEN = sorted(STORED.glob("*.json"))
CIPHER = Cipher(str(WALK), bytes(range(32)))
NOON = 1_790_000_000_123_457
HOPE = (STORED / "hope-stated.json").read_bytes().strip()
EVERY = tries(5, 1)
"""Of the mutants of each golden file, one in so many is read."""


class Validated(BaseModel):
    """A body as pydantic validates a model."""

    model_config = ConfigDict(extra="forbid", strict=True)

    event: Any
    actor: str
    role: str | None = None
    request_id: str | None = None
    on_behalf_of: Principal | None = None
    sure: tuple[str, ...] = ()


@cache
def validated_as(event: Any) -> type[Validated]:  # noqa: ANN401 - a class, or a union
    """Return the model of the body of an event of this class, or of any in this union."""
    return create_model("Validated", __base__=Validated, event=(event, ...))


Read = tuple[Any, ...] | type[StoreError]
"""The values of an entry, or which error there is instead."""


def validated(of: StreamKind[Any], topic: str, body: bytes) -> Read:
    """Return what the model makes of a body."""
    try:
        said = validated_as(of.events[topic]).model_validate_json(body)
    except ValidationError:
        try:
            assert validated_as(of.union).model_validate_json(body).event.kind != topic
        except ValidationError as error:
            return EntryNewer if is_newer(error) else BrokenHistory
        return BrokenHistory
    more = said.request_id, said.role, said.on_behalf_of, said.sure
    return WALK, 1, 7, moment_of(NOON), said.actor, said.event, *more


def read(of: StreamKind[Any], topic: str, body: bytes) -> Read:
    """Return what the one pass makes of it."""
    row = (7, 1, topic, NOON, CIPHER.close(1, topic, body))
    try:
        (entry,) = entries_of(EntryCodec(of), WALK, [row], CIPHER)
    except StoreError as error:
        return type(error)
    return tuple(entry)


@pytest.mark.parametrize("golden", GOLDEN, ids=lambda golden: golden.stem)
def test_every_mutant_of_a_stored_body_is_read_as_the_validated_model_reads_it(
    golden: Path,
) -> None:
    """The same values of the same types, or both refuse it with the same error."""
    topic = golden.stem.partition(".")[0]
    of: StreamKind[Any] = JOURNEY if topic in KINDS else EMPLOYER
    whole, *others = mutants(golden.read_bytes().strip())
    skipped = GOLDEN.index(golden) % EVERY
    for body in (whole, *others[skipped::EVERY]):
        expected, found = validated(of, topic, body), read(of, topic, body)
        assert found == expected, body
        assert (
            list(map(type, found)) == list(map(type, expected))
            if isinstance(found, tuple) and isinstance(expected, tuple)
            else found is expected
        )
    assert isinstance(read(of, topic, whole), tuple)


class Outcome(NamedTuple):
    """The entries of a stream, or the error and its words."""

    entries: tuple[Entry, ...]
    error: str = ""


def outcome(entries: Callable[[], Iterable[Entry]]) -> Outcome:
    """Return what comes of reading a stream."""
    try:
        return Outcome(tuple(entries()))
    except StoreError as error:
        return Outcome((), f"{type(error).__name__}: {error}")


def carefully(rows: Sequence[PlainRow], cipher: Cipher = CIPHER) -> Iterable[Entry]:
    """Yield the entries one after the other, each by the functions that check one thing each."""
    codec = EntryCodec(JOURNEY)
    refuse_gaps(WALK, rows)
    for row in rows:
        first = first_intact(WALK, StreamRow._make(row))
        opened = cipher.opened(first.version, first.topic, first.body)
        yield codec.entry(WALK, first, opened.body)


def closed(version: int, topic: str = "hope-stated", body: bytes = HOPE) -> bytes:
    """Return a body as it is stored."""
    return CIPHER.close(version, topic, body)


def older(version: int) -> bytes:
    """Return a body as it was stored before there were commitments."""
    nonce, place = os.urandom(NONCE), f"{WALK}\n{version}\nhope-stated".encode()
    return ENCRYPTED + nonce + AESGCM(CIPHER.key).encrypt(nonce, HOPE, place)


FLIPPED = bytearray(closed(2))
FLIPPED[20] ^= 1

SECOND: dict[str, tuple[Any, ...]] = {
    "as it was recorded": (8, 2, "hope-stated", NOON, closed(2)),
    "older": (8, 2, "hope-stated", NOON, older(2)),
    "moved": (8, 2, "hope-stated", NOON, moved(Sealed(3, 1, closed(2)))),
    "moved twice": (8, 2, "hope-stated", 5, moved(Sealed(3, 2, moved(Sealed(9, 1, older(2)))))),
    "moved at no moment": (8, 2, "hope-stated", NOON, moved(Sealed(3, -1, closed(2)))),
    "the first moment": (8, 2, "hope-stated", 0, closed(2)),
    "the last moment": (8, 2, "hope-stated", LATEST, closed(2)),
    "too early": (8, 2, "hope-stated", -1, closed(2)),
    "too late": (8, 2, "hope-stated", LATEST + 1, closed(2)),
    "far too late": (8, 2, "hope-stated", 2**63 - 1, closed(2)),
    "a moment in text": (8, 2, "hope-stated", str(NOON), closed(2)),
    "half a moment": (8, 2, "hope-stated", 0.5, closed(2)),
    "no moment": (8, 2, "hope-stated", None, closed(2)),
    "a position in text": ("8", 2, "hope-stated", NOON, closed(2)),
    "a position of no whole number": (8.0, 2, "hope-stated", NOON, closed(2)),
    "a version of no whole number": (8, 2.0, "hope-stated", NOON, closed(2)),
    "a gap": (8, 3, "hope-stated", NOON, closed(3)),
    "a version in text": (8, "2", "hope-stated", NOON, closed(2)),
    "a topic in bytes": (8, 2, b"hope-stated", NOON, closed(2)),
    "no topic": (8, 2, None, NOON, closed(2)),
    "another topic": (8, 2, "journey-rested", NOON, closed(2)),
    "a topic that another kind of stream has": (8, 2, "post-offered", NOON, closed(2)),
    "a topic that nobody knows": (8, 2, "dream-dreamt", NOON, closed(2, "dream-dreamt")),
    "another body": (8, 2, "journey-rested", NOON, closed(2, "journey-rested")),
    "a body in text": (8, 2, "hope-stated", NOON, "hope"),
    "a body of no format": (8, 2, "hope-stated", NOON, b"\x04" + closed(2)[1:]),
    "a body in the clear": (8, 2, "hope-stated", NOON, HOPE),
    "no body": (8, 2, "hope-stated", NOON, None),
    "an empty body": (8, 2, "hope-stated", NOON, b""),
    "the body of another place": (8, 2, "hope-stated", NOON, closed(1)),
    "another commitment": (8, 2, "hope-stated", NOON, bytes(FLIPPED)),
    "cut off": (8, 2, "hope-stated", NOON, closed(2)[:44]),
}
"""The second row of a stream, as it was recorded and as it was altered."""


@pytest.mark.parametrize("altered", SECOND)
def test_an_altered_row_is_told_in_the_words_of_the_careful_reader(altered: str) -> None:
    """Whatever stands before and after it."""
    before, after = ((nr, nr, "hope-stated", NOON, closed(nr)) for nr in (1, 3))
    rows = [before, SECOND[altered], after]
    found = outcome(partial(entries_of, EntryCodec(JOURNEY), WALK, rows, CIPHER))
    assert found == outcome(partial(carefully, rows))
    if not found.error:
        assert [entry.version for entry in found.entries] == [1, 2, 3]
        assert found.entries[0].recorded_at == datetime(2026, 9, 21, 14, 13, 20, 123457, UTC)


def test_the_key_of_another_opens_nothing() -> None:
    """Nor does this key another stream."""
    rows = [(1, 1, "hope-stated", NOON, closed(1))]
    for cipher in (Cipher(str(WALK), bytes(32)), Cipher(str(UUID(int=9)), CIPHER.key)):
        with pytest.raises(BrokenHistory, match="cannot be decrypted"):
            entries_of(EntryCodec(JOURNEY), WALK, rows, cipher)


def test_an_older_shape_is_read_among_todays() -> None:
    """Each through its upcast, in its place."""
    upcasting = EntryCodec(
        JOURNEY, {"hope": lambda stored: {**stored, "kind": "hope-stated", "job_goal": "Kok"}}
    )
    old = b'{"event": {"on": "2026-01-01", "words": "Et job"}, "actor": "%s"}' % ANNA.encode()
    rows = [
        (1, 1, "hope-stated", NOON, closed(1)),
        (2, 2, "hope", NOON, closed(2, "hope", old)),
        (3, 3, "hope-stated", NOON, closed(3)),
    ]
    first, second, third = entries_of(upcasting, WALK, rows, CIPHER)
    assert second.event.model_dump()["job_goal"] == "Kok"
    assert first.event == third.event
