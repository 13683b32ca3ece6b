"""Notes are signed, opened and refused as C2SP's signed-note and tlog-checkpoint say."""

from base64 import b64encode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.sql.proofs.notes import Checkpoint, NoteKey, NoteRefused, opened, signed

PETER = NoteKey.parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
PETERS_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETERS_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXg"
    "KvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
"""The example in the documentation of Go's golang.org/x/mod/sumdb/note."""

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
NAME = "kommune.example/rejsen"
KEY = NoteKey.of(NAME, PRIVATE)
TEXT = "The first line.\n\nThe third, with æ, ø and å.\n"

NOT_A_NOTE = "A note is lines of text without control characters, an empty line, and signatures"
NOT_A_SIGNATURE = "A signature is a dash, a name and base64"
NOT_SIGNED = "The note is not signed by the key kommune.example/rejsen"
WRONG = "The signature of kommune.example/rejsen is not of this text"

BEHIND_THE_SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
)
"""The text of tlog-checkpoint's own example."""

ROOT = "A" * 43 + "="

lines = st.lists(st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"])), min_size=1)
texts = lines.map(lambda each: "".join(f"{line}\n" for line in each))
names = st.from_regex(r"[^\s+\x00-\x1f]+", fullmatch=True)
nonsense = st.text() | st.text("ab 01+=A—\n\r\t\x00\ud800", max_size=40)


def line(name: str, data: bytes) -> str:
    """Return a signature line."""
    return f"— {name} {b64encode(data).decode()}\n"


def test_a_note_of_somebody_elses_making_is_opened() -> None:
    """What Go's tools sign is read here; Ed25519 signs the same text the same way for ever."""
    assert opened(f"{PETERS_TEXT}\n{PETERS_LINE}", PETER) == PETERS_TEXT
    assert PETER.key_id.hex() == "c74f20a3"
    assert PETER.text == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"


def test_a_note_is_its_text_an_empty_line_and_the_signature() -> None:
    """Anybody can take it apart with nothing but the specification in hand."""
    raw = PRIVATE.public_key().public_bytes_raw()
    key_id = sha256(NAME.encode() + b"\n\x01" + raw).digest()[:4]
    note = signed(TEXT, NAME, PRIVATE)
    assert note == TEXT + "\n" + line(NAME, key_id + PRIVATE.sign(TEXT.encode()))
    assert opened(note, KEY) == TEXT
    assert (KEY.name, KEY.public) == (NAME, raw)
    assert KEY.key_id == key_id
    encoded = b64encode(b"\x01" + raw).decode()
    assert KEY.text == f"{NAME}+{key_id.hex()}+{encoded}"


@given(texts, names)
def test_what_was_signed_is_opened(text: str, name: str) -> None:
    """Whatever the text and the name, and the key is read back from its text."""
    key = NoteKey.parse(NoteKey.of(name, PRIVATE).text)
    assert key == NoteKey.of(name, PRIVATE)
    assert opened(signed(text, name, PRIVATE), key) == text


@given(nonsense, nonsense)
def test_only_what_can_be_opened_is_signed(text: str, name: str) -> None:
    """A text or name that no note can have is refused, and not signed askew."""
    try:
        note = signed(text, name, PRIVATE)
    except NoteRefused:
        return
    assert opened(note, NoteKey.of(name, PRIVATE)) == text


@pytest.mark.parametrize(
    "text",
    ["", "no newline", "a\n\nb", "a\r\n", "\x00\n", "a\tb\n", "\x1f\n", "\ud800\n", "a\udfff\n"],
)
def test_a_text_that_no_note_can_have_is_not_signed(text: str) -> None:
    """It ends in a newline, and has no other control character and no half character."""
    with pytest.raises(NoteRefused, match="The text of a note is lines without control"):
        signed(text, NAME, PRIVATE)


@pytest.mark.parametrize("text", ["\n", "\n\n\n", "a\n\n", "\x20\x7f\n", "— a AAAA\n\n— b BBBB\n"])
def test_empty_lines_and_dashes_may_stand_in_a_text(text: str) -> None:
    """The last empty line is the one that parts it from the signatures."""
    assert opened(signed(text, NAME, PRIVATE), KEY) == text


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\u00a0b", "a\u2028b", "a\nb", "\x00", "\x1f", "\ud800", "a\udfff"]
)
def test_a_name_that_no_key_can_have_does_not_sign(name: str) -> None:
    """Its line, or its key's text, could not be taken apart again."""
    with pytest.raises(NoteRefused, match="The name of a key has neither spaces nor"):
        signed(TEXT, name, PRIVATE)


