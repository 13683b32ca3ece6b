"""Cosignatures are made and read as C2SP's tlog-cosignature says, and others pass them over."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from struct import pack

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.files.exports import verify_bundle, verify_export
from journeys.adapters.sql.proofs.cosignatures import (
    ED25519,
    ML_DSA_44,
    SIGNATURES,
    Cosignature,
    CosignerKey,
    cosignatures,
)
from journeys.adapters.sql.proofs.heads import StoreHeads
from journeys.adapters.sql.proofs.notes import (
    MOST_SIGNATURES,
    Checkpoint,
    NoteRefused,
    NoteSignature,
    opened,
    split_note,
)
from tests.sql.invented_store import KEY, NOW, InventedStore, InventedWitness

NAVIGLI, _, ELSEWHERE = (
    Path(__file__).with_name("witnessed_elsewhere.txt").read_text(encoding="utf-8").partition("\n")
)
"""The ML-DSA-44 key of a public witness, and a checkpoint of a public log that it cosigned."""
ITS_OTHER_KEY = (
    "witness.navigli.sunlight.geomys.org+a3e00fe2+BNy/co4C1Hn1p+INwJrfUlgz7W55dSZReusH/GhUhJ/G"
)
AT = 1_785_704_691

ARCHIVE = InventedWitness.named("arkivet.example").cosigner
CLASSIC, MODERN = ARCHIVE.keys
STORE = InventedStore()
STORE.record("journeys", b"one")
STORE.record("access", b"a look")
NOTE, ALONE = STORE.note(), STORE.note("journeys")
NOT_OF_THIS = "The cosignature of arkivet.example is not of this text"


def with_lines(note: str, *lines: NoteSignature) -> str:
    """Return a note with these lines below it."""
    return f"{note}{''.join(each.line for each in lines)}"


@pytest.mark.parametrize("key", [NAVIGLI, ITS_OTHER_KEY], ids=["ML-DSA-44", "Ed25519"])
def test_what_a_public_witness_signed_is_read(key: str) -> None:
    """Somebody else's program made it, of either type."""
    found = CosignerKey.parse(key)
    assert found.text == key
    assert cosignatures(ELSEWHERE, [found]) == [Cosignature(found, AT)]
    for other in (ELSEWHERE.replace("185550722", "185550723"), ELSEWHERE.replace("YXAM", "YXAN")):
        with pytest.raises(NoteRefused, match=r"The cosignature of witness\.navigli"):
            cosignatures(other, [found])


def test_what_is_signed_are_the_bytes_of_the_specification() -> None:
    """They are put together here by hand."""
    text, lines = split_note(ARCHIVE.cosigned(NOTE, NOW))
    origin, size, _ = text.split("\n", 2)
    root = Checkpoint.parse(text).root
    name = b"arkivet.example"
    assert [each.name for each in lines] == [KEY.name, "arkivet.example", "arkivet.example"]
    for key, line in zip(ARCHIVE.keys, lines[1:], strict=True):
        assert line.key_id == sha256(name + b"\n" + key.kind + key.public).digest()[:4]
        assert line.signature[:8] == pack(">Q", NOW)
    Ed25519PublicKey.from_public_bytes(CLASSIC.public).verify(
        lines[1].signature[8:], f"cosignature/v1\ntime {NOW}\n{text}".encode()
    )
    signed = b"subtree/v1\n\x00" + bytes([len(name)]) + name + pack(">Q", NOW)
    signed += bytes([len(origin)]) + origin.encode() + pack(">QQ", 0, int(size)) + root
    MLDSA44PublicKey.from_public_bytes(MODERN.public).verify(lines[2].signature[8:], signed)


def test_a_note_keeps_what_it_had_and_a_witness_has_its_newest_lines_alone() -> None:
    """Of others, the lines stay in their order."""
    once = ARCHIVE.cosigned(NOTE, NOW)
    twice = InventedWitness.named("aarhus.example").cosigner.cosigned(once, NOW)
    again = ARCHIVE.cosigned(twice, NOW + 60)
    assert once.startswith(NOTE)
    assert [each.at for each in cosignatures(again, ARCHIVE.keys)] == [NOW + 60] * 2
    assert [each.name for each in split_note(again)[1]] == [
        KEY.name, *["aarhus.example"] * 2, *["arkivet.example"] * 2,
    ]  # fmt: skip
    assert cosignatures(NOTE, ARCHIVE.keys) == []


