"""The heads of a store as the text of one note: read back as they were, or refused."""

from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journeys.adapters.sql.proofs.heads import COMPANIONS, Companion, LogHead, StoreHeads, log_head
from journeys.adapters.sql.proofs.merkle import EMPTY_ROOT, grow, root
from journeys.adapters.sql.proofs.notes import Checkpoint, NoteRefused

LAST_US = 253_402_300_799_999_999  # the end of the year 9999
ROOT = bytes(range(32))
IN_BASE64 = b64encode(ROOT).decode()

LOGS = ("journeys", "access", "law", "store", "employers")

hashes = st.binary(min_size=32, max_size=32)
sizes = st.integers(0, 2**63 - 1)
log_heads = st.builds(LogHead, sizes, hashes)
companions = st.builds(Companion, sizes, hashes)
stores = st.builds(
    StoreHeads,
    st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    st.fixed_dictionaries(dict.fromkeys(LOGS, log_heads)),
    st.fixed_dictionaries(dict.fromkeys(COMPANIONS.values(), companions)),
    st.integers(0, LAST_US),
)

HEADS = StoreHeads(
    "9930d221df17a269",
    {name: LogHead(nr, ROOT) for nr, name in enumerate(LOGS)},
    {"requests": Companion(4, ROOT), "reactors": Companion()},
    1_767_603_660_000_001,
)
LINES = HEADS.text.splitlines(keepends=True)


def test_a_note_of_all_logs_is_written_as_it_always_was() -> None:
    """A checkpoint of the journeys' log, a line for each of the rest, and the moment."""
    empty = b64encode(bytes(32)).decode()
    assert HEADS.text == (
        f"journeys/9930d221df17a269\n0\n{IN_BASE64}\n"
        f"access 1 {IN_BASE64}\nlaw 2 {IN_BASE64}\nstore 3 {IN_BASE64}\nemployers 4 {IN_BASE64}\n"
        f"requests 4 {IN_BASE64}\nreactors 0 {empty}\n"
        "at 2026-01-05T09:01:00.000001Z\n"
    )


@given(stores)
def test_heads_are_read_as_they_were_written(heads: StoreHeads) -> None:
    """Whatever they are; and any tool reads the checkpoint of the journeys' log."""
    assert StoreHeads.parse(heads.text) == heads
    first = Checkpoint.parse(heads.text)
    assert first == Checkpoint(f"journeys/{heads.store}", *heads.logs["journeys"])


@given(stores)
def test_a_note_from_before_the_employers_log_says_that_it_had_no_entries(
    heads: StoreHeads,
) -> None:
    """It has no line of that log, and verifies as it always did."""
    lines = heads.text.splitlines(keepends=True)
    before = "".join(each for each in lines if not each.startswith("employers "))
    none = LogHead(0, EMPTY_ROOT)
    assert StoreHeads.parse(before) == heads._replace(logs={**heads.logs, "employers": none})


@given(companions)
def test_a_companion_is_stored_and_read(companion: Companion) -> None:
    """In forty bytes; an unchanged table has none."""
    assert Companion.stored(companion.data) == companion
    assert len(companion.data) == 40
    assert Companion.stored(b"") == Companion() == Companion(0, bytes(32))


@given(st.binary(min_size=1, max_size=80).filter(lambda data: len(data) != 40))
def test_what_is_no_companion_is_refused(data: bytes) -> None:
    """Somebody wrote it into the head."""
    with pytest.raises(ValueError, match="length"):
        Companion.stored(data)


def test_a_checkpoint_of_one_log_tells_of_no_other() -> None:
    """Nor do lines below it that are not of a store's heads."""
    assert StoreHeads.parse("".join(LINES[:3])) is None
    assert StoreHeads.parse("".join([*LINES[:3], "journey 7 entries\n"])) is None


@pytest.mark.parametrize(
    "lines",
    [
        *(
            [each for each in LINES if each != left_out]
            for left_out in LINES[3:]
            if not left_out.startswith("employers ")
        ),
        [LINES[0].replace("journeys", "access"), *LINES[1:]],
        [*LINES[:-1], "at 2026-01-05T09:01:00Z\n"],
        [*LINES[:-1], "at 2026-01-05T09:01:00.000000\n"],
        [*LINES[:3], LINES[3].replace("access 1", "access 01"), *LINES[4:]],
        [*LINES[:3], LINES[3].replace("access 1", "access -1"), *LINES[4:]],
        [*LINES[:3], LINES[3].replace("access", "Access"), *LINES[4:]],
        [*LINES[:3], "access 1 short=\n", *LINES[4:]],
    ],
)
def test_a_note_of_some_logs_is_refused(lines: list[str]) -> None:
    """It tells of all, or of one."""
    with pytest.raises(NoteRefused, match="some of the logs"):
        StoreHeads.parse("".join(lines))


@pytest.mark.parametrize("moment", ["2026-13-01", "2026-02-30", "0000-01-01"])
def test_a_moment_that_cannot_be_is_no_heads(moment: str) -> None:
    """Nobody signed it; who reads it is told."""
    with pytest.raises(ValueError, match=r"."):
        StoreHeads.parse("".join([*LINES[:-1], f"at {moment}T09:01:00.000000Z\n"]))


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    """As no checkpoint."""
    with pytest.raises(NoteRefused):
        StoreHeads.parse(text)


@given(st.lists(hashes, max_size=40))
def test_a_head_is_the_size_and_the_root(leaves: list[bytes]) -> None:
    """Of what a head row stores."""
    frontier = grow(b"", 0, leaves)
    assert log_head(len(leaves), frontier) == LogHead(len(leaves), root(frontier))
    assert log_head(0, b"") == LogHead(0, EMPTY_ROOT)


@given(stores, stores, st.sampled_from(LOGS))
def test_what_was_seen_of_other_logs_is_never_forgotten(
    now: StoreHeads, before: StoreHeads, own: str
) -> None:
    """Of each the later head; of the own log what it is now."""
    heads = now.remembering(before, own)
    assert heads.logs[own] == now.logs[own]
    assert (heads.store, heads.at_us) == (now.store, now.at_us)
    for log in heads.logs.keys() - {own}:
        assert heads.logs[log] in {now.logs[log], before.logs[log]}
        assert heads.logs[log].size == max(now.logs[log].size, before.logs[log].size)
    for log, table in COMPANIONS.items():
        changes = [each.companions[table].changes for each in (now, before)]
        assert heads.companions[table].changes == (changes[0] if log == own else max(changes))


@given(stores, st.sampled_from(LOGS))
def test_a_head_that_another_has_seen_longer_or_otherwise_is_known(
    heads: StoreHeads, log: str
) -> None:
    """Longer, or of the same length and another root; one that grew since is none of these."""
    assert not heads.says_more(heads, log)
    size, top = heads.logs[log]
    longer = heads._replace(logs={**heads.logs, log: LogHead(size + 1, top)})
    other = heads._replace(logs={**heads.logs, log: LogHead(size, bytes([top[0] ^ 1]) + top[1:])})
    assert longer.says_more(heads, log)
    assert other.says_more(heads, log)
    assert heads.says_more(other, log)
    assert not heads.says_more(longer, log)
    if table := COMPANIONS.get(log):
        changes, digest = heads.companions[table]
        changed = {**heads.companions, table: Companion(changes + 1, digest)}
        later = heads._replace(companions=changed)
        assert later.says_more(heads, log)
        assert not heads.says_more(later, log)