def test_signatures_of_others_are_passed_over() -> None:
    """Under another name, of another key with this name, of another kind: before and behind."""
    note = signed(TEXT, NAME, PRIVATE)
    own = note.removeprefix(f"{TEXT}\n")
    others = [
        PETERS_LINE,
        signed(TEXT, NAME, OTHER).removeprefix(f"{TEXT}\n"),
        line("somebody.else", KEY.key_id + b"of another kind"),
        line(NAME, b"\x00\x00\x00\x00\x00"),
    ]
    assert opened("".join([TEXT, "\n", *others[:2], own, *others[2:]]), KEY) == TEXT
    with pytest.raises(NoteRefused, match=NOT_SIGNED):
        opened("".join([TEXT, "\n", *others]), KEY)
    with pytest.raises(NoteRefused, match=r"is not signed by the key PeterNeumann\+c74f20a3\+"):
        opened(note, PETER)


def test_a_signature_of_another_text_is_wrong() -> None:
    """One changed letter is another text."""
    note = signed(TEXT, NAME, PRIVATE)
    with pytest.raises(NoteRefused, match=WRONG):
        opened(note.replace("first", "First"), KEY)
    with pytest.raises(NoteRefused, match=WRONG):
        opened(f"\n{note}", KEY)


def test_one_wrong_signature_spoils_the_note() -> None:
    """A key that signed twice, once wrongly, is not believed; whichever comes first."""
    note = signed(TEXT, NAME, PRIVATE)
    own = note.removeprefix(f"{TEXT}\n")
    wrong = signed("Another text.\n", NAME, PRIVATE).removeprefix("Another text.\n\n")
    for short in (wrong, line(NAME, KEY.key_id + b"x"), line(NAME, KEY.key_id + bytes(65))):
        for spoilt in (f"{note}{short}", f"{TEXT}\n{short}{own}"):
            with pytest.raises(NoteRefused, match=WRONG):
                opened(spoilt, KEY)
    assert opened(f"{note}{own}", KEY) == TEXT


def test_a_hundred_signatures_are_read_and_no_more() -> None:
    """Nobody makes the reader work for ever."""
    note = signed(TEXT, NAME, PRIVATE)
    assert opened(note + PETERS_LINE * 99, KEY) == TEXT
    with pytest.raises(NoteRefused, match="A note with more than 100 signatures is not read"):
        opened(note + PETERS_LINE * 100, KEY)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "\n",
        "\n\n",
        PETERS_TEXT,
        f"{PETERS_TEXT}\n",
        f"{PETERS_TEXT}\n\n",
        f"{PETERS_TEXT}{PETERS_LINE}\n",
        f"\n{PETERS_LINE}",
        f"{PETERS_TEXT}\n{PETERS_LINE}".rstrip("\n"),
        f"{PETERS_TEXT}\n{PETERS_LINE}\n",
        f"a\r\n\n{PETERS_LINE}",
        f"\x00\n\n{PETERS_LINE}",
        f"a\nb\x00\n\n{PETERS_LINE}",
        f"\ud800\n\n{PETERS_LINE}",
    ],
)
def test_what_has_no_text_or_no_signatures_is_no_note(note: str) -> None:
    """Each is refused before any key is looked at."""
    with pytest.raises(NoteRefused, match=NOT_A_NOTE):
        opened(note, PETER)