@given(st.data())
def test_a_changed_line_or_text_is_refused(data: st.DataObject) -> None:
    """In every byte, the moment among them; and a line of one type or text is none of another."""
    text, (_, *lines) = split_note(ARCHIVE.cosigned(ALONE, NOW))
    line = data.draw(st.sampled_from(lines))
    at = data.draw(st.integers(0, len(line.signature) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = bytearray(line.signature)
    changed[at] ^= 1 << bit
    for wrong in (bytes(changed), line.signature[:-1], line.signature + b"\x00", b"\x00"):
        with pytest.raises(NoteRefused, match=NOT_OF_THIS):
            cosignatures(with_lines(ALONE, line._replace(signature=wrong)), ARCHIVE.keys)
    ours, theirs = lines
    swapped = ours._replace(signature=theirs.signature)
    with pytest.raises(NoteRefused, match=NOT_OF_THIS):
        cosignatures(with_lines(ALONE, swapped), ARCHIVE.keys)
    other = text.replace("\n1\n", "\n2\n")
    with pytest.raises(NoteRefused, match=NOT_OF_THIS):
        cosignatures(f"{other}\n{line.line}", ARCHIVE.keys)


def test_an_ml_dsa_44_cosignature_says_nothing_of_the_lines_below_the_third() -> None:
    """So it stands below two notes that tell of the access log in two ways, and covers neither."""
    other = STORE.copy()
    other.leaves["access"] = [bytes(32)]
    assert other.note() != NOTE
    _, (_, classic, modern) = split_note(ARCHIVE.cosigned(NOTE, NOW))
    assert cosignatures(with_lines(other.note(), modern), ARCHIVE.keys)
    with pytest.raises(NoteRefused, match=NOT_OF_THIS):
        cosignatures(with_lines(other.note(), classic), ARCHIVE.keys)
    whole, alone = (split_note(each)[0] for each in (NOTE, ALONE))
    assert [key.covers(whole) for key in ARCHIVE.keys] == [True, False]
    assert [key.covers(alone) for key in ARCHIVE.keys] == [True, True]


def test_readers_that_know_ed25519_alone_read_a_note_with_the_most_lines(tmp_path: Path) -> None:
    """The library's own, and the scripts of bundles and exports; one more is refused."""
    note = NOTE
    for number in range((MOST_SIGNATURES - 1) // 2):
        note = InventedWitness.named(f"w{number}.example").cosigner.cosigned(note, NOW)
    assert len(split_note(note)[1]) == MOST_SIGNATURES - 1
    assert StoreHeads.parse(opened(note, KEY)) == StoreHeads.parse(opened(NOTE, KEY))
    file = tmp_path / "checkpoint.txt"
    file.write_text(note, encoding="utf-8")
    read = verify_bundle.opened(file, KEY.text)
    file.write_text(NOTE, encoding="utf-8")
    assert read == verify_bundle.opened(file, KEY.text)
    assert (
        verify_export.signed_text(note, verify_export.parsed_key(KEY.text)) == split_note(NOTE)[0]
    )
    with pytest.raises(NoteRefused, match="more than 100 signatures"):
        ARCHIVE.cosigned(note, NOW)


def test_what_is_no_key_of_a_witness_is_refused() -> None:
    """One that signs logs, one that is too short, one under another id."""
    assert [CosignerKey.parse(each.text) for each in ARCHIVE.keys] == [*ARCHIVE.keys]
    short = CosignerKey("a", ML_DSA_44, CLASSIC.public)
    for text in (KEY.text, short.text, CosignerKey("a", ED25519, b"").text):
        with pytest.raises(NoteRefused, match="is not one that a witness signs with"):
            CosignerKey.parse(text)
    with pytest.raises(NoteRefused, match="has the id"):
        CosignerKey.parse(CLASSIC.text.replace("arkivet", "archive"))
    with pytest.raises(NoteRefused, match="joined by"):
        CosignerKey.parse("arkivet.example")


def test_a_moment_that_is_none_is_refused() -> None:
    """Signed or not: nobody cosigned after the year 9999."""
    for at, seen in ((0, True), (253_402_300_799, True), (253_402_300_800, False), (2**63, False)):
        note = ARCHIVE.cosigned(ALONE, at)
        if seen:
            assert {each.at for each in cosignatures(note, ARCHIVE.keys)} == {at}
        else:
            with pytest.raises(NoteRefused, match=NOT_OF_THIS):
                cosignatures(note, ARCHIVE.keys)


def test_a_name_that_does_not_fit_is_not_cosigned() -> None:
    """Of a witness, or of a log; and what is no checkpoint is not either."""
    root = b64encode(bytes(32)).decode()
    long = f"{'å' * 128}\n1\n{root}\n\n— a AAAAAAA=\n"
    for witness, note in (("w" * 256, ALONE), ("w", long)):
        with pytest.raises(NoteRefused, match="more than 255 bytes"):
            InventedWitness.named(witness).cosigner.cosigned(note, NOW)
    with pytest.raises(NoteRefused, match="A checkpoint is"):
        ARCHIVE.cosigned("hello\n\n— a AAAAAAA=\n", NOW)


@given(st.binary(max_size=2500), st.sampled_from([CLASSIC, MODERN]))
def test_no_nonsense_is_a_cosignature(signature: bytes, key: CosignerKey) -> None:
    """Of any length, under any public key."""
    padded = signature.ljust(8 + SIGNATURES[key.kind], b"\x00")
    for each in (signature, padded):
        line = NoteSignature(key.name, key.key_id, each or b"\x00")
        with pytest.raises(NoteRefused, match=NOT_OF_THIS):
            cosignatures(with_lines(ALONE, line), [key])
