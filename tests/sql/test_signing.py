"""The signer of a store's heads, and the note in each head."""

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.files.exports import verify_bundle
from journeys.adapters.sql.database.tables import SEALED
from journeys.adapters.sql.keys.signing import Signer, store_id
from journeys.adapters.sql.log.head_note import heads_in_note, require_signed, signed_note
from journeys.adapters.sql.log.log_rows import Head
from journeys.adapters.sql.proofs.heads import COMPANIONS, FIRST, OTHER_LOGS, Companion
from journeys.adapters.sql.proofs.merkle import grow
from journeys.adapters.sql.proofs.notes import NoteKey, NoteRefused, opened, signed
from journeys.app.ports.sealing import LOGS
from journeys.errors import BrokenHistory

SECRET = bytes(range(32))
SIGNER, OTHER = Signer(SECRET), Signer(bytes(32))
PRIVATE = Ed25519PrivateKey.from_private_bytes(SECRET)
TEXT = "journeys/x\n1\nroot\n"

FRONTIER = grow(b"", 0, [bytes(32), bytes(32)])
OTHERS = {log: Head(1, 0, bytes(32)) for log in SEALED}

lines = st.lists(st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"])), min_size=1)


def of(log: str) -> Head:
    """Return a head of this log that is signed."""
    companion = Companion(1, bytes(32)) if SEALED[log] in COMPANIONS else Companion()
    head = Head(2, 7, FRONTIER, companion.data)
    return head._replace(note=signed_note(SIGNER, log, head, OTHERS))


def key_of(log: str) -> NoteKey:
    """Return the public key of a log."""
    return SIGNER.key(SEALED[log])


def test_the_sealed_logs_are_the_same_wherever_they_are_listed() -> None:
    """By their tables, for hosts, in the note, and in a bundle's script, which stands alone."""
    assert tuple(SEALED.values()) == LOGS == (FIRST, *OTHER_LOGS) == verify_bundle.LOGS
    assert verify_bundle.TABLES == COMPANIONS


def test_a_store_is_named_by_its_key() -> None:
    """So that no two stores sign in one name."""
    public = PRIVATE.public_key().public_bytes_raw()
    assert SIGNER.store == store_id(public) == sha256(public).hexdigest()[:16]
    assert SIGNER.store != OTHER.store
    assert SIGNER.key("law").name == f"law/{SIGNER.store}"
    assert SIGNER.key("law").public == public


@given(lines)
def test_a_note_is_signed_as_any_tool_would(text_lines: list[str]) -> None:
    """The quick way gives what the careful one does."""
    text = "".join(f"{line}\n" for line in text_lines)
    note = SIGNER.signed(text, "journeys")
    assert note == signed(text, f"journeys/{SIGNER.store}", PRIVATE)
    assert opened(note, SIGNER.key("journeys")) == text


def test_a_note_of_one_log_stands_for_no_other() -> None:
    """Nor for that of another store."""
    note = SIGNER.signed(TEXT, "access")
    for key in (SIGNER.key("journeys"), OTHER.key("access")):
        with pytest.raises(NoteRefused):
            opened(note, key)


def test_the_secret_of_a_signer_is_never_printed() -> None:
    """Whatever a host logs."""
    for text in (repr(SIGNER), str(SIGNER), str(vars(SIGNER))):
        assert SECRET.hex() not in text
        assert repr(SECRET) not in text


@pytest.mark.parametrize("log", SEALED)
def test_a_signed_head_is_required_and_found(log: str) -> None:
    """Its note tells of it, and of what it saw of the others."""
    assert require_signed(SIGNER, log, of(log), OTHERS) == heads_in_note(of(log), key_of(log))
    heads = heads_in_note(of(log), key_of(log))
    assert heads
    assert {name: head.size for name, head in heads.logs.items()} == {
        name: 2 if tables == log else 1 for tables, name in SEALED.items()
    }
    assert heads.at_us == 7


@pytest.mark.parametrize("log", SEALED)
@pytest.mark.parametrize(
    "changed",
    [
        {"position": 3},
        {"frontier": FRONTIER[::-1]},
        {"frontier": "text"},
        {"companion": Companion(2, bytes(32)).data},
        {"companion": b""},
        {"note": ""},
        {"note": None},
        {"note": b"bytes"},
    ],
)
def test_an_altered_head_is_refused(log: str, changed: dict[str, object]) -> None:
    """Whatever of it was altered, even to another type."""
    with pytest.raises(BrokenHistory, match=f"the log {SEALED[log]} is not"):
        require_signed(SIGNER, log, of(log)._replace(**changed), {})  # type: ignore[arg-type]


def test_a_note_of_another_head_is_refused() -> None:
    """Of another log, of another store, and a checkpoint of one log alone."""
    head = of("journeys")
    alone = SIGNER.signed(f"journeys/{SIGNER.store}\n2\n{'A' * 43}=\n", "journeys")
    for note in (of("journeys_law").note, signed_note(OTHER, "journeys", head, OTHERS), alone):
        with pytest.raises(BrokenHistory):
            require_signed(SIGNER, "journeys", head._replace(note=note), {})


@pytest.mark.parametrize("companion", [b"short", "text", 7])
def test_no_head_is_signed_beside_one_that_is_none(companion: object) -> None:
    """Who recorded is told, and nothing was."""
    other = Head(1, 0, b"", companion)  # type: ignore[arg-type]
    with pytest.raises(BrokenHistory, match="something else than a head"):
        signed_note(SIGNER, "journeys", of("journeys"), {**OTHERS, "journeys_store": other})


def test_a_head_of_which_another_has_seen_more_is_refused() -> None:
    """It was put back, although it was signed once."""
    earlier = of("journeys")
    longer = Head(3, 8, grow(FRONTIER, 2, [bytes(32)]), earlier.companion)
    access = Head(1, 9, bytes(32), Companion().data)
    seen = {**OTHERS, "journeys": longer}
    access = access._replace(note=signed_note(SIGNER, "journeys_access", access, seen))
    with pytest.raises(BrokenHistory, match="was put back to an earlier head"):
        require_signed(SIGNER, "journeys", earlier, {"journeys_access": access})
    # What is said by somebody else counts for nothing.
    other = access._replace(note=signed_note(OTHER, "journeys_access", access, seen))
    assert require_signed(SIGNER, "journeys", earlier, {"journeys_access": other})


def test_a_head_remembers_the_most_that_it_has_seen_of_the_others() -> None:
    """However short they are when it is signed again."""
    before = require_signed(SIGNER, "journeys", of("journeys"), {})
    nothing = {log: Head(0, 0, b"") for log in SEALED}
    note = signed_note(SIGNER, "journeys", of("journeys"), nothing, before)
    heads = heads_in_note(of("journeys")._replace(note=note), key_of("journeys"))
    assert heads
    assert {name: head.size for name, head in heads.logs.items() if name != "journeys"} == {
        name: 1 for name in heads.logs if name != "journeys"
    }


@given(st.lists(st.tuples(st.sampled_from(list(SEALED)), st.booleans()), max_size=12))
def test_what_was_signed_last_is_remembered_and_changes_no_note(
    steps: list[tuple[str, bool]],
) -> None:
    """Whichever log is written to, and whether it is kept or rolled back."""
    signer = Signer(SECRET)
    nothing = Companion().data
    heads = {log: Head(0, 0, b"", nothing) for log in SEALED}
    for at, (log, kept) in enumerate(steps, 1):
        others = {other: heads[other] for other in SEALED if other != log}
        head, fresh = heads[log], Signer(SECRET)
        before = require_signed(signer, log, head, others) if head.note else None
        assert before == (require_signed(fresh, log, head, others) if head.note else None)
        frontier = grow(head.frontier, head.position, [bytes(32)])
        longer = Head(head.position + 1, at, frontier, nothing)
        note = signed_note(signer, log, longer, others, before)
        assert note == signed_note(fresh, log, longer, others, before)
        if kept:
            heads[log] = longer._replace(note=note)


@pytest.mark.parametrize(
    "changed",
    [{"position": 3}, {"recorded_us": 8}, {"recorded_us": 7.0}, {"frontier": FRONTIER[::-1]}],
)
def test_a_head_that_was_just_signed_is_refused_where_it_was_altered_since(
    changed: dict[str, object],
) -> None:
    """It is remembered as it was signed."""
    signer = Signer(SECRET)
    head = Head(2, 7, FRONTIER, Companion().data)
    head = head._replace(note=signed_note(signer, "journeys", head, OTHERS))
    assert require_signed(signer, "journeys", head, OTHERS)
    with pytest.raises(BrokenHistory):
        require_signed(signer, "journeys", head._replace(**changed), OTHERS)  # type: ignore[arg-type]