@pytest.mark.parametrize(
    "wrong",
    [
        "no signature at all\n",
        "- PeterNeumann AAAAAAAA\n",
        "—PeterNeumann AAAAAAAA\n",
        "— PeterNeumann\n",
        "— PeterNeumann \n",
        "— AAAAAAAA\n",
        "—  AAAAAAAA\n",
        "— Peter Neumann AAAAAAAA\n",
        "— Peter+Neumann AAAAAAAA\n",
        "— Peter\u00a0Neumann AAAAAAAA\n",
        "— Peter\x00Neumann AAAAAAAA\n",
        "— Peter\ud800Neumann AAAAAAAA\n",
        "— PeterNeumann AAAAAA==\n",
        "— PeterNeumann AAAAAAA\n",
        "— PeterNeumann AAAA-_AA\n",
        "— PeterNeumann AAAAAAB=\n",
        "— PeterNeumann AAAAAAAA \n",
        "— PeterNeumann AAAAAAAA\r\n",
        "— PeterNeumann AAAAAAAå\n",
        "— PeterNeumann AAAA\ud800AAA\n",
        "x— PeterNeumann AAAAAAAA\n",
    ],
)
def test_a_line_that_is_no_signature_spoils_the_note(wrong: str) -> None:
    """Before and behind the right one: nothing unsigned hides among the signatures."""
    for note in (f"{PETERS_TEXT}\n{PETERS_LINE}{wrong}", f"{PETERS_TEXT}\n{wrong}{PETERS_LINE}"):
        with pytest.raises(NoteRefused, match=NOT_A_SIGNATURE):
            opened(note, PETER)


def test_the_shortest_signature_has_a_byte_behind_the_key_id() -> None:
    """Of an unknown kind it may be, and is passed over."""
    assert opened(f"{PETERS_TEXT}\n{PETERS_LINE}— a AAAAAAA=\n", PETER) == PETERS_TEXT


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        "PeterNeumann+c74f20a3",
        "PeterNeumann+c74f20a3+",
        PETER.text.replace("c74f20a3", "c74f20a"),
        PETER.text.replace("c74f20a3", "c74f20a33"),
        PETER.text.replace("c74f20a3", "C74F20A3"),
        PETER.text.replace("PeterNeumann", ""),
        PETER.text.replace("PeterNeumann", "Peter Neumann"),
        PETER.text.replace("PeterNeumann", "Peter+Neumann"),
        f"{PETER.text}\n",
    ],
)
def test_what_is_not_written_as_a_key_is_refused(text: str) -> None:
    """A name, eight small hexadecimal digits, and base64."""
    with pytest.raises(NoteRefused, match="A key is written as its name, its id and itself"):
        NoteKey.parse(text)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x01",
        b"\x02" + bytes(32),
        b"\x00" + bytes(32),
        b"\x01" + bytes(31),
        b"\x01" + bytes(33),
    ],
)
def test_another_kind_of_key_is_refused(data: bytes) -> None:
    """Only Ed25519 is read here, whatever else a key may be written for."""
    key_id = sha256(b"a\n" + data).hexdigest()[:8]
    with pytest.raises(NoteRefused, match="The key of a is not an Ed25519 key"):
        NoteKey.parse(f"a+{key_id}+{b64encode(data).decode() or '='}")


def test_a_key_in_loose_base64_is_refused() -> None:
    """A key is written in one way only."""
    for loose in (
        PETER.text[:-1],
        f"{PETER.text}=",
        PETER.text.replace("/", "_"),
        f"{PETER.text} ",
    ):
        with pytest.raises(NoteRefused, match="The key of PeterNeumann is not an Ed25519 key"):
            NoteKey.parse(loose)


def test_a_key_under_another_id_is_refused() -> None:
    """A slip in the name, the id or the key is noticed."""
    sentence = "The key of PeterNeumann has the id c74f20a3, not c74f20a4"
    with pytest.raises(NoteRefused, match=sentence):
        NoteKey.parse(PETER.text.replace("c74f20a3", "c74f20a4"))
    with pytest.raises(NoteRefused, match="The key of PeterNewmann has the id"):
        NoteKey.parse(PETER.text.replace("Neumann", "Newmann"))


def test_a_key_has_an_id_of_its_own_under_every_name() -> None:
    """One key may sign under two names, and is known apart."""
    assert NoteKey.of("a", PRIVATE).key_id != NoteKey.of("b", PRIVATE).key_id
    assert NoteKey.of("a", PRIVATE).key_id != NoteKey.of("a", OTHER).key_id


def test_a_published_checkpoint_is_read() -> None:
    """Its origin, its size and its root, and it is written the same."""
    checkpoint = Checkpoint.parse(BEHIND_THE_SOFA)
    assert checkpoint.origin == "example.com/behind-the-sofa"
    assert checkpoint.size == 20852163
    assert checkpoint.root[:3].hex() == "0ac518"
    assert checkpoint.text == BEHIND_THE_SOFA


@given(names, st.integers(0, 2**63 - 1), st.binary(min_size=32, max_size=32))
def test_a_checkpoint_is_read_back(origin: str, size: int, root: bytes) -> None:
    """Out of a note that was signed and opened."""
    checkpoint = Checkpoint(origin, size, root)
    assert Checkpoint.parse(opened(signed(checkpoint.text, NAME, PRIVATE), KEY)) == checkpoint


def test_further_lines_of_a_checkpoint_are_passed_over() -> None:
    """The specification lets them be, and says nothing of what they say."""
    known = Checkpoint.parse(BEHIND_THE_SOFA)
    assert Checkpoint.parse(f"{BEHIND_THE_SOFA}more\n") == known
    assert Checkpoint.parse(f"{BEHIND_THE_SOFA}more\nand more\n") == known
    assert Checkpoint.parse(f"a log, with spaces + plus\n0\n{ROOT}\n").size == 0
    assert Checkpoint.parse(f"a\n{'9' * 19}\n{ROOT}\n").size == 10**19 - 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a\n",
        "a\n1\n",
        f"a\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"a\n\n{ROOT}\n",
        "a\n1\n\n",
        f"a\n1\n{ROOT}\n\n",
        f"a\n1\n{ROOT}\nmore\n\n",
        f"a\n1\n{ROOT}\n\nmore\n",
        f"a\n1\n{ROOT}\nmore",
        f"a\r\n1\n{ROOT}\n",
        f"a\ud800\n1\n{ROOT}\n",
        f"a\n1\n{ROOT}\n\x00\n",
        f"a\n01\n{ROOT}\n",
        f"a\n00\n{ROOT}\n",
        f"a\n-1\n{ROOT}\n",
        f"a\n+1\n{ROOT}\n",
        f"a\n1_0\n{ROOT}\n",
        f"a\n 1\n{ROOT}\n",
        f"a\n1.0\n{ROOT}\n",
        f"a\n\u0661\n{ROOT}\n",
        f"a\n{'1' * 20}\n{ROOT}\n",
        f"a\n{'1' * 5000}\n{ROOT}\n",
    ],
)
def test_what_is_not_written_as_a_checkpoint_is_refused(text: str) -> None:
    """Three lines that say something, the second a number as it is counted."""
    sentence = "A checkpoint is an origin, a size and a root, each on its own line"
    with pytest.raises(NoteRefused, match=sentence):
        Checkpoint.parse(text)


@pytest.mark.parametrize(
    "root",
    [
        "A",
        ROOT[:-1],
        f"{ROOT}=",
        ROOT[4:],
        f"AAAA{ROOT}",
        f"{ROOT[:-2]}B=",
        f"{ROOT} ",
        f" {ROOT}",
        f"_{ROOT[1:]}",
        f"å{ROOT[1:]}",
        b64encode(bytes(31)).decode(),
        b64encode(bytes(33)).decode(),
    ],
)
def test_a_root_of_another_length_or_writing_is_refused(root: str) -> None:
    """Two texts are never one checkpoint."""
    with pytest.raises(NoteRefused, match="The root of a checkpoint is 32 bytes in base64"):
        Checkpoint.parse(f"a\n1\n{root}\n")


@given(nonsense, nonsense)
def test_nonsense_is_refused_with_a_sentence(one: str, two: str) -> None:
    """Whatever somebody sends, they are told what it is not."""
    for read in (NoteKey.parse, Checkpoint.parse, lambda text: opened(text, KEY)):
        for text in (one, f"{one}\n\n— {two}\n", f"{one}\n1\n{two}\n", f"{one}+c74f20a3+{two}"):
            with pytest.raises(NoteRefused, match=r"^[A-Z].*\.$"):
                read(text)


def test_a_refusal_is_a_value_error() -> None:
    """Who does not know notes can still tell a wrong value."""
    assert issubclass(NoteRefused, ValueError)
